/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The tree: cleaning, joining of lists, what is refused; and its JSON form.
 */

#include "config.h"

#include <string.h>

#include "amends-document-private.h"
#include "amends-json-writer.h"
#include "amends-json.h"
#include "sample-document.h"

static void
test_clean (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("A\x01\nB\xff", "de");
  const AmendsBlock *block;

  g_assert_cmpstr (amends_document_get_title (document), ==, "A B\xef\xbf\xbd");
  g_assert_cmpstr (amends_document_get_language (document), ==, "en");
  amends_document_add_paragraph (document, "one\ntwo\n\n\nthree\xef\xbf\xbf\xe2\x80\xae");
  amends_document_add_paragraph (document, NULL);
  amends_document_add_paragraph (document, " \n\n ");
  g_assert_cmpuint (amends_document_get_n_blocks (document), ==, 2);
  block = amends_document_get_block (document, 0);
  g_assert_cmpstr (((AmendsRun *) block->runs->pdata[0])->text, ==, "one\ntwo");
  block = amends_document_get_block (document, 1);
  g_assert_cmpstr (((AmendsRun *) block->runs->pdata[0])->text, ==, "three");
  g_assert_finalize_object (g_steal_pointer (&document));
}

static void
test_lists (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
  const AmendsBlock *block;

  amends_document_add_bullet (document, 1, "no parent: becomes the first level");
  amends_document_add_numbered (document, 1, "a");
  amends_document_add_numbered (document, 1, "b");
  amends_document_add_bullet (document, 0, "second");
  amends_document_add_numbered (document, 1, "a again");
  amends_document_add_numbered (document, 0, "another list");
  amends_document_begin_bullet (document, 1);
  amends_document_end_runs (document);
  amends_document_begin_paragraph (document);
  amends_document_end_runs (document);
  g_assert_cmpuint (amends_document_get_n_blocks (document), ==, 2);
  block = amends_document_get_block (document, 0);
  g_assert_cmpuint (block->items->len, ==, 5);
  g_assert_cmpuint (((AmendsListItem *) block->items->pdata[0])->level, ==, 0);
  g_assert_cmpuint (((AmendsListItem *) block->items->pdata[2])->number, ==, 2);
  g_assert_cmpuint (((AmendsListItem *) block->items->pdata[4])->number, ==, 1);
  block = amends_document_get_block (document, 1);
  g_assert_true (block->numbered);
  g_assert_cmpuint (block->items->len, ==, 1);
}

static void
test_links (void)
{
  static const char *const refused[] = { "javascript:alert(1)",
                                         "data:text/html,x",
                                         "file:///etc",
                                         "//host/x",
                                         "\x01java\nscript:x",
                                         "",
                                         NULL };
  guint i;

  for (i = 0; refused[i] != NULL; i++)
    {
      g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
      const AmendsRun *run;

      amends_document_begin_paragraph (document);
      amends_document_add_link (document, "text", refused[i]);
      amends_document_end_runs (document);
      run = amends_document_get_block (document, 0)->runs->pdata[0];
      g_assert_cmpint (run->style, ==, AMENDS_RUN_PLAIN);
      g_assert_null (run->uri);
    }
  {
    g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");

    amends_document_begin_paragraph (document);
    amends_document_add_link (document, "text", "HTTPS://a.example/'\"<>\\ é");
    amends_document_end_runs (document);
    g_assert_cmpstr (((AmendsRun *) amends_document_get_block (document, 0)->runs->pdata[0])->uri,
                     ==, "HTTPS://a.example/%27%22%3C%3E%5C%20%C3%A9");
  }
}

static void
test_sealed (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");

  amends_document_seal (document);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*can_add_block*");
  amends_document_add_rule (document);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (amends_document_get_n_blocks (document), ==, 0);
}

static void
test_json (void)
{
  static const char *const types[] = { "heading",   "paragraph", "paragraph", "list",
                                       "list",      "quote",     "table",     "key-values",
                                       "checklist", "callout",   "rule",      "page-break",
                                       "paragraph" };
  guint i;

  for (i = 0; sample_hostile[i] != NULL; i++)
    {
      g_autoptr (AmendsDocument) document = sample_document_new (sample_hostile[i], "zh-CN");
      g_autofree char *text = sample_take_string (amends_json_writer_write (document, NULL));
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = amends_json_parse (text, strlen (text), "x", &error);
      AmendsInstant created;
      JsonObject *object;
      JsonArray *blocks;
      guint b;

      g_assert_no_error (error);
      object = json_node_get_object (root);
      g_assert_cmpstr (json_object_get_string_member (object, "title"), ==,
                       amends_document_get_title (document));
      g_assert_cmpstr (json_object_get_string_member (object, "language"), ==, "zh-CN");
      g_assert_true (
          amends_instant_parse (json_object_get_string_member (object, "created"), &created, NULL));
      g_assert_cmpint (created, ==, SAMPLE_CREATED);
      blocks = json_object_get_array_member (object, "blocks");
      g_assert_cmpuint (json_array_get_length (blocks), ==, G_N_ELEMENTS (types));
      for (b = 0; b < G_N_ELEMENTS (types); b++)
        g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (blocks, b),
                                                        "type"),
                         ==, types[b]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/document/clean", test_clean);
  g_test_add_func ("/documents/document/lists", test_lists);
  g_test_add_func ("/documents/document/links", test_links);
  g_test_add_func ("/documents/document/sealed", test_sealed);
  g_test_add_func ("/documents/document/json", test_json);
  return g_test_run ();
}
