/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text of a playbook in several languages. */

#include "config.h"

#include "amends-translations.h"

#include <glib/gi18n-lib.h>

#include "amends-input-error.h"

#define FALLBACK "en"

struct _AmendsTranslations
{
  GHashTable *texts; /* (owned) (element-type utf8 utf8): language to text */
};

void
amends_translations_free (AmendsTranslations *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->texts);
  g_free (self);
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

AmendsTranslations *
amends_translations_read (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need)
{
  g_autoptr (AmendsTranslations) self = NULL;
  g_autoptr (GPtrArray) languages = NULL;

  g_return_val_if_fail (reader != NULL, NULL);

  if (!amends_json_reader_enter_object (reader, member, need))
    return NULL;

  self = g_new0 (AmendsTranslations, 1);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  languages = amends_json_reader_list_members (reader);
  for (guint i = 0; i < languages->len; i++)
    {
      const char *language = languages->pdata[i];
      char *text = amends_json_reader_dup_string (reader, language, AMENDS_JSON_OPTIONAL);

      if (text == NULL)
        continue;
      if (is_blank (text))
        amends_json_reader_fail (reader, language, AMENDS_INPUT_ERROR_VALUE,
                                 _ ("This text is empty."));
      g_hash_table_insert (self->texts, g_strdup (language), text);
    }
  if (!amends_json_reader_failed (reader) && !g_hash_table_contains (self->texts, FALLBACK))
    amends_json_reader_fail (reader, FALLBACK, AMENDS_INPUT_ERROR_MISSING,
                             _ ("The English text is missing; other languages fall back to it."));
  amends_json_reader_leave (reader);

  return amends_json_reader_failed (reader) ? NULL : g_steal_pointer (&self);
}

const char *
amends_translations_get (const AmendsTranslations *self, const char *language)
{
  const char *text = NULL;

  if (self == NULL)
    return "";
  if (language != NULL)
    text = g_hash_table_lookup (self->texts, language);
  if (text == NULL)
    text = g_hash_table_lookup (self->texts, FALLBACK);
  return text;
}
