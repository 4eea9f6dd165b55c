/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the facts of account, contact and intake make of the scores: severity, track, scenario. */

#include "config.h"

#include "amends-classifier-judge.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

typedef struct
{
  AmendsJudgement *judgement;
  const AmendsClassifierPolicy *policy;
  const AmendsLexicon *lexicon;
  const AmendsClassifierInput *input;
} Weigh;

static const char *
severity_nick (AmendsSeverity severity)
{
  return amends_enum_get_nick (AMENDS_TYPE_SEVERITY, severity);
}

static const char *
track_nick (AmendsTrack track)
{
  return amends_enum_get_nick (AMENDS_TYPE_TRACK, track);
}

/* The CSM has heard the voice; the text has not. */
static void
weigh_emotion (Weigh *weigh)
{
  const AmendsEmotionRules *rules = &weigh->policy->emotions;
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsEscalation *intake = weigh->input->escalation;
  AmendsEmotion known = intake != NULL ? intake->emotion : AMENDS_EMOTION_UNKNOWN;

  if (known != AMENDS_EMOTION_UNKNOWN)
    {
      judgement->anger = known == AMENDS_EMOTION_CALM
                             ? MIN (judgement->anger, rules->calm_at_most)
                             : MAX (judgement->anger, rules->floors[known]);
      amends_judgement_fire (judgement, weigh->policy, "emotion",
                             amends_enum_get_nick (AMENDS_TYPE_EMOTION, known),
                             amends_enum_get_label (AMENDS_TYPE_EMOTION, known),
                             rules->floors[known], TRUE);
      judgement->emotion = known;
      return;
    }
  if (judgement->anger >= weigh->policy->very_angry)
    judgement->emotion = AMENDS_EMOTION_VERY_ANGRY;
  else if (judgement->anger >= rules->angry_from)
    judgement->emotion = AMENDS_EMOTION_ANGRY;
  else if (judgement->anger >= rules->frustrated_from ||
           judgement->complaint >= rules->frustrated_complaint)
    judgement->emotion = AMENDS_EMOTION_FRUSTRATED;
  else if (judgement->complaint >= rules->concerned_complaint)
    judgement->emotion = AMENDS_EMOTION_CONCERNED;
  else
    judgement->emotion = AMENDS_EMOTION_CALM;
}

static void
weigh_trigger (Weigh *weigh)
{
  const AmendsTriggerRules *rules = &weigh->policy->triggers;
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsEscalation *intake = weigh->input->escalation;
  AmendsTrigger trigger = intake != NULL ? intake->trigger : AMENDS_TRIGGER_UNKNOWN;
  const char *nick = amends_enum_get_nick (AMENDS_TYPE_TRIGGER, trigger);

  switch (trigger)
    {
    case AMENDS_TRIGGER_CANCEL_THREAT:
      judgement->churn_score = MAX (judgement->churn_score, rules->cancel_threat_churn);
      break;
    case AMENDS_TRIGGER_EXECUTIVE_CALL:
      judgement->executive = TRUE;
      judgement->categories[AMENDS_CATEGORY_EXECUTIVE] =
          MAX (judgement->categories[AMENDS_CATEGORY_EXECUTIVE], rules->executive_call);
      break;
    case AMENDS_TRIGGER_ANGRY_E_MAIL:
      judgement->anger = MAX (judgement->anger, rules->angry_mail_anger);
      break;
    case AMENDS_TRIGGER_FORMAL_NOTICE:
      judgement->complaint = MAX (judgement->complaint, rules->formal_notice_complaint);
      judgement->categories[AMENDS_CATEGORY_LEGAL] =
          MAX (judgement->categories[AMENDS_CATEGORY_LEGAL], rules->formal_notice_legal);
      break;
    case AMENDS_TRIGGER_UNKNOWN:
    case AMENDS_TRIGGER_TICKET:
    case AMENDS_TRIGGER_SURVEY:
    case AMENDS_TRIGGER_INTERNAL:
      return;
    }
  amends_judgement_fire (judgement, weigh->policy, "trigger", nick,
                         amends_enum_get_label (AMENDS_TYPE_TRIGGER, trigger), 0.8, TRUE);
}

static void
weigh_executive (Weigh *weigh)
{
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsContact *contact = weigh->input->contact;
  double mention = MAX (amends_judgement_get (judgement, weigh->lexicon, "executive-mention"),
                        amends_judgement_get (judgement, weigh->lexicon, "executive-ask"));

  if (contact != NULL && judgement->executive)
    amends_judgement_fire (judgement, weigh->policy, "executive-contact", NULL,
                           contact->title != NULL ? contact->title : contact->name, 1, TRUE);
  if (contact != NULL && contact->executive == AMENDS_EXECUTIVE_NO)
    judgement->executive = FALSE;
  mention = MAX (mention, amends_judgement_get (judgement, weigh->lexicon, "executive-ask-team"));
  if (mention >= weigh->policy->limits.executive)
    judgement->executive = TRUE;
  if (judgement->executive)
    judgement->categories[AMENDS_CATEGORY_EXECUTIVE] =
        MAX (judgement->categories[AMENDS_CATEGORY_EXECUTIVE],
             weigh->policy->triggers.executive_involved);
}

static double
get_level (Weigh *weigh, AmendsSeverity severity)
{
  int kind = weigh->policy->severity_kinds[severity];

  return kind >= 0 ? weigh->judgement->features[kind] : 0;
}

/* What the words say of the impact: half a hint at a level lifts half of the way from the level
 * below. */
static double
score_evidence (Weigh *weigh)
{
  const AmendsClassifierPolicy *policy = weigh->policy;
  double best = 0;

  for (guint i = AMENDS_SEVERITY_LOW; i < AMENDS_N_SEVERITIES; i++)
    {
      double feature = get_level (weigh, i);
      double below = i > AMENDS_SEVERITY_LOW ? policy->severity_levels[i - 1] : 0;
      double share = MIN (1, feature * policy->severity.hint_gain);

      if (feature > policy->severity.hint_from)
        best = MAX (best, below + (policy->severity_levels[i] - below) * share);
    }
  return best;
}

/* A fault is told of, not asked about, and nobody says what it does to the work. */
static gboolean
is_fault_without_impact (Weigh *weigh)
{
  const AmendsJudgement *judgement = weigh->judgement;
  double from = weigh->policy->severity.unstated_from;

  return amends_judgement_get (judgement, weigh->lexicon, "category.technical") >= from &&
         amends_judgement_get (judgement, weigh->lexicon, "positive") < from &&
         amends_judgement_get (judgement, weigh->lexicon, "thanks") < from &&
         judgement->features[AMENDS_LEXICON_MAX_KINDS + AMENDS_FEATURE_QUESTION] == 0 &&
         judgement->features[AMENDS_LEXICON_MAX_KINDS + AMENDS_FEATURE_SHORT] == 0;
}

static double
score_words (Weigh *weigh)
{
  const AmendsClassifierPolicy *policy = weigh->policy;
  const AmendsSeverityRules *rules = &policy->severity;
  AmendsJudgement *judgement = weigh->judgement;
  double quiet = MIN (rules->base + rules->complaint * judgement->complaint, 1);
  double best = score_evidence (weigh);
  double critical = get_level (weigh, AMENDS_SEVERITY_CRITICAL);
  double easy = amends_judgement_get (judgement, weigh->lexicon, "workaround-easy");
  double hard = MAX (amends_judgement_get (judgement, weigh->lexicon, "workaround-none"),
                     amends_judgement_get (judgement, weigh->lexicon, "workaround-hard"));

  if (get_level (weigh, AMENDS_SEVERITY_LOW) >= rules->small_from &&
      get_level (weigh, AMENDS_SEVERITY_HIGH) < rules->small_unless_high &&
      critical < rules->small_unless_critical)
    {
      amends_judgement_fire (judgement, policy, "severity-small", NULL, NULL, 0.6,
                             best > rules->small_at_most);
      return CLAMP (best, rules->base, rules->small_at_most);
    }
  if (easy >= rules->easy_from && easy > hard && critical < rules->easy_unless_critical &&
      best > rules->easy_at_most)
    {
      amends_judgement_fire (judgement, policy, "severity-easy", NULL, NULL, easy, TRUE);
      best = rules->easy_at_most;
    }
  if (best >= quiet)
    return best;
  if (quiet < rules->unstated && is_fault_without_impact (weigh))
    {
      amends_judgement_fire (judgement, policy, "severity-unstated", NULL, NULL, 0.4, TRUE);
      return rules->unstated;
    }
  amends_judgement_fire (judgement, policy,
                         quiet >= policy->severity_thresholds[AMENDS_SEVERITY_MEDIUM]
                             ? "severity-complaint"
                             : "severity-quiet",
                         NULL, NULL, quiet, best < rules->base);
  return quiet;
}

static AmendsSeverity
severity_of (Weigh *weigh, double score)
{
  for (guint i = AMENDS_SEVERITY_CRITICAL; i > AMENDS_SEVERITY_LOW; i--)
    if (score >= weigh->policy->severity_thresholds[i])
      return i;
  return AMENDS_SEVERITY_LOW;
}

/* Lifts or lowers the score into @severity; the fact is shown when it made a difference or agrees.
 */
static void
bound_severity (Weigh *weigh,
                const char *rule,
                AmendsSeverity severity,
                gboolean at_most,
                const char *fact)
{
  const double *from = weigh->policy->severity_thresholds;
  AmendsJudgement *judgement = weigh->judgement;
  AmendsSeverity before = severity_of (weigh, judgement->severity_score);

  if (at_most && before > severity)
    judgement->severity_score = from[severity + 1] - 0.02;
  else if (!at_most && before < severity)
    judgement->severity_score = weigh->policy->severity_levels[severity];
  amends_judgement_fire (judgement, weigh->policy, rule, severity_nick (severity), fact, 0.8,
                         before != severity && (at_most ? before > severity : before < severity));
}

/* What the phrases say, moved by what such messages usually mean. The mean of two scores keeps to
 * the middle, so it is stretched again to where the levels begin. */
static double
score_text (Weigh *weigh)
{
  const AmendsTurnRules *rules = &weigh->policy->turns;
  const double *levels = weigh->policy->severity_thresholds;
  double from[] = { 0, rules->medium_from, rules->high_from, rules->critical_from, 1 };
  double to[] = { 0, levels[AMENDS_SEVERITY_MEDIUM], levels[AMENDS_SEVERITY_HIGH],
                  levels[AMENDS_SEVERITY_CRITICAL], 1 };
  double score = score_words (weigh);
  guint i = 1;

  /* A word or two say nothing of an impact. */
  if (!weigh->judgement->turns.known ||
      weigh->judgement->texts[AMENDS_SOURCE_STATEMENT].n_words < weigh->policy->limits.short_words)
    return score;
  score = (1 - rules->severity) * score +
          rules->severity * amends_turns_get (&weigh->judgement->turns, AMENDS_TURN_SEVERITY);
  while (i < G_N_ELEMENTS (from) - 1 && score >= from[i])
    i++;
  return to[i - 1] +
         (to[i] - to[i - 1]) * (score - from[i - 1]) / MAX (from[i] - from[i - 1], 0.01);
}

static void
weigh_severity (Weigh *weigh)
{
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsEscalation *intake = weigh->input->escalation;

  judgement->severity_score = score_text (weigh);
  if (intake != NULL && intake->users_affected != AMENDS_UNKNOWN && intake->users_affected > 0)
    {
      const AmendsMeasureRule *best = NULL;
      g_autofree char *fact = g_strdup_printf ("%d", intake->users_affected);

      for (guint i = 0; i < weigh->policy->measures->len; i++)
        {
          const AmendsMeasureRule *rule =
              &g_array_index (weigh->policy->measures, AmendsMeasureRule, i);

          if (g_str_equal (rule->measure, "users") && intake->users_affected >= rule->at_least &&
              (best == NULL || rule->at_least > best->at_least))
            best = rule;
        }
      if (best != NULL)
        bound_severity (weigh, "severity-users", best->severity, FALSE, fact);
    }
  if (intake != NULL && intake->workaround == AMENDS_WORKAROUND_NONE)
    bound_severity (weigh, "severity-workaround-none", AMENDS_SEVERITY_HIGH, FALSE,
                    intake->workaround_text);
  else if (intake != NULL && intake->workaround == AMENDS_WORKAROUND_HARD)
    bound_severity (weigh, "severity-workaround-hard", AMENDS_SEVERITY_HIGH, FALSE,
                    intake->workaround_text);
  else if (intake != NULL && intake->workaround == AMENDS_WORKAROUND_EASY &&
           judgement->severity_score < weigh->policy->severity_thresholds[AMENDS_SEVERITY_CRITICAL])
    bound_severity (weigh, "severity-workaround-easy", AMENDS_SEVERITY_MEDIUM, TRUE,
                    intake->workaround_text);
  judgement->severity_score = CLAMP (judgement->severity_score, 0, 1);
  judgement->severity = severity_of (weigh, judgement->severity_score);
}

static gboolean
boost_applies (Weigh *weigh, const AmendsBoost *boost, char **fact)
{
  const AmendsAccount *account = weigh->input->account;
  AmendsJudgement *judgement = weigh->judgement;

  if (account == NULL || judgement->anger < boost->anger)
    return FALSE;
  if (boost->severities != 0 && (boost->severities & (1u << judgement->severity)) == 0)
    return FALSE;
  if ((boost->segments != 0 || boost->strategic) && !(boost->segments & (1u << account->segment)) &&
      !(boost->strategic && account->strategic))
    return FALSE;
  if (boost->renewal_days > 0)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      GDate renewal;
      int days;

      if (weigh->input->now == AMENDS_INSTANT_NONE || account->renewal == NULL ||
          !amends_date_parse (account->renewal, &renewal, NULL))
        return FALSE;
      days = amends_date_days_until (&renewal, weigh->input->now,
                                     weigh->input->time_zone ? weigh->input->time_zone : utc);
      if (days < 0 || days > boost->renewal_days)
        return FALSE;
      *fact = g_strdup_printf ("%d", days);
      return TRUE;
    }
  *fact = g_strdup (account->name);
  return TRUE;
}

static void
weigh_track (Weigh *weigh)
{
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsClassifierPolicy *policy = weigh->policy;
  AmendsTrack track = policy->tracks[judgement->severity];

  amends_judgement_fire (judgement, policy, "track-severity", track_nick (track),
                         amends_enum_get_label (AMENDS_TYPE_SEVERITY, judgement->severity), 0.5,
                         TRUE);
  if (judgement->executive)
    {
      amends_judgement_fire (judgement, policy, "track-executive", track_nick (AMENDS_TRACK_P1),
                             NULL, 1, TRUE);
      track = AMENDS_TRACK_P1;
    }
  if (judgement->churn && judgement->churn_score >= policy->churn_track)
    {
      amends_judgement_fire (judgement, policy, "track-churn", track_nick (AMENDS_TRACK_P1), NULL,
                             1, TRUE);
      track = AMENDS_TRACK_P1;
    }
  for (guint i = 0; i < policy->boosts->len; i++)
    {
      const AmendsBoost *boost = &g_array_index (policy->boosts, AmendsBoost, i);
      AmendsTrack raised = MAX ((int) track - boost->steps, (int) AMENDS_TRACK_P1);
      g_autofree char *fact = NULL;

      if (!boost_applies (weigh, boost, &fact))
        continue;
      amends_judgement_fire (judgement, policy, boost->id, track_nick (raised), fact, 0.6,
                             raised < track);
      track = raised;
    }
  judgement->track = track;
}

static void
weigh_scenario (Weigh *weigh)
{
  AmendsJudgement *judgement = weigh->judgement;
  const AmendsClassifierPolicy *policy = weigh->policy;
  const AmendsLexicon *lexicon = weigh->lexicon;
  const AmendsEscalation *intake = weigh->input->escalation;
  double theirs = amends_judgement_get (judgement, lexicon, "scenario-not-our-fault");
  double cannot = amends_judgement_get (judgement, lexicon, "scenario-cannot-fix");

  if (intake != NULL && intake->fix_text != NULL)
    {
      g_auto (AmendsLexiconText) text = { 0 };
      g_autoptr (GArray) hits = NULL;
      int kind = amends_lexicon_find_kind (lexicon, "scenario-cannot-fix");

      amends_lexicon_text_init (&text, intake->fix_text, amends_lexicon_get_vocabulary (lexicon));
      hits = amends_lexicon_find (lexicon, &text);
      for (guint i = 0; kind >= 0 && i < hits->len; i++)
        if (amends_lexicon_hit_has (lexicon, &g_array_index (hits, AmendsLexiconHit, i), kind))
          {
            judgement->scenario = AMENDS_SCENARIO_CANNOT_FIX;
            amends_judgement_fire (judgement, policy, "scenario-fix", "cannot-fix",
                                   intake->fix_text, 0.9, TRUE);
            return;
          }
    }
  if (cannot >= policy->limits.scenario)
    judgement->scenario = AMENDS_SCENARIO_CANNOT_FIX;
  else if (judgement->anger >= policy->very_angry)
    {
      judgement->scenario = AMENDS_SCENARIO_VERY_ANGRY;
      amends_judgement_fire (judgement, policy, "scenario-very-angry", "very-angry", NULL,
                             judgement->anger, TRUE);
    }
  else if (theirs >= policy->limits.scenario)
    judgement->scenario = AMENDS_SCENARIO_NOT_OUR_FAULT;
  else
    {
      judgement->scenario = AMENDS_SCENARIO_OUR_FAULT;
      amends_judgement_fire (judgement, policy, "scenario-default", "our-fault", NULL, 0.3, TRUE);
    }
}

/* What argued for the result that came out made it; the rest supported or opposed. */
static void
mark_decided (Weigh *weigh)
{
  AmendsJudgement *judgement = weigh->judgement;

  for (guint i = 0; i < judgement->fired->len; i++)
    {
      AmendsFired *fired = &g_array_index (judgement->fired, AmendsFired, i);
      const char *result = NULL;

      if ((fired->hit < 0 && !fired->turn) || fired->weight < weigh->policy->limits.decisive)
        continue;
      if (g_str_equal (fired->target, "severity"))
        result = severity_nick (judgement->severity);
      else if (g_str_equal (fired->target, "category"))
        result = amends_enum_get_nick (AMENDS_TYPE_CATEGORY, judgement->category);
      else if (g_str_equal (fired->target, "topic"))
        result = judgement->topic;
      else if (g_str_equal (fired->target, "scenario"))
        result = amends_enum_get_nick (AMENDS_TYPE_SCENARIO, judgement->scenario);
      else if (g_str_equal (fired->target, "churn"))
        fired->decided = judgement->churn;
      else if (g_str_equal (fired->target, "executive"))
        fired->decided = judgement->executive;
      if (result != NULL)
        fired->decided = g_strcmp0 (result, fired->value) == 0;
    }
}

void
amends_judgement_weigh (AmendsJudgement *self,
                        const AmendsClassifierPolicy *policy,
                        const AmendsLexicon *lexicon,
                        const AmendsClassifierInput *input)
{
  Weigh weigh = { self, policy, lexicon, input };

  weigh_emotion (&weigh);
  weigh_trigger (&weigh);
  weigh_executive (&weigh);
  self->churn = self->churn_score >= policy->churn_flag;
  weigh_severity (&weigh);
  weigh_track (&weigh);
  weigh_scenario (&weigh);
  mark_decided (&weigh);
}
