/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promises found in messages that were sent. */

#include "config.h"

#include "amends-commitments.h"

static GPtrArray *
find (const char *text)
{
  const char *folders[] = { NULL, NULL };
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (AmendsGate) gate = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  AmendsInstant sent;

  folders[0] = folder;
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  gate = amends_gate_new (playbook, &error);
  g_assert_no_error (error);
  g_assert_true (amends_instant_parse ("2026-03-10T09:30:00+01:00", &sent, NULL));
  return amends_commitments_find (gate, text, sent, zone);
}

static void
assert_commitment (GPtrArray *found, guint index, const char *text, const char *due)
{
  AmendsCommitment *commitment;
  g_autofree char *when = NULL;

  g_assert_cmpuint (index, <, found->len);
  commitment = found->pdata[index];
  when = amends_instant_format_utc (commitment->due);
  g_assert_cmpstr (commitment->text, ==, text);
  g_assert_cmpstr (when, ==, due);
  g_assert_cmpint (commitment->state, ==, AMENDS_COMMITMENT_OPEN);
  g_assert_nonnull (commitment->id);
}

static void
test_english (void)
{
  g_autoptr (GPtrArray) found =
      find ("Dear Jana,\n\nyour exports have failed since 06:40. I will call you at 16:00, and you "
            "will have a written cause by Thursday. We cannot promise a date for the fix. Please "
            "send us the file by 12:00.\n\nNext update: every day by 17:30.\n\nBest regards\nMara");

  g_assert_cmpuint (found->len, ==, 3);
  assert_commitment (found, 0, "I will call you at 16:00", "2026-03-10T15:00:00Z");
  assert_commitment (found, 1, "you will have a written cause by Thursday", "2026-03-12T22:59:59Z");
  assert_commitment (found, 2, "Next update: every day by 17:30", "2026-03-10T16:30:00Z");
}

static void
test_chinese (void)
{
  g_autoptr (GPtrArray) found =
      find ("王总：\n\n问题自周一起出现。我会在今天 16:00 前给您回电。我们每天17:00前更新进展。"
            "我们无法承诺周五前修复。");

  g_assert_cmpuint (found->len, ==, 2);
  assert_commitment (found, 0, "我会在今天 16:00 前给您回电", "2026-03-10T15:00:00Z");
  assert_commitment (found, 1, "我们每天17:00前更新进展", "2026-03-10T16:00:00Z");
}

static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    "Thank you.",
    "We fixed it at 08:00 today.",
    "I called you yesterday at 16:00.",
    "> I will call you at 16:00",
    "You wrote “we will pay by Friday”.",
    "Your renewal is on 30 April.",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = find (texts[i]);

      g_assert_cmpuint (found->len, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commitments/english", test_english);
  g_test_add_func ("/commitments/chinese", test_chinese);
  g_test_add_func ("/commitments/none", test_none);
  return g_test_run ();
}
