/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Draft bodies through cmark. The tree is cleaned before it is rendered, so that what a person
 * typed is never dropped, only shown as text.
 */

#include "config.h"

#include "amends-rich-text.h"

#include <string.h>

#include <cmark.h>

#include "amends-text.h"

typedef cmark_node CmarkNode;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CmarkNode, cmark_node_free)

/* Blocks of raw HTML hold whole lines, so they become a paragraph of lines. */
static void
replace_html (cmark_node *node)
{
  gboolean block = cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK;
  cmark_node *parent = block ? cmark_node_new (CMARK_NODE_PARAGRAPH) : NULL;
  g_auto (GStrv) lines = g_strsplit (cmark_node_get_literal (node), "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      cmark_node *text;

      if (block && lines[i][0] == '\0')
        continue;
      if (i > 0)
        {
          cmark_node *line_break = cmark_node_new (CMARK_NODE_SOFTBREAK);

          if (block)
            cmark_node_append_child (parent, line_break);
          else
            cmark_node_insert_before (node, line_break);
        }
      text = cmark_node_new (CMARK_NODE_TEXT);
      cmark_node_set_literal (text, lines[i]);
      if (block)
        cmark_node_append_child (parent, text);
      else
        cmark_node_insert_before (node, text);
    }
  if (block)
    cmark_node_insert_before (node, parent);
  cmark_node_unlink (node);
  cmark_node_free (node);
}

/* A picture would be fetched when the mail is opened. */
static void
replace_image (cmark_node *node)
{
  cmark_node *child;

  while ((child = cmark_node_first_child (node)) != NULL)
    cmark_node_insert_before (node, child);
  cmark_node_unlink (node);
  cmark_node_free (node);
}

static gboolean
is_allowed_uri (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  return scheme != NULL &&
         (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0 ||
          g_ascii_strcasecmp (scheme, "mailto") == 0 || g_ascii_strcasecmp (scheme, "tel") == 0);
}

static CmarkNode *
parse_body (const char *body)
{
  g_autofree char *clean = amends_text_clean (body != NULL ? body : "", -1);
  cmark_node *document = cmark_parse_document (clean, strlen (clean), CMARK_OPT_DEFAULT);
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;
  guint i;

  /* Nodes go only after the walk: the iterator holds on to what it passes. */
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE ||
          (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT))
        g_ptr_array_add (doomed, node);
      else if (type == CMARK_NODE_LINK && event == CMARK_EVENT_EXIT &&
               !is_allowed_uri (cmark_node_get_url (node)))
        g_ptr_array_add (doomed, node);
    }
  cmark_iter_free (iter);
  for (i = 0; i < doomed->len; i++)
    {
      cmark_node *node = g_ptr_array_index (doomed, i);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_IMAGE || type == CMARK_NODE_LINK)
        replace_image (node);
      else
        replace_html (node);
    }
  return document;
}

char *
amends_rich_text_to_html (const char *body)
{
  g_autoptr (CmarkNode) document = parse_body (body);
  char *rendered = cmark_render_html (document, CMARK_OPT_HARDBREAKS);
  char *html = g_strdup (rendered);

  cmark_get_default_mem_allocator ()->free (rendered);
  return html;
}

typedef struct
{
  GString *out;
  guint depth;   /* of lists */
  gboolean glue; /* the next block goes on the line of its list marker */
} PlainState;

static void
append_newline (PlainState *state)
{
  guint i;

  g_string_append_c (state->out, '\n');
  for (i = 0; i < state->depth; i++)
    g_string_append (state->out, "  ");
}

static void
append_lines (PlainState *state, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      if (i > 0 && (lines[i][0] != '\0' || lines[i + 1] != NULL))
        append_newline (state);
      g_string_append (state->out, lines[i]);
    }
}

/* An empty line between blocks, none between the items of a tight list. */
static void
separate (PlainState *state, cmark_node *node)
{
  cmark_node *parent = cmark_node_parent (node);
  cmark_node *list = cmark_node_get_type (node) == CMARK_NODE_ITEM ? parent : NULL;

  if (list == NULL && parent != NULL && cmark_node_get_type (parent) == CMARK_NODE_ITEM)
    list = cmark_node_parent (parent);
  if (state->glue || state->out->len == 0)
    {
      state->glue = FALSE;
      return;
    }
  if (list == NULL || !cmark_node_get_list_tight (list))
    g_string_append_c (state->out, '\n');
  append_newline (state);
}

static void
enter_item (PlainState *state, cmark_node *item)
{
  cmark_node *list = cmark_node_parent (item);
  cmark_node *before;
  int number = cmark_node_get_list_start (list);

  state->depth--;
  separate (state, item);
  state->depth++;
  if (cmark_node_get_list_type (list) == CMARK_BULLET_LIST)
    {
      g_string_append (state->out, "- ");
    }
  else
    {
      for (before = cmark_node_previous (item); before != NULL;
           before = cmark_node_previous (before))
        number++;
      g_string_append_printf (state->out, "%d. ", number);
    }
  state->glue = TRUE;
}

static void
visit_plain (PlainState *state, cmark_node *node, gboolean entering)
{
  const char *url;

  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_LIST:
      if (entering && cmark_node_previous (node) != NULL && state->depth == 0)
        g_string_append_c (state->out, '\n');
      if (entering && (cmark_node_previous (node) != NULL || state->depth > 0))
        append_newline (state);
      state->glue = entering;
      state->depth += entering ? 1 : -1;
      break;
    case CMARK_NODE_ITEM:
      if (entering)
        enter_item (state, node);
      else
        state->glue = FALSE;
      break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
      if (entering)
        separate (state, node);
      break;
    case CMARK_NODE_CODE_BLOCK:
      separate (state, node);
      append_lines (state, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      separate (state, node);
      g_string_append (state->out, "---");
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      g_string_append (state->out, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      append_newline (state);
      break;
    case CMARK_NODE_LINK:
      url = cmark_node_get_url (node);
      if (!entering && !g_str_has_suffix (state->out->str, url) &&
          !(g_str_has_prefix (url, "mailto:") &&
            g_str_has_suffix (state->out->str, url + strlen ("mailto:"))))
        g_string_append_printf (state->out, " (%s)", url);
      break;
    default:
      break;
    }
}

char *
amends_rich_text_to_plain (const char *body)
{
  g_autoptr (CmarkNode) document = parse_body (body);
  PlainState state = { g_string_new (NULL), 0, FALSE };
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    visit_plain (&state, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  cmark_iter_free (iter);
  return g_strchomp (g_string_free (state.out, FALSE));
}
