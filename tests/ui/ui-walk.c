/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through what is shown the way the keyboard and a screen reader do. */

#include "config.h"

#include "ui-walk.h"

#include <string.h>

/* What a phone shows. */
#define NARROW 360

void
ui_walk_init (UiWalk *self)
{
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->n_widgets = 0;
  self->n_roots = 0;
}

void
ui_walk_end (UiWalk *self)
{
  guint found = self->problems->len;

  g_test_message ("%u widgets that take the focus, in %u places", self->n_widgets, self->n_roots);
  for (guint i = 0; i < found; i++)
    g_printerr ("# %s\n", (const char *) self->problems->pdata[i]);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_assert_cmpuint (found, ==, 0);
}

void
ui_walk_problem (UiWalk *self, const char *format, ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_ptr_array_find_with_equal_func (self->problems, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (self->problems, text);
}

/* Where a widget is, by the types above it and what it shows. */
static char *
describe (GtkWidget *widget)
{
  g_autoptr (GString) path = g_string_new (NULL);
  const char *words = NULL;
  GtkWidget *up = widget;

  for (guint i = 0; i < 5 && up != NULL; i++, up = gtk_widget_get_parent (up))
    {
      g_autofree char *before = g_strdup (path->str);

      g_string_printf (path, "%s%s%s", G_OBJECT_TYPE_NAME (up), i > 0 ? " > " : "", before);
    }
  if (GTK_IS_BUTTON (widget))
    words = gtk_button_get_label (GTK_BUTTON (widget)) != NULL
                ? gtk_button_get_label (GTK_BUTTON (widget))
                : gtk_button_get_icon_name (GTK_BUTTON (widget));
  else if (ADW_IS_PREFERENCES_ROW (widget))
    words = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  else if (GTK_IS_LABEL (widget))
    words = gtk_label_get_text (GTK_LABEL (widget));
  if (words != NULL)
    g_string_append_printf (path, " “%s”", words);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* --- Names and roles ------------------------------------------------------------------------- */

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      /* What it would say if the name were something else: nothing when it is empty. */
      g_autofree char *differs =
          gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, "");

      return differs != NULL;
    }
  return FALSE;
}

/* Parts of the toolkit's own widgets, which take the name from the whole. */
static GtkWidget *
get_whole (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  const GType wholes[] = { ADW_TYPE_COMBO_ROW,    GTK_TYPE_DROP_DOWN,   GTK_TYPE_SPIN_BUTTON,
                           GTK_TYPE_SEARCH_ENTRY, GTK_TYPE_MENU_BUTTON, GTK_TYPE_SCALE,
                           GTK_TYPE_EXPANDER,     GTK_TYPE_ENTRY };

  if (GTK_IS_TEXT (widget))
    for (GtkWidget *up = parent; up != NULL; up = gtk_widget_get_parent (up))
      if (GTK_IS_EDITABLE (up))
        return up;
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    if (parent != NULL && g_type_is_a (G_OBJECT_TYPE (parent), wholes[i]) &&
        (GTK_IS_TOGGLE_BUTTON (widget) || GTK_IS_BUTTON (widget)))
      return parent;
  return widget;
}

/* Widgets the toolkit makes and names, or that only scroll. */
static gboolean
is_of_the_toolkit (GtkWidget *widget)
{
  const char *name = G_OBJECT_TYPE_NAME (widget);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* GTK and libadwaita make it whole. */
  if (gtk_widget_get_ancestor (widget, ADW_TYPE_ABOUT_WINDOW) != NULL)
    return TRUE;
  if (GTK_IS_POPOVER (widget) || GTK_IS_WINDOW (widget) || GTK_IS_SCROLLED_WINDOW (widget) ||
      GTK_IS_LIST_BASE (widget) || GTK_IS_VIEWPORT (widget))
    return TRUE;
  /* The list inside of a row that opens. */
  if (GTK_IS_LIST_BOX (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_EXPANDER_ROW) != NULL)
    return TRUE;
  if (parent != NULL && (GTK_IS_WINDOW_CONTROLS (parent) || GTK_IS_TEXT (parent)))
    return TRUE;
  return g_str_equal (name, "GtkModelButton") || g_str_equal (name, "GtkColumnViewTitle");
}

static gboolean
is_row (GtkWidget *widget)
{
  return GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_FLOW_BOX_CHILD (widget) ||
         g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget") ||
         g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkColumnListItemWidget");
}

static gboolean
has_role (GtkWidget *widget)
{
  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_WIDGET:
    case GTK_ACCESSIBLE_ROLE_NONE:
    case GTK_ACCESSIBLE_ROLE_GENERIC:
    case GTK_ACCESSIBLE_ROLE_PRESENTATION:
      /* The toolkit has given this one none yet. */
      return GTK_IS_CALENDAR (widget);
    default:
      return TRUE;
    }
}

static gboolean
takes_focus (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget);
}

/* What is found is kept: rows may be made anew while the focus goes around. */
static void
collect (GtkWidget *widget, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_can_focus (widget))
    return;
  if (takes_focus (widget))
    g_ptr_array_add (found, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      collect (child, found);
}

static void
check_widget (UiWalk *self, GtkWidget *widget, const char *where)
{
  GtkWidget *whole = get_whole (widget);
  g_autofree char *what = NULL;

  self->n_widgets++;
  if (is_of_the_toolkit (widget))
    return;
  what = describe (widget);
  if (!is_named (whole) && !is_named (widget))
    ui_walk_problem (self, "%s: no name: %s", where, what);
  if (!has_role (whole) && !has_role (widget))
    ui_walk_problem (self, "%s: no role: %s", where, what);
  if (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_accepts_tab (GTK_TEXT_VIEW (widget)))
    ui_walk_problem (self, "%s: Tab does not leave: %s", where, what);
}

/* --- Tab ------------------------------------------------------------------------------------- */

/* Where Tab leads from the start of @window until it leads nowhere new: a list is entered where it
 * was left, so that the second round may differ from the first. What holds the focus shows in what
 * is not reached. */
static GHashTable *
follow_tab (GtkWindow *window, GtkDirectionType direction)
{
  g_autoptr (GHashTable) reached = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  guint old = 0;

  gtk_window_set_focus (window, NULL);
  while (old <= g_hash_table_size (reached) + 2)
    {
      GtkWidget *focus;

      if (!gtk_widget_child_focus (GTK_WIDGET (window), direction))
        break;
      focus = gtk_window_get_focus (window);
      if (focus == NULL)
        break;
      if (g_hash_table_contains (reached, focus))
        old++;
      else
        {
          g_hash_table_add (reached, g_object_ref (focus));
          old = 0;
        }
    }
  return g_steal_pointer (&reached);
}

static gboolean
holds_reached (GtkWidget *widget, GHashTable *reached)
{
  GHashTableIter iter;
  gpointer focus;

  g_hash_table_iter_init (&iter, reached);
  while (g_hash_table_iter_next (&iter, &focus, NULL))
    if (focus == widget || gtk_widget_is_ancestor (focus, widget))
      return TRUE;
  return FALSE;
}

/* Arrow keys lead from row to row and from one choice to the next; Tab leads into a row's parts. */
static gboolean
is_reached_by_arrows (GtkWindow *window, GtkWidget *widget, GHashTable *reached)
{
  GtkWidget *row = widget;

  while (row != NULL && !is_row (row))
    row = gtk_widget_get_parent (row);
  if (row == NULL)
    return (GTK_IS_CHECK_BUTTON (widget) || GTK_IS_TOGGLE_BUTTON (widget)) &&
           holds_reached (gtk_widget_get_parent (widget), reached);
  if (!holds_reached (gtk_widget_get_parent (row), reached))
    return FALSE;
  if (row == widget)
    return TRUE;
  /* Enter on the row does for it. */
  if (ADW_IS_ACTION_ROW (row) &&
      adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget)
    return TRUE;
  if (gtk_widget_get_focusable (row))
    gtk_widget_grab_focus (row);
  else
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  for (guint i = 0; i < 100; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (window);

      if (focus == widget || (focus != NULL && gtk_widget_is_ancestor (focus, widget)))
        return TRUE;
      if (focus == NULL || (focus != row && !gtk_widget_is_ancestor (focus, row)))
        return FALSE;
      gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
    }
  return FALSE;
}

void
ui_walk_window (UiWalk *self, GtkWindow *window, const char *where)
{
  g_autoptr (GPtrArray) widgets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) forward = NULL;
  g_autoptr (GHashTable) backward = NULL;

  self->n_roots++;
  collect (GTK_WIDGET (window), widgets);
  if (widgets->len == 0)
    ui_walk_problem (self, "%s: nothing takes the focus", where);
  for (guint i = 0; i < widgets->len; i++)
    check_widget (self, widgets->pdata[i], where);
  forward = follow_tab (window, GTK_DIR_TAB_FORWARD);
  backward = follow_tab (window, GTK_DIR_TAB_BACKWARD);
  for (guint i = 0; i < widgets->len; i++)
    {
      GtkWidget *widget = widgets->pdata[i];

      /* Bars of the window are for the pointer; the keys of the desktop do the same. */
      if (!takes_focus (widget) || is_of_the_toolkit (widget) || holds_reached (widget, forward) ||
          holds_reached (widget, backward) || is_reached_by_arrows (window, widget, forward))
        continue;
      else
        {
          g_autofree char *what = describe (widget);

          ui_walk_problem (self, "%s: Tab does not reach: %s", where, what);
        }
    }
  if (g_hash_table_size (backward) < 2 && g_hash_table_size (forward) > 2)
    ui_walk_problem (self, "%s: Shift+Tab does not lead back", where);
}

/* --- Popovers and width ---------------------------------------------------------------------- */

void
ui_walk_width (UiWalk *self, GtkWidget *widget, const char *where)
{
  int minimum;

  /* Without the shadow around a window. */
  if (GTK_IS_WINDOW (widget))
    widget = gtk_widget_get_first_child (widget);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROW)
    ui_walk_problem (self, "%s: %d px wide at least", where, minimum);
}

static gboolean
is_in_view (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t area;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, root, &area) &&
         area.origin.x >= 0 && area.origin.y >= 0 &&
         area.origin.x + area.size.width <= (float) gtk_widget_get_width (root) &&
         area.origin.y + area.size.height <= (float) gtk_widget_get_height (root);
}

static void
check_popover (UiWalk *self, GtkMenuButton *button, const char *where)
{
  g_autoptr (GPtrArray) widgets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *what = describe (GTK_WIDGET (button));
  g_autofree char *place = g_strdup_printf ("%s, %s", where, what);
  GtkWidget *popover;

  /* Focus brings it into view, where there is room for what it opens. */
  gtk_widget_grab_focus (GTK_WIDGET (button));
  ui_settle (button);
  if (!is_in_view (GTK_WIDGET (button)))
    return;
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  if (popover == NULL)
    return;
  ui_settle (popover);
  self->n_roots++;
  collect (popover, widgets);
  for (guint i = 0; i < widgets->len; i++)
    check_widget (self, widgets->pdata[i], place);
  ui_walk_width (self, popover, place);
  gtk_menu_button_popdown (button);
  ui_settle (button);
}

static void
collect_menu_buttons (GtkWidget *widget, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_is_sensitive (widget))
    g_ptr_array_add (found, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_menu_buttons (child, found);
}

void
ui_walk_popovers (UiWalk *self, GtkWidget *root, const char *where)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new_with_free_func (g_object_unref);

  collect_menu_buttons (root, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]))
      check_popover (self, buttons->pdata[i], where);
}

/* --- Actions and windows --------------------------------------------------------------------- */

gboolean
ui_walk_activate (GtkWidget *root, const char *action, const char *target)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (gtk_widget_activate_action (root, action, target != NULL ? "s" : NULL, target))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (ui_walk_activate (child, action, target))
      return TRUE;
  return FALSE;
}

GPtrArray *
ui_walk_list_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  /* Kept, so that no later window is found in the place of one that has gone. */
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    g_ptr_array_add (found, g_list_model_get_item (windows, i));
  return g_steal_pointer (&found);
}

GtkWindow *
ui_walk_wait_for_window (GPtrArray *before)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      g_autoptr (GPtrArray) now = ui_walk_list_windows ();

      for (guint i = 0; i < now->len; i++)
        if (!g_ptr_array_find (before, now->pdata[i], NULL) &&
            gtk_widget_get_mapped (now->pdata[i]))
          return now->pdata[i];
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  return NULL;
}
