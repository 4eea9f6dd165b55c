/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsCsvReader:
 * Reads a table of cells row by row, in memory that does not grow with the file: commas,
 * semicolons, tabs or bars, quotation marks, line breaks within cells, any line ends. A byte that
 * is not of the encoding, a cell that is too long and a quotation mark that nothing closes are
 * faults of their row; the rows beside it are read. Blocking; one thread at a time.
 */
typedef struct _AmendsCsvReader AmendsCsvReader;

/* Larger cells are refused with their row; a row that is larger ends the reading, since it is
 * mostly a quotation mark that was not closed. */
#define AMENDS_CSV_MAX_CELL (256 * 1024)
#define AMENDS_CSV_MAX_ROW (16 * 1024 * 1024)
#define AMENDS_CSV_MAX_CELLS 1024

/* How a file is written. */
typedef struct
{
  const char *encoding; /* static: see amends_csv_encoding_guess() */
  char delimiter;       /* ',', ';', '\t' or '|' */
} AmendsCsvForm;

/**
 * amends_csv_form_guess:
 * @stream: the file from its beginning; read to its end if need be
 * @encoding: (nullable): static; what the user has said
 * @delimiter: what the user has said, or 0
 *
 * The encoding is judged where the file first leaves ASCII, however late that is. The delimiter is
 * the one by which most of the first rows have as many cells as the first of them; a first line
 * "sep=;" says it.
 */
gboolean amends_csv_form_guess (GInputStream *stream,
                                const char *encoding,
                                char delimiter,
                                AmendsCsvForm *form,
                                GCancellable *cancellable,
                                GError **error);

/* One row. All that it points to is valid until the next is read. */
typedef struct
{
  char **cells; /* @n_cells, each valid UTF-8, blanks around them taken off unless quoted */
  guint n_cells;
  guint line;  /* from 1: where the row begins */
  char *fault; /* (nullable): a sentence: why the row must not be taken as it is */
} AmendsCsvRow;

/**
 * amends_csv_reader_new:
 * @file: (nullable): name for messages
 * @chunk: bytes read at once; 0 for the usual number
 */
AmendsCsvReader *amends_csv_reader_new (GInputStream *stream,
                                        const AmendsCsvForm *form,
                                        const char *file,
                                        gsize chunk);
void amends_csv_reader_free (AmendsCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCsvReader, amends_csv_reader_free)

/**
 * amends_csv_reader_next:
 *
 * Blank lines are passed over.
 *
 * Returns: TRUE and @row; FALSE at the end, or with @error set: of the stream, or
 *   AMENDS_INPUT_ERROR_TOO_LARGE with the line
 */
gboolean amends_csv_reader_next (AmendsCsvReader *self,
                                 AmendsCsvRow *row,
                                 GCancellable *cancellable,
                                 GError **error);

/* Bytes of the file taken so far. */
guint64 amends_csv_reader_get_offset (AmendsCsvReader *self);

/**
 * amends_csv_append_cell:
 * @text: any text
 *
 * Appends @text to a row of a CSV file as it must be written: quoted where need be. What a
 * spreadsheet would take for a formula (= + - @, also behind a tab or a line break) gets an
 * apostrophe before it.
 */
void amends_csv_append_cell (GString *row, const char *text);

G_END_DECLS
