/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 2: the facts. */

#include "config.h"

#include "amends-wizard-facts.h"

#include "amends-form.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardFacts
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsIntake *intake;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsWizardFacts, amends_wizard_facts, ADW_TYPE_BIN)

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
  { "account_name", RECORD_ACCOUNT, "name" },
  { "account_segment", RECORD_ACCOUNT, "segment" },
  { "account_renewal", RECORD_ACCOUNT, "renewal" },
  { "contact_name", RECORD_CONTACT, "name" },
  { "contact_title", RECORD_CONTACT, "title" },
  { "contact_email", RECORD_CONTACT, "email" },
  { "title", RECORD_ESCALATION, "title" },
  { "received", RECORD_ESCALATION, "received" },
  { "channel", RECORD_ESCALATION, "channel" },
  { "trigger", RECORD_ESCALATION, "trigger" },
  { "emotion", RECORD_ESCALATION, "emotion" },
  { "users_affected", RECORD_ESCALATION, "users-affected" },
  { "since", RECORD_ESCALATION, "since" },
  { "impact", RECORD_ESCALATION, "impact" },
  { "underlying_issue", RECORD_ESCALATION, "underlying-issue" },
  { "affected_feature", RECORD_ESCALATION, "affected-feature" },
  { "workaround", RECORD_ESCALATION, "workaround" },
  { "workaround_text", RECORD_ESCALATION, "workaround-text" },
  { "needed_by", RECORD_ESCALATION, "needed-by" },
};

static void
contact_picked_cb (gpointer item, gpointer user_data)
{
  AmendsWizardFacts *self = AMENDS_WIZARD_FACTS (user_data);
  AmendsContact *contact = AMENDS_CONTACT (item);
  AmendsAccount *account;

  amends_record_assign (self->intake->contact, contact);
  account =
      amends_record_list_find (amends_session_get_accounts (self->session), contact->account_id);
  if (account != NULL && self->intake->account->name == NULL)
    amends_record_assign (self->intake->account, account);
}

static void
account_picked_cb (gpointer item, gpointer user_data)
{
  amends_record_assign (AMENDS_WIZARD_FACTS (user_data)->intake->account, item);
}

static void
complete (AmendsWizardFacts *self,
          const char *editor,
          GListModel *model,
          AmendsCompletionFunc picked)
{
  GObject *entry =
      gtk_widget_get_template_child (GTK_WIDGET (self), AMENDS_TYPE_WIZARD_FACTS, editor);

  amends_form_complete (ADW_ENTRY_ROW (entry), model, "name", picked, self);
}

static gpointer
get_record (AmendsWizardFacts *self, RecordOf of)
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
amends_wizard_facts_dispose (GObject *object)
{
  AmendsWizardFacts *self = AMENDS_WIZARD_FACTS (object);

  g_clear_object (&self->intake);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_wizard_facts_parent_class)->dispose (object);
}

static void
amends_wizard_facts_class_init (AmendsWizardFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_wizard_facts_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-facts.ui");
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    gtk_widget_class_bind_template_child_full (widget_class, editors[i].editor, FALSE, 0);
}

static void
amends_wizard_facts_init (AmendsWizardFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_wizard_facts_set_intake (AmendsWizardFacts *self,
                                AmendsSession *session,
                                AmendsIntake *intake)
{
  g_return_if_fail (AMENDS_IS_WIZARD_FACTS (self));
  g_return_if_fail (self->intake == NULL);

  self->session = g_object_ref (session);
  self->intake = g_object_ref (intake);
  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    {
      GObject *editor = gtk_widget_get_template_child (GTK_WIDGET (self), AMENDS_TYPE_WIZARD_FACTS,
                                                       editors[i].editor);

      amends_form_bind (GTK_WIDGET (editor), get_record (self, editors[i].of), editors[i].field,
                        amends_session_get_zone (session));
    }
  complete (self, "account_name", amends_session_get_accounts (session), account_picked_cb);
  complete (self, "contact_name", amends_session_get_contacts (session), contact_picked_cb);
}

void
amends_wizard_facts_edit (AmendsWizardFacts *self, const char *fact)
{
  const char *editor = g_str_equal (fact, "contact") ? "contact_name" : "account_name";

  g_return_if_fail (AMENDS_IS_WIZARD_FACTS (self));

  gtk_widget_grab_focus (GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (self), AMENDS_TYPE_WIZARD_FACTS, editor)));
}
