/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of cells becomes a record. */

#include "config.h"

#include "amends-import-item.h"

#include "amends-account.h"
#include "amends-contact.h"
#include "amends-enum-types.h"
#include "amends-import-fields.h"
#include "amends-input-error.h"
#include "amends-interaction.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-text.h"
#include "amends-usage-sample.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LINE_MAX_CHARACTERS 300
#define TEXT_MAX_BYTES (64 * 1024)

#define AT(record, field, Type) (*(Type *) G_STRUCT_MEMBER_P (record, (field)->offset))

typedef struct
{
  const AmendsImportFieldType *type; /* NULL: left out */
  const AmendsField *field;          /* NULL for a key */
  guint bit;
  const char *id; /* of the plan: "feature:export" */
  const char *title;
  const char *currency; /* (nullable): that the title names; static */
} Column;

struct _AmendsImportLayout
{
  const AmendsImportPlan *plan;
  const AmendsImportStyle *style;
  GType record_type;
  gpointer prototype;         /* (owned): for its fields */
  GArray *columns;            /* Column */
  AmendsInteractionKind kind; /* of interactions that do not say it */
};

/* --- Items ------------------------------------------------------------------------------------ */

void
amends_import_item_free (AmendsImportItem *self)
{
  g_free (self->cells);
  g_free (self->fault);
  g_clear_object (&self->record);
  g_free (self->account);
  g_free (self->account_id);
  g_free (self->contact);
  g_free (self->contact_email);
  g_free (self->external_id);
  g_free (self);
}

gboolean
amends_import_item_says (const AmendsImportItem *self, const char *property)
{
  guint n_fields;
  const AmendsField *fields = amends_record_get_fields (self->record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].name, property))
      return (self->set & (G_GUINT64_CONSTANT (1) << i)) != 0;
  return FALSE;
}

void
amends_import_item_apply (const AmendsImportItem *self, gpointer record)
{
  guint n_fields;
  const AmendsField *fields = amends_record_get_fields (self->record, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((self->set & (G_GUINT64_CONSTANT (1) << i)) != 0)
      {
        g_auto (GValue) value = G_VALUE_INIT;

        g_object_get_property (self->record, fields[i].name, &value);
        g_object_set_property (record, fields[i].name, &value);
      }
}

static gboolean
set_money (gpointer account, const char *field, double major, const char *currency, GError **error)
{
  gint64 minor;

  if (isnan (major))
    return TRUE;
  if (currency == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, field,
                              _ ("An amount needs its currency, such as EUR."));
      return FALSE;
    }
  if (!amends_money_from_major (major, currency, &minor))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, field,
                              /* Translators: a code such as EUR. */
                              _ ("The amount has more decimals than %s has, or is too large."),
                              currency);
      return FALSE;
    }
  amends_record_set (account, field, minor, NULL);
  return TRUE;
}

gboolean
amends_import_item_apply_money (const AmendsImportItem *self, gpointer account, GError **error)
{
  AmendsAccount *record = account;
  g_autofree char *had = g_strdup (record->currency);
  const char *currency = self->currency != NULL ? self->currency : had;
  gboolean moved = had != NULL && currency != NULL && !g_str_equal (had, currency);

  /* An amount that the file does not have would change its meaning. */
  if (moved && ((isnan (self->arr) && record->arr != AMENDS_MONEY_UNKNOWN) ||
                (isnan (self->expansion) && record->expansion != AMENDS_MONEY_UNKNOWN)))
    {
      amends_input_error_set (
          error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "currency",
          /* Translators: two codes such as EUR. */
          _ ("The account is kept in %1$s, the file has %2$s; the other amounts of the account "
             "would be wrong."),
          had, currency);
      return FALSE;
    }
  if (currency != NULL)
    amends_record_set (account, "currency", currency, NULL);
  return set_money (account, "arr", self->arr, currency, error) &&
         set_money (account, "expansion", self->expansion, currency, error);
}

/* --- The layout ------------------------------------------------------------------------------- */

/* "ARR (EUR)", "合同金额（万元）" say a currency, not a factor: a factor in a title is left to the
 * user, since a wrong one is worse than none. */
static const char *
find_title_currency (AmendsImportWords *words, const char *title)
{
  g_autofree char *normal = g_utf8_normalize (title, -1, G_NORMALIZE_NFKC);
  g_auto (GStrv) parts = g_strsplit_set (normal != NULL ? normal : "", " ()[],/_-", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *found =
          *parts[i] != '\0' ? amends_import_words_find (words, "currency", parts[i]) : NULL;

      if (found != NULL)
        return g_intern_string (found);
    }
  return NULL;
}

/* (nullable): the kind that a word of a title names. */
static const char *
find_kind_in_title (AmendsImportWords *words, const char *title)
{
  g_autofree char *folded = amends_import_words_fold_title (title);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  const char *found = NULL;

  for (guint i = 0; parts[i] != NULL && found == NULL; i++)
    {
      found = amends_import_words_find (words, "interaction-kind", parts[i]);
      /* Chinese does not part its words: its first two characters. */
      if (found == NULL && g_utf8_strlen (parts[i], -1) > 2 &&
          amends_text_is_cjk (g_utf8_get_char (parts[i])))
        {
          g_autofree char *head = g_utf8_substring (parts[i], 0, 2);

          found = amends_import_words_find (words, "interaction-kind", head);
        }
    }
  return found;
}

/* What the things of a file are by its titles: "Ticket ID", "工单编号", "Call date". A phone number
 * or an address beside them says nothing. */
static AmendsInteractionKind
find_kind (const AmendsImportPlan *plan, AmendsImportWords *words)
{
  static const char *const telling[] = { "reference", "subject", "at", "text", "nps" };

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    for (guint k = 0; k < plan->columns->len; k++)
      {
        const AmendsImportColumn *column = plan->columns->pdata[k];
        const char *found;
        int value;

        if (g_strcmp0 (column->field, telling[i]) != 0)
          continue;
        found = find_kind_in_title (words, column->title);
        if (found != NULL && amends_enum_from_nick (AMENDS_TYPE_INTERACTION_KIND, found, &value))
          return (AmendsInteractionKind) value;
      }
  return AMENDS_INTERACTION_UNKNOWN;
}

static guint
find_bit (gpointer prototype, const AmendsField *field)
{
  guint n_fields;
  const AmendsField *fields = amends_record_get_fields (prototype, &n_fields);

  return field != NULL ? (guint) (field - fields) : 0;
}

AmendsImportLayout *
amends_import_layout_new (const AmendsImportPlan *plan, const AmendsImportStyle *style)
{
  AmendsImportLayout *self = g_new0 (AmendsImportLayout, 1);

  self->plan = plan;
  self->style = style;
  self->record_type = amends_import_kind_get_record_type (plan->kind);
  self->prototype = amends_record_new (self->record_type);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const AmendsImportColumn *from = plan->columns->pdata[i];
      Column column = { .id = from->field, .title = from->title };

      if (from->field != NULL)
        column.type = amends_import_find_field (plan->kind, from->field);
      if (column.type != NULL && column.type->property != NULL)
        column.field = amends_record_find_field (self->prototype, column.type->property);
      column.bit = find_bit (self->prototype, column.field);
      if (column.type != NULL && column.type->reading == AMENDS_IMPORT_MONEY)
        column.currency = find_title_currency (style->words, from->title);
      g_array_append_val (self->columns, column);
    }
  if (plan->kind == AMENDS_IMPORT_INTERACTIONS)
    self->kind = find_kind (plan, style->words);
  return self;
}

void
amends_import_layout_free (AmendsImportLayout *self)
{
  g_object_unref (self->prototype);
  g_array_unref (self->columns);
  g_free (self);
}

/* --- Cells ------------------------------------------------------------------------------------ */

static char **
split_list (const char *cell)
{
  g_auto (GStrv) parts = g_regex_split_simple ("\\s*[;；|、,，\\n]\\s*", cell, 0, 0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *line = amends_text_one_line (parts[i], LINE_MAX_CHARACTERS);

      if (*line != '\0')
        g_strv_builder_add (builder, line);
    }
  return g_strv_builder_end (builder);
}

static gboolean
read_money (AmendsImportLayout *self,
            const Column *column,
            const char *cell,
            AmendsImportItem *item,
            GError **error)
{
  const char *currency;
  double number;

  if (!amends_import_read_number (self->style, cell, &number, &currency, error))
    return FALSE;
  if (currency == NULL)
    currency = column->currency;
  if (currency != NULL && item->currency != NULL && currency != item->currency)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                              /* Translators: two codes such as EUR. */
                              _ ("The row has amounts in %1$s and in %2$s; one currency is "
                                 "expected."),
                              item->currency, currency);
      return FALSE;
    }
  if (currency != NULL)
    item->currency = currency;
  if (g_str_equal (column->type->property, "arr"))
    item->arr = number;
  else
    item->expansion = number;
  return TRUE;
}

static gboolean
read_currency (AmendsImportLayout *self, const char *cell, AmendsImportItem *item, GError **error)
{
  const char *found = amends_import_words_find (self->style->words, "currency", cell);

  if (found != NULL && (item->currency == NULL || g_str_equal (item->currency, found)))
    {
      item->currency = g_intern_string (found);
      return TRUE;
    }
  if (found == NULL)
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                            _ ("“%s” is not a known currency; a code such as EUR is expected."),
                            cell);
  else
    amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                            _ ("The row has amounts in %1$s and in %2$s; one currency is "
                               "expected."),
                            item->currency, found);
  return FALSE;
}

static gboolean
read_word (AmendsImportLayout *self,
           const Column *column,
           const char *cell,
           char **to,
           GError **error)
{
  const char *found = amends_import_words_find (self->style->words, column->type->table, cell);

  if (found == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                              _ ("The language is English or Chinese."));
      return FALSE;
    }
  g_free (*to);
  *to = g_strdup (found);
  return TRUE;
}

static gboolean
read_enum (AmendsImportLayout *self,
           const Column *column,
           const char *cell,
           gpointer record,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  int value;

  if (amends_import_read_enum (self->style, column->field->of (), column->type->table, cell, &value,
                               &local))
    AT (record, column->field, int) = value;
  /* Help desks have types of their own; what the file is about says enough. */
  else if (self->kind != AMENDS_INTERACTION_UNKNOWN && g_str_equal (column->type->id, "kind"))
    AT (record, column->field, int) = (int) self->kind;
  else
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_text (const char *cell, char **to, GError **error)
{
  if (strlen (cell) > TEXT_MAX_BYTES)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, NULL, 0, NULL,
                              _ ("The text is too long; at most %d kB are kept."),
                              TEXT_MAX_BYTES / 1024);
      return FALSE;
    }
  g_free (*to);
  *to = amends_text_clean (cell, -1);
  return TRUE;
}

static gboolean
read_figure (AmendsImportLayout *self, const char *cell, double *to, GError **error)
{
  const char *currency;

  if (!amends_import_read_number (self->style, cell, to, &currency, error))
    return FALSE;
  if (*to >= 0)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, NULL,
                          /* Translators: %s is what was written. */
                          _ ("“%s” is negative; usage is never less than nothing."), cell);
  return FALSE;
}

static void
read_key (const Column *column, const char *cell, AmendsImportItem *item)
{
  char *line = amends_text_one_line (cell, LINE_MAX_CHARACTERS);
  const char *id = column->type->id;
  char **to = NULL;

  if (g_str_equal (id, "account"))
    to = &item->account;
  else if (g_str_equal (id, "account-id"))
    to = &item->account_id;
  else if (g_str_equal (id, "external-id"))
    to = &item->external_id;
  else if (g_str_equal (id, "contact"))
    to = &item->contact;
  else if (g_str_equal (id, "contact-email"))
    to = &item->contact_email;
  /* The parts of a contact's name, until they are put together. */
  else if (g_str_equal (id, "first-name"))
    to = &item->contact;
  else if (g_str_equal (id, "last-name"))
    to = &item->contact_email;
  g_assert (to != NULL);
  g_free (*to);
  *to = line;
}

static gboolean
read_field (AmendsImportLayout *self,
            const Column *column,
            const char *cell,
            AmendsImportItem *item,
            GError **error)
{
  const AmendsImportStyle *style = self->style;
  gpointer record = item->record;
  const AmendsField *field = column->field;

  switch (column->type->reading)
    {
    case AMENDS_IMPORT_LINE:
      g_free (AT (record, field, char *));
      AT (record, field, char *) = amends_text_one_line (cell, LINE_MAX_CHARACTERS);
      return TRUE;
    case AMENDS_IMPORT_TEXT:
      return read_text (cell, &AT (record, field, char *), error);
    case AMENDS_IMPORT_LIST:
      g_strfreev (AT (record, field, char **));
      AT (record, field, char **) = split_list (cell);
      return TRUE;
    case AMENDS_IMPORT_DATE:
      return amends_import_read_date (style, cell, &AT (record, field, char *), error);
    case AMENDS_IMPORT_INSTANT:
      return amends_import_read_instant (style, cell, &AT (record, field, AmendsInstant), error);
    case AMENDS_IMPORT_SCORE:
      return amends_import_read_score (style, column->type->table, cell, 0, 100, 0,
                                       &AT (record, field, int), error);
    case AMENDS_IMPORT_CSAT:
      return amends_import_read_score (style, column->type->table, cell, 0, 100, style->csat_scale,
                                       &AT (record, field, int), error);
    case AMENDS_IMPORT_NPS:
      return amends_import_read_score (style, NULL, cell, -100, 100, 0, &AT (record, field, int),
                                       error);
    case AMENDS_IMPORT_ANSWER:
      return amends_import_read_score (style, NULL, cell, 0, 10, 0, &AT (record, field, int),
                                       error);
    case AMENDS_IMPORT_BOOLEAN:
      return amends_import_read_boolean (style, cell, &AT (record, field, gboolean), error);
    case AMENDS_IMPORT_ENUM:
      return read_enum (self, column, cell, record, error);
    case AMENDS_IMPORT_WORD:
      return read_word (self, column, cell, &AT (record, field, char *), error);
    case AMENDS_IMPORT_MONEY:
    case AMENDS_IMPORT_CURRENCY:
    case AMENDS_IMPORT_KEY:
    case AMENDS_IMPORT_FIGURE:
    default:
      g_assert_not_reached ();
    }
}

/* Where a dash or "n/a" is nothing. */
static gboolean
is_nothing (AmendsImportLayout *self, const Column *column, const char *cell)
{
  switch (column->type->reading)
    {
    case AMENDS_IMPORT_LINE:
    case AMENDS_IMPORT_TEXT:
    case AMENDS_IMPORT_LIST:
    case AMENDS_IMPORT_KEY:
      return FALSE;
    case AMENDS_IMPORT_DATE:
    case AMENDS_IMPORT_INSTANT:
    case AMENDS_IMPORT_MONEY:
    case AMENDS_IMPORT_CURRENCY:
    case AMENDS_IMPORT_SCORE:
    case AMENDS_IMPORT_CSAT:
    case AMENDS_IMPORT_NPS:
    case AMENDS_IMPORT_ANSWER:
    case AMENDS_IMPORT_BOOLEAN:
    case AMENDS_IMPORT_ENUM:
    case AMENDS_IMPORT_WORD:
    case AMENDS_IMPORT_FIGURE:
    default:
      return !g_ascii_isdigit (*cell) &&
             amends_import_words_find (self->style->words, "no-answer", cell) != NULL;
    }
}

static gboolean
read_cell (AmendsImportLayout *self,
           const Column *column,
           const char *cell,
           AmendsImportItem *item,
           GError **error)
{
  switch (column->type->reading)
    {
    case AMENDS_IMPORT_KEY:
      read_key (column, cell, item);
      return TRUE;
    case AMENDS_IMPORT_MONEY:
      return read_money (self, column, cell, item, error);
    case AMENDS_IMPORT_CURRENCY:
      return read_currency (self, cell, item, error);
    case AMENDS_IMPORT_LINE:
    case AMENDS_IMPORT_TEXT:
    case AMENDS_IMPORT_LIST:
    case AMENDS_IMPORT_DATE:
    case AMENDS_IMPORT_INSTANT:
    case AMENDS_IMPORT_SCORE:
    case AMENDS_IMPORT_CSAT:
    case AMENDS_IMPORT_NPS:
    case AMENDS_IMPORT_ANSWER:
    case AMENDS_IMPORT_BOOLEAN:
    case AMENDS_IMPORT_ENUM:
    case AMENDS_IMPORT_WORD:
    case AMENDS_IMPORT_FIGURE:
    default:
      if (!read_field (self, column, cell, item, error))
        return FALSE;
      item->set |= G_GUINT64_CONSTANT (1) << column->bit;
      return TRUE;
    }
}

/* --- Rows ------------------------------------------------------------------------------------- */

static void
take_fault (AmendsImportItem *item, const Column *column, GError *error)
{
  const char *text = amends_input_error_get_text (error);

  /* Translators: the title of a column; what is wrong in it, a sentence. */
  item->fault =
      g_strdup_printf (_ ("“%1$s”: %2$s"), column->title, text != NULL ? text : error->message);
  g_error_free (error);
}

/* A contact's name from its parts: 王 and 芳 have no blank between them. */
static void
join_name (AmendsImportLayout *self, AmendsImportItem *item)
{
  AmendsContact *contact = item->record;
  g_autofree char *first = g_steal_pointer (&item->contact);
  g_autofree char *last = g_steal_pointer (&item->contact_email);
  const AmendsField *field = amends_record_find_field (contact, "name");

  if (contact->name != NULL || (first == NULL && last == NULL))
    return;
  if (first == NULL || last == NULL)
    contact->name = g_strdup (first != NULL ? first : last);
  else if (amends_text_is_cjk (g_utf8_get_char (last)))
    contact->name = g_strconcat (last, first, NULL);
  else
    contact->name = g_strconcat (first, " ", last, NULL);
  item->set |= G_GUINT64_CONSTANT (1) << find_bit (contact, field);
}

static void
finish_interaction (AmendsImportLayout *self, AmendsImportItem *item)
{
  AmendsInteraction *interaction = item->record;

  if (!amends_import_item_says (item, "kind"))
    interaction->kind = self->kind;
  if (interaction->at == AMENDS_INSTANT_NONE)
    item->fault = g_strdup (_ ("The row does not say when it was."));
  else if (interaction->closed_at != AMENDS_INSTANT_NONE &&
           interaction->closed_at < interaction->at)
    item->fault = g_strdup (_ ("It was closed before it was opened."));
}

static void
finish (AmendsImportLayout *self, AmendsImportItem *item)
{
  if (item->fault != NULL)
    return;
  if (AMENDS_IS_CONTACT (item->record))
    join_name (self, item);
  else if (AMENDS_IS_INTERACTION (item->record))
    finish_interaction (self, item);
  else if (AMENDS_IS_ACCOUNT (item->record) && item->currency == NULL &&
           self->style->currency != NULL && (!isnan (item->arr) || !isnan (item->expansion)))
    item->currency = g_intern_string (self->style->currency);
}

static AmendsImportItem *
item_new (AmendsImportLayout *self, const AmendsCsvRow *row)
{
  AmendsImportItem *item = g_new0 (AmendsImportItem, 1);
  gsize size = 0;
  char *to;

  item->line = row->line;
  item->n_cells = row->n_cells;
  item->arr = item->expansion = NAN;
  for (guint i = 0; i < row->n_cells; i++)
    size += strlen (row->cells[i]) + 1;
  to = item->cells = g_malloc (size + 1);
  for (guint i = 0; i < row->n_cells; i++)
    to = g_stpcpy (to, row->cells[i]) + 1;
  *to = '\0';
  item->record = amends_record_new (self->record_type);
  return item;
}

static gboolean
has_more (AmendsImportLayout *self, const AmendsCsvRow *row)
{
  for (guint i = self->columns->len; i < row->n_cells; i++)
    if (*row->cells[i] != '\0')
      return TRUE;
  return FALSE;
}

static void
read_cells (AmendsImportLayout *self, const AmendsCsvRow *row, AmendsImportItem *item)
{
  for (guint i = 0; i < MIN (row->n_cells, self->columns->len); i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      const char *cell = amends_import_skip_mark (row->cells[i]);
      GError *error = NULL;

      /* An empty cell says nothing; what is known stays. */
      if (column->type == NULL || *cell == '\0' || column->type->reading == AMENDS_IMPORT_FIGURE ||
          is_nothing (self, column, cell))
        continue;
      if (!read_cell (self, column, cell, item, &error))
        {
          take_fault (item, column, error);
          return;
        }
    }
}

/* --- Usage: a figure for each column of figures ------------------------------------------------
 */

static char *
dup_metric (AmendsImportLayout *self, const Column *column, AmendsUsageSample *row)
{
  const char *known;

  if (!g_str_equal (column->id, "value"))
    return g_strdup (column->id);
  known = row->metric != NULL ? amends_import_words_find (self->style->words, "metric", row->metric)
                              : NULL;
  return g_strdup (known != NULL ? known : row->metric);
}

static void
read_one_figure (AmendsImportLayout *self,
                 const Column *column,
                 const char *cell,
                 AmendsImportItem *item)
{
  AmendsUsageSample *sample = item->record;
  char *metric = dup_metric (self, column, sample);
  GError *error = NULL;

  g_free (sample->metric);
  sample->metric = metric;
  if (metric == NULL || *metric == '\0')
    item->fault = g_strdup (_ ("The row does not say which figure it is."));
  else if (sample->day == NULL)
    item->fault = g_strdup (_ ("The row does not say of which day it is."));
  else if (!read_figure (self, cell, &sample->value, &error))
    take_fault (item, column, error);
}

static void
read_figures (AmendsImportLayout *self,
              const AmendsCsvRow *row,
              AmendsImportItem *whole,
              GPtrArray *items)
{
  guint before = items->len;

  for (guint i = 0; i < MIN (row->n_cells, self->columns->len); i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      const char *cell = amends_import_skip_mark (row->cells[i]);
      AmendsImportItem *item;

      if (column->type == NULL || column->type->reading != AMENDS_IMPORT_FIGURE || *cell == '\0' ||
          is_nothing (self, column, cell))
        continue;
      item = item_new (self, row);
      amends_record_assign (item->record, whole->record);
      item->account = g_strdup (whole->account);
      item->account_id = g_strdup (whole->account_id);
      read_one_figure (self, column, cell, item);
      g_ptr_array_add (items, item);
    }
  if (items->len > before)
    {
      amends_import_item_free (whole);
      return;
    }
  whole->fault = g_strdup (_ ("The row has no figure."));
  g_ptr_array_add (items, whole);
}

void
amends_import_layout_read (AmendsImportLayout *self, const AmendsCsvRow *row, GPtrArray *items)
{
  AmendsImportItem *item = item_new (self, row);

  if (row->fault != NULL)
    item->fault = g_strdup (row->fault);
  else if (has_more (self, row))
    item->fault =
        /* Translators: two numbers of cells. */
        g_strdup_printf (_ ("The row has %1$u cells; %2$u are expected."), row->n_cells,
                         self->columns->len);
  else
    read_cells (self, row, item);
  finish (self, item);
  if (item->fault == NULL && self->plan->kind == AMENDS_IMPORT_USAGE)
    read_figures (self, row, item, items);
  else
    g_ptr_array_add (items, item);
}
