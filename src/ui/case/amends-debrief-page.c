/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What remains of a case. */

#include "config.h"

#include "amends-debrief-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-change-news.h"
#include "amends-case-export.h"
#include "amends-case-tools.h"
#include "amends-debrief-part.h"
#include "amends-debrief-state-row.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-form.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-money-row.h"
#include "amends-money.h"
#include "amends-percent-ring.h"
#include "amends-session-undo.h"
#include "amends-text-area.h"
#include "amends-timeline-items.h"

struct _AmendsDebriefPage
{
  AmendsCaseSubpage parent_instance;

  AmendsAdaptiveBin *bin;
  GtkScrolledWindow *scrolled;
  GtkBox *columns;
  GtkWidget *side;
  GtkBox *parts;
  GtkGrid *table;
  GtkButton *more;
  GtkTextView *factors;
  GtkTextView *whys;
  AdwComboRow *relationship;
  AdwEntryRow *change_owner;
  AdwEntryRow *change_due;
  GtkSwitch *change_implemented;
  AdwEntryRow *arr_retained;
  AdwEntryRow *arr_lost;
  AdwEntryRow *stress;
  AmendsPercentRing *ring;
  GtkLabel *progress;
  GtkListBox *states;
  GtkWidget *close;
  GtkWidget *reason_card;
  GtkLabel *reason;

  AmendsDebriefPart *part[AMENDS_N_SECTIONS]; /* (unowned): children of parts */
  AmendsDebrief *debrief;                     /* (owned) (nullable): as it is being written */
  AmendsDebrief *base;                        /* (owned) (nullable): as it was stored last */
  AmendsDebrief *logged; /* (owned) (nullable): as the log has it; NULL with debrief: not at all */
  gint64 logged_at;      /* monotonic */
  AmendsDebriefState state[AMENDS_N_SECTIONS];
  guint save;
  guint check;
  gboolean dirty;
  gboolean unlogged; /* stored without an event */
  gboolean merging;  /* what changes is not being typed */
  gboolean all;      /* the whole table */
};

G_DEFINE_FINAL_TYPE (AmendsDebriefPage, amends_debrief_page, AMENDS_TYPE_CASE_SUBPAGE)

/* A crash loses this much at most. */
#define SAVE_AFTER 2000
/* While someone writes, the log gets one event in this time, and one at the end. */
#define LOG_AFTER (60 * G_USEC_PER_SEC)
/* The check follows the writing at this distance, so that it does not run at each key. */
#define CHECK_AFTER 300
#define FIRST_ROWS 8

/* The field of each section's text; the timeline comes from the log. */
static const char *const fields[AMENDS_N_SECTIONS] = {
  [AMENDS_SECTION_SUMMARY] = "summary",
  [AMENDS_SECTION_WENT_WELL] = "went-well",
  [AMENDS_SECTION_DIFFERENTLY] = "differently",
  [AMENDS_SECTION_CAUSE] = "root-cause",
  [AMENDS_SECTION_REACTION] = "reaction",
  [AMENDS_SECTION_CHANGE] = "change-text",
  [AMENDS_SECTION_REACH] = "reach",
  [AMENDS_SECTION_OUTCOME] = "outcome",
};

static void update (AmendsDebriefPage *self);

/* --- Saving ---------------------------------------------------------------------------------- */

typedef struct
{
  AmendsDebriefPage *page; /* (owned) */
  AmendsCase *case_;       /* (owned) */
  AmendsDebrief *since;    /* (owned) (nullable): what the log said before */
  gboolean close;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->page);
  g_object_unref (save->case_);
  g_clear_object (&save->since);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
close_case (AmendsDebriefPage *self, AmendsSession *session, AmendsCase *case_)
{
  amends_session_set_status_async (
      session, case_, AMENDS_STATUS_CLOSED, NULL, NULL, amends_change_news_case_cb,
      amends_change_news_new (GTK_WIDGET (self), _ ("The case is closed."),
                              _ ("The case could not be closed.")));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  AmendsDebriefPage *self = save->page;
  guint token = 0;
  gboolean saved = amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error);

  /* What is written in one go is undone in one go. */
  amends_session_join_undo (AMENDS_SESSION (source), token);
  if (!saved)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The debrief could not be saved."), error);
      /* The next edit, or leaving the page, tries again. */
      if (amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self)) == save->case_)
        {
          self->dirty = TRUE;
          if (save->since != NULL)
            g_set_object (&self->logged, save->since);
        }
    }
  else if (save->close)
    close_case (self, AMENDS_SESSION (source), save->case_);
}

typedef enum
{
  SAVE_QUIETLY, /* the event follows */
  SAVE_AND_LOG,
  SAVE_AND_CLOSE,
} SaveKind;

static void
save_now (AmendsDebriefPage *self, SaveKind kind)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  gint64 now = g_get_monotonic_time ();
  Save *save;

  g_clear_handle_id (&self->save, g_source_remove);
  if (self->debrief == NULL || session == NULL || amends_session_is_read_only (session) ||
      (!self->dirty && !self->unlogged && kind != SAVE_AND_CLOSE))
    return;
  if (!self->dirty && kind == SAVE_QUIETLY)
    return;
  if (kind == SAVE_QUIETLY && now - self->logged_at >= LOG_AFTER)
    kind = SAVE_AND_LOG;
  self->dirty = FALSE;
  self->unlogged = kind == SAVE_QUIETLY;
  save = g_new0 (Save, 1);
  if (kind != SAVE_QUIETLY)
    {
      save->since = g_steal_pointer (&self->logged);
      self->logged = amends_record_copy (self->debrief);
      self->logged_at = now;
    }
  save->page = g_object_ref (self);
  save->case_ = g_object_ref (amends_case_subpage_get_case (subpage));
  save->close = kind == SAVE_AND_CLOSE;
  amends_session_save_debrief_async (session, save->case_, self->debrief, save->since,
                                     kind != SAVE_QUIETLY, NULL, saved_cb, save);
}

static void
save_cb (gpointer user_data)
{
  AmendsDebriefPage *self = user_data;

  self->save = 0;
  save_now (self, SAVE_QUIETLY);
}

static void
check_cb (gpointer user_data)
{
  AmendsDebriefPage *self = user_data;

  self->check = 0;
  if (amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self)) != NULL)
    update (self);
}

static void
record_changed_cb (AmendsDebriefPage *self)
{
  if (self->merging)
    return;
  self->dirty = TRUE;
  if (self->save == 0)
    self->save = g_timeout_add_once (SAVE_AFTER, save_cb, self);
  g_clear_handle_id (&self->check, g_source_remove);
  self->check = g_timeout_add_once (CHECK_AFTER, check_cb, self);
}

static void
edited_cb (AmendsDebriefPage *self, AmendsDebriefPart *part)
{
  g_autofree char *text = amends_debrief_part_dup_text (part);

  if (self->debrief != NULL)
    amends_record_set (self->debrief, fields[amends_debrief_part_get_section (part)],
                       *text != '\0' ? text : NULL, NULL);
}

/* --- Taking in what is stored ---------------------------------------------------------------- */

/* (transfer full): what is stored; nothing written yet is an empty debrief of the same id. */
static AmendsDebrief *
dup_stored (AmendsDebriefPage *self, AmendsCase *case_)
{
  AmendsDebrief *stored;

  if (case_->debrief != NULL)
    return amends_record_copy (case_->debrief);
  stored = amends_record_new (AMENDS_TYPE_DEBRIEF);
  amends_record_set (stored, "id", self->debrief->id, "escalation-id", self->debrief->escalation_id,
                     "sample", self->debrief->sample, NULL);
  return stored;
}

static void
show_texts (AmendsDebriefPage *self)
{
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    {
      g_autofree char *text = NULL;

      if (fields[i] == NULL)
        continue;
      g_object_get (self->debrief, fields[i], &text, NULL);
      amends_debrief_part_set_text (self->part[i], text);
    }
}

static void
bind_editors (AmendsDebriefPage *self, AmendsAccount *account)
{
  AmendsDebrief *debrief = self->debrief;

  amends_form_bind (GTK_WIDGET (self->factors), debrief, "factors", NULL);
  amends_form_bind (GTK_WIDGET (self->whys), debrief, "five-whys", NULL);
  amends_form_bind (GTK_WIDGET (self->relationship), debrief, "relationship", NULL);
  amends_form_bind (GTK_WIDGET (self->change_owner), debrief, "change-owner", NULL);
  amends_date_row_bind (self->change_due, debrief, "change-due");
  g_object_bind_property (debrief, "change-implemented", self->change_implemented, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  amends_money_row_bind (self->arr_retained, debrief, "arr-retained", account->currency);
  amends_money_row_bind (self->arr_lost, debrief, "arr-lost", account->currency);
  amends_form_bind (GTK_WIDGET (self->stress), debrief, "stress", NULL);
}

static void
begin (AmendsDebriefPage *self, AmendsSession *session, AmendsCase *case_)
{
  self->merging = TRUE;
  self->debrief = amends_session_prepare_debrief (session, case_);
  self->base = dup_stored (self, case_);
  self->logged = g_object_ref (self->base);
  bind_editors (self, case_->account);
  show_texts (self);
  self->merging = FALSE;
  g_signal_connect_object (self->debrief, "notify", G_CALLBACK (record_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Fields that have been changed elsewhere come in; those being written here stay. */
static void
merge (AmendsDebriefPage *self, AmendsCase *case_)
{
  g_autoptr (AmendsDebrief) stored = dup_stored (self, case_);

  if (amends_record_equal (stored, self->base))
    return;
  self->merging = TRUE;
  amends_record_revert (self->debrief, stored, self->base);
  g_set_object (&self->base, stored);
  show_texts (self);
  self->merging = FALSE;
}

/* --- Table ----------------------------------------------------------------------------------- */

static GtkWidget *
new_cell (const char *text, gboolean main_column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dense-text");
  if (main_column)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_hexpand (label, TRUE);
    }
  else
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

static char *
dup_when (AmendsInstant at, GTimeZone *zone, AmendsInstant now)
{
  g_autofree char *day = amends_instant_format (at, zone, "%Y-%m-%d");
  g_autofree char *date = amends_format_date_text (day, now, zone);
  g_autofree char *time = amends_format_time (at, zone);

  /* TRANSLATORS: date and time in a table: "1 March 07:20" */
  return g_strdup_printf (C_ ("table", "%1$s %2$s"), date, time);
}

static void
clear_table (AmendsDebriefPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
}

/* Returns how many entries there are. */
static guint
update_table (AmendsDebriefPage *self, AmendsSession *session, AmendsCase *case_)
{
  g_autoptr (GPtrArray) items = amends_timeline_collect (case_);
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);
  guint shown = self->all ? items->len : MIN (items->len, FIRST_ROWS);
  g_autofree char *more = NULL;

  clear_table (self);
  for (guint i = 0; i < shown; i++)
    {
      gpointer item = items->pdata[items->len - 1 - i];
      g_autofree char *when = dup_when (amends_timeline_get_at (item), zone, now);
      g_autofree char *title = amends_timeline_dup_title (item);
      GtkWidget *source = new_cell (amends_timeline_get_source (item), FALSE);

      gtk_label_set_xalign (GTK_LABEL (source), 1);
      gtk_grid_attach (self->table, new_cell (when, FALSE), 0, (int) i, 1, 1);
      gtk_grid_attach (self->table, new_cell (title, TRUE), 1, (int) i, 1, 1);
      gtk_grid_attach (self->table, source, 2, (int) i, 1, 1);
    }
  /* TRANSLATORS: %u is how many entries a table has in all */
  more = g_strdup_printf (ngettext ("Show all %u", "Show all %u", items->len), items->len);
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), items->len > shown);
  return items->len;
}

static void
more_cb (AmendsDebriefPage *self)
{
  self->all = TRUE;
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

/* --- States ---------------------------------------------------------------------------------- */

static gboolean
has_block (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (AMENDS_FINDING (findings->pdata[i])->level == AMENDS_GATE_BLOCK)
      return TRUE;
  return FALSE;
}

static AmendsDebriefState
get_state (AmendsDebriefPage *self,
           AmendsDebriefSection section,
           const char *text,
           GPtrArray *findings,
           AmendsCompleteness *completeness)
{
  if (has_block (findings))
    return AMENDS_DEBRIEF_MUST_FIX;
  if (completeness->complete[section])
    return AMENDS_DEBRIEF_COMPLETE;
  return *text != '\0' ? AMENDS_DEBRIEF_INCOMPLETE : AMENDS_DEBRIEF_EMPTY;
}

/* (transfer full) (nullable): what stands beside the heading. */
static char *
dup_note (AmendsDebriefSection section,
          AmendsDebriefState state,
          AmendsCompleteness *completeness,
          guint entries)
{
  if (section == AMENDS_SECTION_TIMELINE)
    /* TRANSLATORS: %u is how many entries the timeline of a debrief has */
    return g_strdup_printf (
        ngettext ("From the log, %u entry", "From the log, %u entries", entries), entries);
  if (state == AMENDS_DEBRIEF_EMPTY)
    return g_strdup (completeness->mandatory[section] ? _ ("Empty") : _ ("Empty, optional"));
  if (completeness->missing[section] != NULL)
    return g_strdup (completeness->missing[section]);
  if (section == AMENDS_SECTION_SUMMARY && state == AMENDS_DEBRIEF_COMPLETE)
    return g_strdup (_ ("Exactly 3 sentences"));
  return NULL;
}

static void
update_suggestions (AmendsDebriefPage *self,
                    AmendsSession *session,
                    AmendsCase *case_,
                    AmendsDebriefSection section,
                    AmendsCompleteness *completeness)
{
  g_autoptr (GPtrArray) suggestions = NULL;
  g_autofree char *hint = NULL;
  gboolean empty = self->state[section] == AMENDS_DEBRIEF_EMPTY;

  if (self->state[section] == AMENDS_DEBRIEF_COMPLETE)
    suggestions = g_ptr_array_new ();
  else
    suggestions = amends_session_suggest_debrief (session, case_, section);
  if (empty && suggestions->len > 0)
    /* TRANSLATORS: above buttons with sentences; %u is how many */
    hint =
        g_strdup_printf (ngettext ("Nothing written yet. The log shows %u thing worth a sentence:",
                                   "Nothing written yet. The log shows %u things worth a sentence:",
                                   suggestions->len),
                         suggestions->len);
  amends_debrief_part_set_suggestions (
      self->part[section], hint != NULL || !empty ? hint : completeness->missing[section],
      suggestions);
}

static void
update_part (AmendsDebriefPage *self,
             AmendsSession *session,
             AmendsCase *case_,
             AmendsDebriefSection section,
             AmendsCompleteness *completeness,
             guint entries)
{
  AmendsDebriefPart *part = self->part[section];
  /* Offsets of findings are those of the text as the view has it. */
  g_autofree char *text = amends_debrief_part_dup_text (part);
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->states, (int) section);

  findings = amends_session_check (session, text, AMENDS_TEXT_DEBRIEF, case_, NULL);
  self->state[section] = get_state (self, section, text, findings, completeness);
  note = dup_note (section, self->state[section], completeness, entries);
  amends_debrief_part_set_writable (part, !amends_session_is_read_only (session));
  amends_debrief_part_set_state (part, self->state[section], note);
  amends_debrief_state_row_set_state (AMENDS_DEBRIEF_STATE_ROW (row), self->state[section],
                                      completeness->mandatory[section]);
  if (!amends_debrief_part_get_has_text (part))
    return;
  amends_debrief_part_set_findings (part, findings);
  update_suggestions (self, session, case_, section, completeness);
}

/* What a severity asks of a debrief; where nothing is asked for, the measure is the whole. */
static gboolean
is_measured (AmendsCompleteness *completeness, guint section)
{
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    if (completeness->mandatory[i])
      return completeness->mandatory[section];
  return TRUE;
}

static char *
dup_due (AmendsSession *session, AmendsCase *case_)
{
  AmendsNext next = { 0 };

  amends_session_get_next (session, case_, &next);
  if (next.kind != AMENDS_DUE_DEBRIEF || next.due == AMENDS_INSTANT_NONE)
    return NULL;
  return amends_format_moment (next.due, amends_session_now (session),
                               amends_session_get_zone (session));
}

/* Returns whether nothing is missing and nothing must be fixed. */
static gboolean
update_progress (AmendsDebriefPage *self,
                 AmendsSession *session,
                 AmendsCase *case_,
                 AmendsCompleteness *completeness)
{
  g_autofree char *due = dup_due (session, case_);
  g_autofree char *text = NULL;
  g_autofree char *with_due = NULL;
  guint wanted = 0;
  guint done = 0;

  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    if (is_measured (completeness, i))
      {
        wanted++;
        done += completeness->complete[i] ? 1 : 0;
      }
  /* TRANSLATORS: how many sections of the debrief are complete: "5 of 8 sections" */
  text = g_strdup_printf (ngettext ("%1$u of %2$u section", "%1$u of %2$u sections", wanted), done,
                          wanted);
  if (due != NULL)
    /* TRANSLATORS: how far it is, and until when: "5 of 8 sections, due 17:30" */
    with_due = g_strdup_printf (_ ("%1$s, due %2$s"), text, due);
  gtk_label_set_text (self->progress, with_due != NULL ? with_due : text);
  amends_percent_ring_set_percent (self->ring, completeness->percent);
  return completeness->percent == 100;
}

/* (transfer full) (nullable): why the case cannot be closed now. */
static char *
dup_reason (AmendsSession *session, AmendsCase *case_, gboolean complete)
{
  AmendsEscalation *escalation = case_->escalation;

  if (amends_session_is_read_only (session))
    return g_strdup (_ ("The workspace can only be read."));
  if (amends_status_is_live (escalation->status))
    return g_strdup (_ ("The case can be closed once it is resolved."));
  if (!amends_escalation_can_become (escalation->status, AMENDS_STATUS_CLOSED))
    return g_strdup (_ ("The case is closed."));
  if (escalation->severity >= AMENDS_SEVERITY_HIGH && !complete)
    /* TRANSLATORS: %s is a severity, such as "High" */
    return g_strdup_printf (_ ("%s: the case can be closed once the debrief is complete."),
                            amends_enum_get_label (AMENDS_TYPE_SEVERITY,
                                                   (int) escalation->severity));
  return NULL;
}

static void
update (AmendsDebriefPage *self)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  g_auto (AmendsCompleteness) completeness = { 0 };
  g_autofree char *reason = NULL;
  guint entries = update_table (self, session, case_);
  gboolean complete;

  amends_session_rate_debrief (session, case_, self->debrief, &completeness);
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    update_part (self, session, case_, i, &completeness, entries);
  complete = update_progress (self, session, case_, &completeness);
  reason = dup_reason (session, case_, complete);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "debrief.close", reason == NULL);
  gtk_widget_set_tooltip_text (self->close, reason);
  amends_case_set_text (self->reason, reason);
  gtk_widget_set_visible (self->reason_card, reason != NULL);
}

/* --- Page ------------------------------------------------------------------------------------ */

static void
amends_debrief_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsDebriefPage *self = AMENDS_DEBRIEF_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);

  if (self->debrief == NULL)
    begin (self, session, case_);
  else
    merge (self, case_);
  update (self);
}

static void
amends_debrief_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsDebriefPage *self = AMENDS_DEBRIEF_PAGE (subpage);

  save_now (self, SAVE_AND_LOG);
  g_clear_handle_id (&self->check, g_source_remove);
  if (self->debrief != NULL)
    g_signal_handlers_disconnect_by_data (self->debrief, self);
  g_clear_object (&self->debrief);
  g_clear_object (&self->base);
  g_clear_object (&self->logged);
  self->dirty = FALSE;
  self->unlogged = FALSE;
  self->all = FALSE;
}

static void
amends_debrief_page_unmap (GtkWidget *widget)
{
  save_now (AMENDS_DEBRIEF_PAGE (widget), SAVE_AND_LOG);

  GTK_WIDGET_CLASS (amends_debrief_page_parent_class)->unmap (widget);
}

static void
close_action (GtkWidget *widget, const char *action, GVariant *target)
{
  amends_debrief_page_close_case (AMENDS_DEBRIEF_PAGE (widget));
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (widget);

  /* Stored well before a file name has been chosen. */
  save_now (AMENDS_DEBRIEF_PAGE (widget), SAVE_AND_LOG);
  amends_case_export (widget, amends_case_subpage_get_session (subpage),
                      amends_case_subpage_get_case (subpage), g_variant_get_string (target, NULL));
}

static void
day_selected_cb (AmendsDebriefPage *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->change_due), text);
}

static void
state_activated_cb (AmendsDebriefPage *self, GtkListBoxRow *row)
{
  GtkWidget *part = GTK_WIDGET (self->part[gtk_list_box_row_get_index (row)]);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double y;

  gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
  if (gtk_widget_translate_coordinates (part, gtk_scrolled_window_get_child (self->scrolled), 0, 0,
                                        NULL, &y))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y);
}

static void
narrow_cb (AmendsDebriefPage *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_reorder_child_after (self->columns, self->side, narrow ? NULL : GTK_WIDGET (self->parts));
  gtk_widget_set_size_request (self->side, narrow ? -1 : 252, -1);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->columns), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->columns), "narrow");
}

static void
amends_debrief_page_dispose (GObject *object)
{
  AmendsDebriefPage *self = AMENDS_DEBRIEF_PAGE (object);

  g_clear_handle_id (&self->save, g_source_remove);
  g_clear_handle_id (&self->check, g_source_remove);
  g_clear_object (&self->debrief);
  g_clear_object (&self->logged);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (amends_debrief_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-debrief-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, bin);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, columns);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, side);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, parts);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, table);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, more);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, factors);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, whys);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, relationship);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, change_owner);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, change_due);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, change_implemented);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, arr_retained);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, arr_lost);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, stress);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, ring);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, progress);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, states);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, close);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, reason_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsDebriefPage, reason);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, state_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
}

static void
amends_debrief_page_class_init (AmendsDebriefPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_debrief_page_dispose;
  widget_class->unmap = amends_debrief_page_unmap;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_debrief_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_debrief_page_leave;

  gtk_widget_class_install_action (widget_class, "debrief.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "debrief.export", "s", export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "debrief.export",
                                       "s", "debrief.pdf");

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_DEBRIEF_PART);
  g_type_ensure (AMENDS_TYPE_PERCENT_RING);
  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  bind_template (widget_class);
}

static void
amends_debrief_page_init (AmendsDebriefPage *self)
{
  GtkWidget *child;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->parts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AmendsDebriefPart *part = AMENDS_DEBRIEF_PART (child);

      g_assert (amends_debrief_part_get_section (part) < AMENDS_N_SECTIONS);
      self->part[amends_debrief_part_get_section (part)] = part;
    }
  for (guint i = 0; i < AMENDS_N_SECTIONS; i++)
    gtk_list_box_append (
        self->states, amends_debrief_state_row_new (amends_debrief_part_get_title (self->part[i])));
  narrow_cb (self);
}

void
amends_debrief_page_close_case (AmendsDebriefPage *self)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);

  g_return_if_fail (AMENDS_IS_DEBRIEF_PAGE (self));
  g_return_if_fail (amends_case_subpage_get_case (subpage) != NULL);

  /* What was filled in from the log is part of the debrief only once it is stored. */
  if (self->debrief == NULL)
    begin (self, amends_case_subpage_get_session (subpage), amends_case_subpage_get_case (subpage));
  save_now (self, SAVE_AND_CLOSE);
}
