/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promises found in messages that were sent. */

#include "config.h"

#include "amends-commitments.h"
#include "amends-json.h"

#include <locale.h>
#include <string.h>

static GPtrArray *
find (const char *text)
{
  const char *folders[] = { NULL, NULL };
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  static AmendsGate *gate;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  AmendsInstant sent;

  if (gate == NULL)
    {
      folders[0] = folder;
      playbook = amends_playbook_load (folders, "standard", NULL, &error);
      g_assert_no_error (error);
      gate = amends_gate_new (playbook, &error);
      g_assert_no_error (error);
    }
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

/* [words, due in local time to the minute, who keeps it if it is not the writer]. */
static gboolean
is_as_said (AmendsCommitment *commitment, char **wanted)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *due = amends_instant_format (commitment->due, zone, "%FT%H:%M");

  return g_strcmp0 (commitment->text, wanted[0]) == 0 && g_str_equal (due, wanted[1]) &&
         g_strcmp0 (commitment->owner, wanted[2]) == 0;
}

static guint
judge (AmendsJsonReader *reader)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  g_autoptr (GPtrArray) found = find (text);
  guint wrong = 0, n;

  g_assert_true (amends_json_reader_enter_array (reader, "promises", AMENDS_JSON_REQUIRED));
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < MAX (n, found->len); i++)
    {
      AmendsCommitment *commitment = i < found->len ? found->pdata[i] : NULL;
      g_auto (GStrv) wanted = NULL;

      if (i < n && amends_json_reader_at (reader, i))
        {
          wanted = amends_json_reader_dup_strv (reader, NULL, AMENDS_JSON_REQUIRED);
          amends_json_reader_leave (reader);
        }
      if (commitment && wanted && is_as_said (commitment, wanted))
        continue;
      wrong++;
      g_test_message ("%s: expected %s, found %s by %s", text, wanted ? wanted[0] : "nothing",
                      commitment ? commitment->text : "nothing",
                      commitment && commitment->owner ? commitment->owner : "the writer");
    }
  amends_json_reader_leave (reader);
  return wrong;
}

static void
test_cases (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "gate", "promises.json", NULL);
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  guint wrong = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amends_json_reader_get_count (reader), >=, 50);
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        wrong += judge (reader);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_finish (reader, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wrong, ==, 0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commitments/english", test_english);
  g_test_add_func ("/commitments/chinese", test_chinese);
  g_test_add_func ("/commitments/none", test_none);
  g_test_add_func ("/commitments/cases", test_cases);
  return g_test_run ();
}
