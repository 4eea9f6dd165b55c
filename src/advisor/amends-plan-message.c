/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a customer's message asks and repeats. */

#include "config.h"

#include "amends-plan-message.h"

#include "amends-mail-text.h"
#include "amends-plan-pattern.h"
#include "amends-plan-points.h"
#include "amends-text.h"

#include <string.h>

/* What is said back is said in part when it is longer. */
#define MOST_QUOTED 300

typedef struct
{
  char *name;          /* (owned): "en" */
  GPtrArray *happened; /* (owned) of rewrites */
  GPtrArray *asked;
  GPtrArray *broken_off; /* these: (owned) of GRegex */
  GPtrArray *relative;
} Language;

struct _AmendsPlanMessage
{
  GPtrArray *languages; /* (owned) of Language */
  GPtrArray *points;    /* (owned) of AmendsPlanPoints, of the same languages */
};

static void
language_free (gpointer data)
{
  Language *language = data;

  g_free (language->name);
  g_clear_pointer (&language->happened, g_ptr_array_unref);
  g_clear_pointer (&language->asked, g_ptr_array_unref);
  g_clear_pointer (&language->broken_off, g_ptr_array_unref);
  g_clear_pointer (&language->relative, g_ptr_array_unref);
  g_free (language);
}

void
amends_plan_message_free (AmendsPlanMessage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->points);
  g_free (self);
}

AmendsPlanMessage *
amends_plan_message_load (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsPlanMessage) self = g_new0 (AmendsPlanMessage, 1);
  const char *const *names = amends_playbook_get_languages (playbook);

  self->languages = g_ptr_array_new_with_free_func (language_free);
  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_plan_points_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *file = g_strdup_printf ("phrases/%s/message", names[i]);
      g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);
      Language *language;

      if (reader == NULL)
        return NULL;
      language = g_new0 (Language, 1);
      g_ptr_array_add (self->languages, language);
      language->name = g_strdup (names[i]);
      language->happened = amends_plan_rewrites_read (reader, "happened_again");
      language->asked = amends_plan_rewrites_read (reader, "asked_again");
      language->broken_off = amends_plan_patterns_read (reader, "broken_off");
      language->relative = amends_plan_patterns_read (reader, "relative");
      g_ptr_array_add (self->points, amends_plan_points_read (reader));
      if (!amends_json_reader_finish (reader, NULL, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* (transfer full) (nullable): how the first rule that matches says it back. */
static char *
say_again (GPtrArray *rules, const char *text)
{
  g_autofree char *said = amends_plan_rewrites_say (rules, text);

  return said != NULL ? amends_text_one_line (said, MOST_QUOTED) : NULL;
}

char *
amends_plan_message_get_own_words (const char *statement)
{
  g_autoptr (GArray) parts = amends_mail_text_split (statement);
  GString *own = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, i);
      g_autofree char *text = g_utf8_substring (statement, part->start, part->end);

      if (part->zone == AMENDS_MAIL_OWN)
        g_string_append (own, text);
    }
  return g_string_free (own, FALSE);
}

/* @same: the facts are for texts in the language of the message; in another it is quoted. */
static gboolean
set_again (AmendsFacts *facts, const Language *language, const char *text, gboolean same)
{
  g_autofree char *asked = text != NULL ? say_again (language->asked, text) : NULL;
  g_autofree char *happened = text != NULL ? say_again (language->happened, text) : NULL;

  if (asked == NULL && happened == NULL)
    return FALSE;
  if (!same)
    amends_facts_set_text (facts, asked != NULL ? "again.said_asked" : "again.said",
                           asked != NULL ? asked : happened);
  else if (asked != NULL)
    amends_facts_set_text (facts, "again.asked", asked);
  else
    amends_facts_set_text (facts, "again.happened", happened);
  return TRUE;
}

void
amends_plan_message_read (AmendsPlanMessage *self,
                          AmendsFacts *facts,
                          const char *title,
                          const char *statement,
                          const char *language)
{
  g_autofree char *own = statement != NULL ? amends_plan_message_get_own_words (statement) : NULL;

  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *candidate = g_ptr_array_index (self->languages, i);
      gboolean same = g_str_equal (candidate->name, language);

      if (set_again (facts, candidate, own, same) || set_again (facts, candidate, title, same))
        break;
    }
  if (own != NULL)
    amends_plan_points_set_facts (self->points, facts, own);
}

void
amends_plan_message_set_answers (AmendsPlanMessage *self, AmendsFacts *facts)
{
  amends_plan_points_set_answers (self->points, facts);
}

gboolean
amends_plan_message_is_whole (AmendsPlanMessage *self, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));

  if (*line == '\0' || g_str_has_suffix (line, "…") || g_str_has_suffix (line, "..."))
    return FALSE;
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (amends_plan_patterns_match (language->broken_off, line))
        return FALSE;
    }
  return TRUE;
}

gboolean
amends_plan_message_is_relative (AmendsPlanMessage *self, const char *text)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);

      if (amends_plan_patterns_match (language->relative, text))
        return TRUE;
    }
  return FALSE;
}

gboolean
amends_plan_message_says_again (AmendsPlanMessage *self, const char *text)
{
  for (guint i = 0; i < self->languages->len; i++)
    {
      Language *language = g_ptr_array_index (self->languages, i);
      g_autofree char *asked = say_again (language->asked, text);
      g_autofree char *happened = say_again (language->happened, text);

      if (asked != NULL || happened != NULL)
        return TRUE;
    }
  return FALSE;
}
