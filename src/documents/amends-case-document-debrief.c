/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The debrief: what remains of a case once it is over. */

#include "config.h"

#include "amends-case-document-private.h"

#include "amends-enum-types.h"
#include "amends-money.h"
#include "amends-text.h"

#include <string.h>

static void
add_text (AmendsCaseWriter *self, AmendsDocumentWord heading, const char *text)
{
  amends_case_writer_heading (self, 1, heading);
  if (amends_case_writer_is_filled (text))
    amends_document_add_paragraph (self->document, text);
  else
    amends_case_writer_paragraph (self, AMENDS_WORD_NOT_WRITTEN);
}

/* --- Timeline -------------------------------------------------------------------------------- */

/* One line of the timeline; the texts are borrowed but for @text. */
typedef struct
{
  AmendsInstant at;
  char *text;
  const char *who;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->text);
  g_free (line);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a;
  const Line *two = *(Line *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

/* What happened to the customer and what was done; not the housekeeping of the program. */
static gboolean
is_worth_telling (AmendsEventKind kind)
{
  switch (kind)
    {
    case AMENDS_EVENT_ESCALATION_CREATED:
    case AMENDS_EVENT_ESCALATION_RECLASSIFIED:
    case AMENDS_EVENT_ESCALATION_STATUS:
    case AMENDS_EVENT_ESCALATION_OWNER:
    case AMENDS_EVENT_CLOCK_BREACHED:
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_RECEIVED:
    case AMENDS_EVENT_COMMITMENT_MADE:
    case AMENDS_EVENT_COMMITMENT_KEPT:
    case AMENDS_EVENT_COMMITMENT_MISSED:
    case AMENDS_EVENT_CHECKPOINT_DONE:
    case AMENDS_EVENT_ACTION_DONE:
    case AMENDS_EVENT_GOODWILL_REQUESTED:
    case AMENDS_EVENT_GOODWILL_DECIDED:
    case AMENDS_EVENT_GATE_OVERRIDDEN:
    case AMENDS_EVENT_NOTE:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_line (GPtrArray *lines, AmendsInstant at, const char *text, const char *who)
{
  g_autofree char *clean = text ? amends_text_clean (text, -1) : NULL;
  Line *line;

  if (!amends_case_writer_is_filled (clean))
    return;
  line = g_new0 (Line, 1);
  line->at = at;
  line->text = amends_text_one_line (clean, 240);
  line->who = who ? who : "";
  g_ptr_array_add (lines, line);
}

/* The message that @event tells of; (transfer none) (nullable). */
static AmendsMessage *
find_message (AmendsEvent *event, GListModel *messages)
{
  for (guint i = 0; event->payload && i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);

      if (message->id && strstr (event->payload, message->id))
        return message;
    }
  return NULL;
}

static GPtrArray *
list_lines (AmendsCaseWriter *self)
{
  GListModel *events = G_LIST_MODEL (self->case_->events);
  GListModel *messages = G_LIST_MODEL (self->case_->messages);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (events, i);
      AmendsMessage *message = find_message (event, messages);

      if (!is_worth_telling (event->kind) || event->erased)
        continue;
      /* Who spoke, not who logged it. */
      add_line (lines, event->at, event->summary, message ? message->sender : event->actor);
      if (message)
        g_hash_table_add (told, message);
    }
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);
      const char *said =
          amends_case_writer_is_filled (message->subject) ? message->subject : message->body;

      if (!g_hash_table_contains (told, message))
        add_line (lines, message->at, said, message->sender);
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

static void
add_timeline (AmendsCaseWriter *self)
{
  g_autoptr (GPtrArray) lines = list_lines (self);
  g_autofree char *day = NULL;

  amends_case_writer_heading (self, 1, AMENDS_WORD_TIMELINE);
  if (lines->len == 0)
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_LOG_EMPTY);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_DAY, 2);
  amends_case_writer_column (self, AMENDS_WORD_TIME, 1);
  amends_case_writer_column (self, AMENDS_WORD_WHAT, 7);
  amends_case_writer_column (self, AMENDS_WORD_WHO, 2);
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = g_ptr_array_index (lines, i);
      g_autofree char *this_day =
          amends_document_words_format_day (self->language, line->at, self->context->zone);
      g_autofree char *time = amends_instant_format (line->at, self->context->zone, "%H:%M");
      gboolean same = g_strcmp0 (day, this_day) == 0;

      amends_document_add_row (self->document, same ? "" : this_day, time, line->text, line->who,
                               NULL);
      g_free (day);
      day = g_steal_pointer (&this_day);
    }
  amends_document_end_table (self->document);
}

/* --- The other sections ---------------------------------------------------------------------- */

static void
add_cause (AmendsCaseWriter *self)
{
  AmendsDebrief *debrief = self->debrief;
  AmendsEscalation *escalation = self->case_->escalation;
  const char *cause = debrief ? debrief->root_cause : NULL;
  char **factors = debrief ? debrief->factors : NULL;

  if (!amends_case_writer_is_filled (cause))
    cause = escalation->root_cause;
  if (factors == NULL || factors[0] == NULL)
    factors = escalation->factors;

  amends_case_writer_heading (self, 1, AMENDS_WORD_CAUSE_AND_FACTORS);
  if (amends_case_writer_is_filled (cause))
    amends_document_add_paragraph (self->document, cause);
  else
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_CAUSE);
  if (self->for_customer)
    return;
  amends_case_writer_list (self, AMENDS_WORD_FACTORS, factors);
  if (debrief && debrief->five_whys && debrief->five_whys[0])
    {
      amends_case_writer_heading (self, 2, AMENDS_WORD_FIVE_WHYS);
      for (guint i = 0; debrief->five_whys[i]; i++)
        amends_document_add_numbered (self->document, 0, debrief->five_whys[i]);
    }
}

static void
add_reaction (AmendsCaseWriter *self)
{
  AmendsDebrief *debrief = self->debrief;
  const char *relationship =
      debrief ? amends_case_writer_label (self, AMENDS_TYPE_RELATIONSHIP, debrief->relationship)
              : "";
  g_autofree char *now =
      amends_case_writer_join (self, relationship, debrief ? debrief->relationship_text : NULL);

  add_text (self, AMENDS_WORD_REACTION, debrief ? debrief->reaction : NULL);
  if (amends_case_writer_is_filled (now))
    amends_document_add_key_value (self->document,
                                   amends_case_writer_word (self, AMENDS_WORD_RELATIONSHIP), now);
}

static void
add_change (AmendsCaseWriter *self)
{
  AmendsDebrief *debrief = self->debrief;
  g_autofree char *due = NULL;

  amends_case_writer_heading (self, 1, AMENDS_WORD_CHANGE);
  if (debrief == NULL || !amends_case_writer_is_filled (debrief->change_text))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NOT_WRITTEN);
      return;
    }
  due = debrief->change_due
            ? amends_document_words_format_date (self->language, debrief->change_due)
            : g_strdup ("");
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_CHANGE, 6);
  amends_case_writer_column (self, AMENDS_WORD_OWNER, 2);
  amends_case_writer_column (self, AMENDS_WORD_DUE, 2);
  amends_case_writer_column (self, AMENDS_WORD_STATUS, 3);
  amends_document_add_row (
      self->document, debrief->change_text, debrief->change_owner ? debrief->change_owner : "", due,
      amends_case_writer_word (self, debrief->change_implemented ? AMENDS_WORD_IMPLEMENTED
                                                                 : AMENDS_WORD_IDENTIFIED),
      NULL);
  amends_document_end_table (self->document);
}

static void
add_money (AmendsCaseWriter *self, AmendsDocumentWord label, gint64 minor)
{
  const char *currency = self->case_->account ? self->case_->account->currency : NULL;
  g_autofree char *amount = NULL;

  if (minor == AMENDS_MONEY_UNKNOWN || currency == NULL)
    return;
  amount = amends_money_format (minor, currency, self->language);
  amends_document_add_key_value (self->document, amends_case_writer_word (self, label), amount);
}

static void
add_outcome (AmendsCaseWriter *self)
{
  AmendsDebrief *debrief = self->debrief;

  add_text (self, AMENDS_WORD_OUTCOME, debrief ? debrief->outcome : NULL);
  if (debrief == NULL || self->for_customer)
    return;
  add_money (self, AMENDS_WORD_RETAINED, debrief->arr_retained);
  add_money (self, AMENDS_WORD_LOST, debrief->arr_lost);
}

static void
add_completeness (AmendsCaseWriter *self)
{
  const AmendsCompleteness *done = self->context->completeness;
  g_autofree char *percent = NULL;

  if (done == NULL)
    return;
  amends_document_add_rule (self->document);
  if (done->percent == 100)
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_COMPLETE);
      return;
    }
  percent = g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_PERCENT), done->percent);
  amends_document_add_paragraph (self->document, percent);
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    if (done->mandatory[i] && done->missing[i])
      amends_document_add_bullet (self->document, 0, done->missing[i]);
}

AmendsDocument *
amends_case_document_build_debrief (AmendsCase *case_, const AmendsCaseDocumentContext *context)
{
  AmendsCaseWriter writer;
  AmendsDebrief *debrief;

  amends_case_writer_begin (&writer, case_, context, AMENDS_WORD_DEBRIEF);
  debrief = writer.debrief;
  add_text (&writer, AMENDS_WORD_EXECUTIVE_SUMMARY, debrief ? debrief->summary : NULL);
  if (!writer.for_customer)
    {
      add_timeline (&writer);
      add_text (&writer, AMENDS_WORD_WENT_WELL, debrief ? debrief->went_well : NULL);
      add_text (&writer, AMENDS_WORD_DIFFERENTLY, debrief ? debrief->differently : NULL);
    }
  add_cause (&writer);
  if (!writer.for_customer)
    add_reaction (&writer);
  add_change (&writer);
  if (!writer.for_customer)
    {
      add_text (&writer, AMENDS_WORD_REACH, debrief ? debrief->reach : NULL);
      add_outcome (&writer);
      add_completeness (&writer);
    }
  return amends_case_writer_end (&writer);
}
