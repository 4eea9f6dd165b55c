/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program listens for: phrases of the send gate and of the signals. */

#include "config.h"

#include "amends-phrases-pane.h"

#include "amends-playbook-pane.h"
#include "amends-preferences-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AmendsPhrasesPane
{
  GtkBox parent_instance;

  GtkDropDown *source;
  GtkDropDown *language;
  GtkDropDown *rule;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkEditable *fresh;
  GtkWidget *reset;

  AmendsPlaybookEdit *edit;  /* (owned) (nullable) until it is set */
  GtkStringList *phrases;    /* (owned): of the rule, in its order */
  GtkFilterListModel *shown; /* (owned) */
  GPtrArray *rules;          /* (owned) (element-type utf8): places in the document */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (AmendsPhrasesPane, amends_phrases_pane, GTK_TYPE_BOX)

static const char *const languages[] = { "en", "zh-CN" };
static const char *const sources[] = { "gate", "lexicon" };

static char *
dup_key (AmendsPhrasesPane *self)
{
  return g_strdup_printf ("phrases/%s/%s",
                          languages[gtk_drop_down_get_selected (self->language) & 1],
                          sources[gtk_drop_down_get_selected (self->source) & 1]);
}

/* The list at a place: "phrases/vague" or "groups/7". (transfer none) (nullable) */
static JsonArray *
find_list (JsonNode *document, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", 2);
  JsonNode *node =
      document != NULL ? json_object_get_member (json_node_get_object (document), parts[0]) : NULL;

  if (node == NULL || parts[1] == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      guint64 index = 0;
      JsonArray *groups = json_node_get_array (node);

      if (!g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT, &index, NULL) ||
          index >= json_array_get_length (groups))
        return NULL;
      return json_object_get_array_member (json_array_get_object_element (groups, (guint) index),
                                           "phrases");
    }
  return json_object_has_member (json_node_get_object (node), parts[1])
             ? json_object_get_array_member (json_node_get_object (node), parts[1])
             : NULL;
}

/* A phrase is a text, or an object that says more of it. */
static const char *
get_phrase (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_string_member_with_default (json_node_get_object (node), "phrase",
                                                           "")
             : json_node_get_string (node);
}

static const char *
get_place (AmendsPhrasesPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->rule);

  return chosen < self->rules->len ? self->rules->pdata[chosen] : NULL;
}

/* --- The list -------------------------------------------------------------------------------- */

static void
show_own (AmendsPhrasesPane *self)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *path = g_strconcat (key, ".json", NULL);

  gtk_widget_set_visible (self->reset, amends_playbook_edit_is_own (self->edit, path));
}

static void
fill_phrases (AmendsPhrasesPane *self)
{
  g_autofree char *key = dup_key (self);
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, key);
  const char *place = get_place (self);
  JsonArray *list = place != NULL ? find_list (document, place) : NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    g_strv_builder_add (texts, get_phrase (json_array_get_element (list, i)));
  all = g_strv_builder_end (texts);
  gtk_string_list_splice (self->phrases, 0, g_list_model_get_n_items (G_LIST_MODEL (self->phrases)),
                          (const char *const *) all);
  show_own (self);
}

/* "severity-critical, problem" of {"kinds": {…}}, or the word that says what else it is. */
static char *
describe_group (JsonObject *group)
{
  JsonNode *kinds = json_object_get_member (group, "kinds");
  g_autoptr (GList) names = NULL;
  GString *text;

  if (kinds == NULL || !JSON_NODE_HOLDS_OBJECT (kinds))
    return g_strdup (json_object_get_string_member_with_default (group, "context", ""));
  text = g_string_new (NULL);
  names = json_object_get_members (json_node_get_object (kinds));
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", (char *) l->data);
  return g_string_free (text, FALSE);
}

static void
add_rule (AmendsPhrasesPane *self, GtkStringList *titles, char *place, const char *title)
{
  g_ptr_array_add (self->rules, place);
  gtk_string_list_append (titles, title);
}

/* What the send gate calls the rule in its findings: "Says little"; else its name. */
static char *
dup_title (JsonNode *document, const char *name)
{
  g_autofree char *path = g_strdup_printf ("messages/%s", name);
  JsonObject *message = amends_pane_walk (document, path);
  char *plain;

  if (message != NULL && json_object_has_member (message, "title"))
    return g_strdup (json_object_get_string_member (message, "title"));
  plain = g_strdelimit (g_strdup (name), "-", ' ');
  plain[0] = g_ascii_toupper (plain[0]);
  return plain;
}

static void
add_members (AmendsPhrasesPane *self,
             GtkStringList *titles,
             JsonNode *document,
             const char *member,
             const char *format)
{
  JsonNode *node = json_object_get_member (json_node_get_object (document), member);
  JsonObjectIter iter;
  const char *name;
  JsonNode *list;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &list))
    {
      g_autofree char *known = dup_title (document, name);
      g_autofree char *title = g_strdup_printf (format, known);

      add_rule (self, titles, g_strdup_printf ("%s/%s", member, name), title);
    }
}

static void
fill_rules (AmendsPhrasesPane *self)
{
  g_autofree char *key = dup_key (self);
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, key);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  JsonNode *groups =
      document != NULL ? json_object_get_member (json_node_get_object (document), "groups") : NULL;

  self->writing = TRUE;
  g_ptr_array_set_size (self->rules, 0);
  if (document != NULL)
    {
      add_members (self, titles, document, "phrases", "%s");
      /* TRANSLATORS: %s is a rule of the send gate, such as “Says little”: phrases it leaves alone
       */
      add_members (self, titles, document, "except", _ ("%s: except"));
    }
  for (guint i = 0; groups != NULL && i < json_array_get_length (json_node_get_array (groups)); i++)
    {
      g_autofree char *title =
          describe_group (json_array_get_object_element (json_node_get_array (groups), i));

      add_rule (self, titles, g_strdup_printf ("groups/%u", i), title);
    }
  gtk_drop_down_set_model (self->rule, G_LIST_MODEL (titles));
  self->writing = FALSE;
  fill_phrases (self);
}

static void
source_cb (AmendsPhrasesPane *self)
{
  if (self->edit != NULL && !self->writing)
    fill_rules (self);
}

static void
rule_cb (AmendsPhrasesPane *self)
{
  if (self->edit != NULL && !self->writing)
    fill_phrases (self);
}

/* --- Changing -------------------------------------------------------------------------------- */

/* What is new is seen at once. */
static void
put_first (JsonArray *list, const char *text)
{
  guint n = json_array_get_length (list);

  json_array_add_string_element (list, text);
  for (guint i = 0; i < n; i++)
    {
      json_array_add_element (list, json_node_copy (json_array_get_element (list, 0)));
      json_array_remove_element (list, 0);
    }
}

/* Removes @old, where it is not NULL, and puts @fresh first, where it is not. */
static void
change (AmendsPhrasesPane *self, const char *old, const char *fresh)
{
  g_autofree char *key = dup_key (self);
  g_autoptr (JsonNode) document = amends_playbook_edit_dup_document (self->edit, key);
  const char *place = get_place (self);
  JsonArray *list = place != NULL ? find_list (document, place) : NULL;

  if (list == NULL)
    return;
  for (guint i = 0; old != NULL && i < json_array_get_length (list); i++)
    if (g_strcmp0 (get_phrase (json_array_get_element (list, i)), old) == 0)
      {
        json_array_remove_element (list, i);
        break;
      }
  if (fresh != NULL)
    put_first (list, fresh);
  amends_playbook_edit_set_document (self->edit, key, document, NULL);
}

static void
add_cb (AmendsPhrasesPane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->fresh)));

  if (*text == '\0')
    return;
  change (self, NULL, text);
  gtk_editable_set_text (self->fresh, "");
}

static void
remove_cb (GtkButton *button, AmendsPhrasesPane *self)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (button), "phrase"));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  change (self, text, NULL);
}

static void
reset_cb (AmendsPhrasesPane *self)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *path = g_strconcat (key, ".json", NULL);

  amends_playbook_edit_reset (self->edit, path);
}

/* --- Rows ------------------------------------------------------------------------------------ */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AmendsPhrasesPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button =
      amends_preferences_icon_button_new ("user-trash-symbolic", _ ("Remove this phrase"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (box, 6);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AmendsPhrasesPane *self)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *button = gtk_widget_get_last_child (box);
  /* TRANSLATORS: %s is a phrase */
  g_autofree char *name = g_strdup_printf (_ ("Remove “%s”"), text);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  g_object_set_data_full (G_OBJECT (button), "phrase", g_strdup (text), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
search_cb (AmendsPhrasesPane *self)
{
  GtkFilter *filter = gtk_filter_list_model_get_filter (self->shown);

  gtk_string_filter_set_search (GTK_STRING_FILTER (filter),
                                gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
changed_cb (AmendsPhrasesPane *self, const char *path)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *mine = g_strconcat (key, ".json", NULL);

  if (g_strcmp0 (path, mine) == 0)
    fill_phrases (self);
}

static void
amends_phrases_pane_dispose (GObject *object)
{
  AmendsPhrasesPane *self = AMENDS_PHRASES_PANE (object);

  g_clear_object (&self->edit);
  g_clear_object (&self->phrases);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (amends_phrases_pane_parent_class)->dispose (object);
}

static void
amends_phrases_pane_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_PHRASES_PANE (object)->rules);

  G_OBJECT_CLASS (amends_phrases_pane_parent_class)->finalize (object);
}

static void
amends_phrases_pane_class_init (AmendsPhrasesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_phrases_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_phrases_pane_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/playbook/amends-phrases-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, source);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, language);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, rule);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, search);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, fresh);
  gtk_widget_class_bind_template_child (widget_class, AmendsPhrasesPane, reset);
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
}

static void
amends_phrases_pane_init (AmendsPhrasesPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkStringFilter *filter =
      gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));

  self->rules = g_ptr_array_new_with_free_func (g_free);
  self->phrases = gtk_string_list_new (NULL);
  self->shown =
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->phrases)), GTK_FILTER (filter));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

void
amends_phrases_pane_set_edit (AmendsPhrasesPane *self, AmendsPlaybookEdit *edit)
{
  g_return_if_fail (AMENDS_IS_PHRASES_PANE (self));

  g_set_object (&self->edit, edit);
  g_signal_connect_object (edit, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill_rules (self);
}
