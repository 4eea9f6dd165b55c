/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Documents that every writer must get through.
 */

#include "config.h"

#include "sample-document.h"

#include <string.h>

const char *const sample_hostile[] = {
  "<b>bold</b> & <script>alert(1)</script>",
  "a | b || c",
  "`code` ``more` and ```fence",
  "](javascript:alert(1)) [link](http://evil.example) ![i](x)",
  "# heading? #",
  "- item",
  "+ item",
  "1. item",
  "12) item",
  "=====",
  "---",
  "***bold*** _under_ ~~gone~~ $math$",
  "&lt;p&gt; &amp; &#65; &copy;",
  "    indented code",
  "trailing   ",
  "C:\\new\\table \\* \\",
  "http://www.evil.example/?a=1&b=2 and www.evil.example and a@b.example",
  "> quote",
  "[x] done",
  "\"quotes\" and 'single'",
  "客户说：“这是*重点*”，请尽快处理。",
  "مرحبا بالعالم",
  "😀 e\xcc\x81 \xe2\x80\x8b zero",
  NULL,
};

AmendsDocument *
sample_document_new (const char *text, const char *language)
{
  AmendsDocument *document = amends_document_new (text, language);

  amends_document_set_subtitle (document, text);
  amends_document_set_author (document, text);
  amends_document_set_audience (document, "internal");
  amends_document_set_created (document, SAMPLE_CREATED, NULL);
  amends_document_add_heading (document, 1, text);
  amends_document_add_paragraph (document, text);
  amends_document_begin_paragraph (document);
  amends_document_add_run (document, AMENDS_RUN_PLAIN, text);
  amends_document_add_run (document, AMENDS_RUN_STRONG, text);
  amends_document_add_run (document, AMENDS_RUN_EMPHASIS, text);
  amends_document_add_run (document, AMENDS_RUN_CODE, text);
  amends_document_add_link (document, text, "https://example.com/a?b='c'\"d\" <e>");
  amends_document_add_run (document, AMENDS_RUN_PLAIN, text);
  amends_document_end_runs (document);
  amends_document_add_bullet (document, 0, text);
  amends_document_add_numbered (document, 1, text);
  amends_document_add_numbered (document, 0, text);
  amends_document_add_quote (document, text, text);
  amends_document_begin_table (document);
  amends_document_add_column (document, text, 1, AMENDS_ALIGN_START);
  amends_document_add_column (document, text, 2, AMENDS_ALIGN_END);
  amends_document_add_row (document, text, text, NULL);
  amends_document_end_table (document);
  amends_document_add_key_value (document, text, text);
  amends_document_add_check (document, TRUE, text);
  amends_document_add_check (document, FALSE, text);
  amends_document_add_callout (document, AMENDS_CALLOUT_MUST_NOT, text);
  amends_document_add_rule (document);
  amends_document_add_page_break (document);
  amends_document_add_paragraph (document, text);
  amends_document_seal (document);
  return document;
}

char *
sample_take_string (GBytes *bytes)
{
  char *text;

  g_assert_nonnull (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpuint (strlen (text), ==, g_bytes_get_size (bytes));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_bytes_unref (bytes);
  return text;
}
