/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of the matrix. */

#include "config.h"

#include "amends-stakeholder-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsStakeholderRow
{
  GtkListBoxRow parent_instance;

  GtkGrid *grid;
  GtkWidget *person_cell;
  GtkLabel *person;
  GtkLabel *role;
  GtkWidget *raci_cell;
  GtkLabel *raci;
  GtkWidget *ask_cell;
  GtkLabel *ask;
  GtkLabel *sources;
  GtkLabel *deadline;
  GtkWidget *notified_cell;
  GtkImage *notified_icon;
  GtkLabel *notified;
  GtkWidget *acknowledged_cell;
  GtkImage *acknowledged_icon;
  GtkLabel *acknowledged;

  AmendsStakeholder *stakeholder; /* (owned) (nullable) */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (AmendsStakeholderRow, amends_stakeholder_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_stakeholder_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_STAKEHOLDER_ROW (object)->stakeholder);

  G_OBJECT_CLASS (amends_stakeholder_row_parent_class)->dispose (object);
}

static void
amends_stakeholder_row_class_init (AmendsStakeholderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_stakeholder_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-stakeholder-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, grid);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, person_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, person);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, role);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, raci_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, raci);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, ask_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, ask);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, sources);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, deadline);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, notified_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, notified_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, notified);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, acknowledged_cell);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, acknowledged_icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsStakeholderRow, acknowledged);
}

static void
amends_stakeholder_row_init (AmendsStakeholderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_stakeholder_row_new (GtkSizeGroup *const *columns)
{
  AmendsStakeholderRow *self = g_object_new (AMENDS_TYPE_STAKEHOLDER_ROW, NULL);
  GtkWidget *cells[AMENDS_STAKEHOLDER_COLUMNS] = {
    [AMENDS_STAKEHOLDER_PERSON] = self->person_cell,
    [AMENDS_STAKEHOLDER_RACI] = self->raci_cell,
    [AMENDS_STAKEHOLDER_DEADLINE] = GTK_WIDGET (self->deadline),
    [AMENDS_STAKEHOLDER_NOTIFIED] = self->notified_cell,
    [AMENDS_STAKEHOLDER_ACKNOWLEDGED] = self->acknowledged_cell,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    gtk_size_group_add_widget (columns[i], cells[i]);
  return GTK_WIDGET (self);
}

void
amends_stakeholder_row_set_header (AmendsStakeholderRow *self)
{
  g_return_if_fail (AMENDS_IS_STAKEHOLDER_ROW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self), "tell-header");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  /* A list whose first row is sensitive but takes no focus is passed over by Tab. */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  gtk_label_set_text (self->person, C_ ("column", "Person"));
  gtk_label_set_text (self->raci, C_ ("column", "RACI"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->raci), "tag");
  gtk_label_set_text (self->ask, C_ ("column", "Ask, and why this person"));
  gtk_label_set_text (self->deadline, C_ ("column", "Deadline"));
  gtk_label_set_text (self->notified, C_ ("column", "Notified"));
  gtk_label_set_text (self->acknowledged, C_ ("column", "Acknowledged"));
  gtk_widget_set_visible (GTK_WIDGET (self->role), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sources), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notified_icon), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->acknowledged_icon), FALSE);
}

char *
amends_stakeholder_dup_who (AmendsSession *session, AmendsStakeholder *stakeholder)
{
  const char *title = amends_session_get_role_title (session, stakeholder->role);

  return g_strdup (
      *title != '\0' ? title : amends_enum_get_label (AMENDS_TYPE_ROLE, (int) stakeholder->role));
}

typedef struct
{
  const char *icon;
  const char *css;
  char *text;   /* (owned): in its column */
  char *spoken; /* (owned): with what it is of */
} State;

static void
state_clear (State *state)
{
  g_free (state->text);
  g_free (state->spoken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static void
get_notified (AmendsSession *session, AmendsCase *case_, AmendsStakeholder *one, State *state)
{
  AmendsInstant now = amends_session_now (session);
  GTimeZone *zone = amends_session_get_zone (session);

  if (one->notified_at != AMENDS_INSTANT_NONE)
    {
      state->icon = "object-select-symbolic";
      state->css = "success";
      state->text = amends_format_moment_short (one->notified_at, now, zone);
      /* TRANSLATORS: %s is a time */
      state->spoken = g_strdup_printf (_ ("Notified %s"), state->text);
      return;
    }
  state->icon = "radio-symbolic";
  state->css = "dim-label";
  if (amends_session_find_briefing (session, case_, one) != NULL)
    {
      /* TRANSLATORS: of a person who has not been told yet: the text for it is written */
      state->text = g_strdup (_ ("brief ready"));
      state->spoken = g_strdup (_ ("Not notified, brief ready"));
    }
  else
    {
      /* TRANSLATORS: of a person who has not been told, or has not answered */
      state->text = g_strdup (C_ ("stakeholder", "not yet"));
      state->spoken = g_strdup (_ ("Not notified"));
    }
}

static void
get_acknowledged (AmendsSession *session, AmendsStakeholder *one, State *state)
{
  AmendsInstant now = amends_session_now (session);
  gint64 silent = one->notified_at != AMENDS_INSTANT_NONE ? now - one->notified_at : 0;
  g_autofree char *span = NULL;

  if (one->acknowledged_at != AMENDS_INSTANT_NONE)
    {
      state->icon = "object-select-symbolic";
      state->css = "success";
      state->text =
          amends_format_moment_short (one->acknowledged_at, now, amends_session_get_zone (session));
      /* TRANSLATORS: %s is a time */
      state->spoken = g_strdup_printf (_ ("Acknowledged %s"), state->text);
      return;
    }
  if (silent > amends_session_get_answer_time (session))
    {
      span = amends_format_span (silent - silent % AMENDS_HOUR);
      state->icon = "dialog-warning-symbolic";
      state->css = "warning";
      /* TRANSLATORS: of a person who was told; %s is how long ago, such as "3 h" */
      state->text = g_strdup_printf (_ ("no answer, %s"), span);
      state->spoken = g_strdup (state->text);
      return;
    }
  state->icon = "radio-symbolic";
  state->css = "dim-label";
  state->text = g_strdup (C_ ("stakeholder", "not yet"));
  state->spoken = g_strdup (_ ("Not acknowledged"));
}

static void
show_state (AmendsStakeholderRow *self, GtkImage *icon, GtkLabel *label, State *state)
{
  gboolean warns = g_str_equal (state->css, "warning");

  gtk_image_set_from_icon_name (icon, state->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (icon),
                              (const char *[]){ "state-icon", state->css, NULL });
  gtk_label_set_text (label, self->narrow ? state->spoken : state->text);
  gtk_widget_set_css_classes (
      GTK_WIDGET (label), (const char *[]){ "numeric",
                                            warns                                   ? "warning"
                                            : g_str_equal (state->css, "dim-label") ? "dim-label"
                                                                                    : "plain",
                                            NULL });
}

void
amends_stakeholder_row_set (AmendsStakeholderRow *self,
                            AmendsSession *session,
                            AmendsCase *case_,
                            AmendsStakeholder *stakeholder)
{
  g_autofree char *role = NULL;
  g_autofree char *sources = NULL;
  g_autofree char *deadline = NULL;
  g_autofree char *until = NULL;
  g_autofree char *spoken = NULL;
  g_auto (State) notified = { NULL };
  g_auto (State) acknowledged = { NULL };
  const char *name;

  g_return_if_fail (AMENDS_IS_STAKEHOLDER_ROW (self));
  g_return_if_fail (AMENDS_IS_STAKEHOLDER (stakeholder));

  g_set_object (&self->stakeholder, stakeholder);
  role = amends_stakeholder_dup_who (session, stakeholder);
  name = stakeholder->name != NULL && *stakeholder->name != '\0' ? stakeholder->name : role;
  gtk_label_set_text (self->person, name);
  /* TRANSLATORS: of a role in the matrix that nobody has been named for */
  amends_case_set_text (self->role, name == role ? _ ("nobody named yet") : role);
  gtk_label_set_text (self->raci, stakeholder->raci != NULL ? stakeholder->raci : "–");
  if (stakeholder->raci != NULL && strchr (stakeholder->raci, 'A') != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->raci), "filled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->raci), "filled");
  amends_case_set_text (self->ask, stakeholder->ask);
  if (stakeholder->sources != NULL)
    sources = g_strjoinv (" · ", stakeholder->sources);
  amends_case_set_text (self->sources, sources);
  if (stakeholder->deadline != AMENDS_INSTANT_NONE)
    deadline = amends_format_moment (stakeholder->deadline, amends_session_now (session),
                                     amends_session_get_zone (session));
  if (deadline != NULL)
    /* TRANSLATORS: %s is a time by which an answer is needed */
    until = g_strdup_printf (_ ("Until %s"), deadline);
  gtk_label_set_text (self->deadline, self->narrow       ? (until != NULL ? until : "")
                                      : deadline != NULL ? deadline
                                                         : "–");
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), !self->narrow || until != NULL);
  get_notified (session, case_, stakeholder, &notified);
  get_acknowledged (session, stakeholder, &acknowledged);
  show_state (self, self->notified_icon, self->notified, &notified);
  show_state (self, self->acknowledged_icon, self->acknowledged, &acknowledged);
  /* TRANSLATORS: a stakeholder read aloud: name, role, part, ask, notified, acknowledged */
  spoken = g_strdup_printf (_ ("%1$s, %2$s, %3$s. %4$s %5$s. %6$s."), name, role,
                            stakeholder->raci != NULL ? stakeholder->raci : "–",
                            stakeholder->ask != NULL ? stakeholder->ask : "", notified.spoken,
                            acknowledged.spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
place (AmendsStakeholderRow *self, gpointer cell, int column, int row, int width)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, cell);

  g_object_set (child, "column", column, "row", row, "column-span", width, NULL);
}

void
amends_stakeholder_row_set_narrow (AmendsStakeholderRow *self, gboolean narrow)
{
  g_return_if_fail (AMENDS_IS_STAKEHOLDER_ROW (self));

  self->narrow = narrow;
  gtk_widget_set_hexpand (self->person_cell, narrow);
  place (self, self->person_cell, 0, 0, 1);
  place (self, self->raci_cell, 1, 0, 1);
  place (self, self->ask_cell, narrow ? 0 : 2, narrow ? 1 : 0, narrow ? 2 : 1);
  place (self, self->deadline, narrow ? 0 : 3, narrow ? 2 : 0, narrow ? 2 : 1);
  place (self, self->notified_cell, narrow ? 0 : 4, narrow ? 3 : 0, narrow ? 2 : 1);
  place (self, self->acknowledged_cell, narrow ? 0 : 5, narrow ? 4 : 0, narrow ? 2 : 1);
  gtk_label_set_wrap (self->notified, narrow);
  gtk_label_set_wrap (self->acknowledged, narrow);
}

AmendsStakeholder *
amends_stakeholder_row_get (AmendsStakeholderRow *self)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_ROW (self), NULL);

  return self->stakeholder;
}
