/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Drafts as .eml files.
 */

#include "config.h"

#include "amends-eml-writer.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>

#include "amends-id.h"
#include "amends-input-error.h"
#include "amends-rich-text.h"
#include "amends-text.h"

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

/* (transfer full): fit for one header */
static char *
clean_header (const char *text)
{
  char *clean = amends_text_clean (text != NULL ? text : "", -1);

  return g_strstrip (g_strdelimit (clean, "\n\t", ' '));
}

/* Narrower than RFC 5322 on purpose: quoted local parts, comments and routes are not written. */
static gboolean
is_address (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  const char *p;

  if (at == NULL || at == address || at[1] == '\0' || strlen (address) > 254 ||
      !g_utf8_validate (address, -1, NULL))
    return FALSE;
  for (p = address; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_iszerowidth (c) ||
          (c < 128 && strchr ("<>()[],;:\\\"", (int) c) != NULL) || (c == '@' && p != at))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_mailbox (InternetAddressList *list,
             const AmendsMailbox *mailbox,
             const char *field,
             GError **error)
{
  g_autofree char *name = clean_header (mailbox->name);
  InternetAddress *address;

  if (!is_address (mailbox->address))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, field,
                              _ ("This is not an e-mail address."));
      return FALSE;
    }
  address = internet_address_mailbox_new (*name != '\0' ? name : NULL, mailbox->address);
  internet_address_set_charset (address, "utf-8");
  internet_address_list_add (list, address);
  g_object_unref (address);
  return TRUE;
}

static gboolean
add_mailboxes (InternetAddressList *list,
               const AmendsMailbox *mailboxes,
               guint n,
               const char *name,
               GError **error)
{
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autofree char *field = g_strdup_printf ("%s[%u]", name, i);

      if (!add_mailbox (list, &mailboxes[i], field, error))
        return FALSE;
    }
  return TRUE;
}

static GMimePart *
create_part (const char *subtype, const char *text)
{
  GMimePart *part = g_mime_part_new_with_type ("text", subtype);
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  GMimeDataWrapper *content =
      g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  g_object_unref (content);
  g_object_unref (stream);
  return part;
}

/* The boundary hangs on the content, so no content can hold it and no chance is needed. */
static GMimeMultipart *
create_body (const AmendsMailDraft *draft)
{
  g_autofree char *plain = amends_rich_text_to_plain (draft->body);
  g_autofree char *html = amends_rich_text_to_html (draft->body);
  g_autofree char *plain_lines = g_strconcat (plain, "\n", NULL);
  gboolean chinese = g_strcmp0 (draft->language, "zh-CN") == 0;
  g_autofree char *page =
      g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"></head>\n"
                       "<body>\n%s</body></html>\n",
                       chinese ? "zh-CN" : "en", html);
  g_autofree char *digest = amends_digest (page, -1);
  g_autofree char *boundary = g_strdup_printf ("=_amends_%.32s", digest);
  GMimeMultipart *multipart = g_mime_multipart_new_with_subtype ("alternative");
  GMimePart *plain_part = create_part ("plain", plain_lines);
  GMimePart *html_part = create_part ("html", page);

  g_mime_multipart_set_boundary (multipart, boundary);
  g_mime_multipart_add (multipart, GMIME_OBJECT (plain_part));
  g_mime_multipart_add (multipart, GMIME_OBJECT (html_part));
  g_object_unref (plain_part);
  g_object_unref (html_part);
  return multipart;
}

static gboolean
add_headers (GMimeMessage *message, const AmendsMailDraft *draft, GError **error)
{
  g_autofree char *subject = clean_header (draft->subject);
  g_autoptr (GTimeZone) zone =
      draft->zone != NULL ? g_time_zone_ref (draft->zone) : g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = amends_instant_to_date_time (draft->date, zone);

  if (!add_mailbox (g_mime_message_get_from (message), &draft->from, "from", error) ||
      !add_mailboxes (g_mime_message_get_to (message), draft->to, draft->n_to, "to", error) ||
      !add_mailboxes (g_mime_message_get_cc (message), draft->cc, draft->n_cc, "cc", error))
    return FALSE;
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_date (message, date);
  if (draft->in_reply_to != NULL)
    {
      g_autofree char *reference = g_strdup_printf ("<%s>", draft->in_reply_to);

      if (!is_address (draft->in_reply_to))
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "in-reply-to",
                                  _ ("This is not the identifier of a message."));
          return FALSE;
        }
      g_mime_object_set_header (GMIME_OBJECT (message), "In-Reply-To", reference, "utf-8");
      g_mime_object_set_header (GMIME_OBJECT (message), "References", reference, "utf-8");
    }
  g_mime_object_set_header (GMIME_OBJECT (message), "X-Unsent", "1", "utf-8");
  return TRUE;
}

/* (transfer full): the whole message with CR LF */
static GBytes *
write_message (GMimeMessage *message)
{
  GMimeStream *stream = g_mime_stream_mem_new ();
  GMimeFormatOptions *format = g_mime_format_options_new ();
  GByteArray *written;
  GBytes *bytes;

  g_mime_format_options_set_newline_format (format, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), format, stream);
  g_mime_format_options_free (format);
  written = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  bytes = g_bytes_new (written->data, written->len);
  g_object_unref (stream);
  return bytes;
}

GBytes *
amends_eml_writer_write (const AmendsMailDraft *draft, GError **error)
{
  GMimeMessage *message;
  GMimeMultipart *body;
  GBytes *bytes = NULL;

  g_return_val_if_fail (draft != NULL, NULL);
  ensure_gmime ();
  message = g_mime_message_new (FALSE);
  if (add_headers (message, draft, error))
    {
      body = create_body (draft);
      g_mime_message_set_mime_part (message, GMIME_OBJECT (body));
      g_object_unref (body);
      bytes = write_message (message);
    }
  g_object_unref (message);
  return bytes;
}
