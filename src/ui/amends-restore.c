/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a window was, kept in its workspace. */

#include "config.h"

#include "amends-restore.h"

/* "case/UUID/timeline": none of the parts has a slash in it. */
#define VIEW_SETTING "window/view"

void
amends_restore_keep (AmendsSession *session,
                     const char *view,
                     const char *case_id,
                     const char *page)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (AMENDS_IS_SESSION (session));
  g_return_if_fail (view != NULL);

  kept =
      g_strdup_printf ("%s/%s/%s", view, case_id != NULL ? case_id : "", page != NULL ? page : "");
  if (g_strcmp0 (kept, amends_session_get_setting (session, VIEW_SETTING)) != 0)
    amends_session_set_setting (session, VIEW_SETTING, kept);
}

static char *
dup_filled (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

gboolean
amends_restore_read (AmendsSession *session, char **view, char **case_id, char **page)
{
  const char *kept;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (AMENDS_IS_SESSION (session), FALSE);

  kept = amends_session_get_setting (session, VIEW_SETTING);
  if (kept == NULL)
    return FALSE;
  parts = g_strsplit (kept, "/", -1);
  if (g_strv_length (parts) != 3)
    return FALSE;
  *view = g_strdup (parts[0]);
  *case_id = dup_filled (parts[1]);
  *page = dup_filled (parts[2]);
  return TRUE;
}
