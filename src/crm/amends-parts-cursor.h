/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AmendsPartsCursor:
 * Where a reading of several lists of the CRM, one after the other, stands: which list it is at,
 * and what each list remembers of itself. As text it is the cursor of a page.
 *
 * @index: the list to read now
 * @part: (transfer none): what that list remembers; may be changed
 */
typedef struct
{
  guint index;
  JsonObject *part;
  /*< private >*/
  guint count;
  JsonArray *parts; /* (owned) */
} AmendsPartsCursor;

/* @text: (nullable): as amends_parts_cursor_move_on() made it; what is not such a text is a
 * beginning, which is always safe. @count: of lists, at least 1. (transfer full) */
AmendsPartsCursor *amends_parts_cursor_new (const char *text, guint count);
void amends_parts_cursor_free (AmendsPartsCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPartsCursor, amends_parts_cursor_free)

/**
 * amends_parts_cursor_move_on:
 * @part_more: whether the list it is at goes on
 * @more: (out): whether anything goes on
 *
 * Returns: (transfer full): the cursor to store
 */
char *amends_parts_cursor_move_on (AmendsPartsCursor *self, gboolean part_more, gboolean *more);

/*
 * The version of a row of a CRM whose times are whole seconds: the time, and a digest of what the
 * row held. The digest decides: two changes in one second differ, and a change of a field that is
 * not ours is no conflict.
 */
/* (transfer full) */
char *amends_row_version_new (const char *stamp, JsonObject *fields);
/* @version: as above; @current: of the row as it is now */
gboolean amends_row_version_agrees (const char *version, const char *current);

/* Makes member @name of @object, if it is an instant, the day that is in @zone (nullable: UTC): of
 * a field that knows no times. */
void amends_day_cut (JsonObject *object, const char *name, GTimeZone *zone);

G_END_DECLS
