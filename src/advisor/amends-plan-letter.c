/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a case, made fit to be said in a letter. */

#include "config.h"

#include "amends-plan-letter.h"

#include "amends-text.h"

#include <string.h>

/* A few foreign words are a name. */
#define MOST_FOREIGN_WORDS 3
/* Shorter words are in every text. */
#define LEAST_WORD 4

gboolean
amends_plan_letter_is_foreign (const char *text, AmendsTemplateWords *words)
{
  gboolean chinese = g_str_has_prefix (amends_template_words_get_language (words), "zh");

  if (text == NULL || amends_text_counts_characters (text) == chinese)
    return FALSE;
  return !chinese || amends_text_count_words (text) > MOST_FOREIGN_WORDS;
}

/* (transfer full): @list without its foreign texts. */
static GPtrArray *
list_native (AmendsFacts *list, AmendsTemplateWords *words)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);

  for (guint i = 0; i < amends_facts_get_count (list); i++)
    {
      AmendsFacts *item = amends_facts_get_item (list, i);
      AmendsFacts *text = amends_facts_get (item, "text");

      if (!amends_plan_letter_is_foreign (amends_facts_get_text (text != NULL ? text : item),
                                          words))
        g_ptr_array_add (items, amends_facts_ref (item));
    }
  return items;
}

/* Notes of colleagues in another language are no text for this customer: the CSM is asked to say
 * it in theirs. */
static void
leave_out_foreign (AmendsFacts *facts, AmendsTemplateWords *words)
{
  static const char *const texts[] = { "impact",         "impact_that_day", "since",
                                       "use_case",       "objective",       "workaround_text",
                                       "root_cause",     "cause.text",      "cause.assumed",
                                       "fix.text",       "fix.done",        "fix.planned",
                                       "statement_first" };
  static const char *const lists[] = { "offers", "cannot", "open_items", "factors", "done" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!amends_plan_letter_is_foreign (
              amends_facts_get_text (amends_facts_get (facts, texts[i])), words))
        continue;
      amends_facts_set_text (facts, texts[i], NULL);
      if (!g_str_equal (texts[i], "since"))
        continue;
      /* We know it, so they are not asked; it is only not said. */
      amends_facts_set_boolean (facts, "since_known", FALSE);
      amends_facts_set_boolean (facts, "since_given", TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      AmendsFacts *list = amends_facts_get (facts, lists[i]);

      if (list != NULL)
        {
          g_autoptr (GPtrArray) items = list_native (list, words);

          amends_facts_set_list (facts, lists[i], items);
        }
    }
}

/* Notes speak of the customer; a letter speaks to them. */
static void
address_notes (AmendsFacts *facts, AmendsPlanSituation *situation)
{
  static const char *const notes[] = { "cause.text", "fix.done", "fix.planned" };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      const char *note = amends_facts_get_text (amends_facts_get (facts, notes[i]));
      g_autofree char *said = note != NULL ? amends_plan_situation_address (situation, note) : NULL;

      if (said != NULL)
        amends_facts_set_text (facts, notes[i], said);
    }
}

/* Several broken promises are said in one breath, several questions in a list. */
static void
set_several (AmendsFacts *facts, const char *list, const char *path)
{
  AmendsFacts *items = amends_facts_get (facts, list);

  if (items != NULL && amends_facts_get_count (items) > 1)
    amends_facts_set_boolean (facts, path, TRUE);
}

/* What is said in one sentence needs to know what came before; and a promise that names its day
 * needs no other. */
static void
set_order (AmendsFacts *facts, const char *list, GTimeZone *zone)
{
  AmendsFacts *items = amends_facts_get (facts, list);

  for (guint i = 0; i < (items != NULL ? amends_facts_get_count (items) : 0); i++)
    {
      AmendsFacts *item = amends_facts_get_item (items, i);
      const char *bare = amends_facts_get_text (amends_facts_get (item, "bare"));
      AmendsFacts *when = amends_facts_get (item, "when");
      g_autofree char *day = NULL;

      if (i > 0)
        amends_facts_set_boolean (item, "also", TRUE);
      if (bare == NULL || when == NULL)
        continue;
      day = amends_instant_format (amends_facts_get_number (when), zone, "%-d");
      if (strstr (bare, day) != NULL)
        amends_facts_set_boolean (item, "dated", TRUE);
    }
}

/* Whether @text holds most of the words of @note. */
static gboolean
says_most_of (const char *text, const char *note)
{
  g_auto (GStrv) words = g_strsplit_set (note, " ,.;:()", -1);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  guint all = 0, found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_casefold (words[i], -1);

      if (strlen (word) < LEAST_WORD)
        continue;
      all++;
      if (strstr (folded, word) != NULL)
        found++;
    }
  return all > 0 && found * 2 >= all;
}

/* A way round that they told us of, or that we have taken, is none to offer. */
static void
set_workaround_told (AmendsFacts *facts, AmendsEscalation *e)
{
  AmendsFacts *done = amends_facts_get (facts, "done");
  const char *note = amends_facts_get_text (amends_facts_get (facts, "workaround_text"));
  g_autoptr (GString) told = g_string_new (e->statement);

  for (guint i = 0; i < (done != NULL ? amends_facts_get_count (done) : 0); i++)
    g_string_append_printf (
        told, " %s",
        amends_facts_get_text (amends_facts_get (amends_facts_get_item (done, i), "text")));
  if (note != NULL && says_most_of (told->str, note))
    amends_facts_set_boolean (facts, "workaround_told", TRUE);
}

void
amends_plan_letter_fit (AmendsFacts *facts,
                        const AmendsPlanSetting *setting,
                        AmendsTemplateWords *words,
                        gboolean for_customer)
{
  AmendsEscalation *e = setting->the_case->escalation;
  gboolean over =
      e->resolved_at != AMENDS_INSTANT_NONE || amends_facts_get (facts, "fix.done") != NULL;

  set_several (facts, "missed", "missed_several");
  set_several (facts, "asked", "asked_several");
  set_order (facts, "missed", setting->customer_zone);
  set_order (facts, "forbids", setting->customer_zone);
  amends_facts_set_boolean (facts, "over", over);
  if (for_customer)
    {
      leave_out_foreign (facts, words);
      address_notes (facts, setting->situation);
    }
  set_workaround_told (facts, e);
}
