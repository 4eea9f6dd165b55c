/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-goodwill.h"
#include "amends-person.h"
#include "amends-playbook.h"
#include "amends-stakeholder-rules.h"

G_BEGIN_DECLS

/**
 * AmendsGoodwillRules:
 * What may be given to a customer, and who has to approve it: a playbook's goodwill.json. Limits
 * are in the currency of the playbook; a request in another goes to the last approver of its kind,
 * who has no limit. Immutable; any thread.
 */
#define AMENDS_TYPE_GOODWILL_RULES (amends_goodwill_rules_get_type ())
G_DECLARE_FINAL_TYPE (AmendsGoodwillRules, amends_goodwill_rules, AMENDS, GOODWILL_RULES, GObject)

/* Whom a request is for. All pointers are (nullable) and borrowed. */
typedef struct
{
  AmendsAccount *account;
  gint64 given; /* approved for it in the last 365 days, minor units of the account's currency */
  AmendsStakeholderRules *roles; /* titles of the roles */
  const char *language;          /* of the sentences: "en" or "zh-CN" */
} AmendsGoodwillSetting;

/* What the rules say of one request. */
typedef struct
{
  gboolean allowed;
  AmendsRole approver;
  char *who;    /* (owned): a sentence: who approves, and by which limit */
  char *limit;  /* (owned) (nullable): a sentence: what is left of the year, or why it is refused */
  double share; /* of the ARR; negative when it cannot be said */
} AmendsGoodwillRuling;

void amends_goodwill_ruling_clear (AmendsGoodwillRuling *ruling);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsGoodwillRuling, amends_goodwill_ruling_clear)

/**
 * amends_goodwill_rules_new:
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members
 *
 * Signs of currencies come from the playbook's gate.json, where the send gate has them.
 *
 * Returns: (transfer full): the rules of @playbook, or NULL with AMENDS_INPUT_ERROR
 */
AmendsGoodwillRules *
amends_goodwill_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error);

/* (transfer full) (nullable): of the object @reader stands on; NULL once it has failed. Knows no
 * signs of currencies. */
AmendsGoodwillRules *amends_goodwill_rules_read (AmendsJsonReader *reader);

/* ISO 4217, of the limits. */
const char *amends_goodwill_rules_get_currency (AmendsGoodwillRules *self);
const char *amends_goodwill_rules_get_kind_name (AmendsGoodwillRules *self,
                                                 AmendsGoodwillKind kind,
                                                 const char *language);
/* 0: as many as one likes. */
int amends_goodwill_rules_get_max_months (AmendsGoodwillRules *self, AmendsGoodwillKind kind);
/* How long an approval lasts. */
int amends_goodwill_rules_get_expiry_days (AmendsGoodwillRules *self);
/* Whether only a confirmation in the CRM counts; @why: (out) (optional) (transfer none). */
gboolean amends_goodwill_rules_requires_crm (AmendsGoodwillRules *self,
                                             const char *language,
                                             const char **why);

/**
 * amends_goodwill_rules_judge:
 *
 * Whether @goodwill may be given at all, and who has to approve it. The yearly limit counts
 * amounts; months have their own limit.
 */
void amends_goodwill_rules_judge (AmendsGoodwillRules *self,
                                  AmendsGoodwill *goodwill,
                                  const AmendsGoodwillSetting *setting,
                                  AmendsGoodwillRuling *ruling);

/* Share 0 to 1 of the account's ARR; negative when it cannot be said. @account is (nullable). */
double amends_goodwill_rules_get_share (AmendsGoodwill *goodwill, AmendsAccount *account);

/**
 * amends_goodwill_rules_may_approve:
 * @needed: who has to approve, from the ruling
 * @people: of AmendsPerson: our side
 *
 * Whether @person has that role, or one further up in the list of the kind, or is a manager above
 * someone who has.
 */
gboolean amends_goodwill_rules_may_approve (AmendsGoodwillRules *self,
                                            AmendsGoodwillKind kind,
                                            AmendsRole needed,
                                            AmendsPerson *person,
                                            GListModel *people);

/**
 * amends_goodwill_rules_suggest:
 * @tier: of the account, 1 to 3
 *
 * What would be in proportion. Amounts are rounded to what one would say and never exceed what is
 * left of the year.
 *
 * Returns: (transfer full) (element-type AmendsGoodwill): kind, amount, months, text, reason and
 *   approver-role; the texts in the setting's language; empty when nothing is called for
 */
GPtrArray *amends_goodwill_rules_suggest (AmendsGoodwillRules *self,
                                          AmendsSeverity severity,
                                          int tier,
                                          const AmendsGoodwillSetting *setting);

typedef enum
{
  AMENDS_GOODWILL_ANSWER_UNCLEAR,
  AMENDS_GOODWILL_ANSWER_YES,
  AMENDS_GOODWILL_ANSWER_NO,
} AmendsGoodwillAnswer;

/**
 * amends_goodwill_rules_read_answer:
 * @text: what the approver wrote, without quoted mails
 * @words: (out) (optional) (transfer full) (nullable): what says so
 *
 * Whether an answer plainly declines or agrees: the first sentence that does either decides.
 */
AmendsGoodwillAnswer
amends_goodwill_rules_read_answer (AmendsGoodwillRules *self, const char *text, char **words);

/* Whether folded @word counts months. */
gboolean amends_goodwill_rules_is_month_word (AmendsGoodwillRules *self, const char *word);
/* (nullable): the currency that folded @word stands for; "" for a word that multiplies, which then
 * is @factor. @factor is (out) and 1 for a currency. @word may go on after it; @length: (out): how
 * many bytes of it were read. */
const char *amends_goodwill_rules_find_mark (AmendsGoodwillRules *self,
                                             const char *word,
                                             double *factor,
                                             gsize *length);

G_END_DECLS
