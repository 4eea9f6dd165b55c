/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-remote-row.h"

G_BEGIN_DECLS

/**
 * AmendsFieldMap:
 * Which field of the CRM is which of ours, per kind: data of data/crm/<type>.json with the user's
 * changes on top. Immutable, thread-safe.
 *
 * A kind has the CRM's name of the entity, constant values, and per neutral field the CRM's field,
 * its type (text, number, money, boolean, date, instant, choice, person, html, reference) and for a
 * choice the pairs of values in both directions.
 */
#define AMENDS_TYPE_FIELD_MAP (amends_field_map_get_type ())
G_DECLARE_FINAL_TYPE (AmendsFieldMap, amends_field_map, AMENDS, FIELD_MAP, GObject)

/**
 * amends_field_map_new:
 * @text: of data/crm/<type>.json
 * @changes: (nullable): the user's, as amends_field_map_dup_changes() gives them
 *
 * Returns: (transfer full): NULL with AMENDS_INPUT_ERROR
 */
AmendsFieldMap *
amends_field_map_new (const char *text, const char *file, const char *changes, GError **error);

typedef struct
{
  const char *neutral;
  const char *remote; /* (nullable): not mapped */
  const char *type;
  gboolean writable; /* Amends may change it in the CRM */
} AmendsMapping;

/*
 * Records of one kind may come from several entities of the CRM: interactions from its calls, its
 * meetings, its tickets. What is said below of a kind is said of its first entity, or of the one
 * that the map was picked for.
 */
guint amends_field_map_count_entities (AmendsFieldMap *self, AmendsRemoteKind kind);
/* (transfer full): the map as it is for entity @index of @kind; shares its data. */
AmendsFieldMap *amends_field_map_pick (AmendsFieldMap *self, AmendsRemoteKind kind, guint index);
/* Of the CRM as a whole: "version" of the API, names of paths; (nullable). */
const char *amends_field_map_get_setting (AmendsFieldMap *self, const char *name);
/* (transfer none) (nullable): what a new record gets besides our fields, in the CRM's names. */
JsonObject *amends_field_map_get_constants (AmendsFieldMap *self, AmendsRemoteKind kind);
/* (transfer full) (element-type utf8): the CRM's fields that @kind reads, each once. */
GPtrArray *amends_field_map_list_remote (AmendsFieldMap *self, AmendsRemoteKind kind);

/* (nullable): the CRM's name of the entity; NULL when it has no such kind. */
const char *amends_field_map_get_entity (AmendsFieldMap *self, AmendsRemoteKind kind);
/* A further constant of the kind, such as the module of a URL; (nullable). */
const char *
amends_field_map_get_option (AmendsFieldMap *self, AmendsRemoteKind kind, const char *name);
/* (transfer full) (element-type AmendsMapping): of the kind, in the order of the file. */
GPtrArray *amends_field_map_list (AmendsFieldMap *self, AmendsRemoteKind kind);
/* (nullable) */
const AmendsMapping *
amends_field_map_find (AmendsFieldMap *self, AmendsRemoteKind kind, const char *neutral);

/* (transfer full): with @neutral of @kind read from @remote (NULL: from nowhere). */
AmendsFieldMap *amends_field_map_with (AmendsFieldMap *self,
                                       AmendsRemoteKind kind,
                                       const char *neutral,
                                       const char *remote);
/* (transfer full): the user's changes as JSON, "{}" for none. */
char *amends_field_map_dup_changes (AmendsFieldMap *self);

/**
 * amends_field_map_read:
 * @remote: the CRM's object
 * @zone: (nullable): of times that the CRM writes without one; NULL: UTC
 *
 * Puts what is mapped into @row's fields. A value of the wrong type is left out and named in
 * @problems (element-type utf8), never guessed.
 */
void amends_field_map_read (AmendsFieldMap *self,
                            JsonObject *remote,
                            GTimeZone *zone,
                            AmendsRemoteRow *row,
                            GPtrArray *problems);

/* (transfer full): @fields in the CRM's names and forms; what is not writable is left out. */
JsonObject *
amends_field_map_write (AmendsFieldMap *self, AmendsRemoteKind kind, JsonObject *fields);

G_END_DECLS
