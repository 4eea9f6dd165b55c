/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-field-map.h"

G_BEGIN_DECLS

/* A mapping with what its values are turned into. */
typedef struct
{
  AmendsMapping base;      /* strings are interned */
  const char *date_remote; /* (nullable): where a date without a time goes instead */
  const char *date_as;     /* (nullable): the time of day, UTC, that stands for "no time" */
  JsonObject *values;      /* (owned) (nullable): of a choice, theirs to ours */
  JsonObject *outward; /* (owned) (nullable): ours to theirs, where turning round is not enough */
} AmendsFieldMapping;

/* How a CRM writes down its values. */
typedef struct
{
  gboolean strings;         /* every value is a string */
  gboolean false_is_empty;  /* false stands for what is empty, except in a boolean */
  gboolean empty_is_string; /* what is empty is written as "" */
  gboolean integer_ids;     /* a reference is a number */
  gboolean plain_instants;  /* "2026-03-10 07:52:00" in UTC */
} AmendsFieldForms;

/* (transfer none) (nullable): the member of @object that @path names; a dot leads into an object,
 * unless a member has the dot in its name. */
JsonNode *amends_field_value_peek (JsonObject *object, const char *path);

/**
 * amends_field_value_read:
 * Returns: (transfer full): the value in neutral form, a null node for an empty one; NULL when it
 *   is not of the type that the map says
 */
JsonNode *amends_field_value_read (const AmendsFieldMapping *mapping,
                                   const AmendsFieldForms *forms,
                                   JsonNode *value,
                                   GTimeZone *zone);

/* Puts @value into @remote in the CRM's form; nothing if it has none there. */
void amends_field_value_write (const AmendsFieldMapping *mapping,
                               const AmendsFieldForms *forms,
                               JsonNode *value,
                               JsonObject *remote);

G_END_DECLS
