/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted notes against what a reader would take from them (tests/cases/notes), and bad input. */

#include "config.h"

#include "amends-json.h"
#include "amends-note-reader.h"

#include <string.h>

/* Seconds for a megabyte, far above what it takes; only what grows with the square fails. */

typedef struct
{
  AmendsInstant reference;
  GTimeZone *zone;
  JsonObject *input;
} Case;

static GPtrArray *
read_berlin (const char *text)
{
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Berlin", NULL);
  AmendsInstant reference;

  g_assert_true (amends_instant_parse ("2026-03-10T18:00:00+01:00", &reference, NULL));
  return amends_note_reader_read (text, reference, zone);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GPtrArray) entries = amends_note_reader_read (
      json_object_get_string_member (test->input, "text"), test->reference, test->zone);
  JsonArray *expected = json_object_get_array_member (test->input, "entries");

  for (guint i = 0; i < entries->len; i++)
    {
      AmendsLogEntry *entry = entries->pdata[i];
      g_autofree char *at = amends_instant_format_rfc3339 (entry->at, test->zone);
      g_autofree char *line = g_strdup_printf ("%s %s", at, entry->text);

      g_test_message ("%s", line);
      g_assert_cmpuint (i, <, json_array_get_length (expected));
      g_assert_cmpstr (line, ==, json_array_get_string_element (expected, i));
    }
  g_assert_cmpuint (entries->len, ==, json_array_get_length (expected));
}

static char *
repeat (const char *piece, gsize size)
{
  GString *text = g_string_sized_new (size + strlen (piece));

  while (text->len < size)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

/* A megabyte of each is read in time, whatever it holds. */
static void
test_large (void)
{
  static const char *const pieces[] = {
    "14:10 a\n",
    "- ",
    "[",
    "[a](",
    "# ",
    "`",
    "|",
    "**",
    "1. ",
    "14:10 ",
    "9",
    "time (",
    "times in ",
    "Europe/x",
    "<",
    ">",
    "\n",
    "a\nb\n",
    "上午",
    "年月",
    "\xff\xfe",
    "### 2018-03-13\n",
    "2026-03-02 ",
    "العميل ١٤:١٠\n",
    "14:10 Europe/Aaa\n",
    "    ",
    "```\n14:10\n",
    "--",
    "between 14:00 and ",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = repeat (pieces[i], 1 << 20);
      g_autoptr (GTimer) timer = g_timer_new ();
      g_autoptr (GPtrArray) entries = read_berlin (text);

      g_test_message ("%s: %u entries, %.2f s", pieces[i][0] < 0 ? "bytes" : pieces[i],
                      entries->len, g_timer_elapsed (timer, NULL));
      g_assert_nonnull (entries);
    }
}

static void
test_garbage (void)
{
  static const char alphabet[] = "0123456789:-/. \n#*|[]()`~apmTZ上午月\xe6\xff,>UTC";
  GRand *random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 3000; round++)
    {
      char text[200];
      g_autoptr (GPtrArray) entries = NULL;

      for (guint i = 0; i < sizeof text - 1; i++)
        text[i] = round % 2 ? alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)]
                            : (char) g_rand_int_range (random, 1, 256);
      text[sizeof text - 1] = '\0';
      entries = read_berlin (text);
      for (guint i = 0; i < entries->len; i++)
        {
          AmendsLogEntry *entry = entries->pdata[i];

          g_assert_true (g_utf8_validate (entry->text, -1, NULL));
          g_assert_cmpint (entry->at, !=, AMENDS_INSTANT_NONE);
        }
    }
  g_rand_free (random);
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "", " ", "\n\n", "#", "|", "- ", "🙂🙂", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) entries = read_berlin (texts[i]);

      g_assert_cmpuint (entries->len, ==, 0);
    }
}

static void
add_cases (const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "notes", name, NULL);
  g_autofree char *json = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  JsonNode *root;
  JsonObject *object;
  JsonArray *cases;

  g_file_get_contents (path, &json, &length, &error);
  g_assert_no_error (error);
  root = amends_json_parse (json, length, name, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  cases = json_object_get_array_member (object, "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      Case *test = g_new0 (Case, 1);
      g_autofree char *label = g_strdup_printf ("/note-reader/%s/%u", name, i);

      g_assert_true (amends_instant_parse (json_object_get_string_member (object, "reference"),
                                           &test->reference, NULL));
      test->zone = amends_zone_load (json_object_get_string_member (object, "zone"), NULL);
      test->input = json_array_get_object_element (cases, i);
      g_test_add_data_func (label, test, test_case);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("forms.json");
  g_test_add_func ("/note-reader/nothing", test_nothing);
  g_test_add_func ("/note-reader/garbage", test_garbage);
  g_test_add_func ("/note-reader/large", test_large);
  return g_test_run ();
}
