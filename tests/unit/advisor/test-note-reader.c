/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted notes against what a reader would take from them (tests/cases/notes), and bad input. */

#include "config.h"

#include "amends-json.h"
#include "amends-note-reader.h"

#include <string.h>

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

typedef struct
{
  const char *piece;
  guint entries; /* of so many pieces */
} Repeated;

#define PIECES 2000

/* Much of the same: nothing is dropped on the way, and nothing made up. */
static void
test_repeated (void)
{
  static const Repeated cases[] = {
    { "14:10 a\n", PIECES },
    { "- 14:10 a\n", PIECES },
    { "- 14:10 a\n  - b\n", PIECES },
    { "### 14:10\n\na\n\n", PIECES },
    { "| 14:10 | a |\n", PIECES },
    { "Ben  14:10\na\n\n", PIECES },
    { "[14:10] Ben: a\n", PIECES },
    { "العميل\n١٤:١٠ a\n", PIECES },
    { "张伟 14:10\n好了\n", PIECES },
    { "The API failed at 14:10.\n\n", PIECES },
    { "```\n14:10 a\n```\n", PIECES },
    { "- ", 0 },
    { "[", 0 },
    { "[a](", 0 },
    { "**", 0 },
    { "9", 0 },
    { "time (", 0 },
    { "times in ", 0 },
    { "Europe/x", 0 },
    { "<", 0 },
    { ">", 0 },
    { "\n", 0 },
    { "a\nb\n", 0 },
    { "上午", 0 },
    { "\xff\xfe", 0 },
    { "🙂", 0 },
    { "25:61 ", 0 },
    { "25:61 a\n", 0 },
    { "2026-02-30 14:10 a\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeat (cases[i].piece, (gsize) PIECES * strlen (cases[i].piece));
      g_autoptr (GPtrArray) entries = read_berlin (text);

      g_test_message ("piece %u: %u entries", i, entries->len);
      g_assert_cmpuint (entries->len, ==, cases[i].entries);
      for (guint k = 1; k < entries->len; k++)
        g_assert_cmpint (AMENDS_LOG_ENTRY (entries->pdata[k])->at, ==,
                         AMENDS_LOG_ENTRY (entries->pdata[0])->at);
    }
}

/* An entry is read in a list: a long section is cut, at a sentence. */
static void
test_long_section (void)
{
  g_autofree char *sentences = repeat ("The team looks at the log. ", 5000);
  g_autofree char *text = g_strconcat ("### 14:10\n\n", sentences, NULL);
  g_autoptr (GPtrArray) entries = read_berlin (text);
  AmendsLogEntry *entry;

  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpuint (strlen (entry->text), <, 700);
  g_assert_true (g_str_has_suffix (entry->text, "log. …"));
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

static JsonNode *
load_cases (const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "notes", name, NULL);
  g_autofree char *json = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  g_file_get_contents (path, &json, &length, &error);
  g_assert_no_error (error);
  root = amends_json_parse (json, length, name, &error);
  g_assert_no_error (error);
  return root;
}

typedef struct
{
  guint expected;
  guint found;
  guint extra;
} Score;

static AmendsInstant
instant_member (JsonObject *object, const char *name)
{
  AmendsInstant at;

  g_assert_true (amends_instant_parse (json_object_get_string_member (object, name), &at, NULL));
  return at;
}

static gboolean
has_words (const char *text, JsonArray *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      g_autofree char *word = g_utf8_casefold (json_array_get_string_element (words, i), -1);

      if (!strstr (folded, word))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_optional (JsonObject *passage, AmendsInstant at)
{
  JsonArray *optional = json_object_has_member (passage, "optional")
                            ? json_object_get_array_member (passage, "optional")
                            : NULL;

  for (guint i = 0; optional && i < json_array_get_length (optional); i++)
    {
      AmendsInstant one;

      g_assert_true (
          amends_instant_parse (json_array_get_string_element (optional, i), &one, NULL));
      if (one == at)
        return TRUE;
    }
  return FALSE;
}

static void
score_passage (JsonObject *passage, Score *score)
{
  const char *id = json_object_get_string_member (passage, "id");
  g_autoptr (GTimeZone) zone =
      amends_zone_load (json_object_get_string_member (passage, "zone"), NULL);
  g_autoptr (GPtrArray) entries = amends_note_reader_read (
      json_object_get_string_member (passage, "text"), instant_member (passage, "reference"), zone);
  JsonArray *events = json_object_get_array_member (passage, "events");
  g_autofree gboolean *taken = g_new0 (gboolean, entries->len + 1);

  for (guint e = 0; e < json_array_get_length (events); e++)
    {
      JsonObject *event = json_array_get_object_element (events, e);
      AmendsInstant from = instant_member (event, "at");
      AmendsInstant to = json_object_has_member (event, "to") ? instant_member (event, "to") : from;
      gboolean found = FALSE;

      for (guint i = 0; i < entries->len && !found; i++)
        {
          AmendsLogEntry *entry = entries->pdata[i];

          found = !taken[i] && entry->at >= from && entry->at <= to &&
                  has_words (entry->text, json_object_get_array_member (event, "words"));
          taken[i] = taken[i] || found;
        }
      score->expected++;
      score->found += found;
      if (!found)
        g_test_message ("%s: missed %s", id, json_object_get_string_member (event, "at"));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      AmendsLogEntry *entry = entries->pdata[i];

      if (taken[i] || is_optional (passage, entry->at))
        continue;
      score->extra++;
      g_test_message ("%s: false %s", id, entry->text);
    }
}

/* Events found with their moment and their words, and events made up. */
static void
test_passages (gconstpointer data)
{
  g_autoptr (JsonNode) root = load_cases (data);
  JsonObject *object = json_node_get_object (root);
  JsonArray *passages = json_object_get_array_member (object, "passages");
  Score score = { 0 };

  for (guint i = 0; i < json_array_get_length (passages); i++)
    score_passage (json_array_get_object_element (passages, i), &score);
  g_test_message ("%u expected, %u found, %u false", score.expected, score.found, score.extra);
  g_assert_cmpuint (score.expected, >, 0);
  g_assert_cmpfloat ((double) score.found / score.expected, >=,
                     json_object_get_double_member (object, "leastRecall"));
  g_assert_cmpfloat ((double) score.found / (score.found + score.extra), >=,
                     json_object_get_double_member (object, "leastPrecision"));
}

static void
add_cases (const char *name)
{
  JsonNode *root = load_cases (name);
  JsonObject *object = json_node_get_object (root);
  JsonArray *cases;

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
  g_test_add_func ("/note-reader/repeated", test_repeated);
  g_test_add_func ("/note-reader/long-section", test_long_section);
  g_test_add_data_func ("/note-reader/passages-en", "passages-en.json", test_passages);
  g_test_add_data_func ("/note-reader/passages-zh-CN", "passages-zh-CN.json", test_passages);
  return g_test_run ();
}
