/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a case says of itself, beyond its fields. */

#include "config.h"

#include "amends-plan-situation.h"

#include "amends-input-error.h"
#include "amends-plan-message.h"
#include "amends-plan-pattern.h"
#include "amends-text.h"

#include <string.h>

/* A sentence longer than this is not quoted back. */
#define LONGEST_QUOTE 180
/* A note longer than this is an account and not a step. */
#define LONGEST_STEP 120
/* A letter names so many steps, the last ones. */
#define MOST_STEPS 4
/* Shorter words say little of what a sentence is about. */
#define LEAST_WORD 4
/* What the classifier is less sure of is not held against anyone. */
#define LEAST_STRENGTH 0.6

typedef enum
{
  LEAVING_SAID,
  LEAVING_DENIED,
  LEAVING_FIRM,
  LEAVING_CANCELLED,
  LEAVING_CONDITIONAL,
  LEAVING_WHEN,
  EXPOSURE_HAPPENED,
  EXPOSURE_DENIED,
  EXPOSURE_ASKED,
  NOTICE_GIVEN,
  NOTICE_BY,
  NOTICE_ANSWER,
  ABOUT,
  GREETING,
  OF_A_DAY,
  VAIN,
  CLAIMS,
  BROKEN,
  PROVISIONAL,
  UNFIT,
  FINISHED,
  LASTED,
  ONGOING,
  CALLED,
  CALLS,
  MISSED_CALL,
  CUSTOMER,
  ENGAGED,
  INSIDE,
  PERSON,
  N_PATTERNS
} PatternKind;

/* In the order of PatternKind; "group/member" is in an object of the file. */
static const char *const members[N_PATTERNS] = {
  "leaving/said",
  "leaving/denied",
  "leaving/firm",
  "leaving/cancelled",
  "leaving/conditional",
  "leaving/when",
  "exposure/happened",
  "exposure/denied",
  "exposure/asked",
  "notice/given",
  "notice/by",
  "notice/answer",
  "about",
  "greeting",
  "of_a_day",
  "vain",
  "claims",
  "broken",
  "provisional",
  "unfit",
  "finished",
  "lasted",
  "ongoing",

  "called",
  "calls",
  "missed_call",
  "customer",
  "engaged",
  "inside",
  "person",
};

typedef struct
{
  gboolean characters;             /* it is written without spaces */
  GPtrArray *patterns[N_PATTERNS]; /* (owned) of GRegex */
  GPtrArray *promise;              /* these: (owned) of rewrites */
  GPtrArray *promise_time;
  GPtrArray *step;
  GPtrArray *address;
} Language;

struct _AmendsPlanSituation
{
  GPtrArray *languages; /* (owned) of Language */
};

static void
language_free (gpointer data)
{
  Language *language = data;

  for (guint i = 0; i < N_PATTERNS; i++)
    g_clear_pointer (&language->patterns[i], g_ptr_array_unref);
  g_clear_pointer (&language->promise, g_ptr_array_unref);
  g_clear_pointer (&language->promise_time, g_ptr_array_unref);
  g_clear_pointer (&language->step, g_ptr_array_unref);
  g_clear_pointer (&language->address, g_ptr_array_unref);
  g_free (language);
}

static GPtrArray *
read_member (AmendsJsonReader *reader, const char *member)
{
  const char *slash = strchr (member, '/');
  g_autofree char *group = slash != NULL ? g_strndup (member, slash - member) : NULL;
  GPtrArray *patterns;

  if (group == NULL)
    return amends_plan_patterns_read (reader, member);
  if (!amends_json_reader_enter_object (reader, group, AMENDS_JSON_REQUIRED))
    return g_ptr_array_new ();
  patterns = amends_plan_patterns_read (reader, slash + 1);
  amends_json_reader_leave (reader);
  return patterns;
}

void
amends_plan_situation_free (AmendsPlanSituation *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->languages);
  g_free (self);
}

AmendsPlanSituation *
amends_plan_situation_load (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsPlanSituation) self = g_new0 (AmendsPlanSituation, 1);
  const char *const *names = amends_playbook_get_languages (playbook);

  self->languages = g_ptr_array_new_with_free_func (language_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strdup_printf ("phrases/%s/situation", names[i]);
      g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);
      Language *language;

      if (reader == NULL)
        return NULL;
      language = g_new0 (Language, 1);
      g_ptr_array_add (self->languages, language);
      language->characters = g_str_has_prefix (names[i], "zh");
      for (guint k = 0; k < N_PATTERNS; k++)
        language->patterns[k] = read_member (reader, members[k]);
      language->promise = amends_plan_rewrites_read (reader, "promise");
      language->promise_time = amends_plan_rewrites_read (reader, "promise_time");
      language->step = amends_plan_rewrites_read (reader, "step");
      language->address = amends_plan_rewrites_read (reader, "address");
      if (!amends_json_reader_finish (reader, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
matches (const AmendsPlanSituation *self, PatternKind kind, const char *text)
{
  for (guint i = 0; text != NULL && i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (amends_plan_patterns_match (language->patterns[kind], text))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable) */
static char *
find (const AmendsPlanSituation *self, PatternKind kind, const char *text)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      char *found = amends_plan_patterns_find (language->patterns[kind], text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (transfer full) (element-type utf8): what the customer says, sentence by sentence. */
static GPtrArray *
list_sentences (const char *statement)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = NULL;
  g_autoptr (GArray) spans = NULL;

  if (statement == NULL)
    return sentences;
  own = amends_plan_message_get_own_words (statement);
  spans = amends_text_split_sentences (own);
  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *raw = g_strndup (own + span->start, span->end - span->start);
      g_autofree char *line = amends_text_one_line (raw, 4000);

      if (*line != '\0')
        g_ptr_array_add (sentences, g_steal_pointer (&line));
    }
  return sentences;
}

static gboolean
is_question (const char *sentence)
{
  return g_str_has_suffix (sentence, "?") || g_str_has_suffix (sentence, "？");
}

/* A sentence that stands in quotation marks has a stop before the closing one. */
static void
set_quoted (AmendsFacts *facts, const char *path, const char *sentence)
{
  const char *last = g_utf8_find_prev_char (sentence, sentence + strlen (sentence));
  gboolean open = last != NULL && g_unichar_isalnum (g_utf8_get_char (last));
  const char *stop = !open ? "" : amends_text_counts_characters (sentence) ? "。" : ".";
  g_autofree char *quoted = g_strconcat (sentence, stop, NULL);

  amends_facts_set_text (facts, path, quoted);
}

/* --- Leaving --- */

/* Whether the classifier found talk of leaving in @sentence, not only a tone. */
static gboolean
is_signalled (AmendsEscalation *e, const char *sentence)
{
  AmendsClassification *c = e->classification;

  for (guint i = 0; c != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (c->signals)); i++)
    {
      g_autoptr (AmendsSignal) s = g_list_model_get_item (G_LIST_MODEL (c->signals), i);

      if (s->kind != NULL && s->phrase != NULL && g_str_has_prefix (s->kind, "churn-") &&
          !g_str_equal (s->kind, "churn-indirect") && s->strength >= LEAST_STRENGTH &&
          strstr (sentence, s->phrase) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
names_rival (AmendsAccount *account, const char *sentence)
{
  for (guint i = 0; account->competitors != NULL && account->competitors[i] != NULL; i++)
    {
      if (*account->competitors[i] != '\0' && strstr (sentence, account->competitors[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What stands before the first match of @kind in @text. (transfer full) (nullable): no match. */
static char *
find_before (const AmendsPlanSituation *self, PatternKind kind, const char *text)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      for (guint k = 0; k < language->patterns[kind]->len; k++)
        {
          g_autoptr (GMatchInfo) match = NULL;
          int start;

          if (g_regex_match (g_ptr_array_index (language->patterns[kind], k), text, 0, &match) &&
              g_match_info_fetch_pos (match, 0, &start, NULL))
            return g_strndup (text, start);
        }
    }
  return NULL;
}

/* A decision under a condition is none. Words that leave no way back are bound only by what stands
 * before them: "take this as our notice, sooner if the contract allows it". */
static gboolean
is_cancelled (const AmendsPlanSituation *self, const char *sentence)
{
  g_autofree char *before = find_before (self, LEAVING_FIRM, sentence);

  if (before != NULL && !matches (self, LEAVING_CONDITIONAL, before))
    return TRUE;
  return before == NULL && !is_question (sentence) && matches (self, LEAVING_CANCELLED, sentence) &&
         !matches (self, LEAVING_CONDITIONAL, sentence);
}

static void
set_leaving (AmendsPlanSituation *self, AmendsFacts *facts, AmendsCase *the_case, GPtrArray *said)
{
  AmendsEscalation *e = the_case->escalation;
  gboolean named = e->trigger == AMENDS_TRIGGER_CANCEL_THREAT;

  if (named)
    amends_facts_set_boolean (facts, "leaving.said", TRUE);
  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);
      gboolean denied = matches (self, LEAVING_DENIED, sentence);
      gboolean cancelled = !denied && is_cancelled (self, sentence);
      gboolean rival = names_rival (the_case->account, sentence) &&
                       (named || e->reason == AMENDS_REASON_COMPETITIVE_THREAT);
      gboolean leaving =
          cancelled ||
          (!denied && (matches (self, LEAVING_SAID, sentence) || is_signalled (e, sentence)));

      if (!leaving && !rival)
        continue;
      if (leaving)
        amends_facts_set_boolean (facts, "leaving.said", TRUE);
      if ((amends_facts_get (facts, "leaving.quote") == NULL ||
           (cancelled && amends_facts_get (facts, "leaving.cancelled") == NULL)) &&
          g_utf8_strlen (sentence, -1) <= LONGEST_QUOTE)
        set_quoted (facts, "leaving.quote", sentence);
      if (cancelled)
        {
          g_autofree char *when = find (self, LEAVING_WHEN, sentence);

          amends_facts_set_boolean (facts, "leaving.cancelled", TRUE);
          if (when != NULL)
            amends_facts_set_text (facts, "leaving.when", when);
        }
    }
}

/* --- Data with the wrong party --- */

static gboolean
is_exposed (const AmendsPlanSituation *self, const char *text)
{
  return matches (self, EXPOSURE_HAPPENED, text) && !matches (self, EXPOSURE_DENIED, text);
}

static void
set_exposure (AmendsPlanSituation *self, AmendsFacts *facts, AmendsEscalation *e, GPtrArray *said)
{
  const char *const noted[] = { e->impact, e->title, e->affected_feature, e->underlying_issue };

  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);

      if (is_question (sentence) && matches (self, EXPOSURE_ASKED, sentence))
        amends_facts_set_boolean (facts, "exposure.asked", TRUE);
      else if (!is_question (sentence) && is_exposed (self, sentence))
        amends_facts_set_boolean (facts, "exposure.happened", TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (noted); i++)
    {
      if (noted[i] != NULL && is_exposed (self, noted[i]))
        amends_facts_set_boolean (facts, "exposure.happened", TRUE);
    }
}

/* --- A formal notice --- */

static void
set_notice (AmendsPlanSituation *self, AmendsFacts *facts, AmendsEscalation *e, GPtrArray *said)
{
  gboolean named = e->trigger == AMENDS_TRIGGER_FORMAL_NOTICE;
  gboolean given = named;

  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);

      if (!matches (self, NOTICE_GIVEN, sentence))
        continue;
      given = TRUE;
      if (g_utf8_strlen (sentence, -1) <= LONGEST_QUOTE)
        amends_facts_set_text (facts, "notice.quote", sentence);
      break;
    }
  if (!given)
    return;
  amends_facts_set_boolean (facts, "notice.given", TRUE);
  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);
      g_autofree char *by =
          matches (self, NOTICE_ANSWER, sentence) ? find (self, NOTICE_BY, sentence) : NULL;

      if (by == NULL)
        continue;
      amends_facts_set_text (facts, "notice.by", by);
      break;
    }
}

/* --- Promises --- */

/* (transfer full) (nullable): a promise as one reports it ("you would have the batch numbers"). */
static char *
report_promise (AmendsPlanSituation *self, const char *promise, gboolean timed)
{
  g_autofree char *line = amends_text_one_line (promise, LONGEST_QUOTE);

  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      g_autofree char *bare =
          timed ? amends_plan_rewrites_replace (language->promise_time, line) : g_strdup (line);
      g_autofree char *said = NULL;

      if (language->characters != amends_text_counts_characters (line))
        continue;
      g_strstrip (bare);
      while (g_str_has_suffix (bare, ".") || g_str_has_suffix (bare, ","))
        bare[strlen (bare) - 1] = '\0';
      said = amends_plan_rewrites_replace (language->promise, bare);
      if (!g_str_equal (said, bare) && *bare != '\0')
        return g_steal_pointer (&said);
    }
  return NULL;
}

/* (transfer full): @promise without the time that it names. */
static char *
strip_time (AmendsPlanSituation *self, const char *promise)
{
  g_autofree char *line = amends_text_one_line (promise, LONGEST_QUOTE);

  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      g_autofree char *bare = amends_plan_rewrites_replace (language->promise_time, line);

      if (language->characters != amends_text_counts_characters (line))
        continue;
      g_strstrip (bare);
      if (*bare != '\0')
        return g_steal_pointer (&bare);
    }
  return g_steal_pointer (&line);
}

void
amends_plan_situation_set_promise (AmendsPlanSituation *self,
                                   AmendsFacts *item,
                                   AmendsCommitment *promise)
{
  gboolean timed = promise->due != AMENDS_INSTANT_NONE;
  g_autofree char *report = report_promise (self, promise->text, timed);
  g_autofree char *bare = timed ? strip_time (self, promise->text) : g_strdup (promise->text);

  amends_facts_set_text (item, "text", promise->text);
  amends_facts_set_text (item, "bare", bare);
  amends_facts_set_text (item, "report", report);
}

static void
set_missed (AmendsPlanSituation *self, AmendsFacts *facts, AmendsCase *the_case, AmendsInstant now)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->commitments));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) c =
          g_list_model_get_item (G_LIST_MODEL (the_case->commitments), i);
      gboolean passed = c->due != AMENDS_INSTANT_NONE && c->due < now;
      AmendsFacts *item;

      if (c->text == NULL || c->state == AMENDS_COMMITMENT_KEPT ||
          (c->state != AMENDS_COMMITMENT_MISSED && !passed))
        continue;
      item = amends_facts_new ();
      amends_plan_situation_set_promise (self, item, c);
      amends_facts_set_instant (item, "when", c->due);
      amends_facts_set_text (item, "by", c->owner);
      amends_facts_set_boolean (item, "also", items->len > 0);
      g_ptr_array_add (items, item);
    }
  amends_facts_set_list (facts, "missed", items);
}

/* (transfer none) (nullable): what they say was promised, first of all what has not come. */
static const char *
find_claim (AmendsPlanSituation *self, GPtrArray *said, PatternKind kind)
{
  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);

      if (!is_question (sentence) && g_utf8_strlen (sentence, -1) <= LONGEST_QUOTE &&
          matches (self, kind, sentence))
        return sentence;
    }
  return NULL;
}

/* (transfer full): a sentence as part of another. */
static char *
cut_stop (const char *sentence)
{
  char *text = g_strdup (sentence);
  char *last = g_utf8_find_prev_char (text, text + strlen (text));

  while (last != NULL && g_utf8_strchr (".!。！；;", -1, g_utf8_get_char (last)) != NULL)
    {
      *last = '\0';
      last = g_utf8_find_prev_char (text, last);
    }
  return text;
}

/* Where no record of a promise is kept, what they say counts: to us it is a missed one, to them it
 * is their own sentence. */
static void
set_claim (AmendsPlanSituation *self, AmendsFacts *facts, GPtrArray *said, gboolean for_customer)
{
  const char *broken = find_claim (self, said, BROKEN);
  const char *claim = broken != NULL ? broken : find_claim (self, said, CLAIMS);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *bare = NULL;
  AmendsFacts *item;

  if (claim != NULL)
    amends_facts_set_text (facts, "claim", claim);
  if (broken == NULL)
    return;
  amends_facts_set_boolean (facts, "claim_broken", TRUE);
  if (for_customer || amends_facts_get (facts, "missed") != NULL)
    return;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  item = amends_facts_new ();
  bare = cut_stop (broken);
  amends_facts_set_text (item, "text", bare);
  amends_facts_set_text (item, "bare", bare);
  amends_facts_set_boolean (item, "said", TRUE);
  g_ptr_array_add (items, item);
  amends_facts_set_list (facts, "missed", items);
}

/* --- What has been done --- */

static gboolean
names_customer (AmendsPlanSituation *self, AmendsCase *the_case, const char *note)
{
  const char *name = the_case->contact != NULL ? the_case->contact->name : NULL;
  g_auto (GStrv) words = name != NULL ? g_strsplit (name, " ", -1) : NULL;

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      if (g_utf8_strlen (words[i], -1) > 1 && strstr (note, words[i]) != NULL)
        return TRUE;
    }
  return (the_case->account->name != NULL && strstr (note, the_case->account->name) != NULL) ||
         matches (self, CUSTOMER, note);
}

static gboolean
names_colleague (AmendsCase *the_case, const char *note)
{
  const char *const named[] = { the_case->escalation->technical_owner, the_case->escalation->owner,
                                the_case->escalation->executive_owner, the_case->account->csm,
                                the_case->account->account_manager };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->stakeholders));

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      if (named[i] != NULL && *named[i] != '\0' && strstr (note, named[i]) != NULL)
        return TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) s =
          g_list_model_get_item (G_LIST_MODEL (the_case->stakeholders), i);

      if (s->name != NULL && *s->name != '\0' && strstr (note, s->name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): "Restarted the service" as what we did. */
static char *
say_note (AmendsPlanSituation *self, const char *note)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      char *said = amends_plan_rewrites_say (language->step, note);

      if (said != NULL)
        return said;
    }
  return NULL;
}

/* (transfer full) (nullable): a note as a step that the customer may read; a note that needs no
 * other words stands as it is. */
static char *
say_step (AmendsPlanSituation *self, AmendsCase *the_case, const char *note)
{
  g_autofree char *line = amends_text_one_line (note, 4000);
  g_autofree char *said = NULL;

  if (g_utf8_strlen (line, -1) > LONGEST_STEP || matches (self, INSIDE, line) ||
      matches (self, UNFIT, line) || matches (self, PERSON, line) || matches (self, CALLED, line) ||
      names_colleague (the_case, line))
    return NULL;
  while (g_str_has_suffix (line, "."))
    line[strlen (line) - 1] = '\0';
  if (g_str_has_suffix (line, "。"))
    line[strlen (line) - strlen ("。")] = '\0';
  said = say_note (self, line);
  return said != NULL ? g_steal_pointer (&said) : g_steal_pointer (&line);
}

static void
note_contact (AmendsPlanSituation *self, AmendsFacts *facts, AmendsInstant at, const char *note)
{
  amends_facts_set_instant (facts, "called.at", at);
  amends_facts_set_boolean (facts, "called.missed", matches (self, MISSED_CALL, note));
}

/* A call that was promised and kept was made, whoever noted it. */
static void
note_kept_calls (AmendsPlanSituation *self, AmendsFacts *facts, AmendsCase *the_case)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->commitments));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) c =
          g_list_model_get_item (G_LIST_MODEL (the_case->commitments), i);

      if (c->state == AMENDS_COMMITMENT_KEPT && c->text != NULL && matches (self, CALLS, c->text))
        amends_facts_set_instant (facts, "called.at", c->due);
    }
}

static void
set_done (AmendsPlanSituation *self,
          AmendsFacts *facts,
          AmendsCase *the_case,
          gboolean for_customer)
{
  GListModel *entries = G_LIST_MODEL (the_case->escalation->actions_taken);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  note_kept_calls (self, facts, the_case);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (entries, i);
      g_autofree char *step = NULL;
      AmendsFacts *item;

      if (entry->text == NULL)
        continue;
      if (matches (self, CALLED, entry->text) && names_customer (self, the_case, entry->text))
        note_contact (self, facts, entry->at, entry->text);
      if (matches (self, ENGAGED, entry->text))
        amends_facts_set_instant (facts, "engaged.at", entry->at);
      step = say_step (self, the_case, entry->text);
      if (for_customer && step == NULL)
        continue;
      item = amends_facts_new ();
      amends_facts_set_instant (item, "at", entry->at);
      amends_facts_set_text (item, "text", for_customer ? step : entry->text);
      amends_facts_set_boolean (item, "vain", matches (self, VAIN, entry->text));
      g_ptr_array_add (items, item);
    }
  while (for_customer && items->len > MOST_STEPS)
    g_ptr_array_remove_index (items, 0);
  amends_facts_set_list (facts, "done", items);
}

/* --- What they say of it --- */

/* The first sentence that can be quoted: whole, no question, and not said back anyway. */
static void
set_said (AmendsPlanSituation *self,
          AmendsFacts *facts,
          AmendsPlanMessage *message,
          GPtrArray *said)
{
  static const char *const others[] = { "leaving.quote", "notice.quote", "claim" };

  amends_facts_set_text (facts, "statement_first", NULL);
  for (guint i = 0; i < said->len; i++)
    {
      const char *sentence = g_ptr_array_index (said, i);
      gboolean taken = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (others); k++)
        {
          const char *other = amends_facts_get_text (amends_facts_get (facts, others[k]));

          taken = taken || (other != NULL && g_str_has_prefix (other, sentence));
        }
      if (taken || is_question (sentence) || matches (self, GREETING, sentence) ||
          amends_plan_message_says_again (message, sentence) ||
          g_utf8_strlen (sentence, -1) > LONGEST_QUOTE ||
          !amends_plan_message_is_whole (message, sentence))
        continue;
      set_quoted (facts, "statement_first", sentence);
      return;
    }
}

char *
amends_plan_situation_address (AmendsPlanSituation *self, const char *note)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      g_autofree char *said = amends_plan_rewrites_replace (language->address, note);

      if (!g_str_equal (said, note))
        return g_steal_pointer (&said);
    }
  return g_strdup (note);
}

gboolean
amends_plan_situation_is_of_a_day (AmendsPlanSituation *self, const char *text)
{
  return matches (self, OF_A_DAY, text);
}

char *
amends_plan_situation_find_about (AmendsPlanSituation *self, const char *statement)
{
  g_autoptr (GPtrArray) said = list_sentences (statement);

  for (guint i = 0; i < said->len; i++)
    {
      char *about = find (self, ABOUT, g_ptr_array_index (said, i));

      if (about != NULL)
        return about;
    }
  return NULL;
}

/* --- Cause and fix --- */

static gboolean
is_over (AmendsEscalation *e)
{
  return e->resolved_at != AMENDS_INSTANT_NONE || e->status == AMENDS_STATUS_RESOLVED ||
         e->status == AMENDS_STATUS_CLOSED;
}

static void
set_cause (AmendsPlanSituation *self,
           AmendsFacts *facts,
           AmendsCase *the_case,
           gboolean for_customer)
{
  AmendsEscalation *e = the_case->escalation;
  const char *cause = amends_facts_get_text (amends_facts_get (facts, "root_cause"));
  gboolean final = is_over (e) && cause != NULL && !matches (self, PROVISIONAL, cause);

  if (cause == NULL ||
      (for_customer && (matches (self, UNFIT, cause) || names_colleague (the_case, cause))))
    return;
  amends_facts_set_text (facts, "cause.text", cause);
  amends_facts_set_boolean (facts, "cause.final", final);
  if (!final)
    amends_facts_set_text (facts, "cause.assumed", cause);
}

/* Whether the steps say most of the words of @fix already. */
static gboolean
is_told (AmendsFacts *facts, const char *fix)
{
  AmendsFacts *done = amends_facts_get (facts, "done");
  g_auto (GStrv) words = g_strsplit_set (fix, " ,.;:，。；", -1);
  g_autoptr (GString) steps = g_string_new (NULL);
  guint all = 0, found = 0;

  for (guint i = 0; i < (done != NULL ? amends_facts_get_count (done) : 0); i++)
    g_string_append (
        steps, amends_facts_get_text (amends_facts_get (amends_facts_get_item (done, i), "text")));
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strlen (words[i]) < LEAST_WORD)
        continue;
      all++;
      if (strstr (steps->str, words[i]) != NULL)
        found++;
    }
  return all > 0 && found * 2 > all;
}

/* A fix is done once the case is, or when the note says so and no time for it lies ahead. */
static void
set_fix (AmendsPlanSituation *self,
         AmendsFacts *facts,
         AmendsCase *the_case,
         AmendsInstant now,
         gboolean for_customer)
{
  AmendsEscalation *e = the_case->escalation;
  const char *fix = amends_facts_get_text (amends_facts_get (facts, "fix.text"));
  g_autofree char *said = NULL;
  gboolean done;

  if (fix == NULL ||
      (for_customer && (matches (self, UNFIT, fix) || names_colleague (the_case, fix))))
    return;
  done = is_over (e) || (e->fix_eta <= now && matches (self, FINISHED, fix));
  said = done && for_customer ? say_note (self, fix) : NULL;
  amends_facts_set_text (facts, done ? "fix.done" : "fix.planned", said != NULL ? said : fix);
  if (done && is_told (facts, fix))
    amends_facts_set_boolean (facts, "fix.told", TRUE);
}

void
amends_plan_situation_read (AmendsPlanSituation *self,
                            AmendsFacts *facts,
                            AmendsCase *the_case,
                            AmendsPlanMessage *message,
                            AmendsInstant now,
                            gboolean for_customer)
{
  AmendsEscalation *e = the_case->escalation;
  g_autoptr (GPtrArray) said = list_sentences (e->statement);

  set_leaving (self, facts, the_case, said);
  set_exposure (self, facts, e, said);
  set_notice (self, facts, e, said);
  set_missed (self, facts, the_case, now);
  set_claim (self, facts, said, for_customer);
  if (for_customer)
    set_said (self, facts, message, said);
  if (said->len > 0 &&
      !amends_plan_message_is_whole (message, g_ptr_array_index (said, said->len - 1)))
    amends_facts_set_boolean (facts, "cut", TRUE);
  set_done (self, facts, the_case, for_customer);
  set_cause (self, facts, the_case, for_customer);
  set_fix (self, facts, the_case, now, for_customer);
  /* What lasted twenty minutes is told as past, not as going on. */
  if ((matches (self, LASTED, e->impact) && !matches (self, ONGOING, e->impact)) ||
      (e->impact == NULL && matches (self, LASTED, e->statement) &&
       !matches (self, ONGOING, e->statement)))
    amends_facts_set_boolean (facts, "brief", TRUE);
  if (amends_facts_get (facts, "again") != NULL && e->tickets != NULL)
    amends_facts_set_strv (facts, "again.tickets", (const char *const *) e->tickets);
  amends_plan_message_set_answers (message, facts);
}
