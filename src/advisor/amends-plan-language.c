/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiles and checks the words of one language. */

#include "config.h"

#include "amends-plan-language.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-plan-facts.h"

#include <glib/gi18n-lib.h>

struct _AmendsPlanLanguage
{
  AmendsTemplateWords *words;
  GHashTable *templates; /* name to AmendsTemplate */
  GHashTable *texts;     /* path to AmendsTemplate */
};

typedef struct
{
  AmendsPlanLanguage *language;
  const char *file;
  const char *field;
  GError *error; /* (owned) (nullable): the first fault */
} Check;

static GHashTable *
template_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) amends_template_free);
}

void
amends_plan_language_free (AmendsPlanLanguage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->words, amends_template_words_unref);
  g_clear_pointer (&self->templates, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_free (self);
}

static void
check_fact (const char *path, guint line, gpointer data)
{
  Check *check = data;

  if (check->error == NULL && !amends_plan_facts_is_known (path))
    check->error = amends_input_error_new (AMENDS_INPUT_ERROR_NOT_FOUND, check->file, line,
                                           check->field, _ ("there is no fact “%s”"), path);
}

static void
check_include (const char *name, guint line, gpointer data)
{
  Check *check = data;

  if (check->error == NULL && !g_hash_table_contains (check->language->templates, name))
    check->error = amends_input_error_new (AMENDS_INPUT_ERROR_NOT_FOUND, check->file, line, NULL,
                                           _ ("there is no template “%s”"), name);
}

static gboolean
load_templates (AmendsPlanLanguage *self,
                AmendsPlaybook *playbook,
                const char *language,
                GError **error)
{
  g_autoptr (GPtrArray) names = amends_playbook_list_templates (playbook, language);
  GHashTableIter iter;
  gpointer template;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *path = NULL;
      const char *text = amends_playbook_get_template (playbook, language, name, &path);
      AmendsTemplate *parsed = amends_template_parse (text, path, error);

      if (parsed == NULL)
        return FALSE;
      g_hash_table_replace (self->templates, g_strdup (name), parsed);
    }

  g_hash_table_iter_init (&iter, self->templates);
  while (g_hash_table_iter_next (&iter, NULL, &template))
    {
      Check check = { self, amends_template_get_file (template), NULL, NULL };

      amends_template_foreach_fact (template, check_fact, &check);
      amends_template_foreach_include (template, check_include, &check);
      if (check.error != NULL)
        {
          g_propagate_error (error, check.error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_texts (AmendsPlanLanguage *self, const char *file, GError **error)
{
  g_autoptr (GPtrArray) paths = amends_template_words_list_texts (self->words);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      const char *text = amends_template_words_get_text (self->words, path);
      g_autofree char *field = g_strconcat ("texts.", path, NULL);
      g_autoptr (GError) fault = NULL;
      AmendsTemplate *parsed = amends_template_parse (text, NULL, &fault);
      Check check = { self, file, field, NULL };

      if (parsed == NULL)
        {
          g_propagate_error (error,
                             amends_input_error_new (AMENDS_INPUT_ERROR_SYNTAX, file, 0, field,
                                                     "%s", amends_input_error_get_text (fault)));
          return FALSE;
        }
      g_hash_table_replace (self->texts, g_strdup (path), parsed);
      amends_template_foreach_fact (parsed, check_fact, &check);
      amends_template_foreach_include (parsed, check_include, &check);
      if (check.error != NULL)
        {
          g_propagate_error (error, check.error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
require_text (AmendsPlanLanguage *self,
              const char *file,
              const char *section,
              const char *key,
              const char *member,
              GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.%s.%s", section, key, member);
  g_autofree char *field = g_strconcat ("texts.", path, NULL);

  if (g_hash_table_contains (self->texts, path))
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, file, 0, field,
                          _ ("plan.json names it, but its words are not here"));
  return FALSE;
}

static gboolean
require_texts (AmendsPlanLanguage *self,
               const char *file,
               const char *section,
               GPtrArray *rules,
               const char *const *members,
               const char *const *item_members,
               GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    {
      AmendsPlanRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *items = g_strdup_printf ("%s.%s.items", section, rule->key);

      for (guint k = 0; members[k] != NULL; k++)
        {
          if (!require_text (self, file, section, rule->key, members[k], error))
            return FALSE;
        }
      if (item_members != NULL &&
          !require_texts (self, file, items, rule->items, item_members, NULL, error))
        return FALSE;
    }
  return TRUE;
}

#define MEMBERS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static gboolean
check_words (AmendsPlanLanguage *self,
             const char *file,
             const AmendsPlanRules *rules,
             GError **error)
{
  return require_texts (self, file, "timeline", rules->timeline, MEMBERS ("title", "purpose"), NULL,
                        error) &&
         require_texts (self, file, "actions", rules->actions, MEMBERS ("text"), NULL, error) &&
         require_texts (self, file, "stages", rules->stages, MEMBERS ("title", "checklist.0"), NULL,
                        error) &&
         require_texts (self, file, "communication", rules->communication,
                        MEMBERS ("who", "message", "timing"), NULL, error) &&
         require_texts (self, file, "risks", rules->risks, MEMBERS ("title", "why", "mitigation"),
                        NULL, error) &&
         require_texts (self, file, "limits", rules->limits, MEMBERS ("text", "why"), NULL,
                        error) &&
         require_texts (self, file, "can", rules->can, MEMBERS ("text"), NULL, error) &&
         require_texts (self, file, "agendas", rules->agendas, MEMBERS ("title"),
                        MEMBERS ("title", "text"), error) &&
         require_texts (self, file, "scripts", rules->scripts, MEMBERS ("title"),
                        MEMBERS ("title", "text"), error);
}

static gboolean
check_meets (AmendsTemplate *template, GError **error)
{
  const char *meets = amends_template_get_meta (template, "meets");
  g_auto (GStrv) nicks = g_strsplit (meets != NULL ? meets : "", ",", -1);

  for (guint i = 0; nicks[i] != NULL; i++)
    {
      int kind;

      if (*g_strstrip (nicks[i]) == '\0' ||
          amends_enum_from_nick (amends_clock_kind_get_type (), nicks[i], &kind))
        continue;
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, amends_template_get_file (template),
                              0, "meets", _ ("“%s” is not a clock"), nicks[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_draft (AmendsPlanLanguage *self, AmendsPlanRule *rule, const char *language, GError **error)
{
  AmendsTemplate *template = g_hash_table_lookup (self->templates, rule->key);
  const char *audience;
  int value;

  if (template == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_NOT_FOUND, "plan.json", 0, "drafts",
                              /* Translators: %1$s is the name of a template, %2$s a language. */
                              _ ("there is no template “%1$s” in “%2$s”"), rule->key, language);
      return FALSE;
    }
  audience = amends_template_get_meta (template, "audience");
  if (audience == NULL || !amends_enum_from_nick (amends_audience_get_type (), audience, &value) ||
      amends_template_get_meta (template, "title") == NULL ||
      amends_template_get_meta (template, "subject") == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING,
                              amends_template_get_file (template), 1, NULL,
                              _ ("the front matter needs a title, a subject and an audience"));
      return FALSE;
    }
  return check_meets (template, error);
}

AmendsPlanLanguage *
amends_plan_language_load (AmendsPlaybook *playbook,
                           const char *language,
                           const AmendsPlanRules *rules,
                           GError **error)
{
  g_autoptr (AmendsPlanLanguage) self = g_new0 (AmendsPlanLanguage, 1);
  g_autofree char *file = g_strdup_printf ("phrases/%s/words.json", language);

  self->templates = template_table ();
  self->texts = template_table ();
  self->words = amends_template_words_load (playbook, language, error);
  if (self->words == NULL || !load_templates (self, playbook, language, error) ||
      !load_texts (self, file, error) || !check_words (self, file, rules, error))
    return NULL;
  for (guint i = 0; i < rules->drafts->len; i++)
    {
      if (!check_draft (self, g_ptr_array_index (rules->drafts, i), language, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

AmendsTemplateWords *
amends_plan_language_get_words (AmendsPlanLanguage *self)
{
  return self->words;
}

AmendsTemplate *
amends_plan_language_get_template (AmendsPlanLanguage *self, const char *name)
{
  return g_hash_table_lookup (self->templates, name);
}

AmendsTemplate *
amends_plan_language_find (const char *name, gpointer language)
{
  return amends_plan_language_get_template (language, name);
}

AmendsTemplate *
amends_plan_language_get_text (AmendsPlanLanguage *self, const char *path)
{
  return g_hash_table_lookup (self->texts, path);
}
