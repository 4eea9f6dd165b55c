/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Markdown is parsed again: what a reader sees must be what was put in, and nothing more.
 */

#include "config.h"

#include <string.h>

#include <cmark.h>

#include "amends-document-private.h"
#include "amends-markdown-writer.h"
#include "sample-document.h"

static cmark_node *
parse (AmendsDocument *document)
{
  g_autofree char *text = sample_take_string (amends_markdown_writer_write (document, NULL));

  g_test_message ("%s", text);
  return cmark_parse_document (text, strlen (text), CMARK_OPT_DEFAULT);
}

/* Text below @node; hard and soft breaks as newlines. */
static char *
collect (cmark_node *node)
{
  GString *text = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (node);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *current = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (current);

      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        g_string_append (text, cmark_node_get_literal (current));
      else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        g_string_append_c (text, '\n');
    }
  cmark_iter_free (iter);
  return g_string_free (text, FALSE);
}

static guint
count (cmark_node *root, cmark_node_type wanted)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;
  guint n = 0;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (cmark_node_get_type (cmark_iter_get_node (iter)) == wanted && (event == CMARK_EVENT_ENTER))
      n++;
  cmark_iter_free (iter);
  return n;
}

static void
test_literal (void)
{
  guint i;

  for (i = 0; sample_hostile[i] != NULL; i++)
    {
      g_autoptr (AmendsDocument) document = sample_document_new (sample_hostile[i], "en");
      const char *line = amends_document_get_title (document);
      const AmendsRun *plain = amends_document_get_block (document, 1)->runs->pdata[0];
      g_autofree char *runs =
          amends_runs_dup_text (amends_document_get_block (document, 2)->runs, FALSE);
      cmark_node *root = parse (document);
      cmark_node *node = cmark_node_first_child (root);
      g_autofree char *title = collect (node);
      g_autofree char *subtitle = collect (node = cmark_node_next (node));
      g_autofree char *byline = collect (node = cmark_node_next (node));
      g_autofree char *heading = collect (node = cmark_node_next (node));
      g_autofree char *paragraph = collect (node = cmark_node_next (node));
      g_autofree char *mixed = collect (node = cmark_node_next (node));

      g_assert_cmpstr (title, ==, line);
      g_assert_cmpstr (subtitle, ==, line);
      g_assert_true (g_str_has_prefix (byline, line));
      g_assert_cmpstr (heading, ==, line);
      g_assert_cmpstr (paragraph, ==, plain->text);
      g_assert_cmpstr (mixed, ==, runs);
      /* Ours, and only ours. */
      g_assert_cmpuint (count (root, CMARK_NODE_HEADING), ==, 2);
      g_assert_cmpuint (count (root, CMARK_NODE_LINK), ==, 1);
      g_assert_cmpuint (count (root, CMARK_NODE_IMAGE), ==, 0);
      g_assert_cmpuint (count (root, CMARK_NODE_HTML_INLINE), ==, 0);
      g_assert_cmpuint (count (root, CMARK_NODE_CODE_BLOCK), ==, 0);
      g_assert_cmpuint (count (root, CMARK_NODE_CODE), ==, 1);
      g_assert_cmpuint (count (root, CMARK_NODE_BLOCK_QUOTE), ==, 2);
      g_assert_cmpuint (count (root, CMARK_NODE_THEMATIC_BREAK), ==, 2);
      g_assert_cmpuint (count (root, CMARK_NODE_STRONG), ==, 3);
      g_assert_cmpuint (count (root, CMARK_NODE_EMPH), ==, 2);
      g_assert_cmpuint (count (root, CMARK_NODE_ITEM), ==, 6);
      cmark_node_free (root);
    }
}

static void
test_emphasis_boundaries (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("T", "en");
  cmark_node *root;
  g_autofree char *text = NULL;

  amends_document_begin_paragraph (document);
  amends_document_add_run (document, AMENDS_RUN_PLAIN, "这是");
  amends_document_add_run (document, AMENDS_RUN_STRONG, "“重点”");
  amends_document_add_run (document, AMENDS_RUN_PLAIN, "文字a");
  amends_document_add_run (document, AMENDS_RUN_EMPHASIS, "(b)");
  amends_document_add_run (document, AMENDS_RUN_STRONG, "(c)");
  amends_document_add_run (document, AMENDS_RUN_EMPHASIS, "d");
  amends_document_add_run (document, AMENDS_RUN_PLAIN, "e ");
  amends_document_add_run (document, AMENDS_RUN_STRONG, " f ");
  amends_document_add_run (document, AMENDS_RUN_PLAIN, "g");
  amends_document_end_runs (document);
  root = parse (document);
  text = collect (cmark_node_next (cmark_node_first_child (root)));
  g_assert_cmpstr (text, ==, "这是“重点”文字a(b)(c)de  f g");
  g_assert_cmpuint (count (root, CMARK_NODE_STRONG), ==, 3);
  g_assert_cmpuint (count (root, CMARK_NODE_EMPH), ==, 2);
  cmark_node_free (root);
}

static void
test_form (void)
{
  g_autoptr (AmendsDocument) document = amends_document_new ("Plan", "en");
  g_autofree char *text = NULL;

  amends_document_add_quote (document, "first\n\nthird", "Ann");
  amends_document_begin_table (document);
  amends_document_add_column (document, "A|B", 1, AMENDS_ALIGN_START);
  amends_document_add_column (document, "N", 1, AMENDS_ALIGN_END);
  amends_document_add_row (document, "x\ny", "1", NULL);
  amends_document_add_row (document, "only one", NULL);
  amends_document_end_table (document);
  amends_document_add_check (document, TRUE, "done");
  amends_document_add_key_value (document, "Tier", "1");
  text = sample_take_string (amends_markdown_writer_write (document, NULL));
  g_assert_cmpstr (text, ==,
                   "# Plan\n"
                   "\n> first\\\n> &#160;\\\n> third\n>\n> — Ann\n"
                   "\n| A\\|B | N |\n| --- | ---: |\n| x y | 1 |\n| only one |  |\n"
                   "\n- [x] done\n"
                   "\n<!-- -->\n\n- **Tier**: 1\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/markdown/literal", test_literal);
  g_test_add_func ("/documents/markdown/emphasis-boundaries", test_emphasis_boundaries);
  g_test_add_func ("/documents/markdown/form", test_form);
  return g_test_run ();
}
