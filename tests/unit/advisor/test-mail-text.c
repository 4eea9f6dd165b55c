/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own words, history, greeting and signature of mails. */

#include "config.h"

#include <string.h>

#include "amends-mail-text.h"

/* (transfer full): the words of all parts of @zone. */
static char *
collect (const char *text, AmendsMailZone zone)
{
  g_autoptr (GArray) parts = amends_mail_text_split (text);
  GString *words = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, i);
      g_autofree char *piece = g_utf8_substring (text, part->start, part->end);

      g_assert_cmpuint (part->start, ==, at);
      g_assert_cmpuint (part->start, <, part->end);
      at = part->end;
      if (part->zone == zone)
        g_string_append (words, piece);
    }
  g_assert_cmpuint (at, ==, g_utf8_strlen (text, -1));
  return g_strstrip (g_string_free (words, FALSE));
}

static void
check (const char *text, AmendsMailZone zone, const char *expected)
{
  g_autofree char *words = collect (text, zone);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_whole (void)
{
  const char *mail = "Dear Ms Lee,\n\nThe export fails.\nPlease help.\n\nBest regards,\nTom Reed\n"
                     "CTO, Northwind\n\nOn Mon, 2 Mar 2026, Ann Lee wrote:\n> It is fixed.\n";

  check (mail, AMENDS_MAIL_GREETING, "Dear Ms Lee,");
  check (mail, AMENDS_MAIL_OWN, "The export fails.\nPlease help.");
  check (mail, AMENDS_MAIL_SIGNATURE, "Best regards,\nTom Reed\nCTO, Northwind");
  check (mail, AMENDS_MAIL_QUOTED, "On Mon, 2 Mar 2026, Ann Lee wrote:\n> It is fixed.");
}

static void
test_chinese (void)
{
  const char *mail = "王总，您好：\n系统无法登录。\n\n谢谢！\n李明\n\n"
                     "在 2026年3月2日，王强 写道：\n> 已经恢复\n";

  check (mail, AMENDS_MAIL_OWN, "王总，您好：\n系统无法登录。");
  check (mail, AMENDS_MAIL_SIGNATURE, "谢谢！\n李明");
  check (mail, AMENDS_MAIL_QUOTED, "在 2026年3月2日，王强 写道：\n> 已经恢复");
}

static void
test_outlook (void)
{
  const char *mail =
      "Still broken.\n\nFrom: Ann Lee\nSent: Monday\nTo: Tom\nSubject: RE: export\n\n"
      "We fixed it.";

  check (mail, AMENDS_MAIL_OWN, "Still broken.");
  g_assert_null (amends_mail_text_dup_header (mail, "from", NULL));
}

static void
test_inline_answers (void)
{
  const char *mail = "> Is it down?\nYes, for all of us.\n> Since when?\nSince eight.";

  check (mail, AMENDS_MAIL_OWN, "Yes, for all of us.\nSince eight.");
}

static void
test_forward (void)
{
  const char *mail = "---------- Forwarded message ----------\nFrom: Ann Lee <ann@example.com>\n"
                     "Subject: Outage\n\nNothing works.";

  check (mail, AMENDS_MAIL_OWN, "Nothing works.");
}

static void
test_headers (void)
{
  guint start = 0;
  const char *mail = "From: Ann Lee <ann@example.com>\nSubject: 导出失败\n\nHello,\nit fails.";
  g_autofree char *from = amends_mail_text_dup_header (mail, "from", &start);
  g_autofree char *subject = amends_mail_text_dup_header (mail, "subject", NULL);

  g_assert_cmpstr (from, ==, "Ann Lee <ann@example.com>");
  g_assert_cmpuint (start, ==, strlen ("From: "));
  g_assert_cmpstr (subject, ==, "导出失败");
}

static void
test_edges (void)
{
  g_autoptr (GArray) none = amends_mail_text_split ("");
  g_autoptr (GArray) broken = amends_mail_text_split ("\xff\xfe\n\xc3");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (g_array_index (broken, AmendsMailPart, broken->len - 1).end, ==, 4);
  check ("> all of it\n> is quoted", AMENDS_MAIL_OWN, "> all of it\n> is quoted");
  check ("Thanks", AMENDS_MAIL_OWN, "Thanks");
  check ("Thanks,\nAnn", AMENDS_MAIL_OWN, "Thanks,\nAnn");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-text/whole", test_whole);
  g_test_add_func ("/mail-text/chinese", test_chinese);
  g_test_add_func ("/mail-text/outlook", test_outlook);
  g_test_add_func ("/mail-text/inline-answers", test_inline_answers);
  g_test_add_func ("/mail-text/forward", test_forward);
  g_test_add_func ("/mail-text/headers", test_headers);
  g_test_add_func ("/mail-text/edges", test_edges);
  return g_test_run ();
}
