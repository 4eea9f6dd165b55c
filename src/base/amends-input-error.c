/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with input, with the place kept apart from the sentence. */
#include "config.h"

#include "amends-input-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *file;  /* (owned) (nullable) */
  char *field; /* (owned) (nullable) */
  char *text;  /* (owned) (nullable) */
  guint line;
} AmendsInputErrorPrivate;

static void
amends_input_error_private_init (AmendsInputErrorPrivate *priv)
{
}

static void
amends_input_error_private_copy (const AmendsInputErrorPrivate *from, AmendsInputErrorPrivate *to)
{
  to->file = g_strdup (from->file);
  to->field = g_strdup (from->field);
  to->text = g_strdup (from->text);
  to->line = from->line;
}

static void
amends_input_error_private_clear (AmendsInputErrorPrivate *priv)
{
  g_clear_pointer (&priv->file, g_free);
  g_clear_pointer (&priv->field, g_free);
  g_clear_pointer (&priv->text, g_free);
}

/* clang-format off */
G_DEFINE_EXTENDED_ERROR (AmendsInputError, amends_input_error)
/* clang-format on */

static char *
compose_message (const char *file, guint line, const char *field, const char *text)
{
  GString *message = g_string_new (NULL);

  if (file != NULL && line > 0)
    g_string_append_printf (message, "%s:%u: ", file, line);
  else if (file != NULL)
    g_string_append_printf (message, "%s: ", file);
  else if (line > 0)
    {
      /* Translators: the place of a fault, before what is wrong; the number is a line number. */
      g_string_append_printf (message, _ ("line %u: "), line);
    }
  if (field != NULL)
    g_string_append_printf (message, "%s: ", field);
  g_string_append (message, text);

  return g_string_free (message, FALSE);
}

G_GNUC_PRINTF (5, 0)
static GError *
new_valist (AmendsInputError code,
            const char *file,
            guint line,
            const char *field,
            const char *format,
            va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autofree char *message = compose_message (file, line, field, text);
  GError *error = g_error_new_literal (AMENDS_INPUT_ERROR, code, message);
  AmendsInputErrorPrivate *priv = amends_input_error_get_private (error);

  priv->file = g_strdup (file);
  priv->line = line;
  priv->field = g_strdup (field);
  priv->text = g_steal_pointer (&text);

  return error;
}

GError *
amends_input_error_new (AmendsInputError code,
                        const char *file,
                        guint line,
                        const char *field,
                        const char *format,
                        ...)
{
  GError *error;
  va_list args;

  g_return_val_if_fail (format != NULL, NULL);

  va_start (args, format);
  error = new_valist (code, file, line, field, format, args);
  va_end (args);

  return error;
}

void
amends_input_error_set (GError **error,
                        AmendsInputError code,
                        const char *file,
                        guint line,
                        const char *field,
                        const char *format,
                        ...)
{
  va_list args;

  g_return_if_fail (format != NULL);

  if (error == NULL)
    return;

  va_start (args, format);
  g_propagate_error (error, new_valist (code, file, line, field, format, args));
  va_end (args);
}

static const AmendsInputErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != AMENDS_INPUT_ERROR)
    return NULL;
  return amends_input_error_get_private (error);
}

const char *
amends_input_error_get_file (const GError *error)
{
  const AmendsInputErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->file : NULL;
}

guint
amends_input_error_get_line (const GError *error)
{
  const AmendsInputErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->line : 0;
}

const char *
amends_input_error_get_field (const GError *error)
{
  const AmendsInputErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->field : NULL;
}

const char *
amends_input_error_get_text (const GError *error)
{
  const AmendsInputErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->text : NULL;
}

const char *
amends_input_error_get_nick (const GError *error)
{
  if (peek_private (error) == NULL)
    return "failed";

  switch ((AmendsInputError) error->code)
    {
    case AMENDS_INPUT_ERROR_SYNTAX:
      return "syntax";
    case AMENDS_INPUT_ERROR_ENCODING:
      return "encoding";
    case AMENDS_INPUT_ERROR_TYPE:
      return "type";
    case AMENDS_INPUT_ERROR_MISSING:
      return "missing";
    case AMENDS_INPUT_ERROR_VALUE:
      return "value";
    case AMENDS_INPUT_ERROR_RANGE:
      return "range";
    case AMENDS_INPUT_ERROR_DUPLICATE:
      return "duplicate";
    case AMENDS_INPUT_ERROR_DEPTH:
      return "depth";
    case AMENDS_INPUT_ERROR_TOO_LARGE:
      return "too-large";
    case AMENDS_INPUT_ERROR_NOT_FOUND:
      return "not-found";
    }
  return "failed";
}
