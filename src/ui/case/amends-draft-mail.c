/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft on the clipboard or in the mail program. */

#include "config.h"

#include "amends-draft-mail.h"

#include <glib/gi18n-lib.h>
#include <libportal-gtk4/portal-gtk4.h>
#include <libportal/portal.h>
#include <string.h>

#include "amends-feedback.h"
#include "amends-launch.h"

/* What mail programs and their starters take of a mailto: address, in bytes. */
#define MAILTO_LENGTH 8000

static GdkContentProvider *
provide_bytes (const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

static gboolean
put_on_clipboard (GtkWidget *from, AmendsSession *session, const char *body)
{
  g_autofree char *plain = amends_session_draft_to_plain (session, body);
  g_autofree char *fragment = amends_session_draft_to_html (session, body);
  /* Without it, some programs read what is on the clipboard as Latin-1. */
  g_autofree char *html = g_strconcat (
      "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">\n", fragment, NULL);
  g_autoptr (GdkContentProvider) both = NULL;
  GdkContentProvider *parts[3];

  parts[0] = provide_bytes ("text/html", html);
  parts[1] = provide_bytes ("text/plain;charset=utf-8", plain);
  parts[2] = provide_bytes ("text/plain", plain);
  both = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  return gdk_clipboard_set_content (gtk_widget_get_clipboard (from), both);
}

void
amends_draft_mail_copy (GtkWidget *from, AmendsSession *session, const char *body)
{

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (body != NULL);

  if (put_on_clipboard (from, session, body))
    amends_feedback_show (from, _ ("Copied, with its bold passages."));
  else
    amends_feedback_show (from, _ ("The clipboard did not take the text."));
}

typedef struct
{
  GtkWidget *from;        /* (owned) */
  AmendsSession *session; /* (owned) */
  char *markup;           /* (owned): the body with its marks */
  char *address;          /* (owned) (nullable) */
  char *subject;          /* (owned) */
  char *body;             /* (owned) */
} Mail;

static void
mail_free (Mail *mail)
{
  g_object_unref (mail->from);
  g_object_unref (mail->session);
  g_free (mail->markup);
  g_free (mail->address);
  g_free (mail->subject);
  g_free (mail->body);
  g_free (mail);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mail, mail_free)

static char *
make_mailto (Mail *mail, const char *text)
{
  g_autofree char *subject = g_uri_escape_string (mail->subject, NULL, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *body = g_strjoinv ("\r\n", lines);
  g_autofree char *escaped = g_uri_escape_string (body, NULL, FALSE);
  g_autofree char *address =
      g_uri_escape_string (mail->address != NULL ? mail->address : "", "@", FALSE);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, subject, escaped);
}

/* (transfer full): as many whole lines of @text as an address can carry. */
static char *
cut_lines (Mail *mail, const char *text)
{
  g_autofree char *cut = g_strdup (text);

  while (*cut != '\0')
    {
      g_autofree char *uri = make_mailto (mail, cut);
      char *last = strrchr (cut, '\n');

      if (strlen (uri) <= MAILTO_LENGTH)
        break;
      if (last == NULL)
        last = cut;
      *last = '\0';
    }
  return g_steal_pointer (&cut);
}

static void
launch_mailto (Mail *mail)
{
  g_autofree char *body = NULL;
  g_autofree char *uri = NULL;

  if (gtk_widget_get_root (mail->from) == NULL)
    return;
  body = cut_lines (mail, mail->body);
  uri = make_mailto (mail, body);
  amends_launch_uri (mail->from, uri);
  if (strlen (body) < strlen (mail->body) &&
      put_on_clipboard (mail->from, mail->session, mail->markup))
    amends_feedback_show (mail->from,
                          _ ("The text is too long to hand over whole. All of it is on the "
                             "clipboard: paste it into the message."));
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Mail) mail = user_data;
  g_autoptr (GError) error = NULL;

  if (xdp_portal_compose_email_finish (XDP_PORTAL (source), result, &error))
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    launch_mailto (mail);
}

static void
compose (Mail *mail)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();
  const char *addresses[] = { mail->address, NULL };
  XdpParent *parent = xdp_parent_new_gtk (GTK_WINDOW (gtk_widget_get_root (mail->from)));

  xdp_portal_compose_email (portal, parent, addresses, NULL, NULL, mail->subject, mail->body, NULL,
                            XDP_EMAIL_FLAG_NONE, NULL, composed_cb, mail);
  xdp_parent_free (parent);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Mail) mail = user_data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL && GTK_IS_WINDOW (gtk_widget_get_root (mail->from)))
    compose (g_steal_pointer (&mail));
  else
    launch_mailto (mail);
}

/* libportal does not take it well when there is no portal, so it is asked for first. */
static void
start_portal (GDBusConnection *bus, Mail *mail)
{
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0),
                          G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, started_cb,
                          mail);
}

/* (nullable): the address of whom the draft is for, as far as it is known. */
static char *
dup_address (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft)
{
  GListModel *people = amends_session_get_people (session);

  if (draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
      draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE)
    return case_ != NULL && case_->contact != NULL ? g_strdup (case_->contact->email) : NULL;
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (g_strcmp0 (person->name, draft->recipient) == 0 && person->emails != NULL)
        return g_strdup (person->emails[0]);
    }
  return NULL;
}

void
amends_draft_mail_compose (GtkWidget *from,
                           AmendsSession *session,
                           AmendsCase *case_,
                           AmendsDraft *draft,
                           const char *subject,
                           const char *body)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = NULL;
  g_autoptr (Mail) mail = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (AMENDS_IS_DRAFT (draft));

  mail = g_new0 (Mail, 1);
  mail->from = g_object_ref (from);
  mail->session = g_object_ref (session);
  mail->markup = g_strdup (body);
  mail->address = dup_address (session, case_, draft);
  mail->subject = g_strdup (subject);
  mail->body = amends_session_draft_to_plain (session, body);

  if (application != NULL)
    bus = g_application_get_dbus_connection (application);
  if (bus != NULL)
    start_portal (bus, g_steal_pointer (&mail));
  else
    launch_mailto (mail);
}
