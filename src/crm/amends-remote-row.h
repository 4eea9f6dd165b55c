/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The kinds of record that go to and from a CRM. Nicks are identifiers of the database. */
typedef enum
{
  AMENDS_REMOTE_ACCOUNT,
  AMENDS_REMOTE_CONTACT,
  AMENDS_REMOTE_INTERACTION, /* tickets, calls, meetings, e-mails, notes of the CRM */
  AMENDS_REMOTE_SURVEY,
  AMENDS_REMOTE_CASE,   /* an escalation */
  AMENDS_REMOTE_TASK,   /* a checkpoint or an action with a due date */
  AMENDS_REMOTE_NOTE,   /* on a case */
  AMENDS_REMOTE_EMAIL,  /* logged on a case */
  AMENDS_REMOTE_REPORT, /* the debrief, as a note on the case */
} AmendsRemoteKind;

#define AMENDS_REMOTE_N_KINDS (AMENDS_REMOTE_REPORT + 1)

const char *amends_remote_kind_to_string (AmendsRemoteKind kind);
/* FALSE if there is no such kind. */
gboolean amends_remote_kind_from_string (const char *text, AmendsRemoteKind *kind);

/**
 * AmendsRemoteRow:
 * One record of the CRM in neutral terms: what the field map made of it. Immutable once handed on;
 * counted, thread-safe.
 *
 * @fields: members named as in the documentation of the field map (data/crm/README.md); money
 *   a decimal string with the currency in "currency", instants RFC 3339, dates "2026-04-24", states
 *   our identifiers; null: the CRM has it empty; absent: not mapped or not readable
 * @version: (nullable): what the server compares with when a change is sent back, opaque
 * @modified: of the server's clock; @modified_text as the server wrote it, for ties and cursors
 * @modified_by: (nullable): who changed it last, a name if known
 * @client_key: (nullable): ours, if the record came from an Amends
 */
typedef struct
{
  gatomicrefcount refs;
  AmendsRemoteKind kind;
  char *id;
  char *version;
  AmendsInstant modified;
  char *modified_text;
  char *modified_by;
  char *client_key;
  gboolean deleted;
  JsonObject *fields;
} AmendsRemoteRow;

/* (transfer full): with empty fields. */
AmendsRemoteRow *amends_remote_row_new (AmendsRemoteKind kind, const char *id);
AmendsRemoteRow *amends_remote_row_ref (AmendsRemoteRow *self);
void amends_remote_row_unref (AmendsRemoteRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRemoteRow, amends_remote_row_unref)

G_END_DECLS
