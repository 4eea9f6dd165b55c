/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The send gate: what in a text should not leave the house as it is. */

#include "config.h"

#include "amends-gate-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (AmendsGate, amends_gate, G_TYPE_OBJECT)

static void
message_free (gpointer data)
{
  AmendsGateMessage *message = data;

  g_free (message->title);
  g_free (message->message);
  g_free (message->fix);
  g_free (message);
}

static void
phrase_clear (gpointer data)
{
  g_free (((AmendsGatePhrase *) data)->fix);
}

static void
mark_free (gpointer data)
{
  g_free (((AmendsGateMark *) data)->word);
  g_free (data);
}

static void
amends_gate_finalize (GObject *object)
{
  AmendsGate *self = AMENDS_GATE (object);

  amends_gate_patterns_free (self->patterns);
  g_array_unref (self->phrases);
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->sentences);
  for (guint i = 0; i < AMENDS_GATE_N_WORDS; i++)
    g_ptr_array_unref (self->words[i]);
  g_ptr_array_unref (self->currencies);
  g_ptr_array_unref (self->scales);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->roles);
  g_strfreev (self->update_exempt);
  g_strfreev (self->promise_exempt);
  g_strfreev (self->link_marks);
  g_strfreev (self->public_prefixes);
  g_strfreev (self->channel_prefixes);

  G_OBJECT_CLASS (amends_gate_parent_class)->finalize (object);
}

static void
amends_gate_class_init (AmendsGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_gate_finalize;
}

static void
amends_gate_init (AmendsGate *self)
{
  self->patterns = amends_gate_patterns_new ();
  self->phrases = g_array_new (FALSE, FALSE, sizeof (AmendsGatePhrase));
  g_array_set_clear_func (self->phrases, phrase_clear);
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, message_free);
  self->sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < AMENDS_GATE_N_WORDS; i++)
    self->words[i] = g_ptr_array_new_with_free_func (g_free);
  self->currencies = g_ptr_array_new_with_free_func (mark_free);
  self->scales = g_ptr_array_new_with_free_func (mark_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

AmendsGate *
amends_gate_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsGate) self = g_object_new (AMENDS_TYPE_GATE, NULL);

  if (!amends_gate_load (self, playbook, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
amends_gate_language (const AmendsGateContext *context)
{
  return context->language && g_str_has_prefix (context->language, "zh") ? "zh-CN" : "en";
}

const char *
amends_gate_scan_language (const AmendsGateScan *self)
{
  return amends_text_counts_characters (self->tokens->text) ? "zh-CN" : "en";
}

gsize
amends_gate_word_at (const AmendsGate *self, AmendsGateWords list, const char *p)
{
  const GPtrArray *words = self->words[list];

  for (guint i = 0; i < words->len; i++)
    {
      gsize length = strlen (words->pdata[i]);

      if (g_ascii_strncasecmp (p, words->pdata[i], length) == 0 &&
          ((guchar) *p >= 0x80 || !g_ascii_isalnum (p[length])))
        return length;
    }
  return 0;
}

gboolean
amends_gate_has_word (const AmendsGate *self, AmendsGateWords list, const char *word)
{
  const GPtrArray *words = self->words[list];

  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (words->pdata[i], word))
      return TRUE;
  return FALSE;
}

static const char *
find_sentence (const AmendsGateScan *self, const char *name, const char *language)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", language, name);

  return g_hash_table_lookup (self->gate->sentences, key);
}

/* The names are the playbook's: the language of the text need not be that of the system. */
char *
amends_gate_format_time (const AmendsGateScan *self, AmendsInstant instant, const char *language)
{
  g_autofree char *today = amends_instant_format (self->context->now, self->zone, "%F");
  g_autofree char *day = amends_instant_format (instant, self->zone, "%F");
  g_autofree char *weekday = amends_instant_format (instant, self->zone, "%u");
  g_autofree char *month = amends_instant_format (instant, self->zone, "%m");
  g_autoptr (GString) format = g_string_new (
      find_sentence (self, g_str_equal (today, day) ? "time-today" : "time-other", language));
  const GPtrArray *weekdays = self->gate->words[AMENDS_GATE_WORDS_WEEKDAY];
  const GPtrArray *months = self->gate->words[AMENDS_GATE_WORDS_MONTH];

  g_string_replace (format, "%A", weekdays->pdata[(atoi (weekday) - 1) % weekdays->len], 0);
  g_string_replace (format, "%B", months->pdata[(atoi (month) - 1) % months->len], 0);
  return amends_instant_format (instant, self->zone, format->str);
}

char *
amends_gate_format_sentence (const AmendsGateScan *self,
                             const char *name,
                             const char *language,
                             const char *time)
{
  g_autoptr (GString) sentence = g_string_new (find_sentence (self, name, language));

  g_string_replace (sentence, "{time}", time, 0);
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

/* Puts the values of @pairs (name, value, …) into @text. */
static char *
fill (const char *text, GPtrArray *pairs)
{
  GString *filled = g_string_new (text);

  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      g_autofree char *name = g_strdup_printf ("{%s}", (char *) pairs->pdata[i]);
      /* Values may hold braces themselves: what the text says is not a template. */
      g_string_replace (filled, name, pairs->pdata[i + 1] ? pairs->pdata[i + 1] : "", 0);
    }
  return g_string_free (filled, FALSE);
}

static const AmendsGateMessage *
find_message (const AmendsGateScan *self, AmendsGateRule rule, const char *variant)
{
  const char *language = amends_gate_language (self->context);
  g_autofree char *key = g_strdup_printf ("%s/%s", language, amends_gate_rule_name (rule));

  if (variant)
    {
      g_autofree char *special = g_strdup_printf ("%s-%s", key, variant);
      const AmendsGateMessage *message = g_hash_table_lookup (self->gate->messages, special);

      if (message)
        return message;
    }
  return g_hash_table_lookup (self->gate->messages, key);
}

static char *
dup_span (const AmendsGateScan *self, guint start, guint end)
{
  const char *from = g_utf8_offset_to_pointer (self->tokens->text, start);

  return g_strndup (from, g_utf8_offset_to_pointer (from, end - start) - from);
}

static char *
shorten (const char *words)
{
  return amends_text_one_line (words, 60);
}

void
amends_gate_scan_report (AmendsGateScan *self,
                         AmendsGateRule rule,
                         const char *variant,
                         guint start,
                         guint end,
                         const char *words,
                         const char *fix,
                         gboolean replaces,
                         ...)
{
  const AmendsGateRuleSetting *setting = &self->gate->rules[rule];
  const AmendsGateMessage *message = find_message (self, rule, variant);
  AmendsFinding *finding = amends_record_new (AMENDS_TYPE_FINDING);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  g_autofree char *shown = NULL;
  const char *name;
  va_list list;

  finding->rule = g_strdup (amends_gate_rule_name (rule));
  finding->level = setting->has_critical && self->severity == AMENDS_SEVERITY_CRITICAL
                       ? setting->critical
                       : setting->levels[self->context->kind];
  finding->start = start;
  finding->end = end;
  finding->text = words ? g_strdup (words) : dup_span (self, start, end);
  shown = shorten (finding->text);
  va_start (list, replaces);
  while ((name = va_arg (list, const char *)) != NULL)
    {
      g_ptr_array_add (pairs, (gpointer) name);
      g_ptr_array_add (pairs, va_arg (list, char *));
    }
  va_end (list);
  g_ptr_array_add (pairs, (gpointer) "words");
  g_ptr_array_add (pairs, shown);
  finding->title = g_strdup (message->title);
  finding->message = fill (message->message, pairs);
  finding->fix = fix ? g_strdup (fix) : fill (message->fix, pairs);
  finding->replaces = fix != NULL && replaces;
  g_ptr_array_add (self->findings, finding);
}

void
amends_gate_scan_report_tokens (AmendsGateScan *self,
                                AmendsGateRule rule,
                                const char *variant,
                                guint first,
                                guint last)
{
  amends_gate_scan_report (self, rule, variant,
                           amends_gate_tokens_at (self->tokens, first)->char_start,
                           amends_gate_tokens_at (self->tokens, last)->char_end, NULL, NULL, FALSE,
                           NULL);
}

static gboolean
applies (const AmendsGateScan *self, AmendsGateRule rule)
{
  const AmendsGateRuleSetting *setting = &self->gate->rules[rule];

  return setting->enabled && (setting->kinds & (1u << self->context->kind)) != 0;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const AmendsFinding *one = *(AmendsFinding *const *) a, *two = *(AmendsFinding *const *) b;

  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  if (one->level != two->level)
    return one->level > two->level ? -1 : 1;
  return strcmp (one->rule, two->rule);
}

GPtrArray *
amends_gate_check (AmendsGate *self, const char *text, const AmendsGateContext *context)
{
  AmendsGateScan scan;
  g_autoptr (GArray) amounts = NULL;
  GPtrArray *findings;

  g_return_val_if_fail (AMENDS_IS_GATE (self), NULL);
  g_return_val_if_fail (text != NULL && context != NULL, NULL);

  amends_gate_scan_init (&scan, self, text, context);
  amounts = amends_gate_find_amounts (self, scan.tokens);
  amends_gate_check_phrases (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_UNFILLED))
    amends_gate_check_unfilled (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_UNCONFIRMED_DATE))
    amends_gate_check_dates (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_NEXT_UPDATE))
    amends_gate_check_next_update (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_GOODWILL))
    amends_gate_check_goodwill (&scan, amounts);
  if (applies (&scan, AMENDS_GATE_RULE_INTERNAL_FACTS))
    amends_gate_check_internal (&scan, amounts);
  if (applies (&scan, AMENDS_GATE_RULE_LENGTH))
    amends_gate_check_length (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_PARITY) && context->counterpart)
    amends_gate_check_parity (&scan);
  if (applies (&scan, AMENDS_GATE_RULE_COMMITMENT) && context->case_)
    amends_gate_check_commitments (&scan);
  findings = g_steal_pointer (&scan.findings);
  amends_gate_scan_clear (&scan);
  g_ptr_array_sort (findings, compare_findings);
  return findings;
}

/* @text with the capital that the word at @token has. */
static char *
match_capital (const AmendsGateScan *self, guint token, const char *text)
{
  g_autofree char *first = NULL;

  if (!amends_gate_tokens_at (self->tokens, token)->capital ||
      !amends_gate_tokens_at (self->tokens, token)->first || *text == '\0')
    return g_strdup (text);
  first = g_utf8_strup (text, g_utf8_next_char (text) - text);
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/*
 * Words that the sentence is whole without go together with the word beside them, so that what is
 * put in their place is never nothing and leaves no double space. Chinese has no space to tell a
 * word by, and half a word beside them would be worse: there they are named alone.
 */
static void
report_dropped (AmendsGateScan *self, AmendsGateRule rule, const AmendsGateHit *hit)
{
  const AmendsGateTokens *tokens = self->tokens;
  guint first = hit->first, last = hit->last, from, to, kept;
  g_autofree char *word = NULL;
  g_autofree char *said = NULL;
  g_autofree char *fix = NULL;

  if (amends_gate_tokens_at (tokens, hit->last)->kind == AMENDS_GATE_TOKEN_CJK)
    {
      amends_gate_scan_report_tokens (self, rule, NULL, hit->first, hit->last);
      return;
    }
  amends_gate_scan_sentence (self, hit->first, &from, &to);
  kept = hit->last + 1;
  if (kept <= to && (amends_gate_tokens_at (tokens, kept)->c == ',' ||
                     amends_gate_tokens_at (tokens, kept)->c == 0xFF0C))
    kept++;
  if (kept <= to && amends_gate_tokens_at (tokens, kept)->kind != AMENDS_GATE_TOKEN_PUNCT &&
      !amends_gate_tokens_at (tokens, kept)->quoted)
    last = kept;
  else if (hit->first > from)
    {
      kept = hit->first - 1;
      while (kept > from && amends_gate_tokens_at (tokens, kept)->kind == AMENDS_GATE_TOKEN_PUNCT)
        kept--;
      first = kept;
    }
  else
    {
      amends_gate_scan_report_tokens (self, rule, NULL, hit->first, hit->last);
      return;
    }
  word = amends_gate_tokens_dup (tokens, kept, kept);
  said = amends_gate_tokens_dup (tokens, hit->first, hit->last);
  fix = kept > hit->last ? match_capital (self, hit->first, word) : g_strdup (word);
  amends_gate_scan_report (self, rule, NULL, amends_gate_tokens_at (tokens, first)->char_start,
                           amends_gate_tokens_at (tokens, last)->char_end, NULL, fix, TRUE, "words",
                           said, NULL);
}

static void
report_replaced (AmendsGateScan *self,
                 AmendsGateRule rule,
                 const AmendsGateHit *hit,
                 const char *replacement)
{
  const char *language = amends_gate_scan_language (self);
  g_autofree char *time =
      amends_gate_format_time (self, amends_gate_next_update_due (self), language);
  g_autofree char *by = amends_gate_format_sentence (self, "by-time", language, time);
  g_autofree char *fix = match_capital (self, hit->first, replacement);
  g_autoptr (GString) filled = g_string_new (fix);

  g_string_replace (filled, "{by-time}", by, 0);
  amends_gate_scan_report (self, rule, NULL,
                           amends_gate_tokens_at (self->tokens, hit->first)->char_start,
                           amends_gate_tokens_at (self->tokens, hit->last)->char_end, NULL,
                           filled->str, TRUE, NULL);
}

static void
report_phrase (AmendsGateScan *self, AmendsGateRule rule, const AmendsGateHit *hit)
{
  const AmendsGatePhrase *phrase =
      &g_array_index (self->gate->phrases, AmendsGatePhrase, hit->pattern);

  if (phrase->drop)
    {
      report_dropped (self, rule, hit);
      return;
    }
  if (phrase->replaces)
    {
      report_replaced (self, rule, hit, phrase->fix);
      return;
    }
  amends_gate_scan_report (self, rule, NULL,
                           amends_gate_tokens_at (self->tokens, hit->first)->char_start,
                           amends_gate_tokens_at (self->tokens, hit->last)->char_end, NULL,
                           phrase->fix, phrase->replaces, NULL);
}

/* A time of ours in the same sentence makes the vague definite. */
static gboolean
has_time (const AmendsGateScan *self, const AmendsGateHit *hit)
{
  guint first, last;

  amends_gate_scan_sentence (self, hit->first, &first, &last);
  for (guint i = 0; i < self->times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (self->times, AmendsTimePhrase, i);

      if (phrase->first >= first && phrase->last <= last &&
          phrase->relation != AMENDS_TIME_RELATION_FOR && !amends_gate_scan_is_past (self, phrase))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_quiet (const AmendsGateScan *self, AmendsGateRule rule, const AmendsGateHit *hit)
{
  switch (rule)
    {
    case AMENDS_GATE_RULE_VAGUE:
      return has_time (self, hit) || amends_gate_scan_is_request (self, hit->first) ||
             amends_gate_scan_negated (self, hit->first);
    case AMENDS_GATE_RULE_OVER_PROMISE:
    case AMENDS_GATE_RULE_GROVEL:
    case AMENDS_GATE_RULE_BLAME:
      return amends_gate_scan_negated (self, hit->first);
    default:
      return FALSE;
    }
}

/* "get back to you" "as soon as possible": one fault, and the second half can be mended. */
static gboolean
runs_on (const AmendsGateScan *self, const GArray *hits, guint index)
{
  const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, index);
  const AmendsGateHit *next = hit + 1;

  return index + 1 < hits->len && next->first == hit->last + 1 &&
         g_array_index (self->gate->phrases, AmendsGatePhrase, next->pattern).replaces;
}

static void
check_list (AmendsGateScan *self, AmendsGateRule rule, AmendsGateList list)
{
  const GArray *hits = self->hits[list];

  if (!applies (self, rule))
    return;
  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      if (!is_quiet (self, rule, hit) && !runs_on (self, hits, i))
        report_phrase (self, rule, hit);
    }
}

static void
check_apologies (AmendsGateScan *self)
{
  const GArray *hits = self->hits[AMENDS_GATE_APOLOGY];
  guint seen = 0;

  if (!applies (self, AMENDS_GATE_RULE_APOLOGY))
    return;
  for (guint i = 0; i < hits->len; i++)
    {
      const AmendsGateHit *hit = &g_array_index (hits, AmendsGateHit, i);

      if (amends_gate_scan_negated (self, hit->first))
        continue;
      if (seen++ > 0)
        amends_gate_scan_report_tokens (self, AMENDS_GATE_RULE_APOLOGY, NULL, hit->first,
                                        hit->last);
      else if (self->context->earlier_apology)
        amends_gate_scan_report_tokens (self, AMENDS_GATE_RULE_APOLOGY, "thread", hit->first,
                                        hit->last);
    }
}

void
amends_gate_check_phrases (AmendsGateScan *self)
{
  check_list (self, AMENDS_GATE_RULE_VAGUE, AMENDS_GATE_VAGUE);
  check_list (self, AMENDS_GATE_RULE_DISMISSIVE, AMENDS_GATE_DISMISSIVE);
  check_list (self, AMENDS_GATE_RULE_OVER_PROMISE, AMENDS_GATE_OVER_PROMISE);
  check_list (self, AMENDS_GATE_RULE_GROVEL, AMENDS_GATE_GROVEL);
  check_list (self, AMENDS_GATE_RULE_BLAME, AMENDS_GATE_BLAME);
  check_list (self, AMENDS_GATE_RULE_VAGUE_CHANGE, AMENDS_GATE_VAGUE_CHANGE);
  check_apologies (self);
}

gboolean
amends_gate_apologises (AmendsGate *self, const char *text)
{
  AmendsGateContext context = { .now = AMENDS_DAY };
  AmendsGateScan scan;
  gboolean found;

  amends_gate_scan_init (&scan, self, text, &context);
  found = scan.hits[AMENDS_GATE_APOLOGY]->len > 0;
  amends_gate_scan_clear (&scan);
  return found;
}

gboolean
amends_gate_blocks (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((AmendsFinding *) findings->pdata[i])->level == AMENDS_GATE_BLOCK)
      return TRUE;
  return FALSE;
}

JsonNode *
amends_gate_to_json (GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "blocked");
  json_builder_add_boolean_value (builder, amends_gate_blocks (findings));
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];
      const char *const members[][2] = {
        { "rule", finding->rule },
        { "level", amends_enum_get_nick (amends_gate_level_get_type (), finding->level) },
        { "text", finding->text },
        { "title", finding->title },
        { "message", finding->message },
        { "fix", finding->fix },
      };

      json_builder_begin_object (builder);
      for (gsize j = 0; j < G_N_ELEMENTS (members); j++)
        {
          json_builder_set_member_name (builder, members[j][0]);
          json_builder_add_string_value (builder, members[j][1]);
        }
      json_builder_set_member_name (builder, "start");
      json_builder_add_int_value (builder, finding->start);
      json_builder_set_member_name (builder, "end");
      json_builder_add_int_value (builder, finding->end);
      json_builder_set_member_name (builder, "replaces");
      json_builder_add_boolean_value (builder, finding->replaces);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
