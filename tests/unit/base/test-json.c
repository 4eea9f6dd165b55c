/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strict scan, the search for lines, and the two ways of writing. */
#include "config.h"

#include "amends-json.h"

#include <string.h>

#include "amends-input-error.h"

static void
test_accepted (void)
{
  static const char *const cases[] = {
    "{}",
    " [ ] \r\n\t",
    "0",
    "-0",
    "-1",
    "1.5e+3",
    "1E5",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "1e-400",
    "\"\"",
    "true",
    "null",
    "{\"a\":1,\"b\":[1,2,{\"a\":null}]}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
    "\"\xC3\xA9\xE7\xB3\xBB\xF0\x9F\x98\x80\x7F\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = amends_json_parse (cases[i], strlen (cases[i]), NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
    guint line;
  } cases[] = {
    { "", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { " \n\n ", AMENDS_INPUT_ERROR_SYNTAX, 3 },
    { "{'a':1}", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "var a={};", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "{}\n{}", AMENDS_INPUT_ERROR_SYNTAX, 2 },
    { "{\"a\":1,}", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "[1,]", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "[1 2]", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "[1", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "{\"a\" 1}", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "{a:1}", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "{\"a\":}", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "[1]//x", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "/**/1", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"abc", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"a\\", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"a\nb\"", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"\\x\"", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"\\u12\"", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\"\\u0000\"", AMENDS_INPUT_ERROR_VALUE, 1 },
    { "\"\\uD83D\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\\uD83Dx\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\\uD83D\\u0041\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\\uDE00\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\xFF\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\xC0\x80\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\xED\xA0\x80\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\xF4\x90\x80\x80\"", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\"\xE7\xB3", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "\xEF\xBB\xBF{}", AMENDS_INPUT_ERROR_ENCODING, 1 },
    { "01", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "+1", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "-", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { ".5", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "1.", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "1e", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "0x10", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "NaN", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "tru", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "truer", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "True", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "9223372036854775808", AMENDS_INPUT_ERROR_RANGE, 1 },
    { "-9223372036854775809", AMENDS_INPUT_ERROR_RANGE, 1 },
    { "1e400", AMENDS_INPUT_ERROR_RANGE, 1 },
    { "-1e400", AMENDS_INPUT_ERROR_RANGE, 1 },
    { "{\n\"a\":1,\n\"a\":2}", AMENDS_INPUT_ERROR_DUPLICATE, 3 },
    { "{\"a\":1,\"\\u0061\":2}", AMENDS_INPUT_ERROR_DUPLICATE, 1 },
    { "[{\"x\":{\"\":1,\"\":2}}]", AMENDS_INPUT_ERROR_DUPLICATE, 1 },
    { "\f1", AMENDS_INPUT_ERROR_SYNTAX, 1 },
    { "\xC2\xA0"
      "1",
      AMENDS_INPUT_ERROR_SYNTAX, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* An exact copy: a byte read too far is one that a sanitizer sees. */
      gsize length = strlen (cases[i].text);
      g_autofree char *copy = g_memdup2 (cases[i].text, length);
      g_autoptr (GError) error = NULL;

      if (amends_json_scan (copy, length, "in.json", &error))
        g_test_message ("accepted: %s", cases[i].text);
      g_assert_error (error, AMENDS_INPUT_ERROR, cases[i].code);
      g_assert_cmpuint (amends_input_error_get_line (error), ==, cases[i].line);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "in.json");
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amends_json_scan ("[1]\0", 4, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_false (amends_json_scan ("\"a\0b\"", 5, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
}

static void
test_duplicates_among_many (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "\"k%u\":{\"a\":%u,\"b\":[]},\n", i, i);
  g_string_append (text, "\"z\":0}");
  g_assert_true (amends_json_scan (text->str, text->len, NULL, &error));
  g_assert_no_error (error);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\n\"\\u006B42\":0}");
  g_assert_false (amends_json_scan (text->str, text->len, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_DUPLICATE);
  g_assert_cmpstr (amends_input_error_get_field (error), ==, "k42");
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 5002);
}

static void
test_depth (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *close = g_strnfill (AMENDS_JSON_MAX_DEPTH, ']');
  g_autofree char *deep = g_strdup_printf ("%.*s%s", AMENDS_JSON_MAX_DEPTH, open, close);
  g_autoptr (GError) error = NULL;

  g_assert_true (amends_json_scan (deep, strlen (deep), NULL, NULL));
  g_assert_false (amends_json_scan (open, 100000, NULL, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_DEPTH);
}

static void
test_truncated (void)
{
  static const char text[] =
      "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\uD83D\\uDE00é\"],\"b\":{\"c\":0}}";

  /* Every beginning of the document but the whole is refused, and nothing is read behind it. */
  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autofree char *copy = g_memdup2 (text, length);

      g_assert_false (amends_json_scan (copy, length, NULL, NULL));
    }
  g_assert_true (amends_json_scan (text, sizeof text - 1, NULL, NULL));
}

static void
test_locate (void)
{
  static const char text[] =
      "\n{\n \"a\": 1,\n \"b\":\n [\n  {\"x/y\": 1},\n  {\n\"~\":\n2},\n \"s\"],\n"
      " \"\": 5,\n \"\\u0063\": {\"d\": \"e\"}\n}";
  static const struct
  {
    const char *pointer;
    guint line;
  } cases[] = {
    { "", 2 },      { "/a", 3 },      { "/b", 5 },    { "/b/0", 6 }, { "/b/0/x~1y", 6 },
    { "/b/1", 7 },  { "/b/1/~0", 9 }, { "/b/2", 10 }, { "/", 11 },   { "/c/d", 12 },
    { "/x", 0 },    { "/b/3", 0 },    { "/b/x", 0 },  { "/a/b", 0 }, { "/c/d/e", 0 },
    { "/b/-1", 0 }, { "a", 0 },       { "/b/1/", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (amends_json_locate (text, sizeof text - 1, cases[i].pointer), ==,
                      cases[i].line);
  g_assert_cmpuint (amends_json_locate ("", 0, ""), ==, 0);
}

static void
test_canonical (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { " { \"b\" : 1 , \"a\" : [ ] } ", "{\"a\":[],\"b\":1}" },
    { "{\"B\":{},\"a\":null,\"\":true,\"é\":false}",
      "{\"\":true,\"B\":{},\"a\":null,\"é\":false}" },
    { "[1.0,0.1,-0.0,1e21,1.5e-7,100,9223372036854775807,-9223372036854775808,1e15]",
      "[1,0.1,0,1e+21,1.5e-07,100,9223372036854775807,-9223372036854775808,1000000000000000]" },
    { "[0.30000000000000004,1.7976931348623157e308,5e-324]",
      "[0.30000000000000004,1.7976931348623157e+308,4.94065645841247e-324]" },
    { "\"\\u0041\\u00e9\\n\\u0001\\\"\\\\\\/\"", "\"Aé\\n\\u0001\\\"\\\\/\"" },
    { "\"\\uD83D\\uDE00\"", "\"😀\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node =
          amends_json_parse (cases[i].text, strlen (cases[i].text), NULL, &error);
      g_autofree char *canonical = NULL;
      g_autoptr (JsonNode) again = NULL;
      g_autofree char *twice = NULL;

      g_assert_no_error (error);
      canonical = amends_json_to_canonical (node);
      g_assert_cmpstr (canonical, ==, cases[i].expected);
      again = amends_json_parse (canonical, strlen (canonical), NULL, &error);
      g_assert_no_error (error);
      twice = amends_json_to_canonical (again);
      g_assert_cmpstr (twice, ==, canonical);
    }
}

static void
test_pretty (void)
{
  static const char text[] = "{\"b\":[1,{}],\"a\":{\"x\":2.0,\"y\":0.1},\"c\":[]}";
  g_autoptr (JsonNode) node = amends_json_parse (text, sizeof text - 1, NULL, NULL);
  g_autofree char *pretty = amends_json_to_pretty (node);

  g_assert_cmpstr (pretty, ==,
                   "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": {\n    \"x\": 2.0,\n"
                   "    \"y\": 0.1\n  },\n  \"c\": []\n}");
}

static void
test_speed (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  gint64 start;
  double seconds;

  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (
        text,
        "{\"id\":\"case-%u\",\"subject\":\"The export fails each night since the "
        "change\",\"arr\":%u,"
        "\"share\":0.%u,\"open\":true,\"contact\":{\"name\":\"José\",\"role\":\"vp\"}},\n",
        i, i * 100, i);
  g_string_append (text, "null]");
  start = g_get_monotonic_time ();
  g_assert_true (amends_json_scan (text->str, text->len, NULL, NULL));
  seconds = (g_get_monotonic_time () - start) / 1e6;
  g_test_maximized_result (text->len / 1e6 / seconds, "scan %.0f MB/s", text->len / 1e6 / seconds);
  g_assert_cmpfloat (text->len / 1e6 / seconds, >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/accepted", test_accepted);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/nul-byte", test_nul_byte);
  g_test_add_func ("/json/duplicates-among-many", test_duplicates_among_many);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/locate", test_locate);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/pretty", test_pretty);
  g_test_add_func ("/json/speed", test_speed);
  return g_test_run ();
}
