/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at the frame of a calendar file: what begins, what ends, and on which line. */

#include "config.h"

#include "amends-holiday-scan.h"

#include "amends-input-error.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_EVENTS 20000
#define MAX_DEPTH 16
#define MAX_SHOWN 40

typedef struct
{
  char *name; /* (owned) */
  guint line;
} Open;

static void
open_clear (gpointer data)
{
  g_free (((Open *) data)->name);
}

typedef struct
{
  const char *file; /* (unowned) (nullable) */
  guint line;
  gboolean begun; /* a calendar has */
  GArray *open;   /* (owned) (element-type Open): components not ended yet */
  GArray *events; /* (owned) (element-type guint) */
} Scan;

static gboolean
not_a_calendar (Scan *self, GError **error)
{
  amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, self->file, self->line, NULL,
                          _ ("This is not a calendar file (.ics): it does not begin with "
                             "BEGIN:VCALENDAR."));
  return FALSE;
}

static gboolean
begin (Scan *self, const char *name, GError **error)
{
  Open open = { .name = NULL, .line = self->line };

  if (self->open->len == 0 && g_ascii_strcasecmp (name, "VCALENDAR") != 0)
    return not_a_calendar (self, error);
  self->begun = TRUE;
  if (self->open->len >= MAX_DEPTH)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_DEPTH, self->file, self->line, NULL,
                              _ ("The parts of this calendar file are nested too deeply."));
      return FALSE;
    }
  if (g_ascii_strcasecmp (name, "VEVENT") == 0)
    {
      if (self->events->len >= MAX_EVENTS)
        {
          amends_input_error_set (error, AMENDS_INPUT_ERROR_TOO_LARGE, self->file, self->line, NULL,
                                  /* Translators: %d is a number of events. */
                                  _ ("The calendar file has more than %d events."), MAX_EVENTS);
          return FALSE;
        }
      g_array_append_val (self->events, self->line);
    }
  open.name = g_strdup (name);
  g_array_append_val (self->open, open);
  return TRUE;
}

static gboolean
end (Scan *self, const char *name, GError **error)
{
  const Open *last =
      self->open->len > 0 ? &g_array_index (self->open, Open, self->open->len - 1) : NULL;

  if (last == NULL || g_ascii_strcasecmp (last->name, name) != 0)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, self->file, self->line, NULL,
                              /* Translators: %s is the name of a part of a calendar file, such as
                               * VEVENT. */
                              _ ("“END:%s” ends what has not begun."), name);
      return FALSE;
    }
  g_array_set_size (self->open, self->open->len - 1);
  return TRUE;
}

/* @text is one line, without its end; not the continuation of another. */
static gboolean
take_line (Scan *self, const char *text, gsize length, GError **error)
{
  gboolean begins = length >= 6 && g_ascii_strncasecmp (text, "BEGIN:", 6) == 0;
  gboolean ends = length >= 4 && g_ascii_strncasecmp (text, "END:", 4) == 0;
  gsize skip = begins ? 6 : 4;
  g_autofree char *name = NULL;

  if (length == 0)
    return TRUE;
  if (!begins && !ends)
    return self->begun ? TRUE : not_a_calendar (self, error);
  name = g_strndup (text + skip, MIN (length - skip, MAX_SHOWN));
  g_strstrip (name);
  return begins ? begin (self, name, error) : end (self, name, error);
}

static gboolean
take_lines (Scan *self, const char *data, gsize length, GError **error)
{
  const char *at = data;
  const char *stop = data + length;

  while (at < stop)
    {
      const char *newline = memchr (at, '\n', (gsize) (stop - at));
      gsize size = (gsize) ((newline != NULL ? newline : stop) - at);

      self->line++;
      while (size > 0 && at[size - 1] == '\r')
        size--;
      if (*at != ' ' && *at != '\t' && !take_line (self, at, size, error))
        return FALSE;
      at = newline != NULL ? newline + 1 : stop;
    }
  if (self->open->len > 0)
    {
      const Open *last = &g_array_index (self->open, Open, self->open->len - 1);

      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, self->file, self->line, NULL,
                              /* Translators: %1$s is the name of a part of a calendar file, such
                               * as VEVENT, %2$u the line on which it begins. */
                              _ ("The file is cut off: “%1$s” of line %2$u does not end."),
                              last->name, last->line);
      return FALSE;
    }
  return TRUE;
}

GArray *
amends_holiday_scan (const char *data, gsize length, const char *file, GError **error)
{
  Scan self = { .file = file };
  gboolean done;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (length == 0)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_SYNTAX, file, 0, NULL,
                              _ ("The file is empty."));
      return NULL;
    }
  if (!g_utf8_validate_len (data, length, NULL))
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_ENCODING, file, 0, NULL,
                              _ ("The calendar file is not UTF-8 text."));
      return NULL;
    }
  self.open = g_array_new (FALSE, FALSE, sizeof (Open));
  g_array_set_clear_func (self.open, open_clear);
  self.events = g_array_new (FALSE, FALSE, sizeof (guint));
  done = take_lines (&self, data, length, error);
  if (done && !self.begun)
    done = not_a_calendar (&self, error);
  g_array_unref (self.open);
  if (!done)
    g_clear_pointer (&self.events, g_array_unref);
  return self.events;
}
