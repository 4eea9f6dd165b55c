/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of a case known only by the facts that they need. */

#include "config.h"

#include "amends-clocks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "amends-deadline.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"

void
amends_clock_answer_free (AmendsClockAnswer *answer)
{
  g_return_if_fail (answer != NULL);

  g_free (answer->rule);
  g_free (answer->rule_text);
  g_clear_pointer (&answer->ledger, g_ptr_array_unref);
  g_free (answer);
}

static gboolean
check_question (const AmendsClockQuestion *question, GError **error)
{
  guint n = question->pauses != NULL ? g_list_model_get_n_items (question->pauses) : 0;

  if (question->facts.severity == AMENDS_SEVERITY_UNKNOWN)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, "severity",
                              _ ("The severity is needed: clocks depend on it."));
      return FALSE;
    }
  if (question->received == AMENDS_INSTANT_NONE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, "received",
                              _ ("The time it was received is needed: clocks count from it."));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (question->pauses, i);

      if (pause->end != AMENDS_INSTANT_NONE && pause->end < pause->start)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "pause",
                                  _ ("A pause ends before it starts."));
          return FALSE;
        }
    }
  return TRUE;
}

/* Returns FALSE with @error; TRUE and nothing in @answer when no rule applies. */
static gboolean
answer_clock (const AmendsClockPolicy *policy,
              const AmendsClockQuestion *question,
              AmendsClockKind kind,
              AmendsClockAnswer **answer,
              GError **error)
{
  gboolean pausable = (amends_sla_list_pausable (policy->sla) & AMENDS_CLOCK_BIT (kind)) != 0;
  g_autoptr (GError) local = NULL;
  const AmendsSlaRule *rule;
  AmendsClockAnswer *made;
  AmendsInstant due;

  *answer = NULL;
  rule = amends_sla_get_rule (policy->sla, kind, &question->facts, policy->calendar,
                              question->pauses, question->received, question->now, &due, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (rule == NULL)
    return TRUE;

  made = g_new0 (AmendsClockAnswer, 1);
  made->kind = kind;
  made->rule = g_strdup (amends_sla_rule_get_id (rule));
  made->rule_text = g_strdup (amends_sla_rule_get_text (rule, policy->language));
  made->minutes = amends_sla_rule_get_minutes (rule, policy->calendar, question->received);
  made->grace = amends_sla_rule_get_grace (rule);
  made->working_hours = amends_sla_rule_is_in_working_hours (rule);
  if (!amends_deadline_find (made->working_hours ? policy->calendar : NULL,
                             pausable ? question->pauses : NULL, question->received, made->minutes,
                             question->now, &made->due, &made->ledger, error))
    {
      amends_clock_answer_free (made);
      return FALSE;
    }
  *answer = made;
  return TRUE;
}

GPtrArray *
amends_clocks_answer (const AmendsClockPolicy *policy,
                      const AmendsClockQuestion *question,
                      GError **error)
{
  g_autoptr (GPtrArray) answers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_clock_answer_free);

  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), NULL);
  g_return_val_if_fail (question != NULL, NULL);

  if (!check_question (question, error))
    return NULL;
  for (int kind = 0; kind < AMENDS_N_CLOCKS; kind++)
    {
      AmendsClockAnswer *answer;

      if (!answer_clock (policy, question, (AmendsClockKind) kind, &answer, error))
        return NULL;
      if (answer != NULL)
        g_ptr_array_add (answers, answer);
    }
  return g_steal_pointer (&answers);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_instant (JsonBuilder *builder, const char *name, AmendsInstant instant)
{
  g_autofree char *text = amends_instant_format_utc (instant);

  add_string (builder, name, text);
}

/* Minutes are whole but for times with seconds in them. */
static void
add_minutes (JsonBuilder *builder, double minutes)
{
  json_builder_set_member_name (builder, "minutes");
  if (minutes == floor (minutes))
    json_builder_add_int_value (builder, (gint64) minutes);
  else
    json_builder_add_double_value (builder, minutes);
}

static void
add_line (JsonBuilder *builder, AmendsLedgerLine *line, GTimeZone *zone)
{
  g_autofree char *text = amends_ledger_line_to_text (line, zone);
  g_autofree char *what = amends_ledger_line_describe (line);

  json_builder_begin_object (builder);
  add_instant (builder, "from", line->from);
  add_instant (builder, "to", line->to);
  add_minutes (builder, line->minutes);
  add_string (builder, "kind", amends_enum_get_nick (AMENDS_TYPE_LEDGER_KIND, (int) line->kind));
  add_string (builder, "note", line->note != NULL ? line->note : what);
  add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
add_answer (JsonBuilder *builder, const AmendsClockAnswer *answer, GTimeZone *zone)
{
  json_builder_begin_object (builder);
  add_string (builder, "clock",
              amends_enum_get_nick (amends_clock_kind_get_type (), (int) answer->kind));
  add_instant (builder, "due", answer->due);
  add_string (builder, "rule", answer->rule);
  add_string (builder, "rule_text", answer->rule_text);
  add_minutes (builder, (double) answer->minutes);
  if (answer->grace > 0)
    {
      json_builder_set_member_name (builder, "grace_minutes");
      json_builder_add_int_value (builder, answer->grace);
    }
  json_builder_set_member_name (builder, "working_hours");
  json_builder_add_boolean_value (builder, answer->working_hours);
  json_builder_set_member_name (builder, "ledger");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answer->ledger->len; i++)
    add_line (builder, answer->ledger->pdata[i], zone);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

JsonNode *
amends_clocks_answer_to_json (GPtrArray *answers, GTimeZone *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (answers != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "clocks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answers->len; i++)
    add_answer (builder, answers->pdata[i], zone);
  json_builder_end_array (builder);
  add_string (builder, "time_zone", g_time_zone_get_identifier (zone));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
