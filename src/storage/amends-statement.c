/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A prepared statement: values in, values out, typed. */

#include "config.h"

#include "amends-statement.h"

#include "amends-connection-private.h"

struct _AmendsStatement
{
  AmendsConnection *connection; /* (unowned) */
  sqlite3_stmt *handle;         /* (owned) until given back */
  int failed;                   /* first result code of a bind that was not OK */
};

AmendsStatement *
amends_statement_new (AmendsConnection *connection, const char *sql, GError **error)
{
  sqlite3_stmt *handle = amends_connection_take (connection, sql, error);
  AmendsStatement *self;

  if (handle == NULL)
    return NULL;
  self = g_new0 (AmendsStatement, 1);
  self->connection = connection;
  self->handle = handle;
  return self;
}

void
amends_statement_free (AmendsStatement *self)
{
  amends_connection_give_back (self->connection, self->handle);
  g_free (self);
}

static void
note_result (AmendsStatement *self, int code)
{
  if (code != SQLITE_OK && self->failed == SQLITE_OK)
    self->failed = code;
}

void
amends_statement_bind_text (AmendsStatement *self, int index, const char *text)
{
  note_result (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT));
}

void
amends_statement_bind_int (AmendsStatement *self, int index, gint64 value)
{
  note_result (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
amends_statement_bind_double (AmendsStatement *self, int index, double value)
{
  note_result (self, sqlite3_bind_double (self->handle, index, value));
}

void
amends_statement_bind_null (AmendsStatement *self, int index)
{
  note_result (self, sqlite3_bind_null (self->handle, index));
}

void
amends_statement_bind_instant (AmendsStatement *self, int index, AmendsInstant instant)
{
  if (instant == AMENDS_INSTANT_NONE)
    amends_statement_bind_null (self, index);
  else
    amends_statement_bind_int (self, index, instant);
}

void
amends_statement_bind_enum (AmendsStatement *self, int index, GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *entry = g_enum_get_value (klass, value);

  g_return_if_fail (entry != NULL);
  amends_statement_bind_text (self, index, entry->value_nick);
}

gboolean
amends_statement_step (AmendsStatement *self, gboolean *row, GError **error)
{
  int code = self->failed;

  *row = FALSE;
  if (code == SQLITE_OK)
    code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    *row = TRUE;
  else if (code != SQLITE_DONE)
    {
      amends_connection_set_error (self->connection, code, error);
      return FALSE;
    }
  return TRUE;
}

gboolean
amends_statement_run (AmendsStatement *self, GError **error)
{
  gboolean row;

  do
    if (!amends_statement_step (self, &row, error))
      return FALSE;
  while (row);
  sqlite3_reset (self->handle);
  return TRUE;
}

void
amends_statement_reset (AmendsStatement *self)
{
  sqlite3_reset (self->handle);
}

gboolean
amends_statement_is_null (AmendsStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

const char *
amends_statement_get_text (AmendsStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
amends_statement_dup_text (AmendsStatement *self, int column)
{
  return g_strdup (amends_statement_get_text (self, column));
}

gint64
amends_statement_get_int (AmendsStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

double
amends_statement_get_double (AmendsStatement *self, int column)
{
  return sqlite3_column_double (self->handle, column);
}

AmendsInstant
amends_statement_get_instant (AmendsStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

int
amends_statement_get_enum (AmendsStatement *self, int column, GType type, int fallback)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const char *nick = amends_statement_get_text (self, column);
  const GEnumValue *entry = nick ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return entry ? entry->value : fallback;
}
