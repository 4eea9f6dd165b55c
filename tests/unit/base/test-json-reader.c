/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checked reader: values, the fault that sticks, and unknown members. */
#include "config.h"

#include "amends-json-reader.h"

#include <gio/gio.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-json.h"

static const char document[] = "{\n"
                               "  \"subject\": \"Exports fail\",\n"
                               "  \"count\": 3,\n"
                               "  \"share\": 0.5,\n"
                               "  \"open\": true,\n"
                               "  \"none\": null,\n"
                               "  \"at\": \"2026-03-10T08:52:00+01:00\",\n"
                               "  \"day\": \"2026-04-24\",\n"
                               "  \"type\": \"not-found\",\n"
                               "  \"tags\": [\"a\", \"b\"],\n"
                               "  \"account\": {\n"
                               "    \"name\": \"Acme\",\n"
                               "    \"contacts\": [\n"
                               "      {\"name\": \"Jo\"},\n"
                               "      {\"name\": 5}\n"
                               "    ]\n"
                               "  }\n"
                               "}";

static AmendsJsonReader *
open_document (void)
{
  g_autoptr (GError) error = NULL;
  AmendsJsonReader *reader =
      amends_json_reader_new (document, strlen (document), "in.json", &error);

  g_assert_no_error (error);
  return reader;
}

static void
test_values (void)
{
  g_autoptr (AmendsJsonReader) reader = open_document ();
  g_autofree char *subject =
      amends_json_reader_dup_string (reader, "subject", AMENDS_JSON_REQUIRED);
  g_autofree char *day = amends_json_reader_dup_date (reader, "day", AMENDS_JSON_REQUIRED);
  g_autofree char *absent = amends_json_reader_dup_string (reader, "absent", AMENDS_JSON_OPTIONAL);
  g_auto (GStrv) tags = amends_json_reader_dup_strv (reader, "tags", AMENDS_JSON_REQUIRED);
  g_auto (GStrv) no_tags = amends_json_reader_dup_strv (reader, "none", AMENDS_JSON_OPTIONAL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (subject, ==, "Exports fail");
  g_assert_cmpstr (day, ==, "2026-04-24");
  g_assert_null (absent);
  g_assert_cmpstrv (tags, ((const char *[]){ "a", "b", NULL }));
  g_assert_null (no_tags);
  g_assert_cmpint (amends_json_reader_get_int (reader, "count", AMENDS_JSON_REQUIRED, 0, 3, -1), ==,
                   3);
  g_assert_cmpint (amends_json_reader_get_int (reader, "absent", AMENDS_JSON_OPTIONAL, 0, 3, -1),
                   ==, -1);
  g_assert_cmpfloat (amends_json_reader_get_double (reader, "share", AMENDS_JSON_REQUIRED, 0, 1, 0),
                     ==, 0.5);
  g_assert_cmpfloat (amends_json_reader_get_double (reader, "count", AMENDS_JSON_REQUIRED, 0, 9, 0),
                     ==, 3);
  g_assert_true (amends_json_reader_get_boolean (reader, "open", FALSE));
  g_assert_true (amends_json_reader_get_boolean (reader, "none", TRUE));
  g_assert_cmpint (amends_json_reader_get_instant (reader, "at", AMENDS_JSON_REQUIRED), ==,
                   G_GINT64_CONSTANT (1773129120000));
  g_assert_cmpint (amends_json_reader_get_enum (reader, "type", AMENDS_JSON_REQUIRED,
                                                G_TYPE_RESOLVER_ERROR, 9),
                   ==, G_RESOLVER_ERROR_NOT_FOUND);
  g_assert_true (amends_json_reader_has (reader, "count"));
  g_assert_false (amends_json_reader_has (reader, "none"));
  g_assert_true (amends_json_reader_finish (reader, NULL, &error));
  g_assert_no_error (error);
}

static void
test_moving (void)
{
  g_autoptr (AmendsJsonReader) reader = open_document ();
  g_autoptr (GPtrArray) members = amends_json_reader_list_members (reader);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (members->len, ==, 10);
  g_assert_cmpstr (members->pdata[0], ==, "subject");
  g_assert_cmpuint (amends_json_reader_get_count (reader), ==, 10);
  g_assert_false (amends_json_reader_enter_object (reader, "none", AMENDS_JSON_OPTIONAL));
  g_assert_true (amends_json_reader_enter_object (reader, "account", AMENDS_JSON_REQUIRED));
  g_assert_true (amends_json_reader_enter_array (reader, "contacts", AMENDS_JSON_REQUIRED));
  g_assert_cmpuint (amends_json_reader_get_count (reader), ==, 2);
  g_assert_true (amends_json_reader_at (reader, 0));
  name = amends_json_reader_dup_string (reader, "name", AMENDS_JSON_REQUIRED);
  g_assert_cmpstr (name, ==, "Jo");
  amends_json_reader_leave (reader);
  g_assert_true (amends_json_reader_at (reader, 1));
  g_assert_null (amends_json_reader_dup_string (reader, "name", AMENDS_JSON_REQUIRED));
  g_assert_true (amends_json_reader_failed (reader));
  amends_json_reader_leave (reader);
  amends_json_reader_leave (reader);
  amends_json_reader_leave (reader);

  /* The first fault stays, and what is read after it is the default. */
  g_assert_null (amends_json_reader_dup_string (reader, "subject", AMENDS_JSON_REQUIRED));
  g_assert_cmpint (amends_json_reader_get_int (reader, "gone", AMENDS_JSON_REQUIRED, 0, 3, 2), ==,
                   2);
  g_assert_cmpuint (amends_json_reader_get_count (reader), ==, 0);
  g_assert_false (amends_json_reader_finish (reader, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_TYPE);
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "account.contacts[1].name");
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 15);
  g_assert_cmpstr (amends_input_error_get_file (error), ==, "in.json");
}

typedef void (*ReadFunc) (AmendsJsonReader *reader);

static void
read_missing (AmendsJsonReader *reader)
{
  g_assert_null (amends_json_reader_dup_string (reader, "absent", AMENDS_JSON_REQUIRED));
}

static void
read_null (AmendsJsonReader *reader)
{
  g_assert_null (amends_json_reader_dup_string (reader, "none", AMENDS_JSON_REQUIRED));
}

static void
read_double_as_int (AmendsJsonReader *reader)
{
  amends_json_reader_get_int (reader, "share", AMENDS_JSON_REQUIRED, 0, 10, 0);
}

static void
read_string_as_int (AmendsJsonReader *reader)
{
  amends_json_reader_get_int (reader, "subject", AMENDS_JSON_OPTIONAL, 0, 10, 0);
}

static void
read_int_out_of_range (AmendsJsonReader *reader)
{
  g_assert_cmpint (amends_json_reader_get_int (reader, "count", AMENDS_JSON_REQUIRED, 4, 10, 7), ==,
                   7);
}

static void
read_double_out_of_range (AmendsJsonReader *reader)
{
  amends_json_reader_get_double (reader, "share", AMENDS_JSON_REQUIRED, 0, 0.25, 0);
}

static void
read_int_as_boolean (AmendsJsonReader *reader)
{
  g_assert_true (amends_json_reader_get_boolean (reader, "count", TRUE));
}

static void
read_unknown_nick (AmendsJsonReader *reader)
{
  g_assert_cmpint (amends_json_reader_get_enum (reader, "subject", AMENDS_JSON_REQUIRED,
                                                G_TYPE_RESOLVER_ERROR, 77),
                   ==, 77);
}

static void
read_bad_instant (AmendsJsonReader *reader)
{
  g_assert_cmpint (amends_json_reader_get_instant (reader, "day", AMENDS_JSON_REQUIRED), ==, 0);
}

static void
read_bad_date (AmendsJsonReader *reader)
{
  g_assert_null (amends_json_reader_dup_date (reader, "at", AMENDS_JSON_REQUIRED));
}

static void
read_array_as_object (AmendsJsonReader *reader)
{
  g_assert_false (amends_json_reader_enter_object (reader, "tags", AMENDS_JSON_OPTIONAL));
}

static void
read_mixed_strv (AmendsJsonReader *reader)
{
  g_assert_true (amends_json_reader_enter_object (reader, "account", AMENDS_JSON_REQUIRED));
  g_assert_null (amends_json_reader_dup_strv (reader, "contacts", AMENDS_JSON_REQUIRED));
}

static void
read_member_of_string (AmendsJsonReader *reader)
{
  g_assert_true (amends_json_reader_enter_array (reader, "tags", AMENDS_JSON_REQUIRED));
  g_assert_true (amends_json_reader_at (reader, 1));
  g_assert_null (amends_json_reader_dup_string (reader, "name", AMENDS_JSON_OPTIONAL));
}

static void
read_meaning (AmendsJsonReader *reader)
{
  amends_json_reader_fail (reader, "count", AMENDS_INPUT_ERROR_VALUE, "Three is %s.", "many");
}

static void
test_faults (void)
{
  static const struct
  {
    ReadFunc read;
    int code;
    const char *field;
    guint line;
    const char *text; /* part of the sentence */
  } cases[] = {
    { read_missing, AMENDS_INPUT_ERROR_MISSING, "absent", 1, "missing" },
    { read_null, AMENDS_INPUT_ERROR_MISSING, "none", 6, "missing" },
    { read_double_as_int, AMENDS_INPUT_ERROR_TYPE, "share", 4, "whole number" },
    { read_string_as_int, AMENDS_INPUT_ERROR_TYPE, "subject", 2, "whole number" },
    { read_int_out_of_range, AMENDS_INPUT_ERROR_RANGE, "count", 3, "between 4 and 10" },
    { read_double_out_of_range, AMENDS_INPUT_ERROR_RANGE, "share", 4, "between 0 and 0.25" },
    { read_int_as_boolean, AMENDS_INPUT_ERROR_TYPE, "count", 3, "true or false" },
    { read_unknown_nick, AMENDS_INPUT_ERROR_VALUE, "subject", 2, "not-found" },
    { read_bad_instant, AMENDS_INPUT_ERROR_VALUE, "day", 8, "not a time" },
    { read_bad_date, AMENDS_INPUT_ERROR_VALUE, "at", 7, "not a date" },
    { read_array_as_object, AMENDS_INPUT_ERROR_TYPE, "tags", 10, "object" },
    { read_mixed_strv, AMENDS_INPUT_ERROR_TYPE, "account.contacts[0]", 14, "text" },
    { read_member_of_string, AMENDS_INPUT_ERROR_TYPE, "tags[1]", 10, "object" },
    { read_meaning, AMENDS_INPUT_ERROR_VALUE, "count", 3, "Three is many." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AmendsJsonReader) reader = open_document ();
      g_autoptr (GPtrArray) warnings = NULL;
      g_autoptr (GError) error = NULL;

      cases[i].read (reader);
      g_assert_true (amends_json_reader_failed (reader));
      g_assert_false (amends_json_reader_finish (reader, &warnings, &error));
      g_assert_null (warnings);
      g_assert_error (error, AMENDS_INPUT_ERROR, cases[i].code);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, cases[i].field);
      g_assert_cmpuint (amends_input_error_get_line (error), ==, cases[i].line);
      g_assert_nonnull (strstr (amends_input_error_get_text (error), cases[i].text));
    }
}

static void
test_unknown (void)
{
  static const char text[] =
      "{\"a\":1,\n\"b\":{\"c\":2,\n\"d/e\":3},\n\"f\":[{\"g\":1}],\"h\":{\"i\":1}}";
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (text, sizeof text - 1, NULL, NULL);
  g_autoptr (GPtrArray) warnings = NULL;

  /* Entered twice: what was read in either visit is read. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (amends_json_reader_enter_object (reader, "b", AMENDS_JSON_REQUIRED));
      if (i == 0)
        amends_json_reader_get_int (reader, "c", AMENDS_JSON_REQUIRED, 0, 9, 0);
      amends_json_reader_leave (reader);
    }
  g_assert_true (amends_json_reader_enter_array (reader, "f", AMENDS_JSON_REQUIRED));
  g_assert_true (amends_json_reader_at (reader, 0));
  amends_json_reader_leave (reader);
  amends_json_reader_leave (reader);
  g_assert_nonnull (amends_json_reader_peek (reader, "h"));
  g_assert_null (amends_json_reader_peek (reader, "x"));

  g_assert_true (amends_json_reader_finish (reader, &warnings, NULL));
  g_assert_cmpuint (warnings->len, ==, 3);
  g_assert_cmpstr (warnings->pdata[0], ==, "“a” in line 1 is not known and was left out.");
  g_assert_cmpstr (warnings->pdata[1], ==, "“b.d/e” in line 3 is not known and was left out.");
  g_assert_cmpstr (warnings->pdata[2], ==, "“f[0].g” in line 4 is not known and was left out.");
}

static void
test_many_unknown (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (GPtrArray) warnings = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "\"k%u\":0,", i);
  g_string_append (text, "\"z\":0}");
  reader = amends_json_reader_new (text->str, text->len, NULL, NULL);
  g_assert_true (amends_json_reader_finish (reader, &warnings, NULL));
  g_assert_cmpuint (warnings->len, ==, 51);
  g_assert_cmpstr (warnings->pdata[50], ==, "151 more are not known and were left out.");
}

static void
test_node (void)
{
  g_autoptr (JsonNode) node = amends_json_parse ("{\"a\":1}", 7, NULL, NULL);
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new_for_node (node, "row 5");
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_json_reader_dup_string (reader, "a", AMENDS_JSON_REQUIRED));
  g_assert_false (amends_json_reader_finish (reader, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "row 5: a: "));
}

static void
test_syntax (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amends_json_reader_new ("{\n\"a\":}", 7, "in.json", &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, "in.json:2: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/values", test_values);
  g_test_add_func ("/json-reader/moving", test_moving);
  g_test_add_func ("/json-reader/faults", test_faults);
  g_test_add_func ("/json-reader/unknown", test_unknown);
  g_test_add_func ("/json-reader/many-unknown", test_many_unknown);
  g_test_add_func ("/json-reader/node", test_node);
  g_test_add_func ("/json-reader/syntax", test_syntax);
  return g_test_run ();
}
