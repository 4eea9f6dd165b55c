/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A past case that is like the one shown. */

#include "config.h"

#include "amends-seen-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-case.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsSeenRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *came;
  GtkLabel *words;
  char *id; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsSeenRow, amends_seen_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_seen_row_finalize (GObject *object)
{
  g_free (AMENDS_SEEN_ROW (object)->id);
  G_OBJECT_CLASS (amends_seen_row_parent_class)->finalize (object);
}

static void
amends_seen_row_class_init (AmendsSeenRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amends_seen_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-seen-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenRow, came);
  gtk_widget_class_bind_template_child (widget_class, AmendsSeenRow, words);
}

static void
amends_seen_row_init (AmendsSeenRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full): how long it took and how it ended; for a case that is open, that it is. */
static char *
dup_end (AmendsSimilarCase *similar)
{
  g_autofree char *span = NULL;

  if (!similar->settled)
    return g_strdup (amends_enum_get_label (AMENDS_TYPE_STATUS, (int) similar->status));
  if (similar->took <= 0)
    return g_strdup (similar->ended_well ? _ ("Ended well") : _ ("Did not end well"));
  span = amends_format_span (similar->took);
  if (!similar->ended_well)
    /* TRANSLATORS: %s is how long a past case took, such as "2 d 4 h" */
    return g_strdup_printf (_ ("%s, did not end well"), span);
  if (similar->worked == NULL)
    /* TRANSLATORS: %s is how long a past case took, such as "2 d 4 h" */
    return g_strdup_printf (_ ("%s, ended well"), span);
  /* TRANSLATORS: how long a past case took, and what was done that helped */
  return g_strdup_printf (_ ("%1$s, ended well: %2$s"), span, similar->worked);
}

void
amends_seen_row_set (AmendsSeenRow *self, AmendsSimilarCase *similar)
{
  g_autofree char *number = amends_escalation_format_number (similar->number);
  g_autofree char *where = amends_case_join (number, similar->account);
  g_autofree char *end = dup_end (similar);
  g_autofree char *came = amends_case_join (where, end);
  g_autofree char *shared =
      similar->shared != NULL ? g_strjoinv (", ", similar->shared) : g_strdup ("");
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_SEEN_ROW (self));

  /* TRANSLATORS: words that this case and a past one have in common */
  words = *shared != '\0' ? g_strdup_printf (_ ("Shared: %s"), shared) : NULL;
  g_free (self->id);
  self->id = g_strdup (similar->id);
  amends_case_set_text (self->title, similar->title);
  amends_case_set_text (self->came, came);
  amends_case_set_text (self->words, words);
  name = g_strjoin (". ", similar->title != NULL ? similar->title : "", came, words, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
amends_seen_row_get_id (AmendsSeenRow *self)
{
  return self->id;
}
