/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mails as they come: encodings, parts, damage. */

#include "config.h"

#include "amends-html-text.h"
#include "amends-input-error.h"
#include "amends-mail-reader.h"

#include <string.h>

#define HEAD                                                                                       \
  "From: \"Pieter van Dalen\" <p.vandalen@northway.example>\r\n"                                   \
  "To: Maya Lindqvist <maya@amends.example>\r\n"                                                   \
  "Date: Tue, 10 Mar 2026 08:52:00 +0100\r\n"                                                      \
  "Message-ID: <1@northway.example>\r\n"                                                           \
  "MIME-Version: 1.0\r\n"

static AmendsMail *
read_mail (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return amends_mail_read (bytes, "case.eml", error);
}

static void
test_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsMail) mail =
      read_mail (HEAD "Subject: =?utf-8?B?5pWw5o2u57y65aSx?= again\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                      "Trucks are standing =E2=80=93 today.\r\n",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mail->from_name, ==, "Pieter van Dalen");
  g_assert_cmpstr (mail->from_email, ==, "p.vandalen@northway.example");
  g_assert_cmpstr (mail->subject, ==, "数据缺失 again");
  g_assert_cmpstr (mail->body, ==, "Trucks are standing – today.");
  g_assert_cmpint (mail->date, ==, 1773129120000);
  g_assert_cmpint (mail->offset_minutes, ==, 60);
}

static void
test_alternative_prefers_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsMail) mail =
      read_mail (HEAD "Subject: x\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
                      "--b\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n"
                      "--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b--\r\n",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mail->body, ==, "plain");
}

static void
test_html_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsMail) mail =
      read_mail (HEAD "Subject: x\r\nContent-Type: text/html; charset=gb2312\r\n"
                      "Content-Transfer-Encoding: base64\r\n\r\n"
                      "PHA+yKHP+zwvcD4=\r\n",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mail->body, ==, "取消");
}

static void
test_html_words (void)
{
  static const struct
  {
    const char *html, *text;
  } cases[] = {
    { "<p>One</p><p>Two &amp; three</p>", "One\n\nTwo & three" },
    { "a<br>b<br/>c", "a\nb\nc" },
    { "<head><title>t</title></head><style>p{}</style>x<script>alert(1)</script>", "x" },
    { "<blockquote>old</blockquote>new", "> old\nnew" },
    { "<ul><li>one<li>two</ul>", "- one\n- two" },
    { "5 < 6 and a&b &#x4e2d;&#0;", "5 < 6 and a&b 中�" },
    { "<unclosed", "" },
    { "<!-- x --><b>bold</b>  text\n more", "bold text more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = amends_html_to_text (cases[i].html);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_not_a_mail (void)
{
  static const char *const bad[] = {
    "",
    "Hello Maya,\n\nnothing works.\n",
    "{\"account\":{}}",
    "From: x\n\ntext",
    "\xff\xfe\x00",
    HEAD "Subject: nothing\r\nContent-Type: application/pdf\r\n\r\nJVBERi0=\r\n",
    HEAD "Subject: nothing\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsMail) mail = read_mail (bad[i], &error);

      g_assert_null (mail);
      g_assert_true (error->domain == AMENDS_INPUT_ERROR);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "case.eml");
    }
}

static void
test_date_out_of_reason (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsMail) mail = read_mail (
      "From: a@b.example\nTo: c@d.example\nDate: Thu, 1 Jan 1970 00:00:00 +0000\nSubject: "
      "x\n\nwords\n",
      &error);

  g_assert_no_error (error);
  g_assert_cmpint (mail->date, ==, AMENDS_INSTANT_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/plain", test_plain);
  g_test_add_func ("/mail/alternative-prefers-plain", test_alternative_prefers_plain);
  g_test_add_func ("/mail/html-only", test_html_only);
  g_test_add_func ("/mail/html-words", test_html_words);
  g_test_add_func ("/mail/not-a-mail", test_not_a_mail);
  g_test_add_func ("/mail/date-out-of-reason", test_date_out_of_reason);
  return g_test_run ();
}
