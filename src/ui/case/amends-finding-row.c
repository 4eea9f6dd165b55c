/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finding of the send gate, as shown below the draft. */

#include "config.h"

#include "amends-finding-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-text.h"

/* What a button can show of a sentence. */
#define LABEL_CHARACTERS 48

struct _AmendsFindingRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *level;
  GtkLabel *message;
  GtkLabel *advice;
  GtkWidget *fix;
  GtkLabel *fix_label;
  GtkWidget *go;
  GtkWidget *override;
};

G_DEFINE_FINAL_TYPE (AmendsFindingRow, amends_finding_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_finding_row_class_init (AmendsFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-finding-row.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, level);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, message);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, advice);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, fix);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, fix_label);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, go);
  gtk_widget_class_bind_template_child (widget_class, AmendsFindingRow, override);
}

static void
amends_finding_row_init (AmendsFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_finding_row_new (void)
{
  return g_object_new (AMENDS_TYPE_FINDING_ROW, NULL);
}

static void
set_level (AmendsFindingRow *self, AmendsGateLevel level)
{
  gboolean block = level == AMENDS_GATE_BLOCK;
  GtkWidget *colored[] = { GTK_WIDGET (self->icon), GTK_WIDGET (self->level), GTK_WIDGET (self) };

  gtk_image_set_from_icon_name (self->icon,
                                block ? "action-unavailable-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_text (self->level, amends_enum_get_label (AMENDS_TYPE_GATE_LEVEL, (int) level));
  for (guint i = 0; i < G_N_ELEMENTS (colored); i++)
    {
      gtk_widget_remove_css_class (colored[i], block ? "warning" : "error");
      gtk_widget_add_css_class (colored[i], block ? "error" : "warning");
    }
}

static char *
dup_fix_label (AmendsFinding *finding)
{
  const char *fix = finding->fix != NULL ? finding->fix : "";
  g_autofree char *line = NULL;

  if (*fix == '\0')
    return g_strdup (_ ("Leave these words out"));
  if (finding->text != NULL && *finding->text != '\0' && g_str_has_prefix (fix, finding->text))
    {
      const char *rest = fix + strlen (finding->text);

      while (g_ascii_ispunct (*rest) || g_ascii_isspace (*rest))
        rest++;
      line = amends_text_one_line (rest, LABEL_CHARACTERS);
      /* TRANSLATORS: a button that adds these words to the draft */
      return g_strdup_printf (_ ("Add “%s”"), line);
    }
  line = amends_text_one_line (fix, LABEL_CHARACTERS);
  /* TRANSLATORS: a button that puts these words in place of those found */
  return g_strdup_printf (_ ("Use “%s”"), line);
}

/* The button to press next is blue; @plain is the class of one that is not. */
static void
set_primary (GtkWidget *button, gboolean primary, const char *plain)
{
  gtk_widget_remove_css_class (button, "suggested-action");
  if (primary)
    gtk_widget_add_css_class (button, "suggested-action");
  if (plain != NULL && primary)
    gtk_widget_remove_css_class (button, plain);
  else if (plain != NULL)
    gtk_widget_add_css_class (button, plain);
}

void
amends_finding_row_show (AmendsFindingRow *self,
                         AmendsFinding *finding,
                         guint number,
                         gboolean primary)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_FINDING_ROW (self));
  g_return_if_fail (AMENDS_IS_FINDING (finding));

  set_level (self, finding->level);
  amends_case_set_text (self->title, finding->title);
  amends_case_set_text (self->message, finding->message);
  amends_case_set_text (self->advice, finding->replaces ? NULL : finding->fix);

  gtk_widget_set_visible (self->fix, finding->replaces);
  if (finding->replaces)
    {
      g_autofree char *label = dup_fix_label (finding);

      gtk_label_set_text (self->fix_label, label);
      gtk_widget_set_tooltip_text (self->fix, finding->fix);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->fix), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
    }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->fix), "u", number);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "u", number);
  set_primary (self->fix, primary, NULL);
  set_primary (self->go, primary && !finding->replaces, "flat");
  gtk_widget_set_visible (self->override, finding->level == AMENDS_GATE_BLOCK);

  /* TRANSLATORS: read aloud: "Must fix: Fix time nobody has confirmed" */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), gtk_label_get_text (self->level),
                            finding->title != NULL ? finding->title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
