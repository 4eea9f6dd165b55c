/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the plan of a case: compiles the playbook once, then writes drafts and lays them out. */

#include "config.h"

#include "amends-planner.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-plan-asks.h"
#include "amends-plan-build.h"
#include "amends-plan-merge.h"
#include "amends-plan-vet.h"
#include "amends-text.h"
#include "amends-wording.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsPlanner
{
  GObject parent_instance;

  AmendsPlanRules *rules;         /* (owned) */
  AmendsPlanMessage *message;     /* (owned) */
  AmendsPlanSituation *situation; /* (owned) */
  GHashTable *languages;          /* (owned): name to AmendsPlanLanguage */
};

G_DEFINE_FINAL_TYPE (AmendsPlanner, amends_planner, G_TYPE_OBJECT)

/* A text with limits is tried with all details, then with fewer. */
#define MOST_DETAIL 3

static void
amends_planner_finalize (GObject *object)
{
  AmendsPlanner *self = AMENDS_PLANNER (object);

  g_clear_pointer (&self->rules, amends_plan_rules_free);
  g_clear_pointer (&self->message, amends_plan_message_free);
  g_clear_pointer (&self->situation, amends_plan_situation_free);
  g_clear_pointer (&self->languages, g_hash_table_unref);
  G_OBJECT_CLASS (amends_planner_parent_class)->finalize (object);
}

static void
amends_planner_class_init (AmendsPlannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_planner_finalize;
}

static void
amends_planner_init (AmendsPlanner *self)
{
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) amends_plan_language_free);
}

AmendsPlanner *
amends_planner_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsPlanner) self = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  const char *const *languages;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (playbook), NULL);

  reader = amends_playbook_read (playbook, "plan", error);
  if (reader == NULL)
    return NULL;
  self = g_object_new (AMENDS_TYPE_PLANNER, NULL);
  self->rules = amends_plan_rules_read (reader);
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;

  self->message = amends_plan_message_load (playbook, error);
  if (self->message == NULL)
    return NULL;
  self->situation = amends_plan_situation_load (playbook, error);
  if (self->situation == NULL)
    return NULL;
  languages = amends_playbook_get_languages (playbook);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      AmendsPlanLanguage *language =
          amends_plan_language_load (playbook, languages[i], self->rules, error);

      if (language == NULL)
        return NULL;
      g_hash_table_replace (self->languages, g_strdup (languages[i]), language);
    }
  if (!g_hash_table_contains (self->languages, "en"))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, "templates", 0, NULL,
                              _ ("a playbook needs templates in English"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static AmendsPlanLanguage *
choose_language (AmendsPlanner *self, const char *name)
{
  AmendsPlanLanguage *language = name != NULL ? g_hash_table_lookup (self->languages, name) : NULL;

  return language != NULL ? language : g_hash_table_lookup (self->languages, "en");
}

/* (transfer full): where the customer is, else where we are. */
static GTimeZone *
find_customer_zone (AmendsCase *the_case, const AmendsPlannerContext *context, GError **error)
{
  const char *name = the_case->account->time_zone;

  if (name == NULL || *name == '\0')
    name = the_case->escalation->time_zone;
  if (name == NULL || *name == '\0')
    return g_time_zone_ref (context->zone);
  return amends_zone_load (name, error);
}

static void
build_clear (AmendsPlanBuild *build)
{
  g_clear_pointer (&build->team.facts, amends_facts_unref);
  g_clear_pointer (&build->customer.facts, amends_facts_unref);
  g_clear_pointer (&build->setting.customer_zone, g_time_zone_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsPlanBuild, build_clear)

static AmendsPlanVoice
make_voice (AmendsPlanBuild *build, AmendsPlanLanguage *language, gboolean for_customer)
{
  GTimeZone *zone = for_customer ? build->setting.customer_zone : build->setting.context->zone;
  AmendsInstant now = build->setting.context->now;
  g_autofree char *here = amends_instant_format (now, build->setting.context->zone, "%z");
  g_autofree char *there = amends_instant_format (now, build->setting.customer_zone, "%z");

  return (AmendsPlanVoice){
    .language = language,
    .facts = amends_plan_facts_new (&build->setting, amends_plan_language_get_words (language),
                                    for_customer),
    .zone = zone,
    .whose = g_str_equal (here, there) ? AMENDS_ZONE_UNSAID
             : for_customer            ? AMENDS_ZONE_YOURS
                                       : AMENDS_ZONE_OURS,
  };
}

static gboolean
build_init (AmendsPlanBuild *build,
            AmendsPlanner *self,
            AmendsCase *the_case,
            const char *language,
            const AmendsPlannerContext *context,
            GError **error)
{
  const char *id = the_case->escalation->id;

  if (language == NULL)
    language = the_case->escalation->language;
  if (language == NULL)
    language = the_case->account->language;
  build->setting = (AmendsPlanSetting){ the_case,        context, self->rules, self->message,
                                        self->situation, NULL,    FALSE };
  build->setting.customer_zone = find_customer_zone (the_case, context, error);
  if (build->setting.customer_zone == NULL)
    return FALSE;
  build->setting.round_the_clock = amends_plan_is_round_the_clock (&build->setting);
  build->seed = g_str_hash (id != NULL ? id : "");
  build->team = make_voice (build, choose_language (self, context->language), FALSE);
  build->customer = make_voice (build, choose_language (self, language), TRUE);
  amends_plan_asks_set_facts (build);
  return TRUE;
}

static gboolean
is_for_customer (AmendsAudience audience)
{
  return audience == AMENDS_AUDIENCE_CUSTOMER || audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

static AmendsInstant
find_draft_due (const AmendsPlanBuild *build, GListModel *checkpoints, const AmendsPlanRule *rule)
{
  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      /* What goes with a call is written to arrange it, and has its own time. */
      if (g_strcmp0 (checkpoint->draft_kind, rule->key) == 0 &&
          checkpoint->channel != AMENDS_CHANNEL_CALL && checkpoint->step == AMENDS_STEP_PLANNED)
        return checkpoint->at;
    }
  if (rule->at.minutes == 0 && rule->at.days == 0)
    return AMENDS_INSTANT_NONE;
  return amends_plan_offset_apply (&rule->at, &build->setting, build->setting.context->now,
                                   build->setting.context->zone, FALSE);
}

static gboolean
is_within (const char *text, AmendsTemplate *template)
{
  gboolean characters = amends_text_counts_characters (text);
  const char *limit = amends_template_get_meta (template, characters ? "characters" : "words");

  return limit == NULL ||
         amends_text_count_words (text) < (guint) g_ascii_strtoull (limit, NULL, 10);
}

static char *
write_body (AmendsTemplate *template, AmendsFacts *facts, const AmendsTemplateScope *scope)
{
  char *body = NULL;

  for (int detail = MOST_DETAIL; detail >= 0; detail--)
    {
      if (scope->questions != NULL && detail < MOST_DETAIL)
        g_ptr_array_set_size (scope->questions, 0);
      g_free (body);
      amends_facts_set_number (facts, "detail", detail);
      body = amends_template_render (template, scope);
      if (is_within (body, template))
        break;
    }
  amends_facts_set_number (facts, "detail", MOST_DETAIL);
  return body;
}

static char **
list_meets (AmendsTemplate *template)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *meets = amends_template_get_meta (template, "meets");
  g_auto (GStrv) nicks = g_strsplit (meets != NULL ? meets : "", ",", -1);

  for (guint i = 0; nicks[i] != NULL; i++)
    {
      if (*g_strstrip (nicks[i]) != '\0')
        g_strv_builder_add (builder, nicks[i]);
    }
  return g_strv_builder_end (builder);
}

static char **
list_questions (GPtrArray *questions)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < questions->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (questions, i));
  return g_strv_builder_end (builder);
}

static char *
choose_recipient (const AmendsPlanBuild *build, const AmendsPlanRule *rule, gboolean customer)
{
  AmendsContact *contact = build->setting.the_case->contact;
  AmendsPlanRule as_owner = { .owner = (char *[]){ rule->recipient, NULL } };

  if (customer || g_strcmp0 (rule->recipient, "customer") == 0)
    return g_strdup (contact != NULL ? contact->name : NULL);
  return rule->recipient != NULL ? amends_plan_build_owner (build, &as_owner) : NULL;
}

/* @stakeholder: (nullable): for whom a briefing is. */
static AmendsDraft *
write_draft (const AmendsPlanBuild *build,
             const AmendsPlanRule *rule,
             AmendsStakeholder *stakeholder,
             AmendsInstant due)
{
  AmendsInstant now = build->setting.context->now;
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  AmendsDraft *draft = amends_record_new (AMENDS_TYPE_DRAFT);
  AmendsTemplate *template =
      amends_plan_language_get_template (build->customer.language, rule->key);
  int audience = AMENDS_AUDIENCE_CUSTOMER;
  const AmendsPlanVoice *voice;
  AmendsTemplateScope scope;
  AmendsInstant base;

  amends_enum_from_nick (amends_audience_get_type (),
                         amends_template_get_meta (template, "audience"), &audience);
  voice = is_for_customer (audience) ? &build->customer : &build->team;
  template = amends_plan_language_get_template (voice->language, rule->key);
  /* What colleagues get is read now, whenever their answer is due. */
  base = is_for_customer (audience) && due > now + build->setting.rules->sent_now * AMENDS_MINUTE
             ? due
             : now;
  scope = amends_plan_build_scope (build, voice, base, questions);
  scope.seed ^= g_str_hash (rule->key);
  amends_plan_facts_set_times (voice->facts, &build->setting, base);
  if (stakeholder != NULL)
    {
      g_autoptr (AmendsFacts) facts = amends_plan_asks_new_stakeholder (build, voice, stakeholder);

      amends_facts_set (voice->facts, "stakeholder", facts);
    }

  draft->escalation_id = g_strdup (build->setting.the_case->escalation->id);
  draft->kind = g_strdup (rule->key);
  draft->audience = audience;
  draft->language = g_strdup (amends_template_words_get_language (scope.words));
  draft->recipient =
      stakeholder != NULL
          ? g_strdup (amends_facts_get_text (amends_facts_get (voice->facts, "stakeholder.who")))
          : choose_recipient (build, rule, is_for_customer (audience));
  draft->body = write_body (template, voice->facts, &scope);
  draft->subject = amends_template_render_meta (template, "subject", &scope);
  draft->title = amends_template_render_meta (template, "title", &scope);
  draft->due = due;
  if (is_for_customer (audience))
    amends_plan_vet (draft, build->setting.context, scope.words, questions);
  draft->generated_subject = g_strdup (draft->subject);
  draft->generated_body = g_strdup (draft->body);
  draft->questions = list_questions (questions);
  draft->meets = list_meets (template);
  draft->version = 1;
  draft->updated = now;
  amends_facts_set (voice->facts, "stakeholder", NULL);
  return draft;
}

static AmendsDraft *
find_same (AmendsCase *the_case, AmendsDraft *wanted)
{
  GListModel *drafts = G_LIST_MODEL (the_case->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (g_strcmp0 (draft->kind, wanted->kind) == 0 &&
          g_strcmp0 (draft->recipient, wanted->recipient) == 0 &&
          g_strcmp0 (draft->language, wanted->language) == 0)
        return draft;
    }
  return NULL;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
lay_over (AmendsDraft *draft, AmendsDraft *fresh, GPtrArray *collisions)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_planner_collision_free);
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;

  if (draft->sent_at != AMENDS_INSTANT_NONE)
    return;
  subject = amends_plan_merge (or_empty (draft->generated_subject), or_empty (draft->subject),
                               fresh->subject, found);
  body = amends_plan_merge (or_empty (draft->generated_body), or_empty (draft->body), fresh->body,
                            found);
  amends_record_set (draft, "subject", subject, "body", body, "questions", fresh->questions,
                     "title", fresh->title, "due", fresh->due, "updated", fresh->updated, NULL);
  /* As long as someone has to choose, the base stays, or the choice could not be offered. */
  if (found->len == 0)
    amends_record_set (draft, "generated-subject", fresh->subject, "generated-body", fresh->body,
                       NULL);
  if (collisions != NULL)
    g_ptr_array_extend_and_steal (collisions, g_steal_pointer (&found));
}

static void
put_draft (AmendsCase *the_case, AmendsDraft *fresh)
{
  AmendsDraft *same = find_same (the_case, fresh);

  if (same != NULL)
    lay_over (same, fresh, NULL);
  else
    g_list_store_append (the_case->drafts, fresh);
  g_object_unref (fresh);
}

/* A role without a name that is asked nothing has nobody to read a briefing. */
static gboolean
is_idle (AmendsStakeholder *stakeholder)
{
  return (stakeholder->name == NULL || *stakeholder->name == '\0') && stakeholder->ask == NULL;
}

static void
write_briefings (const AmendsPlanBuild *build, const AmendsPlanRule *rule)
{
  AmendsCase *the_case = build->setting.the_case;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->stakeholders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) stakeholder =
          g_list_model_get_item (G_LIST_MODEL (the_case->stakeholders), i);
      AmendsPerson *me = build->setting.context->me;
      gboolean is_me =
          me != NULL && stakeholder->name != NULL && g_strcmp0 (me->name, stakeholder->name) == 0;

      if (stakeholder->role == AMENDS_ROLE_CUSTOMER || is_me || is_idle (stakeholder))
        continue;
      put_draft (the_case, write_draft (build, rule, stakeholder, stakeholder->deadline));
    }
}

static void
write_drafts (const AmendsPlanBuild *build)
{
  AmendsCase *the_case = build->setting.the_case;
  GPtrArray *rules = build->setting.rules->drafts;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);

      if (!amends_plan_build_applies (build, rule))
        continue;
      if (g_strcmp0 (rule->recipient, "stakeholders") == 0)
        write_briefings (build, rule);
      else
        put_draft (the_case, write_draft (build, rule, NULL,
                                          find_draft_due (
                                              build, G_LIST_MODEL (the_case->checkpoints), rule)));
    }
}

/* What is left from an earlier plan: done, or touched by hand. */
static gboolean
stays (gpointer step)
{
  if (AMENDS_IS_CHECKPOINT (step))
    {
      AmendsCheckpoint *checkpoint = step;

      return checkpoint->touched || checkpoint->key == NULL ||
             checkpoint->step != AMENDS_STEP_PLANNED;
    }
  return ((AmendsAction *) step)->touched || ((AmendsAction *) step)->key == NULL ||
         ((AmendsAction *) step)->step != AMENDS_STEP_PLANNED;
}

static const char *
key_of (gpointer step)
{
  return AMENDS_IS_CHECKPOINT (step) ? ((AmendsCheckpoint *) step)->key
                                     : ((AmendsAction *) step)->key;
}

/* What a resolution or a reopening has overtaken leaves its place to the new plan. */
static gboolean
is_superseded (gpointer step)
{
  return AMENDS_IS_CHECKPOINT (step) && ((AmendsCheckpoint *) step)->step == AMENDS_STEP_SUPERSEDED;
}

/* Whether @step belongs to the ladder of a silent customer, which begins anew with each wait. */
static gboolean
is_of_silence (const AmendsPlanRules *rules, gpointer step)
{
  const char *key = AMENDS_IS_CHECKPOINT (step) ? key_of (step) : NULL;

  for (guint i = 0; key != NULL && i < rules->timeline->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules->timeline, i);

      if (rule->silence && g_str_equal (rule->key, key))
        return TRUE;
    }
  return FALSE;
}

/* Replaces the steps that nobody has touched. A key with one that stays is not planned again,
 * unless it repeats: then as many less. */
static void
put_steps (const AmendsPlanRules *rules, GListStore *list, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (GObject) step = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (!stays (step))
        continue;
      g_ptr_array_add (kept, g_object_ref (step));
      if (key_of (step) != NULL && !is_superseded (step) && !is_of_silence (rules, step))
        g_ptr_array_add (keys, (gpointer) key_of (step));
    }
  for (guint i = 0; i < fresh->len; i++)
    {
      gpointer step = g_ptr_array_index (fresh, i);
      guint index;

      if (g_ptr_array_find_with_equal_func (keys, key_of (step), g_str_equal, &index))
        g_ptr_array_remove_index (keys, index);
      else
        g_ptr_array_add (kept, g_object_ref (step));
    }
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), kept->pdata,
                       kept->len);
}

static char **
collect_questions (AmendsCase *the_case)
{
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();
  GListModel *drafts = G_LIST_MODEL (the_case->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      for (guint k = 0; draft->questions != NULL && draft->questions[k] != NULL; k++)
        {
          if (!g_ptr_array_find_with_equal_func (questions, draft->questions[k], g_str_equal, NULL))
            g_ptr_array_add (questions, draft->questions[k]);
        }
    }
  return list_questions (questions);
}

gboolean
amends_planner_generate (AmendsPlanner *self,
                         AmendsCase *the_case,
                         const AmendsPlannerContext *context,
                         GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };
  g_autoptr (GPtrArray) checkpoints = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  AmendsPlan *plan;

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_CASE (the_case), FALSE);
  g_return_val_if_fail (context != NULL && context->zone != NULL, FALSE);

  if (!build_init (&build, self, the_case, NULL, context, error))
    return FALSE;
  amends_plan_asks_store (&build);
  checkpoints = amends_plan_build_checkpoints (&build);
  actions = amends_plan_build_actions (&build);
  put_steps (self->rules, the_case->checkpoints, checkpoints);
  put_steps (self->rules, the_case->actions, actions);
  plan = amends_plan_build_plan (&build);
  write_drafts (&build);
  plan->questions = collect_questions (the_case);
  if (the_case->plan != NULL)
    {
      g_free (plan->id);
      plan->id = g_strdup (the_case->plan->id);
      g_object_unref (the_case->plan);
    }
  the_case->plan = plan;
  return TRUE;
}

/* Ends the ladder of a silence that is over: what nobody has touched is overtaken. */
static void
end_silence (AmendsPlanner *self, AmendsCase *the_case)
{
  GListModel *list = G_LIST_MODEL (the_case->checkpoints);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsCheckpoint) one = g_list_model_get_item (list, i);

      if (one->step == AMENDS_STEP_PLANNED && !one->touched && is_of_silence (self->rules, one))
        amends_record_set (one, "step", AMENDS_STEP_SUPERSEDED, NULL);
    }
}

gboolean
amends_planner_follow_silence (AmendsPlanner *self,
                               AmendsCase *the_case,
                               const AmendsPlannerContext *context,
                               GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };
  g_autoptr (GPtrArray) ladder = NULL;

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_CASE (the_case), FALSE);

  end_silence (self, the_case);
  if (the_case->escalation->status != AMENDS_STATUS_WAITING)
    return TRUE;
  if (!build_init (&build, self, the_case, NULL, context, error))
    return FALSE;
  ladder = amends_plan_build_silence (&build);
  for (guint i = 0; i < ladder->len; i++)
    g_list_store_append (the_case->checkpoints, ladder->pdata[i]);
  return TRUE;
}

char **
amends_planner_list_triggers (AmendsPlanner *self,
                              AmendsCase *the_case,
                              const AmendsPlannerContext *context,
                              GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_CASE (the_case), NULL);

  if (!build_init (&build, self, the_case, NULL, context, error))
    return NULL;
  return amends_plan_asks_list_triggers (&build);
}

static AmendsPlanRule *
find_rule (AmendsPlanner *self, const char *kind, GError **error)
{
  for (guint i = 0; i < self->rules->drafts->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (self->rules->drafts, i);

      if (g_strcmp0 (rule->key, kind) == 0)
        return rule;
    }
  amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, "kind",
                          _ ("there is no draft of the kind “%s”"), kind);
  return NULL;
}

void
amends_planner_collision_free (AmendsPlannerCollision *collision)
{
  g_free (collision->edited);
  g_free (collision->generated);
  g_free (collision);
}

/* (nullable): whom the briefing @draft is for. */
static AmendsStakeholder *
find_stakeholder (const AmendsPlanBuild *build, AmendsDraft *draft)
{
  GListModel *list = G_LIST_MODEL (build->setting.the_case->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) stakeholder = g_list_model_get_item (list, i);
      g_autoptr (AmendsFacts) facts = amends_plan_facts_new_stakeholder (
          stakeholder, amends_plan_language_get_words (build->team.language));
      const char *who = amends_facts_get_text (amends_facts_get (facts, "who"));

      if (g_strcmp0 (who, draft->recipient) == 0)
        return stakeholder;
    }
  return NULL;
}

AmendsDraft *
amends_planner_write_again (AmendsPlanner *self,
                            AmendsCase *the_case,
                            AmendsDraft *draft,
                            const AmendsPlannerContext *context,
                            GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };
  AmendsPlanRule *rule;
  AmendsStakeholder *stakeholder;

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_DRAFT (draft), NULL);

  rule = find_rule (self, draft->kind, error);
  if (rule == NULL ||
      !build_init (&build, self, the_case,
                   is_for_customer (draft->audience) ? draft->language : NULL, context, error))
    return NULL;
  stakeholder =
      g_strcmp0 (rule->recipient, "stakeholders") == 0 ? find_stakeholder (&build, draft) : NULL;
  return write_draft (&build, rule, stakeholder,
                      find_draft_due (&build, G_LIST_MODEL (the_case->checkpoints), rule));
}

gboolean
amends_planner_regenerate_draft (AmendsPlanner *self,
                                 AmendsCase *the_case,
                                 AmendsDraft *draft,
                                 const AmendsPlannerContext *context,
                                 GPtrArray **collisions,
                                 GError **error)
{
  g_autoptr (AmendsDraft) fresh =
      amends_planner_write_again (self, the_case, draft, context, error);
  g_autoptr (GPtrArray) found = NULL;

  if (fresh == NULL)
    return FALSE;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_planner_collision_free);
  lay_over (draft, fresh, found);
  if (collisions != NULL)
    *collisions = g_steal_pointer (&found);
  return TRUE;
}

AmendsDraft *
amends_planner_write_draft (AmendsPlanner *self,
                            AmendsCase *the_case,
                            const char *kind,
                            const char *language,
                            const AmendsPlannerContext *context,
                            GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };
  AmendsPlannerContext own = *context;
  AmendsPlanRule *rule;

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_CASE (the_case), NULL);

  own.language = language;
  rule = find_rule (self, kind, error);
  if (rule == NULL || !build_init (&build, self, the_case, language, &own, error))
    return NULL;
  return write_draft (&build, rule, NULL,
                      find_draft_due (&build, G_LIST_MODEL (the_case->checkpoints), rule));
}

/* (nullable): the draft of which every stakeholder gets one. */
static AmendsPlanRule *
find_briefing_rule (AmendsPlanner *self)
{
  for (guint i = 0; i < self->rules->drafts->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (self->rules->drafts, i);

      if (g_strcmp0 (rule->recipient, "stakeholders") == 0)
        return rule;
    }
  return NULL;
}

AmendsDraft *
amends_planner_write_briefing (AmendsPlanner *self,
                               AmendsCase *the_case,
                               AmendsStakeholder *stakeholder,
                               const AmendsPlannerContext *context,
                               GError **error)
{
  g_auto (AmendsPlanBuild) build = { 0 };
  AmendsPlanRule *rule;

  g_return_val_if_fail (AMENDS_IS_PLANNER (self) && AMENDS_IS_STAKEHOLDER (stakeholder), NULL);

  rule = find_briefing_rule (self);
  if (rule == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, "drafts",
                              _ ("the playbook has no briefing for stakeholders"));
      return NULL;
    }
  if (!build_init (&build, self, the_case, NULL, context, error))
    return NULL;
  return write_draft (&build, rule, stakeholder, stakeholder->deadline);
}

gboolean
amends_planner_is_briefing (AmendsPlanner *self, AmendsDraft *draft, AmendsStakeholder *stakeholder)
{
  AmendsPlanRule *rule = find_briefing_rule (self);
  GHashTableIter iter;
  gpointer language;

  if (rule == NULL || draft->recipient == NULL || g_strcmp0 (draft->kind, rule->key) != 0)
    return FALSE;
  g_hash_table_iter_init (&iter, self->languages);
  while (g_hash_table_iter_next (&iter, NULL, &language))
    {
      g_autoptr (AmendsFacts) facts = amends_plan_facts_new_stakeholder (
          stakeholder, amends_plan_language_get_words (language));
      const char *who = amends_facts_get_text (amends_facts_get (facts, "who"));

      if (g_strcmp0 (who, draft->recipient) == 0)
        return TRUE;
    }
  return FALSE;
}
