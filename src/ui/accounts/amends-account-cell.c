/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fact of an account in a list. */

#include "config.h"

#include "amends-account-cell.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-row-name.h"

#include <glib/gi18n-lib.h>

struct _AmendsAccountCell
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsAccountRow *row;  /* (owned) (nullable) */
  AmendsAccountFact fact;

  GtkBox *second_line;
  GtkLabel *text;
  GtkLabel *below;
  GtkLabel *mark;
};

G_DEFINE_FINAL_TYPE (AmendsAccountCell, amends_account_cell, ADW_TYPE_BIN)

#define RISK "amends-risk"

void
amends_account_row_set_risk (AmendsAccountRow *row, AmendsAccountRisk *risk)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_ROW (row));

  g_object_set_data_full (G_OBJECT (row), RISK, risk != NULL ? g_object_ref (risk) : NULL,
                          g_object_unref);
}

AmendsAccountRisk *
amends_account_row_get_risk (AmendsAccountRow *row)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_ROW (row), NULL);

  return g_object_get_data (G_OBJECT (row), RISK);
}

/* (transfer full): "High, 85"; "" while it is not known, or cannot be judged. */
static char *
format_risk (AmendsAccountCell *self, AmendsTone *tone)
{
  AmendsAccountRisk *risk = amends_account_row_get_risk (self->row);
  const char *word;

  *tone = AMENDS_TONE_PLAIN;
  if (risk == NULL || risk->score == AMENDS_UNKNOWN)
    return g_strdup ("");
  word = amends_session_get_risk_word (self->session, risk->level, tone);
  /* TRANSLATORS: the risk of an account, a word and the score of 100: "High, 85" */
  return g_strdup_printf (C_ ("risk", "%1$s, %2$d"), word, risk->score);
}

static char *
format_open (AmendsAccountRow *row)
{
  /* TRANSLATORS: %d is how many escalations of an account are open */
  return g_strdup_printf (ngettext ("%d open", "%d open", row->open), row->open);
}

/* The narrow row: segment and ARR, then the renewal; the health at its end. */
static void
show_row (AmendsAccountCell *self)
{
  AmendsAccountRow *row = self->row;
  AmendsTone tone;
  g_autofree char *segment = amends_account_format_segment (row->segment, row->strategic);
  g_autofree char *arr = amends_account_format_money (row->arr, row->currency);
  g_autofree char *open = row->open > 0 ? format_open (row) : NULL;
  /* Risk says more than health, which is one of the things it knows. */
  AmendsTone risk_tone;
  g_autofree char *risk = format_risk (self, &risk_tone);
  g_autofree char *health = amends_account_format_health (self->session, row->health, &tone);
  g_autofree char *first = amends_case_join (open, arr);
  g_autofree char *all = amends_case_join (first, segment);

  gtk_label_set_label (self->text, row->name != NULL ? row->name : "");
  amends_case_set_text (self->below, all);
  amends_case_set_text (self->mark, *risk != '\0' ? risk : health);
  amends_account_set_tone (GTK_WIDGET (self->mark), *risk != '\0' ? risk_tone : tone);
}

static void
show_fact (AmendsAccountCell *self)
{
  AmendsAccountRow *row = self->row;
  AmendsTone tone = AMENDS_TONE_PLAIN;
  g_autofree char *text = NULL;

  switch (self->fact)
    {
    case AMENDS_ACCOUNT_FACT_RISK:
      text = format_risk (self, &tone);
      break;
    case AMENDS_ACCOUNT_FACT_ARR:
      text = amends_account_format_money (row->arr, row->currency);
      break;
    case AMENDS_ACCOUNT_FACT_RENEWAL:
      text = amends_account_format_renewal (self->session, row->renewal, &tone);
      break;
    case AMENDS_ACCOUNT_FACT_HEALTH:
      text = amends_account_format_health (self->session, row->health, &tone);
      break;
    case AMENDS_ACCOUNT_FACT_OPEN:
      text = row->open > 0 ? g_strdup_printf ("%d", row->open) : g_strdup ("");
      break;
    case AMENDS_ACCOUNT_FACT_CONTACT:
      text = amends_account_format_contact (self->session, row->last_contact);
      break;
    case AMENDS_ACCOUNT_FACT_CSM:
      text = g_strdup (row->csm != NULL ? row->csm : "");
      break;
    case AMENDS_ACCOUNT_FACT_NAME:
    case AMENDS_N_ACCOUNT_FACTS:
    default:
      break;
    }
  gtk_label_set_label (self->text, text);
  amends_account_set_tone (GTK_WIDGET (self->text), tone);
}

static void
show_name (AmendsAccountCell *self)
{
  g_autofree char *segment =
      amends_account_format_segment (self->row->segment, self->row->strategic);

  gtk_label_set_label (self->text, self->row->name != NULL ? self->row->name : "");
  amends_case_set_text (self->below, segment);
}

/* One cell speaks for its row. */
static void
name_row (AmendsAccountCell *self)
{
  gboolean says_open = self->fact == AMENDS_N_ACCOUNT_FACTS;
  g_autofree char *open = self->row->open > 0 && !says_open ? format_open (self->row) : NULL;
  AmendsTone tone;
  g_autofree char *risk = format_risk (self, &tone);
  const char *words[] = {
    gtk_label_get_text (self->text),
    gtk_label_get_text (self->below),
    open,
    risk,
  };

  amends_row_set_name (GTK_WIDGET (self), words, G_N_ELEMENTS (words));
}

void
amends_account_cell_update (AmendsAccountCell *self)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_CELL (self));

  if (self->row == NULL)
    return;
  if (self->fact == AMENDS_N_ACCOUNT_FACTS)
    show_row (self);
  else if (self->fact == AMENDS_ACCOUNT_FACT_NAME)
    show_name (self);
  else
    show_fact (self);
  if (self->fact == AMENDS_ACCOUNT_FACT_NAME || self->fact == AMENDS_N_ACCOUNT_FACTS)
    name_row (self);
}

void
amends_account_cell_set_row (AmendsAccountCell *self, AmendsAccountRow *row)
{
  g_return_if_fail (AMENDS_IS_ACCOUNT_CELL (self));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, amends_account_cell_update, self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  g_signal_connect_object (row, "notify", G_CALLBACK (amends_account_cell_update), self,
                           G_CONNECT_SWAPPED);
  amends_account_cell_update (self);
}

static void
amends_account_cell_dispose (GObject *object)
{
  AmendsAccountCell *self = AMENDS_ACCOUNT_CELL (object);

  amends_account_cell_set_row (self, NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_account_cell_parent_class)->dispose (object);
}

static void
amends_account_cell_class_init (AmendsAccountCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_account_cell_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_ACCOUNTS_TEMPLATE ("amends-account-cell.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountCell, second_line);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountCell, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountCell, below);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountCell, mark);
}

static void
amends_account_cell_init (AmendsAccountCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_figure (AmendsAccountFact fact)
{
  return fact == AMENDS_ACCOUNT_FACT_ARR;
}

GtkWidget *
amends_account_cell_new (AmendsSession *session, AmendsAccountFact fact)
{
  AmendsAccountCell *self = g_object_new (AMENDS_TYPE_ACCOUNT_CELL, NULL);
  gboolean named = fact == AMENDS_ACCOUNT_FACT_NAME || fact == AMENDS_N_ACCOUNT_FACTS;

  self->session = g_object_ref (session);
  self->fact = fact;
  gtk_widget_set_visible (GTK_WIDGET (self->second_line), named);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), named ? "heading" : "numeric");
  gtk_label_set_xalign (self->text, is_figure (fact) ? 1 : 0);
  if (fact == AMENDS_ACCOUNT_FACT_CSM)
    gtk_label_set_max_width_chars (self->text, 14);
  /* A name may be cut short, a figure never. */
  gtk_label_set_ellipsize (self->text, named || fact == AMENDS_ACCOUNT_FACT_CSM
                                           ? PANGO_ELLIPSIZE_END
                                           : PANGO_ELLIPSIZE_NONE);
  if (fact == AMENDS_ACCOUNT_FACT_CSM)
    gtk_label_set_width_chars (self->text, 10);
  if (fact == AMENDS_ACCOUNT_FACT_CSM || fact == AMENDS_ACCOUNT_FACT_CONTACT)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  return GTK_WIDGET (self);
}
