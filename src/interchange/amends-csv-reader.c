/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of CSV files, read with libcsv. */

#include "config.h"

#include "amends-csv-reader.h"

#include "amends-csv-encoding.h"
#include "amends-input-error.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK (64 * 1024)
/* How much of a file its encoding and its delimiter are judged by. */
#define SAMPLE (1024 * 1024)
#define SAMPLE_ROWS 100

/* A row in the buffers. */
typedef struct
{
  guint first; /* in offsets */
  guint n_cells;
  guint line;
  char *fault; /* (owned) (nullable) */
} Row;

struct _AmendsCsvReader
{
  GInputStream *stream;
  const char *encoding;
  char delimiter;
  char *file;
  gsize chunk;
  AmendsCsvDecoder *decoder;
  struct csv_parser parser;

  guint8 *bytes;    /* @chunk */
  GString *decoded; /* what of them has become text */
  GArray *faults;   /* AmendsCsvFault in it */
  guint64 offset;
  guint line; /* that is being read, from 1 */
  guint row_line;
  gsize row_bytes;
  gboolean in_row;
  gboolean after_return; /* a line feed that comes now belongs to the line before */
  gboolean at_end;
  gboolean first; /* no row was given out yet */

  GString *text;   /* cells of the rows that are complete and of the one that is not, NUL between */
  GArray *offsets; /* gsize: where each begins */
  GArray *rows;    /* Row */
  Row current;
  guint next;       /* row to give out */
  GPtrArray *cells; /* of the row given out */
};

/* --- Taking rows in --------------------------------------------------------------------------- */

static void
set_fault (AmendsCsvReader *self, char *fault)
{
  if (self->current.fault == NULL)
    self->current.fault = fault;
  else
    g_free (fault);
}

static void
cell_cb (void *data, size_t length, void *user_data)
{
  AmendsCsvReader *self = user_data;
  gsize offset = self->text->len;

  if (self->current.n_cells == AMENDS_CSV_MAX_CELLS)
    {
      set_fault (self,
                 g_strdup_printf (_ ("The row has more than %d cells."), AMENDS_CSV_MAX_CELLS));
      return;
    }
  if (length > AMENDS_CSV_MAX_CELL)
    {
      set_fault (self, g_strdup_printf (
                           /* Translators: number of a column; a size in kilobytes. */
                           _ ("The cell in column %1$u is longer than %2$d kB."),
                           self->current.n_cells + 1, AMENDS_CSV_MAX_CELL / 1024));
      length = 0;
    }
  g_array_append_val (self->offsets, offset);
  g_string_append_len (self->text, data, (gssize) length);
  g_string_append_c (self->text, '\0');
  self->current.n_cells++;
}

static void
row_cb (int terminator, void *user_data)
{
  AmendsCsvReader *self = user_data;

  self->current.line = self->row_line;
  g_array_append_val (self->rows, self->current);
  self->current = (Row){ .first = self->offsets->len };
  self->in_row = FALSE;
  self->row_bytes = 0;
}

static gboolean
is_blank (AmendsCsvReader *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (text[i] == self->delimiter || strchr (" \t\r\n", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* At most one line, with its end. */
static gboolean
take_line (AmendsCsvReader *self, const char *text, gsize length, GError **error)
{
  guint rows = self->rows->len;

  if (!self->in_row)
    self->row_line = self->line;
  self->row_bytes += length;
  csv_parse (&self->parser, text, length, cell_cb, row_cb, self);
  if (self->rows->len == rows && !self->in_row)
    {
      self->in_row = !is_blank (self, text, length);
      if (!self->in_row)
        self->row_bytes = 0;
    }
  if (self->row_bytes <= AMENDS_CSV_MAX_ROW)
    return TRUE;
  amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, self->file, self->row_line, NULL,
                          _ ("The row is longer than %d MB; a quotation mark in it may not be "
                             "closed. Nothing behind it was read."),
                          AMENDS_CSV_MAX_ROW / (1024 * 1024));
  return FALSE;
}

static void
name_faults (AmendsCsvReader *self, guint *next, gsize end)
{
  while (*next < self->faults->len)
    {
      AmendsCsvFault *fault = &g_array_index (self->faults, AmendsCsvFault, *next);

      if (fault->offset >= end)
        return;
      set_fault (self, fault->byte == 0
                           ? g_strdup_printf (
                                 /* Translators: number of a line. */
                                 _ ("Line %u holds a NUL byte, which no text has."), self->line)
                           : g_strdup_printf (
                                 /* Translators: number of a line; a byte; an encoding. */
                                 _ ("The byte 0x%2$02X in line %1$u is not %3$s text."), self->line,
                                 fault->byte, self->encoding));
      (*next)++;
    }
}

static gboolean
take_text (AmendsCsvReader *self, GError **error)
{
  const char *text = self->decoded->str;
  const char *end = text + self->decoded->len;
  const char *at = text;
  guint fault = 0;

  if (at < end && self->after_return)
    {
      self->after_return = FALSE;
      if (*at == '\n' && !take_line (self, at++, 1, error))
        return FALSE;
    }
  while (at < end)
    {
      const char *stop = at + strcspn (at, "\r\n");
      gboolean is_whole = stop < end;

      self->after_return = is_whole && *stop == '\r' && stop + 1 == end;
      if (is_whole)
        stop += *stop == '\r' && stop[1] == '\n' ? 2 : 1;
      name_faults (self, &fault, (gsize) (stop - text));
      if (!take_line (self, at, (gsize) (stop - at), error))
        return FALSE;
      if (is_whole)
        self->line++;
      at = stop;
    }
  return TRUE;
}

static void
take_end (AmendsCsvReader *self)
{
  /* The parser is within quotation marks. */
  if (self->in_row && self->parser.quoted != 0 && self->parser.pstate == 2)
    set_fault (self, g_strdup (_ ("A quotation mark in this row is not closed before the file "
                                  "ends.")));
  csv_fini (&self->parser, cell_cb, row_cb, self);
}

static void
clear_rows (AmendsCsvReader *self)
{
  guint kept = self->offsets->len - self->current.first;
  gsize start =
      kept > 0 ? g_array_index (self->offsets, gsize, self->current.first) : self->text->len;

  /* The cells of the row that is not complete move to the front. */
  g_string_erase (self->text, 0, (gssize) start);
  g_array_remove_range (self->offsets, 0, self->current.first);
  for (guint i = 0; i < kept; i++)
    g_array_index (self->offsets, gsize, i) -= start;
  self->current.first = 0;
  for (guint i = 0; i < self->rows->len; i++)
    g_free (g_array_index (self->rows, Row, i).fault);
  g_array_set_size (self->rows, 0);
  self->next = 0;
}

static gboolean
take_chunk (AmendsCsvReader *self, GCancellable *cancellable, GError **error)
{
  gssize length = g_input_stream_read (self->stream, self->bytes, self->chunk, cancellable, error);

  if (length < 0)
    return FALSE;
  clear_rows (self);
  self->at_end = length == 0;
  self->offset += (guint64) length;
  g_string_truncate (self->decoded, 0);
  g_array_set_size (self->faults, 0);
  amends_csv_decoder_feed (self->decoder, self->bytes, (gsize) length, self->at_end, self->decoded,
                           self->faults);
  if (!take_text (self, error))
    return FALSE;
  if (self->at_end)
    take_end (self);
  return TRUE;
}

/* --- Giving them out -------------------------------------------------------------------------- */

AmendsCsvReader *
amends_csv_reader_new (GInputStream *stream,
                       const AmendsCsvForm *form,
                       const char *file,
                       gsize chunk)
{
  AmendsCsvReader *self = g_new0 (AmendsCsvReader, 1);

  self->stream = g_object_ref (stream);
  self->encoding = form->encoding;
  self->delimiter = form->delimiter;
  self->file = g_strdup (file);
  self->chunk = chunk > 0 ? chunk : CHUNK;
  self->decoder = amends_csv_decoder_new (form->encoding);
  self->bytes = g_malloc (self->chunk);
  self->decoded = g_string_new (NULL);
  self->faults = g_array_new (FALSE, FALSE, sizeof (AmendsCsvFault));
  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->cells = g_ptr_array_new ();
  self->line = 1;
  self->first = TRUE;
  csv_init (&self->parser, 0);
  csv_set_delim (&self->parser, (unsigned char) form->delimiter);
  /* It grows its buffer by as much each time; the usual 128 bytes take quadratic time. */
  csv_set_blk_size (&self->parser, CHUNK);
  return self;
}

void
amends_csv_reader_free (AmendsCsvReader *self)
{
  clear_rows (self);
  g_free (self->current.fault);
  csv_free (&self->parser);
  amends_csv_decoder_free (self->decoder);
  g_object_unref (self->stream);
  g_free (self->file);
  g_free (self->bytes);
  g_string_free (self->decoded, TRUE);
  g_array_unref (self->faults);
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* What a spreadsheet writes before the table to name the delimiter. */
static gboolean
is_form_row (AmendsCsvReader *self)
{
  return self->cells->len <= 2 && g_ascii_strncasecmp (self->cells->pdata[0], "sep=", 4) == 0 &&
         strlen (self->cells->pdata[0]) <= 5 &&
         (self->cells->len == 1 || *(char *) self->cells->pdata[1] == '\0');
}

gboolean
amends_csv_reader_next (AmendsCsvReader *self,
                        AmendsCsvRow *row,
                        GCancellable *cancellable,
                        GError **error)
{
  Row *found;

  while (self->next == self->rows->len)
    if (self->at_end || !take_chunk (self, cancellable, error))
      return FALSE;
  found = &g_array_index (self->rows, Row, self->next++);
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < found->n_cells; i++)
    g_ptr_array_add (self->cells,
                     self->text->str + g_array_index (self->offsets, gsize, found->first + i));
  if (self->first)
    {
      self->first = FALSE;
      if (self->cells->len > 0 && is_form_row (self))
        return amends_csv_reader_next (self, row, cancellable, error);
    }
  row->cells = (char **) self->cells->pdata;
  row->n_cells = self->cells->len;
  row->line = found->line;
  row->fault = found->fault;
  return TRUE;
}

guint64
amends_csv_reader_get_offset (AmendsCsvReader *self)
{
  return self->offset;
}

/* --- The form of a file ----------------------------------------------------------------------- */

static gboolean
has_high_bytes (const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] >= 0x80 || data[i] == 0)
      return TRUE;
  return FALSE;
}

static guint8 *
read_sample (GInputStream *stream, gsize *length, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *sample = g_malloc (SAMPLE);

  if (!g_input_stream_read_all (stream, sample, SAMPLE, length, cancellable, error))
    return NULL;
  return g_steal_pointer (&sample);
}

/* Reads on until there is something that tells encodings apart; static. */
static const char *
guess_encoding (GInputStream *stream,
                const guint8 *head,
                gsize length,
                GCancellable *cancellable,
                GError **error)
{
  gsize more = length;

  if (has_high_bytes (head, length))
    return amends_csv_encoding_guess (head, length, TRUE);
  while (more == SAMPLE)
    {
      g_autofree guint8 *sample = read_sample (stream, &more, cancellable, error);

      if (sample == NULL)
        return NULL;
      if (has_high_bytes (sample, more))
        return amends_csv_encoding_guess (sample, more, FALSE);
    }
  return "UTF-8";
}

/* Cells of each of the first rows, by one delimiter. */
static void
count_cells (const char *text, gsize length, char delimiter, GArray *counts)
{
  gboolean quoted = FALSE;
  guint cells = 1;
  gboolean empty = TRUE;

  g_array_set_size (counts, 0);
  for (gsize i = 0; i < length && counts->len < SAMPLE_ROWS; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      if (!quoted && (text[i] == '\n' || text[i] == '\r'))
        {
          if (!empty)
            g_array_append_val (counts, cells);
          cells = 1;
          empty = TRUE;
          continue;
        }
      empty = FALSE;
      if (!quoted && text[i] == delimiter)
        cells++;
    }
  if (!empty && counts->len < SAMPLE_ROWS)
    g_array_append_val (counts, cells);
}

static char
guess_delimiter (const char *text, gsize length)
{
  static const char candidates[] = ",;\t|";
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  char best = ',';
  double best_score = 0;

  if (length >= 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0 && text[4] != '\0' &&
      strchr (candidates, text[4]) != NULL)
    return text[4];
  for (const char *c = candidates; *c != '\0'; c++)
    {
      guint same = 0;
      guint first;
      double score;

      count_cells (text, length, *c, counts);
      first = counts->len > 0 ? g_array_index (counts, guint, 0) : 1;
      if (first < 2)
        continue;
      for (guint i = 0; i < counts->len; i++)
        same += g_array_index (counts, guint, i) == first;
      /* How well the rows agree counts before how many cells they have. */
      score = (double) same / counts->len + MIN (first, 100) / 1000.0;
      if (score > best_score)
        {
          best_score = score;
          best = *c;
        }
    }
  return best;
}

gboolean
amends_csv_form_guess (GInputStream *stream,
                       const char *encoding,
                       char delimiter,
                       AmendsCsvForm *form,
                       GCancellable *cancellable,
                       GError **error)
{
  gsize length = 0;
  g_autofree guint8 *head = read_sample (stream, &length, cancellable, error);
  g_autoptr (AmendsCsvDecoder) decoder = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (AmendsCsvFault));

  if (head == NULL)
    return FALSE;
  form->encoding =
      encoding != NULL ? encoding : guess_encoding (stream, head, length, cancellable, error);
  if (form->encoding == NULL)
    return FALSE;
  decoder = amends_csv_decoder_new (form->encoding);
  amends_csv_decoder_feed (decoder, head, length, FALSE, text, faults);
  form->delimiter = delimiter != '\0' ? delimiter : guess_delimiter (text->str, text->len);
  return TRUE;
}

/* --- Writing ---------------------------------------------------------------------------------- */

void
amends_csv_append_cell (GString *row, const char *text)
{
  const char *first = text + strspn (text, " \t\r\n");
  gboolean is_formula = *first != '\0' && strchr ("=+-@", *first) != NULL;

  if (!is_formula && strpbrk (text, "\",;\t\r\n") == NULL)
    {
      g_string_append (row, text);
      return;
    }
  g_string_append_c (row, '"');
  if (is_formula)
    g_string_append_c (row, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *c);
    }
  g_string_append_c (row, '"');
}
