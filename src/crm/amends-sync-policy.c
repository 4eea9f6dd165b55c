/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may happen without asking, and how patient sync is. */

#include "config.h"

#include "amends-sync-policy.h"

#include "amends-input-error.h"
#include "amends-json-reader.h"

#include <glib/gi18n-lib.h>

#define MOST 1000000

static guint
read_count (AmendsJsonReader *reader, const char *member, gint64 minimum)
{
  return (guint) amends_json_reader_get_int (reader, member, AMENDS_JSON_REQUIRED, minimum, MOST,
                                             minimum);
}

static void
read_removal (AmendsSyncPolicy *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "removal", AMENDS_JSON_REQUIRED))
    return;
  self->removal_share =
      amends_json_reader_get_double (reader, "share", AMENDS_JSON_REQUIRED, 0, 1, 0);
  self->removal_free = read_count (reader, "free", 0);
  self->removal_most = read_count (reader, "most", 0);
  amends_json_reader_leave (reader);
}

static void
read_ladder (AmendsSyncPolicy *self, AmendsJsonReader *reader)
{
  guint n;

  if (!amends_json_reader_enter_array (reader, "ladder_seconds", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  if (n == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_VALUE,
                             _ ("There must be at least one time to wait."));
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      gint64 wait = AMENDS_SECOND *
                    amends_json_reader_get_int (reader, NULL, AMENDS_JSON_REQUIRED, 1, MOST, 1);

      g_array_append_val (self->ladder, wait);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

AmendsSyncPolicy *
amends_sync_policy_new (const char *text, gsize length, const char *file, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, length, file, error);
  g_autoptr (AmendsSyncPolicy) self = g_new0 (AmendsSyncPolicy, 1);
  JsonNode *oauth;

  self->ladder = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (reader == NULL)
    return NULL;
  read_removal (self, reader);
  read_ladder (self, reader);
  self->patience = read_count (reader, "patience", 1);
  self->attempts = read_count (reader, "attempts", 1);
  self->sweep_every = AMENDS_HOUR * read_count (reader, "sweep_hours", 1);
  self->interval = read_count (reader, "interval_minutes", 1);
  oauth = amends_json_reader_peek (reader, "oauth");
  if (oauth != NULL && JSON_NODE_HOLDS_OBJECT (oauth))
    self->oauth = json_node_dup_object (oauth);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
amends_sync_policy_free (AmendsSyncPolicy *self)
{
  g_array_unref (self->ladder);
  g_clear_pointer (&self->oauth, json_object_unref);
  g_free (self);
}

gboolean
amends_sync_policy_lets_go (const AmendsSyncPolicy *self, guint gone, guint all)
{
  if (gone > self->removal_most)
    return FALSE;
  /* An empty list is far more often a fault than the truth. */
  if (gone >= all && all > 1)
    return FALSE;
  return gone <= self->removal_free || gone <= self->removal_share * all;
}

gint64
amends_sync_policy_get_wait (const AmendsSyncPolicy *self, int attempts)
{
  guint step = (guint) CLAMP (attempts - 1, 0, (int) self->ladder->len - 1);

  return g_array_index (self->ladder, gint64, step);
}
