/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-goodwill-rules.h"
#include "amends-session-private.h"

G_BEGIN_DECLS

/* (transfer none): the rules of the playbook in use, compiled when first asked for. Main thread. */
AmendsGoodwillRules *amends_session_get_goodwill_rules (AmendsSession *self, GError **error);

/* What the rules say of @goodwill in this workspace. @given: (out) (optional) (transfer full)
 * (element-type AmendsGoodwill). Blocking; within a read or write. */
gboolean amends_goodwill_judge_stored (AmendsConnection *connection,
                                       AmendsEngines *engines,
                                       AmendsGoodwillRules *rules,
                                       AmendsAccount *account,
                                       AmendsGoodwill *goodwill,
                                       AmendsInstant now,
                                       const char *language,
                                       AmendsGoodwillRuling *ruling,
                                       GPtrArray **given,
                                       GError **error);

/* (transfer none) (nullable): who of our side should decide: above who asked, if possible. */
AmendsPerson *amends_goodwill_find_approver (AmendsGoodwill *goodwill, GListModel *people);

/* (transfer full): as a list shows it. @number, @title: of its case. */
AmendsGoodwillRow *amends_goodwill_make_row (AmendsGoodwill *goodwill,
                                             int number,
                                             const char *title,
                                             AmendsAccount *account,
                                             GListModel *people,
                                             AmendsInstant now);

G_END_DECLS
