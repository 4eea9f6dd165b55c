/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings below a draft. */

#include "config.h"

#include "amends-draft-panel.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-fact-dialog.h"
#include "amends-finding-row.h"
#include "amends-question-row.h"
#include "amends-text.h"

/* One finding with its buttons, in pixels. */
#define NARROW_HEIGHT 132

struct _AmendsDraftPanel
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *status;
  GtkToggleButton *fold_button;
  GtkWidget *block_box;
  GtkLabel *block_count;
  GtkWidget *warn_box;
  GtkLabel *warn_count;
  GtkLabel *narrow_status;
  GtkImage *fold_arrow;
  GtkRevealer *revealer;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkLabel *remark;
  GtkWidget *question_box;
  GtkLabel *question_count;
  GtkLabel *question_heading;
  GtkListBox *questions;

  guint n_findings;
  guint n_questions;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsDraftPanel, amends_draft_panel, ADW_TYPE_BIN)

static void
update_fold (AmendsDraftPanel *self)
{
  gboolean open = gtk_toggle_button_get_active (self->fold_button);
  gboolean any = self->n_findings > 0 || self->n_questions > 0;

  gtk_revealer_set_reveal_child (self->revealer, any && (open || !self->folded));
  gtk_widget_set_visible (GTK_WIDGET (self->fold_arrow), any);
  /* Folded, the line above says the same. */
  gtk_widget_set_visible (GTK_WIDGET (self->question_heading),
                          !self->folded && *gtk_label_get_text (self->question_heading) != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->fold_button), any);
  gtk_image_set_from_icon_name (self->fold_arrow, open ? "pan-down-symbolic" : "pan-up-symbolic");
}

static void
amends_draft_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, AMENDS_DRAFT_PANEL (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_draft_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsDraftPanel *self = AMENDS_DRAFT_PANEL (object);

  if (id != PROP_FOLDED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->folded == g_value_get_boolean (value))
    return;
  self->folded = g_value_get_boolean (value);
  /* A scrolled window does not reckon with lines that wrap. */
  gtk_scrolled_window_set_min_content_height (self->scroller, self->folded ? NARROW_HEIGHT : -1);
  update_fold (self);
  g_object_notify_by_pspec (object, properties[PROP_FOLDED]);
}

static void
amends_draft_panel_class_init (AmendsDraftPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_draft_panel_get_property;
  object_class->set_property = amends_draft_panel_set_property;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-draft-panel.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, status);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, fold_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, block_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, block_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, warn_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, warn_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, narrow_status);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, fold_arrow);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, revealer);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, remark);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, question_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, question_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, question_heading);
  gtk_widget_class_bind_template_child (widget_class, AmendsDraftPanel, questions);
  gtk_widget_class_bind_template_callback (widget_class, update_fold);
}

static void
amends_draft_panel_init (AmendsDraftPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_findings (AmendsDraftPanel *self, GPtrArray *findings)
{
  GtkListBoxRow *row;
  gboolean first = TRUE;

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = findings->pdata[i];
      gboolean block = finding->level == AMENDS_GATE_BLOCK;
      gboolean new;

      row = gtk_list_box_get_row_at_index (self->list, (int) i);
      new = row == NULL;
      if (new)
        row = GTK_LIST_BOX_ROW (amends_finding_row_new ());
      amends_finding_row_show (AMENDS_FINDING_ROW (row), finding, i, block && first);
      /* Only now: its buttons have the targets that the actions ask for. */
      if (new)
        gtk_list_box_append (self->list, GTK_WIDGET (row));
      first = first && !block;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) findings->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), findings->len > 0);
}

/* (transfer none): the row at @position, made if needed. Its button has its action only later. */
static AmendsQuestionRow *
get_question_row (AmendsDraftPanel *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->questions, (int) position);

  if (row == NULL)
    {
      row = GTK_LIST_BOX_ROW (amends_question_row_new ());
      gtk_list_box_append (self->questions, GTK_WIDGET (row));
    }
  return AMENDS_QUESTION_ROW (row);
}

static void
show_choices (AmendsDraftPanel *self, guint n_choices)
{
  g_autofree char *text = NULL;

  if (n_choices == 0)
    return;
  /* TRANSLATORS: places of a draft where both the user and the facts have changed the text */
  text = g_strdup_printf (ngettext ("The facts have changed in %u place that you had edited.",
                                    "The facts have changed in %u places that you had edited.",
                                    n_choices),
                          n_choices);
  amends_question_row_show_action (get_question_row (self, 0), text, _ ("Choose…"),
                                   "draft.regenerate");
}

void
amends_draft_panel_show_questions (AmendsDraftPanel *self,
                                   AmendsSession *session,
                                   AmendsDraft *draft,
                                   guint n_choices)
{
  gboolean open = draft != NULL && draft->sent_at == AMENDS_INSTANT_NONE;
  guint n = open && draft->questions != NULL ? g_strv_length (draft->questions) : 0;
  guint first = n_choices > 0 ? 1 : 0;
  g_autofree char *count = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (AMENDS_IS_DRAFT_PANEL (self));

  show_choices (self, n_choices);
  for (guint i = 0; i < n; i++)
    {
      const char *asked;
      const char *path =
          amends_fact_dialog_find (session, draft->language, draft->questions[i], &asked);

      amends_question_row_show (get_question_row (self, first + i), asked, path);
    }
  while ((row = gtk_list_box_get_row_at_index (self->questions, (int) (first + n))) != NULL)
    gtk_list_box_remove (self->questions, GTK_WIDGET (row));
  self->n_questions = first + n;
  if (n > 0)
    /* TRANSLATORS: facts that a draft would say if they were known */
    count = g_strdup_printf (ngettext ("%u fact missing", "%u facts missing", n), n);
  gtk_widget_set_visible (self->question_box, self->n_questions > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->questions), self->n_questions > 0);
  gtk_label_set_text (self->question_count, count != NULL   ? count
                                            : n_choices > 0 ? _ ("Something to choose")
                                                            : "");
  amends_case_set_text (self->question_heading, count);
  update_fold (self);
}

void
amends_draft_panel_set_remark (AmendsDraftPanel *self, const char *remark)
{
  g_return_if_fail (AMENDS_IS_DRAFT_PANEL (self));

  amends_case_set_text (self->remark, remark);
}

static void
show_counts (AmendsDraftPanel *self, GPtrArray *findings)
{
  AmendsFindingCounts counts = { 0 };
  AmendsFindingCounts blocking = { 0 };
  AmendsFindingCounts advice = { 0 };
  g_autofree char *block = NULL;
  g_autofree char *warn = NULL;

  amends_case_count_findings (findings, &counts);
  blocking.block = counts.block;
  advice.warn = counts.warn;
  block = amends_case_format_counts (&blocking);
  warn = amends_case_format_counts (&advice);
  gtk_widget_set_visible (self->block_box, block != NULL);
  gtk_widget_set_visible (self->warn_box, warn != NULL);
  amends_case_set_text (self->block_count, block);
  amends_case_set_text (self->warn_count, warn);
}

static char *
dup_extent (GPtrArray *findings, const char *text)
{
  guint n = amends_text_count_words (text);
  gboolean found = findings->len > 0;

  if (amends_text_counts_characters (text))
    /* TRANSLATORS: length of a Chinese text that was checked; other findings are listed below */
    return g_strdup_printf (found ? ngettext ("Nothing else found in %u character.",
                                              "Nothing else found in %u characters.", n)
                                  : ngettext ("Nothing found in %u character.",
                                              "Nothing found in %u characters.", n),
                            n);
  /* TRANSLATORS: length of a text that was checked; other findings are listed below */
  return g_strdup_printf (
      found ? ngettext ("Nothing else found in %u word.", "Nothing else found in %u words.", n)
            : ngettext ("Nothing found in %u word.", "Nothing found in %u words.", n),
      n);
}

static void
show_status (AmendsDraftPanel *self, GPtrArray *findings, const char *text, const char *saved)
{
  g_autofree char *extent = dup_extent (findings, text);
  g_autofree char *status = NULL;

  /* TRANSLATORS: two sentences: what the check found, when the draft was saved */
  status = saved != NULL ? g_strdup_printf (C_ ("sentences", "%1$s %2$s"), extent, saved)
                         : g_strdup (extent);
  gtk_label_set_text (self->heading, _ ("Before you send"));
  gtk_label_set_text (self->status, status);
  gtk_label_set_text (self->narrow_status,
                      findings->len > 0 || self->n_questions > 0 ? "" : status);
}

void
amends_draft_panel_show (AmendsDraftPanel *self,
                         GPtrArray *findings,
                         const char *text,
                         const char *saved,
                         gboolean sent)
{
  g_return_if_fail (AMENDS_IS_DRAFT_PANEL (self));
  g_return_if_fail (findings != NULL);
  g_return_if_fail (text != NULL);

  self->n_findings = findings->len;
  show_findings (self, findings);
  show_counts (self, findings);
  show_status (self, findings, text, saved);
  if (sent)
    {
      gtk_label_set_text (self->heading, C_ ("drafts", "Sent"));
      gtk_label_set_text (self->status, _ ("It stays as it went out."));
      gtk_label_set_text (self->narrow_status, _ ("Sent. It stays as it went out."));
    }
  update_fold (self);
}

void
amends_draft_panel_open (AmendsDraftPanel *self)
{
  g_return_if_fail (AMENDS_IS_DRAFT_PANEL (self));

  gtk_toggle_button_set_active (self->fold_button, TRUE);
}
