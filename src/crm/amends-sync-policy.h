/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * AmendsSyncPolicy:
 * What may happen without asking, and how patient sync is: data/crm/sync.json. Immutable,
 * thread-safe.
 *
 * @removal_share: of a kind, 0 to 1, that may go at once without asking
 * @removal_free: so few may always go
 * @removal_most: more than so many never go without asking
 * @ladder: milliseconds to wait after the first, second, … failure of one change; the last stays
 * @patience: so many failures of the server one after the other end a run
 * @attempts: how often a change is put together anew in one run
 * @sweep_every: milliseconds between two looks for what has gone
 * @interval: minutes between two runs, unless the user says otherwise
 * @oauth: (nullable): per type of CRM: addresses of the sign-in
 */
typedef struct
{
  double removal_share;
  guint removal_free;
  guint removal_most;
  GArray *ladder; /* gint64 */
  guint patience;
  guint attempts;
  gint64 sweep_every;
  guint interval;
  JsonObject *oauth;
} AmendsSyncPolicy;

/* (transfer full): NULL with AMENDS_INPUT_ERROR. */
AmendsSyncPolicy *
amends_sync_policy_new (const char *text, gsize length, const char *file, GError **error);
void amends_sync_policy_free (AmendsSyncPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsSyncPolicy, amends_sync_policy_free)

/* Whether @gone of @all records of a kind may go without asking. */
gboolean amends_sync_policy_lets_go (const AmendsSyncPolicy *self, guint gone, guint all);
/* How long to wait after @attempts failed ones. */
gint64 amends_sync_policy_get_wait (const AmendsSyncPolicy *self, int attempts);

G_END_DECLS
