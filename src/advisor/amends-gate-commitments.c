/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The case's open promises against a new text: what it puts off without saying so, and what was due
 * and goes without a word. A text that keeps a promise or owns up to it is left alone.
 */

#include "config.h"

#include "amends-gate-private.h"

#include <string.h>

#define SLACK AMENDS_MINUTE

/* A word shorter than this says nothing of what a promise is about. */
#define LEAST_LETTERS 4

/* What a promise is about. */
typedef struct
{
  guint acts;        /* bits: call, write, meet, deliver */
  GHashTable *words; /* (owned) of char *: what it is about */
} Topic;

static const AmendsGateList act_lists[] = { AMENDS_GATE_ACT_CALL, AMENDS_GATE_ACT_WRITE,
                                            AMENDS_GATE_ACT_MEET, AMENDS_GATE_ACT_DELIVER };
enum
{
  ACT_CALL = 1,
  ACT_WRITE = 2,
  ACT_MEET = 4,
  ACT_DELIVER = 8,
};

static void
topic_clear (Topic *self)
{
  g_clear_pointer (&self->words, g_hash_table_unref);
}

static gboolean
in_time (const AmendsGateScan *scan, guint token)
{
  for (guint i = 0; i < scan->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (scan->times, AmendsTimePhrase, i);

      if (phrase->first <= token && phrase->last >= token)
        return TRUE;
    }
  return FALSE;
}

/* Whether token @index is about something; its folded form is put into @word. */
static gboolean
is_content (const AmendsGateScan *scan, guint index, char *word, gsize size)
{
  const AmendsGateToken *token = amends_gate_tokens_at (scan->tokens, index);

  if (token->kind != AMENDS_GATE_TOKEN_WORD && token->kind != AMENDS_GATE_TOKEN_CJK)
    return FALSE;
  amends_gate_tokens_fold (scan->tokens, index, word, size);
  if (in_time (scan, index) || amends_gate_has_word (scan->gate, AMENDS_GATE_WORDS_SMALL, word))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (act_lists) - 1; i++)
    if (amends_gate_scan_find (scan, act_lists[i], index, index))
      return FALSE;
  return token->kind == AMENDS_GATE_TOKEN_CJK || strlen (word) >= LEAST_LETTERS;
}

/* Chinese is taken by pairs of characters, other scripts by words. */
static void
topic_init (Topic *self, const AmendsGateScan *scan, guint first, guint last)
{
  char word[64], before[64] = "";

  *self = (Topic){ 0, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  for (gsize i = 0; i < G_N_ELEMENTS (act_lists); i++)
    if (amends_gate_scan_find (scan, act_lists[i], first, last))
      self->acts |= 1u << i;
  for (guint i = first; i <= last; i++)
    {
      gboolean content = is_content (scan, i, word, sizeof word);

      if (content && amends_gate_tokens_at (scan->tokens, i)->kind == AMENDS_GATE_TOKEN_WORD)
        g_hash_table_add (self->words, g_strdup (word));
      else if (content && *before)
        g_hash_table_add (self->words, g_strconcat (before, word, NULL));
      g_strlcpy (before,
                 content && amends_gate_tokens_at (scan->tokens, i)->kind == AMENDS_GATE_TOKEN_CJK
                     ? word
                     : "",
                 sizeof before);
    }
}

static guint
count_shared (const Topic *a, const Topic *b)
{
  GHashTableIter iter;
  gpointer word;
  guint n = 0;

  g_hash_table_iter_init (&iter, a->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    n += g_hash_table_contains (b->words, word);
  return n;
}

/* Calling and calling are the same unless both say about what, and about different things. */
static gboolean
same_thing (const Topic *a, const Topic *b)
{
  guint shared = count_shared (a, b);

  if ((a->acts & b->acts) == 0)
    return shared >= 2;
  return shared > 0 || g_hash_table_size (a->words) < 2 || g_hash_table_size (b->words) < 2;
}

static gboolean
same_day (const AmendsGateScan *scan, AmendsInstant a, AmendsInstant b)
{
  g_autofree char *one = amends_instant_format (a, scan->zone, "%F");
  g_autofree char *two = amends_instant_format (b, scan->zone, "%F");

  return g_str_equal (one, two);
}

/* Whether the text speaks of the moment for which something was promised. */
static gboolean
names_moment (const AmendsGateScan *scan, AmendsInstant due)
{
  for (guint i = 0; i < scan->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (scan->times, AmendsTimePhrase, i);

      if (phrase->kind != AMENDS_TIME_POINT)
        continue;
      if (ABS (phrase->latest - due) <= SLACK ||
          (!phrase->has_time && phrase->has_date && same_day (scan, phrase->latest, due)))
        return TRUE;
    }
  return FALSE;
}

static AmendsInstant
find_made (const AmendsCase *case_, const AmendsCommitment *commitment)
{
  GListModel *messages = G_LIST_MODEL (case_->messages);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);

      if (g_strcmp0 (message->id, commitment->message_id) == 0)
        return message->at;
    }
  return AMENDS_INSTANT_NONE;
}

static gboolean
is_spoken (AmendsChannel channel)
{
  return channel == AMENDS_CHANNEL_CALL || channel == AMENDS_CHANNEL_MEETING;
}

/* A contact of the promised kind since the promise was made. */
static gboolean
is_delivered (const AmendsCase *case_, const AmendsCommitment *commitment, guint acts)
{
  GListModel *messages = G_LIST_MODEL (case_->messages);
  AmendsInstant made = find_made (case_, commitment);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);
      gboolean spoken = is_spoken (message->channel);

      if (message->direction == AMENDS_DIRECTION_INTERNAL || message->at <= made ||
          made == AMENDS_INSTANT_NONE ||
          (!spoken && message->direction != AMENDS_DIRECTION_OUTBOUND))
        continue;
      if (spoken ? (acts & (ACT_CALL | ACT_MEET)) : (acts == 0 || (acts & (ACT_WRITE))))
        return TRUE;
    }
  return FALSE;
}

static char *
format_due (const AmendsGateScan *scan, const AmendsCommitment *commitment, const char *language)
{
  return amends_gate_format_time (scan, commitment->due, language);
}

static void
report_later (AmendsGateScan *scan,
              const AmendsCommitment *commitment,
              const AmendsTimePhrase *phrase)
{
  const char *language = amends_gate_scan_language (scan);
  g_autofree char *shown = format_due (scan, commitment, amends_gate_language (scan->context));
  g_autofree char *time = format_due (scan, commitment, language);
  g_autofree char *by = amends_gate_format_sentence (scan, "by-time", language, time);

  amends_gate_scan_report (scan, AMENDS_GATE_RULE_COMMITMENT, NULL, phrase->char_start,
                           phrase->char_end, NULL, by, TRUE, "time", shown, "promise",
                           commitment->text, NULL);
}

/* The text puts the promise off: the earliest time that it now gives for the same thing. */
static void
check_later (AmendsGateScan *scan,
             const AmendsCommitment *commitment,
             const Topic *topic,
             const GArray *promises)
{
  const AmendsTimePhrase *earliest = NULL;

  if (names_moment (scan, commitment->due))
    return;
  for (guint i = 0; i < promises->len; i++)
    {
      const AmendsGatePromise *promise = &g_array_index (promises, AmendsGatePromise, i);
      Topic other;
      gboolean same;

      topic_init (&other, scan, promise->first, promise->last);
      same = same_thing (topic, &other);
      topic_clear (&other);
      if (!same || promise->phrase->kind == AMENDS_TIME_RECURRING)
        continue;
      if (earliest == NULL || promise->phrase->latest < earliest->latest)
        earliest = promise->phrase;
    }
  if (earliest && earliest->latest > commitment->due + SLACK)
    report_later (scan, commitment, earliest);
}

/* The first word of the body: behind the line that greets. */
static gboolean
find_opening (const AmendsGateScan *scan, guint *opening)
{
  const AmendsGateTokens *tokens = scan->tokens;
  guint n = MIN (scan->body_end, tokens->tokens->len), i = 0, end = 0;

  while (end + 1 < n && !amends_gate_tokens_at (tokens, end + 1)->line_first)
    end++;
  if (end + 1 < n)
    switch (amends_gate_tokens_at (tokens, end)->c)
      {
      case ',':
      case ':':
      case 0xFF0C: /* ， */
      case 0xFF1A: /* ： */
        i = end + 1;
        break;
      default:
        break;
      }
  while (i < n && (amends_gate_tokens_at (tokens, i)->quoted ||
                   amends_gate_tokens_at (tokens, i)->kind == AMENDS_GATE_TOKEN_PUNCT))
    i++;
  *opening = i;
  return i < n;
}

/* What the promise is about is told now, or was done: "the written cause is attached". */
static gboolean
speaks_of (const AmendsGateScan *scan, const Topic *topic)
{
  Topic whole;
  guint shared, wanted = MAX (1, (g_hash_table_size (topic->words) + 1) / 2);
  gboolean done = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (act_lists) && !done; i++)
    {
      const GArray *hits = scan->hits[act_lists[i]];

      if ((topic->acts & (ACT_CALL | ACT_MEET) & (1u << i)) == 0)
        continue;
      for (guint j = 0; j < hits->len && !done; j++)
        {
          const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, j);
          guint first, last;

          amends_gate_scan_clause (scan, hit->first, &first, &last);
          done = amends_gate_scan_find (scan, AMENDS_GATE_FUTURE, first, last) == NULL &&
                 amends_gate_scan_find (scan, AMENDS_GATE_PROMISE_OTHER, first, last) == NULL;
        }
    }
  if (done || g_hash_table_size (topic->words) == 0 || scan->tokens->tokens->len == 0)
    return done;
  topic_init (&whole, scan, 0, scan->tokens->tokens->len - 1);
  shared = count_shared (topic, &whole);
  topic_clear (&whole);
  return shared >= wanted;
}

static void
report_overdue (AmendsGateScan *scan, const AmendsCommitment *commitment)
{
  const char *language = amends_gate_scan_language (scan);
  gboolean chinese = g_str_equal (language, "zh-CN");
  g_autofree char *shown = format_due (scan, commitment, amends_gate_language (scan->context));
  g_autofree char *time = format_due (scan, commitment, language);
  g_autoptr (GString) sentence = NULL;
  g_autofree char *word = NULL;
  const AmendsGateToken *token;
  guint opening;

  if (!find_opening (scan, &opening))
    return;
  token = amends_gate_tokens_at (scan->tokens, opening);
  word = amends_gate_tokens_dup (scan->tokens, opening, opening);
  {
    g_autofree char *filled =
        amends_gate_format_sentence (scan, "commitment-overdue", language, time);

    sentence = g_string_new (filled);
  }
  g_string_replace (sentence, "{promise}", commitment->text ? commitment->text : "", 0);
  if (!chinese)
    {
      g_autofree char *capital = g_utf8_strup (word, g_utf8_next_char (word) - word);

      g_string_append_printf (sentence, " %s%s", capital, g_utf8_next_char (word));
    }
  else
    g_string_append (sentence, word);
  amends_gate_scan_report (scan, AMENDS_GATE_RULE_COMMITMENT, "overdue", token->char_start,
                           token->char_end, NULL, sentence->str, TRUE, "time", shown, "promise",
                           commitment->text, NULL);
}

static void
check_one (AmendsGateScan *scan, const AmendsCommitment *commitment, const GArray *promises)
{
  AmendsGateContext context = *scan->context;
  AmendsInstant now = scan->context->now;
  AmendsGateScan own;
  Topic topic;

  context.now = commitment->due;
  amends_gate_scan_init (&own, scan->gate, commitment->text ? commitment->text : "", &context);
  if (own.tokens->tokens->len > 0)
    {
      topic_init (&topic, &own, 0, own.tokens->tokens->len - 1);
      if (!is_delivered (scan->context->case_, commitment, topic.acts))
        {
          if (commitment->due >= now)
            check_later (scan, commitment, &topic, promises);
          else if (commitment->due + scan->gate->promise_grace < now &&
                   scan->hits[AMENDS_GATE_OWNING]->len == 0 &&
                   !names_moment (scan, commitment->due) && !speaks_of (scan, &topic))
            report_overdue (scan, commitment);
        }
      topic_clear (&topic);
    }
  amends_gate_scan_clear (&own);
}

void
amends_gate_check_commitments (AmendsGateScan *self)
{
  GListModel *commitments = G_LIST_MODEL (self->context->case_->commitments);
  g_autoptr (GArray) promises = NULL;

  if (self->context->draft_kind &&
      g_strv_contains ((const char *const *) self->gate->promise_exempt, self->context->draft_kind))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (commitments); i++)
    {
      g_autoptr (AmendsCommitment) commitment = g_list_model_get_item (commitments, i);

      if (commitment->state != AMENDS_COMMITMENT_OPEN || commitment->due == AMENDS_INSTANT_NONE)
        continue;
      if (promises == NULL)
        promises = amends_gate_find_promises (self);
      check_one (self, commitment, promises);
    }
}
