/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to do, in words. */

#include "config.h"

#include "amends-task-words.h"

#include <glib/gi18n-lib.h>

static char *
describe_clock (AmendsDueRow *due)
{
  switch (due->clock_kind)
    {
    case AMENDS_CLOCK_NOTIFY:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Tell inside about %s"), due->account);
    case AMENDS_CLOCK_ACKNOWLEDGE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Acknowledge %s"), due->account);
    case AMENDS_CLOCK_SUBSTANTIVE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Substantive reply to %s"), due->account);
    case AMENDS_CLOCK_UPDATE:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Progress update to %s"), due->account);
    case AMENDS_CLOCK_RESOLVE:
    default:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Resolve for %s"), due->account);
    }
}

static char *
describe_due (AmendsDueRow *due)
{
  switch (due->kind)
    {
    case AMENDS_DUE_CLOCK:
      return describe_clock (due);
    case AMENDS_DUE_DEBRIEF:
      /* TRANSLATORS: something to do; %s is a customer */
      return g_strdup_printf (_ ("Debrief for %s"), due->account);
    case AMENDS_DUE_COMMITMENT:
      /* TRANSLATORS: a promise that falls due; %s is what was promised */
      return g_strdup_printf (_ ("Promised: %s"), due->title);
    case AMENDS_DUE_CHECKPOINT:
    case AMENDS_DUE_ACTION:
    default:
      return g_strdup (due->title != NULL ? due->title : due->account);
    }
}

char *
amends_task_dup_title (AmendsTask *task)
{
  g_return_val_if_fail (AMENDS_IS_TASK (task), NULL);

  switch (task->kind)
    {
    case AMENDS_TASK_STEP_UP:
      /* TRANSLATORS: the next step of the escalation path; %1$s is who, such as "CRO and CTO", %2$s
       * a customer */
      return g_strdup_printf (_ ("Tell %1$s about %2$s"), task->who, task->due->account);
    case AMENDS_TASK_OFFER:
      /* TRANSLATORS: an approval that ends; %s is what was approved */
      return g_strdup_printf (_ ("Approval runs out: %s"),
                              task->due->title != NULL ? task->due->title : task->due->account);
    case AMENDS_TASK_DUE:
    default:
      return describe_due (task->due);
    }
}

const char *
amends_task_get_page (AmendsTask *task)
{
  AmendsDueRow *due;

  g_return_val_if_fail (AMENDS_IS_TASK (task), NULL);

  due = task->due;
  if (task->kind == AMENDS_TASK_STEP_UP)
    return "stakeholders";
  if (task->kind == AMENDS_TASK_OFFER)
    return "drafts";
  if (due->kind == AMENDS_DUE_DEBRIEF)
    return "debrief";
  if (due->kind == AMENDS_DUE_CLOCK && due->clock_kind != AMENDS_CLOCK_RESOLVE)
    return "drafts";
  if (due->draft_kind != NULL)
    return "drafts";
  return due->kind == AMENDS_DUE_CHECKPOINT ? "timeline" : "plan";
}
