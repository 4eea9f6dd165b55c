/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PDF files, read back with the poppler tools.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "amends-pdf-writer.h"
#include "sample-document.h"

static GBytes *
write_pdf (AmendsDocument *document)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = amends_pdf_writer_write (document, &error);

  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), "%PDF-", 5), ==, 0);
  return bytes;
}

/* What a poppler tool says on standard output about @pdf, given as standard input. */
static char *
run_tool (GBytes *pdf, const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, pdf, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

static char *
dup_text (GBytes *pdf)
{
  static const char *const argv[] = { "pdftotext", "-layout", "-", "-", NULL };

  return run_tool (pdf, argv);
}

static guint
count_pages (GBytes *pdf)
{
  static const char *const argv[] = { "pdfinfo", "-", NULL };
  g_autofree char *info = run_tool (pdf, argv);
  const char *pages = strstr (info, "Pages:");

  g_assert_nonnull (pages);
  return (guint) atoi (pages + strlen ("Pages:"));
}

static gboolean
contains_bytes (GBytes *pdf, const char *needle)
{
  gsize size, length = strlen (needle);
  const char *data = g_bytes_get_data (pdf, &size);
  gsize i;

  for (i = 0; i + length <= size; i++)
    if (memcmp (data + i, needle, length) == 0)
      return TRUE;
  return FALSE;
}

static AmendsDocument *
long_document_new (guint rows)
{
  AmendsDocument *document = amends_document_new ("Weekly report", "en");
  guint i;

  amends_document_set_created (document, SAMPLE_CREATED, NULL);
  amends_document_add_heading (document, 1, "First part");
  amends_document_add_heading (document, 2, "Table part");
  amends_document_begin_table (document);
  amends_document_add_column (document, "Case", 1, AMENDS_ALIGN_START);
  amends_document_add_column (document, "What", 4, AMENDS_ALIGN_START);
  for (i = 0; i < rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("row%u", i);

      amends_document_add_row (document, name, "Something happened and was put right", NULL);
    }
  amends_document_end_table (document);
  amends_document_begin_paragraph (document);
  amends_document_add_link (document, "the page", "https://example.com/page");
  amends_document_end_runs (document);
  return document;
}

static void
test_read_back (void)
{
  g_autoptr (AmendsDocument) document = long_document_new (120);
  g_autoptr (GBytes) pdf = write_pdf (document);
  g_autofree char *text = dup_text (pdf);
  guint pages = count_pages (pdf);
  g_auto (GStrv) sheets = g_strsplit (text, "\f", -1);
  guint i;

  g_assert_cmpuint (pages, >, 1);
  for (i = 0; i < pages; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("\\b%u ?/ ?%u\\s*$", i + 1, pages);

      /* pdftotext takes a narrow space for none. */
      g_assert_true (g_regex_match_simple (pattern, sheets[i], 0, 0));
      /* The header row comes back on every page of the table. */
      g_assert_nonnull (strstr (sheets[i], "What"));
    }
  for (i = 0; i < 120; i++)
    {
      g_autofree char *name = g_strdup_printf ("row%u ", i);
      const char *found = strstr (text, name);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, name));
    }
  g_assert_true (contains_bytes (pdf, "/Outlines"));
  g_assert_true (contains_bytes (pdf, "/Title (First part)"));
  g_assert_true (contains_bytes (pdf, "https://example.com/page"));
  g_assert_true (contains_bytes (pdf, "20260310075200Z"));
  g_assert_true (contains_bytes (pdf, "/FontFile3") || contains_bytes (pdf, "/FontFile2"));
}

static void
test_deterministic (void)
{
  g_autoptr (AmendsDocument) document = sample_document_new ("客户 & text", "zh-CN");
  g_autoptr (GBytes) first = write_pdf (document);
  g_autoptr (AmendsDocument) undated = amends_document_new ("T", "en");
  g_autoptr (GBytes) third = write_pdf (undated);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) fourth = NULL;

  g_usleep (1100 * 1000);
  second = write_pdf (document);
  fourth = write_pdf (undated);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_true (g_bytes_equal (third, fourth));
  g_assert_cmpuint (count_pages (third), ==, 1);
}

static void
test_hostile (void)
{
  g_autofree char *word = g_strnfill (20 * 1024, 'w');
  guint i;

  for (i = 0; sample_hostile[i] != NULL; i++)
    {
      g_autoptr (AmendsDocument) document = sample_document_new (sample_hostile[i], "en");
      g_autoptr (GBytes) pdf = write_pdf (document);

      g_assert_cmpuint (count_pages (pdf), ==, 2);
    }
  {
    g_autoptr (AmendsDocument) document = sample_document_new (word, "en");
    g_autoptr (GBytes) pdf = write_pdf (document);
    g_autofree char *text = dup_text (pdf);

    g_assert_cmpuint (count_pages (pdf), >, 20);
    g_assert_nonnull (strstr (text, "Internal, not for the customer"));
  }
}

/* A row taller than a page goes on, line by line, and loses nothing. */
static void
test_tall_row (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  guint i;

  for (i = 0; i < 200; i++)
    g_string_append_printf (cell, "line%u.\n", i);
  amends_document_begin_table (document);
  amends_document_add_column (document, "A", 1, AMENDS_ALIGN_START);
  amends_document_add_column (document, "B", 1, AMENDS_ALIGN_START);
  amends_document_add_row (document, cell->str, "short", NULL);
  amends_document_end_table (document);
  pdf = write_pdf (document);
  text = dup_text (pdf);
  g_assert_cmpuint (count_pages (pdf), >=, 4);
  for (i = 0; i < 200; i++)
    {
      g_autofree char *line = g_strdup_printf ("line%u.", i);

      g_assert_nonnull (strstr (text, line));
    }
}

/* However much stands before it, a heading is never the last thing on a page. */
static void
test_heading_not_last (void)
{
  guint n;

  for (n = 25; n < 45; n++)
    {
      g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
      g_autoptr (GBytes) pdf = NULL;
      g_autofree char *text = NULL;
      g_auto (GStrv) sheets = NULL;
      guint i;

      for (i = 0; i < n; i++)
        amends_document_add_paragraph (document, "filler");
      amends_document_add_heading (document, 1, "Chapter");
      amends_document_add_paragraph (document, "follows");
      pdf = write_pdf (document);
      text = dup_text (pdf);
      sheets = g_strsplit (text, "\f", -1);
      for (i = 0; sheets[i] != NULL; i++)
        g_assert_cmpint (strstr (sheets[i], "Chapter") != NULL, ==,
                         strstr (sheets[i], "follows") != NULL);
    }
}

static void
test_two_hundred_pages (void)
{
  g_autoptr (AmendsDocument) document = long_document_new (8000);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GBytes) pdf = write_pdf (document);

  g_test_message ("%u pages in %d ms", count_pages (pdf),
                  (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (count_pages (pdf), >=, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/pdf/read-back", test_read_back);
  g_test_add_func ("/documents/pdf/deterministic", test_deterministic);
  g_test_add_func ("/documents/pdf/hostile", test_hostile);
  g_test_add_func ("/documents/pdf/tall-row", test_tall_row);
  g_test_add_func ("/documents/pdf/heading-not-last", test_heading_not_last);
  g_test_add_func ("/documents/pdf/two-hundred-pages", test_two_hundred_pages);
  return g_test_run ();
}
