/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the records of a case show, as facts that the texts of a debrief speak of. */

#include "config.h"

#include "amends-debriefer-facts.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <string.h>

/* Longer than this, a text cannot stand inside a sentence; it is then known but not quoted. */
#define LONGEST_CLAUSE 200

static const char *const known_paths[] = {
  "account.arr",
  "account.name",
  "acknowledge.early",
  "acknowledge.late",
  "acknowledge.missed",
  "cause.category",
  "cause.clause",
  "cause.confirmed",
  "cause.known",
  "cause.text",
  "chased",
  "closed.as",
  "closed.on",
  "confirmed_on",
  "contact.name",
  "count",
  "deadline.due",
  "deadline.early",
  "deadline.in_time",
  "deadline.late",
  "deadline.left",
  "deadline.too_late",
  "elsewhere.accounts",
  "elsewhere.days",
  "elsewhere.items",
  "elsewhere.none",
  "emotion",
  "feature",
  "first_reply.after",
  "fix",
  "goodwill.amount",
  "goodwill.kind",
  "goodwill.months",
  "impact",
  "internal_late",
  "issue",
  "item.account",
  "item.at",
  "item.by",
  "item.due",
  "item.number",
  "item.owner",
  "item.text",
  "long_term",
  "overridden",
  "paused",
  "promises.kept",
  "promises.missed",
  "promises.missed_items",
  "promises.open",
  "received",
  "recurrence.items",
  "reclassified",
  "reopened",
  "resolved",
  "resolved_on",
  "satisfaction.scale",
  "satisfaction.score",
  "severity",
  "silence",
  "since",
  "since_quoted",
  "step",
  "substantive.early",
  "substantive.late",
  "substantive.missed",
  "tickets",
  "took",
  "updates.all",
  "updates.kept",
  "updates.missed",
  "updates.worst",
  "users",
  "workaround",
};

gboolean
amends_debriefer_facts_is_known (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_paths); i++)
    if (g_str_equal (known_paths[i], path))
      return TRUE;
  return FALSE;
}

/* --- Texts ---------------------------------------------------------------------------------- */

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0xFF1B || c == 0xFF61;
}

static char *
drop_stops (const char *text)
{
  g_autofree char *line = amends_text_one_line (text, 200);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_stop (g_utf8_get_char (p)))
      g_string_append_unichar (kept, g_utf8_get_char (p));
  return g_strstrip (g_string_free (g_steal_pointer (&kept), FALSE));
}

static guint
count_quotes (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '"';
  return n;
}

/* (transfer full) (nullable): the first sentence of @text without its stop, so that it can stand
 * within another sentence. */
static char *
make_clause (const char *text)
{
  g_autofree char *clean = text ? amends_text_clean (text, -1) : NULL;
  g_autoptr (GArray) sentences = clean ? amends_text_split_sentences (clean) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GString) clause = NULL;
  AmendsSpan *span;

  if (sentences == NULL || sentences->len == 0)
    return NULL;
  span = &g_array_index (sentences, AmendsSpan, 0);
  first = g_strndup (clean + span->start, span->end - span->start);
  if (g_utf8_strlen (first, -1) > LONGEST_CLAUSE)
    return NULL;
  line = amends_text_one_line (first, LONGEST_CLAUSE + 1);

  clause = g_string_new (line);
  while (clause->len > 0 &&
         is_stop (g_utf8_get_char (g_utf8_prev_char (clause->str + clause->len))))
    g_string_truncate (clause, g_utf8_prev_char (clause->str + clause->len) - clause->str);
  /* The other half of the quotation may be in the next sentence. */
  if (count_quotes (clause->str) % 2 == 1)
    g_string_replace (clause, "\"", "", 0);
  /* What is left of "…?!" and of a heading's colon. */
  while (clause->len > 0 && strchr (" .,;:!?", clause->str[clause->len - 1]))
    g_string_truncate (clause, clause->len - 1);
  if (g_str_has_suffix (clause->str, "：") || g_str_has_suffix (clause->str, "，"))
    g_string_truncate (clause, clause->len - strlen ("："));
  return clause->len > 0 ? g_string_free (g_steal_pointer (&clause), FALSE) : NULL;
}

static gboolean
is_filled (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
set_name (AmendsFacts *facts, const char *path, const char *name, AmendsDebriefWording wording)
{
  g_autofree char *clean = name ? amends_text_clean (name, -1) : NULL;
  g_autofree char *text = NULL;

  if (!is_filled (clean))
    return;
  text = wording == AMENDS_DEBRIEFER_WORDING_FULL ? amends_text_one_line (clean, 200)
                                                  : drop_stops (clean);
  amends_facts_set_text (facts, path, text);
}

/* FALSE if @text is empty or cannot stand inside a sentence. */
static gboolean
set_clause (AmendsFacts *facts, const char *path, const char *text, AmendsDebriefWording wording)
{
  g_autofree char *clause = wording != AMENDS_DEBRIEFER_WORDING_SAFE ? make_clause (text) : NULL;

  amends_facts_set_text (facts, path, clause);
  return clause != NULL;
}

static gboolean
has_clause_word (const char *text, const char *const *clause_words)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " ,;:()", -1);

  for (guint i = 0; clause_words && words[i]; i++)
    if (g_strv_contains (clause_words, words[i]))
      return TRUE;
  return FALSE;
}

/* "since Monday" and "Monday" are both ways to fill in the field. A day without a date
 * ("yesterday") means nothing later and can only be quoted. */
static void
set_since (AmendsFacts *facts, const char *since)
{
  static const char *const relative[] = { "today", "yesterday", "this ", "今天", "昨天", "今早" };
  g_autofree char *clause = make_clause (since);
  const char *rest = clause;
  gboolean dated = FALSE;
  AmendsInstant at;

  /* A stamp is for machines, and the sentence names the day already. */
  if (clause == NULL || amends_instant_parse (since, &at, NULL))
    return;
  if (g_ascii_strncasecmp (clause, "since ", 6) == 0)
    rest += 6;
  else if (g_str_has_prefix (clause, "自从"))
    rest += strlen ("自从");
  else if (g_str_has_prefix (clause, "自") || g_str_has_prefix (clause, "从"))
    rest += strlen ("自");
  for (const char *p = rest; *p != '\0'; p++)
    dated = dated || g_ascii_isdigit (*p);
  for (guint i = 0; i < G_N_ELEMENTS (relative); i++)
    dated = dated && strstr (rest, relative[i]) == NULL;
  amends_facts_set_text (facts, dated ? "since" : "since_quoted", rest);
}

/* --- Time ----------------------------------------------------------------------------------- */

/* Minutes as one would say them: to the minute under two hours, to the hour under three days. */
static gint64
say_minutes (gint64 milliseconds)
{
  gint64 minutes = milliseconds / AMENDS_MINUTE;
  gint64 unit = minutes < 120 ? 1 : minutes < 3 * 24 * 60 ? 60 : 24 * 60;

  return (minutes + unit / 2) / unit * unit;
}

static AmendsInstant
get_end (AmendsCase *case_, AmendsInstant now)
{
  AmendsEscalation *escalation = case_->escalation;

  if (escalation->resolved_at != AMENDS_INSTANT_NONE)
    return escalation->resolved_at;
  return escalation->closed_at != AMENDS_INSTANT_NONE ? escalation->closed_at : now;
}

/* Whether @clock ran out before it was met or before what it waited for was over. */
static gboolean
is_missed (AmendsClock *clock, AmendsInstant end)
{
  if (clock->due == AMENDS_INSTANT_NONE)
    return FALSE;
  if (clock->met_at != AMENDS_INSTANT_NONE)
    return clock->met_at > clock->due;
  return clock->breached_at != AMENDS_INSTANT_NONE || (!clock->closed && clock->due < end);
}

static void
set_reply_clock (AmendsFacts *facts, AmendsClock *clock, const char *name, AmendsInstant end)
{
  g_autofree char *early = g_strconcat (name, ".early", NULL);
  g_autofree char *late = g_strconcat (name, ".late", NULL);
  g_autofree char *missed = g_strconcat (name, ".missed", NULL);

  /* The first cycle is what the customer remembers. */
  if (clock->cycle > 1)
    return;
  if (clock->met_at == AMENDS_INSTANT_NONE)
    {
      if (is_missed (clock, end))
        amends_facts_set_boolean (facts, missed, TRUE);
    }
  else if (clock->met_at > clock->due)
    amends_facts_set_number (facts, late, MAX (1, say_minutes (clock->met_at - clock->due)));
  else
    amends_facts_set_number (facts, early, say_minutes (clock->due - clock->met_at));
}

static void
set_deadline (AmendsFacts *facts, AmendsCase *case_, AmendsClock *clock, AmendsInstant now)
{
  gboolean live = amends_status_is_live (case_->escalation->status);
  AmendsInstant end = get_end (case_, now);
  gint64 minutes;

  if (clock->cycle != case_->escalation->cycle || clock->due == AMENDS_INSTANT_NONE)
    return;
  if (clock->met_at != AMENDS_INSTANT_NONE)
    end = clock->met_at;
  amends_facts_set_instant (facts, "deadline.due", clock->due);
  amends_facts_set_boolean (facts, end <= clock->due ? "deadline.in_time" : "deadline.too_late",
                            TRUE);
  /* In working hours the hours on the wall say nothing of how early or late it was. */
  if (clock->working_hours)
    return;
  minutes = say_minutes (ABS (clock->due - end));
  if (end > clock->due)
    amends_facts_set_number (facts, "deadline.late", MAX (1, minutes));
  else if (minutes > 0)
    amends_facts_set_number (facts, live ? "deadline.left" : "deadline.early", minutes);
}

static void
set_clocks (AmendsFacts *facts, AmendsCase *case_, AmendsInstant now)
{
  GListModel *clocks = G_LIST_MODEL (case_->clocks);
  AmendsInstant end = get_end (case_, now);
  guint kept = 0, missed = 0;
  gint64 worst = 0;

  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);

      switch (clock->kind)
        {
        case AMENDS_CLOCK_NOTIFY:
          if (clock->met_at > clock->due)
            amends_facts_set_number (facts, "internal_late",
                                     MAX (1, say_minutes (clock->met_at - clock->due)));
          break;
        case AMENDS_CLOCK_ACKNOWLEDGE:
          set_reply_clock (facts, clock, "acknowledge", end);
          break;
        case AMENDS_CLOCK_SUBSTANTIVE:
          set_reply_clock (facts, clock, "substantive", end);
          break;
        case AMENDS_CLOCK_UPDATE:
          if (is_missed (clock, end))
            {
              AmendsInstant until = clock->met_at != AMENDS_INSTANT_NONE ? clock->met_at : end;

              missed++;
              worst = MAX (worst, until - clock->due);
            }
          else if (clock->met_at != AMENDS_INSTANT_NONE)
            kept++;
          break;
        case AMENDS_CLOCK_RESOLVE:
          set_deadline (facts, case_, clock, now);
          break;
        }
    }

  amends_facts_set_number (facts, "updates.kept", kept);
  amends_facts_set_number (facts, "updates.missed", missed);
  amends_facts_set_number (facts, "updates.all", kept + missed);
  amends_facts_set_number (facts, "updates.worst", say_minutes (worst));
}

static void
set_pauses (AmendsFacts *facts, AmendsCase *case_, AmendsInstant end)
{
  GListModel *pauses = G_LIST_MODEL (case_->pauses);
  gint64 total = 0;

  for (guint i = 0; i < g_list_model_get_n_items (pauses); i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (pauses, i);
      AmendsInstant stop = pause->end != AMENDS_INSTANT_NONE ? pause->end : end;

      total += MAX (0, MIN (stop, end) - pause->start);
    }
  amends_facts_set_number (facts, "paused", say_minutes (total));
}

/* --- Who said what, and when ----------------------------------------------------------------- */

static int
compare_messages (gconstpointer a, gconstpointer b)
{
  const AmendsMessage *one = *(AmendsMessage *const *) a;
  const AmendsMessage *two = *(AmendsMessage *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

static void
set_contact_history (AmendsFacts *facts, AmendsCase *case_, AmendsInstant end)
{
  GListModel *messages = G_LIST_MODEL (case_->messages);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  AmendsInstant received = case_->escalation->received;
  AmendsInstant heard = AMENDS_INSTANT_NONE; /* when the customer last heard from us */
  guint run = 1, longest_run = 1; /* their messages in a row; the first opened the case */
  gint64 silence = 0;

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    g_ptr_array_add (sorted, g_list_model_get_item (messages, i));
  g_ptr_array_sort (sorted, compare_messages);

  for (guint i = 0; i < sorted->len; i++)
    {
      AmendsMessage *message = g_ptr_array_index (sorted, i);
      gboolean ours = message->direction == AMENDS_DIRECTION_OUTBOUND ||
                      message->direction == AMENDS_DIRECTION_TWO_WAY;

      if (message->at < received || message->at > end)
        continue;
      if (message->direction == AMENDS_DIRECTION_INBOUND && message->at > received)
        run++;
      longest_run = MAX (longest_run, run);
      if (!ours)
        continue;
      if (heard == AMENDS_INSTANT_NONE)
        amends_facts_set_number (facts, "first_reply.after", say_minutes (message->at - received));
      else
        silence = MAX (silence, message->at - heard);
      heard = message->at;
      run = 0;
    }
  if (heard != AMENDS_INSTANT_NONE)
    silence = MAX (silence, end - heard);
  amends_facts_set_number (facts, "silence", say_minutes (silence));
  if (longest_run > 1)
    amends_facts_set_number (facts, "chased", longest_run);
}

static void
set_promises (AmendsFacts *facts, AmendsCase *case_, AmendsDebriefWording wording)
{
  GListModel *commitments = G_LIST_MODEL (case_->commitments);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  guint counts[AMENDS_COMMITMENT_MISSED + 1] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (commitments); i++)
    {
      g_autoptr (AmendsCommitment) commitment = g_list_model_get_item (commitments, i);
      g_autoptr (AmendsFacts) item = NULL;

      counts[commitment->state]++;
      if (commitment->state != AMENDS_COMMITMENT_MISSED)
        continue;
      item = amends_facts_new ();
      if (!set_clause (item, "text", commitment->text, wording))
        continue;
      amends_facts_set_instant (item, "due", commitment->due);
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  amends_facts_set_number (facts, "promises.kept", counts[AMENDS_COMMITMENT_KEPT]);
  amends_facts_set_number (facts, "promises.missed", counts[AMENDS_COMMITMENT_MISSED]);
  amends_facts_set_number (facts, "promises.open", counts[AMENDS_COMMITMENT_OPEN]);
  amends_facts_set_list (facts, "promises.missed_items", items);
}

static void
set_events (AmendsFacts *facts, AmendsCase *case_)
{
  GListModel *events = G_LIST_MODEL (case_->events);
  guint overridden = 0, reclassified = 0;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);

      overridden += event->kind == AMENDS_EVENT_GATE_OVERRIDDEN;
      reclassified += event->kind == AMENDS_EVENT_ESCALATION_RECLASSIFIED;
    }
  amends_facts_set_number (facts, "overridden", overridden);
  amends_facts_set_number (facts, "reclassified", reclassified);
}

/* Long-term actions: what a process change grows from. */
static void
set_long_term (AmendsFacts *facts, AmendsCase *case_, AmendsDebriefWording wording)
{
  GListModel *actions = G_LIST_MODEL (case_->actions);
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (actions, i);
      g_autoptr (AmendsFacts) item = NULL;

      if (action->horizon != AMENDS_HORIZON_LONG_TERM || action->step == AMENDS_STEP_SKIPPED ||
          action->step == AMENDS_STEP_SUPERSEDED)
        continue;
      item = amends_facts_new ();
      if (!set_clause (item, "text", action->text, wording))
        continue;
      set_name (item, "owner", action->owner, wording);
      amends_facts_set_instant (item, "due", action->due);
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  amends_facts_set_list (facts, "long_term", items);
}

static void
set_goodwill (AmendsFacts *facts, AmendsCase *case_)
{
  GListModel *goodwill = G_LIST_MODEL (case_->goodwill);

  for (guint i = 0; i < g_list_model_get_n_items (goodwill); i++)
    {
      g_autoptr (AmendsGoodwill) request = g_list_model_get_item (goodwill, i);

      if (request->state != AMENDS_GOODWILL_APPROVED)
        continue;
      amends_facts_set_text (facts, "goodwill.kind",
                             amends_enum_get_nick (AMENDS_TYPE_GOODWILL_KIND, request->kind));
      amends_facts_set_money (facts, "goodwill.amount", request->amount, request->currency);
      if (request->months > 0)
        amends_facts_set_number (facts, "goodwill.months", request->months);
      return;
    }
}

/* --- The case itself ------------------------------------------------------------------------- */

static void
set_cause (AmendsFacts *facts,
           AmendsCase *case_,
           AmendsDebriefWording wording,
           const char *const *clause_words)
{
  AmendsEscalation *escalation = case_->escalation;
  const char *cause = escalation->root_cause;
  AmendsFacts *text;

  /* What is written in the debrief is the later word. */
  if (case_->debrief && is_filled (case_->debrief->root_cause))
    cause = case_->debrief->root_cause;
  if (!is_filled (cause))
    return;
  amends_facts_set_boolean (facts, "cause.known", TRUE);
  /* Resolving asks for the cause; before that it is a first assessment. */
  amends_facts_set_boolean (facts, "cause.confirmed", !amends_status_is_live (escalation->status));
  set_clause (facts, "cause.text", cause, wording);
  set_clause (facts, "cause.category", escalation->root_cause_category, wording);
  text = amends_facts_get (facts, "cause.text");
  if (text)
    amends_facts_set_boolean (facts, "cause.clause",
                              has_clause_word (amends_facts_get_text (text), clause_words));
}

static void
set_done (AmendsFacts *facts, AmendsCase *case_, AmendsDebriefWording wording)
{
  AmendsEscalation *escalation = case_->escalation;
  GListModel *taken = G_LIST_MODEL (escalation->actions_taken);
  guint n = g_list_model_get_n_items (taken);

  /* Until it is resolved, the text says what could be done, not what was. */
  if (escalation->resolved_at != AMENDS_INSTANT_NONE)
    set_clause (facts, "fix", escalation->fix_text, wording);
  if (n > 0)
    {
      g_autoptr (AmendsLogEntry) last = g_list_model_get_item (taken, n - 1);

      set_clause (facts, "step", last->text, wording);
    }
}

static void
set_issue (AmendsFacts *facts, AmendsCase *case_, AmendsDebriefWording wording)
{
  AmendsEscalation *escalation = case_->escalation;

  /* Where the title is only the feature, "a problem with" it is said instead. */
  if ((escalation->title == NULL ||
       g_strcmp0 (escalation->title, escalation->affected_feature) != 0) &&
      !set_clause (facts, "issue", escalation->title, wording))
    set_clause (facts, "issue", escalation->underlying_issue, wording);
  set_clause (facts, "impact", escalation->impact, wording);
  set_clause (facts, "feature", escalation->affected_feature, wording);
  if (wording != AMENDS_DEBRIEFER_WORDING_SAFE)
    set_since (facts, escalation->since);
  if (escalation->users_affected != AMENDS_UNKNOWN)
    amends_facts_set_number (facts, "users", escalation->users_affected);
  if (escalation->severity != AMENDS_SEVERITY_UNKNOWN)
    amends_facts_set_text (facts, "severity",
                           amends_enum_get_nick (AMENDS_TYPE_SEVERITY, escalation->severity));
  if (escalation->workaround != AMENDS_WORKAROUND_UNKNOWN)
    amends_facts_set_text (facts, "workaround",
                           amends_enum_get_nick (AMENDS_TYPE_WORKAROUND, escalation->workaround));
  if (escalation->emotion != AMENDS_EMOTION_UNKNOWN)
    amends_facts_set_text (facts, "emotion",
                           amends_enum_get_nick (AMENDS_TYPE_EMOTION, escalation->emotion));
  amends_facts_set_number (facts, "tickets",
                           escalation->tickets ? g_strv_length (escalation->tickets) : 0);
}

static void
set_end (AmendsFacts *facts, AmendsEscalation *escalation, AmendsInstant end)
{
  gboolean abandoned = escalation->status == AMENDS_STATUS_DUPLICATE ||
                       escalation->status == AMENDS_STATUS_WITHDRAWN;
  gboolean resolved = !abandoned && escalation->resolved_at != AMENDS_INSTANT_NONE;

  amends_facts_set_boolean (facts, "resolved", resolved);
  if (resolved)
    amends_facts_set_instant (facts, "resolved_on", escalation->resolved_at);
  amends_facts_set_instant (facts, "confirmed_on", escalation->customer_confirmed_at);
  if (abandoned)
    {
      amends_facts_set_text (facts, "closed.as",
                             amends_enum_get_nick (AMENDS_TYPE_STATUS, escalation->status));
      amends_facts_set_instant (facts, "closed.on", escalation->closed_at);
    }
  if (escalation->received != AMENDS_INSTANT_NONE && end > escalation->received)
    amends_facts_set_number (facts, "took", say_minutes (end - escalation->received));
  if (escalation->cycle > 1)
    amends_facts_set_number (facts, "reopened", escalation->cycle - 1);
  if (escalation->satisfaction != AMENDS_UNKNOWN && escalation->satisfaction_scale > 0)
    {
      amends_facts_set_number (facts, "satisfaction.score", escalation->satisfaction);
      amends_facts_set_number (facts, "satisfaction.scale", escalation->satisfaction_scale);
    }
}

/* --- Other cases ----------------------------------------------------------------------------- */

static void
set_cases (AmendsFacts *facts, const char *path, GListStore *cases, AmendsDebriefWording wording)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (cases)); i++)
    {
      g_autoptr (AmendsSimilarCase) one = g_list_model_get_item (G_LIST_MODEL (cases), i);
      g_autofree char *number = amends_escalation_format_number (one->number);
      AmendsFacts *item = amends_facts_new ();

      amends_facts_set_text (item, "number", number);
      set_name (item, "account", one->account, wording);
      amends_facts_set_instant (item, "at", one->received);
      g_ptr_array_add (items, item);
    }
  amends_facts_set_list (facts, path, items);
}

static void
set_reach (AmendsFacts *facts, AmendsLookBack *look_back, AmendsDebriefWording wording)
{
  if (look_back == NULL)
    return;
  amends_facts_set_number (facts, "elsewhere.days", look_back->days);
  amends_facts_set_number (facts, "elsewhere.accounts", look_back->n_accounts);
  amends_facts_set_boolean (facts, "elsewhere.none", look_back->n_elsewhere == 0);
  set_cases (facts, "elsewhere.items", look_back->elsewhere, wording);
  set_cases (facts, "recurrence.items", look_back->recurrences, wording);
}

AmendsFacts *
amends_debriefer_facts_new (AmendsCase *case_,
                            AmendsInstant now,
                            AmendsDebriefWording wording,
                            const char *const *clause_words)
{
  AmendsFacts *facts = amends_facts_new ();
  AmendsInstant end = get_end (case_, now);

  amends_facts_set_instant (facts, "received", case_->escalation->received);
  if (case_->account)
    {
      set_name (facts, "account.name", case_->account->name, wording);
      amends_facts_set_money (facts, "account.arr", case_->account->arr, case_->account->currency);
    }
  if (case_->contact)
    set_name (facts, "contact.name", case_->contact->name, wording);
  set_issue (facts, case_, wording);
  set_cause (facts, case_, wording, clause_words);
  set_done (facts, case_, wording);
  set_end (facts, case_->escalation, end);
  set_clocks (facts, case_, now);
  set_pauses (facts, case_, end);
  set_contact_history (facts, case_, end);
  set_promises (facts, case_, wording);
  set_events (facts, case_);
  set_long_term (facts, case_, wording);
  set_goodwill (facts, case_);
  set_reach (facts, case_->look_back, wording);
  return facts;
}
