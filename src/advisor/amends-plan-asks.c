/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of us is asked, from the matter of the case and not from the role alone. */

#include "config.h"

#include "amends-plan-asks.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-plan-pattern.h"
#include "amends-text.h"
#include "amends-wording.h"

#include <string.h>

/* A sentence longer than this is quoted in part. */
#define MOST_QUOTED 160
/* What others are told of an ask is its first sentence, in part when it is longer. */
#define LONGEST_PART 200

/* Whether nobody has written an ask of their own for @stakeholder. */
static gboolean
is_untouched (AmendsStakeholder *stakeholder)
{
  return stakeholder->ask == NULL || *stakeholder->ask == '\0' ||
         g_strcmp0 (stakeholder->ask, stakeholder->generated_ask) == 0;
}

/* (transfer full) (nullable): what the playbook asks of @role in this case. */
static char *
write_ask (const AmendsPlanBuild *build, const AmendsPlanVoice *voice, int role)
{
  g_autofree char *path =
      g_strdup_printf ("asks.%s.text", amends_enum_get_nick (amends_role_get_type (), role));
  AmendsTemplate *template = amends_plan_language_get_text (voice->language, path);
  AmendsTemplateScope scope = amends_plan_build_scope_dated (build, voice);
  g_autofree char *text = NULL;

  if (template == NULL)
    return NULL;
  text = amends_template_render_plain (template, &scope);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (transfer full) (nullable) */
static char *
get_ask (const AmendsPlanBuild *build, const AmendsPlanVoice *voice, AmendsStakeholder *stakeholder)
{
  if (!is_untouched (stakeholder))
    return g_strdup (stakeholder->ask);
  return write_ask (build, voice, stakeholder->role);
}

AmendsFacts *
amends_plan_asks_new_stakeholder (const AmendsPlanBuild *build,
                                  const AmendsPlanVoice *voice,
                                  AmendsStakeholder *stakeholder)
{
  AmendsFacts *facts = amends_plan_facts_new_stakeholder (
      stakeholder, amends_plan_language_get_words (voice->language));
  g_autofree char *ask = get_ask (build, voice, stakeholder);
  g_autofree char *part = NULL;

  part = amends_wording_first_sentence (ask, LONGEST_PART);
  amends_facts_set_text (facts, "ask", ask);
  amends_facts_set_text (facts, "part", part);
  return facts;
}

static void
set_people (const AmendsPlanBuild *build, const AmendsPlanVoice *voice)
{
  GListModel *list = G_LIST_MODEL (build->setting.the_case->stakeholders);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (int role = 0; role < AMENDS_ROLE_CUSTOMER; role++)
    {
      g_autofree char *path =
          g_strconcat ("asks.", amends_enum_get_nick (amends_role_get_type (), role), NULL);
      g_autofree char *ask = write_ask (build, voice, role);

      amends_facts_set_text (voice->facts, g_strdelimit (path, "-", '_'), ask);
    }
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (list, i);
      g_autofree char *path =
          g_strconcat ("asks.", amends_enum_get_nick (amends_role_get_type (), one->role), NULL);

      if (!is_untouched (one))
        {
          g_autofree char *own = NULL;

          amends_facts_set_text (voice->facts, g_strdelimit (path, "-", '_'), one->ask);
          own = g_strconcat (path, "_own", NULL);
          amends_facts_set_boolean (voice->facts, own, TRUE);
        }
      if (one->role != AMENDS_ROLE_CUSTOMER && one->role != AMENDS_ROLE_CSM)
        g_ptr_array_add (items, amends_plan_asks_new_stakeholder (build, voice, one));
    }
  amends_facts_set_list (voice->facts, "stakeholders", items);
}

/* A quotation inside a sentence leaves the stop to the sentence. */
static void
cut_stop (char *text)
{
  while (g_str_has_suffix (text, ".") || g_str_has_suffix (text, "。"))
    text[strlen (text) - (g_str_has_suffix (text, ".") ? 1 : strlen ("。"))] = '\0';
}

static void
set_claimed (const AmendsPlanVoice *voice)
{
  g_autofree char *claim =
      g_strdup (amends_facts_get_text (amends_facts_get (voice->facts, "claim")));

  if (claim == NULL)
    return;
  cut_stop (claim);
  amends_facts_set_text (voice->facts, "claimed", claim);
}

/* The sentence with the sum in it, for colleagues who can read it. */
static void
set_sum (const AmendsPlanBuild *build, const AmendsPlanVoice *voice)
{
  const char *statement = build->setting.the_case->escalation->statement;
  AmendsTemplateWords *words = amends_plan_language_get_words (voice->language);
  gboolean chinese = g_str_has_prefix (amends_template_words_get_language (words), "zh");
  g_autofree char *line = statement != NULL ? amends_text_one_line (statement, 4000) : NULL;
  g_autoptr (GArray) spans = line != NULL ? amends_text_split_sentences (line) : NULL;

  if (line == NULL || amends_text_counts_characters (line) != chinese)
    return;
  for (guint i = 0; i < spans->len; i++)
    {
      AmendsSpan *span = &g_array_index (spans, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (line + span->start, span->end - span->start);

      if (g_utf8_strlen (sentence, -1) > MOST_QUOTED ||
          !amends_plan_patterns_match (build->setting.rules->sums, sentence))
        continue;
      cut_stop (sentence);
      amends_facts_set_text (voice->facts, "sum", sentence);
      return;
    }
}

/* Whether their sponsor is named and somebody else than the VP. */
static gboolean
is_sponsor_apart (AmendsFacts *facts)
{
  const char *sponsor = amends_facts_get_text (amends_facts_get (facts, "team.executive_sponsor"));
  const char *vp = amends_facts_get_text (amends_facts_get (facts, "team.vp_cs"));

  return sponsor != NULL && g_strcmp0 (sponsor, vp) != 0;
}

/* Whether the customer has had a word from us. */
static gboolean
is_answered (AmendsCase *the_case)
{
  GListModel *list = G_LIST_MODEL (the_case->messages);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsMessage) one = g_list_model_get_item (list, i);

      if (one->direction == AMENDS_DIRECTION_OUTBOUND || one->direction == AMENDS_DIRECTION_TWO_WAY)
        return TRUE;
    }
  return FALSE;
}

/* A rule of the same name says when a question brings who answers it; without one it always does.
 */
static gboolean
may_pull (const AmendsPlanBuild *build, const char *trigger)
{
  GPtrArray *rules = build->setting.rules->triggers;

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);

      if (g_str_equal (rule->key, trigger))
        return amends_plan_build_applies (build, rule);
    }
  return TRUE;
}

/* Beside each question who brings the answer: by name, else the role in words. */
static void
set_answerers (const AmendsPlanBuild *build, const AmendsPlanVoice *voice, AmendsFacts *asked)
{
  AmendsTemplateWords *words = amends_plan_language_get_words (voice->language);

  for (guint i = 0; i < amends_facts_get_count (asked); i++)
    {
      AmendsFacts *item = amends_facts_get_item (asked, i);
      const char *owner = amends_facts_get_text (amends_facts_get_member (item, "owner"));
      g_autofree char *trigger = g_strconcat ("asked-", owner != NULL ? owner : "csm", NULL);
      const char *role = owner != NULL && may_pull (build, trigger) ? owner : "csm";
      g_autofree char *path = g_strconcat ("team.", role, NULL);
      g_autofree char *label = g_strconcat ("labels.role.", role, NULL);
      const char *name =
          amends_facts_get_text (amends_facts_get (voice->facts, g_strdelimit (path, "-", '_')));

      amends_facts_set_text (item, "who",
                             name != NULL ? name : amends_template_words_get_text (words, label));
    }
}

static void
set_facts (const AmendsPlanBuild *build, const AmendsPlanVoice *voice)
{
  const AmendsPlanSetting *setting = &build->setting;
  AmendsEscalation *e = setting->the_case->escalation;
  AmendsFacts *asked = amends_facts_get (voice->facts, "asked");

  amends_facts_set_boolean (voice->facts, "round_the_clock", setting->round_the_clock);
  if (e->received != AMENDS_INSTANT_NONE && setting->context->now >= e->received)
    amends_facts_set_number (voice->facts, "open_hours",
                             (setting->context->now - e->received) / AMENDS_HOUR);
  amends_facts_set_boolean (voice->facts, "team.sponsor_apart", is_sponsor_apart (voice->facts));
  amends_facts_set_boolean (voice->facts, "answered", is_answered (setting->the_case));
  if (amends_facts_get_count (asked) > 0)
    amends_facts_set (voice->facts, "question",
                      amends_facts_get_member (amends_facts_get_item (asked, 0), "text"));
  set_answerers (build, voice, asked);
  set_claimed (voice);
  set_sum (build, voice);
}

void
amends_plan_asks_set_facts (AmendsPlanBuild *build)
{
  set_facts (build, &build->team);
  set_people (build, &build->team);
  set_facts (build, &build->customer);
}

void
amends_plan_asks_store (const AmendsPlanBuild *build)
{
  GListModel *list = G_LIST_MODEL (build->setting.the_case->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (list, i);
      g_autofree char *ask = NULL;

      if (one->role == AMENDS_ROLE_CUSTOMER || !is_untouched (one))
        continue;
      ask = write_ask (build, &build->team, one->role);
      amends_record_set (one, "ask", ask, "generated-ask", ask, NULL);
    }
}

static gboolean
has_role (AmendsCase *the_case, const char *nick)
{
  GListModel *list = G_LIST_MODEL (the_case->stakeholders);
  int role;

  if (!amends_enum_from_nick (amends_role_get_type (), nick, &role))
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsStakeholder) one = g_list_model_get_item (list, i);

      if ((int) one->role == role)
        return TRUE;
    }
  return FALSE;
}

char **
amends_plan_asks_list_triggers (const AmendsPlanBuild *build)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *rules = build->setting.rules->triggers;
  AmendsFacts *asked = amends_facts_get (build->team.facts, "asked");

  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);

      if (!g_str_has_prefix (rule->key, "asked-") && amends_plan_build_applies (build, rule))
        g_strv_builder_add (builder, rule->key);
    }
  for (guint i = 0; i < amends_facts_get_count (asked); i++)
    {
      const char *owner = amends_facts_get_text (
          amends_facts_get_member (amends_facts_get_item (asked, i), "owner"));
      g_autofree char *trigger = g_strconcat ("asked-", owner != NULL ? owner : "csm", NULL);

      if (owner != NULL && !has_role (build->setting.the_case, owner) && may_pull (build, trigger))
        g_strv_builder_add (builder, trigger);
    }
  return g_strv_builder_end (builder);
}
