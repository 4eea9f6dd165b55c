/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change to a case while it is made. */

#include "config.h"

#include "amends-change.h"

#include "amends-enum-types.h"
#include "amends-deadline.h"
#include "amends-draft-pair.h"
#include "amends-json.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
append_event (AmendsChange *change,
              AmendsEventKind kind,
              AmendsInstant at,
              JsonNode *payload,
              char *summary)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);

  event->escalation_id = g_strdup (change->case_->escalation->id);
  event->kind = kind;
  event->at = at != AMENDS_INSTANT_NONE ? at : change->now;
  event->recorded = change->now;
  event->actor = g_strdup (change->me ? change->me->name : NULL);
  event->summary = summary;
  event->seq = 0;
  if (payload)
    {
      event->payload = amends_json_to_canonical (payload);
      json_node_unref (payload);
    }
  g_list_store_append (change->case_->events, event);
}

void
amends_change_log (AmendsChange *change,
                   AmendsEventKind kind,
                   AmendsInstant at,
                   JsonNode *payload,
                   const char *summary,
                   ...)
{
  va_list arguments;

  va_start (arguments, summary);
  append_event (change, kind, at, payload, g_strdup_vprintf (summary, arguments));
  va_end (arguments);
}

void
amends_change_log_diff (AmendsChange *change,
                        AmendsEventKind kind,
                        gpointer before,
                        gpointer after,
                        const char *summary,
                        ...)
{
  JsonNode *differences = amends_record_diff (before, after);
  va_list arguments;

  if (differences == NULL)
    return;
  va_start (arguments, summary);
  append_event (change, kind, AMENDS_INSTANT_NONE, differences,
                g_strdup_vprintf (summary, arguments));
  va_end (arguments);
}

JsonNode *
amends_change_payload (const char *member, const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, member, text ? text : "");
  json_node_take_object (node, object);
  return node;
}

AmendsCalendar *
amends_change_dup_calendar (AmendsEngines *engines, AmendsAccount *account)
{
  g_autoptr (GError) error = NULL;
  AmendsCalendar *calendar = NULL;

  if (account && account->time_zone && *account->time_zone)
    calendar = amends_calendar_in_zone (engines->calendar, account->time_zone, &error);
  /* The zone was checked when it came in; a system that has lost it since keeps the team's. */
  if (error)
    g_warning ("%s", error->message);
  return calendar ? calendar : g_object_ref (engines->calendar);
}

GTimeZone *
amends_change_dup_zone (AmendsEngines *engines, AmendsCase *case_)
{
  const char *names[] = { case_->account ? case_->account->time_zone : NULL,
                          case_->escalation ? case_->escalation->time_zone : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GTimeZone *zone = names[i] && *names[i] ? amends_zone_load (names[i], NULL) : NULL;

      if (zone)
        return zone;
    }
  return g_time_zone_ref (amends_calendar_get_zone (engines->calendar));
}

const char *
amends_change_get_language (void)
{
  const char *const *names = g_get_language_names ();

  return names[0] && g_str_has_prefix (names[0], "zh") ? "zh-CN" : "en";
}

static gboolean
in_hours (AmendsInstant instant, gpointer data)
{
  return amends_deadline_is_in_hours (data, instant);
}

/* What a draft just written would be stopped for. That the thread has apologised already is no
 * reason to take the apology out of the letters to choose from. */
static GPtrArray *
vet (AmendsDraft *draft, gpointer data)
{
  AmendsChange *change = data;
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsGateContext context;

  amends_change_get_gate_context (change->engines, change->case_, draft,
                                  MAX (change->now, draft->due), zone, &context);
  context.earlier_apology = FALSE;
  return amends_gate_check (change->engines->gate, draft->body, &context);
}

void
amends_change_get_planner_context (AmendsChange *change,
                                   GTimeZone *zone,
                                   AmendsPlannerContext *context)
{
  AmendsCalendar *calendar = amends_change_dup_calendar (change->engines, change->case_->account);

  /* Kept with the case, so that it is there while the plan is made. */
  g_object_set_data_full (G_OBJECT (change->case_), "amends-calendar", calendar, g_object_unref);
  *context = (AmendsPlannerContext){
    .me = change->me,
    .people = change->people,
    .now = change->now,
    .zone = zone,
    .language = amends_change_get_language (),
    .in_hours = in_hours,
    .in_hours_data = calendar,
    .vet = vet,
    .vet_data = change,
  };
}

static gboolean
has_apologised (AmendsEngines *engines, AmendsCase *case_)
{
  GListModel *messages = G_LIST_MODEL (case_->messages);
  guint n = g_list_model_get_n_items (messages);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);

      if (message->direction == AMENDS_DIRECTION_OUTBOUND && message->body &&
          amends_gate_apologises (engines->gate, message->body))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_for_customer (AmendsAudience audience)
{
  return audience == AMENDS_AUDIENCE_CUSTOMER || audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

void
amends_change_get_gate_context (AmendsEngines *engines,
                                AmendsCase *case_,
                                AmendsDraft *draft,
                                AmendsInstant now,
                                GTimeZone *zone,
                                AmendsGateContext *context)
{
  gboolean open = case_ && draft && draft->sent_at == AMENDS_INSTANT_NONE;
  AmendsDraft *other = open ? amends_draft_pair_find (case_, draft) : NULL;

  *context = (AmendsGateContext){
    .kind = draft && !is_for_customer (draft->audience) ? AMENDS_TEXT_BRIEF : AMENDS_TEXT_CUSTOMER,
    .language = amends_change_get_language (),
    .case_ = case_,
    .now = now,
    .zone = zone,
    .counterpart = other && other->sent_at == AMENDS_INSTANT_NONE ? other->body : NULL,
    .draft_kind = draft ? draft->kind : NULL,
    .severity = case_ ? case_->escalation->severity : AMENDS_SEVERITY_UNKNOWN,
    .earlier_apology = case_ && has_apologised (engines, case_),
  };
}

void
amends_change_get_clock_policy (AmendsEngines *engines,
                                AmendsCalendar *calendar,
                                AmendsClockPolicy *policy)
{
  *policy = (AmendsClockPolicy){
    .sla = engines->sla,
    .calendar = calendar,
    .language = amends_change_get_language (),
  };
}

static AmendsClock *
find_before (AmendsChange *change, AmendsClock *clock)
{
  return change->before ? amends_record_list_find (G_LIST_MODEL (change->before->clocks), clock->id)
                        : NULL;
}

/* One change may look at the clocks more than once. */
static gboolean
is_logged (AmendsChange *change, AmendsClock *clock)
{
  GListModel *events = G_LIST_MODEL (change->case_->events);

  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i - 1);

      if (event->kind == AMENDS_EVENT_CLOCK_MET && event->at == clock->met_at && event->payload &&
          strstr (event->payload, clock->id))
        return TRUE;
    }
  return FALSE;
}

static void
log_met_clocks (AmendsChange *change)
{
  GListModel *clocks = G_LIST_MODEL (change->case_->clocks);
  guint n = g_list_model_get_n_items (clocks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);
      AmendsClock *was = find_before (change, clock);

      if (clock->met_at == AMENDS_INSTANT_NONE || (was && was->met_at == clock->met_at) ||
          is_logged (change, clock))
        continue;
      amends_change_log (change, AMENDS_EVENT_CLOCK_MET, clock->met_at,
                         amends_change_payload ("clock", clock->id),
                         clock->breached_at == AMENDS_INSTANT_NONE
                             /* Translators: a clock such as "Acknowledge". */
                             ? _ ("%s: in time")
                             : _ ("%s: late"),
                         amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, clock->kind));
    }
}

typedef gboolean (*ClockFunc) (AmendsCase *self,
                               const AmendsClockPolicy *policy,
                               AmendsInstant now,
                               GError **error);

static gboolean
run_clocks (AmendsChange *change, ClockFunc func, GError **error)
{
  g_autoptr (AmendsCalendar) calendar =
      amends_change_dup_calendar (change->engines, change->case_->account);
  AmendsClockPolicy policy;

  amends_change_get_clock_policy (change->engines, calendar, &policy);
  if (!func (change->case_, &policy, change->now, error))
    return FALSE;
  log_met_clocks (change);
  return TRUE;
}

gboolean
amends_change_follow_status (AmendsChange *change, GError **error)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (change->engines, change->case_);
  AmendsPlannerContext context;

  amends_change_get_planner_context (change, zone, &context);
  return run_clocks (change, amends_clocks_follow_status, error) &&
         amends_planner_follow_silence (change->engines->planner, change->case_, &context, error);
}

gboolean
amends_change_recompute_clocks (AmendsChange *change, GError **error)
{
  return run_clocks (change, amends_clocks_recompute, error);
}

/* An answer begins the work; the customer's word ends the wait for it. */
static gboolean
move_status (AmendsChange *change, AmendsDirection direction, GError **error)
{
  AmendsEscalation *escalation = change->case_->escalation;
  g_autoptr (AmendsEscalation) before = amends_record_copy (escalation);
  gboolean begins =
      escalation->status == AMENDS_STATUS_OPEN &&
      (direction == AMENDS_DIRECTION_OUTBOUND || direction == AMENDS_DIRECTION_TWO_WAY);
  gboolean ends_wait =
      escalation->status == AMENDS_STATUS_WAITING &&
      (direction == AMENDS_DIRECTION_INBOUND || direction == AMENDS_DIRECTION_TWO_WAY);

  if (!begins && !ends_wait)
    return TRUE;
  if (!amends_case_set_status (change->case_, AMENDS_STATUS_IN_PROGRESS, change->now, error))
    return FALSE;
  amends_change_log_diff (change, AMENDS_EVENT_ESCALATION_STATUS, before, escalation, "%s",
                          amends_enum_get_label (AMENDS_TYPE_STATUS, escalation->status));
  return amends_change_follow_status (change, error);
}

gboolean
amends_change_contact (AmendsChange *change,
                       AmendsDirection direction,
                       const char *draft_kind,
                       AmendsInstant at,
                       GError **error)
{
  g_autoptr (AmendsCalendar) calendar =
      amends_change_dup_calendar (change->engines, change->case_->account);
  AmendsClockPolicy policy;

  amends_change_get_clock_policy (change->engines, calendar, &policy);
  if (!amends_clocks_meet_by_message (change->case_, &policy, direction, draft_kind, at, error))
    return FALSE;
  log_met_clocks (change);
  if (direction == AMENDS_DIRECTION_OUTBOUND || direction == AMENDS_DIRECTION_TWO_WAY)
    amends_change_settle_promises (change, direction == AMENDS_DIRECTION_TWO_WAY, at);
  return move_status (change, direction, error);
}
