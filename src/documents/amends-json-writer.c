/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The document tree as JSON, for programs that make their own layout from it.
 */

#include "config.h"

#include "amends-json-writer.h"

#include <string.h>

#include "amends-document-private.h"
#include "amends-json.h"

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_runs (JsonBuilder *builder, const GPtrArray *runs)
{
  guint i;

  json_builder_set_member_name (builder, "runs");
  json_builder_begin_array (builder);
  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);

      json_builder_begin_object (builder);
      add_member (builder, "style", amends_run_style_get_nick (run->style));
      add_member (builder, "text", run->text);
      if (run->uri != NULL)
        add_member (builder, "uri", run->uri);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_items (JsonBuilder *builder, const AmendsBlock *block)
{
  guint i;

  json_builder_set_member_name (builder, "numbered");
  json_builder_add_boolean_value (builder, block->numbered);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (i = 0; i < block->items->len; i++)
    {
      const AmendsListItem *item = g_ptr_array_index (block->items, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "level");
      json_builder_add_int_value (builder, item->level);
      json_builder_set_member_name (builder, "numbered");
      json_builder_add_boolean_value (builder, item->numbered);
      add_runs (builder, item->runs);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_pairs (JsonBuilder *builder, const AmendsBlock *block)
{
  guint i;

  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);

      json_builder_begin_object (builder);
      if (block->type == AMENDS_BLOCK_KEY_VALUES)
        {
          add_member (builder, "label", pair->label);
          add_member (builder, "value", pair->value);
        }
      else
        {
          json_builder_set_member_name (builder, "done");
          json_builder_add_boolean_value (builder, pair->done);
          add_member (builder, "text", pair->value);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_table (JsonBuilder *builder, const AmendsBlock *block)
{
  guint r, c;

  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (c = 0; c < block->columns->len; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (block->columns, c);

      json_builder_begin_object (builder);
      add_member (builder, "heading", column->heading);
      json_builder_set_member_name (builder, "weight");
      json_builder_add_int_value (builder, column->weight);
      add_member (builder, "align", amends_align_get_nick (column->align));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (r = 0; r < block->rows->len; r++)
    {
      char **cells = g_ptr_array_index (block->rows, r);

      json_builder_begin_array (builder);
      for (c = 0; cells[c] != NULL; c++)
        json_builder_add_string_value (builder, cells[c]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
add_block (JsonBuilder *builder, const AmendsBlock *block)
{
  json_builder_begin_object (builder);
  add_member (builder, "type", amends_block_type_get_nick (block->type));
  switch (block->type)
    {
    case AMENDS_BLOCK_HEADING:
      json_builder_set_member_name (builder, "level");
      json_builder_add_int_value (builder, block->level);
      add_member (builder, "text", block->text);
      break;
    case AMENDS_BLOCK_PARAGRAPH:
      add_runs (builder, block->runs);
      break;
    case AMENDS_BLOCK_LIST:
      add_items (builder, block);
      break;
    case AMENDS_BLOCK_QUOTE:
      add_member (builder, "text", block->text);
      if (block->source != NULL)
        add_member (builder, "source", block->source);
      break;
    case AMENDS_BLOCK_TABLE:
      add_table (builder, block);
      break;
    case AMENDS_BLOCK_KEY_VALUES:
    case AMENDS_BLOCK_CHECKLIST:
      add_pairs (builder, block);
      break;
    case AMENDS_BLOCK_CALLOUT:
      add_member (builder, "kind", amends_callout_kind_get_nick (block->callout));
      add_member (builder, "text", block->text);
      break;
    case AMENDS_BLOCK_RULE:
    case AMENDS_BLOCK_PAGE_BREAK:
      break;
    }
  json_builder_end_object (builder);
}

GBytes *
amends_json_writer_write (AmendsDocument *document, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *created = NULL;
  g_autofree char *pretty = NULL;
  char *text;
  guint i;

  g_return_val_if_fail (AMENDS_IS_DOCUMENT (document), NULL);
  builder = json_builder_new ();
  created = amends_document_dup_created (document);
  json_builder_begin_object (builder);
  add_member (builder, "title", amends_document_get_title (document));
  add_member (builder, "subtitle", amends_document_get_subtitle (document));
  add_member (builder, "author", amends_document_get_author (document));
  add_member (builder, "language", amends_document_get_language (document));
  add_member (builder, "audience", amends_document_get_audience (document));
  json_builder_set_member_name (builder, "created");
  if (created != NULL)
    json_builder_add_string_value (builder, created);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (i = 0; i < amends_document_get_n_blocks (document); i++)
    add_block (builder, amends_document_get_block (document, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  pretty = amends_json_to_pretty (root);
  text = g_strconcat (pretty, "\n", NULL);
  return g_bytes_new_take (text, strlen (text));
}
