/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The response plan: what a CSM prints before the first call. */

#include "config.h"

#include "amends-case-document-private.h"

#include <string.h>

#include "amends-enum-types.h"
#include "amends-rule-hit.h"

/* How many reasons beyond the deciding ones a reader is asked to read. */
#define SUPPORTING_REASONS 3

static void
add_situation (AmendsCaseWriter *self)
{
  AmendsPlan *plan = self->case_->plan;

  amends_case_writer_heading (self, 1, AMENDS_WORD_SITUATION);
  if (plan && amends_case_writer_is_filled (plan->situation))
    amends_document_add_paragraph (self->document, plan->situation);
  else
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_SITUATION);
}

/* What one reason rests on, unless its sentence says so already. */
static void
add_ground (AmendsCaseWriter *self, AmendsRuleHit *hit)
{
  gboolean quoted = amends_case_writer_is_filled (hit->phrase);
  const char *ground = quoted ? hit->phrase : hit->fact;
  g_autofree char *text = NULL;

  if (!amends_case_writer_is_filled (ground) || strstr (hit->text, ground) != NULL)
    return;
  text = g_strdup_printf (amends_case_writer_word (self, quoted ? AMENDS_WORD_QUOTED
                                                                : AMENDS_WORD_IN_BRACKETS),
                          ground);
  amends_document_add_run (self->document, quoted ? AMENDS_RUN_EMPHASIS : AMENDS_RUN_PLAIN, text);
}

/*
 * The heaviest reason for each part of the result, in their order of weight, then a few that
 * support them. The same words are given as a reason once.
 */
static GPtrArray *
choose_reasons (AmendsClassification *classification)
{
  static const char *const parts[] = {
    "severity", "track", "category", "scenario", "executive", "churn", NULL,
  };
  GListModel *rules = G_LIST_MODEL (classification->rules);
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) phrases = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint pass = 0, supporting = 0; pass < 2; pass++)
    for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
      {
        g_autoptr (AmendsRuleHit) hit = g_list_model_get_item (rules, i);
        const char *target = hit->target != NULL ? hit->target : "";
        gboolean first =
            g_strv_contains (parts, target) && !g_hash_table_contains (targets, target);

        if (!hit->decided || !amends_case_writer_is_filled (hit->text) || (pass == 0) != first ||
            g_ptr_array_find (chosen, hit, NULL) || (pass > 0 && supporting == SUPPORTING_REASONS))
          continue;
        if (hit->phrase != NULL && !g_hash_table_add (phrases, hit->phrase) && pass > 0)
          continue;
        g_hash_table_add (targets, (gpointer) target);
        supporting += pass;
        g_ptr_array_add (chosen, g_object_ref (hit));
      }
  return chosen;
}

static void
add_reasons (AmendsCaseWriter *self, AmendsClassification *classification)
{
  g_autoptr (GPtrArray) chosen = choose_reasons (classification);

  if (chosen->len > 0)
    amends_case_writer_heading (self, 2, AMENDS_WORD_WHY);
  for (guint i = 0; i < chosen->len; i++)
    {
      AmendsRuleHit *hit = g_ptr_array_index (chosen, i);

      amends_document_begin_bullet (self->document, 0);
      amends_document_add_run (self->document, AMENDS_RUN_PLAIN, hit->text);
      add_ground (self, hit);
      amends_document_end_runs (self->document);
    }
}

static void
add_classification (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  const struct
  {
    AmendsDocumentWord label;
    GType type;
    int value;
  } fields[] = {
    { AMENDS_WORD_SEVERITY, AMENDS_TYPE_SEVERITY, escalation->severity },
    { AMENDS_WORD_TRACK, AMENDS_TYPE_TRACK, escalation->track },
    { AMENDS_WORD_CATEGORY, AMENDS_TYPE_CATEGORY, escalation->category },
    { AMENDS_WORD_REASON, AMENDS_TYPE_REASON, escalation->reason },
    { AMENDS_WORD_SCENARIO, AMENDS_TYPE_SCENARIO, escalation->scenario },
  };

  amends_case_writer_heading (self, 1, AMENDS_WORD_CLASSIFICATION);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    amends_case_writer_field (self, fields[i].label,
                              amends_case_writer_label (self, fields[i].type, fields[i].value));
  amends_case_writer_name_unknown (self);
  if (escalation->classification)
    add_reasons (self, escalation->classification);
}

static void
add_clocks (AmendsCaseWriter *self)
{
  GListModel *clocks = G_LIST_MODEL (self->case_->clocks);

  amends_case_writer_heading (self, 1, AMENDS_WORD_CLOCKS);
  if (amends_case_writer_is_empty (clocks))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_CLOCKS);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_CLOCK, 3);
  amends_case_writer_column (self, AMENDS_WORD_DUE, 3);
  amends_case_writer_column (self, AMENDS_WORD_STATE, 3);
  amends_case_writer_column (self, AMENDS_WORD_RULE, 5);
  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);
      g_autofree char *due = amends_case_writer_time (self, clock->due);
      g_autofree char *state = amends_case_writer_clock_state (self, clock);

      amends_document_add_row (self->document,
                               amends_case_writer_label (self, AMENDS_TYPE_CLOCK_KIND, clock->kind),
                               due, state, clock->rule_text ? clock->rule_text : "", NULL);
    }
  amends_document_end_table (self->document);
}

static void
add_limits (AmendsCaseWriter *self)
{
  GListModel *limits = self->case_->plan ? G_LIST_MODEL (self->case_->plan->limits) : NULL;

  amends_case_writer_heading (self, 1, AMENDS_WORD_LIMITS);
  if (limits == NULL || amends_case_writer_is_empty (limits))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_LIMITS);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (limits); i++)
    {
      g_autoptr (AmendsLimit) limit = g_list_model_get_item (limits, i);
      gboolean has_why = amends_case_writer_is_filled (limit->why);
      g_autofree char *why =
          has_why
              ? g_strconcat (amends_case_writer_word (self, AMENDS_WORD_JOINT), limit->why, NULL)
              : NULL;

      amends_document_begin_bullet (self->document, 0);
      amends_document_add_run (self->document, AMENDS_RUN_STRONG, limit->text);
      amends_document_add_run (self->document, AMENDS_RUN_PLAIN, why);
      amends_document_end_runs (self->document);
    }
}

static char *
say_action (AmendsCaseWriter *self, AmendsAction *action)
{
  g_autofree char *due = amends_case_writer_time (self, action->due);
  g_autofree char *who = amends_case_writer_join (self, action->owner, due);
  g_autofree char *brackets =
      *who != '\0' ? g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_IN_BRACKETS), who)
                   : NULL;

  return g_strconcat (action->text ? action->text : "", brackets, NULL);
}

static void
add_actions (AmendsCaseWriter *self)
{
  GListModel *actions = G_LIST_MODEL (self->case_->actions);

  amends_case_writer_heading (self, 1, AMENDS_WORD_ACTIONS);
  if (amends_case_writer_is_empty (actions))
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_ACTIONS);
  for (int horizon = AMENDS_HORIZON_IMMEDIATE; horizon <= AMENDS_HORIZON_LONG_TERM; horizon++)
    {
      gboolean headed = FALSE;

      for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
        {
          g_autoptr (AmendsAction) action = g_list_model_get_item (actions, i);
          g_autofree char *text = NULL;

          if ((int) action->horizon != horizon || action->step == AMENDS_STEP_SUPERSEDED ||
              action->step == AMENDS_STEP_SKIPPED)
            continue;
          if (!headed)
            amends_document_add_heading (
                self->document, 2, amends_case_writer_label (self, AMENDS_TYPE_HORIZON, horizon));
          headed = TRUE;
          text = say_action (self, action);
          amends_document_add_check (self->document, action->step == AMENDS_STEP_DONE, text);
        }
    }
}

/* --- Who, when ------------------------------------------------------------------------------- */

static int
compare_checkpoints (gconstpointer a, gconstpointer b)
{
  const AmendsCheckpoint *one = *(AmendsCheckpoint *const *) a;
  const AmendsCheckpoint *two = *(AmendsCheckpoint *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

static GPtrArray *
list_checkpoints (AmendsCaseWriter *self)
{
  GListModel *checkpoints = G_LIST_MODEL (self->case_->checkpoints);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);
      gboolean internal = checkpoint->audience == AMENDS_AUDIENCE_INTERNAL ||
                          checkpoint->audience == AMENDS_AUDIENCE_EXECUTIVE;

      if (checkpoint->step != AMENDS_STEP_SUPERSEDED && !(self->for_customer && internal))
        g_ptr_array_add (list, g_steal_pointer (&checkpoint));
    }
  g_ptr_array_sort (list, compare_checkpoints);
  return list;
}

static char *
say_checkpoint (AmendsCaseWriter *self, AmendsCheckpoint *checkpoint)
{
  /* The purpose is a word among ourselves. */
  gboolean purpose = !self->for_customer && amends_case_writer_is_filled (checkpoint->purpose);

  return g_strconcat (checkpoint->title ? checkpoint->title : "", purpose ? "\n" : "",
                      purpose ? checkpoint->purpose : "", NULL);
}

static void
add_timeline (AmendsCaseWriter *self)
{
  g_autoptr (GPtrArray) list = list_checkpoints (self);

  amends_case_writer_heading (self, 1, AMENDS_WORD_TIMELINE_14);
  if (list->len == 0)
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_TIMELINE);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_TIME, 3);
  amends_case_writer_column (self, AMENDS_WORD_WHAT, 6);
  amends_case_writer_column (self, AMENDS_WORD_AUDIENCE, 2);
  amends_case_writer_column (self, AMENDS_WORD_CHANNEL, 2);
  amends_case_writer_column (self, AMENDS_WORD_OWNER, 2);
  amends_case_writer_column (self, AMENDS_WORD_STATUS, 2);
  for (guint i = 0; i < list->len; i++)
    {
      AmendsCheckpoint *checkpoint = g_ptr_array_index (list, i);
      g_autofree char *at = amends_case_writer_time (self, checkpoint->at);
      g_autofree char *what = say_checkpoint (self, checkpoint);

      amends_document_add_row (
          self->document, at, what,
          amends_case_writer_label (self, AMENDS_TYPE_AUDIENCE, checkpoint->audience),
          amends_case_writer_label (self, AMENDS_TYPE_CHANNEL, checkpoint->channel),
          checkpoint->owner ? checkpoint->owner : "",
          amends_case_writer_label (self, AMENDS_TYPE_STEP, checkpoint->step), NULL);
    }
  amends_document_end_table (self->document);
}

static gboolean
has_deadline (GListModel *people)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsStakeholder) person = g_list_model_get_item (people, i);

      if (person->deadline != AMENDS_INSTANT_NONE)
        return TRUE;
    }
  return FALSE;
}

static void
add_stakeholders (AmendsCaseWriter *self)
{
  GListModel *people = G_LIST_MODEL (self->case_->stakeholders);

  amends_case_writer_heading (self, 1, AMENDS_WORD_STAKEHOLDERS);
  if (amends_case_writer_is_empty (people))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_STAKEHOLDERS);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_ROLE, 3);
  amends_case_writer_column (self, AMENDS_WORD_NAME, 3);
  amends_document_add_column (self->document, "RACI", 1, AMENDS_ALIGN_CENTER);
  amends_case_writer_column (self, AMENDS_WORD_ASK, 6);
  if (has_deadline (people))
    amends_case_writer_column (self, AMENDS_WORD_DUE, 3);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsStakeholder) person = g_list_model_get_item (people, i);
      g_autofree char *deadline = amends_case_writer_time (self, person->deadline);

      amends_document_add_row (self->document,
                               amends_case_writer_label (self, AMENDS_TYPE_ROLE, person->role),
                               person->name ? person->name : "", person->raci ? person->raci : "",
                               person->ask ? person->ask : "",
                               has_deadline (people) ? deadline : NULL, NULL);
    }
  amends_document_end_table (self->document);
}

/* --- Texts in full --------------------------------------------------------------------------- */

static void
add_draft (AmendsCaseWriter *self, AmendsDraft *draft)
{
  g_autofree char *sent = amends_case_writer_time (self, draft->sent_at);

  amends_document_add_heading (
      self->document, 2, amends_case_writer_is_filled (draft->title) ? draft->title : draft->kind);
  if (amends_case_writer_is_filled (draft->recipient))
    amends_document_add_key_value (self->document, amends_case_writer_word (self, AMENDS_WORD_TO),
                                   draft->recipient);
  if (amends_case_writer_is_filled (draft->subject))
    amends_document_add_key_value (
        self->document, amends_case_writer_word (self, AMENDS_WORD_SUBJECT), draft->subject);
  if (*sent != '\0')
    amends_document_add_key_value (self->document, amends_case_writer_word (self, AMENDS_WORD_SENT),
                                   sent);
  amends_case_writer_body (self, draft->body);
}

static void
add_drafts (AmendsCaseWriter *self, AmendsDocumentWord heading, gboolean internal)
{
  GListModel *drafts = G_LIST_MODEL (self->case_->drafts);
  guint n = g_list_model_get_n_items (drafts);
  guint shown = 0;

  amends_case_writer_heading (self, 1, heading);
  /* The first reply comes first, whatever its place in the list. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
        gboolean first = draft->kind && g_str_has_prefix (draft->kind, "first-response");
        gboolean inside = draft->audience == AMENDS_AUDIENCE_INTERNAL ||
                          draft->audience == AMENDS_AUDIENCE_EXECUTIVE;

        if (inside != internal || first != (pass == 0))
          continue;
        add_draft (self, draft);
        shown++;
      }
  if (shown == 0)
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_DRAFTS);
}

static void
add_agenda (AmendsCaseWriter *self, AmendsAgenda *agenda)
{
  GListModel *items = G_LIST_MODEL (agenda->items);
  g_autofree char *minutes =
      agenda->minutes > 0
          ? g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_MINUTES), agenda->minutes)
          : NULL;
  g_autofree char *title = amends_case_writer_join (self, agenda->title, minutes);

  amends_document_add_heading (self->document, 2, title);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (AmendsAgendaItem) item = g_list_model_get_item (items, i);
      g_autofree char *length =
          item->minutes > 0
              ? g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_MINUTES), item->minutes)
              : NULL;
      g_autofree char *line = amends_case_writer_join (self, item->title, length);

      amends_document_begin_numbered (self->document, 0);
      amends_document_add_run (self->document, AMENDS_RUN_STRONG, line);
      amends_document_end_runs (self->document);
      if (amends_case_writer_is_filled (item->text))
        amends_document_add_bullet (self->document, 1, item->text);
      if (amends_case_writer_is_filled (item->cue))
        {
          g_autofree char *cue =
              g_strconcat (amends_case_writer_word (self, AMENDS_WORD_CUE),
                           amends_case_writer_word (self, AMENDS_WORD_LABEL_COLON), item->cue,
                           NULL);

          amends_document_add_bullet (self->document, 1, cue);
        }
    }
  amends_case_writer_list (self, AMENDS_WORD_CAN, agenda->can);
  amends_case_writer_list (self, AMENDS_WORD_CANNOT, agenda->cannot);
}

static void
add_script (AmendsCaseWriter *self, AmendsScript *script)
{
  GListModel *parts = G_LIST_MODEL (script->parts);

  amends_document_add_heading (self->document, 2, script->title);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (AmendsScriptPart) part = g_list_model_get_item (parts, i);

      if (amends_case_writer_is_filled (part->title))
        amends_document_add_heading (self->document, 3, part->title);
      amends_document_add_paragraph (self->document, part->text);
      amends_case_writer_list (self, AMENDS_WORD_SAY, part->say);
      amends_case_writer_list (self, AMENDS_WORD_AVOID, part->avoid);
    }
}

static void
add_calls (AmendsCaseWriter *self, AmendsPlan *plan)
{
  GListModel *agendas = G_LIST_MODEL (plan->agendas);
  GListModel *scripts = G_LIST_MODEL (plan->scripts);

  if (!amends_case_writer_is_empty (agendas))
    amends_case_writer_heading (self, 1, AMENDS_WORD_AGENDAS);
  for (guint i = 0; i < g_list_model_get_n_items (agendas); i++)
    {
      g_autoptr (AmendsAgenda) agenda = g_list_model_get_item (agendas, i);

      add_agenda (self, agenda);
    }
  if (!amends_case_writer_is_empty (scripts))
    amends_case_writer_heading (self, 1, AMENDS_WORD_SCRIPTS);
  for (guint i = 0; i < g_list_model_get_n_items (scripts); i++)
    {
      g_autoptr (AmendsScript) script = g_list_model_get_item (scripts, i);

      add_script (self, script);
    }
}

/* --- What is left to find out ---------------------------------------------------------------- */

static void
add_stages (AmendsCaseWriter *self, AmendsPlan *plan)
{
  GListModel *stages = G_LIST_MODEL (plan->stages);

  if (amends_case_writer_is_empty (stages))
    return;
  amends_case_writer_heading (self, 1, AMENDS_WORD_STAGES);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (AmendsStage) stage = g_list_model_get_item (stages, i);

      amends_document_add_heading (self->document, 2, stage->title);
      for (guint k = 0; stage->checklist && stage->checklist[k]; k++)
        amends_document_add_check (self->document, FALSE, stage->checklist[k]);
    }
}

static guint
add_questions_of (AmendsCaseWriter *self, char **questions, GHashTable *asked)
{
  guint n = 0;

  for (guint i = 0; questions && questions[i]; i++)
    if (g_hash_table_add (asked, questions[i]))
      {
        amends_document_add_bullet (self->document, 0, questions[i]);
        n++;
      }
  return n;
}

static void
add_questions (AmendsCaseWriter *self, AmendsPlan *plan)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  AmendsClassification *classification = self->case_->escalation->classification;
  GListModel *stages = plan ? G_LIST_MODEL (plan->stages) : NULL;
  guint n = 0;

  amends_case_writer_heading (self, 1, AMENDS_WORD_QUESTIONS);
  if (plan)
    n += add_questions_of (self, plan->questions, asked);
  if (classification)
    n += add_questions_of (self, classification->questions, asked);
  for (guint i = 0; stages && i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (AmendsStage) stage = g_list_model_get_item (stages, i);

      n += add_questions_of (self, stage->questions, asked);
    }
  if (n == 0)
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_QUESTIONS);
}

AmendsDocument *
amends_case_document_build_plan (AmendsCase *case_, const AmendsCaseDocumentContext *context)
{
  AmendsCaseWriter writer;
  gboolean full;

  amends_case_writer_begin (&writer, case_, context, AMENDS_WORD_PLAN);
  full = !writer.for_customer && !writer.for_executive;
  if (!writer.for_customer)
    {
      add_situation (&writer);
      add_classification (&writer);
      add_clocks (&writer);
      add_limits (&writer);
      add_actions (&writer);
    }
  add_timeline (&writer);
  amends_case_writer_add_communication_plan (&writer, AMENDS_WORD_WHO_HEARS);
  if (!writer.for_customer)
    {
      add_stakeholders (&writer);
      amends_case_writer_add_risks (&writer);
    }
  if (full)
    {
      add_drafts (&writer, AMENDS_WORD_DRAFTS, FALSE);
      add_drafts (&writer, AMENDS_WORD_BRIEFINGS, TRUE);
      if (case_->plan)
        {
          add_calls (&writer, case_->plan);
          add_stages (&writer, case_->plan);
        }
      add_questions (&writer, case_->plan);
    }
  return amends_case_writer_end (&writer);
}
