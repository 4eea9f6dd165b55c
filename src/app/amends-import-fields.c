/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file can be, and which it is by its title. */

#include "config.h"

#include "amends-import-fields.h"

#include "amends-account.h"
#include "amends-contact.h"
#include "amends-interaction.h"
#include "amends-usage-sample.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIELD(id, label, reading)                                                                  \
  {                                                                                                \
    id, label, AMENDS_IMPORT_##reading, id, NULL, FALSE                                            \
  }
#define WORDS(id, label, reading, table)                                                           \
  {                                                                                                \
    id, label, AMENDS_IMPORT_##reading, id, table, FALSE                                           \
  }
#define KEY(id, label)                                                                             \
  {                                                                                                \
    id, label, AMENDS_IMPORT_KEY, NULL, NULL, FALSE                                                \
  }
#define END                                                                                        \
  {                                                                                                \
    NULL, NULL, AMENDS_IMPORT_KEY, NULL, NULL, FALSE                                               \
  }

static const AmendsImportFieldType account_fields[] = {
  { "name", N_ ("Name"), AMENDS_IMPORT_LINE, "name", NULL, TRUE },
  KEY ("external-id", N_ ("Number elsewhere")),
  WORDS ("segment", N_ ("Segment"), ENUM, "segment"),
  FIELD ("arr", N_ ("ARR"), MONEY),
  FIELD ("currency", N_ ("Currency"), CURRENCY),
  FIELD ("contract-start", N_ ("Start of contract"), DATE),
  FIELD ("renewal", N_ ("Renewal"), DATE),
  WORDS ("health", N_ ("Health"), SCORE, "health"),
  FIELD ("nps", N_ ("NPS"), NPS),
  WORDS ("csat", N_ ("CSAT"), CSAT, "csat"),
  FIELD ("products", N_ ("Products"), LIST),
  FIELD ("strategic", N_ ("Strategic account"), BOOLEAN),
  FIELD ("expansion", N_ ("Open expansion"), MONEY),
  FIELD ("csm", N_ ("CSM"), LINE),
  FIELD ("account-manager", N_ ("Account manager"), LINE),
  FIELD ("executive-sponsor", N_ ("Executive sponsor"), LINE),
  FIELD ("competitors", N_ ("Competitors"), LIST),
  FIELD ("time-zone", N_ ("Time zone"), LINE),
  WORDS ("language", N_ ("Language"), WORD, "language"),
  FIELD ("notes", N_ ("Notes"), TEXT),
  END,
};

static const AmendsImportFieldType contact_fields[] = {
  { "account", N_ ("Account"), AMENDS_IMPORT_KEY, NULL, NULL, TRUE },
  KEY ("account-id", N_ ("Number of the account")),
  { "name", N_ ("Name"), AMENDS_IMPORT_LINE, "name", NULL, TRUE },
  KEY ("first-name", N_ ("First name")),
  KEY ("last-name", N_ ("Last name")),
  FIELD ("title", N_ ("Title"), LINE),
  WORDS ("role", N_ ("Role"), ENUM, "contact-role"),
  WORDS ("executive", N_ ("Executive"), ENUM, "executive"),
  FIELD ("email", N_ ("E-mail"), LINE),
  FIELD ("phone", N_ ("Phone"), LINE),
  WORDS ("channel", N_ ("Preferred channel"), ENUM, "channel"),
  FIELD ("concerns", N_ ("Concerns"), TEXT),
  FIELD ("style", N_ ("Communication style"), TEXT),
  FIELD ("salutation", N_ ("Salutation"), LINE),
  FIELD ("last-contact", N_ ("Last contact"), INSTANT),
  END,
};

static const AmendsImportFieldType interaction_fields[] = {
  { "account", N_ ("Account"), AMENDS_IMPORT_KEY, NULL, NULL, TRUE },
  KEY ("account-id", N_ ("Number of the account")),
  KEY ("contact", N_ ("Contact")),
  KEY ("contact-email", N_ ("E-mail of the contact")),
  { "at", N_ ("Time"), AMENDS_IMPORT_INSTANT, "at", NULL, TRUE },
  WORDS ("kind", N_ ("Kind"), ENUM, "interaction-kind"),
  WORDS ("direction", N_ ("Direction"), ENUM, "direction"),
  FIELD ("people", N_ ("People"), LIST),
  FIELD ("subject", N_ ("Subject"), LINE),
  FIELD ("text", N_ ("Text"), TEXT),
  WORDS ("priority", N_ ("Priority"), ENUM, "priority"),
  FIELD ("closed-at", N_ ("Closed"), INSTANT),
  WORDS ("csat", N_ ("CSAT"), CSAT, "csat"),
  FIELD ("nps", N_ ("NPS"), ANSWER),
  FIELD ("reference", N_ ("Number"), LINE),
  END,
};

static const AmendsImportFieldType usage_fields[] = {
  { "account", N_ ("Account"), AMENDS_IMPORT_KEY, NULL, NULL, TRUE },
  KEY ("account-id", N_ ("Number of the account")),
  { "day", N_ ("Day"), AMENDS_IMPORT_DATE, "day", NULL, TRUE },
  { "metric", N_ ("Figure"), AMENDS_IMPORT_LINE, "metric", "metric", FALSE },
  { "value", N_ ("Value"), AMENDS_IMPORT_FIGURE, "value", NULL, FALSE },
  { "usage", N_ ("Usage"), AMENDS_IMPORT_FIGURE, "value", NULL, FALSE },
  { "logins", N_ ("Logins"), AMENDS_IMPORT_FIGURE, "value", NULL, FALSE },
  { "admins", N_ ("Administrators"), AMENDS_IMPORT_FIGURE, "value", NULL, FALSE },
  END,
};

static const AmendsImportFieldType feature_field = {
  "feature", N_ ("Feature"), AMENDS_IMPORT_FIGURE, "value", NULL, FALSE,
};

/* Each of these sets needs one of its fields. */
static const char *const account_needs[] = { "name external-id", NULL };
static const char *const contact_needs[] = { "account account-id", "name first-name last-name",
                                             NULL };
static const char *const interaction_needs[] = { "account account-id contact-email", "at", NULL };
static const char *const usage_needs[] = { "account account-id", "day",
                                           "value usage logins admins feature", NULL };

static const struct
{
  const char *name;
  const char *record;
  const AmendsImportFieldType *fields;
  const char *const *needs;
  GType (*type) (void);
} kinds[] = {
  { "accounts", "account", account_fields, account_needs, amends_account_get_type },
  { "contacts", "contact", contact_fields, contact_needs, amends_contact_get_type },
  { "interactions", "interaction", interaction_fields, interaction_needs,
    amends_interaction_get_type },
  { "usage", "usage", usage_fields, usage_needs, amends_usage_sample_get_type },
};

const char *
amends_import_kind_to_string (AmendsImportKind kind)
{
  return (guint) kind < G_N_ELEMENTS (kinds) ? kinds[kind].name : "";
}

gboolean
amends_import_kind_from_string (const char *text, AmendsImportKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, text) || g_str_equal (kinds[i].record, text))
      {
        *kind = (AmendsImportKind) i;
        return TRUE;
      }
  return FALSE;
}

GType
amends_import_kind_get_record_type (AmendsImportKind kind)
{
  return kinds[kind].type ();
}

const char *
amends_import_kind_get_record_name (AmendsImportKind kind)
{
  return kinds[kind].record;
}

const AmendsImportFieldType *
amends_import_get_fields (AmendsImportKind kind)
{
  return kinds[kind].fields;
}

const AmendsImportFieldType *
amends_import_find_field (AmendsImportKind kind, const char *id)
{
  for (const AmendsImportFieldType *field = kinds[kind].fields; field->id != NULL; field++)
    if (g_str_equal (field->id, id))
      return field;
  return kind == AMENDS_IMPORT_USAGE && g_str_has_prefix (id, "feature:") && id[8] != '\0'
             ? &feature_field
             : NULL;
}

/* --- Guessing --------------------------------------------------------------------------------- */

typedef struct
{
  AmendsImportColumn *column;
  const char *field;
  double rating;
} Guess;

static int
compare_guesses (gconstpointer a, gconstpointer b)
{
  double difference = ((const Guess *) b)->rating - ((const Guess *) a)->rating;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

static gboolean
has_field (GPtrArray *columns, const char *field)
{
  gsize length = strlen (field);

  for (guint i = 0; i < columns->len; i++)
    {
      const char *has = ((AmendsImportColumn *) columns->pdata[i])->field;

      if (has != NULL && strncmp (has, field, length) == 0 &&
          (has[length] == '\0' || has[length] == ':'))
        return TRUE;
    }
  return FALSE;
}

/* One of the fields named in @need. */
static gboolean
is_met (GPtrArray *columns, const char *need)
{
  g_auto (GStrv) fields = g_strsplit (need, " ", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    if (has_field (columns, fields[i]))
      return TRUE;
  return FALSE;
}

static void
collect_guesses (AmendsImportWords *words, AmendsImportKind kind, GPtrArray *columns, GArray *all)
{
  for (guint i = 0; i < columns->len; i++)
    {
      AmendsImportColumn *column = columns->pdata[i];

      if (column->field != NULL || column->title == NULL)
        continue;
      for (const AmendsImportFieldType *field = kinds[kind].fields; field->id != NULL; field++)
        {
          Guess guess = { column, field->id,
                          amends_import_words_rate (words, kind, field->id, column->title) };

          if (guess.rating > 0)
            g_array_append_val (all, guess);
        }
    }
}

double
amends_import_guess_fields (AmendsImportWords *words, AmendsImportKind kind, GPtrArray *columns)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Guess));
  double sum = 0;

  collect_guesses (words, kind, columns, all);
  g_array_sort (all, compare_guesses);
  for (guint i = 0; i < all->len; i++)
    {
      Guess *guess = &g_array_index (all, Guess, i);

      if (guess->column->field != NULL || has_field (columns, guess->field))
        continue;
      guess->column->field = g_strdup (guess->field);
      sum += guess->rating;
    }
  for (guint i = 0; kinds[kind].needs[i] != NULL; i++)
    if (!is_met (columns, kinds[kind].needs[i]))
      sum -= 100;
  return sum;
}

static GPtrArray *
copy_titles (GPtrArray *columns)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < columns->len; i++)
    {
      AmendsImportColumn *copy = g_new0 (AmendsImportColumn, 1);

      copy->title = ((AmendsImportColumn *) columns->pdata[i])->title;
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

AmendsImportKind
amends_import_guess_kind (AmendsImportWords *words, GPtrArray *columns)
{
  AmendsImportKind best = AMENDS_IMPORT_ACCOUNTS;
  double best_sum = -G_MAXDOUBLE;

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (GPtrArray) copies = copy_titles (columns);
      double sum = amends_import_guess_fields (words, (AmendsImportKind) kind, copies);

      for (guint i = 0; i < copies->len; i++)
        g_free (((AmendsImportColumn *) copies->pdata[i])->field);
      if (sum > best_sum)
        {
          best_sum = sum;
          best = (AmendsImportKind) kind;
        }
    }
  return best;
}

/* --- What is missing -------------------------------------------------------------------------- */

static char *
dup_labels (AmendsImportKind kind, const char *need)
{
  g_auto (GStrv) fields = g_strsplit (need, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const AmendsImportFieldType *field = amends_import_find_field (kind, fields[i]);

      if (field == NULL)
        continue;
      if (text->len > 0)
        /* Translators: between the last two of several things of which one is needed. */
        g_string_append (text, _ (" or "));
      /* Translators: quotation marks around the name of a field. */
      g_string_append_printf (text, _ ("“%s”"), _ (field->label));
    }
  return g_string_free (text, FALSE);
}

char **
amends_import_list_problems (AmendsImportKind kind, GPtrArray *columns)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; kinds[kind].needs[i] != NULL; i++)
    if (!is_met (columns, kinds[kind].needs[i]))
      {
        g_autofree char *labels = dup_labels (kind, kinds[kind].needs[i]);
        /* Translators: %s is one or several names of fields in quotation marks. */
        g_autofree char *text = g_strdup_printf (_ ("No column is %s."), labels);

        g_strv_builder_add (builder, text);
        any = TRUE;
      }
  if (kind == AMENDS_IMPORT_USAGE && has_field (columns, "value") && !has_field (columns, "metric"))
    {
      g_strv_builder_add (builder, _ ("There are values, but no column says which figure each "
                                      "of them is."));
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}
