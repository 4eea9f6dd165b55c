/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is ours alone: revenue, health, risk, colleagues the customer does not know, our links. */

#include "config.h"

#include "amends-gate-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <math.h>
#include <string.h>

/* How many tokens before its number the kind of a document may be named. */
#define DOCUMENT_REACH 6

static void
report (AmendsGateScan *self, const char *variant, guint first, guint last)
{
  amends_gate_scan_report_tokens (self, AMENDS_GATE_RULE_INTERNAL_FACTS, variant, first, last);
}

/* The revenue of the account in any notation: "$540,000", "540k", "0.54M", 54 万. */
static void
check_revenue (AmendsGateScan *self, const GArray *amounts)
{
  const AmendsAccount *account = self->context->case_->account;
  double arr;

  if (account->arr == AMENDS_MONEY_UNKNOWN || account->arr <= 0 || account->currency == NULL)
    return;
  arr = amends_money_to_major (account->arr, account->currency);
  if (arr < 1000)
    return;
  for (guint i = 0; i < amounts->len; i++)
    {
      const AmendsGateAmount *amount = &g_array_index (amounts, AmendsGateAmount, i);

      /* A bare number must be the very one, and a long one; a rounded one must be near. */
      if (amount->percent || (!amount->marked && (amount->value < 10000 || amount->value != arr)) ||
          (*amount->currency && !g_str_equal (amount->currency, account->currency)) ||
          fabs (amount->value - arr) > MIN (amount->precision, arr * 0.02))
        continue;
      if (!amends_gate_scan_find (self, AMENDS_GATE_INTERNAL, amount->first, amount->last))
        report (self, "revenue", amount->first, amount->last);
    }
}

/* "42/100" or "42 of 100" when 42 is the account's health. */
static void
check_health (AmendsGateScan *self)
{
  const AmendsAccount *account = self->context->case_->account;
  const AmendsGateTokens *tokens = self->tokens;
  g_autofree char *health = g_strdup_printf ("%d", account->health);

  if (account->health == AMENDS_UNKNOWN)
    return;
  for (guint i = 0; i + 2 < tokens->tokens->len; i++)
    if (!amends_gate_tokens_at (tokens, i)->quoted && amends_gate_tokens_is (tokens, i, health) &&
        (amends_gate_tokens_is (tokens, i + 1, "/") ||
         amends_gate_tokens_is (tokens, i + 1, "of")) &&
        amends_gate_tokens_is (tokens, i + 2, "100"))
      report (self, NULL, i, i + 2);
}

static gboolean
text_has (const char *text, const char *words)
{
  return text && words && *words && strstr (text, words) != NULL;
}

/* Names the customer knows: those they deal with, and those they or we have named to them. */
static gboolean
is_known (const AmendsGateScan *self, const char *name)
{
  const AmendsCase *case_ = self->context->case_;
  const char *const known[] = {
    case_->escalation->owner,
    case_->account->csm,
    case_->account->account_manager,
    case_->account->executive_sponsor,
    case_->contact ? case_->contact->name : NULL,
    case_->escalation->statement,
    case_->escalation->subject,
    case_->account->name,
  };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->messages));

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (text_has (known[i], name))
      return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (G_LIST_MODEL (case_->messages), i);

      if (message->direction != AMENDS_DIRECTION_INTERNAL &&
          (text_has (message->body, name) || text_has (message->sender, name)))
        return TRUE;
    }
  return FALSE;
}

/* Token after @name if it stands at @index. */
static guint
match_name (const AmendsGateTokens *tokens, guint index, const char *name)
{
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  gsize length = strlen (name);
  guint end = token->start + length;

  if (strncmp (tokens->text + token->start, name, length) != 0)
    return 0;
  while (index < tokens->tokens->len && amends_gate_tokens_at (tokens, index)->end < end)
    index++;
  return index < tokens->tokens->len && amends_gate_tokens_at (tokens, index)->end == end
             ? index + 1
             : 0;
}

static gboolean
is_common (const AmendsGateScan *self, const char *word)
{
  const GPtrArray *words = self->gate->words[AMENDS_GATE_WORDS_COMMON];

  for (guint i = 0; i < words->len; i++)
    if (g_ascii_strcasecmp (words->pdata[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* The name gives way to what its bearer does: "our engineer". */
static void
report_name (AmendsGateScan *self, AmendsRole role, guint first, guint last)
{
  const AmendsGateToken *start = amends_gate_tokens_at (self->tokens, first);
  g_autofree char *key = g_strdup_printf ("%s/%s", amends_gate_scan_language (self),
                                          amends_enum_get_nick (amends_role_get_type (), role));
  const char *words = g_hash_table_lookup (self->gate->roles, key);
  g_autofree char *fix = NULL;

  if (words && start->first)
    {
      g_autofree char *capital = g_utf8_strup (words, g_utf8_next_char (words) - words);

      fix = g_strconcat (capital, g_utf8_next_char (words), NULL);
    }
  amends_gate_scan_report (self, AMENDS_GATE_RULE_INTERNAL_FACTS, "name", start->char_start,
                           amends_gate_tokens_at (self->tokens, last)->char_end, NULL,
                           fix ? fix : words, words != NULL, NULL);
}

static void
find_name (AmendsGateScan *self, const char *name, AmendsRole role)
{
  g_autofree char *given = g_strndup (name, strcspn (name, " "));
  gboolean given_counts =
      strlen (given) >= 3 && !is_known (self, given) && !is_common (self, given);

  for (guint i = 0; i < self->body_end; i++)
    {
      guint next;

      if (amends_gate_tokens_at (self->tokens, i)->quoted)
        continue;
      next = match_name (self->tokens, i, name);
      if (next == 0 && given_counts)
        next = match_name (self->tokens, i, given);
      if (next)
        {
          report_name (self, role, i, next - 1);
          i = next - 1;
        }
    }
}

static void
check_names (AmendsGateScan *self)
{
  GListModel *stakeholders = G_LIST_MODEL (self->context->case_->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (stakeholders); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (stakeholders, i);

      if (one->role == AMENDS_ROLE_CUSTOMER || one->role == AMENDS_ROLE_CSM || one->name == NULL ||
          *one->name == '\0' || is_known (self, one->name))
        continue;
      find_name (self, one->name, one->role);
    }
}

static gboolean
is_internal_address (const AmendsGateScan *self, const char *address)
{
  g_autofree char *lower = g_ascii_strdown (address, -1);

  for (guint i = 0; self->gate->link_marks[i]; i++)
    if (strstr (lower, self->gate->link_marks[i]))
      return TRUE;
  return FALSE;
}

/* An address that begins at @index; its end in bytes, or 0. */
static guint
address_end (const AmendsGateTokens *tokens, guint index)
{
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  const char *start = tokens->text + token->start;
  gsize length;

  if (token->kind != AMENDS_GATE_TOKEN_WORD ||
      (!g_str_has_prefix (start, "http://") && !g_str_has_prefix (start, "https://")))
    return 0;
  length = strcspn (start, " \t\n<>\"'()[]，。；");
  /* The stop that ends the sentence is no part of it. */
  while (length && strchr (".,;:!?", start[length - 1]))
    length--;
  return token->start + length;
}

static void
check_links (AmendsGateScan *self)
{
  const AmendsGateTokens *tokens = self->tokens;

  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      guint end = amends_gate_tokens_at (tokens, i)->quoted ? 0 : address_end (tokens, i);
      guint last = i;
      g_autofree char *address = NULL;

      if (end == 0)
        continue;
      while (last + 1 < tokens->tokens->len && amends_gate_tokens_at (tokens, last + 1)->end <= end)
        last++;
      address = amends_gate_tokens_dup (tokens, i, last);
      if (is_internal_address (self, address))
        report (self, "link", i, last);
      i = last;
    }
}

static gboolean
listed (char **list, const AmendsGateTokens *tokens, guint index)
{
  for (guint i = 0; list[i]; i++)
    {
      g_autofree char *folded = g_ascii_strdown (list[i], -1);

      if (amends_gate_tokens_is (tokens, index, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
customer_knows_key (const AmendsGateScan *self, const char *key)
{
  const AmendsCase *case_ = self->context->case_;

  if (case_ == NULL)
    return FALSE;
  for (guint i = 0; case_->escalation->tickets && case_->escalation->tickets[i]; i++)
    if (g_str_equal (case_->escalation->tickets[i], key))
      return TRUE;
  return is_known (self, key);
}

/* "Your order HX-20931", 发票 AB-12, PL-2026-04: a document, not a ticket of ours. */
static gboolean
is_document (const AmendsGateScan *self, guint index)
{
  const AmendsGateTokens *tokens = self->tokens;
  guint after = index + 3, first = index > DOCUMENT_REACH ? index - DOCUMENT_REACH : 0;
  char word[48];

  if (after + 1 < tokens->tokens->len && amends_gate_tokens_at (tokens, after)->c == '-' &&
      !amends_gate_tokens_at (tokens, after)->spaced)
    return TRUE;
  for (guint i = first; i < index; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, i);

      amends_gate_tokens_fold (tokens, i, word, sizeof word);
      if (token->sentence == amends_gate_tokens_at (tokens, index)->sentence &&
          (token->kind == AMENDS_GATE_TOKEN_CJK
               ? amends_gate_word_at (self->gate, AMENDS_GATE_WORDS_DOCUMENT,
                                      tokens->text + token->start) > 0
               : amends_gate_has_word (self->gate, AMENDS_GATE_WORDS_DOCUMENT, word)))
        return TRUE;
    }
  return FALSE;
}

/* PLAT-4411, #inc-acme. */
static void
check_keys (AmendsGateScan *self)
{
  const AmendsGateTokens *tokens = self->tokens;

  for (guint i = 0; i + 2 < tokens->tokens->len; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (tokens, i);
      const AmendsGateToken *middle = amends_gate_tokens_at (tokens, i + 1);
      const AmendsGateToken *third = amends_gate_tokens_at (tokens, i + 2);
      guint address = address_end (tokens, i);

      if (address)
        {
          while (i + 1 < tokens->tokens->len &&
                 amends_gate_tokens_at (tokens, i + 1)->end <= address)
            i++;
          continue;
        }
      if (token->quoted || middle->spaced || (third->spaced && token->c != '#'))
        continue;
      if (token->c == '#' && listed (self->gate->channel_prefixes, tokens, i + 1) &&
          third->c == '-')
        {
          guint last = i + 2;

          while (last + 1 < tokens->tokens->len &&
                 !amends_gate_tokens_at (tokens, last + 1)->spaced &&
                 (amends_gate_tokens_at (tokens, last + 1)->kind != AMENDS_GATE_TOKEN_PUNCT ||
                  amends_gate_tokens_at (tokens, last + 1)->c == '-'))
            last++;
          report (self, "link", i, last);
        }
      else if (token->upper && middle->c == '-' && third->kind == AMENDS_GATE_TOKEN_NUMBER &&
               !listed (self->gate->public_prefixes, tokens, i) && !is_document (self, i))
        {
          g_autofree char *key = amends_gate_tokens_dup (tokens, i, i + 2);

          if (!customer_knows_key (self, key))
            report (self, "link", i, i + 2);
          i += 2;
        }
    }
}

void
amends_gate_check_internal (AmendsGateScan *self, const GArray *amounts)
{
  const GArray *hits = self->hits[AMENDS_GATE_INTERNAL];

  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      report (self, NULL, hit->first, hit->last);
    }
  check_links (self);
  check_keys (self);
  if (self->context->case_ == NULL)
    return;
  check_revenue (self, amounts);
  check_health (self);
  check_names (self);
}
