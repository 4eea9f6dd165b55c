/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of a case: started, met, recomputed and read. */

#include "config.h"

#include "amends-clocks.h"

#include <math.h>

#include "amends-deadline.h"

/* What a clock becomes under the rules as they are; owned by nobody until it is applied. */
typedef struct
{
  AmendsClock *clock; /* (owned) (nullable): NULL for one that is new */
  AmendsClockKind kind;
  const AmendsSlaRule *rule; /* (nullable): NULL when none applies */
  AmendsInstant started;
  AmendsInstant due;
  gint64 minutes;
} Change;

static void
change_clear (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->clock);
}

static GArray *
changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  g_array_set_clear_func (changes, change_clear);
  return changes;
}

void
amends_clocks_get_facts (AmendsCase *self, AmendsSla *sla, AmendsSlaFacts *facts)
{
  g_return_if_fail (AMENDS_IS_CASE (self));
  g_return_if_fail (facts != NULL);

  *facts = (AmendsSlaFacts){
    .severity = self->escalation->severity,
    .executive = self->escalation->executive ||
                 (self->contact != NULL && self->contact->executive == AMENDS_EXECUTIVE_YES),
    .vip_tier = amends_sla_get_vip_tier (sla, self->account),
    .priority = self->escalation->priority,
  };
}

static gboolean
has_bit (guint clocks, AmendsClockKind kind)
{
  return (clocks & AMENDS_CLOCK_BIT (kind)) != 0;
}

static int
get_cycle (AmendsCase *self)
{
  return MAX (self->escalation->cycle, 1);
}

static AmendsInstant
get_cycle_start (AmendsCase *self)
{
  if (get_cycle (self) > 1 && self->escalation->cycle_started != AMENDS_INSTANT_NONE)
    return self->escalation->cycle_started;
  return self->escalation->received;
}

/* Which clocks the current cycle has. */
static guint
get_cycle_clocks (AmendsCase *self, AmendsSla *sla)
{
  return get_cycle (self) > 1 ? amends_sla_list_reopening (sla)
                              : AMENDS_CLOCK_BIT (AMENDS_N_CLOCKS) - 1;
}

static gboolean
plan_change (Change *change,
             AmendsCase *self,
             const AmendsClockPolicy *policy,
             AmendsInstant now,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  AmendsSlaFacts facts;

  amends_clocks_get_facts (self, policy->sla, &facts);
  change->rule =
      amends_sla_get_rule (policy->sla, change->kind, &facts, policy->calendar,
                           G_LIST_MODEL (self->pauses), change->started, now, &change->due, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (change->rule != NULL)
    change->minutes = amends_sla_rule_get_minutes (change->rule, policy->calendar, change->started);
  return TRUE;
}

static void
remove_clock (AmendsCase *self, AmendsClock *clock)
{
  guint position;

  if (g_list_store_find (self->clocks, clock, &position))
    g_list_store_remove (self->clocks, position);
}

static void
apply_change (const Change *change, AmendsCase *self, const AmendsClockPolicy *policy)
{
  g_autoptr (AmendsClock) clock = change->clock != NULL ? g_object_ref (change->clock) : NULL;

  if (change->rule == NULL)
    {
      if (clock != NULL)
        remove_clock (self, clock);
      return;
    }
  if (clock == NULL)
    {
      clock = amends_record_new (AMENDS_TYPE_CLOCK);
      clock->escalation_id = g_strdup (self->escalation->id);
      clock->kind = change->kind;
      clock->cycle = get_cycle (self);
      clock->sample = self->escalation->sample;
    }
  amends_record_set (clock, "started", change->started, "due", change->due, "rule",
                     amends_sla_rule_get_id (change->rule), "rule-text",
                     amends_sla_rule_get_text (change->rule, policy->language), "minutes",
                     (int) change->minutes, "working-hours",
                     amends_sla_rule_is_in_working_hours (change->rule), NULL);
  if (change->clock == NULL)
    g_list_store_append (self->clocks, clock);
}

static void
apply_changes (GArray *changes, AmendsCase *self, const AmendsClockPolicy *policy)
{
  for (guint i = 0; i < changes->len; i++)
    apply_change (&g_array_index (changes, Change, i), self, policy);
}

static gboolean
has_clock (AmendsCase *self, AmendsClockKind kind)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);

      if (clock->kind == kind && clock->cycle == get_cycle (self))
        return TRUE;
    }
  return FALSE;
}

/* Adds to @changes the clocks of the current cycle that there are not yet. */
static gboolean
plan_missing (GArray *changes,
              AmendsCase *self,
              const AmendsClockPolicy *policy,
              AmendsInstant now,
              GError **error)
{
  guint wanted = get_cycle_clocks (self, policy->sla);

  for (int kind = 0; kind < AMENDS_N_CLOCKS; kind++)
    {
      Change change = { .kind = (AmendsClockKind) kind, .started = get_cycle_start (self) };

      if (!has_bit (wanted, change.kind) || has_clock (self, change.kind))
        continue;
      if (!plan_change (&change, self, policy, now, error))
        return FALSE;
      g_array_append_val (changes, change);
    }
  return TRUE;
}

/* Ends open clocks: all of them, or only those of cycles before the current one. */
static void
end_clocks (AmendsCase *self, gboolean all)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);

      if (all || clock->cycle < get_cycle (self))
        amends_record_set (clock, "closed", TRUE, NULL);
    }
}

gboolean
amends_clocks_start (AmendsCase *self,
                     const AmendsClockPolicy *policy,
                     AmendsInstant now,
                     GError **error)
{
  g_autoptr (GArray) changes = changes_new ();

  g_return_val_if_fail (AMENDS_IS_CASE (self), FALSE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), FALSE);

  if (!plan_missing (changes, self, policy, now, error))
    return FALSE;
  end_clocks (self, FALSE);
  apply_changes (changes, self, policy);
  return TRUE;
}

/* The time that counts for @clock up to @now, and against what. */
static void
measure (AmendsClock *clock,
         GListModel *pauses,
         const AmendsClockPolicy *policy,
         AmendsInstant now,
         gint64 *elapsed,
         gint64 *allowance)
{
  gboolean pausable = has_bit (amends_sla_list_pausable (policy->sla), clock->kind);

  *elapsed = amends_deadline_get_elapsed (clock->working_hours ? policy->calendar : NULL,
                                          pausable ? pauses : NULL, clock->started, now, NULL);
  *allowance = clock->minutes != AMENDS_UNKNOWN ? clock->minutes * AMENDS_MINUTE : 0;
}

AmendsInstant
amends_clocks_get_late_from (AmendsClock *clock, const AmendsClockPolicy *policy)
{
  const AmendsSlaRule *rule;

  g_return_val_if_fail (AMENDS_IS_CLOCK (clock), AMENDS_INSTANT_NONE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), AMENDS_INSTANT_NONE);

  rule = amends_sla_find_rule (policy->sla, clock->kind, clock->rule);
  return clock->due + (rule != NULL ? amends_sla_rule_get_grace (rule) * AMENDS_MINUTE : 0);
}

AmendsClockState
amends_clocks_get_state (AmendsClock *clock,
                         GListModel *pauses,
                         const AmendsClockPolicy *policy,
                         AmendsInstant now,
                         double *fraction,
                         gint64 *remaining)
{
  AmendsInstant late_from, end;
  gint64 elapsed, allowance;
  gboolean in_grace;
  double share;

  g_return_val_if_fail (AMENDS_IS_CLOCK (clock), AMENDS_CLOCK_RUNNING);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), AMENDS_CLOCK_RUNNING);

  end = clock->met_at != AMENDS_INSTANT_NONE ? clock->met_at : now;
  measure (clock, pauses, policy, end, &elapsed, &allowance);
  late_from = amends_clocks_get_late_from (clock, policy);
  in_grace = late_from > clock->due && elapsed >= allowance &&
             (end < late_from || (end == late_from && clock->met_at != AMENDS_INSTANT_NONE));
  share = allowance > 0 ? MIN ((double) elapsed / (double) allowance, 1.0) : 1.0;
  if (fraction != NULL)
    *fraction = share;
  if (remaining != NULL)
    *remaining = in_grace ? 0 : allowance - elapsed;

  if (clock->met_at != AMENDS_INSTANT_NONE)
    return AMENDS_CLOCK_MET;
  if (clock->closed)
    return clock->breached_at != AMENDS_INSTANT_NONE ? AMENDS_CLOCK_BREACHED : AMENDS_CLOCK_MET;
  if (in_grace)
    return AMENDS_CLOCK_DUE_SOON;
  if (elapsed >= allowance)
    return AMENDS_CLOCK_BREACHED;
  if (has_bit (amends_sla_list_pausable (policy->sla), clock->kind) &&
      amends_deadline_is_paused (pauses, now))
    return AMENDS_CLOCK_PAUSED;
  return share >= amends_sla_get_due_soon (policy->sla) ? AMENDS_CLOCK_DUE_SOON
                                                        : AMENDS_CLOCK_RUNNING;
}

/* Neither met nor ended. */
static gboolean
is_open (AmendsClock *clock)
{
  return !clock->closed && clock->met_at == AMENDS_INSTANT_NONE;
}

gboolean
amends_clocks_recompute (AmendsCase *self,
                         const AmendsClockPolicy *policy,
                         AmendsInstant now,
                         GError **error)
{
  g_autoptr (GArray) changes = changes_new ();
  guint n;

  g_return_val_if_fail (AMENDS_IS_CASE (self), FALSE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);
      Change change = { .kind = clock->kind, .started = clock->started };

      if (!is_open (clock) || clock->breached_at != AMENDS_INSTANT_NONE ||
          amends_clocks_get_state (clock, G_LIST_MODEL (self->pauses), policy, now, NULL, NULL) ==
              AMENDS_CLOCK_BREACHED)
        continue;
      if (!plan_change (&change, self, policy, now, error))
        return FALSE;
      change.clock = g_steal_pointer (&clock);
      g_array_append_val (changes, change);
    }
  if (amends_status_is_live (self->escalation->status) &&
      !plan_missing (changes, self, policy, now, error))
    return FALSE;
  apply_changes (changes, self, policy);
  return TRUE;
}

/* Whether @clock takes note of something that happened @at, and which way. */
static gboolean
can_meet (AmendsClock *clock, AmendsCase *self, guint clocks, guint restarting, AmendsInstant at)
{
  if (clock->cycle != get_cycle (self) || !has_bit (clocks, clock->kind) || at < clock->started)
    return FALSE;
  if (clock->met_at == AMENDS_INSTANT_NONE)
    return !clock->closed;
  return at < clock->met_at && !has_bit (restarting, clock->kind);
}

static void
set_met (AmendsClock *clock, const AmendsClockPolicy *policy, AmendsInstant at)
{
  AmendsInstant breached = clock->breached_at;

  if (at <= amends_clocks_get_late_from (clock, policy))
    breached = AMENDS_INSTANT_NONE;
  else if (breached == AMENDS_INSTANT_NONE)
    breached = at;
  amends_record_set (clock, "met-at", at, "breached-at", breached, "closed", TRUE, NULL);
}

/* The clocks of @clocks that @at meets; (transfer full) (element-type AmendsClock). */
static GPtrArray *
find_met (AmendsCase *self, guint clocks, guint restarting, AmendsInstant at)
{
  GPtrArray *met = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);

      if (can_meet (clock, self, clocks, restarting, at))
        g_ptr_array_add (met, g_steal_pointer (&clock));
    }
  return met;
}

gboolean
amends_clocks_meet (AmendsCase *self,
                    const AmendsClockPolicy *policy,
                    guint clocks,
                    AmendsInstant at,
                    GError **error)
{
  g_autoptr (GPtrArray) met = NULL;
  g_autoptr (GArray) changes = changes_new ();
  guint restarting;

  g_return_val_if_fail (AMENDS_IS_CASE (self), FALSE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), FALSE);

  restarting = amends_sla_list_restarting (policy->sla);
  met = find_met (self, clocks, restarting, at);
  for (guint i = 0; i < met->len; i++)
    {
      AmendsClock *clock = met->pdata[i];
      Change change = { .kind = clock->kind, .started = at };

      if (!has_bit (restarting, clock->kind) || !amends_status_is_live (self->escalation->status))
        continue;
      if (!plan_change (&change, self, policy, at, error))
        return FALSE;
      g_array_append_val (changes, change);
    }
  for (guint i = 0; i < met->len; i++)
    set_met (met->pdata[i], policy, at);
  apply_changes (changes, self, policy);
  return TRUE;
}

gboolean
amends_clocks_meet_by_message (AmendsCase *self,
                               const AmendsClockPolicy *policy,
                               AmendsDirection direction,
                               const char *draft_kind,
                               AmendsInstant at,
                               GError **error)
{
  guint clocks;

  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), FALSE);

  clocks = amends_sla_list_met_by_contact (policy->sla, direction) |
           amends_sla_list_met_by_draft (policy->sla, draft_kind);
  return amends_clocks_meet (self, policy, clocks, at, error);
}

gboolean
amends_clocks_follow_status (AmendsCase *self,
                             const AmendsClockPolicy *policy,
                             AmendsInstant now,
                             GError **error)
{
  AmendsStatus status;
  g_autoptr (GPtrArray) breached = NULL;

  g_return_val_if_fail (AMENDS_IS_CASE (self), FALSE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), FALSE);

  status = self->escalation->status;
  if (amends_status_is_live (status))
    return amends_clocks_start (self, policy, now, error) &&
           amends_clocks_recompute (self, policy, now, error);

  /* The wait that this status ends has moved what it stopped. */
  if (!amends_clocks_recompute (self, policy, now, error))
    return FALSE;
  if (status == AMENDS_STATUS_RESOLVED)
    {
      AmendsInstant at = self->escalation->resolved_at != AMENDS_INSTANT_NONE
                             ? self->escalation->resolved_at
                             : now;

      if (!amends_clocks_meet (self, policy, amends_sla_list_met_by_resolving (policy->sla), at,
                               error))
        return FALSE;
    }
  breached = amends_clocks_note_breaches (self, policy, now);
  end_clocks (self, TRUE);
  return TRUE;
}

GPtrArray *
amends_clocks_note_breaches (AmendsCase *self, const AmendsClockPolicy *policy, AmendsInstant now)
{
  GPtrArray *breached = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  g_return_val_if_fail (AMENDS_IS_CASE (self), breached);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), breached);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);

      if (!is_open (clock) || clock->breached_at != AMENDS_INSTANT_NONE ||
          amends_clocks_get_state (clock, G_LIST_MODEL (self->pauses), policy, now, NULL, NULL) !=
              AMENDS_CLOCK_BREACHED)
        continue;
      amends_record_set (clock, "breached-at", now, NULL);
      g_ptr_array_add (breached, g_steal_pointer (&clock));
    }
  return breached;
}

static gboolean
is_paused (AmendsCase *self, AmendsClock *clock, const AmendsClockPolicy *policy, AmendsInstant now)
{
  return amends_clocks_get_state (clock, G_LIST_MODEL (self->pauses), policy, now, NULL, NULL) ==
         AMENDS_CLOCK_PAUSED;
}

AmendsClock *
amends_clocks_get_next (AmendsCase *self, const AmendsClockPolicy *policy, AmendsInstant now)
{
  g_autoptr (AmendsClock) next = NULL;
  guint n;

  g_return_val_if_fail (AMENDS_IS_CASE (self), NULL);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);

      if (is_open (clock) && (next == NULL || clock->due < next->due) &&
          !is_paused (self, clock, policy, now))
        g_set_object (&next, clock);
    }
  return g_steal_pointer (&next);
}

/* When @clock, which runs, becomes due soon or, if it is, runs out. */
static AmendsInstant
get_change (AmendsCase *self,
            AmendsClock *clock,
            const AmendsClockPolicy *policy,
            AmendsInstant now)
{
  gboolean pausable = has_bit (amends_sla_list_pausable (policy->sla), clock->kind);
  gint64 soon = (gint64) ceil (clock->minutes * amends_sla_get_due_soon (policy->sla));
  AmendsInstant at = AMENDS_INSTANT_NONE;

  if (amends_deadline_find (clock->working_hours ? policy->calendar : NULL,
                            pausable ? G_LIST_MODEL (self->pauses) : NULL, clock->started, soon,
                            now, &at, NULL, NULL) &&
      at > now)
    return at;
  at = amends_clocks_get_late_from (clock, policy);
  return at > now ? at : AMENDS_INSTANT_NONE;
}

AmendsInstant
amends_clocks_get_next_change (AmendsCase *self, const AmendsClockPolicy *policy, AmendsInstant now)
{
  AmendsInstant next = AMENDS_INSTANT_NONE;
  guint n;

  g_return_val_if_fail (AMENDS_IS_CASE (self), AMENDS_INSTANT_NONE);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), AMENDS_INSTANT_NONE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->clocks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (self->clocks), i);
      AmendsInstant at;

      if (!is_open (clock) || is_paused (self, clock, policy, now))
        continue;
      at = get_change (self, clock, policy, now);
      if (at != AMENDS_INSTANT_NONE && (next == AMENDS_INSTANT_NONE || at < next))
        next = at;
    }
  return next;
}

GPtrArray *
amends_clocks_get_ledger (AmendsClock *clock,
                          GListModel *pauses,
                          const AmendsClockPolicy *policy,
                          AmendsInstant now)
{
  GPtrArray *ledger = NULL;
  AmendsInstant due;
  gboolean pausable;

  g_return_val_if_fail (AMENDS_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (policy != NULL && AMENDS_IS_SLA (policy->sla), NULL);

  pausable = has_bit (amends_sla_list_pausable (policy->sla), clock->kind);
  /* A calendar changed since may hold the deadline no longer; then there is nothing to show. */
  if (!amends_deadline_find (clock->working_hours ? policy->calendar : NULL,
                             pausable ? pauses : NULL, clock->started, MAX (clock->minutes, 0), now,
                             &due, &ledger, NULL))
    return g_ptr_array_new_with_free_func (g_object_unref);
  return ledger;
}
