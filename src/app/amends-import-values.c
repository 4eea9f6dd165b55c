/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, amounts, words and scores as they are written in cells. */

#include "config.h"

#include "amends-import-values.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LONGEST 64

static char *
dup_shown (const char *text)
{
  return amends_text_one_line (text, 40);
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static gboolean
is_group_sign (gunichar c)
{
  return c == ',' || c == '.' || c == '\'' || c == 0x2019 || c == 0xa0 || c == 0x202f ||
         c == 0x2009 || c == ' ';
}

/* Where the digits of @text begin and end, with what may stand between them. */
static gboolean
find_digits (const char *text, const char **start, const char **end)
{
  const char *c = text;

  while (*c != '\0' && !g_ascii_isdigit (*c) && !(*c == '.' && g_ascii_isdigit (c[1])))
    c = g_utf8_next_char (c);
  if (*c == '\0')
    return FALSE;
  *start = *end = c;
  while (*c != '\0' && (g_ascii_isdigit (*c) || is_group_sign (g_utf8_get_char (c))))
    {
      c = g_utf8_next_char (c);
      if (g_ascii_isdigit (c[-1]))
        *end = c;
    }
  return TRUE;
}

/* Which of the commas and points is the decimal sign: NULL for none of them. */
static const char *
find_decimal (const char *start, const char *end, gboolean comma)
{
  const char *last_comma = g_strrstr_len (start, end - start, ",");
  const char *last_point = g_strrstr_len (start, end - start, ".");
  const char *last = MAX (last_comma, last_point);
  const char *first = NULL;

  if (last == NULL)
    return NULL;
  first = memchr (start, *last, (gsize) (end - start));
  /* The last of two different signs is the decimal one; a sign that comes twice is none. */
  if (last_comma != NULL && last_point != NULL)
    return first == last ? last : NULL;
  if (first != last)
    return NULL;
  /* Three digits behind it can be a group: then it is what the file does that counts. */
  if (end - last == 4 && last - start <= 3 && last > start && *start != '0')
    return (*last == ',') == comma ? last : NULL;
  return last;
}

static gboolean
are_groups (const char *start, const char *end, const char *decimal)
{
  guint digits = 0;
  gboolean grouped = FALSE;

  for (const char *c = start; c < (decimal != NULL ? decimal : end); c = g_utf8_next_char (c))
    {
      if (g_ascii_isdigit (*c))
        {
          digits++;
          continue;
        }
      /* Groups of four are usual where 万 is; of two in India. */
      if (digits < 1 || digits > 4 || (grouped && digits < 2))
        return FALSE;
      grouped = TRUE;
      digits = 0;
    }
  return !grouped || (digits >= 3 && digits <= 4);
}

static gboolean
read_digits (const char *start, const char *end, gboolean comma, double *number)
{
  const char *decimal = find_decimal (start, end, comma);
  g_autoptr (GString) plain = g_string_new (NULL);

  if (!are_groups (start, end, decimal))
    return FALSE;
  for (const char *c = start; c < end; c = g_utf8_next_char (c))
    if (g_ascii_isdigit (*c))
      g_string_append_c (plain, *c);
    else if (c == decimal)
      g_string_append_c (plain, '.');
  *number = g_ascii_strtod (plain->str, NULL);
  return isfinite (*number);
}

/* What stands before or behind the digits: a currency, a factor, or both. */
static gboolean
read_unit (AmendsImportWords *words, char *unit, double *factor, const char **currency)
{
  const char *found;

  g_strstrip (unit);
  if (*unit == '\0')
    return TRUE;
  found = amends_import_words_find (words, "currency", unit);
  if (found != NULL)
    {
      *currency = g_intern_string (found);
      return TRUE;
    }
  found = amends_import_words_find (words, "factor", unit);
  if (found != NULL)
    {
      *factor *= g_ascii_strtod (found, NULL);
      return TRUE;
    }
  for (char *c = g_utf8_next_char (unit); *c != '\0'; c = g_utf8_next_char (c))
    {
      g_autofree char *head = g_strndup (unit, (gsize) (c - unit));
      const char *first = amends_import_words_find (words, "factor", g_strstrip (head));
      const char *second = amends_import_words_find (words, "currency", c);

      if (first == NULL || second == NULL)
        {
          first = amends_import_words_find (words, "factor", c);
          second = amends_import_words_find (words, "currency", head);
        }
      if (first == NULL || second == NULL)
        continue;
      *factor *= g_ascii_strtod (first, NULL);
      *currency = g_intern_string (second);
      return TRUE;
    }
  return FALSE;
}

/* Takes minus signs and the brackets of accountants out of @text. */
static gboolean
take_sign (char *text)
{
  gboolean negative = FALSE;
  gsize length = strlen (text);

  if (length > 2 && text[0] == '(' && text[length - 1] == ')')
    {
      text[0] = text[length - 1] = ' ';
      return TRUE;
    }
  for (char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_ascii_isdigit (*c))
        break;
      if (*c == '-' || *c == '+')
        {
          negative = *c == '-';
          *c = ' ';
        }
      else if (g_str_has_prefix (c, "\xe2\x88\x92"))
        {
          negative = TRUE;
          memset (c, ' ', 3);
        }
    }
  return negative;
}

static gboolean
scan_number (const AmendsImportStyle *style,
             const char *text,
             double *number,
             const char **currency,
             gboolean *percent)
{
  g_autofree char *normal =
      strlen (text) <= LONGEST * 4 ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *start;
  const char *end;
  gboolean negative;
  double factor = 1;

  *currency = NULL;
  *percent = FALSE;
  if (normal == NULL)
    return FALSE;
  negative = take_sign (normal);
  if (!find_digits (normal, &start, &end) || !read_digits (start, end, style->comma, number))
    return FALSE;
  before = g_strndup (normal, (gsize) (start - normal));
  after = g_strstrip (g_strdup (end));
  *percent = g_str_equal (after, "%");
  if (*percent)
    *after = '\0';
  if (!read_unit (style->words, before, &factor, currency) ||
      !read_unit (style->words, after, &factor, currency))
    return FALSE;
  *number *= negative ? -factor : factor;
  return TRUE;
}

gboolean
amends_import_read_number (const AmendsImportStyle *style,
                           const char *text,
                           double *number,
                           const char **currency,
                           GError **error)
{
  g_autofree char *shown = NULL;
  gboolean percent;

  if (scan_number (style, text, number, currency, &percent) && !percent)
    return TRUE;
  shown = dup_shown (text);
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                          /* Translators: %s is what was written. */
                          _ ("“%s” is not a number; one such as 1250 or 1,250.50 is expected."),
                          shown);
  return FALSE;
}

void
amends_import_look_at_number (const char *text, AmendsImportEvidence *evidence)
{
  const char *start;
  const char *end;
  const char *decimal;

  if (strlen (text) > LONGEST || !find_digits (text, &start, &end))
    return;
  /* A sign that decides the matter whatever the file does. */
  decimal = find_decimal (start, end, TRUE);
  if (decimal == NULL || decimal != find_decimal (start, end, FALSE))
    return;
  if (*decimal == ',')
    evidence->decimal_comma++;
  else
    evidence->decimal_point++;
}

/* --- Words ------------------------------------------------------------------------------------ */

gboolean
amends_import_read_boolean (const AmendsImportStyle *style,
                            const char *text,
                            gboolean *value,
                            GError **error)
{
  const char *found = amends_import_words_find (style->words, "boolean", text);
  g_autofree char *shown = NULL;

  if (found != NULL)
    {
      *value = *found == 't';
      return TRUE;
    }
  shown = dup_shown (text);
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                          /* Translators: %s is what was written. */
                          _ ("“%s” is neither yes nor no."), shown);
  return FALSE;
}

static gboolean
find_label (GType type, const char *text, int *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autofree char *folded = amends_text_fold (text);

  for (guint i = 0; i < klass->n_values; i++)
    {
      g_autofree char *label =
          amends_text_fold (amends_enum_get_label (type, klass->values[i].value));

      if (g_str_equal (label, folded))
        {
          *value = klass->values[i].value;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
amends_import_read_enum (const AmendsImportStyle *style,
                         GType type,
                         const char *table,
                         const char *text,
                         int *value,
                         GError **error)
{
  const char *found = amends_import_words_find (style->words, table, text);
  g_autofree char *nicks = NULL;
  g_autofree char *shown = NULL;

  if (amends_enum_from_nick (type, found != NULL ? found : text, value) ||
      find_label (type, text, value))
    return TRUE;
  nicks = amends_enum_list_nicks (type);
  shown = dup_shown (text);
  amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                          /* Translators: what was written, and a list of identifiers. */
                          _ ("“%1$s” is not known; %2$s is expected."), shown, nicks);
  return FALSE;
}

/* --- Scores ----------------------------------------------------------------------------------- */

/* "4/5", "4 out of 5" */
static gboolean
read_fraction (const AmendsImportStyle *style, const char *text, double *number)
{
  const char *slash = strchr (text, '/');
  const char *of = strstr (text, " of ");
  g_autofree char *part = NULL;
  g_autofree char *out = NULL;
  const char *currency;
  gboolean percent;
  double whole;

  if (slash == NULL && of == NULL)
    return FALSE;
  part = g_strndup (text, (gsize) ((slash != NULL ? slash : of) - text));
  out = strstr (part, " out") != NULL ? g_strndup (part, (gsize) (strstr (part, " out") - part))
                                      : g_strdup (part);
  if (!scan_number (style, out, number, &currency, &percent) ||
      !scan_number (style, slash != NULL ? slash + 1 : of + 4, &whole, &currency, &percent) ||
      whole <= 0 || *number > whole)
    return FALSE;
  *number = *number / whole * 100;
  return TRUE;
}

gboolean
amends_import_read_score (const AmendsImportStyle *style,
                          const char *table,
                          const char *text,
                          int lowest,
                          int highest,
                          int scale,
                          int *value,
                          GError **error)
{
  const char *word = table != NULL ? amends_import_words_find (style->words, table, text) : NULL;
  g_autofree char *shown = NULL;
  const char *currency = NULL;
  gboolean percent;
  double number = 0;
  gboolean known = TRUE;

  if (word != NULL)
    number = g_ascii_strtod (word, NULL);
  else if (highest == 100 && read_fraction (style, text, &number))
    ;
  else if (scan_number (style, text, &number, &currency, &percent) && currency == NULL)
    number = percent || scale == 0 ? number : number * 100 / scale;
  else
    known = FALSE;
  if (known && number >= lowest && number <= highest)
    {
      *value = (int) lrint (number);
      return TRUE;
    }
  shown = dup_shown (text);
  amends_input_error_set (error, known ? AMENDS_INPUT_ERROR_RANGE : AMENDS_INPUT_ERROR_VALUE, NULL,
                          0, NULL,
                          /* Translators: what was written, and the ends of a range. */
                          _ ("“%1$s” is not a number from %2$d to %3$d."), shown, lowest, highest);
  return FALSE;
}
