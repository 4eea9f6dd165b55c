/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the records of a case to the facts that templates speak of. */

#include "config.h"

#include "amends-plan-facts.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-plan-letter.h"
#include "amends-text.h"
#include "amends-wording.h"

#include <stdio.h>
#include <string.h>

/* Longer than this it is an account of what happened, not a time. */
#define LONGEST_SINCE 60
/* Longer than this it describes something and does not name it. */
#define LONGEST_NAME 60
/* Less than this of a name says nothing. */
#define LEAST_NAME 5
/* So many words of an impact are a clause; fewer are a noun with its adjective. */
#define LEAST_CLAUSE_WORDS 4
/* How much of their message colleagues see where the matter has no name. */
#define LONGEST_QUOTE 60

static const char *const known[] = {
  "case_id",
  "title",
  "issue",
  "heading",
  "severity",
  "severity_label",
  "track",
  "track_label",
  "reason",
  "reason_label",
  "category",
  "category_label",
  "scenario",
  "emotion",
  "angry",
  "relationship",
  "channel",
  "trigger",
  "topic",
  "status",
  "risk",
  "again",
  "asked",
  "asked_several",
  "forbids",
  "forbidden",
  "leaving",
  "exposure",
  "missed",
  "missed_several",
  "claim",
  "claim_broken",
  "done",
  "called",
  "engaged",
  "notice",
  "cause",
  "brief",
  "prevention",
  "answer",
  "answer_timed",
  "fault",
  "is",
  "q", /* the one of "asked" whose turn it is, in a part of its own */
  "kept",
  "outcome",
  "rest",
  "cut",
  "promised",
  "call",
  "executive",
  "reopened",
  "threat",
  "formal",
  "vip",
  "received",
  "needed_by",
  "over",
  "resolved_at",
  "confirmed_at",
  "statement",
  "statement_first",
  "feature",
  "impact",
  "impact_clause",
  "impact_that_day",
  "feature_said",
  "users",
  "since",
  "since_at",
  "since_day",
  "since_known",
  "since_given",
  "since_relative",
  "users_said",
  "underlying",
  "use_case",
  "objective",
  "root_cause",
  "factors",
  "workaround",
  "workaround_text",
  "workaround_told",
  "fix",
  "offers",
  "cannot",
  "tickets",
  "open_items",
  "actions",
  "last_action",
  "owner",
  "technical_owner",
  "executive_owner",
  "customer",
  "account",
  "me",
  "team",
  "next",
  "goodwill",
  "stakeholders",
  "stakeholder",
  "detail",
  "sponsor",
  "clocks",
  "asks",
  "claim",
  "open_hours",
  "question",
  "answered",
  "claimed",
  "sum",
  "round_the_clock",
  "leaving",
  "exposure",
  "missed",
  "done",
  "notice",
  "cause",
  NULL,
};

gboolean
amends_plan_facts_is_known (const char *path)
{
  g_autofree char *root = g_strndup (path, strcspn (path, "."));

  return g_strv_contains (known, root);
}

/* The words of the playbook's language for a value; the interface may speak another. */
static void
set_label (AmendsFacts *facts,
           AmendsTemplateWords *words,
           const char *path,
           const char *group,
           const char *nick)
{
  g_autofree char *key = g_strdup_printf ("labels.%s.%s", group, nick);

  amends_facts_set_text (facts, path, amends_template_words_get_text (words, key));
}

/* Leaves out "unknown": what nobody has said is missing. */
static const char *
set_nick (AmendsFacts *facts, const char *path, GType type, int value)
{
  const char *nick = amends_enum_get_nick (type, value);

  amends_facts_set_text (facts, path, g_str_equal (nick, "unknown") ? NULL : nick);
  return nick;
}

static void
set_classification (AmendsFacts *facts, AmendsCase *the_case, AmendsTemplateWords *words)
{
  AmendsEscalation *e = the_case->escalation;
  const char *nick;
  gboolean churn = e->classification != NULL && e->classification->churn;

  nick = set_nick (facts, "severity", amends_severity_get_type (), e->severity);
  set_label (facts, words, "severity_label", "severity", nick);
  nick = set_nick (facts, "track", amends_track_get_type (), e->track);
  set_label (facts, words, "track_label", "track", nick);
  nick = set_nick (facts, "reason", amends_reason_get_type (), e->reason);
  set_label (facts, words, "reason_label", "reason", nick);
  nick = set_nick (facts, "category", amends_category_get_type (), e->category);
  set_label (facts, words, "category_label", "category", nick);
  set_nick (facts, "scenario", amends_scenario_get_type (), e->scenario);
  set_nick (facts, "emotion", amends_emotion_get_type (), e->emotion);
  set_nick (facts, "relationship", amends_relationship_get_type (), e->relationship);
  set_nick (facts, "channel", amends_channel_get_type (), e->channel);
  set_nick (facts, "trigger", amends_trigger_get_type (), e->trigger);
  set_nick (facts, "status", amends_status_get_type (), e->status);
  set_nick (facts, "workaround", amends_workaround_get_type (), e->workaround);
  amends_facts_set_text (facts, "topic", e->topic);
  amends_facts_set_boolean (facts, "fault",
                            e->reason == AMENDS_REASON_PRODUCT_FAILURE ||
                                (e->category == AMENDS_CATEGORY_TECHNICAL &&
                                 e->reason == AMENDS_REASON_UNKNOWN));
  amends_facts_set_boolean (facts, "executive", e->executive);
  amends_facts_set_boolean (facts, "reopened", e->cycle > 1);
  amends_facts_set_boolean (facts, "angry",
                            e->emotion >= AMENDS_EMOTION_ANGRY ||
                                e->scenario == AMENDS_SCENARIO_VERY_ANGRY);
  amends_facts_set_boolean (facts, "threat",
                            e->trigger == AMENDS_TRIGGER_CANCEL_THREAT || churn ||
                                e->reason == AMENDS_REASON_COMPETITIVE_THREAT);
  amends_facts_set_boolean (facts, "formal",
                            e->trigger == AMENDS_TRIGGER_FORMAL_NOTICE ||
                                e->category == AMENDS_CATEGORY_LEGAL);
  amends_facts_set_boolean (facts, "vip",
                            the_case->account->segment == AMENDS_SEGMENT_ENTERPRISE ||
                                the_case->account->strategic);
}

/* "06:40" is the last time it was that hour before the message came; days later that matters. */
static gboolean
parse_clock_before (const char *text, AmendsInstant received, GTimeZone *zone, AmendsInstant *at)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) then = NULL;
  guint hour, minute;
  char rest;

  if (received == AMENDS_INSTANT_NONE || sscanf (text, "%2u:%2u%c", &hour, &minute, &rest) != 2 ||
      hour > 23 || minute > 59)
    return FALSE;
  day = amends_instant_to_date_time (received, zone);
  then = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), (int) hour, (int) minute, 0);
  *at = amends_instant_from_date_time (then);
  if (*at > received)
    *at -= AMENDS_DAY;
  return TRUE;
}

/* "since" may be a time, a day, or words; each is said differently. */
static void
set_since (AmendsFacts *facts,
           AmendsPlanMessage *message,
           const char *since,
           AmendsInstant received,
           GTimeZone *zone)
{
  g_autofree char *bare = amends_wording_bare_since (since);
  AmendsInstant at = AMENDS_INSTANT_NONE;
  GDate date;

  g_date_clear (&date, 1);
  if (bare == NULL || !amends_plan_message_is_whole (message, bare) ||
      g_utf8_strlen (bare, -1) > LONGEST_SINCE)
    return;
  amends_facts_set_boolean (facts, "since_known", TRUE);
  if (amends_instant_parse (bare, &at, NULL) || parse_clock_before (bare, received, zone, &at))
    {
      /* It cannot have begun after we heard of it. */
      if (received != AMENDS_INSTANT_NONE && at > received)
        amends_facts_set_boolean (facts, "since_known", FALSE);
      else
        amends_facts_set_instant (facts, "since_at", at);
    }
  else if (amends_date_parse (bare, &date, NULL))
    {
      if (received != AMENDS_INSTANT_NONE && amends_date_days_until (&date, received, zone) > 0)
        amends_facts_set_boolean (facts, "since_known", FALSE);
      else
        amends_facts_set_date (facts, "since_day", bare);
    }
  else
    {
      amends_facts_set_text (facts, "since", bare);
      amends_facts_set_boolean (facts, "since_relative",
                                amends_plan_message_is_relative (message, bare));
    }
}

static void
set_actions (AmendsFacts *facts, AmendsEscalation *e)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (e->actions_taken));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (e->actions_taken), i);
      AmendsFacts *item = amends_facts_new ();

      amends_facts_set_instant (item, "at", entry->at);
      amends_facts_set_text (item, "text", entry->text);
      if (i + 1 == n)
        amends_facts_set (facts, "last_action", item);
      g_ptr_array_add (items, item);
    }
  amends_facts_set_list (facts, "actions", items);
}

/* What to call the matter while nobody has named it: by its topic, else by its reason. */
static void
set_issue_label (AmendsFacts *facts, AmendsEscalation *e, AmendsTemplateWords *words, gboolean ours)
{
  const char *topics = ours ? "team-topics" : "topics";
  const char *reasons = ours ? "team-issues" : "issues";
  const char *none = ours ? "labels.team-issue" : "labels.issue";
  g_autofree char *topic =
      g_strdup_printf ("labels.%s.%s", topics, e->topic != NULL ? e->topic : "");

  amends_facts_set_text (facts, "issue", amends_template_words_get_text (words, none));
  if (e->topic != NULL && amends_template_words_get_text (words, topic) != NULL)
    set_label (facts, words, "issue", topics, e->topic);
  else if (e->reason != AMENDS_REASON_UNKNOWN)
    set_label (facts, words, "issue", reasons,
               amends_enum_get_nick (amends_reason_get_type (), e->reason));
}

/* A title names the matter unless it was cut, or is a sentence of the message itself. */
static gboolean
is_name (AmendsPlanMessage *message, const char *title, const char *statement)
{
  g_autofree char *line = statement != NULL ? amends_text_one_line (statement, 4000) : NULL;

  if (title == NULL || !amends_plan_message_is_whole (message, title))
    return FALSE;
  return line == NULL || strstr (line, title) == NULL;
}

/* What was cut off on its way here is no fact: it is asked for. */
static void
set_whole (AmendsFacts *facts, AmendsPlanMessage *message, const char *path, const char *text)
{
  gboolean whole = text != NULL && amends_plan_message_is_whole (message, text);

  amends_facts_set_text (facts, path, whole ? text : NULL);
}

/* (transfer full) (nullable): the part of the product in the customer's words, unless it is a
 * sentence or cut; else what they say they write about. */
static char *
find_feature (AmendsEscalation *e, const AmendsPlanSetting *setting)
{
  const char *feature = e->affected_feature;

  if (feature == NULL || *feature == '\0')
    return amends_plan_situation_find_about (setting->situation, e->statement);
  if (g_utf8_strlen (feature, -1) > LONGEST_NAME ||
      !amends_plan_message_is_whole (setting->message, feature))
    return NULL;
  return g_strdup (feature);
}

/* Whether the topic says by itself what the matter is: an invoice, a rollout. */
static gboolean
has_label (AmendsEscalation *e, AmendsTemplateWords *words)
{
  g_autofree char *topic = g_strdup_printf ("labels.topics.%s", e->topic != NULL ? e->topic : "");

  return amends_template_words_get_text (words, topic) != NULL;
}

/* Colleagues see the customer's own words where nobody has named the matter, if they can read
 * them. */
static void
set_quote (AmendsFacts *facts, AmendsTemplateWords *words, const char *first)
{
  gboolean chinese = g_str_has_prefix (amends_template_words_get_language (words), "zh");
  g_autofree char *line = first != NULL ? amends_text_one_line (first, LONGEST_QUOTE) : NULL;
  g_autofree char *quote = NULL;

  if (line == NULL || *line == '\0' || amends_text_counts_characters (line) != chinese)
    return;
  quote = amends_template_words_quote (words, line);
  amends_facts_set_text (facts, "issue", quote);
}

/* A letter on a matter without a name is headed by the message it answers. */
static void
set_heading (AmendsFacts *facts, const AmendsPlanSetting *setting, AmendsTemplateWords *words)
{
  AmendsEscalation *e = setting->the_case->escalation;
  gboolean spoken = e->channel == AMENDS_CHANNEL_CALL || e->channel == AMENDS_CHANNEL_MEETING;
  const char *label = amends_template_words_get_text (words, spoken ? "labels.heading-spoken"
                                                                    : "labels.heading-written");
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *date = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *heading = NULL;
  GDate day;

  if (label == NULL || e->received == AMENDS_INSTANT_NONE)
    return;
  when = amends_instant_to_date_time (e->received, setting->customer_zone);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, g_date_time_get_day_of_month (when), g_date_time_get_month (when),
                  g_date_time_get_year (when));
  date = amends_template_words_format_date (words, &day, setting->context->now,
                                            setting->customer_zone);
  parts = g_strsplit (label, "(date)", -1);
  heading = g_strjoinv (date, parts);
  amends_facts_set_text (facts, "heading", heading);
}

/* "1,340" and "1340" are one figure. */
static gboolean
says_figure (const char *text, int figure)
{
  g_autofree char *number = g_strdup_printf ("%d", figure);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return strstr (plain, number) != NULL;
}

/* Whether @text names @name, whatever article it has there. */
static gboolean
says_name (const char *text, const char *name)
{
  const char *space = strchr (name, ' ');
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *whole = g_utf8_casefold (name, -1);
  g_autofree char *rest = space != NULL ? g_utf8_casefold (space + 1, -1) : NULL;

  return strstr (folded, whole) != NULL ||
         (rest != NULL && strlen (rest) > LEAST_NAME && strstr (folded, rest) != NULL);
}

/* A heading goes on after it. */
static void
bare_mark (char *subject)
{
  while (subject != NULL && *subject != '\0' && strchr ("!?.:", subject[strlen (subject) - 1]))
    subject[strlen (subject) - 1] = '\0';
}

static void
set_issue (AmendsFacts *facts,
           const AmendsPlanSetting *setting,
           AmendsTemplateWords *words,
           gboolean ours)
{
  AmendsPlanMessage *message = setting->message;
  AmendsEscalation *e = setting->the_case->escalation;
  g_autofree char *feature = find_feature (e, setting);
  g_autofree char *subject = amends_wording_bare_subject (e->subject);
  g_autofree char *first = amends_wording_first_sentence (e->statement, 160);
  const char *title = e->title;

  bare_mark (subject);
  if (!ours && amends_plan_letter_is_foreign (feature, words))
    g_clear_pointer (&feature, g_free);
  if (!ours && amends_plan_letter_is_foreign (subject, words))
    g_clear_pointer (&subject, g_free);
  if (!ours && amends_plan_letter_is_foreign (title, words))
    title = NULL;
  amends_facts_set_text (facts, "statement", e->statement);
  amends_facts_set_text (facts, "statement_first", first);
  amends_facts_set_text (facts, "title", is_name (message, title, e->statement) ? title : subject);
  if (g_strcmp0 (title, feature) == 0)
    amends_facts_set_text (facts, "title", NULL);
  set_issue_label (facts, e, words, ours);
  if (feature != NULL)
    amends_facts_set_text (facts, "issue", feature);
  else if (ours && !has_label (e, words))
    set_quote (facts, words, first);
  /* A title may be a whole sentence: it heads a text and does not stand inside of one. */
  amends_facts_set (facts, "heading", amends_facts_get (facts, "issue"));
  if (feature == NULL && !ours && !has_label (e, words))
    set_heading (facts, setting, words);
  if (feature == NULL && subject != NULL && g_utf8_strlen (subject, -1) <= LONGEST_NAME &&
      amends_plan_message_is_whole (message, subject))
    amends_facts_set_text (facts, "heading", subject);
  if (feature == NULL && is_name (message, title, e->statement) &&
      g_utf8_strlen (title, -1) <= LONGEST_NAME)
    amends_facts_set_text (facts, "heading", title);
  amends_facts_set_text (facts, "feature", feature);
  set_whole (facts, message, "impact", e->impact);
  if (amends_facts_get (facts, "impact") != NULL)
    amends_facts_set_boolean (facts, "impact_clause",
                              amends_text_count_words (e->impact) >= LEAST_CLAUSE_WORDS);
  if (e->impact != NULL && feature != NULL)
    amends_facts_set_boolean (facts, "feature_said", says_name (e->impact, feature));
  if (!ours && e->impact != NULL)
    {
      g_autofree char *impact = amends_plan_situation_address (setting->situation, e->impact);

      if (amends_facts_get (facts, "impact") != NULL)
        amends_facts_set_text (facts, "impact", impact);
    }
  if (!ours && e->impact != NULL &&
      amends_plan_situation_is_of_a_day (setting->situation, e->impact))
    amends_facts_set (facts, "impact_that_day", amends_facts_get (facts, "impact"));
  amends_facts_set_number (facts, "users",
                           e->users_affected > 0 ? e->users_affected : AMENDS_UNKNOWN);
  if (e->users_affected > 0 && e->impact != NULL)
    amends_facts_set_boolean (facts, "users_said", says_figure (e->impact, e->users_affected));
  amends_facts_set_text (facts, "underlying", e->underlying_issue);
  set_whole (facts, message, "use_case", e->use_case);
  set_whole (facts, message, "objective", e->objective);
  set_whole (facts, message, "root_cause", e->root_cause);
  amends_facts_set_strv (facts, "factors", (const char *const *) e->factors);
  set_whole (facts, message, "workaround_text", e->workaround_text);
}

/* Outside of the technical, when and why are answered with the next contact. */
static void
set_answer_timed (AmendsFacts *facts, AmendsEscalation *e)
{
  AmendsFacts *asked = amends_facts_get (facts, "asked");

  if (e->reason == AMENDS_REASON_PRODUCT_FAILURE || e->category == AMENDS_CATEGORY_TECHNICAL)
    return;
  for (guint i = 0; i < (asked != NULL ? amends_facts_get_count (asked) : 0); i++)
    {
      const char *kind =
          amends_facts_get_text (amends_facts_get (amends_facts_get_item (asked, i), "kind"));

      if (g_str_equal (kind, "when") || g_str_equal (kind, "cause") || g_str_equal (kind, "cost"))
        amends_facts_set_boolean (facts, "answer_timed", TRUE);
    }
}

static void
set_escalation (AmendsFacts *facts,
                const AmendsPlanSetting *setting,
                AmendsTemplateWords *words,
                gboolean ours)
{
  AmendsEscalation *e = setting->the_case->escalation;
  g_autofree char *number = e->number > 0 ? amends_escalation_format_number (e->number) : NULL;
  gboolean confirmed = e->fix_confirmed_by != NULL && *e->fix_confirmed_by != '\0';

  amends_facts_set_text (facts, "case_id", number);
  set_classification (facts, setting->the_case, words);
  set_issue (facts, setting, words, ours);
  amends_plan_message_read (setting->message, facts, e->title, e->statement,
                            amends_template_words_get_language (words));
  set_answer_timed (facts, e);
  set_since (facts, setting->message, e->since, e->received, setting->customer_zone);
  set_actions (facts, e);
  amends_facts_set_instant (facts, "received", e->received);
  amends_facts_set_instant (facts, "needed_by", e->needed_by);
  amends_facts_set_instant (facts, "resolved_at", e->resolved_at);
  amends_facts_set_instant (facts, "confirmed_at", e->customer_confirmed_at);
  set_whole (facts, setting->message, "fix.text", e->fix_text);
  amends_facts_set_boolean (facts, "fix.confirmed", confirmed);
  amends_facts_set_text (facts, "fix.confirmed_by", e->fix_confirmed_by);
  amends_facts_set_instant (facts, "fix.confirmed_at", e->fix_confirmed_at);
  amends_facts_set_strv (facts, "offers", (const char *const *) e->offer);
  amends_facts_set_strv (facts, "cannot", (const char *const *) e->cannot_offer);
  amends_facts_set_strv (facts, "tickets", (const char *const *) e->tickets);
  amends_facts_set_strv (facts, "open_items", (const char *const *) e->open_items);
  amends_facts_set_text (facts, "owner", e->owner);
  amends_facts_set_text (facts, "technical_owner", e->technical_owner);
  amends_facts_set_text (facts, "executive_owner", e->executive_owner);
}

static void
set_account (AmendsFacts *facts, const AmendsPlanSetting *setting, AmendsTemplateWords *words)
{
  AmendsAccount *a = setting->the_case->account;
  GDate renewal;

  g_date_clear (&renewal, 1);
  amends_facts_set_text (facts, "account.name", a->name);
  set_nick (facts, "account.segment", amends_segment_get_type (), a->segment);
  set_label (facts, words, "account.segment_label", "segment",
             amends_enum_get_nick (amends_segment_get_type (), a->segment));
  amends_facts_set_money (facts, "account.arr", a->arr, a->currency);
  amends_facts_set_money (facts, "account.expansion", a->expansion, a->currency);
  amends_facts_set_date (facts, "account.renewal", a->renewal);
  if (a->renewal != NULL && amends_date_parse (a->renewal, &renewal, NULL))
    {
      int days = amends_date_days_until (&renewal, setting->context->now, setting->context->zone);

      /* Counting days says something only while they press. */
      if (days >= 0 && days <= setting->rules->renewal_days)
        amends_facts_set_number (facts, "account.days_to_renewal", days);
    }
  amends_facts_set_number (facts, "account.health", a->health);
  amends_facts_set_number (facts, "account.nps", a->nps);
  amends_facts_set_number (facts, "account.csat", a->csat);
  amends_facts_set_strv (facts, "account.products", (const char *const *) a->products);
  amends_facts_set_strv (facts, "account.competitors", (const char *const *) a->competitors);
  amends_facts_set_boolean (facts, "account.strategic", a->strategic);
  amends_facts_set_text (facts, "account.csm", a->csm);
  amends_facts_set_text (facts, "account.account_manager", a->account_manager);
  amends_facts_set_text (facts, "account.sponsor", a->executive_sponsor);
  amends_facts_set_text (facts, "account.notes", a->notes);
}

static void
set_customer (AmendsFacts *facts, AmendsCase *the_case)
{
  AmendsContact *c = the_case->contact;
  g_autofree char *derived = NULL;

  if (c == NULL || c->name == NULL || *c->name == '\0')
    return;
  derived = amends_wording_salutation (c->name, c->title);
  amends_facts_set_text (facts, "customer.name", c->name);
  amends_facts_set_text (facts, "customer.title", c->title);
  amends_facts_set_text (facts, "customer.salutation", c->salutation ? c->salutation : derived);
  amends_facts_set_text (facts, "customer.email", c->email);
  amends_facts_set_text (facts, "customer.phone", c->phone);
  amends_facts_set_text (facts, "customer.concerns", c->concerns);
  amends_facts_set_text (facts, "customer.style", c->style);
  set_nick (facts, "customer.role", amends_contact_role_get_type (), c->role);
  set_nick (facts, "customer.channel", amends_channel_get_type (), c->channel);
  amends_facts_set_boolean (
      facts, "customer.executive",
      c->executive == AMENDS_EXECUTIVE_YES ||
          (c->executive == AMENDS_EXECUTIVE_DERIVED &&
           (c->role == AMENDS_CONTACT_ROLE_EXECUTIVE || the_case->escalation->executive)));
}

/* "team.vp_cs": who has the role in this case, else in the team. */
static void
set_team_member (AmendsFacts *facts, AmendsRole role, const char *name)
{
  g_autofree char *path =
      g_strconcat ("team.", amends_enum_get_nick (amends_role_get_type (), role), NULL);

  g_strdelimit (path, "-", '_');
  if (name != NULL && *name != '\0' && amends_facts_get (facts, path) == NULL)
    amends_facts_set_text (facts, path, name);
}

static void
set_team (AmendsFacts *facts, const AmendsPlanSetting *setting)
{
  AmendsCase *c = setting->the_case;
  GListModel *people = setting->context->people;
  AmendsPerson *me = setting->context->me;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (c->stakeholders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) s = g_list_model_get_item (G_LIST_MODEL (c->stakeholders), i);

      set_team_member (facts, s->role, s->name);
    }
  set_team_member (facts, AMENDS_ROLE_ENGINEERING, c->escalation->technical_owner);
  set_team_member (facts, AMENDS_ROLE_ACCOUNT_MANAGER, c->account->account_manager);
  set_team_member (facts, AMENDS_ROLE_EXECUTIVE_SPONSOR, c->account->executive_sponsor);
  for (guint i = 0; people != NULL && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      set_team_member (facts, person->role, person->name);
    }
  amends_facts_set_text (facts, "me.name", me != NULL ? me->name : c->account->csm);
  amends_facts_set_boolean (facts, "me.theirs",
                            me == NULL || c->account->csm == NULL ||
                                g_str_equal (c->account->csm, me->name));
  if (me == NULL)
    return;
  set_team_member (facts, AMENDS_ROLE_CSM, me->name);
  amends_facts_set_text (facts, "me.title", me->title);
  amends_facts_set_text (facts, "me.email", me->emails != NULL ? me->emails[0] : NULL);
}

static void
set_sponsor (AmendsFacts *facts, AmendsCase *the_case, gboolean for_customer)
{
  const char *name = the_case->escalation->executive_owner;
  const char *me = amends_facts_get_text (amends_facts_get (facts, "me.name"));

  if (name == NULL)
    name = amends_facts_get_text (amends_facts_get (facts, "team.executive_sponsor"));
  /* Who writes anyway is no second voice. */
  if (for_customer && g_strcmp0 (name, me) == 0)
    name = NULL;
  amends_facts_set_boolean (facts, "sponsor.signs", name != NULL && g_strcmp0 (name, me) != 0);
  /* Whom nobody has named as their sponsor is not announced to a customer. */
  if (name == NULL && !for_customer)
    name = amends_facts_get_text (amends_facts_get (facts, "team.vp_cs"));
  amends_facts_set_text (facts, "sponsor.name", name);
}

/* A sentence of theirs opens the letter when it speaks of the matter, not when it only comes
 * first. */
static void
set_opening (AmendsFacts *facts, AmendsEscalation *e)
{
  const char *first = amends_facts_get_text (amends_facts_get (facts, "statement_first"));

  if (first != NULL && e->affected_feature != NULL && *e->affected_feature != '\0' &&
      !says_name (first, e->affected_feature))
    amends_facts_set_text (facts, "statement_first", NULL);
}

static void
set_goodwill (AmendsFacts *facts, AmendsCase *the_case)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->goodwill));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsGoodwill) g = g_list_model_get_item (G_LIST_MODEL (the_case->goodwill), i);

      if (g->state == AMENDS_GOODWILL_REQUESTED)
        amends_facts_set_boolean (facts, "goodwill.requested", TRUE);
      if (g->state != AMENDS_GOODWILL_APPROVED)
        continue;
      amends_facts_set_boolean (facts, "goodwill.approved", TRUE);
      set_nick (facts, "goodwill.kind", amends_goodwill_kind_get_type (), g->kind);
      amends_facts_set_text (facts, "goodwill.text", g->text);
      amends_facts_set_money (facts, "goodwill.amount",
                              g->amount > 0 ? g->amount : AMENDS_MONEY_UNKNOWN, g->currency);
      amends_facts_set_number (facts, "goodwill.months",
                               g->months > 0 ? g->months : AMENDS_UNKNOWN);
      amends_facts_set_text (facts, "goodwill.approver", g->decided_by);
    }
}

AmendsFacts *
amends_plan_facts_new_stakeholder (AmendsStakeholder *s, AmendsTemplateWords *words)
{
  AmendsFacts *facts = amends_facts_new ();
  const char *nick = amends_enum_get_nick (amends_role_get_type (), s->role);

  amends_facts_set_text (facts, "role", nick);
  set_label (facts, words, "role_label", "role", nick);
  set_label (facts, words, "who", "role", nick);
  amends_facts_set_text (facts, "name", s->name);
  if (s->name != NULL && *s->name != '\0')
    amends_facts_set_text (facts, "who", s->name);
  amends_facts_set_text (facts, "ask", s->ask);
  amends_facts_set_text (facts, "responsibility", s->responsibility);
  amends_facts_set_instant (facts, "deadline", s->deadline);
  amends_facts_set_strv (facts, "sources", (const char *const *) s->sources);
  return facts;
}

static void
set_stakeholders (AmendsFacts *facts, AmendsCase *the_case, AmendsTemplateWords *words)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->stakeholders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsStakeholder) s =
          g_list_model_get_item (G_LIST_MODEL (the_case->stakeholders), i);

      if (s->role != AMENDS_ROLE_CUSTOMER && s->role != AMENDS_ROLE_CSM)
        g_ptr_array_add (items, amends_plan_facts_new_stakeholder (s, words));
    }
  amends_facts_set_list (facts, "stakeholders", items);
}

/* (transfer none) (nullable) */
static AmendsMessage *
find_last_call (AmendsCase *the_case)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->messages));
  AmendsMessage *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMessage) message =
          g_list_model_get_item (G_LIST_MODEL (the_case->messages), i);

      if (message->channel == AMENDS_CHANNEL_CALL &&
          message->direction == AMENDS_DIRECTION_TWO_WAY &&
          (last == NULL || message->at >= last->at))
        last = message;
    }
  return last;
}

/* What the customer has been told, and whether it was done. A time that has passed unanswered is
 * "due": the next text says so before the customer does. */
static void
set_promised (AmendsFacts *facts,
              AmendsPlanSituation *situation,
              AmendsCase *the_case,
              AmendsInstant now)
{
  AmendsMessage *call = find_last_call (the_case);
  gboolean noted = FALSE;
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->commitments));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) c =
          g_list_model_get_item (G_LIST_MODEL (the_case->commitments), i);
      gboolean in_call;
      AmendsFacts *item;
      const char *state = c->state == AMENDS_COMMITMENT_KEPT              ? "kept"
                          : c->state == AMENDS_COMMITMENT_MISSED          ? "missed"
                          : c->due != AMENDS_INSTANT_NONE && c->due < now ? "due"
                                                                          : "open";

      if (c->text == NULL)
        continue;
      item = amends_facts_new ();
      amends_plan_situation_set_promise (situation, item, c);
      amends_facts_set_text (item, "state", state);
      amends_facts_set_text (item, "owner", c->owner);
      amends_facts_set_instant (item, "due", c->due);
      in_call = call != NULL && g_strcmp0 (c->message_id, call->id) == 0;
      noted = noted || in_call;
      amends_facts_set_boolean (item, "in_call", in_call);
      g_ptr_array_add (items, item);
    }
  amends_facts_set_list (facts, "promised", items);
  if (noted)
    amends_facts_set_boolean (facts, "call", TRUE);
}

static void
set_clocks (AmendsFacts *facts, AmendsCase *the_case)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (the_case->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (the_case->clocks), i);
      g_autofree char *path = g_strconcat (
          "clocks.", amends_enum_get_nick (amends_clock_kind_get_type (), clock->kind), NULL);

      if (clock->cycle == the_case->escalation->cycle)
        amends_facts_set_instant (facts, path, clock->due);
    }
}

static AmendsFacts *
lookup (const char *path, gpointer facts)
{
  return amends_facts_get (facts, path);
}

/* Conditions that many texts share have a name in plan.json. */
static void
set_derived (AmendsFacts *facts, const AmendsPlanRules *rules)
{
  for (guint i = 0; i < rules->derived->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules->derived, i);
      g_autofree char *path = g_strconcat ("is.", rule->key, NULL);

      amends_facts_set_boolean (facts, path,
                                rule->when == NULL ||
                                    amends_template_condition_holds (rule->when, lookup, facts));
    }
}

AmendsFacts *
amends_plan_facts_new (const AmendsPlanSetting *setting,
                       AmendsTemplateWords *words,
                       gboolean for_customer)
{
  AmendsFacts *facts = amends_facts_new ();

  set_escalation (facts, setting, words, !for_customer);
  set_account (facts, setting, words);
  set_customer (facts, setting->the_case);
  set_team (facts, setting);
  set_sponsor (facts, setting->the_case, for_customer);
  set_goodwill (facts, setting->the_case);
  set_stakeholders (facts, setting->the_case, words);
  amends_plan_situation_read (setting->situation, facts, setting->the_case, setting->message,
                              setting->context->now, for_customer);
  set_opening (facts, setting->the_case->escalation);
  amends_plan_letter_fit (facts, setting, words, for_customer);
  set_promised (facts, setting->situation, setting->the_case, setting->context->now);
  set_clocks (facts, setting->the_case);
  set_derived (facts, setting->rules);
  amends_facts_set_number (facts, "detail", 3);
  amends_plan_facts_set_times (facts, setting, setting->context->now);
  return facts;
}
