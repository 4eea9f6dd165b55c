/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How facts of an account are put into words. */

#include "config.h"

#include "amends-account-rules.h"

#include "amends-input-error.h"
#include "amends-translations.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int from;
  AmendsTone tone;
  AmendsTranslations *name; /* (owned) (nullable) while it is read */
} Band;

struct _AmendsAccountRules
{
  GObject parent_instance;

  GPtrArray *bands; /* (owned) (element-type Band): the highest first */
  int renewal_soon;
};

G_DEFINE_FINAL_TYPE (AmendsAccountRules, amends_account_rules, G_TYPE_OBJECT)

static void
band_free (gpointer data)
{
  Band *band = data;

  g_clear_pointer (&band->name, amends_translations_free);
  g_free (band);
}

static void
amends_account_rules_finalize (GObject *object)
{
  g_ptr_array_unref (AMENDS_ACCOUNT_RULES (object)->bands);
  G_OBJECT_CLASS (amends_account_rules_parent_class)->finalize (object);
}

static void
amends_account_rules_class_init (AmendsAccountRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_account_rules_finalize;
}

static void
amends_account_rules_init (AmendsAccountRules *self)
{
  self->bands = g_ptr_array_new_with_free_func (band_free);
}

static AmendsTone
read_tone (AmendsJsonReader *reader)
{
  static const char *const tones[] = { "plain", "warning", "error" };
  g_autofree char *tone = amends_json_reader_dup_string (reader, "tone", AMENDS_JSON_REQUIRED);

  for (guint i = 0; tone != NULL && i < G_N_ELEMENTS (tones); i++)
    if (g_str_equal (tone, tones[i]))
      return (AmendsTone) i;
  if (tone != NULL)
    amends_json_reader_fail (reader, "tone", AMENDS_INPUT_ERROR_VALUE,
                             _ ("“%s” is not known; plain, warning or error is expected."), tone);
  return AMENDS_TONE_PLAIN;
}

static void
read_bands (AmendsAccountRules *self, AmendsJsonReader *reader)
{
  int above = 101;
  guint n;

  if (!amends_json_reader_enter_array (reader, "health", AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      Band *band = g_new0 (Band, 1);

      band->from =
          (int) amends_json_reader_get_int (reader, "from", AMENDS_JSON_REQUIRED, 0, 100, 0);
      band->tone = read_tone (reader);
      band->name = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
      if (!amends_json_reader_failed (reader) &&
          (band->from >= above || (i + 1 == n && band->from != 0)))
        amends_json_reader_fail (
            reader, "from", AMENDS_INPUT_ERROR_RANGE,
            _ ("The words go from the highest score to the lowest, and the last begins at 0."));
      above = band->from;
      g_ptr_array_add (self->bands, band);
      amends_json_reader_leave (reader);
    }
  if (n == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                             _ ("At least one word is needed."));
  amends_json_reader_leave (reader);
}

AmendsAccountRules *
amends_account_rules_new (AmendsPlaybook *playbook, GError **error)
{
  g_autoptr (AmendsAccountRules) self = g_object_new (AMENDS_TYPE_ACCOUNT_RULES, NULL);
  g_autoptr (AmendsJsonReader) reader = amends_playbook_read (playbook, "accounts", error);

  if (reader == NULL)
    return NULL;
  read_bands (self, reader);
  self->renewal_soon = (int) amends_json_reader_get_int (reader, "renewal_soon_days",
                                                         AMENDS_JSON_REQUIRED, 0, 3660, 0);
  return amends_json_reader_finish (reader, NULL, error) ? g_steal_pointer (&self) : NULL;
}

const char *
amends_account_rules_get_health (AmendsAccountRules *self,
                                 int health,
                                 const char *language,
                                 AmendsTone *tone)
{
  guint at = 0;

  g_return_val_if_fail (AMENDS_IS_ACCOUNT_RULES (self), "");

  while (at + 1 < self->bands->len && health < ((Band *) self->bands->pdata[at])->from)
    at++;
  if (tone != NULL)
    *tone = ((Band *) self->bands->pdata[at])->tone;
  return amends_translations_get (((Band *) self->bands->pdata[at])->name, language);
}

int
amends_account_rules_get_renewal_soon (AmendsAccountRules *self)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_RULES (self), 0);

  return self->renewal_soon;
}
