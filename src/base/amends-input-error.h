/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AmendsInputError:
 * What is wrong with something that came from outside: a file, a line, a field, an argument.
 *
 * Every folder that reads input reports in this domain, so that the window and the command line
 * can say where the fault is and what was expected without knowing who found it.
 */
typedef enum
{
  AMENDS_INPUT_ERROR_SYNTAX,
  AMENDS_INPUT_ERROR_ENCODING,
  AMENDS_INPUT_ERROR_TYPE,
  AMENDS_INPUT_ERROR_MISSING,
  AMENDS_INPUT_ERROR_VALUE,
  AMENDS_INPUT_ERROR_RANGE,
  AMENDS_INPUT_ERROR_DUPLICATE,
  AMENDS_INPUT_ERROR_DEPTH,
  AMENDS_INPUT_ERROR_TOO_LARGE,
  AMENDS_INPUT_ERROR_NOT_FOUND,
} AmendsInputError;

#define AMENDS_INPUT_ERROR (amends_input_error_quark ())
GQuark amends_input_error_quark (void);

/**
 * amends_input_error_new:
 * @file: (nullable): name of the file or other source, as the user knows it
 * @line: line from 1, or 0 when it does not apply
 * @field: (nullable): field in the user's terms, such as "account.renewal"
 * @format: what is wrong and what is expected, a whole translated sentence without the place
 *
 * The place is kept apart from the message and put before it: "file:line: field: message",
 * without the parts that are absent ("line 3: message" when there is no file).
 *
 * Returns: (transfer full): the error
 */
GError *amends_input_error_new (AmendsInputError code,
                                const char *file,
                                guint line,
                                const char *field,
                                const char *format,
                                ...) G_GNUC_PRINTF (5, 6);

/* As amends_input_error_new(), into @error when that is not NULL. */
void amends_input_error_set (GError **error,
                             AmendsInputError code,
                             const char *file,
                             guint line,
                             const char *field,
                             const char *format,
                             ...) G_GNUC_PRINTF (6, 7);

/* Each of these is (nullable) or 0 when @error is of another domain or has no such part. */
const char *amends_input_error_get_file (const GError *error);
guint amends_input_error_get_line (const GError *error);
const char *amends_input_error_get_field (const GError *error);
/* The sentence without the place. */
const char *amends_input_error_get_text (const GError *error);
/* "syntax", "missing", … for the "code" of a JSON error; other domains give "failed". */
const char *amends_input_error_get_nick (const GError *error);

G_END_DECLS
