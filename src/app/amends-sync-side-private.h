/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-sync-side.h"

#include "amends-change.h"

G_BEGIN_DECLS

struct _AmendsWorkspaceSide
{
  GObject parent_instance;

  AmendsEngines *engines;
  AmendsPerson *me; /* who logs what a colleague has done is that colleague, see `me` of a change */
  GListModel *people;
  AmendsTimeSource *time_source;
  GHashTable *cases; /* ids of those that have changed */
  gboolean customers;
  GPtrArray *added; /* (element-type AmendsInteraction): to be written at the end of the page */
  char *currency;   /* (nullable) until first needed: of amounts that have none */
};

/* --- Values --- */

/* @value: (nullable): absent becomes null */
void amends_side_put_text (JsonObject *fields, const char *field, const char *value);
void amends_side_put_instant (JsonObject *fields, const char *field, AmendsInstant value);
/* (transfer none) (nullable): NULL if it is empty or no text. */
const char *amends_side_get_text (JsonObject *fields, const char *field);
gboolean amends_side_get_instant (JsonObject *fields, const char *field, AmendsInstant *value);
/* TRUE for true and "true". */
gboolean amends_side_get_boolean (JsonObject *fields, const char *field);

/* --- Cases and what hangs on them: of amends-sync-side-case.c --- */

gboolean amends_side_read_case (AmendsWorkspaceSide *self,
                                AmendsConnection *connection,
                                AmendsRemoteKind kind,
                                const char *local_id,
                                JsonObject **fields,
                                GError **error);
gboolean amends_side_apply_case (AmendsWorkspaceSide *self,
                                 AmendsConnection *connection,
                                 AmendsRemoteRow *row,
                                 JsonObject *changed,
                                 const char *local_id,
                                 char **applied_id,
                                 GError **error);

/* A note of the log. @case_id, @text: (out) (transfer full) (nullable): NULL if it is gone. */
typedef struct
{
  char *case_id;
  char *text;
  char *actor;
  AmendsInstant at;
} AmendsNote;

void amends_note_clear (AmendsNote *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsNote, amends_note_clear)
gboolean
amends_note_read (AmendsNote *self, AmendsConnection *connection, const char *id, GError **error);

G_END_DECLS
