/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

G_BEGIN_DECLS

/* CSV files of accounts, contacts, interactions and usage, for window and command line. */

typedef enum
{
  AMENDS_IMPORT_ACCOUNTS,
  AMENDS_IMPORT_CONTACTS,
  AMENDS_IMPORT_INTERACTIONS,
  AMENDS_IMPORT_USAGE,
} AmendsImportKind;

const char *amends_import_kind_to_string (AmendsImportKind kind);
gboolean amends_import_kind_from_string (const char *text, AmendsImportKind *kind);

/* A column of the file, and the field it goes to. */
typedef struct
{
  char *title;
  char *field;    /* (nullable): identifier; NULL: left out */
  char **samples; /* the first values */
} AmendsImportColumn;

/* A field a column can go to. */
typedef struct
{
  char *id;
  char *label;
  gboolean required;
} AmendsImportField;

/**
 * AmendsImportPlan:
 * What would be read from a file: guessed, and changed by the user before it runs.
 * @columns: (element-type AmendsImportColumn)
 * @fields: (element-type AmendsImportField): what a column can be
 * @rows: (element-type GStrv): the first rows as read
 */
typedef struct
{
  char *path;
  AmendsImportKind kind;
  char *encoding; /* "UTF-8", "UTF-16LE", "windows-1252", "GB18030" */
  char delimiter;
  char *dates;           /* order of the parts: "ymd", "dmy", "mdy" */
  gboolean dates_unsure; /* the file does not tell day from month */
  char *currency;        /* (nullable): where the file names none */
  guint64 bytes;
  GPtrArray *columns;
  GPtrArray *fields;
  GPtrArray *rows;
  char **problems;          /* (nullable): what stands in the way, sentences */
  gboolean header;          /* the first row holds the titles of the columns */
  gboolean create_accounts; /* customers that are named and not there are added */
} AmendsImportPlan;

AmendsImportPlan *amends_import_plan_copy (const AmendsImportPlan *self);
void amends_import_plan_free (AmendsImportPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportPlan, amends_import_plan_free)

/**
 * amends_import_plan_map:
 * @column: from 0
 * @field: (nullable): id of one of its fields; for usage also "feature:export" or another figure of
 *   yours; NULL leaves the column out
 *
 * A field has one column: another that had it has none now. Also brings @problems up to date.
 *
 * Returns: FALSE with AMENDS_INPUT_ERROR_VALUE if there is no such field
 */
gboolean
amends_import_plan_map (AmendsImportPlan *self, guint column, const char *field, GError **error);

/* Brings @problems up to date after the plan was changed otherwise. */
void amends_import_plan_check (AmendsImportPlan *self);

/**
 * amends_session_plan_import_async:
 * @kind: -1: guessed from the columns
 * @encoding: (nullable): its name; NULL: guessed from the bytes
 *
 * Reads the beginning of the file. Finishes with AMENDS_INPUT_ERROR for a file that is empty or not
 * of the encoding.
 */
void amends_session_plan_import_async (AmendsSession *self,
                                       const char *path,
                                       int kind,
                                       const char *encoding,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AmendsImportPlan *
amends_session_plan_import_finish (AmendsSession *self, GAsyncResult *result, GError **error);

typedef struct
{
  char *id; /* (nullable): to take it back; NULL: nothing was changed */
  guint added;
  guint changed;
  guint unchanged;
  guint refused;
  guint accounts;   /* added because they were named */
  char *errors;     /* (nullable): path of a CSV file with the refused rows and why */
  char **problems;  /* the first of them, sentences with their line */
  gboolean stopped; /* cancelled: what was read by then stays, unless it is taken back */
} AmendsImportResult;

void amends_import_result_free (AmendsImportResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportResult, amends_import_result_free)

/* @fraction: 0 to 1; on the main thread. */
typedef void (*AmendsImportProgressFunc) (double fraction, guint rows, gpointer data);

/**
 * amends_session_import_async:
 * @trial: reads everything and writes nothing
 * @errors: (nullable): where to write the refused rows; NULL: beside the workspace
 */
void amends_session_import_async (AmendsSession *self,
                                  const AmendsImportPlan *plan,
                                  gboolean trial,
                                  const char *errors,
                                  AmendsImportProgressFunc progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AmendsImportResult *
amends_session_import_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* One of the past imports. */
typedef struct
{
  char *id;
  AmendsImportKind kind;
  char *file;
  AmendsInstant at;
  guint added;
  guint changed;
  guint refused;
  gboolean undone;
} AmendsImportEntry;

void amends_import_entry_free (AmendsImportEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsImportEntry, amends_import_entry_free)

/* Finishes with (transfer full) (element-type AmendsImportEntry), the latest first. */
void amends_session_list_imports_async (AmendsSession *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
amends_session_list_imports_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_undo_import_async:
 * Records go back to what they were; one that has changed since is left alone.
 * Finishes with how many were left alone in @kept.
 */
void amends_session_undo_import_async (AmendsSession *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean amends_session_undo_import_finish (AmendsSession *self,
                                            GAsyncResult *result,
                                            guint *kept,
                                            GError **error);

G_END_DECLS
