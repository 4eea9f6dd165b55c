/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not stand in a log, and what may. */
#include "config.h"

#include "amends-log.h"

#include <string.h>

static void
test_hidden (void)
{
  static const struct
  {
    const char *text;
    const char *secret;
  } cases[] = {
    { "mail to jane.doe+crm@mail.example.com failed", "jane.doe" },
    { "mail to 李雷@例子.中国 failed", "李雷" },
    { "Authorization: Bearer abc.def-123", "abc.def" },
    { "authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz" },
    { "sent bearer AbCdEf0123456789", "AbCdEf" },
    { "Cookie: sid=1; theme=dark", "sid=1" },
    { "X-Api-Key: zz99yy88", "zz99yy88" },
    { "GET https://x.example/a?page=2&api_key=q1w2e3&z=1", "q1w2e3" },
    { "GET https://x.example/a?key=q1w2e3", "q1w2e3" },
    { "GET https://user:hunter2@x.example/", "hunter2" },
    { "{\"access_token\":\"abc def\",\"n\":1}", "abc def" },
    { "password = 'hunter2 x'", "hunter2" },
    { "refresh_token=abc123", "abc123" },
    { "using ghp_0123456789abcdefABCDEF", "0123456789abcdef" },
    { "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_DEF", "eyJhb" },
    { "call +31 20 123 45 67 now", "123 45" },
    { "card 4111 1111 1111 1111 given", "4111" },
    { "customer 1234567890", "1234567890" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = amends_log_redact (cases[i].text);

      g_assert_nonnull (strstr (cases[i].text, cases[i].secret));
      if (strstr (redacted, cases[i].secret) != NULL)
        g_test_message ("%s", redacted);
      g_assert_null (strstr (redacted, cases[i].secret));
    }
}

static void
test_kept (void)
{
  static const char *const cases[] = {
    "",
    "12 rows in 3.5 ms",
    "at 2026-03-10T08:52:00Z, then 2026-03-11 09:00",
    "token expired",
    "GET https://x.example/cases?page=2&sort=due gave 404",
    "0b8f1c1e-7d0a-4c55-9d0e-1f2a3b4c5d6e opened",
    "系统已启动",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = amends_log_redact (cases[i]);

      g_assert_cmpstr (redacted, ==, cases[i]);
    }
}

static void
test_odd_input (void)
{
  g_autofree char *broken = amends_log_redact ("a\xFF@b \x1B[31m");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *redacted = NULL;

  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_null (strchr (broken, '\x1B'));

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "a@-token");
  redacted = amends_log_redact (text->str);
  g_assert_nonnull (strstr (redacted, "a"));
}

static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      g_unsetenv ("G_MESSAGES_DEBUG");
      amends_log_init ();
      amends_log_init ();
      g_message ("mail to a.b@example.com\nsecond line");
      g_warning ("odd");
      g_debug ("invisible");
      g_setenv ("G_MESSAGES_DEBUG", "amends-seen", TRUE);
      g_log_structured ("amends-seen", G_LOG_LEVEL_DEBUG, "MESSAGE", "visible %d", 5);
      g_log ("amends-old", G_LOG_LEVEL_WARNING, "old interface");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*message: mail to ?e-mail? second line\n*warning: odd\n*");
  g_test_trap_assert_stderr ("*amends-seen: debug: visible 5\n*");
  g_test_trap_assert_stderr ("*amends-old: warning: old interface\n*");
  g_test_trap_assert_stderr_unmatched ("*invisible*");
}

static void
test_writer_fatal (void)
{
  if (g_test_subprocess ())
    {
      amends_log_init ();
      g_warning ("deadly");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*warning: deadly*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/hidden", test_hidden);
  g_test_add_func ("/log/kept", test_kept);
  g_test_add_func ("/log/odd-input", test_odd_input);
  g_test_add_func ("/log/writer", test_writer);
  g_test_add_func ("/log/writer-fatal", test_writer_fatal);
  return g_test_run ();
}
