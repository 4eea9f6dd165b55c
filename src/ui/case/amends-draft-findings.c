/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding one's way among the findings of a draft. */

#include "config.h"

#include "amends-draft-findings.h"

int
amends_draft_findings_find_again (GPtrArray *findings, AmendsFinding *finding)
{
  int best = -1;
  int best_distance = G_MAXINT;

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *other = findings->pdata[i];
      int distance = ABS (other->start - finding->start);

      if (g_strcmp0 (other->rule, finding->rule) == 0 &&
          g_strcmp0 (other->text, finding->text) == 0 && distance < best_distance)
        {
          best = (int) i;
          best_distance = distance;
        }
    }
  return best;
}

guint
amends_draft_findings_find_next (GPtrArray *findings, int place, gboolean forward)
{
  guint n = findings->len;

  g_return_val_if_fail (n > 0, 0);

  for (guint i = 0; i < n; i++)
    {
      guint at = forward ? i : n - 1 - i;
      AmendsFinding *finding = findings->pdata[at];

      if (forward ? finding->start > place : finding->start < place)
        return at;
    }
  return forward ? 0 : n - 1;
}

int
amends_draft_findings_find_at (GPtrArray *findings, int place)
{
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      if (finding->start <= place && place <= finding->end)
        return (int) i;
    }
  return -1;
}

int
amends_draft_findings_find_blocking (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((AmendsFinding *) findings->pdata[i])->level == AMENDS_GATE_BLOCK)
      return (int) i;
  return -1;
}
