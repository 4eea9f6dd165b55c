/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One HTML file that reads well on a screen and on paper. Its policy forbids scripts and anything
 * loaded from elsewhere, should an escape ever fail.
 */

#include "config.h"

#include "amends-html-writer.h"

#include <string.h>

#include "amends-document-private.h"

static const char style[] =
    ":root{color-scheme:light}"
    "body{margin:0;background:#fff;color:#242d31;font:16px/1.6 Cantarell,'Noto Sans',"
    "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif}"
    "main{max-width:46rem;margin:0 auto;padding:3rem 1.5rem}"
    "header{border-bottom:1px solid #d8dee1;margin-bottom:2rem;padding-bottom:1.2rem}"
    "header::before{content:'';display:block;width:3rem;height:.25rem;background:#216b80;"
    "margin-bottom:1.2rem}"
    "h1,h2,h3,h4,h5{line-height:1.25;margin:2rem 0 .6rem;break-after:avoid}"
    "h1{font-size:2rem;margin:0}h2{font-size:1.4rem;color:#216b80}h3{font-size:1.15rem}"
    "h4{font-size:1rem}h5{font-size:.9rem;color:#5b686e}"
    "p,ul,ol,dl,table,blockquote,.callout{margin:0 0 1rem}"
    "ul ul,ul ol,ol ul,ol ol{margin:0}"
    ".subtitle{font-size:1.15rem;color:#46535a;margin:.4rem 0 0}"
    ".byline{font-size:.875rem;color:#5b686e;margin:.6rem 0 0}"
    "a{color:#216b80}code{font:.9em 'Noto Sans Mono',ui-monospace,monospace;background:#eef2f3;"
    "padding:.1em .3em;border-radius:3px;white-space:pre-wrap;overflow-wrap:anywhere}"
    "blockquote{border-left:3px solid #b9c9cf;padding:.1rem 0 .1rem 1rem;color:#46535a}"
    "blockquote p{margin:0}blockquote footer{font-size:.875rem;color:#5b686e;margin-top:.4rem}"
    ".lines,td,dd,li,.callout p{white-space:pre-line;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
    "th{text-align:left;border-bottom:1.5px solid #216b80;padding:.4rem .6rem;color:#46535a}"
    "td{border-bottom:1px solid #e1e7e9;padding:.4rem .6rem;vertical-align:top}"
    ".center{text-align:center}.end{text-align:right}"
    "dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:0 1rem}"
    "dt{color:#5b686e;font-weight:600}dt,dd{border-bottom:1px solid #e1e7e9;padding:.35rem 0;"
    "margin:0}"
    ".checklist{list-style:none;padding-left:0}.checklist span{color:#216b80;"
    "margin-right:.5rem}"
    ".callout{border-left:3px solid #216b80;background:#eef5f7;padding:.7rem 1rem;"
    "break-inside:avoid}.callout p{margin:0}.callout .label{color:#216b80;font-weight:700}"
    ".warning{border-color:#9a6a00;background:#fbf4e4}.warning .label{color:#7d5600}"
    ".must-not{border-color:#a2352c;background:#fbeeec}.must-not .label{color:#a2352c}"
    "hr{border:0;border-top:1px solid #d8dee1;margin:2rem 0}"
    ".page-break{break-after:page;height:0}"
    "@page{size:A4;margin:20mm 20mm 22mm}"
    "@media print{body{font-size:10.5pt}main{max-width:none;padding:0}}";

static void
append_escaped (GString *out, const char *text)
{
  const char *p;

  for (p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\'':
        g_string_append (out, "&#39;");
        break;
      default:
        g_string_append_c (out, *p);
      }
}

/* @open: a start tag, written as it is; @close: the name of its element. */
static void
append_element (GString *out, const char *open, const char *text, const char *close)
{
  g_string_append (out, open);
  append_escaped (out, text);
  g_string_append_printf (out, "</%s>\n", close);
}

static void
append_runs (GString *out, const GPtrArray *runs)
{
  static const char *const tags[] = { NULL, "strong", "em", "code", "a" };
  guint i;

  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);
      const char *tag = tags[run->style];

      if (run->uri != NULL)
        {
          g_string_append (out, "<a href=\"");
          append_escaped (out, run->uri);
          g_string_append (out, "\" rel=\"noreferrer\">");
        }
      else if (tag != NULL)
        {
          g_string_append_printf (out, "<%s>", tag);
        }
      append_escaped (out, run->text);
      if (tag != NULL)
        g_string_append_printf (out, "</%s>", tag);
    }
}

static void
write_list (GString *out, const AmendsBlock *block)
{
  const char *outer = block->numbered ? "ol" : "ul";
  const char *inner = NULL;
  guint i;

  g_string_append_printf (out, "<%s>\n", outer);
  for (i = 0; i < block->items->len; i++)
    {
      const AmendsListItem *item = g_ptr_array_index (block->items, i);
      const char *tag = item->numbered ? "ol" : "ul";

      if (inner != NULL && (item->level == 0 || !g_str_equal (inner, tag)))
        {
          g_string_append_printf (out, "</%s>", inner);
          inner = NULL;
        }
      if (item->level == 0 && i > 0)
        g_string_append (out, "</li>\n");
      if (item->level > 0 && inner == NULL)
        {
          inner = tag;
          g_string_append_printf (out, "<%s>", inner);
        }
      g_string_append (out, "<li dir=\"auto\">");
      append_runs (out, item->runs);
      if (item->level > 0)
        g_string_append (out, "</li>");
    }
  if (inner != NULL)
    g_string_append_printf (out, "</%s>", inner);
  g_string_append_printf (out, "</li>\n</%s>\n", outer);
}

static void
write_quote (GString *out, const AmendsBlock *block)
{
  g_string_append (out, "<blockquote>\n");
  append_element (out, "<p class=\"lines\" dir=\"auto\">", block->text, "p");
  if (block->source != NULL)
    append_element (out, "<footer dir=\"auto\">— ", block->source, "footer");
  g_string_append (out, "</blockquote>\n");
}

static void
write_table (GString *out, const AmendsBlock *block)
{
  guint total = 0;
  guint r, c;

  for (c = 0; c < block->columns->len; c++)
    total += ((AmendsColumn *) block->columns->pdata[c])->weight;
  g_string_append (out, "<table>\n<colgroup>");
  for (c = 0; c < block->columns->len; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (block->columns, c);

      g_string_append_printf (out, "<col style=\"width:%u%%\">",
                              (guint) (G_GUINT64_CONSTANT (100) * column->weight / total));
    }
  g_string_append (out, "</colgroup>\n<thead><tr>");
  for (c = 0; c < block->columns->len; c++)
    {
      const AmendsColumn *column = g_ptr_array_index (block->columns, c);

      g_string_append_printf (out, "<th scope=\"col\" class=\"%s\">",
                              amends_align_get_nick (column->align));
      append_escaped (out, column->heading);
      g_string_append (out, "</th>");
    }
  g_string_append (out, "</tr></thead>\n<tbody>\n");
  for (r = 0; r < block->rows->len; r++)
    {
      char **cells = g_ptr_array_index (block->rows, r);

      g_string_append (out, "<tr>");
      for (c = 0; cells[c] != NULL; c++)
        {
          const AmendsColumn *column = g_ptr_array_index (block->columns, c);

          g_string_append_printf (out, "<td class=\"%s\" dir=\"auto\">",
                                  amends_align_get_nick (column->align));
          append_escaped (out, cells[c]);
          g_string_append (out, "</td>");
        }
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</tbody>\n</table>\n");
}

static void
write_key_values (GString *out, const AmendsBlock *block)
{
  guint i;

  g_string_append (out, "<dl>\n");
  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);

      append_element (out, "<dt>", pair->label, "dt");
      append_element (out, "<dd dir=\"auto\">", pair->value, "dd");
    }
  g_string_append (out, "</dl>\n");
}

static void
write_checklist (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  gboolean chinese = amends_document_is_chinese (document);
  guint i;

  g_string_append (out, "<ul class=\"checklist\">\n");
  for (i = 0; i < block->pairs->len; i++)
    {
      const AmendsPair *pair = g_ptr_array_index (block->pairs, i);
      const char *word = pair->done ? (chinese ? "已完成" : "done") : (chinese ? "未完成" : "open");

      g_string_append_printf (out, "<li><span role=\"img\" aria-label=\"%s\">%s</span>", word,
                              pair->done ? "☑" : "☐");
      append_escaped (out, pair->value);
      g_string_append (out, "</li>\n");
    }
  g_string_append (out, "</ul>\n");
}

static void
write_callout (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  g_string_append_printf (out, "<div class=\"callout %s\" role=\"note\"><p dir=\"auto\">",
                          amends_callout_kind_get_nick (block->callout));
  g_string_append_printf (out, "<span class=\"label\">%s%s</span>",
                          amends_document_get_callout_label (document, block->callout),
                          amends_document_get_colon (document));
  append_escaped (out, block->text);
  g_string_append (out, "</p></div>\n");
}

static void
write_block (AmendsDocument *document, GString *out, const AmendsBlock *block)
{
  switch (block->type)
    {
    case AMENDS_BLOCK_HEADING:
      /* The title of the document has the first level. */
      g_string_append_printf (out, "<h%u dir=\"auto\">", block->level + 1);
      append_escaped (out, block->text);
      g_string_append_printf (out, "</h%u>\n", block->level + 1);
      break;
    case AMENDS_BLOCK_PARAGRAPH:
      g_string_append (out, "<p class=\"lines\" dir=\"auto\">");
      append_runs (out, block->runs);
      g_string_append (out, "</p>\n");
      break;
    case AMENDS_BLOCK_LIST:
      write_list (out, block);
      break;
    case AMENDS_BLOCK_QUOTE:
      write_quote (out, block);
      break;
    case AMENDS_BLOCK_TABLE:
      write_table (out, block);
      break;
    case AMENDS_BLOCK_KEY_VALUES:
      write_key_values (out, block);
      break;
    case AMENDS_BLOCK_CHECKLIST:
      write_checklist (document, out, block);
      break;
    case AMENDS_BLOCK_CALLOUT:
      write_callout (document, out, block);
      break;
    case AMENDS_BLOCK_RULE:
      g_string_append (out, "<hr>\n");
      break;
    case AMENDS_BLOCK_PAGE_BREAK:
      g_string_append (out, "<div class=\"page-break\"></div>\n");
      break;
    }
}

static void
write_head (AmendsDocument *document, GString *out)
{
  g_string_append_printf (out,
                          "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                          "'none'; style-src 'unsafe-inline'\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width\">\n",
                          amends_document_get_language (document));
  if (*amends_document_get_author (document) != '\0')
    {
      g_string_append (out, "<meta name=\"author\" content=\"");
      append_escaped (out, amends_document_get_author (document));
      g_string_append (out, "\">\n");
    }
  append_element (out, "<title>", amends_document_get_title (document), "title");
  g_string_append_printf (out, "<style>%s</style>\n</head>\n", style);
}

GBytes *
amends_html_writer_write (AmendsDocument *document, GError **error)
{
  GString *out;
  g_autofree char *byline = NULL;
  guint i;

  g_return_val_if_fail (AMENDS_IS_DOCUMENT (document), NULL);
  out = g_string_new (NULL);
  write_head (document, out);
  g_string_append (out, "<body>\n<main>\n<header>\n");
  append_element (out, "<h1 dir=\"auto\">", amends_document_get_title (document), "h1");
  if (*amends_document_get_subtitle (document) != '\0')
    append_element (out, "<p class=\"subtitle\" dir=\"auto\">",
                    amends_document_get_subtitle (document), "p");
  byline = amends_document_dup_byline (document);
  if (*byline != '\0')
    append_element (out, "<p class=\"byline\">", byline, "p");
  g_string_append (out, "</header>\n");
  for (i = 0; i < amends_document_get_n_blocks (document); i++)
    write_block (document, out, amends_document_get_block (document, i));
  g_string_append (out, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (out);
}
