/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the documents of a case have in common. */

#include "config.h"

#include "amends-case-document-private.h"

#include "amends-enum-types.h"
#include "amends-rich-text.h"
#include "amends-text.h"

#include <string.h>

const char *
amends_case_writer_word (AmendsCaseWriter *self, AmendsDocumentWord word)
{
  return amends_document_words_get (self->language, word);
}

const char *
amends_case_writer_label (AmendsCaseWriter *self, GType type, int value)
{
  return amends_document_words_get_label (self->language, type, value);
}

char *
amends_case_writer_time (AmendsCaseWriter *self, AmendsInstant at)
{
  return at == AMENDS_INSTANT_NONE
             ? g_strdup ("")
             : amends_document_words_format_time (self->language, at, self->context->zone);
}

gboolean
amends_case_writer_is_filled (const char *text)
{
  g_autofree char *clean = text ? amends_text_clean (text, -1) : NULL;

  return clean != NULL && *g_strstrip (clean) != '\0';
}

gboolean
amends_case_writer_is_empty (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list)) == 0;
}

char *
amends_case_writer_join (AmendsCaseWriter *self, const char *first, const char *second)
{
  gboolean both = amends_case_writer_is_filled (first) && amends_case_writer_is_filled (second);

  return g_strconcat (first ? first : "",
                      both ? amends_case_writer_word (self, AMENDS_WORD_JOIN_BETWEEN) : "",
                      second ? second : "", NULL);
}

/* --- The frame ------------------------------------------------------------------------------- */

void
amends_case_writer_begin (AmendsCaseWriter *self,
                          AmendsCase *case_,
                          const AmendsCaseDocumentContext *context,
                          AmendsDocumentWord kind)
{
  const char *audience = context->audience ? context->audience : "internal";
  AmendsEscalation *escalation = case_->escalation;
  g_autofree char *number = amends_escalation_format_number (MAX (0, escalation->number));
  const char *account = case_->account ? case_->account->name : NULL;
  g_autofree char *times = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  memset (self, 0, sizeof *self);
  self->case_ = case_;
  self->context = context;
  self->language = context->language ? context->language : "en";
  self->debrief = context->debrief ? context->debrief : case_->debrief;
  self->for_customer = g_str_equal (audience, "customer");
  self->for_executive = g_str_equal (audience, "executive");
  self->unknown = g_string_new (NULL);

  title = g_strconcat (amends_case_writer_word (self, kind), " ", number,
                       amends_case_writer_is_filled (account) ? " · " : "", account, NULL);
  times = g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_TIMES_IN),
                           g_time_zone_get_identifier (context->zone));
  subtitle =
      g_strconcat (amends_case_writer_is_filled (escalation->title) ? escalation->title : "",
                   amends_case_writer_is_filled (escalation->title) ? " · " : "", times, NULL);
  self->document = amends_document_new (title, self->language);
  amends_document_set_subtitle (self->document, subtitle);
  amends_document_set_author (self->document, context->author);
  amends_document_set_audience (self->document, audience);
  amends_document_set_created (self->document, context->now, context->zone);
}

AmendsDocument *
amends_case_writer_end (AmendsCaseWriter *self)
{
  g_string_free (self->unknown, TRUE);
  amends_document_seal (self->document);
  return g_steal_pointer (&self->document);
}

/* --- Blocks ---------------------------------------------------------------------------------- */

void
amends_case_writer_heading (AmendsCaseWriter *self, guint level, AmendsDocumentWord word)
{
  amends_document_add_heading (self->document, level, amends_case_writer_word (self, word));
}

void
amends_case_writer_paragraph (AmendsCaseWriter *self, AmendsDocumentWord word)
{
  amends_document_add_paragraph (self->document, amends_case_writer_word (self, word));
}

void
amends_case_writer_field (AmendsCaseWriter *self, AmendsDocumentWord label, const char *value)
{
  const char *name = amends_case_writer_word (self, label);
  g_autofree char *small = NULL;

  if (amends_case_writer_is_filled (value))
    {
      amends_document_add_key_value (self->document, name, value);
      return;
    }
  /* "ARR" is a name; "Renewal" is a word. */
  small = g_ascii_isupper (name[1]) ? g_strdup (name) : g_utf8_strdown (name, -1);
  if (self->unknown->len > 0)
    g_string_append (self->unknown, amends_case_writer_word (self, AMENDS_WORD_LIST_BETWEEN));
  g_string_append (self->unknown, small);
}

void
amends_case_writer_name_unknown (AmendsCaseWriter *self)
{
  g_autofree char *sentence = NULL;

  if (self->unknown->len == 0)
    return;
  sentence =
      g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_NOT_KNOWN), self->unknown->str);
  amends_document_add_paragraph (self->document, sentence);
  g_string_truncate (self->unknown, 0);
}

void
amends_case_writer_column (AmendsCaseWriter *self, AmendsDocumentWord word, guint weight)
{
  amends_document_add_column (self->document, amends_case_writer_word (self, word), weight,
                              AMENDS_ALIGN_START);
}

void
amends_case_writer_list (AmendsCaseWriter *self, AmendsDocumentWord label, char **items)
{
  if (items == NULL || items[0] == NULL)
    return;
  amends_case_writer_heading (self, 4, label);
  for (guint i = 0; items[i]; i++)
    amends_document_add_bullet (self->document, 0, items[i]);
}

/* After the number of "12. ", or NULL if @line is no numbered item. */
static const char *
skip_number (const char *line)
{
  gsize digits = strspn (line, "0123456789");

  return digits > 0 && line[digits] == '.' && line[digits + 1] == ' ' ? line + digits + 2 : NULL;
}

static void
flush_lines (AmendsCaseWriter *self, GString *lines)
{
  if (lines->len > 0)
    amends_document_add_paragraph (self->document, lines->str);
  g_string_truncate (lines, 0);
}

void
amends_case_writer_body (AmendsCaseWriter *self, const char *body)
{
  g_autofree char *clean = amends_text_clean (body ? body : "", -1);
  g_autofree char *plain = amends_rich_text_to_plain (clean);
  g_auto (GStrv) split = g_strsplit (plain, "\n", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; split[i]; i++)
    {
      const char *line = split[i] + strspn (split[i], " ");
      guint level = line > split[i] ? 1 : 0;
      const char *numbered = skip_number (line);

      if (*line == '\0' || g_str_has_prefix (line, "- ") || numbered)
        flush_lines (self, lines);
      if (g_str_has_prefix (line, "- "))
        amends_document_add_bullet (self->document, level, line + 2);
      else if (numbered)
        amends_document_add_numbered (self->document, level, numbered);
      else if (*line != '\0')
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  flush_lines (self, lines);
}

/* --- Clocks ---------------------------------------------------------------------------------- */

static char *
say_duration (AmendsCaseWriter *self, AmendsDocumentWord word, gint64 milliseconds)
{
  g_autofree char *duration =
      amends_document_words_format_duration (self->language, ABS (milliseconds));

  return g_strdup_printf (amends_case_writer_word (self, word), duration);
}

static gboolean
is_paused (AmendsCaseWriter *self, AmendsClock *clock)
{
  return clock->kind == AMENDS_CLOCK_RESOLVE &&
         self->case_->escalation->status == AMENDS_STATUS_WAITING;
}

char *
amends_case_writer_clock_state (AmendsCaseWriter *self, AmendsClock *clock)
{
  AmendsInstant until = clock->met_at != AMENDS_INSTANT_NONE ? clock->met_at : self->context->now;
  gint64 left = clock->due - until;

  if (clock->met_at == AMENDS_INSTANT_NONE && clock->closed &&
      clock->breached_at == AMENDS_INSTANT_NONE)
    return g_strdup (amends_case_writer_word (self, AMENDS_WORD_ENDED));
  if (clock->met_at == AMENDS_INSTANT_NONE && !clock->closed && is_paused (self, clock))
    return g_strdup (amends_case_writer_word (self, AMENDS_WORD_PAUSED));
  if (self->context->policy)
    amends_clocks_get_state (clock, G_LIST_MODEL (self->case_->pauses), self->context->policy,
                             self->context->now, NULL, &left);

  if (clock->met_at == AMENDS_INSTANT_NONE)
    return say_duration (self, left >= 0 ? AMENDS_WORD_LEFT : AMENDS_WORD_LATE, left);
  if (ABS (left) < AMENDS_MINUTE)
    return g_strdup (amends_case_writer_word (self, AMENDS_WORD_MET_ON_TIME));
  return say_duration (self, left > 0 ? AMENDS_WORD_MET_EARLY : AMENDS_WORD_MET_LATE, left);
}

/* --- Sections of several documents ----------------------------------------------------------- */

void
amends_case_writer_add_communication_plan (AmendsCaseWriter *self, AmendsDocumentWord heading)
{
  GListModel *rows = self->case_->plan ? G_LIST_MODEL (self->case_->plan->communication) : NULL;
  guint shown = 0;

  amends_case_writer_heading (self, 1, heading);
  for (guint i = 0; rows && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (AmendsCommunication) row = g_list_model_get_item (rows, i);
      gboolean internal =
          row->audience == AMENDS_AUDIENCE_INTERNAL || row->audience == AMENDS_AUDIENCE_EXECUTIVE;
      g_autofree char *who = NULL;

      if (self->for_customer && internal)
        continue;
      if (shown++ == 0)
        {
          amends_document_begin_table (self->document);
          amends_case_writer_column (self, AMENDS_WORD_AUDIENCE, 3);
          amends_case_writer_column (self, AMENDS_WORD_MESSAGE, 5);
          amends_case_writer_column (self, AMENDS_WORD_CHANNEL, 2);
          amends_case_writer_column (self, AMENDS_WORD_TIMING, 3);
        }
      who = amends_case_writer_join (
          self, amends_case_writer_label (self, AMENDS_TYPE_AUDIENCE, row->audience), row->who);
      amends_document_add_row (self->document, who, row->message ? row->message : "",
                               amends_case_writer_label (self, AMENDS_TYPE_CHANNEL, row->channel),
                               row->timing ? row->timing : "", NULL);
    }
  if (shown > 0)
    amends_document_end_table (self->document);
  else
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_COMMUNICATION_PLAN);
}

void
amends_case_writer_add_risks (AmendsCaseWriter *self)
{
  GListModel *risks = self->case_->plan ? G_LIST_MODEL (self->case_->plan->risks) : NULL;

  amends_case_writer_heading (self, 1, AMENDS_WORD_RISKS);
  if (risks == NULL || amends_case_writer_is_empty (risks))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_RISKS);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_RISK, 3);
  amends_case_writer_column (self, AMENDS_WORD_PROBABILITY, 2);
  amends_case_writer_column (self, AMENDS_WORD_IMPACT, 2);
  amends_case_writer_column (self, AMENDS_WORD_WHY, 4);
  amends_case_writer_column (self, AMENDS_WORD_MITIGATION, 4);
  for (guint i = 0; i < g_list_model_get_n_items (risks); i++)
    {
      g_autoptr (AmendsRisk) risk = g_list_model_get_item (risks, i);

      amends_document_add_row (
          self->document, risk->title ? risk->title : "",
          amends_case_writer_label (self, AMENDS_TYPE_LEVEL, risk->probability),
          amends_case_writer_label (self, AMENDS_TYPE_LEVEL, risk->impact),
          risk->why ? risk->why : "", risk->mitigation ? risk->mitigation : "", NULL);
    }
  amends_document_end_table (self->document);
}
