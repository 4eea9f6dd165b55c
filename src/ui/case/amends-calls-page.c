/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the plan, to read beforehand and to start. */

#include "config.h"

#include "amends-calls-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-call-row.h"
#include "amends-call-sheet-row.h"
#include "amends-call.h"
#include "amends-case-tools.h"
#include "amends-fact-row.h"

/* The kind of draft to read before any call. */
#define PRE_CALL_BRIEF "pre-call-brief"
#define DRAFT "draft:"

struct _AmendsCallsPage
{
  AmendsCaseSubpage parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *back;
  AdwWindowTitle *window_title;
  GtkWidget *list_pane;
  GtkListBox *list;
  GtkWidget *sheet;
  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *text;
  GtkListBox *points;
  GtkWidget *scenarios_box;
  GtkListBox *scenarios;
  GtkWidget *can_box;
  GtkListBox *can;
  GtkWidget *cannot_box;
  GtkListBox *cannot;
  GtkWidget *bar;
  GtkLabel *hint;
  GtkButton *start;
  GtkWidget *empty;

  char *shown;      /* (owned) (nullable): key of what is on the right */
  char *signature;  /* (owned) (nullable): of the list as it is built */
  char *written;    /* (owned) (nullable): what the sheet shows, so that it is not built anew */
  gboolean syncing; /* the list selects, not the user */
};

G_DEFINE_FINAL_TYPE (AmendsCallsPage, amends_calls_page, AMENDS_TYPE_CASE_SUBPAGE)

/* --- The header --- */

static gboolean
is_on_sheet (AmendsCallsPage *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == self->sheet;
}

static void
place_changed_cb (AmendsCallsPage *self)
{
  gboolean on_sheet = is_on_sheet (self);

  gtk_widget_set_visible (self->back,
                          on_sheet || amends_case_subpage_get_folded (AMENDS_CASE_SUBPAGE (self)));
  adw_window_title_set_title (self->window_title,
                              on_sheet ? gtk_label_get_text (self->title) : _ ("Calls"));
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_widget_add_css_class (self->sheet, "narrow");
  else
    gtk_widget_remove_css_class (self->sheet, "narrow");
  gtk_widget_set_css_classes (self->content,
                              adw_leaflet_get_folded (self->leaflet)
                                  ? (const char *[]){ "case-columns", "narrow", NULL }
                                  : (const char *[]){ "case-columns", NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->hint), !adw_leaflet_get_folded (self->leaflet) &&
                                                       self->shown != NULL &&
                                                       !g_str_has_prefix (self->shown, DRAFT));
}

static void
back_cb (AmendsCallsPage *self)
{
  if (!amends_calls_page_go_back (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "case.back", NULL);
}

/* --- The sheet --- */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
fill_points (GtkListBox *list, GPtrArray *points)
{
  clear_list (list);
  for (guint i = 0; i < points->len; i++)
    gtk_list_box_append (list, amends_call_sheet_row_new (points->pdata[i]));
}

static void
fill_facts (GtkListBox *list, GtkWidget *box, char **facts, AmendsFactMark mark)
{
  clear_list (list);
  for (guint i = 0; facts != NULL && facts[i] != NULL; i++)
    {
      GtkWidget *row = amends_fact_row_new ();

      amends_fact_row_set (AMENDS_FACT_ROW (row), mark, facts[i], NULL, NULL, NULL);
      gtk_list_box_append (list, row);
    }
  gtk_widget_set_visible (box, facts != NULL && facts[0] != NULL);
}

static gboolean
is_on_the_line (AmendsCallsPage *self)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  g_autofree char *kept = amends_call_dup_kept_case (amends_case_subpage_get_session (subpage));

  return g_strcmp0 (kept, amends_case_subpage_get_case (subpage)->escalation->id) == 0;
}

static char *
describe_plan (AmendsCallPlan *plan)
{
  if (plan->minutes > 0)
    /* TRANSLATORS: length of a call and number of points: "20 min · 6 points" */
    return g_strdup_printf (ngettext ("%1$d min · %2$u point", "%1$d min · %2$u points",
                                      plan->points->len),
                            plan->minutes, plan->points->len);
  /* TRANSLATORS: number of parts of a script */
  return g_strdup_printf (ngettext ("%u part", "%u parts", plan->points->len), plan->points->len);
}

static void
add_points (GString *all, GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      AmendsCallPoint *point = points->pdata[i];

      g_string_append_printf (all, "%s\n%s\n%s\n", point->title ? point->title : "",
                              point->text ? point->text : "", point->cue ? point->cue : "");
    }
}

/* (transfer full): all that a sheet shows, to see whether it has changed. */
static char *
write_down (AmendsCallPlan *plan)
{
  GString *all = g_string_new (plan->key);
  g_autofree char *can = plan->can != NULL ? g_strjoinv ("\n", plan->can) : NULL;
  g_autofree char *cannot = plan->cannot != NULL ? g_strjoinv ("\n", plan->cannot) : NULL;

  add_points (all, plan->points);
  add_points (all, plan->scenarios);
  g_string_append_printf (all, "%s\n%s\n%s", plan->title ? plan->title : "", can ? can : "",
                          cannot ? cannot : "");
  return g_string_free (all, FALSE);
}

static void
show_plan (AmendsCallsPage *self, AmendsCallPlan *plan)
{
  AmendsCaseSubpage *subpage = AMENDS_CASE_SUBPAGE (self);
  g_autofree char *length = describe_plan (plan);
  g_autofree char *wanted = write_down (plan);
  gboolean on = is_on_the_line (self);

  gtk_widget_set_visible (self->bar, on || amends_call_plan_is_call (plan));
  gtk_button_set_label (self->start, on ? _ ("Return to the call") : _ ("Start call"));
  gtk_widget_set_sensitive (
      GTK_WIDGET (self->start),
      !amends_session_is_read_only (amends_case_subpage_get_session (subpage)));
  /* A row that somebody reads keeps its focus. */
  if (g_strcmp0 (wanted, self->written) == 0)
    return;
  g_free (self->written);
  self->written = g_steal_pointer (&wanted);
  gtk_label_set_text (self->title, plan->title != NULL ? plan->title : "");
  amends_case_set_text (self->subtitle, length);
  amends_case_set_text (self->text, NULL);
  fill_points (self->points, plan->points);
  fill_points (self->scenarios, plan->scenarios);
  gtk_widget_set_visible (GTK_WIDGET (self->points), TRUE);
  gtk_widget_set_visible (self->scenarios_box, plan->scenarios->len > 0);
  fill_facts (self->can, self->can_box, plan->can, AMENDS_FACT_YES);
  fill_facts (self->cannot, self->cannot_box, plan->cannot, AMENDS_FACT_NO);
}

static char *
replace (const char *pattern, char *text, const char *with)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  char *changed = g_regex_replace (regex, text, -1, 0, with, 0, NULL);

  g_free (text);
  return changed;
}

/* (transfer full): Pango markup of @body, so that a page to read in a minute has headings. */
static char *
mark_up (const char *body)
{
  char *text = g_markup_escape_text (body, -1);

  text = replace ("^#{1,6} +(.+)$", text, "<b>\\1</b>");
  text = replace ("\\*\\*(\\S(?:[^*\n]*\\S)?)\\*\\*", text, "<b>\\1</b>");
  text = replace ("(</b>)\n\n+", text, "\\1\n");
  return replace ("^- ", text, "• ");
}

static void
show_brief (AmendsCallsPage *self, AmendsDraft *draft)
{
  g_autofree char *title = amends_case_dup_draft_title (draft);
  g_autofree char *text = mark_up (draft->body != NULL ? draft->body : "");

  g_clear_pointer (&self->written, g_free);
  gtk_label_set_text (self->title, title);
  amends_case_set_text (self->subtitle, draft->subject);
  gtk_label_set_markup (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->points), FALSE);
  gtk_widget_set_visible (self->scenarios_box, FALSE);
  gtk_widget_set_visible (self->can_box, FALSE);
  gtk_widget_set_visible (self->cannot_box, FALSE);
  gtk_widget_set_visible (self->bar, TRUE);
  gtk_button_set_label (self->start, _ ("Open draft"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), TRUE);
}

static void
show (AmendsCallsPage *self, const char *key)
{
  AmendsCase *case_ = amends_case_subpage_get_case (AMENDS_CASE_SUBPAGE (self));
  g_autoptr (AmendsCallPlan) plan = NULL;
  gpointer draft;

  if (key != self->shown)
    {
      g_free (self->shown);
      self->shown = g_strdup (key);
    }
  if (g_str_has_prefix (key, DRAFT))
    {
      draft = amends_record_list_find (G_LIST_MODEL (case_->drafts), key + strlen (DRAFT));
      if (draft != NULL)
        show_brief (self, draft);
    }
  else
    {
      plan = amends_call_plan_new (case_, key);
      if (plan != NULL)
        show_plan (self, plan);
    }
  place_changed_cb (self);
}

static void
start_cb (AmendsCallsPage *self)
{
  if (self->shown == NULL)
    return;
  if (g_str_has_prefix (self->shown, DRAFT))
    gtk_widget_activate_action (GTK_WIDGET (self), "case.open-draft", "s",
                                self->shown + strlen (DRAFT));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.call", "s", self->shown);
}

/* --- The list --- */

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *group = amends_call_row_get_group (AMENDS_CALL_ROW (row));
  GtkWidget *header = gtk_list_box_row_get_header (row);

  if (before != NULL &&
      g_strcmp0 (amends_call_row_get_group (AMENDS_CALL_ROW (before)), group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (header == NULL)
    {
      header = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "list-heading");
      gtk_list_box_row_set_header (row, header);
    }
  gtk_label_set_text (GTK_LABEL (header), group);
}

static const char *
get_group (AmendsCallPlan *plan)
{
  if (!amends_call_plan_is_call (plan))
    return C_ ("calls", "Hard moments");
  return amends_call_plan_is_with_customer (plan) ? C_ ("calls", "With the customer")
                                                  : C_ ("calls", "Among ourselves");
}

typedef struct
{
  char *key, *title, *note;
  const char *group;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->title);
  g_free (entry->note);
  g_free (entry);
}

static void
add_brief (GPtrArray *entries, AmendsCase *case_)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (case_->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (case_->drafts), i);
      Entry *entry;

      if (g_strcmp0 (draft->kind, PRE_CALL_BRIEF) != 0)
        continue;
      entry = g_new0 (Entry, 1);
      entry->key = g_strconcat (DRAFT, draft->id, NULL);
      entry->title = amends_case_dup_draft_title (draft);
      entry->note = g_strdup (_ ("one page to read first"));
      entry->group = C_ ("calls", "Before the call");
      g_ptr_array_add (entries, entry);
    }
}

/* By group: those that the plan lists first come first. */
static GPtrArray *
collect (AmendsCase *case_)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_auto (GStrv) keys = amends_call_plan_list (case_);
  const char *const groups[] = { C_ ("calls", "With the customer"), C_ ("calls", "Among ourselves"),
                                 C_ ("calls", "Hard moments") };

  add_brief (entries, case_);
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; keys[i] != NULL; i++)
      {
        g_autoptr (AmendsCallPlan) plan = amends_call_plan_new (case_, keys[i]);
        Entry *entry;

        if (plan == NULL || g_strcmp0 (get_group (plan), groups[g]) != 0)
          continue;
        entry = g_new0 (Entry, 1);
        entry->key = g_strdup (keys[i]);
        entry->title = g_strdup (plan->title);
        entry->note = describe_plan (plan);
        entry->group = groups[g];
        g_ptr_array_add (entries, entry);
      }
  return entries;
}

static char *
sign (GPtrArray *entries)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      g_string_append_printf (all, "%s\n%s\n%s\n", entry->key, entry->title, entry->note);
    }
  return g_string_free (all, FALSE);
}

static void
select_shown (AmendsCallsPage *self)
{
  GtkListBoxRow *row;

  self->syncing = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (amends_call_row_get_key (AMENDS_CALL_ROW (row)), self->shown) == 0)
      gtk_list_box_select_row (self->list, row);
  self->syncing = FALSE;
}

static gboolean
holds (GPtrArray *entries, const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((Entry *) entries->pdata[i])->key, key) == 0)
      return TRUE;
  return FALSE;
}

static void
row_selected_cb (AmendsCallsPage *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->syncing && !adw_leaflet_get_folded (self->leaflet))
    show (self, amends_call_row_get_key (AMENDS_CALL_ROW (row)));
}

static void
row_activated_cb (AmendsCallsPage *self, GtkListBoxRow *row)
{
  show (self, amends_call_row_get_key (AMENDS_CALL_ROW (row)));
  adw_leaflet_set_visible_child (self->leaflet, self->sheet);
}

/* --- The page --- */

static void
amends_calls_page_refresh (AmendsCaseSubpage *subpage)
{
  AmendsCallsPage *self = AMENDS_CALLS_PAGE (subpage);
  g_autoptr (GPtrArray) entries = collect (amends_case_subpage_get_case (subpage));
  g_autofree char *signature = sign (entries);

  if (g_strcmp0 (signature, self->signature) != 0)
    {
      self->syncing = TRUE;
      clear_list (self->list);
      for (guint i = 0; i < entries->len; i++)
        {
          Entry *entry = entries->pdata[i];

          gtk_list_box_append (self->list, amends_call_row_new (entry->key, entry->group,
                                                                entry->title, entry->note));
        }
      self->syncing = FALSE;
      g_free (self->signature);
      self->signature = g_steal_pointer (&signature);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->leaflet), entries->len > 0);
  gtk_widget_set_visible (self->empty, entries->len == 0);
  if (entries->len == 0)
    return;
  show (self, holds (entries, self->shown) ? self->shown : ((Entry *) entries->pdata[0])->key);
  select_shown (self);
}

static void
amends_calls_page_leave (AmendsCaseSubpage *subpage)
{
  AmendsCallsPage *self = AMENDS_CALLS_PAGE (subpage);

  self->syncing = TRUE;
  clear_list (self->list);
  self->syncing = FALSE;
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->written, g_free);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

static void
amends_calls_page_finalize (GObject *object)
{
  AmendsCallsPage *self = AMENDS_CALLS_PAGE (object);

  g_free (self->signature);
  g_free (self->shown);
  g_free (self->written);

  G_OBJECT_CLASS (amends_calls_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-calls-page.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, back);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, content);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, text);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, points);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, scenarios_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, scenarios);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, can_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, can);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, cannot_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, cannot);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, start);
  gtk_widget_class_bind_template_child (widget_class, AmendsCallsPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
}

static void
amends_calls_page_class_init (AmendsCallsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_calls_page_finalize;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->refresh = amends_calls_page_refresh;
  AMENDS_CASE_SUBPAGE_CLASS (klass)->leave = amends_calls_page_leave;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
amends_calls_page_init (AmendsCallsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  g_signal_connect (self, "notify::folded", G_CALLBACK (place_changed_cb), NULL);
  place_changed_cb (self);
}

gboolean
amends_calls_page_go_back (AmendsCallsPage *self)
{
  g_return_val_if_fail (AMENDS_IS_CALLS_PAGE (self), FALSE);

  if (!is_on_sheet (self))
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  return TRUE;
}
