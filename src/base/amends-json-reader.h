/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AmendsJsonReader:
 * Reads a parsed document with every type checked. The first fault sticks and later reads give
 * defaults, so that a caller reads a whole record straight through and asks once at the end.
 * A fault names the file, the line and the field ("account.renewal").
 * Members that nobody read are reported as warnings: an unknown key is never dropped in silence.
 * Not thread-safe; any one thread.
 */
typedef struct _AmendsJsonReader AmendsJsonReader;

/* Whether a member may be absent (null counts as absent). */
typedef enum
{
  AMENDS_JSON_OPTIONAL,
  AMENDS_JSON_REQUIRED,
} AmendsJsonNeed;

/**
 * amends_json_reader_new:
 * @text: the document; copied only by reference, must outlive the reader
 * @file: (nullable): name for messages
 *
 * Scans and parses. Returns: (transfer full): the reader on the root, or NULL with the fault.
 */
AmendsJsonReader *
amends_json_reader_new (const char *text, gsize length, const char *file, GError **error);

/**
 * amends_json_reader_new_for_node:
 * For JSON already parsed (a database row). Faults then name no line. @node is referenced.
 */
AmendsJsonReader *amends_json_reader_new_for_node (JsonNode *node, const char *file);

void amends_json_reader_free (AmendsJsonReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsJsonReader, amends_json_reader_free)

/**
 * AmendsJsonLocator:
 * @pointer: RFC 6901 pointer
 * @file: (out) (transfer none): the file that holds the value; lives as long as the data
 *
 * Returns: the line from 1, or 0 if no file has such a value (@file is then left alone)
 */
typedef guint (*AmendsJsonLocator) (const char *pointer, const char **file, gpointer data);

/* For a document put together from several files: faults and warnings then name file and line
 * through @locator. @destroy is called on @data when the reader is freed. */
void amends_json_reader_set_locator (AmendsJsonReader *self,
                                     AmendsJsonLocator locator,
                                     gpointer data,
                                     GDestroyNotify destroy);

/*
 * Moving. enter_* return FALSE when the member is absent (a fault if required), of the wrong type
 * (a fault), or a fault has stuck; then leave() must not be called. For arrays, at() steps in.
 */
gboolean
amends_json_reader_enter_object (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);
gboolean
amends_json_reader_enter_array (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);
/* Number of elements of the array, or of members of the object, that the reader stands on. */
guint amends_json_reader_get_count (AmendsJsonReader *self);
/* Steps into element @index of the array, whatever its type; leave() steps out. */
gboolean amends_json_reader_at (AmendsJsonReader *self, guint index);
/* (transfer container): names of the members of the object the reader stands on, in file order. */
GPtrArray *amends_json_reader_list_members (AmendsJsonReader *self);
void amends_json_reader_leave (AmendsJsonReader *self);

/* The node the reader stands on, or that of @member; (transfer none) (nullable). Marks it read. */
JsonNode *amends_json_reader_peek (AmendsJsonReader *self, const char *member);
gboolean amends_json_reader_has (AmendsJsonReader *self, const char *member);

/*
 * Values. @member names a member of the object the reader stands on; NULL means the value itself
 * (an array element). What is absent gives the default. Strings and string lists are (transfer
 * full) and NULL when absent; list elements must not be null.
 */
char *
amends_json_reader_dup_string (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);
char **
amends_json_reader_dup_strv (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);
gint64 amends_json_reader_get_int (AmendsJsonReader *self,
                                   const char *member,
                                   AmendsJsonNeed need,
                                   gint64 minimum,
                                   gint64 maximum,
                                   gint64 fallback);
double amends_json_reader_get_double (AmendsJsonReader *self,
                                      const char *member,
                                      AmendsJsonNeed need,
                                      double minimum,
                                      double maximum,
                                      double fallback);
gboolean
amends_json_reader_get_boolean (AmendsJsonReader *self, const char *member, gboolean fallback);
/* By nick of the registered enum; a fault lists the nicks. @fallback when absent. */
int amends_json_reader_get_enum (AmendsJsonReader *self,
                                 const char *member,
                                 AmendsJsonNeed need,
                                 GType enum_type,
                                 int fallback);
AmendsInstant
amends_json_reader_get_instant (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);
/* A calendar date, checked, as text "2026-04-24". */
char *amends_json_reader_dup_date (AmendsJsonReader *self, const char *member, AmendsJsonNeed need);

/* Reports a fault of meaning at @member (or, if NULL, where the reader stands). Sticks. */
void amends_json_reader_fail (AmendsJsonReader *self,
                              const char *member,
                              int input_error_code,
                              const char *format,
                              ...) G_GNUC_PRINTF (4, 5);
gboolean amends_json_reader_failed (AmendsJsonReader *self);

/**
 * amends_json_reader_finish:
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members, each a
 * sentence, the 50 first by name and then how many more; NULL after a fault
 *
 * Returns: TRUE if nothing was wrong, else FALSE with the first fault
 */
gboolean amends_json_reader_finish (AmendsJsonReader *self, GPtrArray **warnings, GError **error);

G_END_DECLS
