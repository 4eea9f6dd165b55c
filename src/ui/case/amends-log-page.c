/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that has happened in a case. */

#include "config.h"

#include "amends-log-page.h"

#include <glib/gi18n-lib.h>

#include "amends-adaptive-bin.h"
#include "amends-case-section.h"
#include "amends-case-tools.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-log-row.h"

struct _AmendsLogPage
{
  AmendsCaseSubpage parent_instance;

  GtkWidget *note_box;
  GtkEditable *note;
  GtkWidget *add;
  GtkBox *days;
  GtkButton *more;

  char *shown_id; /* (owned) (nullable): of the case whose unfinished note stands in the entry */
  guint limit;    /* entries shown at most */
};

G_DEFINE_FINAL_TYPE (AmendsLogPage, amends_log_page, AMENDS_TYPE_CASE_SUBPAGE)

/* Each entry is a row of its own; nobody reads more than this at a glance. */
#define FIRST_ENTRIES 100

/* --- The note being written --- */

static char *
dup_note_key (const char *escalation_id)
{
  return g_strconcat ("note/", escalation_id, NULL);
}

/* Another case, or none, must not get what was written for this one; it waits until one returns. */
static void
keep_note (AmendsLogPage *self)
{
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
  const char *text = gtk_editable_get_text (self->note);
  g_autofree char *key = NULL;

  if (self->shown_id == NULL)
    return;
  key = dup_note_key (self->shown_id);
  if (*text != '\0' || amends_session_get_setting (session, key) != NULL)
    amends_session_set_setting (session, key, *text != '\0' ? text : NULL);
  g_clear_pointer (&self->shown_id, g_free);
  gtk_editable_set_text (self->note, "");
}

static void
restore_note (AmendsLogPage *self, AmendsSession *session, AmendsCase *case_)
{
  g_autofree char *key = NULL;
  const char *text;

  if (self->shown_id != NULL)
    return;
  self->shown_id = g_strdup (case_->escalation->id);
  self->limit = FIRST_ENTRIES;
  key = dup_note_key (self->shown_id);
  text = amends_session_get_setting (session, key);
  gtk_editable_set_text (self->note, text != NULL ? text : "");
}

static char *
dup_note (AmendsLogPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
}

static void
note_changed_cb (AmendsLogPage *self)
{
  g_autofree char *text = dup_note (self);

  gtk_widget_set_sensitive (self->add, *text != '\0');
}

typedef struct
{
  AmendsLogPage *page; /* (owned) */
  char *id;            /* (owned): of the case */
  char *text;          /* (owned) */
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->page);
  g_free (adding->id);
  g_free (adding->text);
  g_free (adding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Adding) adding = user_data;
  AmendsLogPage *self = adding->page;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_note (self);
  guint token = 0;

  if (!amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error))
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("The note could not be added."), error);
      return;
    }
  /* Only what was added goes: someone may have written on. */
  if (g_strcmp0 (self->shown_id, adding->id) == 0 && g_strcmp0 (text, adding->text) == 0)
    gtk_editable_set_text (self->note, "");
  amends_feedback_undo (GTK_WIDGET (self), _ ("Note added."), token);
}

static void
add_note_cb (AmendsLogPage *self)
{
  AmendsSession *session = amends_case_subpage_get_session (AMENDS_CASE_SUBPAGE (self));
  AmendsCase *case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  g_autofree char *text = dup_note (self);
  Adding *adding;

  if (case_ == NULL || *text == '\0')
    return;
  adding = g_new0 (Adding, 1);
  adding->page = g_object_ref (self);
  adding->id = g_strdup (case_->escalation->id);
  adding->text = g_strdup (text);
  amends_session_add_event_async (session, case_, AMENDS_DIRECTION_INTERNAL, AMENDS_CHANNEL_UNKNOWN,
                                  amends_session_now (session), text, NULL, added_cb, adding);
}

/* --- The entries --- */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AmendsEvent *first = *(AmendsEvent *const *) a;
  const AmendsEvent *second = *(AmendsEvent *const *) b;

  if (first->at != second->at)
    return first->at < second->at ? 1 : -1;
  return first->seq < second->seq ? 1 : first->seq > second->seq ? -1 : 0;
}

/* (transfer full) (element-type AmendsEvent): newest first */
static GPtrArray *
list_entries (AmendsCase *case_)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (case_->events));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (entries, g_list_model_get_item (G_LIST_MODEL (case_->events), i));
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static char *
dup_day (AmendsEvent *event, GTimeZone *zone)
{
  return amends_instant_format (event->at, zone, "%F");
}

static char *
dup_day_title (AmendsSession *session, AmendsEvent *event)
{
  GTimeZone *zone = amends_session_get_zone (session);
  AmendsInstant now = amends_session_now (session);
  g_autofree char *day = dup_day (event, zone);
  g_autofree char *today = amends_instant_format (now, zone, "%F");
  g_autofree char *long_day = amends_format_day (event->at, zone);

  if (g_strcmp0 (day, today) == 0)
    /* TRANSLATORS: heading over today's entries: "Today, Tuesday 10 March" */
    return g_strdup_printf (_ ("Today, %s"), long_day);
  return g_steal_pointer (&long_day);
}

/* Fills the section with @entries from @first up to @end. What is new comes at the top: the rows
 * that are there move down with their entries and keep the focus. */
static void
fill_day (AmendsCaseSection *section,
          AmendsSession *session,
          GPtrArray *entries,
          guint first,
          guint end,
          gboolean narrow)
{
  GtkListBoxRow *top = gtk_list_box_get_row_at_index (amends_case_section_get_list (section), 0);
  g_autofree char *title = dup_day_title (session, entries->pdata[first]);
  AmendsEvent *old = top != NULL ? amends_log_row_get_event (AMENDS_LOG_ROW (top)) : NULL;

  for (guint i = first + 1; i < end; i++)
    if (entries->pdata[i] == old)
      amends_case_section_push_rows (section, i - first, AMENDS_TYPE_LOG_ROW);
  for (guint i = first; i < end; i++)
    amends_log_row_set (amends_case_section_get_row (section, i - first, AMENDS_TYPE_LOG_ROW),
                        session, entries->pdata[i], narrow);
  amends_case_section_trim (section, end - first);
  amends_case_section_set_title (section, title);
}

static void
update_more (AmendsLogPage *self, guint hidden)
{
  /* TRANSLATORS: %u is how many entries of the log are not shown yet */
  g_autofree char *label = g_strdup_printf (
      ngettext ("Show %u earlier entry", "Show %u earlier entries", hidden), hidden);

  gtk_button_set_label (self->more, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
}

static void
amends_log_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsLogPage *self = AMENDS_LOG_PAGE (subpage);
  AmendsSession *session = amends_case_subpage_get_session (subpage);
  AmendsCase *case_ = amends_case_subpage_get_case (subpage);
  GTimeZone *zone = amends_session_get_zone (session);
  g_autoptr (GPtrArray) entries = list_entries (case_);
  GtkWidget *section = gtk_widget_get_first_child (GTK_WIDGET (self->days));
  guint shown;
  guint end;

  restore_note (self, session, case_);
  gtk_widget_set_visible (self->note_box, !amends_session_is_read_only (session));
  shown = MIN (entries->len, self->limit);
  for (guint first = 0; first < shown; first = end)
    {
      g_autofree char *day = dup_day (entries->pdata[first], zone);

      for (end = first + 1; end < shown; end++)
        {
          g_autofree char *other = dup_day (entries->pdata[end], zone);

          if (g_strcmp0 (day, other) != 0)
            break;
        }
      if (section == NULL)
        {
          section = g_object_new (AMENDS_TYPE_CASE_SECTION, NULL);
          gtk_box_append (self->days, section);
        }
      fill_day (AMENDS_CASE_SECTION (section), session, entries, first, end,
                amends_case_subpage_get_folded (subpage));
      section = gtk_widget_get_next_sibling (section);
    }
  while (section != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (section);

      gtk_box_remove (self->days, section);
      section = next;
    }
  update_more (self, entries->len - shown);
}

static void
more_cb (AmendsLogPage *self)
{
  self->limit = G_MAXUINT;
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (self));
}

static void
amends_log_page_leave (AmendsCaseSubpage *subpage)
{
  keep_note (AMENDS_LOG_PAGE (subpage));
}

static int
get_margin (GObject *object, gboolean narrow)
{
  return narrow ? 12 : 24;
}

static void
amends_log_page_finalize (GObject *object)
{
  g_free (AMENDS_LOG_PAGE (object)->shown_id);

  G_OBJECT_CLASS (amends_log_page_parent_class)->finalize (object);
}

static void
amends_log_page_class_init (AmendsLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_log_page_finalize;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_log_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_log_page_leave;

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-log-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsLogPage, note_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogPage, note);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogPage, add);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogPage, days);
  gtk_widget_class_bind_template_child (widget_class, AmendsLogPage, more);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_note_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, get_margin);
}

static void
amends_log_page_init (AmendsLogPage *self)
{
  self->limit = FIRST_ENTRIES;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::folded", G_CALLBACK (amends_case_subpage_refresh), NULL);
}
