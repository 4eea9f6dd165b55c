/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds what a plan holds besides drafts, rule by rule. */

#include "config.h"

#include "amends-plan-build.h"

#include "amends-enum-types.h"
#include "amends-id.h"
#include "amends-labels.h"
#include "amends-plan-pattern.h"
#include "amends-wording.h"

/* The plan is read for weeks: seen from so far away every time is said with its date. */
#define FAR_AWAY (60 * AMENDS_DAY)

AmendsTemplateScope
amends_plan_build_scope (const AmendsPlanBuild *build,
                         const AmendsPlanVoice *voice,
                         AmendsInstant base,
                         GPtrArray *questions)
{
  return (AmendsTemplateScope){
    .facts = voice->facts,
    .words = amends_plan_language_get_words (voice->language),
    .now = base,
    .zone = voice->zone,
    .whose = voice->whose,
    .seed = build->seed,
    .find = amends_plan_language_find,
    .find_data = voice->language,
    .questions = questions,
  };
}

AmendsTemplateScope
amends_plan_build_scope_dated (const AmendsPlanBuild *build, const AmendsPlanVoice *voice)
{
  return amends_plan_build_scope (build, voice, build->setting.context->now - FAR_AWAY, NULL);
}

static AmendsFacts *
lookup (const char *path, gpointer facts)
{
  return amends_facts_get (facts, path);
}

static gboolean
holds (const AmendsPlanBuild *build, AmendsTemplateCondition *when)
{
  return when == NULL || amends_template_condition_holds (when, lookup, build->team.facts);
}

/* What has been done already, as the log of the case says it, is not planned again. */
static gboolean
is_done (const AmendsPlanBuild *build, const AmendsPlanRule *rule)
{
  GListModel *taken = G_LIST_MODEL (build->setting.the_case->escalation->actions_taken);

  for (guint i = 0; rule->done_by != NULL && i < g_list_model_get_n_items (taken); i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (taken, i);

      if (entry->text != NULL && amends_plan_patterns_match (rule->done_by, entry->text))
        return TRUE;
    }
  return FALSE;
}

gboolean
amends_plan_build_applies (const AmendsPlanBuild *build, const AmendsPlanRule *rule)
{
  AmendsSeverity severity = build->setting.the_case->escalation->severity;
  const char *nick;

  if (severity == AMENDS_SEVERITY_UNKNOWN)
    severity = AMENDS_SEVERITY_MEDIUM;
  nick = amends_enum_get_nick (amends_severity_get_type (), severity);
  if (rule->severities != NULL && !g_strv_contains ((const char *const *) rule->severities, nick))
    return FALSE;
  return holds (build, rule->when) && !is_done (build, rule);
}

/* (transfer full) (nullable): the text at "section.key.member", NULL when it is empty. */
static char *
write_text (const AmendsPlanBuild *build,
            const AmendsPlanVoice *voice,
            const char *section,
            const char *key,
            const char *member)
{
  g_autofree char *path = g_strdup_printf ("%s.%s.%s", section, key, member);
  AmendsTemplate *template = amends_plan_language_get_text (voice->language, path);
  AmendsTemplateScope scope = amends_plan_build_scope_dated (build, voice);
  g_autofree char *text = NULL;

  if (template == NULL)
    return NULL;
  text = amends_template_render_plain (template, &scope);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (transfer full): the texts of an array, those that are empty in this case left out. */
static char **
write_texts (const AmendsPlanBuild *build,
             const AmendsPlanVoice *voice,
             const char *section,
             const char *key,
             const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0;; i++)
    {
      g_autofree char *item = g_strdup_printf ("%s.%u", member, i);
      g_autofree char *path = g_strdup_printf ("%s.%s.%s", section, key, item);
      g_autofree char *text = NULL;

      if (amends_plan_language_get_text (voice->language, path) == NULL)
        break;
      text = write_text (build, voice, section, key, item);
      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

char *
amends_plan_build_owner (const AmendsPlanBuild *build, const AmendsPlanRule *rule)
{
  AmendsFacts *facts = build->team.facts;
  AmendsTemplateWords *words = amends_plan_language_get_words (build->team.language);
  g_autofree char *label = NULL;

  for (guint i = 0; rule->owner != NULL && rule->owner[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("team.", rule->owner[i], NULL);
      AmendsFacts *name = amends_facts_get (facts, g_strdelimit (path, "-", '_'));

      if (name != NULL)
        return g_strdup (amends_facts_get_text (name));
    }
  if (rule->owner == NULL || rule->owner[0] == NULL)
    return g_strdup (amends_facts_get_text (amends_facts_get (facts, "me.name")));
  label = g_strconcat ("labels.role.", rule->owner[0], NULL);
  return g_strdup (amends_template_words_get_text (words, label));
}

/* Since when the customer's answer is awaited. */
static AmendsInstant
find_wait (AmendsCase *the_case)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (the_case->pauses)); i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (G_LIST_MODEL (the_case->pauses), i);

      if (pause->end == AMENDS_INSTANT_NONE)
        return pause->start;
    }
  return AMENDS_INSTANT_NONE;
}

static AmendsInstant
when (const AmendsPlanBuild *build, const AmendsPlanRule *rule, GTimeZone *zone)
{
  const AmendsPlanSetting *setting = &build->setting;
  AmendsEscalation *e = setting->the_case->escalation;
  gboolean always = setting->rules->rhythm[e->severity].always && rule->at.minutes > 0;
  AmendsInstant base = setting->context->now;
  AmendsInstant logging = setting->rules->logging * AMENDS_MINUTE;
  AmendsInstant at;

  /* What a draft announces and what the timeline plans is one time. */
  if (rule->moment != NULL)
    {
      g_autoptr (AmendsFacts) times = amends_facts_new ();
      g_autofree char *path = g_strconcat ("next.", rule->moment, NULL);

      amends_facts_set (times, "exposure", amends_facts_get (build->team.facts, "exposure"));
      amends_plan_facts_set_times (times, setting, base);
      return amends_facts_get_number (amends_facts_get (times, path));
    }
  if (rule->silence)
    base = find_wait (setting->the_case);
  else if (rule->recovery && e->resolved_at != AMENDS_INSTANT_NONE)
    base = e->resolved_at;
  else if (rule->from_received && e->cycle_started != AMENDS_INSTANT_NONE)
    base = e->cycle_started;
  else if (rule->from_received && e->received != AMENDS_INSTANT_NONE)
    base = e->received;
  at = amends_plan_offset_apply (&rule->at, setting, base, zone, !always && !rule->from_received);
  /* A message that reached us late cannot be answered before it was logged. */
  if (rule->from_received && at < e->created + logging)
    at = (e->created + logging) / logging * logging;
  return at;
}

static AmendsChannel
choose_channel (const AmendsPlanBuild *build, const AmendsPlanRule *rule)
{
  AmendsContact *contact = build->setting.the_case->contact;

  if (rule->channel != AMENDS_CHANNEL_UNKNOWN)
    return rule->channel;
  /* Colleagues have their own ways, and what is written is not read out on the telephone. */
  if ((rule->audience != AMENDS_AUDIENCE_CUSTOMER &&
       rule->audience != AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE) ||
      contact == NULL || contact->channel == AMENDS_CHANNEL_UNKNOWN ||
      (rule->draft != NULL &&
       (contact->channel == AMENDS_CHANNEL_CALL || contact->channel == AMENDS_CHANNEL_MEETING)))
    return AMENDS_CHANNEL_E_MAIL;
  return contact->channel;
}

static AmendsCheckpoint *
make_checkpoint (const AmendsPlanBuild *build, const AmendsPlanRule *rule, AmendsInstant at)
{
  AmendsCase *the_case = build->setting.the_case;
  gboolean for_customer = rule->audience == AMENDS_AUDIENCE_CUSTOMER ||
                          rule->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
  GTimeZone *zone = for_customer ? build->setting.customer_zone : build->setting.context->zone;
  AmendsCheckpoint *checkpoint = amends_record_new (AMENDS_TYPE_CHECKPOINT);

  checkpoint->escalation_id = g_strdup (the_case->escalation->id);
  checkpoint->key = g_strdup (rule->key);
  checkpoint->at = at;
  checkpoint->wall_time = amends_instant_format (at, zone, "%Y-%m-%dT%H:%M");
  checkpoint->time_zone = g_strdup (g_time_zone_get_identifier (zone));
  checkpoint->title = write_text (build, &build->team, "timeline", rule->key, "title");
  checkpoint->purpose = write_text (build, &build->team, "timeline", rule->key, "purpose");
  checkpoint->audience = rule->audience;
  checkpoint->channel = choose_channel (build, rule);
  checkpoint->owner = amends_plan_build_owner (build, rule);
  checkpoint->draft_kind = g_strdup (rule->draft);
  checkpoint->step = AMENDS_STEP_PLANNED;
  checkpoint->cycle = the_case->escalation->cycle;
  return checkpoint;
}

static int
compare_checkpoints (gconstpointer a, gconstpointer b)
{
  const AmendsCheckpoint *one = *(AmendsCheckpoint *const *) a;
  const AmendsCheckpoint *two = *(AmendsCheckpoint *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

/* (transfer none) (nullable) */
static AmendsPlanRule *
find_rule (const AmendsPlanBuild *build, AmendsCheckpoint *checkpoint)
{
  GPtrArray *timeline = build->setting.rules->timeline;

  for (guint i = 0; i < timeline->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (timeline, i);

      if (g_str_equal (rule->key, checkpoint->key))
        return rule;
    }
  return NULL;
}

static gboolean
reaches_customer (AmendsCheckpoint *checkpoint)
{
  return checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER ||
         checkpoint->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

/* Whether another contact that stays is so close to @index that nobody would miss this one. */
static gboolean
is_covered (const AmendsPlanBuild *build, GPtrArray *checkpoints, guint index)
{
  AmendsInstant near = build->setting.rules->near.minutes * AMENDS_MINUTE;
  AmendsInstant apart = build->setting.rules->apart.minutes * AMENDS_MINUTE;
  AmendsCheckpoint *one = g_ptr_array_index (checkpoints, index);

  for (guint i = 0; i < checkpoints->len; i++)
    {
      AmendsCheckpoint *other = g_ptr_array_index (checkpoints, i);

      if (i != index && reaches_customer (other) &&
          ABS (other->at - one->at) < (other->audience == one->audience ? near : apart) &&
          (!find_rule (build, other)->yields || i < index))
        return TRUE;
    }
  return FALSE;
}

static void
move_to (const AmendsPlanBuild *build, AmendsCheckpoint *checkpoint, AmendsInstant at)
{
  GTimeZone *zone = build->setting.customer_zone;

  checkpoint->at = at;
  g_free (checkpoint->wall_time);
  checkpoint->wall_time = amends_instant_format (at, zone, "%Y-%m-%dT%H:%M");
}

/* Makes room before @next, whose time a letter announces: @last comes earlier, or goes where that
 * is too close to @before. Returns whether it stays. */
static gboolean
make_room (const AmendsPlanBuild *build,
           AmendsCheckpoint *before,
           AmendsCheckpoint *last,
           AmendsCheckpoint *next)
{
  AmendsInstant apart = build->setting.rules->apart.minutes * AMENDS_MINUTE;
  AmendsInstant earliest = build->setting.context->now;

  if (before != NULL)
    earliest = MAX (earliest, before->at + apart);
  if (next->at - apart < earliest)
    return FALSE;
  move_to (build, last, next->at - apart);
  return TRUE;
}

/* Nobody is written to twice within half an hour; a time that a letter announces stands. */
static void
space_out (const AmendsPlanBuild *build, GPtrArray *checkpoints)
{
  AmendsInstant apart = build->setting.rules->apart.minutes * AMENDS_MINUTE;
  AmendsCheckpoint *before = NULL;
  AmendsCheckpoint *last = NULL;

  for (guint i = checkpoints->len; i > 0; i--)
    {
      AmendsCheckpoint *one = g_ptr_array_index (checkpoints, i - 1);

      if (find_rule (build, one)->yields && is_covered (build, checkpoints, i - 1))
        g_ptr_array_remove_index (checkpoints, i - 1);
    }
  for (guint i = 0; i < checkpoints->len; i++)
    {
      AmendsCheckpoint *one = g_ptr_array_index (checkpoints, i);

      if (!reaches_customer (one))
        continue;
      if (last != NULL && one->at < last->at + apart && find_rule (build, one)->moment == NULL)
        move_to (build, one, last->at + apart);
      else if (last != NULL && one->at < last->at + apart &&
               find_rule (build, last)->moment == NULL && !make_room (build, before, last, one))
        {
          /* Of two that cannot be parted the one with a text to send stays. */
          if (last->draft_kind == NULL)
            {
              g_ptr_array_remove (checkpoints, last);
              last = before;
              i--;
            }
          else if (one->draft_kind == NULL)
            {
              g_ptr_array_remove_index (checkpoints, i--);
              continue;
            }
        }
      before = last;
      last = one;
    }
}

/* Whether @rule has had its turn in this wait, or has been changed by hand. */
static gboolean
is_settled (AmendsCase *the_case, const AmendsPlanRule *rule, AmendsInstant wait)
{
  GListModel *list = G_LIST_MODEL (the_case->checkpoints);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsCheckpoint) one = g_list_model_get_item (list, i);

      if (g_strcmp0 (one->key, rule->key) == 0 && one->at >= wait &&
          (one->touched || one->step == AMENDS_STEP_DONE))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
amends_plan_build_silence (const AmendsPlanBuild *build)
{
  const AmendsPlanSetting *setting = &build->setting;
  AmendsInstant wait = find_wait (setting->the_case);
  GPtrArray *checkpoints = g_ptr_array_new_with_free_func (g_object_unref);

  if (wait == AMENDS_INSTANT_NONE)
    return checkpoints;
  for (guint i = 0; i < setting->rules->timeline->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (setting->rules->timeline, i);

      if (rule->silence && amends_plan_build_applies (build, rule) &&
          !is_settled (setting->the_case, rule, wait))
        g_ptr_array_add (checkpoints,
                         make_checkpoint (build, rule, when (build, rule, setting->customer_zone)));
    }
  return checkpoints;
}

GPtrArray *
amends_plan_build_checkpoints (const AmendsPlanBuild *build)
{
  g_autoptr (GPtrArray) silence = amends_plan_build_silence (build);
  const AmendsPlanSetting *setting = &build->setting;
  GPtrArray *timeline = setting->rules->timeline;
  GPtrArray *checkpoints = g_ptr_array_new_with_free_func (g_object_unref);
  const AmendsPlanRhythm *rhythm = &setting->rules->rhythm[setting->the_case->escalation->severity];
  gboolean resolved = !amends_status_is_live (setting->the_case->escalation->status);

  for (guint i = 0; i < timeline->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (timeline, i);
      AmendsInstant at;

      if (rule->silence || rule->recovery != resolved || !amends_plan_build_applies (build, rule))
        continue;
      at = when (build, rule, setting->customer_zone);
      if (at == AMENDS_INSTANT_NONE)
        continue;
      for (int n = 0; n < rule->times; n++)
        {
          g_ptr_array_add (checkpoints, make_checkpoint (build, rule, at));
          at = amends_plan_offset_apply (&rule->repeat, setting, at, setting->customer_zone,
                                         !rhythm->always);
        }
    }
  g_ptr_array_sort (checkpoints, compare_checkpoints);
  space_out (build, checkpoints);
  g_ptr_array_extend_and_steal (checkpoints, g_steal_pointer (&silence));
  g_ptr_array_sort (checkpoints, compare_checkpoints);
  return checkpoints;
}

static int
compare_actions (gconstpointer a, gconstpointer b)
{
  const AmendsAction *one = *(AmendsAction *const *) a;
  const AmendsAction *two = *(AmendsAction *const *) b;

  if (one->horizon != two->horizon)
    return one->horizon < two->horizon ? -1 : 1;
  return one->due < two->due ? -1 : one->due > two->due;
}

GPtrArray *
amends_plan_build_actions (const AmendsPlanBuild *build)
{
  GPtrArray *rules = build->setting.rules->actions;
  GPtrArray *actions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      g_autoptr (AmendsAction) action = NULL;

      if (!amends_plan_build_applies (build, rule))
        continue;
      action = amends_record_new (AMENDS_TYPE_ACTION);
      action->text = write_text (build, &build->team, "actions", rule->key, "text");
      if (action->text == NULL)
        continue;
      action->escalation_id = g_strdup (build->setting.the_case->escalation->id);
      action->key = g_strdup (rule->key);
      action->horizon = rule->horizon;
      action->stage = g_strdup (rule->stage);
      action->owner = amends_plan_build_owner (build, rule);
      action->due = when (build, rule, build->setting.context->zone);
      g_ptr_array_add (actions, g_steal_pointer (&action));
    }
  g_ptr_array_sort (actions, compare_actions);
  return actions;
}

static void
append (GListStore *list, gpointer record)
{
  g_list_store_append (list, record);
  g_object_unref (record);
}

static void
build_limits (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->limits;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      AmendsLimit *limit;

      if (!amends_plan_build_applies (build, rule))
        continue;
      limit = amends_record_new (AMENDS_TYPE_LIMIT);
      limit->text = write_text (build, &build->team, "limits", rule->key, "text");
      limit->why = write_text (build, &build->team, "limits", rule->key, "why");
      append (plan->limits, limit);
    }
}

static void
build_communication (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->communication;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      AmendsCommunication *row;

      if (!amends_plan_build_applies (build, rule))
        continue;
      row = amends_record_new (AMENDS_TYPE_COMMUNICATION);
      row->audience = rule->audience;
      row->channel = choose_channel (build, rule);
      row->who = write_text (build, &build->team, "communication", rule->key, "who");
      row->message = write_text (build, &build->team, "communication", rule->key, "message");
      row->timing = write_text (build, &build->team, "communication", rule->key, "timing");
      append (plan->communication, row);
    }
}

static AmendsLevel
choose_level (const AmendsPlanBuild *build, GPtrArray *levels)
{
  for (guint i = 0; levels != NULL && i < levels->len; i++)
    {
      AmendsPlanLevelRule *rule = g_ptr_array_index (levels, i);

      if (holds (build, rule->when))
        return rule->level;
    }
  return AMENDS_LEVEL_LOW;
}

static void
build_risks (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->risks;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      AmendsRisk *risk;

      if (!amends_plan_build_applies (build, rule))
        continue;
      risk = amends_record_new (AMENDS_TYPE_RISK);
      risk->kind = g_strdup (rule->key);
      risk->probability = choose_level (build, rule->probability);
      risk->impact = choose_level (build, rule->impact);
      risk->title = write_text (build, &build->team, "risks", rule->key, "title");
      risk->why = write_text (build, &build->team, "risks", rule->key, "why");
      risk->mitigation = write_text (build, &build->team, "risks", rule->key, "mitigation");
      append (plan->risks, risk);
    }
}

static void
build_stages (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->stages;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      AmendsStage *stage;

      if (!amends_plan_build_applies (build, rule))
        continue;
      stage = amends_record_new (AMENDS_TYPE_STAGE);
      g_free (stage->id);
      stage->id = g_strdup (rule->key);
      stage->title = write_text (build, &build->team, "stages", rule->key, "title");
      stage->checklist = write_texts (build, &build->team, "stages", rule->key, "checklist");
      stage->questions = write_texts (build, &build->customer, "stages", rule->key, "questions");
      append (plan->stages, stage);
    }
}

/* (transfer full): of @rules what holds in this case; of a call weeks on only what still does. */
static char **
list_bounds (const AmendsPlanBuild *build, GPtrArray *rules, const char *section, gboolean later)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *text = NULL;

      if ((later && !rule->later) || !amends_plan_build_applies (build, rule))
        continue;
      text = write_text (build, &build->team, section, rule->key, "text");
      if (text != NULL)
        g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

/* What is said to the customer is written in his language. */
static const AmendsPlanVoice *
voice_for (const AmendsPlanBuild *build, AmendsAudience audience)
{
  gboolean for_customer =
      audience == AMENDS_AUDIENCE_CUSTOMER || audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;

  return for_customer ? &build->customer : &build->team;
}

static void
build_agendas (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->agendas;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      const AmendsPlanVoice *voice = voice_for (build, rule->audience);
      g_autofree char *section = g_strdup_printf ("agendas.%s.items", rule->key);
      AmendsAgenda *agenda;

      if (!amends_plan_build_applies (build, rule))
        continue;
      agenda = amends_record_new (AMENDS_TYPE_AGENDA);
      g_free (agenda->id);
      agenda->id = g_strdup (rule->key);
      agenda->audience = rule->audience;
      agenda->minutes = 0;
      agenda->title = write_text (build, voice, "agendas", rule->key, "title");
      for (guint k = 0; k < rule->items->len; k++)
        {
          AmendsPlanRule *point = g_ptr_array_index (rule->items, k);
          AmendsAgendaItem *item;

          if (!amends_plan_build_applies (build, point))
            continue;
          item = amends_record_new (AMENDS_TYPE_AGENDA_ITEM);
          item->minutes = point->minutes;
          item->scenario = point->scenario;
          item->title = write_text (build, voice, section, point->key, "title");
          item->text = write_text (build, voice, section, point->key, "text");
          item->cue = write_text (build, voice, section, point->key, "cue");
          agenda->minutes += point->minutes;
          append (agenda->items, item);
        }
      agenda->can = list_bounds (build, build->setting.rules->can, "can", rule->later);
      agenda->cannot = list_bounds (build, build->setting.rules->limits, "limits", rule->later);
      append (plan->agendas, agenda);
    }
}

static void
build_scripts (const AmendsPlanBuild *build, AmendsPlan *plan)
{
  GPtrArray *rules = build->setting.rules->scripts;
  const AmendsPlanVoice *voice = &build->customer;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *section = g_strdup_printf ("scripts.%s.items", rule->key);
      AmendsScript *script;

      if (!amends_plan_build_applies (build, rule))
        continue;
      script = amends_record_new (AMENDS_TYPE_SCRIPT);
      g_free (script->id);
      script->id = g_strdup (rule->key);
      script->title = write_text (build, voice, "scripts", rule->key, "title");
      for (guint k = 0; k < rule->items->len; k++)
        {
          AmendsPlanRule *item = g_ptr_array_index (rule->items, k);
          AmendsScriptPart *part;

          if (!amends_plan_build_applies (build, item))
            continue;
          part = amends_record_new (AMENDS_TYPE_SCRIPT_PART);
          part->title = write_text (build, voice, section, item->key, "title");
          part->text = write_text (build, voice, section, item->key, "text");
          part->say = write_texts (build, voice, section, item->key, "say");
          part->avoid = write_texts (build, voice, section, item->key, "avoid");
          append (script->parts, part);
        }
      append (plan->scripts, script);
    }
}

AmendsPlan *
amends_plan_build_plan (const AmendsPlanBuild *build)
{
  AmendsPlan *plan = amends_record_new (AMENDS_TYPE_PLAN);
  g_autofree char *situation = write_text (build, &build->team, "plan", "situation", "text");

  plan->escalation_id = g_strdup (build->setting.the_case->escalation->id);
  plan->generated = build->setting.context->now;
  plan->situation = amends_wording_fit_sentences (situation != NULL ? situation : "", 2);
  build_limits (build, plan);
  build_communication (build, plan);
  build_risks (build, plan);
  build_stages (build, plan);
  build_agendas (build, plan);
  build_scripts (build, plan);
  return plan;
}
