/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call while it lasts, in the whole window. */

#include "config.h"

#include "amends-call-view.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-call-parts.h"
#include "amends-call-sheet-row.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-fact-row.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"

/* Number keys that bring an answer. */
#define ANSWERS 3

struct _AmendsCallView
{
  AdwBin parent_instance;

  AdwWindowTitle *window_title;
  GtkLabel *wall;
  AmendsAdaptiveBin *bin;
  GtkWidget *left;
  GtkWidget *left_line;
  GtkLabel *length;
  GtkLabel *used;
  GtkProgressBar *progress;
  GtkListBox *points;
  GtkWidget *center;
  GtkLabel *position;
  GtkLabel *point_title;
  GtkLabel *timer;
  GtkLabel *timer_note;
  GtkLabel *sentence;
  GtkLabel *cue;
  GtkLabel *say;
  GtkLabel *avoid;
  GtkWidget *scenario_box;
  GtkGrid *scenarios;
  GtkLabel *noted;
  GtkListBox *notes;
  GtkEditable *entry;
  GtkWidget *right;
  AdwBin *wide_limits;
  AdwBin *narrow_limits;
  AdwBin *wide_venting;
  AdwBin *narrow_venting;
  GtkWidget *hints;
  GtkLabel *small_total;
  GtkButton *pause;
  GtkWidget *next;
  GtkWidget *end;
  GtkWidget *venting;
  GtkLabel *venting_text;
  GtkLabel *venting_more;
  GtkWidget *limits;
  GtkWidget *can_title;
  GtkListBox *can;
  GtkWidget *limits_line;
  GtkWidget *cannot_title;
  GtkListBox *cannot;

  AmendsCall *call;      /* (owned) (nullable) */
  GSignalGroup *signals; /* (owned) */
  guint tick;            /* while it is in view and runs */
  gboolean filling;
};

enum
{
  SIGNAL_LEFT,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsCallView, amends_call_view, ADW_TYPE_BIN)

/* --- Time --- */

static AmendsCallPoint *
get_point (AmendsCallView *self)
{
  return g_ptr_array_index (amends_call_get_plan (self->call)->points,
                            amends_call_get_current (self->call));
}

static void
show_timer (AmendsCallView *self)
{
  int minutes = get_point (self)->minutes;
  gint64 spent = amends_call_get_spent (self->call, amends_call_get_current (self->call));
  gint64 left = minutes * (gint64) AMENDS_MINUTE - spent;
  /* Seconds left are shown rounded up, so that both counts change together. */
  g_autofree char *text =
      amends_call_format_span (minutes > 0 ? left + (left > 0 ? AMENDS_SECOND - 1 : 0) : spent);
  const char *note = amends_call_get_paused (self->call) ? _ ("paused")
                     : minutes == 0                      ? _ ("on this point")
                     : left >= 0                         ? _ ("left for this point")
                                                         : _ ("over for this point");

  gtk_label_set_text (self->timer, text);
  gtk_label_set_text (self->timer_note, note);
  gtk_widget_set_css_classes (GTK_WIDGET (self->timer),
                              (const char *[]){ "call-timer", "numeric",
                                                minutes > 0 && left < 0 ? "warning" : "plain",
                                                NULL });
}

static void
show_total (AmendsCallView *self)
{
  AmendsCallPlan *plan = amends_call_get_plan (self->call);
  gint64 total = amends_call_get_total (self->call);
  g_autofree char *spent = amends_call_format_span (total);
  /* TRANSLATORS: %s is a time such as "8:00" */
  g_autofree char *used = g_strdup_printf (_ ("%s used"), spent);
  AmendsSession *session = amends_call_get_session (self->call);
  g_autofree char *wall =
      amends_format_time (amends_session_now (session), amends_session_get_zone (session));

  gtk_label_set_text (self->used, used);
  gtk_label_set_text (self->small_total, spent);
  gtk_label_set_text (self->wall, wall);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), plan->minutes > 0);
  if (plan->minutes > 0)
    gtk_progress_bar_set_fraction (
        self->progress, MIN ((double) total / (double) (plan->minutes * AMENDS_MINUTE), 1));
}

static void
show_time (AmendsCallView *self)
{
  GtkListBoxRow *row;

  show_timer (self);
  show_total (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->points, i)) != NULL; i++)
    amends_call_point_row_set (AMENDS_CALL_POINT_ROW (row), self->call, (guint) i);
}

static gboolean
tick_cb (gpointer user_data)
{
  show_time (user_data);
  return G_SOURCE_CONTINUE;
}

/* No wake-ups while nobody looks or nothing runs. */
static void
update_tick (AmendsCallView *self)
{
  gboolean wanted = self->call != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                    !amends_call_get_paused (self->call);

  if (wanted && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  else if (!wanted && self->tick != 0)
    g_clear_handle_id (&self->tick, g_source_remove);
}

static void
amends_call_view_map (GtkWidget *widget)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);

  GTK_WIDGET_CLASS (amends_call_view_parent_class)->map (widget);
  if (self->call != NULL)
    show_time (self);
  update_tick (self);
}

static void
amends_call_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amends_call_view_parent_class)->unmap (widget);
  update_tick (AMENDS_CALL_VIEW (widget));
}

/* --- What is said --- */

static void
show_point (AmendsCallView *self)
{
  AmendsCallPoint *point = get_point (self);
  guint at = amends_call_get_current (self->call);
  guint n = amends_call_get_plan (self->call)->points->len;
  /* TRANSLATORS: which point of an agenda is spoken about */
  g_autofree char *position = g_strdup_printf (_ ("Point %1$u of %2$u"), at + 1, n);
  g_autofree char *say = amends_call_point_dup_say (point);
  g_autofree char *avoid = amends_call_point_dup_avoid (point);

  gtk_label_set_text (self->position, position);
  gtk_label_set_text (self->point_title, point->title != NULL ? point->title : "");
  amends_case_set_text (self->sentence, point->text);
  amends_case_set_text (self->cue, point->cue);
  amends_case_set_text (self->say, say);
  amends_case_set_text (self->avoid, avoid);
  self->filling = TRUE;
  gtk_list_box_select_row (self->points, gtk_list_box_get_row_at_index (self->points, (int) at));
  self->filling = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "call.next", !amends_call_is_last (self->call));
}

static void
show_notes (AmendsCallView *self)
{
  GListModel *promises = amends_call_get_promises (self->call);
  guint n = g_list_model_get_n_items (promises);
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->notes, 0)) != NULL)
    gtk_list_box_remove (self->notes, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) promise = g_list_model_get_item (promises, i);

      gtk_list_box_append (self->notes, amends_call_note_new (self->call, promise));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes), n > 0);
  amends_case_set_text (self->noted, count);
}

static void
changed_cb (AmendsCallView *self)
{
  gboolean paused = amends_call_get_paused (self->call);

  show_point (self);
  show_notes (self);
  show_time (self);
  update_tick (self);
  gtk_button_set_label (self->pause, paused ? _ ("Resume") : _ ("Pause"));
}

static void
fill_facts (GtkListBox *list, GtkWidget *title, char **facts, AmendsFactMark mark)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; facts != NULL && facts[i] != NULL; i++)
    {
      GtkWidget *fact = amends_fact_row_new ();

      amends_fact_row_set (AMENDS_FACT_ROW (fact), mark, facts[i], NULL, NULL, NULL);
      gtk_list_box_append (list, fact);
    }
  gtk_widget_set_visible (title, facts != NULL && facts[0] != NULL);
  gtk_widget_set_visible (GTK_WIDGET (list), facts != NULL && facts[0] != NULL);
}

static void
fill_scenarios (AmendsCallView *self, GPtrArray *scenarios)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->scenarios))) != NULL)
    gtk_grid_remove (self->scenarios, child);
  for (guint i = 0; i < MIN (scenarios->len, ANSWERS); i++)
    gtk_grid_attach (self->scenarios, amends_call_card_new (i + 1, scenarios->pdata[i]), (int) i, 0,
                     1, 1);
  gtk_widget_set_visible (self->scenario_box, scenarios->len > 0);
}

static void
fill_venting (AmendsCallView *self, GPtrArray *venting)
{
  GString *more = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < venting->len; i++)
    {
      AmendsCallPoint *part = venting->pdata[i];
      g_autofree char *say = amends_call_point_dup_say (part);
      g_autofree char *avoid = amends_call_point_dup_avoid (part);

      if (i > 0 && part->text != NULL)
        g_string_append_printf (more, "%s%s", more->len > 0 ? "\n\n" : "", part->text);
      if (say != NULL)
        g_string_append_printf (more, "%s%s", more->len > 0 ? "\n" : "", say);
      if (avoid != NULL)
        g_string_append_printf (more, "%s%s", more->len > 0 ? "\n" : "", avoid);
    }
  text = g_string_free (more, FALSE);
  gtk_label_set_text (self->venting_text,
                      venting->len > 0 ? ((AmendsCallPoint *) venting->pdata[0])->text : "");
  gtk_label_set_text (self->venting_more, text);
  gtk_widget_set_visible (GTK_WIDGET (self->venting_more), FALSE);
  gtk_widget_remove_css_class (self->venting, "chosen");
  gtk_widget_set_visible (self->venting, venting->len > 0);
}

static void
fill_points (AmendsCallView *self, guint n)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->points, 0)) != NULL)
    gtk_list_box_remove (self->points, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->points, g_object_new (AMENDS_TYPE_CALL_POINT_ROW, NULL));
}

static void
fill_head (AmendsCallView *self, AmendsCallPlan *plan)
{
  AmendsCase *case_ = amends_call_get_case (self->call);
  AmendsEscalation *escalation = case_->escalation;
  g_autofree char *number = amends_escalation_format_number (escalation->number);
  g_autofree char *subtitle =
      /* TRANSLATORS: account, severity and number of a case */
      g_strdup_printf (_ ("%1$s · %2$s · %3$s"), case_->account->name ? case_->account->name : "",
                       amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) escalation->severity),
                       number);
  g_autofree char *length =
      plan->minutes > 0
          /* TRANSLATORS: planned length of a call */
          ? g_strdup_printf (ngettext ("%d minute", "%d minutes", plan->minutes), plan->minutes)
          : g_strdup (_ ("As long as it takes"));

  adw_window_title_set_title (self->window_title, plan->title != NULL ? plan->title : "");
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_label_set_text (self->length, length);
}

/* --- What one does --- */

static void
next_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);

  if (self->call == NULL)
    return;
  if (g_strcmp0 (action, "call.next") == 0 && !amends_call_is_last (self->call))
    amends_call_go_to (self->call, amends_call_get_current (self->call) + 1);
  if (g_strcmp0 (action, "call.next") == 0 && amends_call_is_last (self->call))
    gtk_widget_grab_focus (self->end);
}

static void
pause_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);

  if (self->call != NULL)
    amends_call_set_paused (self->call, !amends_call_get_paused (self->call));
}

static void
promise_action (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_widget_grab_focus (GTK_WIDGET (AMENDS_CALL_VIEW (widget)->entry));
}

static void
venting_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);
  gboolean open = !gtk_widget_get_visible (GTK_WIDGET (self->venting_more)) &&
                  *gtk_label_get_text (self->venting_more) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->venting_more), open);
  if (open)
    gtk_widget_add_css_class (self->venting, "chosen");
  else
    gtk_widget_remove_css_class (self->venting, "chosen");
}

static void
answer_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->scenarios));

  for (int i = 1; card != NULL; card = gtk_widget_get_next_sibling (card), i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (card),
                                  i == g_variant_get_int32 (target) &&
                                      !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)));
}

static gboolean
is_typing (AmendsCallView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

static void
leave_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);

  if (is_typing (self))
    amends_call_view_grab_focus (self);
  else
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
note_cb (AmendsCallView *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->entry));

  if (self->call == NULL || *text == '\0')
    return;
  self->filling = TRUE;
  gtk_editable_set_text (self->entry, "");
  self->filling = FALSE;
  amends_call_note (self->call, text);
}

static void
typed_cb (AmendsCallView *self)
{
  if (self->call != NULL && !self->filling)
    amends_call_set_pending (self->call, gtk_editable_get_text (self->entry));
}

static void
point_cb (AmendsCallView *self, GtkListBoxRow *row)
{
  if (self->call != NULL && !self->filling)
    amends_call_go_to (self->call, (guint) gtk_list_box_row_get_index (row));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsCallView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft_id = NULL;
  guint undo = 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "call.end", TRUE);
  if (!amends_call_end_finish (AMENDS_CALL (source), result, &undo, &draft_id, &error))
    {
      amends_feedback_error (GTK_WIDGET (self),
                             _ ("The call could not be written down; it is "
                                "still here."),
                             error);
      return;
    }
  amends_feedback_undo (
      GTK_WIDGET (self),
      draft_id != NULL ? _ ("Call logged. The follow-up is written.") : _ ("Call logged."), undo);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, draft_id);
}

static void
end_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (widget);

  if (self->call == NULL)
    return;
  gtk_widget_action_set_enabled (widget, "call.end", FALSE);
  amends_call_end_async (self->call, ended_cb, g_object_ref (self));
}

/* --- The view --- */

static void
move_to (GtkWidget *part, AdwBin *from, AdwBin *to)
{
  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, part);
}

static void
narrow_cb (AmendsCallView *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->scenarios));
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->scenarios));

  move_to (self->limits, narrow ? self->wide_limits : self->narrow_limits,
           narrow ? self->narrow_limits : self->wide_limits);
  move_to (self->venting, narrow ? self->wide_venting : self->narrow_venting,
           narrow ? self->narrow_venting : self->wide_venting);
  for (int i = 0; card != NULL; card = gtk_widget_get_next_sibling (card), i++)
    g_object_set (gtk_layout_manager_get_layout_child (layout, card), "column", narrow ? 0 : i,
                  "row", narrow ? i : 0, NULL);
  gtk_widget_set_visible (self->left, !narrow);
  gtk_widget_set_visible (self->left_line, !narrow);
  gtk_widget_set_visible (self->right, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_limits), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_venting), narrow);
  gtk_widget_set_visible (self->hints, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->small_total), narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->wall), !narrow);
  /* TRANSLATORS: short, for a narrow window: the next point of the call, and its end */
  gtk_button_set_label (GTK_BUTTON (self->next), narrow ? C_ ("call", "Next") : _ ("Next point"));
  gtk_button_set_label (GTK_BUTTON (self->end), narrow ? C_ ("call", "End…") : _ ("End call…"));
  if (narrow)
    gtk_widget_add_css_class (self->center, "narrow");
  else
    gtk_widget_remove_css_class (self->center, "narrow");
}

static void
amends_call_view_dispose (GObject *object)
{
  AmendsCallView *self = AMENDS_CALL_VIEW (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->call);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMENDS_TYPE_CALL_VIEW);

  G_OBJECT_CLASS (amends_call_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, wall);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, left);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, left_line);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, length);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, used);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, progress);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, points);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, center);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, position);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, point_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, timer);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, timer_note);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, sentence);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, cue);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, say);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, avoid);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, scenario_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, scenarios);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, noted);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, notes);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, right);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, wide_limits);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, narrow_limits);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, wide_venting);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, narrow_venting);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, hints);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, small_total);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, pause);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, next);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, end);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, venting);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, venting_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, venting_more);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, limits);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, can_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, can);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, limits_line);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, cannot_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallView, cannot);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "call.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "call.pause", NULL, pause_action);
  gtk_widget_class_install_action (widget_class, "call.promise", NULL, promise_action);
  gtk_widget_class_install_action (widget_class, "call.venting", NULL, venting_action);
  gtk_widget_class_install_action (widget_class, "call.answer", "i", answer_action);
  gtk_widget_class_install_action (widget_class, "call.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "call.end", NULL, end_action);

  /* These bubble up: a text that takes letters, or a button that takes Space, comes first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "call.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "call.pause", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "call.promise", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, 0, "call.venting", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "call.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "call.end", NULL);
  for (int i = 1; i <= ANSWERS; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + (guint) i, 0, "call.answer",
                                           "i", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + (guint) i, 0, "call.answer",
                                           "i", i);
    }
}

static void
amends_call_view_class_init (AmendsCallViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_call_view_dispose;
  widget_class->map = amends_call_view_map;
  widget_class->unmap = amends_call_view_unmap;

  signals[SIGNAL_LEFT] = g_signal_new ("left", AMENDS_TYPE_CALL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", AMENDS_TYPE_CALL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CALL_TEMPLATE ("amends-call-view.ui"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  install_actions (widget_class);
}

static void
amends_call_view_init (AmendsCallView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (AMENDS_TYPE_CALL);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (changed_cb), self);
  narrow_cb (self);
}

AmendsCallView *
amends_call_view_new (void)
{
  return g_object_new (AMENDS_TYPE_CALL_VIEW, NULL);
}

void
amends_call_view_set_call (AmendsCallView *self, AmendsCall *call)
{
  AmendsCallPlan *plan;
  const char *pending;

  g_return_if_fail (AMENDS_IS_CALL_VIEW (self));

  g_set_object (&self->call, call);
  g_signal_group_set_target (self->signals, call);
  update_tick (self);
  if (call == NULL)
    return;
  plan = amends_call_get_plan (call);
  pending = amends_call_get_pending (call);
  fill_head (self, plan);
  fill_points (self, plan->points->len);
  fill_scenarios (self, plan->scenarios);
  fill_venting (self, plan->venting);
  fill_facts (self->can, self->can_title, plan->can, AMENDS_FACT_YES);
  fill_facts (self->cannot, self->cannot_title, plan->cannot, AMENDS_FACT_NO);
  gtk_widget_set_visible (self->limits_line, gtk_widget_get_visible (self->can_title) &&
                                                 gtk_widget_get_visible (self->cannot_title));
  self->filling = TRUE;
  gtk_editable_set_text (self->entry, pending != NULL ? pending : "");
  self->filling = FALSE;
  narrow_cb (self);
  changed_cb (self);
}

AmendsCall *
amends_call_view_get_call (AmendsCallView *self)
{
  g_return_val_if_fail (AMENDS_IS_CALL_VIEW (self), NULL);

  return self->call;
}

void
amends_call_view_grab_focus (AmendsCallView *self)
{
  g_return_if_fail (AMENDS_IS_CALL_VIEW (self));

  gtk_widget_grab_focus (gtk_widget_is_sensitive (self->next) ? self->next : self->end);
}

void
amends_call_view_save (AmendsCallView *self)
{
  g_return_if_fail (AMENDS_IS_CALL_VIEW (self));

  if (self->call != NULL)
    amends_call_keep (self->call);
}
