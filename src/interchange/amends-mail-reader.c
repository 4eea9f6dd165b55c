/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a mail (.eml) with GMime. */

#include "config.h"

#include "amends-mail-reader.h"

#include "amends-html-text.h"
#include "amends-input-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

/* GMime 3.2 does not declare these. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

/* Deeper than any mail program nests; a bomb goes further. */
#define MAX_PARTS 200

static const AmendsInstant EARLIEST = 946684800000; /* 2000-01-01 */

void
amends_mail_free (AmendsMail *self)
{
  g_free (self->from_name);
  g_free (self->from_email);
  g_free (self->to);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->message_id);
  g_free (self);
}

static void
ensure_gmime (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_mime_init ();
      g_once_init_leave (&once, 1);
    }
}

gboolean
amends_mail_looks_like (const char *text, gsize length)
{
  const char *at = text;
  const char *end = text + length;
  guint headers = 0;
  gboolean telling = FALSE;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', end - at);
      const char *colon;

      if (stop == NULL)
        stop = end;
      if (stop == at || (stop == at + 1 && *at == '\r'))
        break;
      colon = memchr (at, ':', stop - at);
      if (*at != ' ' && *at != '\t')
        {
          if (colon == NULL || colon == at || memchr (at, ' ', colon - at) != NULL)
            return FALSE;
          headers++;
          if (g_ascii_strncasecmp (at, "from:", 5) == 0 ||
              g_ascii_strncasecmp (at, "received:", 9) == 0 ||
              g_ascii_strncasecmp (at, "mime-version:", 13) == 0)
            telling = TRUE;
        }
      at = stop + 1;
    }
  /* "From: x" pasted above a text is no mail yet; a real one has several headers. */
  return telling && headers >= 3;
}

static char *
part_text (GMimeObject *part)
{
  g_autofree char *raw = g_mime_text_part_get_text (GMIME_TEXT_PART (part));

  return raw ? amends_text_clean (raw, -1) : NULL;
}

typedef struct
{
  char *plain;
  char *html;
  guint seen;
} Parts;

static void
collect_part (GMimeObject *parent, GMimeObject *part, gpointer data)
{
  Parts *parts = data;
  GMimeContentType *type;

  if (++parts->seen > MAX_PARTS || !GMIME_IS_TEXT_PART (part) ||
      g_mime_part_is_attachment (GMIME_PART (part)))
    return;
  type = g_mime_object_get_content_type (part);
  if (parts->plain == NULL && g_mime_content_type_is_type (type, "text", "plain"))
    parts->plain = part_text (part);
  else if (parts->html == NULL && g_mime_content_type_is_type (type, "text", "html"))
    parts->html = part_text (part);
}

static char *
find_body (GMimeMessage *message)
{
  Parts parts = { NULL, NULL, 0 };
  GMimeObject *root = g_mime_message_get_mime_part (message);
  char *body = NULL;

  if (root && GMIME_IS_MULTIPART (root))
    g_mime_multipart_foreach (GMIME_MULTIPART (root), collect_part, &parts);
  else if (root)
    collect_part (NULL, root, &parts);

  if (parts.plain && *g_strstrip (parts.plain))
    body = g_steal_pointer (&parts.plain);
  else if (parts.html)
    body = amends_html_to_text (parts.html);
  g_free (parts.plain);
  g_free (parts.html);
  return body;
}

static void
read_sender (AmendsMail *self, GMimeMessage *message)
{
  InternetAddressList *from = g_mime_message_get_from (message);
  InternetAddress *first = from ? internet_address_list_get_address (from, 0) : NULL;
  const char *name = first ? internet_address_get_name (first) : NULL;

  if (name)
    self->from_name = amends_text_one_line (name, 200);
  if (first && INTERNET_ADDRESS_IS_MAILBOX (first))
    self->from_email =
        g_strdup (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (first)));
}

static void
read_date (AmendsMail *self, GMimeMessage *message)
{
  GDateTime *date = g_mime_message_get_date (message);

  if (date == NULL || amends_instant_from_date_time (date) < EARLIEST)
    return;
  self->date = amends_instant_from_date_time (date);
  self->offset_minutes = (int) (g_date_time_get_utc_offset (date) / G_TIME_SPAN_MINUTE);
}

AmendsMail *
amends_mail_read (GBytes *bytes, const char *file, GError **error)
{
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (AmendsMail) self = g_new0 (AmendsMail, 1);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  InternetAddressList *to;
  const char *subject;

  ensure_gmime ();
  if (!amends_mail_looks_like (data, size))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, file, 0, NULL,
                              _ ("This is not a mail: the header lines are missing."));
      return NULL;
    }
  stream = g_mime_stream_mem_new_with_buffer (data, size);
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  if (message != NULL)
    self->body = find_body (message);
  if (self->body == NULL || *self->body == '\0')
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, file, 0, NULL,
                              _ ("The mail holds no text that could be read."));
      return NULL;
    }
  read_sender (self, message);
  read_date (self, message);
  subject = g_mime_message_get_subject (message);
  self->subject = subject ? amends_text_one_line (subject, 500) : NULL;
  self->message_id = g_strdup (g_mime_message_get_message_id (message));
  to = g_mime_message_get_to (message);
  if (to)
    self->to = internet_address_list_to_string (to, NULL, FALSE);
  return g_steal_pointer (&self);
}
