/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long everything may take: the rules of each clock. */

#include "config.h"

#include "amends-clocks-pane.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-playbook-pane.h"
#include "amends-preferences-window.h"

#include <glib/gi18n-lib.h>

#define FILE_KEY "sla"

struct _AmendsClocksPane
{
  AdwPreferencesPage parent_instance;

  AmendsPlaybookEdit *edit; /* (owned) (nullable) until it is set */
  GPtrArray *groups;        /* (owned) (element-type GtkWidget) */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsClocksPane, amends_clocks_pane, ADW_TYPE_PREFERENCES_PAGE)

/* How an allowance is written in the document. */
static const struct
{
  const char *member;
  gboolean working_hours;
} units[] = {
  { "minutes", FALSE },
  { "hours", FALSE },
  { "hours", TRUE },
  { "working_days", FALSE },
};

/* One rule with its editors. */
typedef struct
{
  AmendsClocksPane *pane; /* (unowned) */
  char *path;             /* (owned): of the rule */
  GtkSpinButton *number;
  GtkDropDown *unit;
  GtkEditable *texts[2];
  AdwExpanderRow *row;
} Rule;

static const char *const languages[] = { "en", "zh-CN" };

static void
rule_free (gpointer data, GClosure *closure)
{
  Rule *rule = data;

  g_free (rule->path);
  g_free (rule);
}

static void
store (AmendsClocksPane *self, JsonNode *document, const char *tag)
{
  self->writing = TRUE;
  amends_playbook_edit_set_document (self->edit, FILE_KEY, document, tag);
  self->writing = FALSE;
}

static guint
find_unit (JsonObject *rule)
{
  gboolean working = json_object_get_boolean_member_with_default (rule, "working_hours", FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (json_object_has_member (rule, units[i].member) && units[i].working_hours == working)
      return i;
  return 0;
}

/* The number as it stands in a sentence becomes the new one; a sentence that has it twice, or not
 * at all, is left to the writer. */
static char *
renumber (const char *text, int before, int after)
{
  g_autofree char *pattern = g_strdup_printf ("(?<!\\d)%d(?!\\d)", before);
  g_autofree char *number = g_strdup_printf ("%d", after);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match) || g_match_info_next (match, NULL))
    return NULL;
  return g_regex_replace_literal (regex, text, -1, 0, number, 0, NULL);
}

static void
set_words (JsonObject *object, const char *language, const char *text)
{
  JsonObject *words = json_object_has_member (object, "text")
                          ? json_object_get_object_member (object, "text")
                          : NULL;

  if (words == NULL)
    {
      words = json_object_new ();
      json_object_set_object_member (object, "text", words);
    }
  json_object_set_string_member (words, language, text);
}

static void
amount_cb (Rule *rule)
{
  AmendsClocksPane *self = rule->pane;
  g_autoptr (JsonNode) document = NULL;
  guint unit = gtk_drop_down_get_selected (rule->unit);
  int value = gtk_spin_button_get_value_as_int (rule->number);
  JsonObject *object;
  int before;

  if (self->writing || unit >= G_N_ELEMENTS (units))
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  object = document != NULL ? amends_pane_walk (document, rule->path) : NULL;
  if (object == NULL)
    return;
  before =
      (int) json_object_get_int_member_with_default (object, units[find_unit (object)].member, -1);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (json_object_has_member (object, units[i].member))
      json_object_remove_member (object, units[i].member);
  if (json_object_has_member (object, "working_hours"))
    json_object_remove_member (object, "working_hours");
  json_object_set_int_member (object, units[unit].member, value);
  if (units[unit].working_hours)
    json_object_set_boolean_member (object, "working_hours", TRUE);

  self->writing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (languages) && before != value; i++)
    {
      g_autofree char *text = renumber (gtk_editable_get_text (rule->texts[i]), before, value);

      if (text == NULL)
        continue;
      set_words (object, languages[i], text);
      gtk_editable_set_text (rule->texts[i], text);
    }
  self->writing = FALSE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rule->row),
                                 amends_pane_pick (object, "text"));
  store (self, document, rule->path);
}

static void
text_cb (Rule *rule)
{
  AmendsClocksPane *self = rule->pane;
  g_autoptr (JsonNode) document = NULL;
  JsonObject *object;

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  object = document != NULL ? amends_pane_walk (document, rule->path) : NULL;
  if (object == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    set_words (object, languages[i], gtk_editable_get_text (rule->texts[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rule->row),
                                 amends_pane_pick (object, "text"));
  store (self, document, rule->path);
}

static GtkWidget *
make_amount (Rule *rule, JsonObject *object)
{
  const char *const names[] = { _ ("minutes"), _ ("hours"), _ ("working hours"), _ ("working days"),
                                NULL };
  guint unit = find_unit (object);
  GtkWidget *row = amends_pane_number_row_new (
      _ ("Within"), NULL, 0, 10000, 1, 0,
      (double) json_object_get_int_member_with_default (object, units[unit].member, 0),
      &rule->number);
  GtkWidget *drop = gtk_drop_down_new_from_strings (names);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), unit);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Unit"),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), drop);
  rule->unit = GTK_DROP_DOWN (drop);
  return row;
}

static void
add_rule (AmendsClocksPane *self, AdwPreferencesGroup *group, char *path, JsonObject *object)
{
  const char *const titles[] = { _ ("In words, English"), _ ("In words, Chinese") };
  GtkWidget *expander = adw_expander_row_new ();
  Rule *rule = g_new0 (Rule, 1);
  JsonObject *words = json_object_has_member (object, "text")
                          ? json_object_get_object_member (object, "text")
                          : NULL;

  rule->pane = self;
  rule->path = path;
  rule->row = ADW_EXPANDER_ROW (expander);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), amends_pane_pick (object, "text"));
  adw_expander_row_add_row (rule->row, make_amount (rule, object));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *text =
          words != NULL ? json_object_get_string_member_with_default (words, languages[i], "") : "";
      GtkWidget *entry = amends_pane_text_row_new (titles[i], text);

      rule->texts[i] = GTK_EDITABLE (entry);
      adw_expander_row_add_row (rule->row, entry);
      g_signal_connect_swapped (entry, "changed", G_CALLBACK (text_cb), rule);
    }
  g_signal_connect_swapped (rule->number, "value-changed", G_CALLBACK (amount_cb), rule);
  /* The rule lives with the last of its handlers. */
  g_signal_connect_data (rule->unit, "notify::selected", G_CALLBACK (amount_cb), rule, rule_free,
                         G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, expander);
}

static void
soon_cb (GtkSpinButton *spin, AmendsClocksPane *self)
{
  g_autoptr (JsonNode) document = NULL;

  if (self->writing)
    return;
  document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  if (document == NULL)
    return;
  json_object_set_double_member (json_node_get_object (document), "due_soon",
                                 gtk_spin_button_get_value (spin) / 100);
  store (self, document, "due_soon");
}

static void
add_soon (AmendsClocksPane *self, JsonObject *root)
{
  AdwPreferencesGroup *group =
      amends_pane_add_group (ADW_PREFERENCES_PAGE (self), self->groups, _ ("Due soon"), NULL);
  GtkSpinButton *spin;

  adw_preferences_group_add (
      group,
      amends_pane_number_row_new (
          _ ("Due soon from, in percent"), _ ("Of the time that a clock is given"), 1, 99, 5, 0,
          json_object_get_double_member_with_default (root, "due_soon", 0.75) * 100, &spin));
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (soon_cb), self, 0);
}

static void
add_clock (AmendsClocksPane *self, JsonNode *document, GEnumValue *kind)
{
  g_autofree char *path = g_strdup_printf ("clocks/%s/rules", kind->value_nick);
  JsonObject *rules = amends_pane_walk (document, path);
  AdwPreferencesGroup *group;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (rules == NULL)
    return;
  group = amends_pane_add_group (ADW_PREFERENCES_PAGE (self), self->groups,
                                 amends_enum_get_label (AMENDS_TYPE_CLOCK_KIND, kind->value), NULL);
  json_object_iter_init_ordered (&iter, rules);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_OBJECT (node))
      add_rule (self, group, g_strdup_printf ("%s/%s", path, name), json_node_get_object (node));
}

static void
fill (AmendsClocksPane *self)
{
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, FILE_KEY);
  g_autoptr (GEnumClass) kinds = g_type_class_ref (AMENDS_TYPE_CLOCK_KIND);

  self->writing = TRUE;
  amends_pane_clear (ADW_PREFERENCES_PAGE (self), self->groups);
  for (guint i = 0; document != NULL && i < kinds->n_values; i++)
    add_clock (self, document, &kinds->values[i]);
  if (document != NULL)
    add_soon (self, json_node_get_object (document));
  self->writing = FALSE;
}

static void
changed_cb (AmendsClocksPane *self, const char *path)
{
  if (!self->writing && g_strcmp0 (path, FILE_KEY ".json") == 0)
    fill (self);
}

static void
amends_clocks_pane_dispose (GObject *object)
{
  g_clear_object (&AMENDS_CLOCKS_PANE (object)->edit);

  G_OBJECT_CLASS (amends_clocks_pane_parent_class)->dispose (object);
}

static void
amends_clocks_pane_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_CLOCKS_PANE (object)->groups);

  G_OBJECT_CLASS (amends_clocks_pane_parent_class)->finalize (object);
}

static void
amends_clocks_pane_class_init (AmendsClocksPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_clocks_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_clocks_pane_finalize;
}

static void
amends_clocks_pane_init (AmendsClocksPane *self)
{
  self->groups = g_ptr_array_new ();
}

void
amends_clocks_pane_set_edit (AmendsClocksPane *self, AmendsPlaybookEdit *edit)
{
  g_return_if_fail (AMENDS_IS_CLOCKS_PANE (self));

  g_set_object (&self->edit, edit);
  g_signal_connect_object (edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
}
