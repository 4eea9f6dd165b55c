/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things that several pages of a case need. */

#include "config.h"

#include "amends-case-tools.h"

#include <glib/gi18n-lib.h>

#include "amends-draft-check.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

/* A draft for the customer that is due later than this stands under "Later". */
#define SOON (24 * AMENDS_HOUR)

static gboolean
item_is (GListModel *model, guint position, gpointer wanted)
{
  g_autoptr (GObject) item = g_list_model_get_item (model, position);

  return item == wanted;
}

void
amends_case_sync_list (GListStore *store, GPtrArray *wanted)
{
  GListModel *model = G_LIST_MODEL (store);
  guint old = g_list_model_get_n_items (model);
  guint head = 0;
  guint tail = 0;

  while (head < MIN (old, wanted->len) && item_is (model, head, wanted->pdata[head]))
    head++;
  while (tail < MIN (old, wanted->len) - head &&
         item_is (model, old - 1 - tail, wanted->pdata[wanted->len - 1 - tail]))
    tail++;
  if (head + tail == old && old == wanted->len)
    return;
  g_list_store_splice (store, head, old - head - tail, wanted->pdata + head,
                       wanted->len - head - tail);
}

GListModel *
amends_case_enum_model (GType type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    gtk_string_list_append (list, amends_enum_get_label (type, klass->values[i].value));
  return G_LIST_MODEL (list);
}

char *
amends_case_join (const char *one, const char *two)
{
  if (one == NULL || *one == '\0')
    return g_strdup (two != NULL ? two : "");
  if (two == NULL || *two == '\0')
    return g_strdup (one);
  /* TRANSLATORS: two facts side by side, such as a person and a time */
  return g_strdup_printf (_ ("%1$s · %2$s"), one, two);
}

void
amends_case_set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static gboolean
invert_cb (gpointer object, gboolean value)
{
  return !value;
}

void
amends_case_bind_invert (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback_full (widget_class, "invert", G_CALLBACK (invert_cb));
}

const char *
amends_case_status_icon (AmendsStatus status)
{
  switch (status)
    {
    case AMENDS_STATUS_IN_PROGRESS:
      return "media-playback-start-symbolic";
    case AMENDS_STATUS_WAITING:
      return "content-loading-symbolic";
    case AMENDS_STATUS_RESOLVED:
      return "object-select-symbolic";
    case AMENDS_STATUS_CLOSED:
    case AMENDS_STATUS_DUPLICATE:
    case AMENDS_STATUS_WITHDRAWN:
      return "changes-prevent-symbolic";
    case AMENDS_STATUS_OPEN:
    default:
      return "radio-symbolic";
    }
}

const char *
amends_case_event_icon (AmendsEventKind kind)
{
  switch (kind)
    {
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_UNSENT:
      return "mail-send-symbolic";
    case AMENDS_EVENT_MESSAGE_RECEIVED:
      return "mail-unread-symbolic";
    case AMENDS_EVENT_CLOCK_MET:
    case AMENDS_EVENT_CLOCK_PAUSED:
    case AMENDS_EVENT_CLOCK_RESUMED:
    case AMENDS_EVENT_CLOCK_BREACHED:
      return "alarm-symbolic";
    case AMENDS_EVENT_COMMITMENT_KEPT:
    case AMENDS_EVENT_CHECKPOINT_DONE:
    case AMENDS_EVENT_ACTION_DONE:
      return "object-select-symbolic";
    case AMENDS_EVENT_CHECKPOINT_PLANNED:
    case AMENDS_EVENT_CHECKPOINT_MOVED:
    case AMENDS_EVENT_CHECKPOINT_CHANGED:
      return "x-office-calendar-symbolic";
    case AMENDS_EVENT_DRAFT_GENERATED:
    case AMENDS_EVENT_DRAFT_EDITED:
    case AMENDS_EVENT_DEBRIEF_EDITED:
    case AMENDS_EVENT_NOTE:
      return "document-edit-symbolic";
    case AMENDS_EVENT_GOODWILL_REQUESTED:
    case AMENDS_EVENT_GOODWILL_DECIDED:
      return "emblem-favorite-symbolic";
    case AMENDS_EVENT_STAKEHOLDER_CHANGED:
    case AMENDS_EVENT_ACCOUNT_CREATED:
    case AMENDS_EVENT_ACCOUNT_CHANGED:
    case AMENDS_EVENT_CONTACT_CREATED:
    case AMENDS_EVENT_CONTACT_CHANGED:
    case AMENDS_EVENT_PERSON_CHANGED:
      return "system-users-symbolic";
    case AMENDS_EVENT_GATE_OVERRIDDEN:
    case AMENDS_EVENT_COMMITMENT_MISSED:
      return "dialog-warning-symbolic";
    case AMENDS_EVENT_UNDO:
      return "edit-undo-symbolic";
    case AMENDS_EVENT_ESCALATION_CREATED:
    case AMENDS_EVENT_ESCALATION_RECLASSIFIED:
    case AMENDS_EVENT_ESCALATION_STATUS:
    case AMENDS_EVENT_ESCALATION_OWNER:
    case AMENDS_EVENT_ESCALATION_CHANGED:
    case AMENDS_EVENT_COMMITMENT_MADE:
    case AMENDS_EVENT_ACTION_CHANGED:
    case AMENDS_EVENT_IMPORT_BATCH:
    case AMENDS_EVENT_SYNC_BATCH:
    default:
      return "document-open-recent-symbolic";
    }
}

gboolean
amends_case_event_is_notable (AmendsEventKind kind)
{
  switch (kind)
    {
    case AMENDS_EVENT_DRAFT_GENERATED:
    case AMENDS_EVENT_DRAFT_EDITED:
    case AMENDS_EVENT_DEBRIEF_EDITED:
    case AMENDS_EVENT_ESCALATION_CHANGED:
    case AMENDS_EVENT_ACCOUNT_CREATED:
    case AMENDS_EVENT_ACCOUNT_CHANGED:
    case AMENDS_EVENT_CONTACT_CREATED:
    case AMENDS_EVENT_CONTACT_CHANGED:
    case AMENDS_EVENT_PERSON_CHANGED:
    case AMENDS_EVENT_CHECKPOINT_PLANNED:
    case AMENDS_EVENT_CHECKPOINT_CHANGED:
    case AMENDS_EVENT_ACTION_CHANGED:
    case AMENDS_EVENT_UNDO:
      return FALSE;
    default:
      return TRUE;
    }
}

char *
amends_case_dup_contact (AmendsCase *case_)
{
  AmendsContact *contact = case_->contact;

  if (contact == NULL || contact->name == NULL)
    return g_strdup ("");
  if (contact->title == NULL || *contact->title == '\0')
    return g_strdup (contact->name);
  /* TRANSLATORS: name and title of a person: "Pieter van Dalen, CTO" */
  return g_strdup_printf (_ ("%1$s, %2$s"), contact->name, contact->title);
}

char *
amends_case_dup_draft_title (AmendsDraft *draft)
{
  if (draft->title != NULL && *draft->title != '\0')
    return g_strdup (draft->title);
  return g_strdup (draft->kind != NULL ? draft->kind : "");
}

AmendsDraftGroup
amends_case_get_draft_group (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft)
{
  AmendsNext next = { 0 };

  if (draft->sent_at != AMENDS_INSTANT_NONE)
    return AMENDS_DRAFT_SENT;
  if (draft->audience == AMENDS_AUDIENCE_INTERNAL || draft->audience == AMENDS_AUDIENCE_EXECUTIVE)
    return AMENDS_DRAFT_INTERNAL;
  amends_session_get_next (session, case_, &next);
  if (next.draft == draft)
    return AMENDS_DRAFT_NEXT;
  if (draft->due != AMENDS_INSTANT_NONE && draft->due <= amends_session_now (session) + SOON)
    return AMENDS_DRAFT_NEXT;
  return AMENDS_DRAFT_LATER;
}

AmendsTextKind
amends_case_get_text_kind (AmendsDraft *draft)
{
  if (draft->audience == AMENDS_AUDIENCE_INTERNAL || draft->audience == AMENDS_AUDIENCE_EXECUTIVE)
    return AMENDS_TEXT_BRIEF;
  return AMENDS_TEXT_CUSTOMER;
}

void
amends_case_count_findings (GPtrArray *findings, AmendsFindingCounts *counts)
{
  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];

      if (finding->level == AMENDS_GATE_BLOCK)
        counts->block++;
      else
        counts->warn++;
      if (g_strcmp0 (finding->rule, "unfilled") == 0)
        counts->unfilled++;
    }
}

void
amends_case_count_open (AmendsSession *session, AmendsCase *case_, AmendsFindingCounts *counts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->drafts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);
      g_autoptr (GPtrArray) findings = NULL;

      if (amends_case_get_draft_group (session, case_, draft) != AMENDS_DRAFT_NEXT)
        continue;
      findings = amends_draft_check (session, case_, draft, NULL);
      amends_case_count_findings (findings, counts);
    }
}

char *
amends_case_format_counts (const AmendsFindingCounts *counts)
{
  g_autofree char *block = NULL;
  g_autofree char *warn = NULL;

  if (counts->block > 0)
    /* TRANSLATORS: how many passages of a draft must be changed before it goes out */
    block = g_strdup_printf (ngettext ("%u must fix", "%u must fix", counts->block), counts->block);
  if (counts->warn > 0)
    /* TRANSLATORS: how many pieces of advice there are on a draft */
    warn = g_strdup_printf (ngettext ("%u advice", "%u advice", counts->warn), counts->warn);
  if (block != NULL && warn != NULL)
    /* TRANSLATORS: "1 must fix, 1 advice" */
    return g_strdup_printf (_ ("%1$s, %2$s"), block, warn);
  return block != NULL ? g_steal_pointer (&block) : g_steal_pointer (&warn);
}
