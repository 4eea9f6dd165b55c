/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves out of a letter what the send gate would stop. */

#include "config.h"

#include "amends-plan-vet.h"

#include "amends-finding.h"
#include "amends-text.h"

#include <string.h>

/* A letter of which more than this has to go is for its writer. */
#define MOST_LEFT_OUT 12

/* What no leaving out can mend. */
static gboolean
is_about_the_whole (const char *rule)
{
  static const char *const rules[] = { "unfilled", "next-update", "length", "parity", NULL };

  return g_strv_contains (rules, rule);
}

/* (transfer none) (nullable) */
static AmendsFinding *
pick (GPtrArray *findings)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      AmendsFinding *finding = g_ptr_array_index (findings, i);

      if (!is_about_the_whole (finding->rule))
        return finding;
    }
  return NULL;
}

static gboolean
is_point (const char *line)
{
  while (g_ascii_isdigit (*line))
    line++;
  return g_str_has_prefix (line, "- ") || g_str_has_prefix (line, ". ");
}

/* Of @line the sentence at @offset; the whole line if it is a point of a list. */
static AmendsSpan
find_part (const char *line, guint offset)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (line);

  for (guint i = 0; !is_point (line) && i < sentences->len; i++)
    {
      AmendsSpan span = g_array_index (sentences, AmendsSpan, i);

      if (offset >= span.start && offset < span.end)
        return span;
    }
  return (AmendsSpan){ 0, (guint) strlen (line) };
}

static gboolean
introduces (const char *line)
{
  return g_str_has_suffix (line, ":") || g_str_has_suffix (line, "：");
}

/* Whether only the bold words at the head of a paragraph are left of it. */
static gboolean
is_bare_lead_in (const char *line)
{
  const char *end;

  if (!g_str_has_prefix (line, "**") || (end = strstr (line + 2, "**")) == NULL)
    return FALSE;
  end += 2;
  return *end == '\0' || g_str_equal (end, "：") || g_str_equal (end, ":");
}

/* What introduces nothing any more goes as well, and paragraphs are one empty line apart. */
static char *
tidy (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint next = i + 1;

      g_strchomp (lines[i]);
      while (lines[next] != NULL && *g_strchomp (lines[next]) == '\0')
        next++;
      if (is_bare_lead_in (lines[i]) ||
          (introduces (lines[i]) && (lines[next] == NULL || !is_point (lines[next])) && i > 0))
        continue;
      if (*lines[i] == '\0' &&
          (kept->len == 0 || *(char *) g_ptr_array_index (kept, kept->len - 1) == '\0'))
        continue;
      g_ptr_array_add (kept, lines[i]);
    }
  while (kept->len > 0 && *(char *) g_ptr_array_index (kept, kept->len - 1) == '\0')
    g_ptr_array_set_size (kept, (int) kept->len - 1);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("\n", (char **) kept->pdata);
}

/* (transfer full): @text without the sentence or point at @offset (bytes), which is @left_out. */
static char *
leave_out (const char *text, guint offset, char **left_out)
{
  const char *start = text + offset;
  const char *end = strchr (start, '\n');
  g_autofree char *line = NULL;
  g_autoptr (GString) rest = NULL;
  AmendsSpan part;

  while (start > text && start[-1] != '\n')
    start--;
  if (end == NULL)
    end = start + strlen (start);
  line = g_strndup (start, (gsize) (end - start));
  part = find_part (line, (guint) (text + offset - start));
  *left_out = g_strndup (line + part.start, part.end - part.start);
  rest = g_string_new_len (text, start - text);
  g_string_append_len (rest, line, part.start);
  g_string_append (rest, g_strchug (line + part.end));
  g_string_append (rest, end);
  return tidy (rest->str);
}

void
amends_plan_vet (AmendsDraft *draft,
                 const AmendsPlannerContext *context,
                 AmendsTemplateWords *words,
                 GPtrArray *questions)
{
  const char *question = amends_template_words_get_question (words, "left_out");

  for (guint i = 0; context->vet != NULL && i < MOST_LEFT_OUT; i++)
    {
      g_autoptr (GPtrArray) findings = context->vet (draft, context->vet_data);
      AmendsFinding *finding = pick (findings);
      g_autofree char *left_out = NULL;
      g_autofree char *quoted = NULL;
      char *rest;

      if (finding == NULL)
        return;
      rest =
          leave_out (draft->body,
                     (guint) (g_utf8_offset_to_pointer (draft->body, finding->start) - draft->body),
                     &left_out);
      g_free (draft->body);
      draft->body = rest;
      quoted = amends_template_words_quote (words, left_out);
      if (question != NULL)
        g_ptr_array_add (questions, g_strdup_printf ("%s %s", question, quoted));
    }
}
