/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signs in tickets and in how they were answered. */

#include "config.h"

#include "amends-account-signals-private.h"

#include <math.h>

#define WEEK 7
/* An answer that is the same as an earlier one, and not just "thanks". */
#define LEAST_TEMPLATE 40

static gboolean
is_ticket (const AmendsReading *reading)
{
  return reading->kind == AMENDS_INTERACTION_TICKET &&
         reading->direction != AMENDS_DIRECTION_OUTBOUND;
}

static gboolean
is_severe (const AmendsReading *reading)
{
  return reading->priority == AMENDS_PRIORITY_P1 || reading->priority == AMENDS_PRIORITY_P2;
}

static gboolean
is_open (AmendsSignsSearch *search, const AmendsReading *reading)
{
  return reading->closed_at == AMENDS_INSTANT_NONE || reading->closed_at > search->view->now;
}

static AmendsAccountSign *
add_reading (AmendsSignsSearch *search, const AmendsReading *reading, const char *id, double figure)
{
  AmendsAccountSign *sign = amends_signs_add (search, id, figure, reading->at, 1);

  if (sign != NULL)
    sign->reading = reading;
  return sign;
}

/* --- How many, how severe -----------------------------------------------------------------------
 */

/* Routine tickets a week, before the last one. Bad ones are no part of what is usual: otherwise a
 * bad month would make the next look harmless. */
static double
usual_tickets (AmendsSignsSearch *search)
{
  double least = amends_signs_number (search, "negative_least");
  double span = amends_signs_number (search, "usual_weeks") * WEEK;
  double known;
  guint n = 0;

  if (search->until == 0)
    return 0;
  known = amends_signs_age (search, amends_signs_reading (search, 0)->at) - WEEK;
  for (guint i = search->from; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      double age = amends_signs_age (search, reading->at);

      n += is_ticket (reading) && age > WEEK && age <= WEEK + span &&
           !amends_reading_is_negative (reading, least);
    }
  return n / MAX (1, MIN (known, span) / WEEK);
}

static void
find_volume (AmendsSignsSearch *search)
{
  double usual = usual_tickets (search);
  guint n = 0;
  AmendsAccountSign *sign;

  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (amends_signs_age (search, reading->at) > WEEK)
        break;
      n += is_ticket (reading);
    }
  if (n < amends_signs_number (search, "burst_tickets"))
    return;
  sign = amends_signs_add (search, "more-tickets", (n + 1) / (usual + 1), AMENDS_INSTANT_NONE, 1);
  if (sign != NULL)
    {
      sign->now = n;
      sign->was = round (usual);
    }
}

/* The latest moment by which so many had come within the hours. */
static void
find_burst (AmendsSignsSearch *search)
{
  guint wanted = MAX (2, (guint) amends_signs_number (search, "burst_tickets"));
  AmendsInstant hours = (AmendsInstant) amends_signs_number (search, "burst_hours") * AMENDS_HOUR;

  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *last = amends_signs_reading (search, i);
      guint n = 0;
      AmendsAccountSign *sign;

      if (!is_ticket (last))
        continue;
      for (guint j = i + 1; j-- > search->from;)
        {
          const AmendsReading *reading = amends_signs_reading (search, j);

          if (last->at - reading->at > hours)
            break;
          n += is_ticket (reading);
        }
      if (n < wanted)
        continue;
      sign = add_reading (search, last, "ticket-burst", NAN);
      if (sign != NULL)
        {
          sign->now = n;
          sign->was = amends_signs_number (search, "burst_hours");
        }
      return;
    }
}

static void
find_severe (AmendsSignsSearch *search)
{
  double days = amends_signs_number (search, "severe_days");
  double vip = amends_signs_number (search, "vip_severe_days");
  guint now = 0, was = 0;
  AmendsAccountSign *sign;

  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);
      double age = amends_signs_age (search, reading->at);

      if (age > 2 * days)
        break;
      if (!is_ticket (reading) || !is_severe (reading))
        continue;
      now += age <= days;
      was += age > days;
      if (age <= vip && is_open (search, reading))
        add_reading (search, reading, "vip-severe", NAN);
    }
  sign = amends_signs_add (search, "severe-tickets", now, AMENDS_INSTANT_NONE, 1);
  if (sign != NULL)
    sign->was = was;
}

static void
find_negative (AmendsSignsSearch *search)
{
  double least = amends_signs_number (search, "negative_least");

  for (guint i = search->from; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (is_ticket (reading) && amends_reading_is_negative (reading, least))
        add_reading (search, reading, "negative-ticket", NAN);
    }
}

/* Only where it is known at all when tickets are closed. */
static void
find_waiting (AmendsSignsSearch *search)
{
  const AmendsReading *oldest = NULL;
  gboolean closed = FALSE;

  for (guint i = search->from; i < search->until; i++)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (!is_ticket (reading))
        continue;
      if (!is_open (search, reading))
        closed = TRUE;
      else if (oldest == NULL)
        oldest = reading;
    }
  if (closed && oldest != NULL)
    {
      double days = floor (amends_signs_age (search, oldest->at));
      AmendsAccountSign *sign =
          amends_signs_add (search, "ticket-waits", days, AMENDS_INSTANT_NONE, 1);

      if (sign != NULL)
        sign->reading = oldest;
    }
}

/* --- Answers ------------------------------------------------------------------------------------
 */

static double
allowed_minutes (AmendsSignsSearch *search, const AmendsReading *reading)
{
  AmendsPriority priority =
      reading->priority != AMENDS_PRIORITY_UNKNOWN ? reading->priority : AMENDS_PRIORITY_P4;
  const AmendsVipCell *cell =
      amends_risk_rules_get_cell (search->rules, search->history->tier, priority);

  return cell->response >= 0 ? cell->response
                             : amends_signs_number (search, "late_default_minutes");
}

static double
tier_scale (AmendsSignsSearch *search)
{
  switch (search->history->tier)
    {
    case 1:
      return 1;
    case 2:
      return amends_signs_number (search, "late_tier_2");
    default:
      return amends_signs_number (search, "late_tier_3");
    }
}

static gboolean
answers (const AmendsReading *answer, const AmendsReading *question)
{
  return (answer->direction == AMENDS_DIRECTION_OUTBOUND ||
          answer->direction == AMENDS_DIRECTION_TWO_WAY) &&
         (answer->contact_id == NULL || question->contact_id == NULL ||
          g_str_equal (answer->contact_id, question->contact_id));
}

/* The same words have gone to them before. */
static gboolean
was_sent_before (AmendsSignsSearch *search, guint index)
{
  const AmendsReading *answer = amends_signs_reading (search, index);

  if (answer->length < LEAST_TEMPLATE || answer->direction != AMENDS_DIRECTION_OUTBOUND)
    return FALSE;
  for (guint i = search->from; i < index; i++)
    if (amends_signs_reading (search, i)->digest == answer->digest &&
        amends_signs_reading (search, i)->direction == AMENDS_DIRECTION_OUTBOUND)
      return TRUE;
  return FALSE;
}

static void
add_wait (AmendsSignsSearch *search,
          const AmendsReading *question,
          AmendsInstant until,
          const char *id,
          AmendsInstant at)
{
  double hours = (double) (until - question->at) / AMENDS_HOUR;
  double allowed = allowed_minutes (search, question);
  AmendsAccountSign *sign =
      hours * 60 > allowed
          ? amends_signs_add (search, id, hours - allowed / 60, at, tier_scale (search))
          : NULL;

  if (sign != NULL)
    {
      sign->reading = question;
      sign->now = hours;
      sign->was = allowed;
    }
}

static void
follow_question (AmendsSignsSearch *search, guint index, GHashTable *judged)
{
  const AmendsReading *question = amends_signs_reading (search, index);
  guint i = index + 1;

  while (i < search->until && !answers (amends_signs_reading (search, i), question))
    i++;
  if (i >= search->until)
    {
      if (amends_signs_age (search, question->at) <=
              amends_signs_number (search, "unanswered_latest_days") &&
          !(is_ticket (question) && !is_open (search, question)))
        add_wait (search, question, search->view->now, "unanswered", AMENDS_INSTANT_NONE);
      return;
    }
  if (amends_signs_age (search, question->at) <= amends_signs_number (search, "late_latest_days"))
    {
      const AmendsReading *answer = amends_signs_reading (search, i);

      add_wait (search, question, answer->at, "late-answer", answer->at);
      if ((answer->template_ || was_sent_before (search, i)) &&
          g_hash_table_add (judged, (gpointer) answer))
        add_reading (search, answer, "template-answer", NAN);
    }
}

/* Only where our own messages are recorded: otherwise everything would look unanswered. */
static void
find_answers (AmendsSignsSearch *search)
{
  g_autoptr (GHashTable) judged = g_hash_table_new (NULL, NULL);
  gboolean any = FALSE;

  for (guint i = search->from; i < search->until && !any; i++)
    any = amends_signs_reading (search, i)->direction == AMENDS_DIRECTION_OUTBOUND;
  if (!any)
    return;
  for (guint i = search->until; i-- > search->from;)
    {
      const AmendsReading *reading = amends_signs_reading (search, i);

      if (amends_signs_age (search, reading->at) > amends_signs_number (search, "late_latest_days"))
        break;
      if (reading->asks && reading->direction == AMENDS_DIRECTION_INBOUND)
        follow_question (search, i, judged);
    }
}

void
amends_signs_find_tickets (AmendsSignsSearch *search)
{
  find_negative (search);
  find_volume (search);
  find_burst (search);
  find_severe (search);
  find_waiting (search);
  find_answers (search);
}
