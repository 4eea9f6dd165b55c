/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debrief and documents: built from a case and written to files. */

#include "config.h"

#include "amends-session-private.h"
#include "amends-session-risk.h"

#include "amends-case-document.h"
#include "amends-debriefer.h"
#include "amends-eml-writer.h"
#include "amends-enum-types.h"
#include "amends-html-writer.h"
#include "amends-ics-writer.h"
#include "amends-input-error.h"
#include "amends-json-writer.h"
#include "amends-labels.h"
#include "amends-markdown-writer.h"
#include "amends-pdf-writer.h"
#include "amends-rich-text.h"
#include "amends-text-writer.h"

#include <glib/gi18n-lib.h>

/* Length of an event in a calendar when the plan does not say. */
#define EVENT_MINUTES 15
#define ALARM_MINUTES 10

/* --- Debrief -------------------------------------------------------------------------------------
 */

AmendsDebrief *
amends_session_prepare_debrief (AmendsSession *self, AmendsCase *case_)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);

  return amends_debriefer_prepare (self->engines->debriefer, case_, amends_session_now (self), zone,
                                   amends_change_get_language ());
}

/* The field of each section's text; the timeline comes from the log. */
static const char *const section_fields[AMENDS_N_SECTIONS] = {
  [AMENDS_SECTION_SUMMARY] = "summary",
  [AMENDS_SECTION_WENT_WELL] = "went-well",
  [AMENDS_SECTION_DIFFERENTLY] = "differently",
  [AMENDS_SECTION_CAUSE] = "root-cause",
  [AMENDS_SECTION_REACTION] = "reaction",
  [AMENDS_SECTION_CHANGE] = "change-text",
  [AMENDS_SECTION_REACH] = "reach",
  [AMENDS_SECTION_OUTCOME] = "outcome",
};

static gboolean
is_blocked (AmendsEngines *engines, AmendsGateContext *context, const char *text)
{
  g_autoptr (GPtrArray) findings = amends_gate_check (engines->gate, text, context);

  for (guint i = 0; i < findings->len; i++)
    if (AMENDS_FINDING (findings->pdata[i])->level == AMENDS_GATE_BLOCK)
      return TRUE;
  return FALSE;
}

/* What a severity asks of a debrief; where nothing is asked for, the measure is the whole. */
static void
measure (AmendsCompleteness *completeness)
{
  guint wanted = 0, done = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    any = any || completeness->mandatory[i];
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    if (!any || completeness->mandatory[i])
      {
        wanted++;
        done += completeness->complete[i] ? 1 : 0;
      }
  completeness->percent = (int) (done * 100 / wanted);
}

void
amends_change_rate_debrief (AmendsEngines *engines,
                            AmendsCase *case_,
                            AmendsDebrief *debrief,
                            AmendsInstant now,
                            AmendsCompleteness *completeness)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (engines, case_);
  AmendsGateContext context;

  amends_debriefer_rate (engines->debriefer, case_, debrief, now, amends_change_get_language (),
                         completeness);
  amends_change_get_gate_context (engines, case_, NULL, now, zone, &context);
  context.kind = AMENDS_TEXT_DEBRIEF;
  for (guint i = 0; debrief && i < AMENDS_N_SECTIONS; i++)
    {
      g_autofree char *text = NULL;

      if (section_fields[i] == NULL || !completeness->complete[i])
        continue;
      g_object_get (debrief, section_fields[i], &text, NULL);
      if (text == NULL || !is_blocked (engines, &context, text))
        continue;
      completeness->complete[i] = FALSE;
      g_free (completeness->missing[i]);
      completeness->missing[i] = g_strdup (_ ("The send gate stops something in it."));
    }
  measure (completeness);
}

void
amends_session_rate_debrief (AmendsSession *self,
                             AmendsCase *case_,
                             AmendsDebrief *debrief,
                             AmendsCompleteness *completeness)
{
  amends_change_rate_debrief (self->engines, case_, debrief, amends_session_now (self),
                              completeness);
}

GPtrArray *
amends_session_suggest_debrief (AmendsSession *self,
                                AmendsCase *case_,
                                AmendsDebriefSection section)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);

  return amends_debriefer_suggest (self->engines->debriefer, case_, section,
                                   amends_session_now (self), zone, amends_change_get_language ());
}

/* --- Documents --- */

AmendsDocument *
amends_session_build_document (AmendsSession *self, AmendsCase *case_, AmendsExport what)
{
  g_autoptr (GTimeZone) zone = amends_change_dup_zone (self->engines, case_);
  g_autoptr (AmendsCalendar) calendar = amends_change_dup_calendar (self->engines, case_->account);
  g_autoptr (AmendsDebrief) debrief = NULL;
  g_auto (AmendsCompleteness) completeness = { 0 };
  AmendsClockPolicy policy;
  AmendsCaseDocumentContext context = {
    .now = amends_session_now (self),
    .zone = zone,
    .language = amends_change_get_language (),
    .author = self->me->name,
    .policy = &policy,
  };

  amends_change_get_clock_policy (self->engines, calendar, &policy);
  switch (what)
    {
    case AMENDS_EXPORT_PLAN:
      return amends_case_document_build_plan (case_, &context);
    case AMENDS_EXPORT_REPORT:
      return amends_case_document_build_report (case_, &context);
    case AMENDS_EXPORT_DEBRIEF:
      debrief = amends_session_prepare_debrief (self, case_);
      amends_session_rate_debrief (self, case_, debrief, &completeness);
      context.debrief = debrief;
      context.completeness = &completeness;
      return amends_case_document_build_debrief (case_, &context);
    }
  g_return_val_if_reached (NULL);
}

typedef GBytes *(*DocumentWriter) (AmendsDocument *document, GError **error);

static const struct
{
  const char *ending;
  DocumentWriter write;
} writers[] = {
  { ".md", amends_markdown_writer_write }, { ".markdown", amends_markdown_writer_write },
  { ".html", amends_html_writer_write },   { ".htm", amends_html_writer_write },
  { ".pdf", amends_pdf_writer_write },     { ".json", amends_json_writer_write },
  { ".txt", amends_text_writer_write },
};

static DocumentWriter
find_writer (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_has_suffix (lower, writers[i].ending))
      return writers[i].write;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, path, 0, NULL,
                          _ ("The ending of the name says the format; .md, .html, .pdf, .json or "
                             ".txt is expected."));
  return NULL;
}

/* --- Writing files off the main loop -------------------------------------------------------------
 */

typedef struct
{
  char *path;
  AmendsDocument *document;
  DocumentWriter write;
  GBytes *bytes; /* ready-made, or NULL */
} FileTask;

static void
file_task_free (gpointer data)
{
  FileTask *file = data;

  g_free (file->path);
  g_clear_object (&file->document);
  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file);
}

static void
file_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FileTask *file = data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  gsize length = 0;
  const char *content;

  bytes = file->bytes ? g_bytes_ref (file->bytes) : file->write (file->document, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  content = g_bytes_get_data (bytes, &length);
  /* Customer data: for its owner only, and complete or not there at all. */
  if (g_file_set_contents_full (file->path, content ? content : "", (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_file (AmendsSession *self, GTask *task, const char *path, FileTask *file)
{
  file->path = g_strdup (path);
  g_task_set_task_data (task, file, file_task_free);
  amends_work_queue_push (self->worker, task, file_thread);
}

void
amends_session_export_async (AmendsSession *self,
                             AmendsCase *case_,
                             AmendsExport what,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  DocumentWriter write = find_writer (path, &error);
  FileTask *file;

  if (write == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  file = g_new0 (FileTask, 1);
  file->write = write;
  file->document = amends_session_build_document (self, case_, what);
  write_file (self, task, path, file);
}

void
amends_session_write_document_async (AmendsSession *self,
                                     AmendsDocument *document,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  DocumentWriter write = find_writer (path, &error);
  FileTask *file;

  if (write == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  file = g_new0 (FileTask, 1);
  file->write = write;
  file->document = g_object_ref (document);
  write_file (self, task, path, file);
}

void
amends_session_write_bytes_async (AmendsSession *self,
                                  GBytes *bytes,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  FileTask *file = g_new0 (FileTask, 1);

  file->bytes = g_bytes_ref (bytes);
  write_file (self, task, path, file);
}

gboolean
amends_session_export_finish (AmendsSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Calendar --- */

static GBytes *
build_calendar (AmendsSession *self, AmendsCase *case_, GError **error)
{
  GListModel *checkpoints = G_LIST_MODEL (case_->checkpoints);
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (AmendsIcsEvent));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *number = amends_escalation_format_number (case_->escalation->number);
  g_autofree char *name = g_strdup_printf ("%s %s", number, case_->account->name);

  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      AmendsCheckpoint *checkpoint = g_list_model_get_item (checkpoints, i);
      AmendsIcsEvent event = { 0 };

      g_ptr_array_add (kept, checkpoint);
      if (checkpoint->step != AMENDS_STEP_PLANNED)
        continue;
      event.uid = checkpoint->id;
      event.start = checkpoint->at;
      event.duration_minutes = EVENT_MINUTES;
      event.summary = g_strdup_printf ("%s: %s", case_->account->name, checkpoint->title);
      g_ptr_array_add (strings, (gpointer) event.summary);
      event.description = checkpoint->purpose;
      event.alarm_minutes = ALARM_MINUTES;
      event.zone = checkpoint->time_zone;
      g_array_append_val (events, event);
    }
  return amends_ics_writer_write ((const AmendsIcsEvent *) events->data, events->len, name,
                                  amends_session_now (self), error);
}

static void
write_bytes (AmendsSession *self, GTask *task, const char *path, GBytes *bytes, GError *error)
{
  FileTask *file;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  file = g_new0 (FileTask, 1);
  file->bytes = bytes;
  write_file (self, task, path, file);
}

void
amends_session_export_calendar_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  GBytes *bytes = build_calendar (self, case_, &error);

  write_bytes (self, task, path, bytes, error);
}

/* --- A draft as a mail --- */

static GBytes *
build_mail (AmendsSession *self, AmendsCase *case_, AmendsDraft *draft, GError **error)
{
  gboolean to_customer = draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
                         draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
  AmendsContact *contact = to_customer ? case_->contact : NULL;
  AmendsMailbox to = { contact ? contact->name : NULL, contact ? contact->email : NULL };
  AmendsMailDraft mail = {
    .from = { self->me->name, self->me->emails ? self->me->emails[0] : NULL },
    .to = &to,
    .n_to = to.address ? 1 : 0,
    .subject = draft->subject,
    .date = amends_session_now (self),
    .zone = self->zone,
    .body = draft->body,
    .language = draft->language,
  };

  return amends_eml_writer_write (&mail, error);
}

void
amends_session_export_draft_async (AmendsSession *self,
                                   AmendsCase *case_,
                                   AmendsDraft *draft,
                                   const char *path,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  GBytes *bytes = build_mail (self, case_, draft, &error);

  write_bytes (self, task, path, bytes, error);
}

char *
amends_session_draft_to_html (AmendsSession *self, const char *body)
{
  return amends_rich_text_to_html (body);
}

char *
amends_session_draft_to_plain (AmendsSession *self, const char *body)
{
  return amends_rich_text_to_plain (body);
}
