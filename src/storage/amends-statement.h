/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-instant.h"

G_BEGIN_DECLS

/**
 * AmendsStatement:
 * A prepared statement on loan from its connection. Values go in by parameter number from 1 and
 * come out by column number from 0. A value that could not be bound is reported by the next step.
 */
typedef struct _AmendsStatement AmendsStatement;

/* (transfer full): NULL with AMENDS_STORAGE_ERROR. @sql is constant or built of constant parts. */
AmendsStatement *
amends_statement_new (AmendsConnection *connection, const char *sql, GError **error);

/* Gives it back to the connection. */
void amends_statement_free (AmendsStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsStatement, amends_statement_free)

/* @text NULL binds NULL; the text is copied. */
void amends_statement_bind_text (AmendsStatement *self, int index, const char *text);
void amends_statement_bind_int (AmendsStatement *self, int index, gint64 value);
void amends_statement_bind_double (AmendsStatement *self, int index, double value);
void amends_statement_bind_null (AmendsStatement *self, int index);
/* AMENDS_INSTANT_NONE binds NULL. */
void amends_statement_bind_instant (AmendsStatement *self, int index, AmendsInstant instant);
/* The nick of @value. */
void amends_statement_bind_enum (AmendsStatement *self, int index, GType type, int value);

/**
 * amends_statement_step:
 * @row: (out): whether there is a row to read
 *
 * Returns: FALSE with @error if it failed
 */
gboolean amends_statement_step (AmendsStatement *self, gboolean *row, GError **error);

/* Runs to the end, ignoring rows, and makes it ready for other values. */
gboolean amends_statement_run (AmendsStatement *self, GError **error);

/* Makes it ready to run again; values stay bound. */
void amends_statement_reset (AmendsStatement *self);

gboolean amends_statement_is_null (AmendsStatement *self, int column);
/* Valid until the next step; NULL for NULL. */
const char *amends_statement_get_text (AmendsStatement *self, int column);
/* (transfer full) (nullable) */
char *amends_statement_dup_text (AmendsStatement *self, int column);
gint64 amends_statement_get_int (AmendsStatement *self, int column);
double amends_statement_get_double (AmendsStatement *self, int column);
AmendsInstant amends_statement_get_instant (AmendsStatement *self, int column);
/* By nick; @fallback for NULL and for a nick that is not known. */
int amends_statement_get_enum (AmendsStatement *self, int column, GType type, int fallback);

G_END_DECLS
