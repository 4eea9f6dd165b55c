/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the team works: zone, week, days off; and what a change of it moves. */

#include "config.h"

#include "amends-hours-page.h"

#include "amends-feedback.h"
#include "amends-file-dialog.h"
#include "amends-form.h"
#include "amends-format.h"
#include "amends-input-error.h"
#include "amends-preferences-window.h"
#include "amends-review-page.h"
#include "amends-session-policy.h"
#include "amends-session-team.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsHoursPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *change;
  GtkLabel *change_text;
  GtkWidget *review;
  GtkWidget *zone;
  AdwPreferencesGroup *week;
  GtkSpinButton *day_length;
  GtkWidget *from;
  AdwPreferencesGroup *off;
  GtkWidget *new_day;
  GtkWidget *import;
  GtkWidget *days[7];
  GtkLabel *lengths[7];

  AmendsSession *session;     /* (owned) (nullable) until it is set */
  AmendsTeamHours *hours;     /* (owned): as they are being written */
  AmendsTeamHours *stored;    /* (owned): as they hold */
  AmendsCalendar *calendar;   /* (owned): they come from */
  GCancellable *cancellable;  /* (owned) (nullable): a preview on its way */
  AmendsPolicyEffect *effect; /* (owned) (nullable): of what is written */
  GPtrArray *rows;            /* (owned) (element-type GtkWidget): of days off */
  guint pending;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (AmendsHoursPage, amends_hours_page, ADW_TYPE_PREFERENCES_PAGE)

static void fill (AmendsHoursPage *self);

/* --- What it would do ------------------------------------------------------------------------ */

static gboolean
read_from (AmendsHoursPage *self, GDate *from)
{
  return amends_date_parse (gtk_editable_get_text (GTK_EDITABLE (self->from)), from, NULL);
}

/* Whether all that is written can be read. */
static gboolean
is_right (AmendsHoursPage *self)
{
  GDate from;

  if (gtk_widget_has_css_class (self->zone, "error") || !read_from (self, &from))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    if (gtk_widget_has_css_class (self->days[i], "error"))
      return FALSE;
  return TRUE;
}

static void
set_change_text (AmendsHoursPage *self, const char *text)
{
  gtk_label_set_text (self->change_text, text);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsHoursPage) self = AMENDS_HOURS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  AmendsPolicyEffect *effect =
      amends_session_preview_policy_finish (AMENDS_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_pointer (&self->effect, amends_policy_effect_free);
  self->effect = effect;
  if (effect != NULL)
    {
      g_autofree char *text = amends_review_page_summarise (effect);

      set_change_text (self, text);
    }
  else
    set_change_text (self, amends_input_error_get_text (error) != NULL
                               ? amends_input_error_get_text (error)
                               : error->message);
  gtk_widget_set_sensitive (self->review, effect != NULL);
}

static gboolean
preview_cb (gpointer user_data)
{
  AmendsHoursPage *self = AMENDS_HOURS_PAGE (user_data);
  GDate from;

  self->pending = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!is_right (self) || !read_from (self, &from))
    {
      set_change_text (self, _ ("Something above cannot be read yet."));
      return G_SOURCE_REMOVE;
    }
  self->cancellable = g_cancellable_new ();
  amends_session_preview_hours_async (self->session, self->hours, &from, self->cancellable,
                                      previewed_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed (AmendsHoursPage *self)
{
  gboolean dirty;

  if (self->filling || self->session == NULL)
    return;
  dirty = !amends_team_hours_equal (self->hours, self->stored) || !is_right (self);
  gtk_widget_set_visible (GTK_WIDGET (self->change), dirty);
  gtk_widget_set_sensitive (self->review, FALSE);
  g_clear_handle_id (&self->pending, g_source_remove);
  if (dirty)
    self->pending = g_timeout_add (250, preview_cb, self);
}

/* --- Saving ---------------------------------------------------------------------------------- */

typedef struct
{
  AmendsSession *session;
  AmendsCalendar *before;
  AmendsHoursPage *page;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->session);
  g_object_unref (change->before);
  g_object_unref (change->page);
  g_free (change);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsHoursPage) self = AMENDS_HOURS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!amends_session_policy_finish (AMENDS_SESSION (source), result, &error))
    amends_feedback_error (GTK_WIDGET (self), _ ("It could not be undone."), error);
}

static void
undo_cb (Change *change)
{
  amends_session_set_calendar_async (change->session, change->before, NULL, undone_cb,
                                     g_object_ref (change->page));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;

  if (!amends_session_policy_finish (AMENDS_SESSION (source), result, &error))
    {
      amends_feedback_error (GTK_WIDGET (change->page), _ ("The hours could not be saved."), error);
      change_free (change);
      return;
    }
  amends_preferences_offer_undo (GTK_WIDGET (change->page), _ ("Hours saved; open clocks follow."),
                                 G_CALLBACK (undo_cb), change,
                                 (GClosureNotify) (GCallback) change_free);
}

static void
save (AmendsHoursPage *self)
{
  Change *change;
  GDate from;

  if (!read_from (self, &from))
    return;
  change = g_new0 (Change, 1);
  change->session = g_object_ref (self->session);
  change->before = g_object_ref (self->calendar);
  change->page = g_object_ref (self);
  amends_session_set_hours_async (self->session, self->hours, &from, NULL, saved_cb, change);
}

static void
review_cb (AmendsHoursPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *page;

  if (self->effect == NULL || !ADW_IS_PREFERENCES_WINDOW (root))
    return;
  page = amends_review_page_new (_ ("New hours"), _ ("_Save"), self->session, self->effect);
  g_signal_connect_object (page, "accepted", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (root), page);
}

static void
discard_cb (AmendsHoursPage *self)
{
  fill (self);
}

/* --- The form -------------------------------------------------------------------------------- */

static void
zone_cb (AmendsHoursPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->zone));
  g_autoptr (GTimeZone) zone = amends_zone_load (text, NULL);

  if (self->filling)
    return;
  amends_preferences_mark (
      self->zone,
      zone == NULL ? _ ("Time zones are named like Europe/Berlin or Asia/Shanghai.") : NULL);
  g_free (self->hours->zone);
  self->hours->zone = g_strdup (text);
  changed (self);
}

static void
zone_picked_cb (gpointer item, gpointer user_data)
{
  AmendsHoursPage *self = AMENDS_HOURS_PAGE (user_data);

  gtk_editable_set_text (GTK_EDITABLE (self->zone),
                         gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

static void
show_length (AmendsHoursPage *self, guint day, int minutes)
{
  g_autofree char *text = minutes > 0 ? amends_format_span ((gint64) minutes * AMENDS_MINUTE)
                                      /* TRANSLATORS: a day without working hours */
                                      : g_strdup (C_ ("day", "Free"));

  gtk_label_set_text (self->lengths[day], text);
}

static void
show_day_length (AmendsHoursPage *self)
{
  int longest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      int minutes = 0;

      if (amends_team_hours_check_day (self->hours->days[i], NULL, &minutes, NULL))
        longest = MAX (longest, minutes);
    }
  if (self->hours->day_minutes == 0 && longest > 0)
    {
      gboolean filling = self->filling;

      self->filling = TRUE;
      gtk_spin_button_set_value (self->day_length, longest / 60.0);
      self->filling = filling;
    }
}

static void
day_cb (GtkEditable *entry, AmendsHoursPage *self)
{
  guint day = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "day"));
  g_autoptr (GError) error = NULL;
  g_autofree char *tidy = NULL;
  int minutes = 0;

  if (amends_team_hours_check_day (gtk_editable_get_text (entry), &tidy, &minutes, &error))
    {
      amends_preferences_mark (GTK_WIDGET (entry), NULL);
      show_length (self, day, minutes);
      g_free (self->hours->days[day]);
      self->hours->days[day] = g_steal_pointer (&tidy);
      show_day_length (self);
    }
  else
    {
      amends_preferences_mark (GTK_WIDGET (entry), amends_input_error_get_text (error));
      gtk_label_set_text (self->lengths[day], _ ("Like 09:00–17:00"));
    }
  changed (self);
}

static void
day_length_cb (AmendsHoursPage *self)
{
  if (self->filling)
    return;
  self->hours->day_minutes = (int) (gtk_spin_button_get_value (self->day_length) * 60 + 0.5);
  changed (self);
}

static void
from_cb (AmendsHoursPage *self)
{
  GDate from;

  amends_preferences_mark (self->from,
                           read_from (self, &from) ? NULL : _ ("A date is written 2026-12-25."));
  changed (self);
}

/* --- Days off -------------------------------------------------------------------------------- */

static void
remove_day_cb (GtkWidget *button, AmendsHoursPage *self)
{
  const char *date = g_object_get_data (G_OBJECT (button), "date");
  g_autofree char *copy = g_strdup (date);

  amends_team_hours_remove_day_off (self->hours, copy);
  gtk_widget_grab_focus (self->new_day);
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_is_ancestor (button, self->rows->pdata[i]))
      {
        adw_preferences_group_remove (self->off, self->rows->pdata[i]);
        g_ptr_array_remove_index (self->rows, i);
        break;
      }
  changed (self);
}

static void
add_day_row (AmendsHoursPage *self, AmendsDayOff *off)
{
  g_autofree char *when = amends_format_date_text (off->date, amends_session_now (self->session),
                                                   amends_session_get_zone (self->session));
  gboolean named = *off->name != '\0';
  GtkWidget *row =
      amends_preferences_row_new (named ? off->name : when, named ? when : _ ("Day off"));
  /* TRANSLATORS: %s is a date or the name of a holiday */
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), named ? off->name : when);
  GtkWidget *button = amends_preferences_icon_button_new ("user-trash-symbolic", name);

  g_object_set_data_full (G_OBJECT (button), "date", g_strdup (off->date), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_day_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->off, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill_days_off (AmendsHoursPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->off, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->hours->off->len; i++)
    add_day_row (self, self->hours->off->pdata[i]);
}

/* "2026-12-25 Christmas Day" */
static void
new_day_cb (AmendsHoursPage *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_day))));
  char *space = strchr (text, ' ');
  const char *name = "";

  if (space != NULL)
    {
      *space = '\0';
      name = g_strstrip (space + 1);
    }
  if (!amends_team_hours_add_day_off (self->hours, text, name, NULL))
    {
      amends_preferences_mark (self->new_day,
                               _ ("Write the date first, then the name: 2026-12-25 Christmas Day"));
      return;
    }
  amends_preferences_mark (self->new_day, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->new_day), "");
  fill_days_off (self);
  changed (self);
}

static void
new_day_changed_cb (AmendsHoursPage *self)
{
  amends_preferences_mark (self->new_day, NULL);
}

static void
read_days_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsHoursPage) self = AMENDS_HOURS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsHolidayImport) import =
      amends_session_read_holidays_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *text = NULL;

  if (import == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The days off could not be read."), error);
      return;
    }
  amends_team_hours_free (self->hours);
  self->hours = amends_team_hours_copy (import->hours);
  fill_days_off (self);
  changed (self);
  text = g_strdup_printf (
      /* TRANSLATORS: of a calendar file: days that are new, that were there, and entries that
       * could not be used */
      _ ("Days off: %1$u new, %2$u known already, %3$u left out. Review and save to keep them."),
      import->added, import->known, import->warnings->len);
  amends_feedback_show (GTK_WIDGET (self), text);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsHoursPage *self = AMENDS_HOURS_PAGE (source);
  g_autoptr (GFile) file = amends_file_dialog_finish (result, NULL);

  if (file != NULL)
    amends_session_read_holidays_async (self->session, file, self->hours, NULL, read_days_cb,
                                        g_object_ref (self));
}

static void
import_cb (AmendsHoursPage *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Calendars (.ics)"));
  gtk_file_filter_add_suffix (filter, "ics");
  amends_file_dialog_open_async (GTK_WIDGET (self), _ ("Days off from a calendar"), filter, NULL,
                                 chosen_cb, NULL);
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
fill (AmendsHoursPage *self)
{
  AmendsInstant now = amends_session_now (self->session);
  g_autofree char *today = NULL;

  self->filling = TRUE;
  g_set_object (&self->calendar, amends_session_get_calendar (self->session));
  g_clear_pointer (&self->hours, amends_team_hours_free);
  g_clear_pointer (&self->stored, amends_team_hours_free);
  self->stored = amends_team_hours_new (self->calendar, now);
  self->hours = amends_team_hours_copy (self->stored);
  today = amends_instant_format (now, amends_calendar_get_zone (self->calendar), "%Y-%m-%d");
  gtk_editable_set_text (GTK_EDITABLE (self->zone), self->hours->zone);
  gtk_editable_set_text (GTK_EDITABLE (self->from), today);
  amends_preferences_mark (self->zone, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    gtk_editable_set_text (GTK_EDITABLE (self->days[i]), self->stored->days[i]);
  if (self->hours->day_minutes > 0)
    gtk_spin_button_set_value (self->day_length, self->hours->day_minutes / 60.0);
  show_day_length (self);
  fill_days_off (self);
  self->filling = FALSE;
  changed (self);
}

static void
make_week (AmendsHoursPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    {
      /* 5 January 1970 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (1970, 1, 5 + (int) i, 0, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%A");
      GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", name, NULL);
      GtkWidget *length = gtk_label_new (C_ ("day", "Free"));

      gtk_widget_add_css_class (length, "dim-label");
      gtk_widget_add_css_class (length, "numeric");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), length);
      g_object_set_data (G_OBJECT (row), "day", GUINT_TO_POINTER (i));
      g_signal_connect_object (row, "changed", G_CALLBACK (day_cb), self, 0);
      adw_preferences_group_add (self->week, row);
      self->days[i] = row;
      self->lengths[i] = GTK_LABEL (length);
    }
}

static void
amends_hours_page_dispose (GObject *object)
{
  AmendsHoursPage *self = AMENDS_HOURS_PAGE (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->calendar);
  g_clear_pointer (&self->effect, amends_policy_effect_free);

  G_OBJECT_CLASS (amends_hours_page_parent_class)->dispose (object);
}

static void
amends_hours_page_finalize (GObject *object)
{
  AmendsHoursPage *self = AMENDS_HOURS_PAGE (object);

  g_clear_pointer (&self->hours, amends_team_hours_free);
  g_clear_pointer (&self->stored, amends_team_hours_free);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (amends_hours_page_parent_class)->finalize (object);
}

static void
amends_hours_page_class_init (AmendsHoursPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_hours_page_dispose;
  object_class->finalize = amends_hours_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-hours-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, change);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, change_text);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, review);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, zone);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, week);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, day_length);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, from);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, off);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, new_day);
  gtk_widget_class_bind_template_child (widget_class, AmendsHoursPage, import);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_length_cb);
  gtk_widget_class_bind_template_callback (widget_class, from_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_day_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
amends_hours_page_init (AmendsHoursPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) zones = amends_session_list_zones ();

  self->rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < zones->len; i++)
    gtk_string_list_append (names, zones->pdata[i]);
  amends_form_complete (ADW_ENTRY_ROW (self->zone), G_LIST_MODEL (names), "string", zone_picked_cb,
                        self);
}

static void
session_changed_cb (AmendsHoursPage *self, const char *id)
{
  /* What is being written is not taken away. */
  if (id == NULL && self->session != NULL &&
      amends_session_get_calendar (self->session) != self->calendar)
    fill (self);
}

void
amends_hours_page_set_session (AmendsHoursPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_HOURS_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  self->hours =
      amends_team_hours_new (amends_session_get_calendar (session), amends_session_now (session));
  make_week (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !amends_session_is_read_only (session));
  fill (self);
}
