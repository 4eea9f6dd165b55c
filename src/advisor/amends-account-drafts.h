/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-draft.h"
#include "amends-facts.h"
#include "amends-playbook.h"

G_BEGIN_DECLS

/* For whom and when a text about an account is written. */
typedef struct
{
  const char *language; /* "en" or "zh-CN" */
  AmendsInstant now;
  GTimeZone *zone; /* of the reader */
  guint seed;      /* chooses between wordings */
} AmendsAccountDraftSetting;

/**
 * amends_account_draft_new:
 * @kind: a template "account-…" of the playbook
 * @facts: what it may speak of: account, customer, me, sponsor, next, risk
 *
 * Fills a template without a case. Blocking: it parses the template. Any thread.
 *
 * Returns: (transfer full): a draft that is stored nowhere; NULL with AMENDS_INPUT_ERROR
 */
AmendsDraft *amends_account_draft_new (AmendsPlaybook *playbook,
                                       const char *kind,
                                       AmendsFacts *facts,
                                       const AmendsAccountDraftSetting *setting,
                                       GError **error);

G_END_DECLS
