/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last step: everything that will be logged, before it is. */

#include "config.h"

#include "amends-wizard-review.h"

#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-message-dialog.h"
#include "amends-review-line.h"

#include <glib/gi18n-lib.h>

#define N_LINES 5

struct _AmendsWizardReview
{
  AdwBin parent_instance;

  gboolean narrow;
  AmendsReviewLine *lines[N_LINES]; /* (unowned) */

  GtkListBox *line_list;
  GtkWidget *sure_icon;
  GtkLabel *sure;
  GtkWidget *question_box;
  GtkLabel *questions;
  GtkLabel *received;
  GtkListBox *clock_list;
  GtkListBox *contents;
  GtkWidget *reply_box;
  GtkLabel *reply;
  GtkLabel *findings;
  GtkImage *findings_icon;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  CHANGED_BY_HAND,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsWizardReview, amends_wizard_review, ADW_TYPE_BIN)

/* --- Changes --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsWizardReview *review; /* (owned) */
  const char *target;         /* of a line, which outlives this */
  int value;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->review);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
reason_given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autofree char *why = amends_message_dialog_ask_text_finish (result, NULL);

  if (why != NULL)
    g_signal_emit (change->review, signals[CHANGED_BY_HAND], 0, change->target, change->value, why);
}

static void
chosen_cb (AmendsWizardReview *self, int value, AmendsReviewLine *line)
{
  Change *change = g_new0 (Change, 1);

  change->review = g_object_ref (self);
  change->target = amends_review_line_get_target (line);
  change->value = value;
  amends_message_dialog_ask_text_async (
      GTK_WIDGET (self), _ ("Why the change?"),
      _ ("Say it in a few words. It goes into the log of the case."), _ ("Reason"), _ ("_Change"),
      NULL, reason_given_cb, change);
}

/* --- Showing --------------------------------------------------------------------------------- */

static void
show_lines (AmendsWizardReview *self, AmendsEscalation *escalation, GHashTable *reasons)
{
  const int values[N_LINES] = { escalation->severity, escalation->track, escalation->category,
                                escalation->reason, escalation->scenario };

  for (guint i = 0; i < N_LINES; i++)
    amends_review_line_show (self->lines[i], values[i], escalation->classification,
                             g_hash_table_lookup (reasons,
                                                  amends_review_line_get_target (self->lines[i])));
}

static void
show_confidence (AmendsWizardReview *self, AmendsClassification *classification)
{
  gboolean asks = classification->questions != NULL && classification->questions[0] != NULL;
  int percent = (int) (classification->confidence * 100);
  g_autofree char *text = NULL;
  g_autofree char *questions = NULL;

  if (asks)
    /* TRANSLATORS: how sure the program is, in percent */
    text = g_strdup_printf (_ ("Confidence %d %%"), percent);
  else
    /* TRANSLATORS: how sure the program is, in percent */
    text = g_strdup_printf (_ ("Confidence %d %%, nothing to ask back"), percent);
  gtk_label_set_label (self->sure, text);
  gtk_widget_set_visible (self->sure_icon, !asks);
  gtk_widget_set_visible (self->question_box, asks);
  if (asks)
    questions = g_strjoinv ("\n", classification->questions);
  gtk_label_set_label (self->questions, questions);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_clock (AmendsWizardReview *self,
           AmendsSession *session,
           AmendsCase *preview,
           AmendsClock *clock)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *glyph = amends_clock_glyph_new (20);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autofree char *when =
      amends_format_moment_full (clock->due, amends_session_now (session), zone);
  GtkWidget *time = gtk_label_new (when);
  AmendsClockView view;

  amends_session_view_clock (session, preview, clock, &view);
  amends_clock_glyph_set_clock (AMENDS_CLOCK_GLYPH (glyph), view.state, view.fraction);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, clock->kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               clock->rule_text != NULL ? clock->rule_text : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), glyph);
  gtk_widget_add_css_class (time, "heading");
  gtk_widget_add_css_class (time, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  gtk_widget_add_css_class (row, "dense");
  gtk_list_box_append (self->clock_list, row);
}

static void
show_clocks (AmendsWizardReview *self, AmendsSession *session, AmendsCase *preview)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (preview->clocks));
  AmendsEscalation *escalation = preview->escalation;
  g_autofree char *moment = amends_format_moment_full (
      escalation->received, amends_session_now (session), amends_session_get_zone (session));
  /* TRANSLATORS: %s is a moment such as "08:52" */
  g_autofree char *received = g_strdup_printf (_ ("Received %s"), moment);

  gtk_label_set_label (self->received, received);
  clear_list (self->clock_list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (G_LIST_MODEL (preview->clocks), i);

      add_clock (self, session, preview, clock);
    }
}

static void
add_content (AmendsWizardReview *self, const char *icon_name, const char *format, guint count)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  g_autofree char *text = g_strdup_printf (format, count);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_add_css_class (label, "dense-text");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_visible (row, count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->contents, row);
}

static guint
count_drafts (AmendsCase *preview, gboolean internal)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (preview->drafts));
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (preview->drafts), i);
      gboolean inside = draft->audience == AMENDS_AUDIENCE_INTERNAL ||
                        draft->audience == AMENDS_AUDIENCE_EXECUTIVE;

      count += inside == internal;
    }
  return count;
}

static void
show_contents (AmendsWizardReview *self, AmendsCase *preview)
{
  guint customer = count_drafts (preview, FALSE);
  guint briefs = count_drafts (preview, TRUE);
  guint dates = g_list_model_get_n_items (G_LIST_MODEL (preview->checkpoints));
  AmendsPlan *plan = preview->plan;
  guint calls = plan != NULL ? g_list_model_get_n_items (G_LIST_MODEL (plan->agendas)) : 0;
  guint limits = plan != NULL ? g_list_model_get_n_items (G_LIST_MODEL (plan->limits)) : 0;

  clear_list (self->contents);
  add_content (self, "amends-edit-symbolic",
               /* TRANSLATORS: %u is how many texts for the customer are written */
               g_dngettext (GETTEXT_PACKAGE, "%u draft to the customer",
                            "%u drafts to the customer", customer),
               customer);
  add_content (self, "amends-people-symbolic",
               /* TRANSLATORS: %u is how many texts for colleagues are written */
               g_dngettext (GETTEXT_PACKAGE, "%u briefing, one ask each",
                            "%u briefings, one ask each", briefs),
               briefs);
  add_content (self, "amends-calendar-symbolic",
               /* TRANSLATORS: %u is how many dates are planned */
               g_dngettext (GETTEXT_PACKAGE, "14 days of checkpoints, %u date",
                            "14 days of checkpoints, %u dates", dates),
               dates);
  add_content (self, "amends-call-symbolic",
               /* TRANSLATORS: %u is how many calls are prepared */
               g_dngettext (GETTEXT_PACKAGE, "Agenda for %u call", "Agendas for %u calls", calls),
               calls);
  add_content (self, "amends-blocked-symbolic",
               /* TRANSLATORS: %u is how many things nobody may promise */
               g_dngettext (GETTEXT_PACKAGE, "%u thing not to promise", "%u things not to promise",
                            limits),
               limits);
}

static AmendsDraft *
find_first_reply (AmendsCase *preview)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (preview->drafts));
  AmendsDraft *first = NULL;

  for (guint i = 0; i < n; i++)
    {
      /* The case keeps the draft alive. */
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (preview->drafts), i);

      if (g_strcmp0 (draft->kind, "first-response") == 0)
        return draft;
      if (first == NULL && draft->audience == AMENDS_AUDIENCE_CUSTOMER)
        first = draft;
    }
  return first;
}

static void
show_reply (AmendsWizardReview *self, AmendsSession *session, AmendsCase *preview)
{
  AmendsDraft *draft = find_first_reply (preview);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;

  gtk_widget_set_visible (self->reply_box, draft != NULL);
  if (draft == NULL)
    return;
  text = amends_session_draft_to_plain (session, draft->body);
  gtk_label_set_label (self->reply, text);
  findings = amends_session_check (session, draft->body, AMENDS_TEXT_CUSTOMER, preview, draft);
  if (findings->len == 0)
    count = g_strdup (_ ("No findings"));
  else
    /* TRANSLATORS: what the check of a text has found */
    count = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u finding", "%u findings", findings->len), findings->len);
  gtk_label_set_label (self->findings, count);
  gtk_image_set_from_icon_name (self->findings_icon, findings->len == 0
                                                         ? "object-select-symbolic"
                                                         : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->findings_icon),
                              (const char *[]){ findings->len == 0 ? "success" : "warning", NULL });
}

/* --- Life ------------------------------------------------------------------------------------ */

static GtkOrientation
get_orientation (GObject *object, gboolean narrow)
{
  return narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

static int
get_side_width (GObject *object, gboolean narrow)
{
  return narrow ? 1200 : 360;
}

/* Beside long reasons it would be squeezed to nothing. */
static int
get_side_request (GObject *object, gboolean narrow)
{
  return narrow ? -1 : 320;
}

static void
amends_wizard_review_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, AMENDS_WIZARD_REVIEW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_wizard_review_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  AMENDS_WIZARD_REVIEW (object)->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
amends_wizard_review_class_init (AmendsWizardReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amends_wizard_review_get_property;
  object_class->set_property = amends_wizard_review_set_property;
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED_BY_HAND] =
      g_signal_new ("changed-by-hand", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-review.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, line_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, sure_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, sure);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, question_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, questions);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, received);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, clock_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, contents);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, reply_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, reply);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, findings);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardReview, findings_icon);
  gtk_widget_class_bind_template_callback (widget_class, get_orientation);
  gtk_widget_class_bind_template_callback (widget_class, get_side_width);
  gtk_widget_class_bind_template_callback (widget_class, get_side_request);
}

static void
amends_wizard_review_init (AmendsWizardReview *self)
{
  const struct
  {
    const char *title;
    GType type;
    const char *target;
  } lines[N_LINES] = {
    { _ ("Severity"), AMENDS_TYPE_SEVERITY, "severity" },
    { _ ("Track"), AMENDS_TYPE_TRACK, "track" },
    { _ ("Category"), AMENDS_TYPE_CATEGORY, "category" },
    { _ ("Reason"), AMENDS_TYPE_REASON, "reason" },
    { _ ("Situation"), AMENDS_TYPE_SCENARIO, "scenario" },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_LINES; i++)
    {
      GtkWidget *line = amends_review_line_new (lines[i].title, lines[i].type, lines[i].target);

      self->lines[i] = AMENDS_REVIEW_LINE (line);
      g_object_bind_property (self, "narrow", line, "narrow", G_BINDING_SYNC_CREATE);
      g_signal_connect_object (line, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->line_list, line);
    }
}

void
amends_wizard_review_show (AmendsWizardReview *self,
                           AmendsSession *session,
                           AmendsCase *preview,
                           GHashTable *reasons)
{
  g_return_if_fail (AMENDS_IS_WIZARD_REVIEW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), preview != NULL);
  if (preview == NULL)
    return;
  show_lines (self, preview->escalation, reasons);
  if (preview->escalation->classification != NULL)
    show_confidence (self, preview->escalation->classification);
  show_clocks (self, session, preview);
  show_contents (self, preview);
  show_reply (self, session, preview);
}
