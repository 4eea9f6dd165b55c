/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agendas and scripts of a plan in the one form in which a call is led. */

#include "config.h"

#include "amends-call-plan.h"

#include <string.h>

/* The script of the playbook that says what to do while somebody vents. */
#define VENTING "venting"
#define AGENDA "agenda:"
#define SCRIPT "script:"
/* A script with this many parts leads from the opening to the close. */
#define PARTS_OF_A_CALL 3

static void
point_free (gpointer data)
{
  AmendsCallPoint *point = data;

  g_free (point->title);
  g_free (point->text);
  g_free (point->cue);
  g_strfreev (point->say);
  g_strfreev (point->avoid);
  g_free (point);
}

void
amends_call_plan_free (AmendsCallPlan *self)
{
  g_free (self->key);
  g_free (self->title);
  g_ptr_array_unref (self->points);
  g_ptr_array_unref (self->scenarios);
  g_ptr_array_unref (self->venting);
  g_strfreev (self->can);
  g_strfreev (self->cannot);
  g_free (self);
}

static AmendsCallPoint *
point_from_item (AmendsAgendaItem *item)
{
  AmendsCallPoint *point = g_new0 (AmendsCallPoint, 1);

  point->title = g_strdup (item->title);
  point->text = g_strdup (item->text);
  point->cue = g_strdup (item->cue);
  point->minutes = item->minutes != AMENDS_UNKNOWN ? item->minutes : 0;
  return point;
}

static void
add_parts (GPtrArray *points, AmendsScript *script)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (script->parts)); i++)
    {
      g_autoptr (AmendsScriptPart) part = g_list_model_get_item (G_LIST_MODEL (script->parts), i);
      AmendsCallPoint *point = g_new0 (AmendsCallPoint, 1);

      point->title = g_strdup (part->title);
      point->text = g_strdup (part->text);
      point->say = g_strdupv (part->say);
      point->avoid = g_strdupv (part->avoid);
      g_ptr_array_add (points, point);
    }
}

static void
add_scenarios (GPtrArray *scenarios, AmendsAgenda *agenda)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (agenda->items)); i++)
    {
      g_autoptr (AmendsAgendaItem) item = g_list_model_get_item (G_LIST_MODEL (agenda->items), i);

      if (item->scenario)
        g_ptr_array_add (scenarios, point_from_item (item));
    }
}

static gboolean
is_for_customer (AmendsAudience audience)
{
  return audience == AMENDS_AUDIENCE_CUSTOMER || audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}

/* What is asked in one call is asked in another: its answers serve all calls with the customer. */
static void
borrow_from_plan (AmendsCallPlan *self, AmendsPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->agendas)); i++)
    {
      g_autoptr (AmendsAgenda) agenda = g_list_model_get_item (G_LIST_MODEL (plan->agendas), i);

      if (!is_for_customer (agenda->audience))
        continue;
      if (self->scenarios->len == 0)
        add_scenarios (self->scenarios, agenda);
      if (self->can == NULL)
        self->can = g_strdupv (agenda->can);
      if (self->cannot == NULL)
        self->cannot = g_strdupv (agenda->cannot);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan->scripts)); i++)
    {
      g_autoptr (AmendsScript) script = g_list_model_get_item (G_LIST_MODEL (plan->scripts), i);

      if (g_strcmp0 (script->id, VENTING) == 0 && self->venting->len == 0)
        add_parts (self->venting, script);
    }
}

static void
take_agenda (AmendsCallPlan *self, AmendsAgenda *agenda)
{
  self->title = g_strdup (agenda->title);
  self->audience = agenda->audience;
  self->minutes = agenda->minutes != AMENDS_UNKNOWN ? agenda->minutes : 0;
  self->can = g_strdupv (agenda->can);
  self->cannot = g_strdupv (agenda->cannot);
  add_scenarios (self->scenarios, agenda);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (agenda->items)); i++)
    {
      g_autoptr (AmendsAgendaItem) item = g_list_model_get_item (G_LIST_MODEL (agenda->items), i);

      if (!item->scenario)
        g_ptr_array_add (self->points, point_from_item (item));
    }
}

AmendsCallPlan *
amends_call_plan_new (AmendsCase *case_, const char *key)
{
  g_autoptr (AmendsCallPlan) self = g_new0 (AmendsCallPlan, 1);
  gpointer found = NULL;

  g_return_val_if_fail (AMENDS_IS_CASE (case_), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self->key = g_strdup (key);
  self->points = g_ptr_array_new_with_free_func (point_free);
  self->scenarios = g_ptr_array_new_with_free_func (point_free);
  self->venting = g_ptr_array_new_with_free_func (point_free);
  if (case_->plan == NULL)
    return NULL;
  if (g_str_has_prefix (key, AGENDA))
    {
      found = amends_record_list_find (G_LIST_MODEL (case_->plan->agendas), key + strlen (AGENDA));
      if (found != NULL)
        take_agenda (self, found);
    }
  else if (g_str_has_prefix (key, SCRIPT))
    {
      found = amends_record_list_find (G_LIST_MODEL (case_->plan->scripts), key + strlen (SCRIPT));
      if (found != NULL)
        {
          self->title = g_strdup (AMENDS_SCRIPT (found)->title);
          self->audience = AMENDS_AUDIENCE_CUSTOMER;
          add_parts (self->points, found);
        }
    }
  if (found == NULL)
    return NULL;
  if (is_for_customer (self->audience))
    borrow_from_plan (self, case_->plan);
  return g_steal_pointer (&self);
}

char **
amends_call_plan_list (AmendsCase *case_)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  AmendsPlan *plan;

  g_return_val_if_fail (AMENDS_IS_CASE (case_), NULL);

  plan = case_->plan;
  for (guint i = 0; plan != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (plan->agendas));
       i++)
    {
      g_autoptr (AmendsAgenda) agenda = g_list_model_get_item (G_LIST_MODEL (plan->agendas), i);
      g_autofree char *key = g_strconcat (AGENDA, agenda->id, NULL);

      g_strv_builder_add (keys, key);
    }
  for (guint i = 0; plan != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (plan->scripts));
       i++)
    {
      g_autoptr (AmendsScript) script = g_list_model_get_item (G_LIST_MODEL (plan->scripts), i);
      g_autofree char *key = g_strconcat (SCRIPT, script->id, NULL);

      g_strv_builder_add (keys, key);
    }
  return g_strv_builder_end (keys);
}

gboolean
amends_call_plan_is_call (AmendsCallPlan *self)
{
  return g_str_has_prefix (self->key, AGENDA) || self->points->len >= PARTS_OF_A_CALL;
}

gboolean
amends_call_plan_is_with_customer (AmendsCallPlan *self)
{
  return is_for_customer (self->audience);
}
