/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be given to a customer, and who has to approve it. */

#include "config.h"

#include "amends-goodwill-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "amends-enum-types.h"
#include "amends-goodwill-words.h"
#include "amends-goodwill-year.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-translations.h"

#define N_KINDS (AMENDS_GOODWILL_CUSTOM + 1)
#define N_SEVERITIES (AMENDS_SEVERITY_CRITICAL + 1)
#define N_TIERS 3
#define NO_LIMIT G_MAXINT64
/* Above this a chain of managers is a circle. */
#define MOST_MANAGERS 32

typedef struct
{
  AmendsRole role;
  gint64 up_to; /* minor units of the rules' currency; NO_LIMIT */
} Approver;

typedef struct
{
  AmendsTranslations *name; /* (owned) */
  int max_months;           /* 0: any */
  GArray *approvers;        /* (owned) (element-type Approver): the last has no limit */
} Kind;

/* The sentences of the rules, "texts" of the file. */
typedef enum
{
  TEXT_WITHIN_LIMIT,
  TEXT_ABOVE_LIMITS,
  TEXT_ALWAYS,
  TEXT_OTHER_CURRENCY,
  TEXT_NO_AMOUNT,
  TEXT_YEAR_WITHIN,
  TEXT_YEAR_OVER,
  TEXT_YEAR_OTHER_CURRENCY,
  TEXT_YEAR_UNKNOWN,
  TEXT_TOO_LONG,
  TEXT_CRM_ONLY,
  N_TEXTS,
} Text;

static const char *const text_names[N_TEXTS] = {
  "within-limit", "above-limits", "always",    "other-currency",
  "no-amount",    "year-within",  "year-over", "year-other-currency",
  "year-unknown", "too-long",     "crm-only",
};

typedef enum
{
  OFFER_CREDIT,
  OFFER_EXTENSION,
  OFFER_EXTENSIONS,
  OFFER_PREMIUM_SUPPORT,
  OFFER_PREMIUM_SUPPORTS,
  N_OFFERS,
} Offer;

static const char *const offer_names[N_OFFERS] = {
  "credit", "extension", "extensions", "premium-support", "premium-supports",
};

typedef enum
{
  REASON_CREDIT,
  REASON_CREDIT_CAPPED,
  REASON_MONTHS,
  N_REASONS,
} Reason;

static const char *const reason_names[N_REASONS] = { "credit", "credit-capped", "months" };

struct _AmendsGoodwillRules
{
  GObject parent_instance;

  char *currency; /* (owned) */
  double year_share;
  int expiry_days;
  gboolean requires_crm;
  Kind kinds[N_KINDS];
  double credit_share[N_SEVERITIES];
  int extension_months[N_SEVERITIES];
  int premium_months[N_SEVERITIES];
  double tier_factor[N_TIERS];
  AmendsTranslations *severities[N_SEVERITIES]; /* (owned) (nullable) */
  AmendsTranslations *texts[N_TEXTS];           /* (owned) */
  AmendsTranslations *offers[N_OFFERS];         /* (owned) */
  AmendsTranslations *reasons[N_REASONS];       /* (owned) */
  AmendsGoodwillWords *words;                   /* (owned) */
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillRules, amends_goodwill_rules, G_TYPE_OBJECT)

static void
clear_texts (AmendsTranslations **texts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&texts[i], amends_translations_free);
}

static void
amends_goodwill_rules_finalize (GObject *object)
{
  AmendsGoodwillRules *self = AMENDS_GOODWILL_RULES (object);

  for (guint i = 0; i < N_KINDS; i++)
    {
      g_clear_pointer (&self->kinds[i].name, amends_translations_free);
      g_clear_pointer (&self->kinds[i].approvers, g_array_unref);
    }
  clear_texts (self->severities, N_SEVERITIES);
  clear_texts (self->texts, N_TEXTS);
  clear_texts (self->offers, N_OFFERS);
  clear_texts (self->reasons, N_REASONS);
  g_clear_pointer (&self->words, amends_goodwill_words_free);
  g_clear_pointer (&self->currency, g_free);

  G_OBJECT_CLASS (amends_goodwill_rules_parent_class)->finalize (object);
}

static void
amends_goodwill_rules_class_init (AmendsGoodwillRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_goodwill_rules_finalize;
}

static void
amends_goodwill_rules_init (AmendsGoodwillRules *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    self->kinds[i].approvers = g_array_new (FALSE, FALSE, sizeof (Approver));
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void
read_texts (AmendsJsonReader *reader,
            const char *member,
            AmendsTranslations **texts,
            const char *const *names,
            guint n)
{
  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < n; i++)
    texts[i] = amends_translations_read (reader, names[i], AMENDS_JSON_REQUIRED);
  amends_json_reader_leave (reader);
}

/* Of the object that the reader stands on. */
static void
read_approver (AmendsGoodwillRules *self, AmendsJsonReader *reader, Kind *kind, gboolean last)
{
  Approver approver = { .up_to = NO_LIMIT };
  gint64 before = -1;

  if (kind->approvers->len > 0)
    before = g_array_index (kind->approvers, Approver, kind->approvers->len - 1).up_to;
  approver.role = amends_json_reader_get_enum (reader, "role", AMENDS_JSON_REQUIRED,
                                               amends_role_get_type (), AMENDS_ROLE_CSM);
  if (amends_json_reader_has (reader, "up_to"))
    {
      double limit =
          amends_json_reader_get_double (reader, "up_to", AMENDS_JSON_REQUIRED, 0, 1e12, 0);

      if (!amends_json_reader_failed (reader) &&
          !amends_money_from_major (limit, self->currency, &approver.up_to))
        amends_json_reader_fail (reader, "up_to", AMENDS_INPUT_ERROR_VALUE,
                                 _ ("This is no amount in %s."), self->currency);
    }
  if (amends_json_reader_failed (reader))
    return;
  if (last != (approver.up_to == NO_LIMIT))
    amends_json_reader_fail (reader, "up_to", AMENDS_INPUT_ERROR_VALUE,
                             last ? _ ("The last approver of a kind can have no limit.")
                                  : _ ("Every approver but the last needs a limit."));
  else if (approver.up_to <= before)
    amends_json_reader_fail (reader, "up_to", AMENDS_INPUT_ERROR_VALUE,
                             _ ("Each limit must be higher than the one above it."));
  g_array_append_val (kind->approvers, approver);
}

static void
read_kind (AmendsGoodwillRules *self, AmendsJsonReader *reader, int value)
{
  const char *nick = amends_enum_get_nick (amends_goodwill_kind_get_type (), value);
  Kind *kind = &self->kinds[value];
  guint n;

  if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
    return;
  kind->name = amends_translations_read (reader, "name", AMENDS_JSON_REQUIRED);
  kind->max_months =
      (int) amends_json_reader_get_int (reader, "max_months", AMENDS_JSON_OPTIONAL, 1, 60, 0);
  if (amends_json_reader_enter_array (reader, "approvers", AMENDS_JSON_REQUIRED))
    {
      n = amends_json_reader_get_count (reader);
      if (n == 0)
        amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                                 _ ("At least one role is expected here."));
      for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
        {
          read_approver (self, reader, kind, i + 1 == n);
          amends_json_reader_leave (reader);
        }
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_months (AmendsJsonReader *reader, const char *member, int *months)
{
  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_REQUIRED))
    return;
  for (int i = AMENDS_SEVERITY_LOW; i < N_SEVERITIES; i++)
    months[i] =
        (int) amends_json_reader_get_int (reader,
                                          amends_enum_get_nick (amends_severity_get_type (), i),
                                          AMENDS_JSON_REQUIRED, 0, 60, 0);
  amends_json_reader_leave (reader);
}

static void
read_suggest (AmendsGoodwillRules *self, AmendsJsonReader *reader)
{
  static const char *const tiers[N_TIERS] = { "1", "2", "3" };

  if (!amends_json_reader_enter_object (reader, "suggest", AMENDS_JSON_REQUIRED))
    return;
  if (amends_json_reader_enter_object (reader, "credit_share_of_arr", AMENDS_JSON_REQUIRED))
    {
      for (int i = AMENDS_SEVERITY_LOW; i < N_SEVERITIES; i++)
        self->credit_share[i] =
            amends_json_reader_get_double (reader,
                                           amends_enum_get_nick (amends_severity_get_type (), i),
                                           AMENDS_JSON_REQUIRED, 0, 1, 0);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "tier_factor", AMENDS_JSON_REQUIRED))
    {
      for (guint i = 0; i < N_TIERS; i++)
        self->tier_factor[i] =
            amends_json_reader_get_double (reader, tiers[i], AMENDS_JSON_REQUIRED, 0, 100, 0);
      amends_json_reader_leave (reader);
    }
  read_months (reader, "extension_months", self->extension_months);
  read_months (reader, "premium_support_months", self->premium_months);
  if (amends_json_reader_enter_object (reader, "severity", AMENDS_JSON_REQUIRED))
    {
      for (int i = AMENDS_SEVERITY_LOW; i < N_SEVERITIES; i++)
        self->severities[i] = amends_translations_read (
            reader, amends_enum_get_nick (amends_severity_get_type (), i), AMENDS_JSON_REQUIRED);
      amends_json_reader_leave (reader);
    }
  read_texts (reader, "texts", self->offers, offer_names, N_OFFERS);
  read_texts (reader, "reasons", self->reasons, reason_names, N_REASONS);
  amends_json_reader_leave (reader);
}

AmendsGoodwillRules *
amends_goodwill_rules_read (AmendsJsonReader *reader)
{
  g_autoptr (AmendsGoodwillRules) self = g_object_new (AMENDS_TYPE_GOODWILL_RULES, NULL);

  g_return_val_if_fail (reader != NULL, NULL);

  self->currency = amends_json_reader_dup_string (reader, "currency", AMENDS_JSON_REQUIRED);
  if (self->currency && !amends_currency_is_valid (self->currency))
    amends_json_reader_fail (reader, "currency", AMENDS_INPUT_ERROR_VALUE,
                             _ ("A currency is written with three letters, such as EUR."));
  self->year_share = amends_json_reader_get_double (reader, "year_limit_share_of_arr",
                                                    AMENDS_JSON_REQUIRED, 0, 1, 0);
  self->expiry_days = (int) amends_json_reader_get_int (reader, "expires_after_days",
                                                        AMENDS_JSON_REQUIRED, 1, 366, 30);
  self->requires_crm = amends_json_reader_get_boolean (reader, "require_crm_confirmation", FALSE);
  if (amends_json_reader_enter_object (reader, "kinds", AMENDS_JSON_REQUIRED))
    {
      for (int i = 0; i < N_KINDS; i++)
        read_kind (self, reader, i);
      amends_json_reader_leave (reader);
    }
  read_suggest (self, reader);
  read_texts (reader, "texts", self->texts, text_names, N_TEXTS);
  self->words = amends_goodwill_words_read (reader);
  return amends_json_reader_failed (reader) ? NULL : g_steal_pointer (&self);
}

AmendsGoodwillRules *
amends_goodwill_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsJsonReader) gate = NULL;
  g_autoptr (AmendsGoodwillRules) self = NULL;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (playbook), NULL);

  reader = amends_playbook_read (playbook, "goodwill", error);
  if (reader == NULL)
    return NULL;
  self = amends_goodwill_rules_read (reader);
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  gate = amends_playbook_read (playbook, "gate", error);
  if (gate == NULL)
    return NULL;
  amends_goodwill_words_read_marks (self->words, gate);
  if (!amends_json_reader_finish (gate, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Sentences -------------------------------------------------------------------------------- */

/* What a sentence speaks of: pairs of a name and an (owned) text. */
typedef struct
{
  const char *name;
  char *text;
} Value;

static void
clear_value (gpointer data)
{
  g_free (((Value *) data)->text);
}

static GArray *
new_values (void)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (Value));

  g_array_set_clear_func (values, clear_value);
  return values;
}

/* @text: (transfer full) */
static void
say (GArray *values, const char *name, char *text)
{
  Value value = { name, text };

  g_array_append_val (values, value);
}

static const char *
find_value (const GArray *values, const char *name, gsize length)
{
  for (guint i = 0; i < values->len; i++)
    {
      const Value *value = &g_array_index (values, Value, i);

      if (strlen (value->name) == length && strncmp (value->name, name, length) == 0)
        return value->text;
    }
  return NULL;
}

/* In one pass: a name in braces inside a value stays as it is. */
static char *
fill (const AmendsTranslations *translations, const char *language, const GArray *values)
{
  const char *text = amends_translations_get (translations, language);
  GString *out = g_string_new (NULL);

  while (*text)
    {
      const char *end = *text == '{' ? strchr (text, '}') : NULL;
      const char *value = end ? find_value (values, text + 1, (gsize) (end - text - 1)) : NULL;

      if (value)
        {
          g_string_append (out, value);
          text = end + 1;
        }
      else
        g_string_append_c (out, *text++);
    }
  /* A sentence that begins with a role begins with a capital. */
  if (g_ascii_islower (out->str[0]))
    out->str[0] = g_ascii_toupper (out->str[0]);
  return g_string_free (out, FALSE);
}

static char *
say_share (double share)
{
  double percent = share * 100.0;

  if (fabs (percent - nearbyint (percent)) < 0.05)
    return g_strdup_printf ("%.0f %%", percent);
  return percent < 0.1 ? g_strdup_printf ("%.2f %%", percent)
                       : g_strdup_printf ("%.1f %%", percent);
}

static char *
say_role (const AmendsGoodwillSetting *setting, AmendsRole role)
{
  const char *title =
      setting->roles ? amends_stakeholder_rules_get_title (setting->roles, role, setting->language)
                     : "";

  return g_strdup (*title ? title : amends_enum_get_label (amends_role_get_type (), role));
}

static void
say_money (GArray *values,
           const char *name,
           gint64 minor,
           const char *currency,
           const AmendsGoodwillSetting *setting)
{
  say (values, name, amends_money_format (minor, currency, setting->language));
}

/* --- Judging ---------------------------------------------------------------------------------- */

void
amends_goodwill_ruling_clear (AmendsGoodwillRuling *ruling)
{
  g_clear_pointer (&ruling->who, g_free);
  g_clear_pointer (&ruling->limit, g_free);
}

static gboolean
has_amount (AmendsGoodwill *goodwill)
{
  return goodwill->amount != AMENDS_MONEY_UNKNOWN && goodwill->amount > 0 && goodwill->currency;
}

static gboolean
has_arr (AmendsAccount *account)
{
  return account && account->arr != AMENDS_MONEY_UNKNOWN && account->arr > 0 && account->currency;
}

double
amends_goodwill_rules_get_share (AmendsGoodwill *goodwill, AmendsAccount *account)
{
  if (!has_amount (goodwill) || !has_arr (account) ||
      !g_str_equal (goodwill->currency, account->currency))
    return -1.0;
  return (double) goodwill->amount / (double) account->arr;
}

static const Approver *
last_approver (const Kind *kind)
{
  return &g_array_index (kind->approvers, Approver, kind->approvers->len - 1);
}

/* By the limits of the kind alone. */
static AmendsRole
choose_approver (AmendsGoodwillRules *self,
                 AmendsGoodwill *goodwill,
                 const AmendsGoodwillSetting *setting,
                 GArray *values,
                 Text *text)
{
  const Kind *kind = &self->kinds[goodwill->kind];
  guint i = 0;

  *text = TEXT_ALWAYS;
  if (kind->approvers->len == 1)
    return last_approver (kind)->role;
  *text = TEXT_NO_AMOUNT;
  if (!has_amount (goodwill))
    return last_approver (kind)->role;
  *text = TEXT_OTHER_CURRENCY;
  if (!g_str_equal (goodwill->currency, self->currency))
    return last_approver (kind)->role;

  while (g_array_index (kind->approvers, Approver, i).up_to < goodwill->amount)
    i++;
  *text = i + 1 < kind->approvers->len ? TEXT_WITHIN_LIMIT : TEXT_ABOVE_LIMITS;
  if (*text == TEXT_ABOVE_LIMITS)
    say (values, "below",
         say_role (setting, g_array_index (kind->approvers, Approver, i - 1).role));
  say_money (
      values, "limit",
      g_array_index (kind->approvers, Approver, *text == TEXT_WITHIN_LIMIT ? i : i - 1).up_to,
      self->currency, setting);
  return g_array_index (kind->approvers, Approver, i).role;
}

gint64
amends_goodwill_rules_get_year_limit (AmendsGoodwillRules *self, AmendsAccount *account)
{
  if (!has_arr (account))
    return AMENDS_MONEY_UNKNOWN;
  return (gint64) floor ((double) account->arr * self->year_share + 0.5);
}

/* What was given and is left of the year; FALSE when it cannot be said. */
static gboolean
count_year (AmendsGoodwillRules *self, const AmendsGoodwillSetting *setting, gint64 *left)
{
  if (!has_arr (setting->account))
    return FALSE;
  *left = amends_goodwill_rules_get_year_limit (self, setting->account) - setting->given;
  *left = MAX (*left, 0);
  return TRUE;
}

static void
say_account (AmendsGoodwillRules *self, const AmendsGoodwillSetting *setting, GArray *values)
{
  AmendsAccount *account = setting->account;

  say (values, "account", g_strdup (account && account->name ? account->name : "–"));
  if (!has_arr (account))
    return;
  say (values, "account_currency", g_strdup (account->currency));
  say (values, "limit_share", say_share (self->year_share));
  say_money (values, "year_limit", amends_goodwill_rules_get_year_limit (self, account),
             account->currency, setting);
  say_money (values, "given", setting->given, account->currency, setting);
}

static void
judge_year (AmendsGoodwillRules *self,
            AmendsGoodwill *goodwill,
            const AmendsGoodwillSetting *setting,
            GArray *values,
            AmendsGoodwillRuling *ruling)
{
  gint64 left = 0;
  gboolean counted = count_year (self, setting, &left) && ruling->share >= 0;

  say_account (self, setting, values);
  if (!counted)
    {
      Text text = has_arr (setting->account) ? TEXT_YEAR_OTHER_CURRENCY : TEXT_YEAR_UNKNOWN;

      ruling->approver = last_approver (&self->kinds[goodwill->kind])->role;
      /* The first of a name counts: this is who it comes to in the end. */
      g_array_remove_index (values, 0);
      say (values, "who", say_role (setting, ruling->approver));
      ruling->limit = fill (self->texts[text], setting->language, values);
      return;
    }
  ruling->allowed = ruling->allowed && goodwill->amount <= left;
  say (values, "share", say_share (ruling->share));
  say_money (values, "left", goodwill->amount <= left ? left - goodwill->amount : left,
             setting->account->currency, setting);
  ruling->limit = fill (self->texts[goodwill->amount <= left ? TEXT_YEAR_WITHIN : TEXT_YEAR_OVER],
                        setting->language, values);
}

void
amends_goodwill_rules_judge (AmendsGoodwillRules *self,
                             AmendsGoodwill *goodwill,
                             const AmendsGoodwillSetting *setting,
                             AmendsGoodwillRuling *ruling)
{
  const Kind *kind = &self->kinds[goodwill->kind];
  g_autoptr (GArray) values = new_values ();
  g_autofree char *who = NULL;
  Text text;

  *ruling = (AmendsGoodwillRuling){ .allowed = TRUE };
  ruling->share = amends_goodwill_rules_get_share (goodwill, setting->account);
  say (values, "who", NULL);
  if (has_amount (goodwill))
    {
      say_money (values, "amount", goodwill->amount, goodwill->currency, setting);
      say (values, "currency", g_strdup (goodwill->currency));
    }
  say (values, "limit_currency", g_strdup (self->currency));
  ruling->approver = choose_approver (self, goodwill, setting, values, &text);
  g_array_index (values, Value, 0).text = say_role (setting, ruling->approver);
  ruling->who = fill (self->texts[text], setting->language, values);

  if (kind->max_months > 0 && goodwill->months > kind->max_months)
    {
      g_autoptr (GArray) lengths = new_values ();

      ruling->allowed = FALSE;
      say (lengths, "months", g_strdup_printf ("%d", goodwill->months));
      say (lengths, "limit", g_strdup_printf ("%d", kind->max_months));
      ruling->limit = fill (self->texts[TEXT_TOO_LONG], setting->language, lengths);
      return;
    }
  if (!has_amount (goodwill))
    return;
  judge_year (self, goodwill, setting, values, ruling);
  /* Without a year to count in, its sentence says who approves, and why. */
  if (ruling->share < 0)
    {
      g_free (ruling->who);
      ruling->who = g_steal_pointer (&ruling->limit);
    }
}

/* --- Who may approve -------------------------------------------------------------------------- */

static AmendsPerson *
find_manager (GListModel *people, AmendsPerson *person)
{
  return person->manager_id && *person->manager_id
             ? amends_record_list_find (people, person->manager_id)
             : NULL;
}

static gboolean
is_above (GListModel *people, AmendsPerson *person, AmendsPerson *holder)
{
  AmendsPerson *one = find_manager (people, holder);

  for (guint i = 0; one && i < MOST_MANAGERS; i++)
    {
      if (g_strcmp0 (one->id, person->id) == 0)
        return TRUE;
      one = find_manager (people, one);
    }
  return FALSE;
}

/* Whether @role is in the list of the kind, at @needed or further up. */
static gboolean
is_enough (const Kind *kind, AmendsRole needed, AmendsRole role)
{
  gboolean reached = FALSE;

  for (guint i = 0; i < kind->approvers->len; i++)
    {
      const Approver *approver = &g_array_index (kind->approvers, Approver, i);

      reached = reached || approver->role == needed;
      if (reached && approver->role == role)
        return TRUE;
    }
  return role == needed;
}

gboolean
amends_goodwill_rules_may_approve (AmendsGoodwillRules *self,
                                   AmendsGoodwillKind kind,
                                   AmendsRole needed,
                                   AmendsPerson *person,
                                   GListModel *people)
{
  guint n = g_list_model_get_n_items (people);

  if (is_enough (&self->kinds[kind], needed, person->role))
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) holder = g_list_model_get_item (people, i);

      if (is_enough (&self->kinds[kind], needed, holder->role) && is_above (people, person, holder))
        return TRUE;
    }
  return FALSE;
}

/* --- Suggesting ------------------------------------------------------------------------------- */

/* To half of the second figure, as one would say it: 13,180 → 13,000; 1,274 → 1,250. */
static double
round_sensibly (double major)
{
  double step = major > 0 ? 5.0 * pow (10.0, floor (log10 (major)) - 2.0) : 1.0;

  step = MAX (step, 1.0);
  return floor (major / step + 0.5) * step;
}

/* As above, but never above @most. */
static gint64
round_amount (double minor, gint64 most, const char *currency)
{
  gint64 rounded = 0;
  double major = minor / MAX (amends_currency_get_factor (currency), 1);

  if (!amends_money_from_major (round_sensibly (major), currency, &rounded))
    return 0;
  if (rounded <= most)
    return rounded;
  major = floor (amends_money_to_major (most, currency));
  return amends_money_from_major (major, currency, &rounded) ? rounded : 0;
}

static void
say_occasion (AmendsGoodwillRules *self,
              AmendsSeverity severity,
              int tier,
              const AmendsGoodwillSetting *setting,
              GArray *values)
{
  say (values, "severity",
       g_strdup (amends_translations_get (self->severities[severity], setting->language)));
  say (values, "tier", g_strdup_printf ("%d", tier));
}

/* (transfer full): with who approves it. */
static AmendsGoodwill *
finish_suggestion (AmendsGoodwillRules *self,
                   AmendsGoodwill *goodwill,
                   const AmendsGoodwillSetting *setting)
{
  g_auto (AmendsGoodwillRuling) ruling = { 0 };

  amends_goodwill_rules_judge (self, goodwill, setting, &ruling);
  goodwill->approver_role = ruling.approver;
  return g_object_ref (goodwill);
}

static void
suggest_credit (AmendsGoodwillRules *self,
                AmendsSeverity severity,
                int tier,
                const AmendsGoodwillSetting *setting,
                GPtrArray *suggestions)
{
  AmendsAccount *account = setting->account;
  double share = self->credit_share[severity] * self->tier_factor[tier - 1];
  g_autoptr (GArray) values = new_values ();
  g_autoptr (AmendsGoodwill) goodwill = NULL;
  gint64 left = 0, wanted, amount;

  if (!count_year (self, setting, &left) || share <= 0)
    return;
  wanted = round_amount ((double) account->arr * share, G_MAXINT64, account->currency);
  amount = round_amount ((double) account->arr * share, left, account->currency);
  if (amount <= 0)
    return;
  goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);
  goodwill->kind = AMENDS_GOODWILL_CREDIT;
  goodwill->amount = amount;
  goodwill->currency = g_strdup (account->currency);
  say_occasion (self, severity, tier, setting, values);
  say_account (self, setting, values);
  say (values, "share", say_share (share));
  say_money (values, "amount", amount, account->currency, setting);
  say_money (values, "wanted", wanted, account->currency, setting);
  say_money (values, "left", left, account->currency, setting);
  say_money (values, "arr", account->arr, account->currency, setting);
  goodwill->text = fill (self->offers[OFFER_CREDIT], setting->language, values);
  goodwill->reason = fill (self->reasons[amount < wanted ? REASON_CREDIT_CAPPED : REASON_CREDIT],
                           setting->language, values);
  g_ptr_array_add (suggestions, finish_suggestion (self, goodwill, setting));
}

static void
suggest_months (AmendsGoodwillRules *self,
                AmendsGoodwillKind kind,
                int full,
                AmendsSeverity severity,
                int tier,
                const AmendsGoodwillSetting *setting,
                GPtrArray *suggestions)
{
  int months = (int) floor (full * self->tier_factor[tier - 1] + 0.5);
  int most = self->kinds[kind].max_months;
  Offer offer = kind == AMENDS_GOODWILL_EXTENSION ? OFFER_EXTENSION : OFFER_PREMIUM_SUPPORT;
  g_autoptr (GArray) values = new_values ();
  g_autoptr (AmendsGoodwill) goodwill = NULL;

  months = most > 0 ? MIN (months, most) : months;
  if (months <= 0)
    return;
  goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);
  goodwill->kind = kind;
  goodwill->months = months;
  say_occasion (self, severity, tier, setting, values);
  say (values, "months", g_strdup_printf ("%d", months));
  goodwill->text = fill (self->offers[months == 1 ? offer : offer + 1], setting->language, values);
  goodwill->reason = fill (self->reasons[REASON_MONTHS], setting->language, values);
  g_ptr_array_add (suggestions, finish_suggestion (self, goodwill, setting));
}

GPtrArray *
amends_goodwill_rules_suggest (AmendsGoodwillRules *self,
                               AmendsSeverity severity,
                               int tier,
                               const AmendsGoodwillSetting *setting)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func (g_object_unref);

  tier = CLAMP (tier, 1, N_TIERS);
  if (severity == AMENDS_SEVERITY_UNKNOWN)
    return suggestions;
  suggest_credit (self, severity, tier, setting, suggestions);
  suggest_months (self, AMENDS_GOODWILL_EXTENSION, self->extension_months[severity], severity, tier,
                  setting, suggestions);
  suggest_months (self, AMENDS_GOODWILL_PREMIUM_SUPPORT, self->premium_months[severity], severity,
                  tier, setting, suggestions);
  return suggestions;
}

/* --- Plain questions -------------------------------------------------------------------------- */

const char *
amends_goodwill_rules_get_currency (AmendsGoodwillRules *self)
{
  return self->currency;
}

const char *
amends_goodwill_rules_get_kind_name (AmendsGoodwillRules *self,
                                     AmendsGoodwillKind kind,
                                     const char *language)
{
  return amends_translations_get (self->kinds[kind].name, language);
}

int
amends_goodwill_rules_get_max_months (AmendsGoodwillRules *self, AmendsGoodwillKind kind)
{
  return self->kinds[kind].max_months;
}

int
amends_goodwill_rules_get_expiry_days (AmendsGoodwillRules *self)
{
  return self->expiry_days;
}

gboolean
amends_goodwill_rules_requires_crm (AmendsGoodwillRules *self,
                                    const char *language,
                                    const char **why)
{
  if (why)
    *why = amends_translations_get (self->texts[TEXT_CRM_ONLY], language);
  return self->requires_crm;
}

AmendsGoodwillAnswer
amends_goodwill_rules_read_answer (AmendsGoodwillRules *self, const char *text, char **words)
{
  return amends_goodwill_words_read_answer (self->words, text, words);
}

gboolean
amends_goodwill_rules_is_month_word (AmendsGoodwillRules *self, const char *word)
{
  return amends_goodwill_words_is_month (self->words, word);
}

const char *
amends_goodwill_rules_find_mark (AmendsGoodwillRules *self,
                                 const char *word,
                                 double *factor,
                                 gsize *length)
{
  return amends_goodwill_words_find_mark (self->words, word, factor, length);
}
