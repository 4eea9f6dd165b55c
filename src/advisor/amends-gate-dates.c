/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the fix, which someone must have confirmed, and of the next contact, which must be. */

#include "config.h"

#include "amends-gate-private.h"

/* A confirmed 16:00 may be written as 16:00: seconds do not count. */
#define SLACK AMENDS_MINUTE

typedef enum
{
  FIX_UNCONFIRMED,
  FIX_TOO_EARLY,
  FIX_CONFIRMED,
} FixState;

static FixState
judge (const AmendsGateScan *self, const AmendsTimePhrase *phrase)
{
  const AmendsEscalation *escalation;

  if (self->context->case_ == NULL)
    return FIX_UNCONFIRMED;
  escalation = self->context->case_->escalation;
  if (escalation->fix_confirmed_by == NULL || *escalation->fix_confirmed_by == '\0' ||
      escalation->fix_confirmed_at == AMENDS_INSTANT_NONE ||
      escalation->fix_eta == AMENDS_INSTANT_NONE)
    return FIX_UNCONFIRMED;
  return phrase->latest + SLACK > escalation->fix_eta ? FIX_CONFIRMED : FIX_TOO_EARLY;
}

static gboolean
is_question (const AmendsGateScan *self, guint token)
{
  guint first, last;
  gunichar c;

  amends_gate_scan_sentence (self, token, &first, &last);
  c = amends_gate_tokens_at (self->tokens, last)->c;
  return c == '?' || c == 0xFF1F;
}

/* Whether @hit is of the list @list, of which scan_govern() returned it. */
static gboolean
is_of (const AmendsGateScan *self, const AmendsGateHit *hit, AmendsGateList list)
{
  return hit != NULL && hit->list == (guint) list;
}

static void
report_date (AmendsGateScan *self, const AmendsTimePhrase *phrase, FixState state)
{
  g_autofree char *confirmed = NULL;

  if (state == FIX_TOO_EARLY)
    {
      confirmed = amends_gate_format_time (self, self->context->case_->escalation->fix_eta);
      amends_gate_scan_report (self, AMENDS_GATE_RULE_UNCONFIRMED_DATE, "early", phrase->char_start,
                               phrase->char_end, NULL, NULL, FALSE, "time", confirmed, NULL);
      return;
    }
  amends_gate_scan_report (self, AMENDS_GATE_RULE_UNCONFIRMED_DATE, NULL, phrase->char_start,
                           phrase->char_end, NULL, NULL, FALSE, NULL);
}

void
amends_gate_check_dates (AmendsGateScan *self)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);
      const AmendsGateHit *governor;
      FixState state;

      if (phrase->kind == AMENDS_TIME_RECURRING || phrase->relation == AMENDS_TIME_RELATION_FOR ||
          phrase->latest == AMENDS_INSTANT_NONE || amends_gate_scan_is_past (self, phrase))
        continue;
      governor = amends_gate_scan_govern (self, phrase);
      if (!is_of (self, governor, AMENDS_GATE_FIX) && !is_of (self, governor, AMENDS_GATE_FIX_NOUN))
        continue;
      if (amends_gate_scan_negated (self, governor->first) ||
          amends_gate_scan_negated (self, phrase->first) || is_question (self, phrase->first))
        continue;
      state = judge (self, phrase);
      if (state != FIX_CONFIRMED)
        report_date (self, phrase, state);
    }
}

static gboolean
names_next_contact (const AmendsGateScan *self)
{
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);
      const AmendsGateHit *governor;

      if (phrase->relation == AMENDS_TIME_RELATION_FOR || phrase->first >= self->body_end ||
          amends_gate_scan_is_past (self, phrase))
        continue;
      governor = amends_gate_scan_govern (self, phrase);
      if (is_of (self, governor, AMENDS_GATE_CONTACT) &&
          !amends_gate_scan_negated (self, governor->first) &&
          !amends_gate_scan_is_request (self, governor->first))
        return TRUE;
    }
  return FALSE;
}

/* When the next update is due: the clock's time if it runs, else the allowance from now. */
static AmendsInstant
next_update_due (const AmendsGateScan *self)
{
  const AmendsGateContext *context = self->context;
  GListModel *clocks = context->case_ ? G_LIST_MODEL (context->case_->clocks) : NULL;
  guint n = clocks ? g_list_model_get_n_items (clocks) : 0;
  AmendsInstant due;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);

      if (clock->kind == AMENDS_CLOCK_UPDATE && !clock->closed && clock->due > context->now)
        return clock->due;
    }
  due = context->now + self->gate->update_minutes[self->severity] * AMENDS_MINUTE;
  /* A round time is easier to keep: down to the half hour. */
  return due - due % (30 * AMENDS_MINUTE);
}

/* The last word before the signature: what the offered sentence follows. */
static gboolean
find_last_word (const AmendsGateScan *self, guint *first, guint *last)
{
  guint i = MIN (self->body_end, self->tokens->tokens->len);

  while (i > 0 && amends_gate_tokens_at (self->tokens, i - 1)->quoted)
    i--;
  if (i == 0)
    return FALSE;
  *last = --i;
  while (i > 0 && amends_gate_tokens_at (self->tokens, i)->kind == AMENDS_GATE_TOKEN_PUNCT)
    i--;
  *first = i;
  return TRUE;
}

void
amends_gate_check_next_update (AmendsGateScan *self)
{
  g_autofree char *key = g_strdup_printf ("%s/next-update", amends_gate_language (self->context));
  g_autofree char *time = NULL;
  g_autofree char *fix = NULL;
  g_autoptr (GString) sentence = NULL;
  guint first, last, start = 0, end = 0;

  if (self->context->draft_kind &&
      g_strv_contains ((const char *const *) self->gate->update_exempt, self->context->draft_kind))
    return;
  if (names_next_contact (self))
    return;
  time = amends_gate_format_time (self, next_update_due (self));
  sentence = g_string_new (g_hash_table_lookup (self->gate->sentences, key));
  g_string_replace (sentence, "{time}", time, 0);
  if (find_last_word (self, &first, &last))
    {
      g_autofree char *words = amends_gate_tokens_dup (self->tokens, first, last);
      gboolean stopped =
          amends_gate_tokens_at (self->tokens, last)->kind == AMENDS_GATE_TOKEN_PUNCT;

      start = amends_gate_tokens_at (self->tokens, first)->char_start;
      end = amends_gate_tokens_at (self->tokens, last)->char_end;
      fix = g_strconcat (words, stopped ? "" : ".", " ", sentence->str, NULL);
      if (amends_text_is_cjk (amends_gate_tokens_at (self->tokens, first)->c))
        {
          g_free (fix);
          fix = g_strconcat (words, stopped ? "" : "。", sentence->str, NULL);
        }
    }
  else
    fix = g_strdup (sentence->str);
  amends_gate_scan_report (self, AMENDS_GATE_RULE_NEXT_UPDATE, NULL, start, end, NULL, fix, TRUE,
                           "time", time, NULL);
}
