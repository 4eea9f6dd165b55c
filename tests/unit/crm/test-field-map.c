/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The field map: what is read, what is written, and what is wrong. */

#include "config.h"

#include "amends-field-map.h"
#include "amends-html-text.h"
#include "amends-input-error.h"
#include "amends-json.h"

#define MAP                                                                                        \
  "{\"settings\":{\"version\":\"v9\"%s},\"kinds\":{"                                               \
  "\"account\":[{\"entity\":\"Account\",\"options\":{\"path\":\"acc\"},"                           \
  "\"constants\":{\"kind\":1},\"fields\":["                                                        \
  "{\"neutral\":\"name\",\"remote\":\"name\",\"type\":\"text\",\"write\":true},"                   \
  "{\"neutral\":\"arr\",\"remote\":\"arr\",\"type\":\"money\",\"write\":true},"                    \
  "{\"neutral\":\"health\",\"remote\":\"health\",\"type\":\"number\",\"write\":true},"             \
  "{\"neutral\":\"strategic\",\"remote\":\"vip\",\"type\":\"boolean\",\"write\":true},"            \
  "{\"neutral\":\"renewal\",\"remote\":\"renewal\",\"type\":\"date\",\"write\":true},"             \
  "{\"neutral\":\"segment\",\"remote\":\"tier\",\"type\":\"choice\",\"write\":true,"               \
  "\"values\":{\"Big\":\"enterprise\",\"Large\":\"enterprise\",\"Small\":\"smb\"}},"               \
  "{\"neutral\":\"csm\",\"remote\":\"owner.name\",\"type\":\"person\"},"                           \
  "{\"neutral\":\"notes\",\"remote\":\"about\",\"type\":\"html\",\"write\":true},"                 \
  "{\"neutral\":\"nps\",\"remote\":null,\"type\":\"number\"}]}],"                                  \
  "\"task\":[{\"entity\":\"Task\",\"fields\":["                                                    \
  "{\"neutral\":\"due\",\"remote\":\"end\",\"date_remote\":\"day\",\"type\":\"instant\","          \
  "\"write\":true},"                                                                               \
  "{\"neutral\":\"case\",\"remote\":\"parent\",\"type\":\"reference\",\"write\":true},"            \
  "{\"neutral\":\"done\",\"remote\":\"state\",\"type\":\"choice\",\"write\":true,"                 \
  "\"values\":{\"Completed\":\"true\",\"Open\":\"false\"}}]}],"                                    \
  "\"interaction\":[{\"entity\":\"Call\",\"always\":{\"type\":\"call\"},\"fields\":["              \
  "{\"neutral\":\"subject\",\"remote\":\"name\",\"type\":\"text\"}]},"                             \
  "{\"entity\":\"Meeting\",\"always\":{\"type\":\"meeting\"},\"fields\":["                         \
  "{\"neutral\":\"subject\",\"remote\":\"title\",\"type\":\"text\"}]}]}}"

static AmendsFieldMap *
map_new (const char *settings)
{
  g_autofree char *text = g_strdup_printf (MAP, settings);
  g_autoptr (GError) error = NULL;
  AmendsFieldMap *map = amends_field_map_new (text, "map.json", NULL, &error);

  g_assert_no_error (error);
  return map;
}

static JsonObject *
object_new (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = amends_json_parse (text, strlen (text), "test", &error);

  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return amends_json_to_canonical (node);
}

static void
check_read (const char *settings,
            AmendsRemoteKind kind,
            const char *remote,
            const char *expected,
            guint n_problems)
{
  g_autoptr (AmendsFieldMap) map = map_new (settings);
  g_autoptr (JsonObject) object = object_new (remote);
  g_autoptr (AmendsRemoteRow) row = amends_remote_row_new (kind, "1");
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  amends_field_map_read (map, object, NULL, row, problems);
  text = to_text (row->fields);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (problems->len, ==, n_problems);
}

static void
check_write (const char *settings, AmendsRemoteKind kind, const char *ours, const char *expected)
{
  g_autoptr (AmendsFieldMap) map = map_new (settings);
  g_autoptr (JsonObject) object = object_new (ours);
  g_autoptr (JsonObject) remote = amends_field_map_write (map, kind, object);
  g_autofree char *text = to_text (remote);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_read (void)
{
  check_read ("", AMENDS_REMOTE_ACCOUNT,
              "{\"name\":\"N\",\"arr\":120000.5,\"health\":41,\"vip\":true,\"renewal\":"
              "\"2026-04-24\",\"tier\":\"Large\",\"owner\":{\"name\":\"Kim\"},"
              "\"about\":\"<p>A &amp; B</p><script>x()</script><p>C</p>\",\"other\":1}",
              "{\"arr\":\"120000.5\",\"csm\":\"Kim\",\"health\":41,\"name\":\"N\","
              "\"notes\":\"A & B\\n\\nC\",\"renewal\":\"2026-04-24\",\"segment\":\"enterprise\","
              "\"strategic\":true}",
              0);
  /* Everything as text, and a date in milliseconds. */
  check_read (",\"values\":\"strings\"", AMENDS_REMOTE_ACCOUNT,
              "{\"arr\":\"99.90\",\"health\":\"41.5\",\"vip\":\"false\",\"renewal\":"
              "\"1777075200000\",\"tier\":\"\",\"name\":null}",
              "{\"arr\":\"99.90\",\"health\":41.5,\"name\":null,\"renewal\":\"2026-04-25\","
              "\"segment\":null,\"strategic\":false}",
              0);
  /* A record as [id, name], and false for what is empty. */
  check_read (",\"empty\":\"false\"", AMENDS_REMOTE_TASK,
              "{\"parent\":[7,\"Seven\"],\"end\":false,\"day\":false,\"state\":\"Completed\"}",
              "{\"case\":\"7\",\"done\":true,\"due\":null}", 0);
  check_read ("", AMENDS_REMOTE_INTERACTION, "{\"name\":\"Call\",\"title\":\"Meeting\"}",
              "{\"subject\":\"Call\",\"type\":\"call\"}", 0);
}

static void
test_wrong_types (void)
{
  check_read ("", AMENDS_REMOTE_ACCOUNT,
              "{\"name\":{},\"arr\":\"a lot\",\"health\":[1],\"vip\":\"maybe\",\"renewal\":"
              "\"24.04.2026\",\"tier\":\"Huge\",\"owner\":5,\"about\":true}",
              "{}", 7);
  check_read ("", AMENDS_REMOTE_ACCOUNT, "{\"arr\":1e300,\"renewal\":\"2026-04-24 13:00:00\"}",
              "{}", 2);
  check_read ("", AMENDS_REMOTE_TASK, "{\"end\":\"tomorrow\",\"parent\":{}}", "{}", 2);
}

/* A day without a time stays that day; a time is in UTC. */
static void
test_dates (void)
{
  check_read ("", AMENDS_REMOTE_TASK, "{\"end\":\"2026-04-23 22:00:00\",\"day\":\"2026-04-24\"}",
              "{\"due\":\"2026-04-24\"}", 0);
  check_read ("", AMENDS_REMOTE_TASK, "{\"end\":\"2026-04-24 10:00:00\",\"day\":null}",
              "{\"due\":\"2026-04-24T10:00:00Z\"}", 0);
  check_read ("", AMENDS_REMOTE_TASK, "{\"end\":\"2026-04-24T12:00:00.000+0200\"}",
              "{\"due\":\"2026-04-24T10:00:00Z\"}", 0);
  check_write (",\"instants\":\"plain\"", AMENDS_REMOTE_TASK, "{\"due\":\"2026-04-24\"}",
               "{\"day\":\"2026-04-24\",\"end\":null}");
  check_write (",\"instants\":\"plain\"", AMENDS_REMOTE_TASK,
               "{\"due\":\"2026-04-24T12:00:00+02:00\"}",
               "{\"day\":null,\"end\":\"2026-04-24 10:00:00\"}");
}

static void
test_write (void)
{
  check_write ("", AMENDS_REMOTE_ACCOUNT,
               "{\"name\":\"N\",\"arr\":\"120000.50\",\"health\":41,\"strategic\":true,"
               "\"segment\":\"enterprise\",\"csm\":\"Kim\",\"nps\":9,"
               "\"notes\":\"<b>\\nline\",\"renewal\":null,\"unknown\":1}",
               "{\"about\":\"&lt;b&gt;<br>line\",\"arr\":120000.5,\"health\":41,\"name\":\"N\","
               "\"renewal\":null,\"tier\":\"Big\",\"vip\":true}");
  check_write (",\"values\":\"strings\",\"empty\":\"string\"", AMENDS_REMOTE_ACCOUNT,
               "{\"arr\":\"120000.50\",\"health\":41,\"strategic\":false,\"renewal\":null}",
               "{\"arr\":\"120000.50\",\"health\":\"41\",\"renewal\":\"\",\"vip\":\"false\"}");
  check_write (",\"ids\":\"integers\"", AMENDS_REMOTE_TASK, "{\"case\":\"7\",\"done\":true}",
               "{\"parent\":7,\"state\":\"Completed\"}");
}

static void
test_changes (void)
{
  g_autoptr (AmendsFieldMap) map = map_new ("");
  g_autoptr (AmendsFieldMap) mapped =
      amends_field_map_with (map, AMENDS_REMOTE_ACCOUNT, "nps", "cNps");
  g_autoptr (AmendsFieldMap) both =
      amends_field_map_with (mapped, AMENDS_REMOTE_ACCOUNT, "name", NULL);
  g_autoptr (AmendsFieldMap) meeting = amends_field_map_pick (both, AMENDS_REMOTE_INTERACTION, 1);
  g_autoptr (AmendsFieldMap) picked =
      amends_field_map_with (meeting, AMENDS_REMOTE_INTERACTION, "subject", "head");
  g_autofree char *none = amends_field_map_dup_changes (map);
  g_autofree char *changes = amends_field_map_dup_changes (picked);
  g_autofree char *text = g_strdup_printf (MAP, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsFieldMap) again = amends_field_map_new (text, "map.json", changes, &error);
  AmendsFieldMap *bad;

  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "{}");
  g_assert_null (amends_field_map_find (map, AMENDS_REMOTE_ACCOUNT, "nps")->remote);
  g_assert_cmpstr (amends_field_map_find (again, AMENDS_REMOTE_ACCOUNT, "nps")->remote, ==, "cNps");
  g_assert_null (amends_field_map_find (again, AMENDS_REMOTE_ACCOUNT, "name")->remote);
  g_assert_cmpstr (amends_field_map_find (again, AMENDS_REMOTE_INTERACTION, "subject")->remote, ==,
                   "name");
  g_assert_cmpstr (amends_field_map_get_entity (picked, AMENDS_REMOTE_INTERACTION), ==, "Meeting");
  g_assert_cmpstr (amends_field_map_find (picked, AMENDS_REMOTE_INTERACTION, "subject")->remote, ==,
                   "head");
  bad = amends_field_map_new (text, "map.json", "[1]", &error);
  g_assert_null (bad);
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TYPE);
}

static void
test_bad_files (void)
{
  static const char *const files[] = {
    "",
    "[]",
    "{\"kinds\":[]}",
    "{\"kinds\":{\"nothing\":[]}}",
    "{\"kinds\":{\"account\":[{\"fields\":[]}]}}",
    "{\"kinds\":{\"account\":[{\"entity\":\"A\",\"fields\":[{\"neutral\":\"name\"}]}]}}",
    "{\"kinds\":{\"account\":[{\"entity\":\"A\",\"fields\":[{\"neutral\":\"name\",\"type\":"
    "\"colour\"}]}]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      AmendsFieldMap *map = amends_field_map_new (files[i], "map.json", NULL, &error);

      g_assert_null (map);
      g_assert_nonnull (error);
      g_assert_true (error->domain == AMENDS_INPUT_ERROR);
    }
}

/* Those that are shipped: each names the kinds that must be there. */
static void
test_shipped (void)
{
  static const char *const names[] = { "espocrm.json", "hubspot.json", "salesforce.json",
                                       "odoo.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file =
          g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "crm", names[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AmendsFieldMap) map = NULL;

      if (!g_file_get_contents (file, &text, NULL, &error))
        g_assert_no_error (error);
      map = amends_field_map_new (text, names[i], NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (amends_field_map_get_entity (map, AMENDS_REMOTE_ACCOUNT));
      g_assert_nonnull (amends_field_map_get_entity (map, AMENDS_REMOTE_CASE));
      g_assert_nonnull (amends_field_map_find (map, AMENDS_REMOTE_ACCOUNT, "arr"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-map/read", test_read);
  g_test_add_func ("/field-map/wrong-types", test_wrong_types);
  g_test_add_func ("/field-map/dates", test_dates);
  g_test_add_func ("/field-map/write", test_write);
  g_test_add_func ("/field-map/changes", test_changes);
  g_test_add_func ("/field-map/bad-files", test_bad_files);
  g_test_add_func ("/field-map/shipped", test_shipped);
  return g_test_run ();
}
