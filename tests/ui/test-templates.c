/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every template of the window by itself: in both languages, from right to left, and with texts
 * twice as long as they are. */

#include "config.h"

#include "ui-walk.h"

#include "amends-playbook-window.h"

#include <dlfcn.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#define ROOT "/dev/amends/Amends"
/* What a phone shows. */
#define NARROW 360

/* "AmendsTodayPage" is made by amends_today_page_get_type (). */
static GType
find_type (const char *name)
{
  g_autoptr (GString) symbol = g_string_new (NULL);
  union
  {
    gpointer pointer;
    GType (*get_type) (void);
  } found;

  for (const char *c = name; *c != '\0'; c++)
    {
      if (g_ascii_isupper (*c) && c != name)
        g_string_append_c (symbol, '_');
      g_string_append_c (symbol, g_ascii_tolower (*c));
    }
  g_string_append (symbol, "_get_type");
  found.pointer = dlsym (RTLD_DEFAULT, symbol->str);
  return found.pointer != NULL ? found.get_type () : G_TYPE_INVALID;
}

/* Adds the type of the template in @path, if it holds one. */
static void
add_type (const char *path, GArray *types)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex) template = g_regex_new ("<template class=\"(\\w+)\"", 0, 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *name = NULL;
  GType type;

  if (!g_regex_match (template, text, 0, &match))
    return;
  name = g_match_info_fetch (match, 1);
  type = find_type (name);
  if (type == G_TYPE_INVALID)
    g_error ("%s is of no type", name);
  g_array_append_val (types, type);
}

static void
add_types (const char *folder, GArray *types)
{
  g_auto (GStrv) names =
      g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names[i], NULL);

      if (g_str_has_suffix (path, "/"))
        {
          path[strlen (path) - 1] = '\0';
          add_types (path, types);
        }
      else if (g_str_has_suffix (path, ".ui"))
        add_type (path, types);
    }
}

static char *
twice (const char *text)
{
  return text != NULL && *text != '\0' ? g_strconcat (text, " ", text, NULL) : NULL;
}

/* As a language with long words would have it. */
static void
double_texts (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      g_autofree char *text = twice (gtk_label_get_label (GTK_LABEL (widget)));

      if (text != NULL)
        gtk_label_set_label (GTK_LABEL (widget), text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    double_texts (child);
}

/* (transfer floating): what @made may be the child of. */
static GtkWidget *
put_around (GtkWidget *made)
{
  GtkWidget *around;

  if (GTK_IS_LIST_BOX_ROW (made))
    {
      around = gtk_list_box_new ();
      gtk_list_box_append (GTK_LIST_BOX (around), made);
      return around;
    }
  if (GTK_IS_POPOVER (made))
    {
      around = gtk_menu_button_new ();
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (around), made);
      return around;
    }
  return made;
}

/* @made: a widget by itself, or a window. It is not shown: it has no case or account to show. */
static void
check (UiWalk *walk, GtkWidget *made, const char *where)
{
  const char *name = G_OBJECT_TYPE_NAME (made);
  GtkWidget *window = made;
  GtkWidget *measured;
  int minimum;
  int height;

  if (!GTK_IS_WINDOW (made))
    {
      window = gtk_window_new ();
      gtk_window_set_child (GTK_WINDOW (window), put_around (made));
    }
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (made), "narrow") != NULL &&
      (g_object_class_find_property (G_OBJECT_GET_CLASS (made), "narrow")->flags &
       G_PARAM_WRITABLE) != 0)
    g_object_set (made, "narrow", TRUE, NULL);
  measured = GTK_IS_WINDOW (made) ? gtk_widget_get_first_child (made) : made;
  gtk_widget_measure (measured, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  /* Parts of a page get their narrow layout from it; a dialog has only one. */
  if (minimum > NARROW && GTK_IS_WINDOW (made) && !AMENDS_IS_PLAYBOOK_WINDOW (made))
    ui_walk_problem (walk, "%s, %s: %d px wide at least", where, name, minimum);
  double_texts (made);
  gtk_widget_measure (measured, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (measured, GTK_ORIENTATION_VERTICAL, MAX (minimum, NARROW), &height, NULL,
                      NULL, NULL);
  g_assert_cmpint (height, >=, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
check_all (const char *where)
{
  g_autoptr (GArray) types = g_array_new (FALSE, FALSE, sizeof (GType));
  UiWalk walk;

  ui_walk_init (&walk);
  add_types (ROOT, types);
  g_assert_cmpuint (types->len, >, 60);
  for (guint i = 0; i < types->len; i++)
    {
      GType type = g_array_index (types, GType, i);

      if (g_test_verbose ())
        g_test_message ("%s", g_type_name (type));
      check (&walk, g_object_new (type, NULL), where);
    }
  ui_walk_end (&walk);
}

static void
test_plain (void)
{
  check_all ("left to right");
}

static void
test_right_to_left (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  check_all ("right to left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_chinese (void)
{
  const char *folder = g_getenv ("AMENDS_PO");

  g_setenv ("LANGUAGE", "zh_CN", TRUE);
  setlocale (LC_ALL, "");
  if (folder != NULL)
    bindtextdomain (GETTEXT_PACKAGE, folder);
  if (g_str_equal (_ ("Escalations"), "Escalations"))
    g_test_skip ("no Chinese texts are built");
  else
    check_all ("Chinese");
  g_unsetenv ("LANGUAGE");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ui_follow_log ();
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add_func ("/ui/templates/plain", test_plain);
  g_test_add_func ("/ui/templates/right-to-left", test_right_to_left);
  g_test_add_func ("/ui/templates/chinese", test_chinese);
  return g_test_run ();
}
