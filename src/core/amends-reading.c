/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the advisor keeps of one interaction. */

#include "config.h"

#include "amends-reading.h"

#include "amends-record.h"

#include <math.h>
#include <string.h>

AmendsReading *
amends_reading_new (void)
{
  AmendsReading *self = g_new0 (AmendsReading, 1);

  self->csat = AMENDS_UNKNOWN;
  self->nps = AMENDS_UNKNOWN;
  self->sentiment = NAN;
  return self;
}

static void
clear_hits (AmendsReading *self)
{
  for (guint i = 0; i < self->n_hits; i++)
    g_free (self->hits[i].quote);
  g_clear_pointer (&self->hits, g_free);
  self->n_hits = 0;
}

AmendsReading *
amends_reading_copy (const AmendsReading *self)
{
  AmendsReading *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->account_id = g_strdup (self->account_id);
  copy->contact_id = g_strdup (self->contact_id);
  copy->people = g_strdup (self->people);
  copy->gist = g_strdup (self->gist);
  copy->hits = g_memdup2 (self->hits, self->n_hits * sizeof (AmendsReadingHit));
  for (guint i = 0; i < copy->n_hits; i++)
    copy->hits[i].quote = g_strdup (self->hits[i].quote);
  return copy;
}

void
amends_reading_free (AmendsReading *self)
{
  if (self == NULL)
    return;
  clear_hits (self);
  g_free (self->id);
  g_free (self->account_id);
  g_free (self->contact_id);
  g_free (self->people);
  g_free (self->gist);
  g_free (self);
}

/* One line each: kind, start, end, strength, quote. A quote is one line already. Not JSON, because
 * tens of thousands are read at once. */
char *
amends_reading_dup_hits (const AmendsReading *self)
{
  GString *out;

  if (self->n_hits == 0)
    return NULL;
  out = g_string_new (NULL);
  for (guint i = 0; i < self->n_hits; i++)
    {
      const AmendsReadingHit *hit = &self->hits[i];

      g_string_append_printf (out, "%s\t%u\t%u\t%d\t%s\n", hit->kind, hit->start, hit->end,
                              (int) lround (hit->strength * 1000),
                              hit->quote != NULL ? hit->quote : "");
    }
  return g_string_free (out, FALSE);
}

/* the number at @text up to the tab; @text moves behind it. */
static gboolean
parse_number (const char **text, guint64 most, guint64 *number)
{
  char *end;

  *number = g_ascii_strtoull (*text, &end, 10);
  if (end == *text || *end != '\t' || *number > most)
    return FALSE;
  *text = end + 1;
  return TRUE;
}

static gboolean
parse_hit (const char *line, gsize length, AmendsReadingHit *hit)
{
  const char *tab = memchr (line, '\t', length);
  guint64 start, end, strength;
  g_autofree char *kind = NULL;

  if (tab == NULL)
    return FALSE;
  kind = g_strndup (line, (gsize) (tab - line));
  tab++;
  if (!parse_number (&tab, G_MAXUINT, &start) || !parse_number (&tab, G_MAXUINT, &end) ||
      !parse_number (&tab, 1000, &strength) || tab > line + length)
    return FALSE;
  hit->kind = g_intern_string (kind);
  hit->start = (guint) start;
  hit->end = (guint) end;
  hit->strength = (double) strength / 1000;
  hit->quote = g_strndup (tab, (gsize) (line + length - tab));
  return TRUE;
}

void
amends_reading_parse_hits (AmendsReading *self, const char *text)
{
  guint n = 0;

  clear_hits (self);
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    n += *p == '\n';
  if (n == 0)
    return;
  self->hits = g_new0 (AmendsReadingHit, n);
  for (const char *line = text, *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    if (parse_hit (line, (gsize) (end - line), &self->hits[self->n_hits]))
      self->n_hits++;
}

gboolean
amends_reading_is_negative (const AmendsReading *self, double least)
{
  return self->negative >= least || self->priority == AMENDS_PRIORITY_P1 ||
         self->priority == AMENDS_PRIORITY_P2;
}
