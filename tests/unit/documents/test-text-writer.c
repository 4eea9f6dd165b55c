/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Plain text and HTML.
 */

#include "config.h"

#include <string.h>

#include "amends-html-writer.h"
#include "amends-text-writer.h"
#include "sample-document.h"

static guint
columns (const char *line)
{
  guint n = 0;

  for (; *line != '\0'; line = g_utf8_next_char (line))
    if (!g_unichar_iszerowidth (g_utf8_get_char (line)))
      n += g_unichar_iswide (g_utf8_get_char (line)) ? 2 : 1;
  return n;
}

static void
assert_narrow (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      if (columns (lines[i]) > 80)
        g_error ("too wide: %s", lines[i]);
      g_assert_false (g_str_has_suffix (lines[i], " "));
    }
}

static void
test_width (void)
{
  g_autofree char *word = g_strnfill (20 * 1024, 'w');
  g_autoptr (GString) chinese = g_string_new (NULL);
  guint i;

  for (i = 0; i < 300; i++)
    g_string_append (chinese, i % 17 == 16 ? "，" : "客");
  for (i = 0; i < 3; i++)
    {
      const char *texts[] = { word, chinese->str, "word and another word, and more of them, " };
      g_autofree char *twice = g_strconcat (texts[i], texts[2], texts[i], texts[2], NULL);
      g_autoptr (AmendsDocument) document = sample_document_new (twice, "zh-CN");
      g_autofree char *text = sample_take_string (amends_text_writer_write (document, NULL));

      assert_narrow (text);
      /* A line never begins with a comma. */
      g_assert_null (strstr (text, "\n，"));
    }
}

static void
test_many_columns (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
  g_autofree char *text = NULL;
  guint i;

  amends_document_begin_table (document);
  for (i = 0; i < 20; i++)
    amends_document_add_column (document, "Head", 1, AMENDS_ALIGN_START);
  amends_document_add_row (document, "first cell", "second cell", NULL);
  amends_document_end_table (document);
  text = sample_take_string (amends_text_writer_write (document, NULL));
  assert_narrow (text);
  g_assert_nonnull (strstr (text, "Head: first cell\n  Head: second cell\n"));
}

static void
test_form (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("Plan", "en");
  g_autofree char *text = NULL;

  amends_document_set_created (document, SAMPLE_CREATED, NULL);
  amends_document_add_heading (document, 2, "Who");
  amends_document_add_key_value (document, "Account", "Northwind\nand more");
  amends_document_add_numbered (document, 0, "one");
  amends_document_add_bullet (document, 1, "below");
  amends_document_begin_table (document);
  amends_document_add_column (document, "Name", 1, AMENDS_ALIGN_START);
  amends_document_add_column (document, "N", 1, AMENDS_ALIGN_END);
  amends_document_add_row (document, "客户", "12", NULL);
  amends_document_end_table (document);
  text = sample_take_string (amends_text_writer_write (document, NULL));
  g_assert_true (g_str_has_suffix (text, "\n10 March 2026\n"
                                         "\n\nWho\n---\n"
                                         "\nAccount  Northwind\n         and more\n"
                                         "\n1. one\n   - below\n"
                                         "\nName   N\n--------\n客户  12\n"));
}

static void
test_html_escaped (void)
{
  guint i;

  for (i = 0; sample_hostile[i] != NULL; i++)
    {
      g_autoptr (AmendsDocument) document = sample_document_new (sample_hostile[i], "zh-CN");
      g_autoptr (AmendsDocument) harmless = sample_document_new ("x", "zh-CN");
      g_autofree char *text = sample_take_string (amends_html_writer_write (document, NULL));
      g_autofree char *plain = sample_take_string (amends_html_writer_write (harmless, NULL));
      g_auto (GStrv) tags = g_strsplit (text, "<", -1);
      g_auto (GStrv) plain_tags = g_strsplit (plain, "<", -1);

      /* Exactly as many tags and quoted values as with a harmless text. */
      g_assert_cmpuint (g_strv_length (tags), ==, g_strv_length (plain_tags));
      g_strfreev (g_steal_pointer (&tags));
      g_strfreev (g_steal_pointer (&plain_tags));
      tags = g_strsplit (text, "\"", -1);
      plain_tags = g_strsplit (plain, "\"", -1);
      g_assert_cmpuint (g_strv_length (tags), ==, g_strv_length (plain_tags));
      g_assert_null (strstr (text, "<script"));
      g_assert_null (strstr (text, "href=\"javascript"));
      g_assert_nonnull (strstr (text, "<html lang=\"zh-CN\">"));
      g_assert_nonnull (strstr (text, "<th scope=\"col\""));
    }
}

static void
test_html_nesting (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
  g_autofree char *text = NULL;

  amends_document_add_bullet (document, 0, "a");
  amends_document_add_numbered (document, 1, "b");
  amends_document_add_bullet (document, 1, "c");
  amends_document_add_bullet (document, 0, "d");
  text = sample_take_string (amends_html_writer_write (document, NULL));
  g_assert_nonnull (strstr (text, "<ul>\n<li dir=\"auto\">a<ol><li dir=\"auto\">b</li></ol>"
                                  "<ul><li dir=\"auto\">c</li></ul></li>\n"
                                  "<li dir=\"auto\">d</li>\n</ul>"));
}

static void
test_empty (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new (NULL, NULL);
  g_autofree char *text = sample_take_string (amends_text_writer_write (document, NULL));
  g_autofree char *html = sample_take_string (amends_html_writer_write (document, NULL));

  g_assert_true (g_str_has_prefix (text, "\n=="));
  g_assert_nonnull (strstr (html, "</html>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/text/width", test_width);
  g_test_add_func ("/documents/text/many-columns", test_many_columns);
  g_test_add_func ("/documents/text/form", test_form);
  g_test_add_func ("/documents/text/empty", test_empty);
  g_test_add_func ("/documents/html/escaped", test_html_escaped);
  g_test_add_func ("/documents/html/nesting", test_html_nesting);
  return g_test_run ();
}
