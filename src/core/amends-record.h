/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The records of Amends are passive: an account, a draft, a checkpoint. Each is a GObject whose
 * properties are fields of a public struct, described by one table per class. From the table come
 * the GObject properties (notified only on change), JSON in both directions, copies, and the list
 * of differences that the event log and undo need.
 *
 * Reading a field is `account->name`. Writing goes through amends_record_set() (or
 * g_object_set()), so that bindings hear of it; only code that has just made a record may assign
 * fields directly. Records belong to one thread at a time; what crosses threads is a copy.
 */

#define AMENDS_TYPE_RECORD (amends_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmendsRecord, amends_record, AMENDS, RECORD, GObject)

typedef enum
{
  AMENDS_FIELD_STRING,  /* char *, (nullable) */
  AMENDS_FIELD_INT,     /* int; AMENDS_UNKNOWN is "not known" */
  AMENDS_FIELD_INT64,   /* gint64; 0 is written */
  AMENDS_FIELD_MONEY,   /* gint64 minor units; AMENDS_MONEY_UNKNOWN is "not known" */
  AMENDS_FIELD_DOUBLE,  /* double */
  AMENDS_FIELD_BOOLEAN, /* gboolean */
  AMENDS_FIELD_INSTANT, /* AmendsInstant; AMENDS_INSTANT_NONE is "not known" */
  AMENDS_FIELD_DATE,    /* char *, "2026-04-24", (nullable) */
  AMENDS_FIELD_ENUM,    /* int of a registered enum; value 0 is its "unknown" or default */
  AMENDS_FIELD_STRV,    /* char **, (nullable) */
  AMENDS_FIELD_RECORD,  /* AmendsRecord *, (nullable), of type `of` */
  AMENDS_FIELD_RECORDS, /* GListStore * of records of type `of`, never NULL */
} AmendsFieldType;

#define AMENDS_UNKNOWN G_MININT
#define AMENDS_MONEY_UNKNOWN G_MININT64

/**
 * AmendsField:
 * @name: of the GObject property; with '_' for '-' it is the JSON member
 * @of: returns the GType of the enum, the record, or the list's records
 */
typedef struct
{
  const char *name;
  AmendsFieldType type;
  gsize offset;
  GType (*of) (void);
} AmendsField;

/* AMENDS_FIELD (AmendsAccount, "time-zone", STRING, time_zone); the last for types with an `of`. */
#define AMENDS_FIELD(Type, name, kind, member)                                                     \
  {                                                                                                \
    name, AMENDS_FIELD_##kind, G_STRUCT_OFFSET (Type, member), NULL                                \
  }
#define AMENDS_FIELD_OF(Type, name, kind, member, of)                                              \
  {                                                                                                \
    name, AMENDS_FIELD_##kind, G_STRUCT_OFFSET (Type, member), of                                  \
  }

struct _AmendsRecordClass
{
  GObjectClass parent_class;

  /*< private >*/
  const AmendsField *fields;
  guint n_fields;
};

/**
 * AMENDS_DEFINE_RECORD:
 * Defines the final type @TypeName with the fields of the static array `fields`. A record's file
 * is its table, this line, and whatever invariants the type has as functions.
 */
#define AMENDS_DEFINE_RECORD(TypeName, type_name)                                                  \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, AMENDS_TYPE_RECORD)                                    \
  static void type_name##_class_init (TypeName##Class *klass)                                      \
  {                                                                                                \
    amends_record_class_set_fields (AMENDS_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));   \
  }                                                                                                \
  static void type_name##_init (TypeName *self)                                                    \
  {                                                                                                \
    amends_record_init_fields (self, fields, G_N_ELEMENTS (fields));                               \
  }

/* For class_init: installs the properties. @fields must be static. */
void amends_record_class_set_fields (AmendsRecordClass *klass,
                                     const AmendsField *fields,
                                     guint n_fields);

/* For init: numbers become "not known", lists exist. */
void amends_record_init_fields (gpointer record, const AmendsField *fields, guint n_fields);

/* (transfer full): an empty record of @type with a fresh UUID if it has a field "id". */
gpointer amends_record_new (GType type);

const AmendsField *amends_record_get_fields (gpointer record, guint *n_fields);
const AmendsField *amends_record_find_field (gpointer record, const char *name);
/* The value of the field "id"; (nullable). */
const char *amends_record_get_id (gpointer record);

/* (transfer full): a deep copy with the same id. */
gpointer amends_record_copy (gpointer record);
/* Makes @record equal to @source, of the same type, notifying only what differs. */
void amends_record_assign (gpointer record, gpointer source);
gboolean amends_record_equal (gpointer a, gpointer b);
/* Whether two lists hold equal records in the same order. */
gboolean amends_record_list_equal (GListModel *a, GListModel *b);

/**
 * amends_record_set:
 * As g_object_set(), NULL-terminated; notifies only what differs.
 */
void amends_record_set (gpointer record, const char *first_name, ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): object node; what is unknown, NULL or empty is left out. Money is in minor
 * units, instants are RFC 3339 in UTC, enums are nicks. This is the stored form. */
JsonNode *amends_record_to_json (gpointer record);

/**
 * amends_record_from_json:
 * @reader: stands on the object; faults stick to it
 *
 * Returns: (transfer full): a record of @type; incomplete when the reader has failed
 */
gpointer amends_record_from_json (GType type, AmendsJsonReader *reader);

/* As above for stored text. Returns NULL with AMENDS_INPUT_ERROR when it is damaged. */
gpointer amends_record_from_text (GType type, const char *text, const char *where, GError **error);
/* (transfer full): canonical JSON text. */
char *amends_record_to_text (gpointer record);

/**
 * amends_record_diff:
 * Returns: (transfer full) (nullable): object node {"field": [before, after], …} of what differs,
 *   NULL if nothing does. @before NULL stands for an empty record.
 */
JsonNode *amends_record_diff (gpointer before, gpointer after);

/**
 * amends_record_revert:
 * @record: as it is now
 * @before, @after: as it was around a change
 *
 * Takes the change back field by field. A field that has changed again since keeps its value.
 *
 * Returns: how many fields had to be left alone
 */
guint amends_record_revert (gpointer record, gpointer before, gpointer after);

/**
 * amends_record_list_merge:
 * Makes @list hold equal records as @wanted (element-type AmendsRecord), matched by id: those
 * that stay are assigned in place, so that rows bound to them keep their identity and selection.
 */
void amends_record_list_merge (GListStore *list, GPtrArray *wanted);

/* (transfer none) (nullable): the record with @id. */
gpointer amends_record_list_find (GListModel *list, const char *id);

G_END_DECLS
