/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a debrief in one language. */

#include "config.h"

#include "amends-debriefer-language.h"

#include "amends-debriefer-facts.h"
#include "amends-input-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

struct _AmendsDebrieferLanguage
{
  AmendsTemplateWords *words; /* (owned) */
  GHashTable *texts;          /* (owned): name to AmendsTemplate */
  char **clause_words;        /* (owned) (nullable) */
};

typedef struct
{
  AmendsJsonReader *reader;
  const char *member;
} Check;

void
amends_debriefer_language_free (AmendsDebrieferLanguage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->words, amends_template_words_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_strfreev (self->clause_words);
  g_free (self);
}

static void
check_fact (const char *path, guint line, gpointer data)
{
  Check *check = data;

  if (!amends_debriefer_facts_is_known (path))
    amends_json_reader_fail (check->reader, check->member, AMENDS_INPUT_ERROR_NOT_FOUND,
                             /* Translators: %s is the name of a fact, such as account.name. */
                             _ ("there is no fact “%s” here"), path);
}

static void
check_include (const char *name, guint line, gpointer data)
{
  Check *check = data;

  amends_json_reader_fail (check->reader, check->member, AMENDS_INPUT_ERROR_VALUE,
                           /* Translators: %s is the name of a template. */
                           _ ("a text of a debrief cannot include “%s”"), name);
}

static void
read_text (AmendsDebrieferLanguage *self, AmendsJsonReader *reader, const char *member)
{
  g_autofree char *text = amends_json_reader_dup_string (reader, member, AMENDS_JSON_REQUIRED);
  g_autoptr (AmendsTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  Check check = { reader, member };

  if (text == NULL)
    return;
  template = amends_template_parse (text, NULL, &error);
  if (template == NULL)
    {
      amends_json_reader_fail (reader, member, AMENDS_INPUT_ERROR_SYNTAX, "%s",
                               amends_input_error_get_text (error));
      return;
    }
  amends_template_foreach_fact (template, check_fact, &check);
  amends_template_foreach_include (template, check_include, &check);
  g_hash_table_insert (self->texts, g_strdup (member), g_steal_pointer (&template));
}

AmendsDebrieferLanguage *
amends_debriefer_language_load (AmendsPlaybook *playbook, const char *language, GError **error)
{
  g_autofree char *file = g_strdup_printf ("phrases/%s/debrief", language);
  g_autoptr (AmendsDebrieferLanguage) self = g_new0 (AmendsDebrieferLanguage, 1);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, file, error);

  if (reader == NULL)
    return NULL;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) amends_template_free);
  self->clause_words = amends_json_reader_dup_strv (reader, "clause_words", AMENDS_JSON_OPTIONAL);
  if (amends_json_reader_enter_object (reader, "texts", AMENDS_JSON_REQUIRED))
    {
      g_autoptr (GPtrArray) members = amends_json_reader_list_members (reader);

      for (guint i = 0; i < members->len; i++)
        read_text (self, reader, g_ptr_array_index (members, i));
      amends_json_reader_leave (reader);
    }
  if (!amends_json_reader_finish (reader, NULL, error))
    return NULL;

  self->words = amends_template_words_load (playbook, language, error);
  return self->words ? g_steal_pointer (&self) : NULL;
}

AmendsTemplate *
amends_debriefer_language_get_text (AmendsDebrieferLanguage *self, const char *name)
{
  return g_hash_table_lookup (self->texts, name);
}

AmendsTemplateWords *
amends_debriefer_language_get_words (AmendsDebrieferLanguage *self)
{
  return self->words;
}

const char *const *
amends_debriefer_language_get_clause_words (AmendsDebrieferLanguage *self)
{
  return (const char *const *) self->clause_words;
}

char *
amends_debriefer_language_say (AmendsDebrieferLanguage *self,
                               const char *name,
                               AmendsFacts *facts,
                               AmendsInstant now,
                               GTimeZone *zone)
{
  AmendsTemplate *template = g_hash_table_lookup (self->texts, name);
  AmendsTemplateScope scope = {
    .facts = facts,
    .words = self->words,
    .now = now,
    .zone = zone,
  };
  g_autofree char *text = NULL;

  g_return_val_if_fail (template != NULL, g_strdup (""));
  text = amends_template_render_plain (template, &scope);
  return amends_text_one_line (text, 4000);
}
