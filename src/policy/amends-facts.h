/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/**
 * AmendsFacts:
 * What a template may speak of: a tree of typed values, addressed by dotted paths such as
 * "customer.name". A fact that is not known is not in the tree; there is no empty text, no empty
 * list and no unknown number. Reference counted (atomic); filled by one thread, then only read.
 */
typedef struct _AmendsFacts AmendsFacts;

typedef enum
{
  AMENDS_FACTS_MAP,
  AMENDS_FACTS_LIST,
  AMENDS_FACTS_TEXT,
  AMENDS_FACTS_NUMBER,
  AMENDS_FACTS_INSTANT,
  AMENDS_FACTS_DATE,
  AMENDS_FACTS_MONEY,
  AMENDS_FACTS_BOOLEAN,
} AmendsFactsType;

/* (transfer full): an empty map. */
AmendsFacts *amends_facts_new (void);
AmendsFacts *amends_facts_ref (AmendsFacts *self);
void amends_facts_unref (AmendsFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsFacts, amends_facts_unref)

/*
 * Setting. @path makes the maps it needs; a value that is not known (NULL, blank, the "unknown" of
 * the records, AMENDS_INSTANT_NONE, an empty list) removes what was there.
 */
void amends_facts_set_text (AmendsFacts *self, const char *path, const char *text);
void amends_facts_set_number (AmendsFacts *self, const char *path, gint64 number);
void amends_facts_set_instant (AmendsFacts *self, const char *path, AmendsInstant instant);
/* @date: (nullable): "2026-04-24"; anything else is kept as text. */
void amends_facts_set_date (AmendsFacts *self, const char *path, const char *date);
/* @minor: minor units. Unknown without a currency. */
void
amends_facts_set_money (AmendsFacts *self, const char *path, gint64 minor, const char *currency);
void amends_facts_set_boolean (AmendsFacts *self, const char *path, gboolean value);
void amends_facts_set_strv (AmendsFacts *self, const char *path, const char *const *texts);
/* @items: (transfer none) (element-type AmendsFacts): each is referenced. */
void amends_facts_set_list (AmendsFacts *self, const char *path, GPtrArray *items);
/* @value: (transfer none) (nullable): referenced, not copied. */
void amends_facts_set (AmendsFacts *self, const char *path, AmendsFacts *value);

/* (transfer none) (nullable): the value at @path, or of one member of a map; a list has the member
 * "last". */
AmendsFacts *amends_facts_get (AmendsFacts *self, const char *path);
AmendsFacts *amends_facts_get_member (AmendsFacts *self, const char *name);

AmendsFactsType amends_facts_get_type_of (AmendsFacts *self);
/* (transfer none) (nullable): of a text or the ISO form of a date. */
const char *amends_facts_get_text (AmendsFacts *self);
/* Number, instant or minor units; 0 for other types. */
gint64 amends_facts_get_number (AmendsFacts *self);
const char *amends_facts_get_currency (AmendsFacts *self);
/* Whether a condition on the bare value holds: false for NULL, FALSE and the number 0. */
gboolean amends_facts_is_true (AmendsFacts *self);
guint amends_facts_get_count (AmendsFacts *self);
/* (transfer none): item @index of a list. */
AmendsFacts *amends_facts_get_item (AmendsFacts *self, guint index);

G_END_DECLS
