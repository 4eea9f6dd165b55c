/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 3: what we can do. */

#include "config.h"

#include "amends-wizard-offer.h"

#include "amends-form.h"
#include "amends-log-entry.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardOffer
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsIntake *intake;   /* (owned) (nullable) */
  gboolean setting;

  GtkTextView *actions_taken;
};

G_DEFINE_FINAL_TYPE (AmendsWizardOffer, amends_wizard_offer, ADW_TYPE_BIN)

typedef enum
{
  RECORD_ACCOUNT,
  RECORD_CONTACT,
  RECORD_ESCALATION,
} RecordOf;

/* Which editor of the template edits which field. */
static const struct
{
  const char *editor;
  RecordOf of;
  const char *field;
} editors[] = {
  { "fix_text", RECORD_ESCALATION, "fix-text" },
  { "fix_eta", RECORD_ESCALATION, "fix-eta" },
  { "fix_confirmed_by", RECORD_ESCALATION, "fix-confirmed-by" },
  { "fix_confirmed_at", RECORD_ESCALATION, "fix-confirmed-at" },
  { "offer", RECORD_ESCALATION, "offer" },
  { "cannot_offer", RECORD_ESCALATION, "cannot-offer" },
  { "open_items", RECORD_ESCALATION, "open-items" },
  { "technical_owner", RECORD_ESCALATION, "technical-owner" },
  { "root_cause", RECORD_ESCALATION, "root-cause" },
  { "internal_by", RECORD_ESCALATION, "internal-by" },
};

/* What was done so far is a list of records; people write it as lines. */
static void
show_actions (AmendsWizardOffer *self)
{
  GListModel *entries = G_LIST_MODEL (self->intake->escalation->actions_taken);
  guint n = g_list_model_get_n_items (entries);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsLogEntry) entry = g_list_model_get_item (entries, i);

      if (i > 0)
        g_string_append_c (lines, '\n');
      g_string_append (lines, entry->text != NULL ? entry->text : "");
    }
  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->actions_taken), lines->str, -1);
  self->setting = FALSE;
}

/* Lines that stay keep the time at which they were written down. */
static AmendsLogEntry *
take_entry (GPtrArray *known, const char *text, AmendsInstant now)
{
  AmendsLogEntry *entry;

  for (guint i = 0; i < known->len; i++)
    {
      entry = known->pdata[i];
      if (g_strcmp0 (entry->text, text) == 0)
        return g_ptr_array_steal_index (known, i);
    }
  entry = amends_record_new (AMENDS_TYPE_LOG_ENTRY);
  amends_record_set (entry, "at", now, "text", text, NULL);
  return entry;
}

static void
actions_changed_cb (AmendsWizardOffer *self, GtkTextBuffer *buffer)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GListStore *entries;
  guint n;

  if (self->setting || self->intake == NULL)
    return;
  entries = self->intake->escalation->actions_taken;
  n = g_list_model_get_n_items (G_LIST_MODEL (entries));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (known, g_list_model_get_item (G_LIST_MODEL (entries), i));
  g_list_store_remove_all (entries);
  g_object_get (buffer, "text", &text, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (*g_strstrip (*line) != '\0')
      {
        g_autoptr (AmendsLogEntry) entry =
            take_entry (known, *line, amends_session_now (self->session));

        g_list_store_append (entries, entry);
      }
  g_object_notify (G_OBJECT (self->intake->escalation), "actions-taken");
}

static gpointer
get_record (AmendsWizardOffer *self, RecordOf of)
{
  switch (of)
    {
    case RECORD_ACCOUNT:
      return self->intake->account;
    case RECORD_CONTACT:
      return self->intake->contact;
    case RECORD_ESCALATION:
    default:
      return self->intake->escalation;
    }
}

static void
amends_wizard_offer_dispose (GObject *object)
{
  AmendsWizardOffer *self = AMENDS_WIZARD_OFFER (object);

  g_clear_object (&self->intake);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_wizard_offer_parent_class)->dispose (object);
}

static void
amends_wizard_offer_class_init (AmendsWizardOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_wizard_offer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-offer.ui");
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    gtk_widget_class_bind_template_child_full (widget_class, editors[i].editor, FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardOffer, actions_taken);
  gtk_widget_class_bind_template_callback (widget_class, actions_changed_cb);
}

static void
amends_wizard_offer_init (AmendsWizardOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_wizard_offer_set_intake (AmendsWizardOffer *self,
                                AmendsSession *session,
                                AmendsIntake *intake)
{
  g_return_if_fail (AMENDS_IS_WIZARD_OFFER (self));
  g_return_if_fail (self->intake == NULL);

  self->session = g_object_ref (session);
  self->intake = g_object_ref (intake);
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    {
      GObject *editor = gtk_widget_get_template_child (GTK_WIDGET (self), AMENDS_TYPE_WIZARD_OFFER,
                                                       editors[i].editor);

      amends_form_bind (GTK_WIDGET (editor), get_record (self, editors[i].of), editors[i].field,
                        amends_session_get_zone (session));
    }
  show_actions (self);
}
