/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times of the fix, which someone must have confirmed, and of the next contact, which must be. */

#include "config.h"

#include "amends-gate-private.h"

/* A confirmed 16:00 may be written as 16:00: seconds do not count. */
#define SLACK AMENDS_MINUTE
/* "Two days of hard work": so many words may stand before what takes the time. */
#define EFFORT_REACH 3

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
  /* What is over is told, not promised. */
  if (escalation->resolved_at != AMENDS_INSTANT_NONE &&
      (!phrase->has_date || phrase->earliest <= self->context->now))
    return FIX_CONFIRMED;
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
  if (state == FIX_TOO_EARLY)
    {
      AmendsInstant eta = self->context->case_->escalation->fix_eta;
      const char *language = amends_gate_scan_language (self);
      g_autofree char *shown =
          amends_gate_format_time (self, eta, amends_gate_language (self->context));
      g_autofree char *time = amends_gate_format_time (self, eta, language);
      g_autofree char *by = amends_gate_format_sentence (self, "by-time", language, time);

      amends_gate_scan_report (self, AMENDS_GATE_RULE_UNCONFIRMED_DATE, "early", phrase->char_start,
                               phrase->char_end, NULL, by, TRUE, "time", shown, NULL);
      return;
    }
  amends_gate_scan_report (self, AMENDS_GATE_RULE_UNCONFIRMED_DATE, NULL, phrase->char_start,
                           phrase->char_end, NULL, NULL, FALSE, NULL);
}

/*
 * 手工补齐两天的报表, "restore two days of readings": the time says how much of something there is,
 * or whose, not when it will be there. 两天的时间 and "two days of work" do say when.
 */
static gboolean
is_attribute (const AmendsGateScan *self, const AmendsTimePhrase *phrase, const AmendsGateHit *fix)
{
  guint at = phrase->last + 1, first, last;

  amends_gate_scan_clause (self, phrase->first, &first, &last);
  if (at >= last || phrase->last >= last ||
      (!amends_gate_tokens_is (self->tokens, at, "的") &&
       !(phrase->kind == AMENDS_TIME_DURATION && amends_gate_tokens_is (self->tokens, at, "of"))))
    return FALSE;
  for (guint i = at + 1; i <= MIN (at + EFFORT_REACH, last); i++)
    if (amends_gate_word_at (self->gate, AMENDS_GATE_WORDS_EFFORT,
                             self->tokens->text + amends_gate_tokens_at (self->tokens, i)->start))
      return FALSE;
  if (phrase->kind == AMENDS_TIME_DURATION && phrase->relation != AMENDS_TIME_RELATION_WITHIN)
    return TRUE;
  /* 补齐周一的报表, but not 周四的版本会修复. */
  return fix->last + 1 == phrase->first;
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
          amends_gate_scan_negated (self, phrase->first) || is_question (self, phrase->first) ||
          is_attribute (self, phrase, governor))
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

AmendsInstant
amends_gate_next_update_due (const AmendsGateScan *self)
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
  const char *language = amends_gate_scan_language (self);
  g_autofree char *time = NULL;
  g_autofree char *fix = NULL;
  g_autofree char *sentence = NULL;
  guint first, last, start = 0, end = 0;

  if (self->context->draft_kind &&
      g_strv_contains ((const char *const *) self->gate->update_exempt, self->context->draft_kind))
    return;
  if (names_next_contact (self))
    return;
  time = amends_gate_format_time (self, amends_gate_next_update_due (self), language);
  sentence = amends_gate_format_sentence (self, "next-update", language, time);
  if (find_last_word (self, &first, &last))
    {
      g_autofree char *words = amends_gate_tokens_dup (self->tokens, first, last);
      gboolean stopped =
          amends_gate_tokens_at (self->tokens, last)->kind == AMENDS_GATE_TOKEN_PUNCT;

      start = amends_gate_tokens_at (self->tokens, first)->char_start;
      end = amends_gate_tokens_at (self->tokens, last)->char_end;
      fix = g_strconcat (words, stopped ? "" : ".", " ", sentence, NULL);
      if (amends_text_is_cjk (amends_gate_tokens_at (self->tokens, first)->c))
        {
          g_free (fix);
          fix = g_strconcat (words, stopped ? "" : "。", sentence, NULL);
        }
    }
  else
    fix = g_strdup (sentence);
  amends_gate_scan_report (self, AMENDS_GATE_RULE_NEXT_UPDATE, NULL, start, end, NULL, fix, TRUE,
                           "time", time, NULL);
}
