/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of a draft in the list. */

#include "config.h"

#include "amends-version-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-format.h"
#include "amends-session-versions.h"

struct _AmendsVersionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *moment;
  GtkLabel *reason;

  AmendsDraft *version; /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsVersionRow, amends_version_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_version_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_VERSION_ROW (object)->version);

  G_OBJECT_CLASS (amends_version_row_parent_class)->dispose (object);
}

static void
amends_version_row_class_init (AmendsVersionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_version_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-version-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionRow, moment);
  gtk_widget_class_bind_template_child (widget_class, AmendsVersionRow, reason);
}

static void
amends_version_row_init (AmendsVersionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_reason (AmendsCase *case_, AmendsDraft *version)
{
  const char *who;
  int restored;

  switch (amends_session_explain_version (case_, version, &who, &restored))
    {
    case AMENDS_VERSION_WRITTEN:
      return g_strdup (_ ("Written with the plan"));
    case AMENDS_VERSION_ANEW:
      return g_strdup (_ ("Written anew"));
    case AMENDS_VERSION_GENERATED:
      return g_strdup (_ ("What the facts said"));
    case AMENDS_VERSION_RESTORED:
      /* TRANSLATORS: %d is the number of an older version of a text */
      return g_strdup_printf (_ ("Version %d brought back"), restored);
    case AMENDS_VERSION_EDITED:
    default:
      if (who == NULL)
        return g_strdup (_ ("Edited"));
      /* TRANSLATORS: %s is the name of a person */
      return g_strdup_printf (_ ("Edited by %s"), who);
    }
}

GtkWidget *
amends_version_row_new (AmendsSession *session,
                        AmendsCase *case_,
                        AmendsDraft *version,
                        gboolean current)
{
  AmendsVersionRow *self = g_object_new (AMENDS_TYPE_VERSION_ROW, NULL);
  g_autofree char *title = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *reason = dup_reason (case_, version);
  g_autofree char *spoken = NULL;

  self->version = g_object_ref (version);
  /* TRANSLATORS: %d is the number of a version of a text, the one that stands now */
  title = g_strdup_printf (current ? _ ("Version %d, now") : _ ("Version %d"), version->version);
  if (version->updated != AMENDS_INSTANT_NONE)
    moment = amends_format_moment_short (version->updated, amends_session_now (session),
                                         amends_session_get_zone (session));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->moment, moment != NULL ? moment : "");
  gtk_label_set_text (self->reason, reason);
  /* TRANSLATORS: a version read aloud: "Version 3, 12:57, edited by Maya Lindqvist" */
  spoken = g_strdup_printf (_ ("%1$s, %2$s, %3$s"), title, moment != NULL ? moment : "", reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

AmendsDraft *
amends_version_row_get_version (AmendsVersionRow *self)
{
  g_return_val_if_fail (AMENDS_IS_VERSION_ROW (self), NULL);

  return self->version;
}
