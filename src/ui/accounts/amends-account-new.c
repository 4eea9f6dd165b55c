/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding an account by its name; everything else is filled in on its page. */

#include "config.h"

#include "amends-account-new.h"

#include "amends-feedback.h"
#include "amends-message-dialog.h"
#include "amends-session-accounts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
  AmendsAccount *account; /* (owned) (nullable) until it has a name */
  AmendsAccountNewFunc added;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->from);
  g_object_unref (adding->session);
  g_clear_object (&adding->account);
  g_free (adding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  g_autoptr (GError) error = NULL;
  guint token = 0;

  if (!amends_session_customer_finish (AMENDS_SESSION (source), result, &token, &error))
    {
      amends_feedback_error (adding->from, _ ("The account was not added."), error);
      return;
    }
  adding->added (adding->account->id, adding->from);
  amends_feedback_undo (adding->from, _ ("Account added."), token);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  g_autofree char *name = amends_message_dialog_ask_text_finish (result, NULL);
  AmendsSession *session = adding->session;
  AmendsAccount *account;

  if (name == NULL)
    return;
  account = adding->account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  amends_record_set (account, "name", name, "csm", amends_session_get_me (session)->name, NULL);
  amends_session_save_account_async (session, NULL, account, NULL, added_cb,
                                     g_steal_pointer (&adding));
}

void
amends_account_new_ask (GtkWidget *from, AmendsSession *session, AmendsAccountNewFunc added)
{
  Adding *adding;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_SESSION (session) && added != NULL);

  if (amends_session_is_read_only (session))
    {
      amends_feedback_show (from, _ ("This workspace can only be read."));
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->from = g_object_ref (from);
  adding->session = g_object_ref (session);
  adding->added = added;
  amends_message_dialog_ask_text_async (from, _ ("Add account"),
                                        _ ("Everything else can be filled in on its page."),
                                        _ ("Name"), _ ("_Add"), NULL, named_cb, adding);
}
