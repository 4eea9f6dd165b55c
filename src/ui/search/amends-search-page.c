/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words anywhere. */

#include "config.h"

#include "amends-search-page.h"

#include "amends-feedback.h"
#include "amends-search-row.h"
#include "amends-session-find.h"
#include "amends-weak.h"

#include <glib/gi18n-lib.h>

/* What was found of one kind. */
typedef struct
{
  AmendsSearchPage *page; /* (unowned) */
  GListStore *store;      /* (owned): of AmendsMatch */
  GtkWidget *box;         /* (unowned) */
  GtkListBox *list;       /* (unowned) */
} Group;

struct _AmendsSearchPage
{
  AdwBin parent_instance;

  AmendsSession *session;    /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): the search that runs */
  char *words;               /* (owned) (nullable): what the rows shown were searched for */
  guint search;              /* tick callback of a search about to begin */
  gboolean opening;          /* the first hit, as soon as it is there */
  Group groups[AMENDS_N_MATCH_KINDS];

  GtkSearchEntry *entry;
  GtkStack *stack;
  AdwStatusPage *none;
  GtkBox *results;
  GtkButton *all;
};

enum
{
  BACK,
  LIST,
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsSearchPage, amends_search_page, ADW_TYPE_BIN)

/* Of each kind; more are no answer but a reason to type on. */
#define MOST_HITS 6

static const char *const headings[AMENDS_N_MATCH_KINDS] = {
  [AMENDS_MATCH_CASE] = N_ ("Escalations"),
  [AMENDS_MATCH_ACCOUNT] = N_ ("Accounts"),
  [AMENDS_MATCH_CONTACT] = N_ ("Contacts"),
  [AMENDS_MATCH_MESSAGE] = N_ ("Messages"),
  [AMENDS_MATCH_DRAFT] = N_ ("Drafts"),
  [AMENDS_MATCH_EVENT] = N_ ("Log"),
  [AMENDS_MATCH_INTERACTION] = N_ ("Interactions"),
};

/* (transfer none) (nullable) */
static AmendsSearchRow *
get_first (AmendsSearchPage *self)
{
  for (guint i = 0; i < AMENDS_N_MATCH_KINDS; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->groups[i].list, 0);

      if (row != NULL)
        return AMENDS_SEARCH_ROW (row);
    }
  return NULL;
}

static void
update_rows (AmendsSearchPage *self)
{
  for (guint i = 0; i < AMENDS_N_MATCH_KINDS; i++)
    {
      GtkListBoxRow *row;

      for (int at = 0; (row = gtk_list_box_get_row_at_index (self->groups[i].list, at)) != NULL;
           at++)
        amends_search_row_update (AMENDS_SEARCH_ROW (row), self->words);
    }
}

static void
show_matches (AmendsSearchPage *self, GPtrArray *matches)
{
  for (guint i = 0; i < AMENDS_N_MATCH_KINDS; i++)
    {
      g_autoptr (GPtrArray) some = g_ptr_array_new ();

      for (guint at = 0; at < matches->len; at++)
        if (AMENDS_MATCH (matches->pdata[at])->kind == (int) i)
          g_ptr_array_add (some, matches->pdata[at]);
      amends_record_list_merge (self->groups[i].store, some);
      gtk_widget_set_visible (self->groups[i].box, some->len > 0);
      if (i == AMENDS_MATCH_CASE)
        gtk_widget_set_visible (GTK_WIDGET (self->all), some->len >= MOST_HITS);
    }
  update_rows (self);
}

static void
update_place (AmendsSearchPage *self)
{
  const char *place = "results";

  if (self->words == NULL || *self->words == '\0')
    {
      place = "hint";
    }
  else if (get_first (self) == NULL)
    {
      g_autofree char *title =
          /* TRANSLATORS: %s is what was searched for */
          g_markup_printf_escaped (_ ("Nothing has “%s”"), self->words);

      adw_status_page_set_title (self->none, title);
      place = "none";
    }
  gtk_stack_set_visible_child_name (self->stack, place);
}

static char *
dup_words (AmendsSearchPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
show (AmendsSearchPage *self, const char *words, GPtrArray *matches)
{
  g_free (self->words);
  self->words = g_strdup (words);
  show_matches (self, matches);
  update_place (self);
  g_signal_emit (self, signals[FOUND], 0);
  if (self->opening && get_first (self) != NULL)
    amends_search_row_open (get_first (self));
  self->opening = FALSE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsSearchPage) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) matches =
      amends_session_find_finish (AMENDS_SESSION (source), result, &error);
  g_autofree char *words = NULL;

  if (self == NULL)
    return;
  if (matches == NULL)
    {
      amends_feedback_error (GTK_WIDGET (self), _ ("Nothing could be searched."), error);
      return;
    }
  words = dup_words (self);
  show (self, words, matches);
}

static void
run (AmendsSearchPage *self)
{
  g_autofree char *words = dup_words (self);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*words == '\0')
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      show (self, words, none);
      return;
    }
  self->cancellable = g_cancellable_new ();
  amends_session_find_async (self->session, words, MOST_HITS, self->cancellable, found_cb,
                             amends_weak_new (self));
}

static gboolean
search_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmendsSearchPage *self = AMENDS_SEARCH_PAGE (widget);

  self->search = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

/* Keys that arrive within one frame make one search. */
static void
search_changed_cb (AmendsSearchPage *self)
{
  self->opening = FALSE;
  if (self->search == 0)
    self->search = gtk_widget_add_tick_callback (GTK_WIDGET (self), search_tick_cb, NULL, NULL);
}

/* What the words say now, not what they said when the answer came. */
static void
activated_cb (AmendsSearchPage *self)
{
  g_autofree char *words = dup_words (self);
  AmendsSearchRow *first = get_first (self);

  if (g_strcmp0 (words, self->words) != 0)
    self->opening = TRUE;
  else if (first != NULL)
    amends_search_row_open (first);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row)
{
  amends_search_row_open (AMENDS_SEARCH_ROW (row));
}

static void
all_cb (AmendsSearchPage *self)
{
  g_signal_emit (self, signals[LIST], 0, self->words);
}

static void
back_cb (AmendsSearchPage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

/* --- Keys ---------------------------------------------------------------------------------------
 */

static gboolean
focus_row (Group *group, gboolean last)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (group->store));
  GtkListBoxRow *row =
      n > 0 ? gtk_list_box_get_row_at_index (group->list, last ? (int) n - 1 : 0) : NULL;

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The end of one group is not the end of the results; above the first one is the search. */
static gboolean
keynav_failed_cb (GtkListBox *list, GtkDirectionType direction, Group *group)
{
  AmendsSearchPage *self = group->page;
  int step = direction == GTK_DIR_DOWN ? 1 : -1;

  if (direction != GTK_DIR_DOWN && direction != GTK_DIR_UP)
    return FALSE;
  for (int i = (int) (group - self->groups) + step; i >= 0 && i < AMENDS_N_MATCH_KINDS; i += step)
    if (focus_row (&self->groups[i], step < 0))
      return TRUE;
  return step < 0 && gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static gboolean
entry_key_cb (AmendsSearchPage *self, guint key)
{
  AmendsSearchRow *first = get_first (self);

  if (key != GDK_KEY_Down || first == NULL)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* --- Life ---------------------------------------------------------------------------------------
 */

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  Group *group = user_data;

  return amends_search_row_new (group->page->session, item);
}

static void
add_group (AmendsSearchPage *self, guint kind)
{
  Group *group = &self->groups[kind];
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (_ (headings[kind]));
  GtkWidget *list = gtk_list_box_new ();

  group->page = self;
  group->store = g_list_store_new (AMENDS_TYPE_MATCH);
  group->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  group->list = GTK_LIST_BOX (list);
  gtk_widget_set_visible (group->box, FALSE);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (line), heading);
  if (kind == AMENDS_MATCH_CASE)
    gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->all));
  gtk_box_append (GTK_BOX (group->box), line);

  gtk_list_box_set_selection_mode (group->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (headings[kind]), -1);
  gtk_list_box_bind_model (group->list, G_LIST_MODEL (group->store), create_row, group, NULL);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), NULL);
  g_signal_connect (list, "keynav-failed", G_CALLBACK (keynav_failed_cb), group);
  gtk_box_append (GTK_BOX (group->box), list);
  gtk_box_append (self->results, group->box);
}

static void
amends_search_page_dispose (GObject *object)
{
  AmendsSearchPage *self = AMENDS_SEARCH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->all);
  for (guint i = 0; i < AMENDS_N_MATCH_KINDS; i++)
    g_clear_object (&self->groups[i].store);

  G_OBJECT_CLASS (amends_search_page_parent_class)->dispose (object);
}

static void
amends_search_page_finalize (GObject *object)
{
  g_free (AMENDS_SEARCH_PAGE (object)->words);

  G_OBJECT_CLASS (amends_search_page_parent_class)->finalize (object);
}

static void
amends_search_page_class_init (AmendsSearchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_search_page_dispose;
  object_class->finalize = amends_search_page_finalize;
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[LIST] = g_signal_new ("list", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchPage, none);
  gtk_widget_class_bind_template_child (widget_class, AmendsSearchPage, results);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
amends_search_page_init (AmendsSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->all = GTK_BUTTON (g_object_ref_sink (gtk_button_new_with_label (_ ("Show all"))));
  gtk_widget_add_css_class (GTK_WIDGET (self->all), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->all), "row-action");
  g_signal_connect_object (self->all, "clicked", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < AMENDS_N_MATCH_KINDS; i++)
    add_group (self, i);
  gtk_search_entry_set_key_capture_widget (self->entry, GTK_WIDGET (self));
}

AmendsSearchPage *
amends_search_page_new (AmendsSession *session)
{
  AmendsSearchPage *self = g_object_new (AMENDS_TYPE_SEARCH_PAGE, NULL);

  self->session = g_object_ref (session);
  return self;
}

void
amends_search_page_begin (AmendsSearchPage *self)
{
  g_return_if_fail (AMENDS_IS_SEARCH_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  /* What was found last time may have changed. */
  run (self);
}

void
amends_search_page_search_for (AmendsSearchPage *self, const char *words)
{
  g_return_if_fail (AMENDS_IS_SEARCH_PAGE (self));
  g_return_if_fail (words != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  amends_search_page_begin (self);
}

gboolean
amends_search_page_forward (AmendsSearchPage *self, GtkEventControllerKey *controller)
{
  g_return_val_if_fail (AMENDS_IS_SEARCH_PAGE (self), FALSE);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return gtk_event_controller_key_forward (
      controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}
