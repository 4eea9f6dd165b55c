/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record of the CRM in neutral terms. */

#include "config.h"

#include "amends-remote-row.h"

static const char *const kinds[AMENDS_REMOTE_N_KINDS] = {
  "account", "contact", "interaction", "survey", "case", "task", "note", "e-mail", "report",
};

const char *
amends_remote_kind_to_string (AmendsRemoteKind kind)
{
  g_return_val_if_fail (kind < AMENDS_REMOTE_N_KINDS, NULL);

  return kinds[kind];
}

gboolean
amends_remote_kind_from_string (const char *text, AmendsRemoteKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i], text) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

AmendsRemoteRow *
amends_remote_row_new (AmendsRemoteKind kind, const char *id)
{
  AmendsRemoteRow *self = g_new0 (AmendsRemoteRow, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->id = g_strdup (id);
  self->modified = AMENDS_INSTANT_NONE;
  self->fields = json_object_new ();
  return self;
}

AmendsRemoteRow *
amends_remote_row_ref (AmendsRemoteRow *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amends_remote_row_unref (AmendsRemoteRow *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->version);
  g_free (self->modified_text);
  g_free (self->modified_by);
  g_free (self->client_key);
  json_object_unref (self->fields);
  g_free (self);
}
