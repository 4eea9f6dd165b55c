/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the window writes a goodwill request. */

#include "config.h"

#include "amends-goodwill-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-text.h"

/* Of something else so much is its name. */
#define LONGEST_TITLE 60

char *
amends_goodwill_text_title (AmendsGoodwillKind kind,
                            gint64 amount,
                            const char *currency,
                            int months,
                            const char *text)
{
  const char *name = amends_enum_get_label (AMENDS_TYPE_GOODWILL_KIND, (int) kind);
  g_autofree char *value = NULL;
  g_autofree char *own = NULL;

  if (kind == AMENDS_GOODWILL_CUSTOM && text != NULL && *text != '\0')
    {
      own = amends_text_one_line (text, LONGEST_TITLE);
      name = own;
    }
  if (amount != AMENDS_MONEY_UNKNOWN && currency != NULL)
    value = amends_money_format (amount, currency, "en");
  else if (months > 0)
    value = g_strdup_printf (ngettext ("%d month", "%d months", (gulong) months), months);
  if (value == NULL || (own != NULL && strstr (own, value) != NULL))
    return g_strdup (name);
  /* TRANSLATORS: what is given and how much: "Service credit, $13,500" */
  return g_strdup_printf (_ ("%1$s, %2$s"), name, value);
}

char *
amends_goodwill_text_share (double share)
{
  if (share < 0)
    return NULL;
  /* TRANSLATORS: a share of the annual recurring revenue */
  return g_strdup_printf (_ ("%.1f %% of ARR"), share * 100.0);
}

gboolean
amends_goodwill_text_is_open (AmendsGoodwillState state)
{
  return state == AMENDS_GOODWILL_REQUESTED || state == AMENDS_GOODWILL_VOID;
}

static char *
describe_waiting (AmendsGoodwillRow *row, AmendsApprovalPart part)
{
  g_autofree char *age = amends_format_span (row->age);
  const char *role = amends_enum_get_label (AMENDS_TYPE_ROLE, (int) row->approver_role);

  if (part == AMENDS_APPROVAL_DECIDES && row->requested_by != NULL)
    /* TRANSLATORS: a decision of the user; who asked for it, and how long ago: "2 h" */
    return g_strdup_printf (_ ("Yours to decide · asked by %1$s, %2$s"), row->requested_by, age);
  /* TRANSLATORS: who has to decide, and for how long already: "2 h" */
  return g_strdup_printf (_ ("Waiting for %1$s, %2$s"),
                          row->approver != NULL ? row->approver : role, age);
}

char *
amends_goodwill_text_state (AmendsSession *session, AmendsGoodwillRow *row, AmendsApprovalPart part)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *when = row->decided_at != AMENDS_INSTANT_NONE
                              ? amends_format_moment (row->decided_at, now, zone)
                              : g_strdup ("");
  g_autofree char *until = NULL;

  switch (row->state)
    {
    case AMENDS_GOODWILL_VOID:
      return g_strdup (_ ("Void: changed after the approval"));
    case AMENDS_GOODWILL_APPROVED:
      /* TRANSLATORS: %s is when: "11:20" */
      return g_strdup_printf (_ ("Approved %s"), when);
    case AMENDS_GOODWILL_DECLINED:
      if (row->decided_by != NULL)
        /* TRANSLATORS: who decided against it, and when: "11:20" */
        return g_strdup_printf (_ ("Declined by %1$s, %2$s"), row->decided_by, when);
      /* TRANSLATORS: %s is when: "11:20" */
      return g_strdup_printf (_ ("Declined %s"), when);
    case AMENDS_GOODWILL_WITHDRAWN:
      return g_strdup (_ ("Withdrawn"));
    case AMENDS_GOODWILL_EXPIRED:
      until = amends_format_moment (row->expires, now, zone);
      /* TRANSLATORS: %s is when an approval ended: "Wed 08:52" */
      return g_strdup_printf (_ ("Approved, but expired %s"), until);
    case AMENDS_GOODWILL_REQUESTED:
    default:
      return describe_waiting (row, part);
    }
}

const char *
amends_goodwill_text_icon (AmendsGoodwillState state, AmendsApprovalPart part)
{
  switch (state)
    {
    case AMENDS_GOODWILL_VOID:
      return "dialog-warning-symbolic";
    case AMENDS_GOODWILL_APPROVED:
      return "object-select-symbolic";
    case AMENDS_GOODWILL_DECLINED:
      return "window-close-symbolic";
    case AMENDS_GOODWILL_WITHDRAWN:
      return "edit-undo-symbolic";
    case AMENDS_GOODWILL_EXPIRED:
      return "amends-expired-symbolic";
    case AMENDS_GOODWILL_REQUESTED:
    default:
      return part == AMENDS_APPROVAL_DECIDES ? "amends-message-symbolic"
                                             : "amends-waiting-symbolic";
    }
}

const char *
amends_goodwill_text_style (AmendsGoodwillState state)
{
  switch (state)
    {
    case AMENDS_GOODWILL_VOID:
      return "error";
    case AMENDS_GOODWILL_APPROVED:
      return "success";
    case AMENDS_GOODWILL_REQUESTED:
      return "accent";
    case AMENDS_GOODWILL_DECLINED:
    case AMENDS_GOODWILL_WITHDRAWN:
    case AMENDS_GOODWILL_EXPIRED:
    default:
      return "dim-label";
    }
}

char *
amends_goodwill_text_first_name (const char *name)
{
  const char *space = name != NULL ? strchr (name, ' ') : NULL;

  if (space == NULL)
    return g_strdup (name);
  return g_strndup (name, (gsize) (space - name));
}
