/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is at this machine, and who else is on our side. */

#include "config.h"

#include "amends-team-page.h"

#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-labels.h"
#include "amends-person-dialog.h"
#include "amends-preferences-window.h"
#include "amends-session-team.h"

#include <glib/gi18n-lib.h>

struct _AmendsTeamPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *me;
  AdwPreferencesGroup *team;
  GtkWidget *add;

  AmendsSession *session; /* (owned) (nullable) until it is set */
  GPtrArray *rows;        /* (owned) (element-type GtkWidget): in the groups */
};

G_DEFINE_FINAL_TYPE (AmendsTeamPage, amends_team_page, ADW_TYPE_PREFERENCES_PAGE)

/* "CS Manager · ruth@example.com", and what they may approve below it. */
static char *
describe (AmendsTeamPage *self, AmendsPerson *person)
{
  g_autoptr (GPtrArray) may = amends_session_describe_approvals (self->session, person->role);
  g_autofree char *email =
      person->emails != NULL ? g_strjoinv (", ", person->emails) : g_strdup ("");
  const char *role = person->title != NULL && *person->title != '\0'
                         ? person->title
                         : amends_enum_get_label (AMENDS_TYPE_ROLE, (int) person->role);
  g_autofree char *first =
      *email != '\0' ? g_strdup_printf ("%s · %s", role, email) : g_strdup (role);
  g_autofree char *list = NULL;

  if (may->len == 0)
    return g_steal_pointer (&first);
  g_ptr_array_add (may, NULL);
  /* TRANSLATORS: joins the parts of a list */
  list = g_strjoinv (_ (", "), (char **) may->pdata);
  /* TRANSLATORS: who and how to reach them; then what goodwill they may approve */
  return g_strdup_printf (_ ("%1$s\nApproves: %2$s"), first, list);
}

static void
edit_cb (GtkWidget *row, AmendsTeamPage *self)
{
  AmendsPerson *person = g_object_get_data (G_OBJECT (row), "person");

  amends_person_dialog_present (GTK_WIDGET (self), self->session, person);
}

static void
add_cb (AmendsTeamPage *self)
{
  amends_person_dialog_present (GTK_WIDGET (self), self->session, NULL);
}

static void
add_row (AmendsTeamPage *self, AdwPreferencesGroup *group, AmendsPerson *person)
{
  g_autofree char *text = describe (self, person);
  GtkWidget *row = amends_preferences_row_new (person->name, text);
  GtkWidget *avatar = adw_avatar_new (40, person->name, TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_set_margin_top (avatar, 6);
  gtk_widget_set_margin_bottom (avatar, 6);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_object_ref (person), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, 0);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (AmendsTeamPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill (AmendsTeamPage *self)
{
  GListModel *people = amends_session_get_people (self->session);
  AmendsPerson *me = amends_session_get_me (self->session);
  guint others = 0;

  clear (self);
  add_row (self, self->me, me);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (g_strcmp0 (person->id, me->id) == 0)
        continue;
      add_row (self, self->team, person);
      others++;
    }
  if (others == 0)
    {
      GtkWidget *row = amends_preferences_row_new (
          _ ("Nobody else yet"), _ ("Add the people who approve, and those you ask for help."));

      adw_preferences_group_add (self->team, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
amends_team_page_dispose (GObject *object)
{
  AmendsTeamPage *self = AMENDS_TEAM_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_team_page_parent_class)->dispose (object);
}

static void
amends_team_page_finalize (GObject *object)
{
  AmendsTeamPage *self = AMENDS_TEAM_PAGE (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (amends_team_page_parent_class)->finalize (object);
}

static void
amends_team_page_class_init (AmendsTeamPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_team_page_dispose;
  object_class->finalize = amends_team_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/preferences/amends-team-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsTeamPage, me);
  gtk_widget_class_bind_template_child (widget_class, AmendsTeamPage, team);
  gtk_widget_class_bind_template_child (widget_class, AmendsTeamPage, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
amends_team_page_init (AmendsTeamPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
changed_cb (AmendsTeamPage *self, const char *id)
{
  if (id == NULL && self->session != NULL)
    fill (self);
}

void
amends_team_page_set_session (AmendsTeamPage *self, AmendsSession *session)
{
  g_return_if_fail (AMENDS_IS_TEAM_PAGE (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (self->add, !amends_session_is_read_only (session));
  fill (self);
}
