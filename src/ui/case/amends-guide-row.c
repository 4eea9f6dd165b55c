/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agenda, a script or a stage of the plan that can be opened to be read. */

#include "config.h"

#include "amends-guide-row.h"

#include <glib/gi18n-lib.h>

#include "amends-agenda.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-fact-row.h"
#include "amends-labels.h"
#include "amends-script.h"
#include "amends-stage.h"

struct _AmendsGuideRow
{
  AdwExpanderRow parent_instance;

  AmendsRecord *guide; /* (owned) (nullable) */
  char *text;          /* (owned) (nullable): of the guide when the rows were made */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget): inside, not owned */
};

G_DEFINE_FINAL_TYPE (AmendsGuideRow, amends_guide_row, ADW_TYPE_EXPANDER_ROW)

static void
add_fact (AmendsGuideRow *self,
          AmendsFactMark mark,
          const char *title,
          const char *value,
          const char *text,
          const char *detail)
{
  GtkWidget *row = amends_fact_row_new ();

  amends_fact_row_set (AMENDS_FACT_ROW (row), mark, title, value, text, detail);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_facts (AmendsGuideRow *self, AmendsFactMark mark, char **texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    add_fact (self, mark, texts[i], NULL, NULL, NULL);
}

static char *
dup_minutes (int minutes)
{
  if (minutes <= 0)
    return NULL;
  /* TRANSLATORS: how long a call or a part of it takes */
  return g_strdup_printf (ngettext ("%d min", "%d min", (gulong) minutes), minutes);
}

static void
add_agenda (AmendsGuideRow *self, AmendsAgenda *agenda)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (agenda->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsAgendaItem) item = g_list_model_get_item (G_LIST_MODEL (agenda->items), i);
      g_autofree char *minutes = dup_minutes (item->minutes);

      add_fact (self, AMENDS_FACT_PLAIN, item->title, minutes, item->text, item->cue);
    }
  add_facts (self, AMENDS_FACT_YES, agenda->can);
  add_facts (self, AMENDS_FACT_NO, agenda->cannot);
}

static void
add_script (AmendsGuideRow *self, AmendsScript *script)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (script->parts));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsScriptPart) part = g_list_model_get_item (G_LIST_MODEL (script->parts), i);

      add_fact (self, AMENDS_FACT_PLAIN, part->title, NULL, part->text, NULL);
      add_facts (self, AMENDS_FACT_YES, part->say);
      add_facts (self, AMENDS_FACT_NO, part->avoid);
    }
}

static void
add_stage (AmendsGuideRow *self, AmendsStage *stage)
{
  add_facts (self, AMENDS_FACT_PLAIN, stage->checklist);
  add_facts (self, AMENDS_FACT_QUESTION, stage->questions);
}

static void
drop_rows (AmendsGuideRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
update_rows (AmendsGuideRow *self)
{
  g_autofree char *text = NULL;

  if (self->guide == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  text = amends_record_to_text (self->guide);
  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  drop_rows (self);
  if (AMENDS_IS_AGENDA (self->guide))
    add_agenda (self, AMENDS_AGENDA (self->guide));
  else if (AMENDS_IS_SCRIPT (self->guide))
    add_script (self, AMENDS_SCRIPT (self->guide));
  else if (AMENDS_IS_STAGE (self->guide))
    add_stage (self, AMENDS_STAGE (self->guide));
}

static void
amends_guide_row_dispose (GObject *object)
{
  g_clear_object (&AMENDS_GUIDE_ROW (object)->guide);

  G_OBJECT_CLASS (amends_guide_row_parent_class)->dispose (object);
}

static void
amends_guide_row_finalize (GObject *object)
{
  AmendsGuideRow *self = AMENDS_GUIDE_ROW (object);

  g_free (self->text);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (amends_guide_row_parent_class)->finalize (object);
}

static void
amends_guide_row_class_init (AmendsGuideRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_guide_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = amends_guide_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-guide-row.ui"));
  gtk_widget_class_bind_template_callback (widget_class, update_rows);
}

static void
amends_guide_row_init (AmendsGuideRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_subtitle (AmendsRecord *guide)
{
  if (AMENDS_IS_AGENDA (guide))
    {
      AmendsAgenda *agenda = AMENDS_AGENDA (guide);
      g_autofree char *minutes = dup_minutes (agenda->minutes);

      return amends_case_join (amends_enum_get_label (AMENDS_TYPE_AUDIENCE, (int) agenda->audience),
                               minutes);
    }
  if (AMENDS_IS_STAGE (guide))
    {
      char **checklist = AMENDS_STAGE (guide)->checklist;
      guint n = checklist != NULL ? g_strv_length (checklist) : 0;

      /* TRANSLATORS: how many things a checklist names */
      return g_strdup_printf (ngettext ("%u point", "%u points", n), n);
    }
  return g_strdup ("");
}

void
amends_guide_row_set (AmendsGuideRow *self, AmendsRecord *guide)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (AMENDS_IS_GUIDE_ROW (self));
  g_return_if_fail (AMENDS_IS_RECORD (guide));

  g_set_object (&self->guide, guide);
  g_object_get (guide, "title", &title, NULL);
  subtitle = dup_subtitle (guide);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL ? title : "");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
  update_rows (self);
}
