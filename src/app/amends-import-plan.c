/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be read from a file, guessed from its beginning. */

#include "config.h"

#include "amends-import-plan.h"

#include "amends-csv-encoding.h"
#include "amends-import-fields.h"
#include "amends-input-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is shown of a file, and what it is judged by. */
#define SHOWN_ROWS 20
#define SAMPLES 3
#define JUDGED_ROWS 5000
#define CELL_SHOWN 200

/* --- Plans ------------------------------------------------------------------------------------ */

static void
column_free (gpointer data)
{
  AmendsImportColumn *column = data;

  g_free (column->title);
  g_free (column->field);
  g_strfreev (column->samples);
  g_free (column);
}

static void
field_free (gpointer data)
{
  AmendsImportField *field = data;

  g_free (field->id);
  g_free (field->label);
  g_free (field);
}

static gpointer
column_copy (gconstpointer source, gpointer data)
{
  const AmendsImportColumn *column = source;
  AmendsImportColumn *copy = g_new0 (AmendsImportColumn, 1);

  copy->title = g_strdup (column->title);
  copy->field = g_strdup (column->field);
  copy->samples = g_strdupv (column->samples);
  return copy;
}

static gpointer
field_copy (gconstpointer source, gpointer data)
{
  const AmendsImportField *field = source;
  AmendsImportField *copy = g_new0 (AmendsImportField, 1);

  copy->id = g_strdup (field->id);
  copy->label = g_strdup (field->label);
  copy->required = field->required;
  return copy;
}

static gpointer
row_copy (gconstpointer source, gpointer data)
{
  return g_strdupv ((char **) source);
}

static void
append_copies (GPtrArray *to, GPtrArray *from, GCopyFunc copy)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, copy (from->pdata[i], NULL));
}

static AmendsImportPlan *
plan_new (void)
{
  AmendsImportPlan *self = g_new0 (AmendsImportPlan, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

AmendsImportPlan *
amends_import_plan_copy (const AmendsImportPlan *self)
{
  AmendsImportPlan *copy = plan_new ();

  copy->path = g_strdup (self->path);
  copy->kind = self->kind;
  copy->encoding = g_strdup (self->encoding);
  copy->delimiter = self->delimiter;
  copy->dates = g_strdup (self->dates);
  copy->dates_unsure = self->dates_unsure;
  copy->currency = g_strdup (self->currency);
  copy->bytes = self->bytes;
  copy->problems = g_strdupv (self->problems);
  copy->header = self->header;
  copy->create_accounts = self->create_accounts;
  append_copies (copy->columns, self->columns, column_copy);
  append_copies (copy->fields, self->fields, field_copy);
  append_copies (copy->rows, self->rows, row_copy);
  return copy;
}

void
amends_import_plan_free (AmendsImportPlan *self)
{
  g_free (self->path);
  g_free (self->encoding);
  g_free (self->dates);
  g_free (self->currency);
  g_strfreev (self->problems);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
amends_import_plan_check (AmendsImportPlan *self)
{
  g_strfreev (self->problems);
  self->problems = amends_import_list_problems (self->kind, self->columns);
}

gboolean
amends_import_plan_map (AmendsImportPlan *self, guint column, const char *field, GError **error)
{
  g_autofree char *id = g_strdup (field);

  g_return_val_if_fail (column < self->columns->len, FALSE);

  if (id != NULL && amends_import_find_field (self->kind, id) == NULL)
    {
      g_autoptr (GString) known = g_string_new (NULL);

      for (guint i = 0; i < self->fields->len; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                                ((AmendsImportField *) self->fields->pdata[i])->id);
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
                              /* Translators: what was given, and a list of identifiers. */
                              _ ("“%1$s” is no field; one of these is expected: %2$s."), id,
                              known->str);
      return FALSE;
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      AmendsImportColumn *other = self->columns->pdata[i];

      if (i == column || (id != NULL && g_strcmp0 (other->field, id) == 0))
        g_clear_pointer (&other->field, g_free);
    }
  ((AmendsImportColumn *) self->columns->pdata[column])->field = g_steal_pointer (&id);
  amends_import_plan_check (self);
  return TRUE;
}

const char *
amends_import_skip_mark (const char *cell)
{
  return cell[0] == '\'' && cell[1] != '\0' && strchr ("=+-@", cell[1]) != NULL ? cell + 1 : cell;
}

/* --- The file --------------------------------------------------------------------------------- */

static GInputStream *
open_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return G_INPUT_STREAM (g_file_read (file, cancellable, error));
}

AmendsCsvReader *
amends_import_plan_open (const AmendsImportPlan *self, GCancellable *cancellable, GError **error)
{
  AmendsCsvForm form = { amends_csv_encoding_find (self->encoding), self->delimiter };
  g_autoptr (GInputStream) stream = open_file (self->path, cancellable, error);
  g_autofree char *name = g_path_get_basename (self->path);

  return stream != NULL ? amends_csv_reader_new (stream, &form, name, 0) : NULL;
}

static gboolean
find_form (AmendsImportPlan *self, const char *encoding, GCancellable *cancellable, GError **error)
{
  const char *known = encoding != NULL ? amends_csv_encoding_find (encoding) : NULL;
  g_autoptr (GInputStream) stream = NULL;
  AmendsCsvForm form;

  if (encoding != NULL && known == NULL)
    {
      amends_input_error_set (
          error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL,
          /* Translators: %s is what was given. */
          _ ("“%s” is no encoding that is read here; UTF-8, UTF-16LE, UTF-16BE, "
             "windows-1252 or GB18030 is expected."),
          encoding);
      return FALSE;
    }
  stream = open_file (self->path, cancellable, error);
  if (stream == NULL || !amends_csv_form_guess (stream, known, 0, &form, cancellable, error))
    return FALSE;
  self->encoding = g_strdup (form.encoding);
  self->delimiter = form.delimiter;
  return TRUE;
}

/* --- Titles ----------------------------------------------------------------------------------- */

static gboolean
looks_like_value (AmendsImportWords *words, const char *cell)
{
  AmendsImportStyle style = { .words = words, .dates = "ymd" };
  g_autofree char *date = NULL;
  const char *currency;
  double number;

  return *cell != '\0' && (strchr (cell, '@') != NULL ||
                           amends_import_read_number (&style, cell, &number, &currency, NULL) ||
                           amends_import_read_date (&style, cell, &date, NULL));
}

static gboolean
is_title (AmendsImportWords *words, const char *cell)
{
  for (int kind = AMENDS_IMPORT_ACCOUNTS; kind <= AMENDS_IMPORT_USAGE; kind++)
    for (const AmendsImportFieldType *field = amends_import_get_fields ((AmendsImportKind) kind);
         field->id != NULL; field++)
      if (amends_import_words_rate (words, (AmendsImportKind) kind, field->id, cell) > 0.5)
        return TRUE;
  return FALSE;
}

static gboolean
is_header (AmendsImportWords *words, const AmendsCsvRow *row)
{
  gboolean has_value = FALSE;

  for (guint i = 0; i < row->n_cells; i++)
    {
      if (is_title (words, row->cells[i]))
        return TRUE;
      has_value = has_value || looks_like_value (words, row->cells[i]);
    }
  return !has_value;
}

static void
add_columns (AmendsImportPlan *self, const AmendsCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      AmendsImportColumn *column = g_new0 (AmendsImportColumn, 1);

      column->title = self->header ? amends_text_one_line (row->cells[i], CELL_SHOWN) : NULL;
      if (column->title == NULL || *column->title == '\0')
        {
          g_free (column->title);
          /* Translators: the title of a column that has none; its number. */
          column->title = g_strdup_printf (_ ("Column %u"), i + 1);
        }
      g_ptr_array_add (self->columns, column);
    }
}

static void
add_fields (AmendsImportPlan *self)
{
  for (const AmendsImportFieldType *type = amends_import_get_fields (self->kind); type->id != NULL;
       type++)
    {
      AmendsImportField *field = g_new0 (AmendsImportField, 1);

      field->id = g_strdup (type->id);
      field->label = g_strdup (_ (type->label));
      field->required = type->required;
      g_ptr_array_add (self->fields, field);
    }
}

/* --- What is shown ---------------------------------------------------------------------------- */

static void
add_row (AmendsImportPlan *self, const AmendsCsvRow *row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *cell =
          amends_text_one_line (i < row->n_cells ? row->cells[i] : "", CELL_SHOWN);

      g_strv_builder_add (builder, cell);
    }
  g_ptr_array_add (self->rows, g_strv_builder_end (builder));
}

static void
add_samples (AmendsImportPlan *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      guint count = 0;

      for (guint k = 0; k < self->rows->len && count < SAMPLES; k++)
        {
          const char *cell = ((char **) self->rows->pdata[k])[i];

          if (*cell == '\0')
            continue;
          g_strv_builder_add (builder, cell);
          count++;
        }
      ((AmendsImportColumn *) self->columns->pdata[i])->samples = g_strv_builder_end (builder);
    }
}

/* --- How values are written ------------------------------------------------------------------- */

typedef struct
{
  AmendsImportEvidence evidence;
  double highest_csat;
  guint scores;
} Judgement;

static void
look_at (AmendsImportWords *words,
         const AmendsImportFieldType *field,
         const char *cell,
         Judgement *judgement)
{
  switch (field->reading)
    {
    case AMENDS_IMPORT_DATE:
    case AMENDS_IMPORT_INSTANT:
      amends_import_look_at_date (words, cell, &judgement->evidence);
      break;
    case AMENDS_IMPORT_CSAT:
      if (g_ascii_isdigit (*cell) && strpbrk (cell, "/% ") == NULL)
        {
          judgement->highest_csat = MAX (judgement->highest_csat, g_ascii_strtod (cell, NULL));
          judgement->scores++;
        }
      break;
    case AMENDS_IMPORT_MONEY:
    case AMENDS_IMPORT_FIGURE:
    case AMENDS_IMPORT_SCORE:
      amends_import_look_at_number (cell, &judgement->evidence);
      break;
    case AMENDS_IMPORT_LINE:
    case AMENDS_IMPORT_TEXT:
    case AMENDS_IMPORT_LIST:
    case AMENDS_IMPORT_CURRENCY:
    case AMENDS_IMPORT_NPS:
    case AMENDS_IMPORT_ANSWER:
    case AMENDS_IMPORT_BOOLEAN:
    case AMENDS_IMPORT_ENUM:
    case AMENDS_IMPORT_WORD:
    case AMENDS_IMPORT_KEY:
    default:
      break;
    }
}

static gboolean
judge (const AmendsImportPlan *self,
       AmendsImportWords *words,
       Judgement *judgement,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (AmendsCsvReader) reader = amends_import_plan_open (self, cancellable, error);
  GError *fault = NULL;
  AmendsCsvRow row;
  gboolean first = self->header;

  if (reader == NULL)
    return FALSE;
  for (guint count = 0;
       count < JUDGED_ROWS && amends_csv_reader_next (reader, &row, cancellable, &fault); count++)
    {
      for (guint i = 0; !first && i < MIN (row.n_cells, self->columns->len); i++)
        {
          const char *id = ((AmendsImportColumn *) self->columns->pdata[i])->field;

          if (id != NULL && *row.cells[i] != '\0')
            look_at (words, amends_import_find_field (self->kind, id), row.cells[i], judgement);
        }
      first = FALSE;
    }
  /* A row that is too long is a fault of the import, not of what was seen before it. */
  if (fault != NULL && fault->domain != AMENDS_INPUT_ERROR)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_clear_error (&fault);
  return TRUE;
}

gboolean
amends_import_plan_judge (const AmendsImportPlan *self,
                          AmendsImportWords *words,
                          AmendsImportStyle *style,
                          GCancellable *cancellable,
                          GError **error)
{
  Judgement judgement = { 0 };

  if (!judge (self, words, &judgement, cancellable, error))
    return FALSE;
  style->words = words;
  style->dates = self->dates;
  style->currency = self->currency;
  style->comma = judgement.evidence.decimal_comma > judgement.evidence.decimal_point;
  style->csat_scale = judgement.scores == 0 || judgement.highest_csat > 10 ? 100
                      : judgement.highest_csat > 5                         ? 10
                                                                           : 5;
  return TRUE;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static gboolean
read_head (AmendsImportPlan *self,
           AmendsImportWords *words,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AmendsCsvReader) reader = amends_import_plan_open (self, cancellable, error);
  GError *fault = NULL;
  AmendsCsvRow row;

  if (reader == NULL)
    return FALSE;
  while (self->rows->len < SHOWN_ROWS && amends_csv_reader_next (reader, &row, cancellable, &fault))
    {
      if (self->columns->len == 0)
        {
          self->header = is_header (words, &row);
          add_columns (self, &row);
          if (self->header)
            continue;
        }
      add_row (self, &row);
    }
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (self->columns->len > 0)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, self->path, 0, NULL,
                          _ ("The file is empty; a row of titles and rows below it are expected."));
  return FALSE;
}

AmendsImportPlan *
amends_import_plan_read (const char *path,
                         int kind,
                         const char *encoding,
                         AmendsImportWords *words,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (AmendsImportPlan) self = plan_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);
  Judgement judgement = { 0 };

  self->path = g_strdup (path);
  if (info == NULL)
    return NULL;
  self->bytes = (guint64) g_file_info_get_size (info);
  if (!find_form (self, encoding, cancellable, error) ||
      !read_head (self, words, cancellable, error))
    return NULL;
  self->kind =
      kind >= 0 ? (AmendsImportKind) kind : amends_import_guess_kind (words, self->columns);
  amends_import_guess_fields (words, self->kind, self->columns);
  add_fields (self);
  add_samples (self);
  if (!judge (self, words, &judgement, cancellable, error))
    return NULL;
  self->dates = g_strdup (amends_import_decide_dates (&judgement.evidence, &self->dates_unsure));
  amends_import_plan_check (self);
  return g_steal_pointer (&self);
}
