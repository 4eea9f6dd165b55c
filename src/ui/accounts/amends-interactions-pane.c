/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interactions of an account, by kind. */

#include "config.h"

#include "amends-interactions-pane.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-filter-button.h"
#include "amends-format.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

/* How many rows are made at once. */
#define PORTION 50

struct _AmendsInteractionsPane
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsRiskFile *file;   /* (owned) (nullable) until it is read */
  GHashTable *open;       /* (owned) (element-type utf8): ids whose text is shown */
  guint most;             /* rows shown */

  AmendsFilterButton *kinds;
  GtkWidget *clear;
  GtkWidget *filters;
  GtkListBox *list;
  GtkWidget *more;
  GtkWidget *none;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (AmendsInteractionsPane, amends_interactions_pane, ADW_TYPE_BIN)

static const int kinds[] = {
  AMENDS_INTERACTION_TICKET,     AMENDS_INTERACTION_E_MAIL, AMENDS_INTERACTION_CALL,
  AMENDS_INTERACTION_MEETING,    AMENDS_INTERACTION_SURVEY, AMENDS_INTERACTION_COMPLAINT,
  AMENDS_INTERACTION_ESCALATION, AMENDS_INTERACTION_FORUM,  AMENDS_INTERACTION_SOCIAL,
  AMENDS_INTERACTION_NOTE,
};

static const char *
get_icon (AmendsInteractionKind kind)
{
  switch (kind)
    {
    case AMENDS_INTERACTION_TICKET:
      return "amends-list-symbolic";
    case AMENDS_INTERACTION_E_MAIL:
      return "amends-message-symbolic";
    case AMENDS_INTERACTION_CALL:
      return "amends-call-symbolic";
    case AMENDS_INTERACTION_MEETING:
      return "amends-people-symbolic";
    case AMENDS_INTERACTION_SURVEY:
      return "amends-tone-symbolic";
    case AMENDS_INTERACTION_COMPLAINT:
      return "dialog-warning-symbolic";
    case AMENDS_INTERACTION_ESCALATION:
      return "amends-escalations-symbolic";
    case AMENDS_INTERACTION_FORUM:
    case AMENDS_INTERACTION_SOCIAL:
      return "amends-open-symbolic";
    case AMENDS_INTERACTION_UNKNOWN:
    case AMENDS_INTERACTION_NOTE:
    default:
      return "amends-edit-symbolic";
    }
}

static gboolean
passes (AmendsInteractionsPane *self, AmendsInteraction *one)
{
  guint mask = amends_filter_button_get_mask (self->kinds);

  return mask == 0 || (mask & (1u << one->kind)) != 0;
}

/* (transfer full): the first line with words in it. */
static char *
dup_first_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      return g_strdup (lines[i]);
  return g_strdup ("");
}

/* (transfer full) (nullable): "NPS 3" */
static char *
format_answer (AmendsInteraction *one)
{
  if (one->nps != AMENDS_UNKNOWN)
    /* TRANSLATORS: the answer to a survey, 0 to 10 */
    return g_strdup_printf (_ ("NPS %d"), one->nps);
  if (one->csat != AMENDS_UNKNOWN)
    /* TRANSLATORS: the answer to a survey, 0 to 100 */
    return g_strdup_printf (_ ("CSAT %d"), one->csat);
  return NULL;
}

static const char *
find_name (AmendsInteractionsPane *self, AmendsInteraction *one)
{
  GPtrArray *people = self->file->engagement;

  for (guint i = 0; i < people->len; i++)
    {
      const AmendsEngagement *person = people->pdata[i];

      if (g_strcmp0 (person->contact->id, one->contact_id) == 0)
        return person->contact->name;
    }
  return one->people != NULL ? one->people[0] : NULL;
}

/* (transfer full): "Ticket · from the customer · Lucía Ferrer" */
static char *
format_kind (AmendsInteractionsPane *self, AmendsInteraction *one)
{
  const char *kind = amends_enum_get_label (AMENDS_TYPE_INTERACTION_KIND, one->kind);
  const char *direction = amends_enum_get_label (AMENDS_TYPE_DIRECTION, one->direction);
  g_autofree char *answer = format_answer (one);
  g_autofree char *first = amends_case_join (kind, direction);
  g_autofree char *second = amends_case_join (first, find_name (self, one));

  return amends_case_join (second, answer);
}

/* --- Rows ------------------------------------------------------------------------------------ */

static GtkWidget *
new_label (const char *text, const char *class_name, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wraps)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

static void
set_open (GtkListBoxRow *row, gboolean open)
{
  GtkWidget *line = g_object_get_data (G_OBJECT (row), "line");
  GtkWidget *text = g_object_get_data (G_OBJECT (row), "text");
  GtkWidget *arrow = g_object_get_data (G_OBJECT (row), "arrow");

  gtk_widget_set_visible (line, !open && *gtk_label_get_label (GTK_LABEL (line)) != '\0');
  gtk_widget_set_visible (text, open);
  gtk_image_set_from_icon_name (GTK_IMAGE (arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static GtkWidget *
new_lines (AmendsInteractionsPane *self, AmendsInteraction *one, GtkWidget *row)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *subject = one->subject != NULL && *one->subject != '\0'
                            ? one->subject
                            : amends_enum_get_label (AMENDS_TYPE_INTERACTION_KIND, one->kind);
  const char *whole = one->text != NULL && *one->text != '\0' ? one->text : _ ("No text.");
  g_autofree char *kind = format_kind (self, one);
  g_autofree char *first = dup_first_line (one->text);
  GtkWidget *line = new_label (first, "dense-text", FALSE);
  GtkWidget *text = new_label (whole, "dense-text", TRUE);
  GtkWidget *below = new_label (kind, "caption", TRUE);

  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_add_css_class (below, "numeric");
  gtk_widget_add_css_class (text, "long-text");
  gtk_box_append (GTK_BOX (lines), new_label (subject, NULL, FALSE));
  gtk_box_append (GTK_BOX (lines), line);
  gtk_box_append (GTK_BOX (lines), text);
  gtk_box_append (GTK_BOX (lines), below);
  g_object_set_data (G_OBJECT (row), "line", line);
  g_object_set_data (G_OBJECT (row), "text", text);
  return lines;
}

static GtkWidget *
new_row (AmendsInteractionsPane *self, AmendsInteraction *one)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (one->kind));
  GtkWidget *arrow = gtk_image_new ();
  g_autofree char *when = amends_format_moment_short (one->at, amends_session_now (self->session),
                                                      amends_session_get_zone (self->session));
  GtkWidget *date = gtk_label_new (when);
  g_autofree char *kind = format_kind (self, one);
  g_autofree char *first = amends_case_join (one->subject, kind);
  g_autofree char *name = amends_case_join (first, when);

  gtk_widget_add_css_class (row, "account-entry");
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_add_css_class (date, "caption");
  gtk_widget_add_css_class (date, "numeric");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_widget_set_valign (date, GTK_ALIGN_START);
  gtk_widget_set_valign (arrow, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_lines (self, one, row));
  gtk_box_append (GTK_BOX (box), date);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "arrow", arrow);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (one->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_open (GTK_LIST_BOX_ROW (row), g_hash_table_contains (self->open, one->id));
  return row;
}

static void
update (AmendsInteractionsPane *self)
{
  GPtrArray *all = self->file->interactions;
  GtkListBoxRow *row;
  guint n = 0;
  g_autofree char *count = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < all->len; i++)
    if (passes (self, all->pdata[i]) && n++ < self->most)
      gtk_list_box_append (self->list, new_row (self, all->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->more, n > self->most);
  gtk_widget_set_visible (self->filters, all->len > 0);
  gtk_widget_set_visible (self->none, all->len == 0);
  gtk_widget_set_visible (self->clear, amends_filter_button_get_mask (self->kinds) != 0);
  /* TRANSLATORS: how many interactions the filter lets through, and how many there are */
  count = g_strdup_printf (_ ("%1$u of %2$u"), n, all->len);
  gtk_label_set_label (self->count, count);
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
filter_cb (AmendsInteractionsPane *self)
{
  self->most = PORTION;
  if (self->file != NULL)
    update (self);
}

static void
clear_cb (AmendsInteractionsPane *self)
{
  amends_filter_button_clear (self->kinds);
  filter_cb (self);
}

static void
more_cb (AmendsInteractionsPane *self)
{
  guint at = self->most;
  GtkListBoxRow *row;

  self->most += PORTION;
  update (self);
  row = gtk_list_box_get_row_at_index (self->list, (int) at);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
activated_cb (AmendsInteractionsPane *self, GtkListBoxRow *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");
  gboolean open = !g_hash_table_contains (self->open, id);

  if (open)
    g_hash_table_add (self->open, g_strdup (id));
  else
    g_hash_table_remove (self->open, id);
  set_open (row, open);
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_interactions_pane_dispose (GObject *object)
{
  AmendsInteractionsPane *self = AMENDS_INTERACTIONS_PANE (object);

  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_interactions_pane_parent_class)->dispose (object);
}

static void
amends_interactions_pane_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_INTERACTIONS_PANE (object)->open);

  G_OBJECT_CLASS (amends_interactions_pane_parent_class)->finalize (object);
}

static void
amends_interactions_pane_class_init (AmendsInteractionsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_interactions_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_interactions_pane_finalize;
  g_type_ensure (AMENDS_TYPE_FILTER_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-interactions-pane.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, kinds);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, clear);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, filters);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, list);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, more);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, none);
  gtk_widget_class_bind_template_child (widget_class, AmendsInteractionsPane, count);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
amends_interactions_pane_init (AmendsInteractionsPane *self)
{
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->most = PORTION;
  gtk_widget_init_template (GTK_WIDGET (self));
  amends_filter_button_set_values (self->kinds, AMENDS_TYPE_INTERACTION_KIND, kinds,
                                   G_N_ELEMENTS (kinds));
}

/* What the rows are made of is still the same. */
static gboolean
is_same (AmendsRiskFile *one, AmendsRiskFile *two)
{
  if (one == NULL || one->interactions->len != two->interactions->len)
    return FALSE;
  for (guint i = 0; i < one->interactions->len; i++)
    if (!amends_record_equal (one->interactions->pdata[i], two->interactions->pdata[i]))
      return FALSE;
  return TRUE;
}

void
amends_interactions_pane_set_file (AmendsInteractionsPane *self,
                                   AmendsSession *session,
                                   AmendsRiskFile *file)
{
  gboolean same;

  g_return_if_fail (AMENDS_IS_INTERACTIONS_PANE (self));
  g_return_if_fail (AMENDS_IS_RISK_FILE (file));

  same = is_same (self->file, file);
  g_set_object (&self->session, session);
  g_set_object (&self->file, file);
  if (!same)
    update (self);
}

void
amends_interactions_pane_show (AmendsInteractionsPane *self, const char *id)
{
  g_return_if_fail (AMENDS_IS_INTERACTIONS_PANE (self));

  if (self->file == NULL)
    return;
  amends_filter_button_clear (self->kinds);
  g_hash_table_add (self->open, g_strdup (id));
  self->most = G_MAXUINT;
  update (self);
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return;
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), id) == 0)
        {
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
}
