/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

/*
 * The parts of a query in Salesforce's SOQL. A query is text, so everything that comes from
 * outside goes through here: values quoted, names and ids checked.
 */

/* (transfer full): @text as a literal with its quotes; every character that could end or change
 * it is escaped. */
char *amends_soql_quote (const char *text);

/* Whether @name is a field or object, or a path to one such as "Owner.Name". */
gboolean amends_soql_is_name (const char *name);

/* Whether @id is one of Salesforce's: 15 or 18 letters and digits. */
gboolean amends_soql_is_id (const char *id);

/* Whether @text is a time as Salesforce writes it and SOQL takes it, unquoted:
 * "2026-03-10T08:52:00.000+0000". */
gboolean amends_soql_is_time (const char *text);

/* (transfer full): @text, a time that Salesforce wrote, less @seconds, in the form of SOQL; NULL
 * if it is not one. */
char *amends_soql_step_back (const char *text, guint seconds);

G_END_DECLS
