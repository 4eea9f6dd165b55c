/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which encoding a CSV file has, and its bytes as UTF-8 with every bad byte named. */

#include "config.h"

#include "amends-csv-encoding.h"

#include <errno.h>
#include <string.h>

/* What stands for a byte that cannot be read. */
#define REPLACEMENT "\xef\xbf\xbd"

static const struct
{
  const char *name;
  const char *encoding;
} names[] = {
  { "utf-8", "UTF-8" },
  { "utf8", "UTF-8" },
  { "ascii", "UTF-8" },
  { "us-ascii", "UTF-8" },
  { "utf-16", "UTF-16LE" },
  { "utf16", "UTF-16LE" },
  { "utf-16le", "UTF-16LE" },
  { "utf16le", "UTF-16LE" },
  { "unicode", "UTF-16LE" },
  { "utf-16be", "UTF-16BE" },
  { "utf16be", "UTF-16BE" },
  { "utf-32le", "UTF-32LE" },
  { "utf-32be", "UTF-32BE" },
  { "gb18030", "GB18030" },
  { "gbk", "GB18030" },
  { "gb2312", "GB18030" },
  { "cp936", "GB18030" },
  { "windows-936", "GB18030" },
  { "windows-1252", "windows-1252" },
  { "cp1252", "windows-1252" },
  { "latin1", "windows-1252" },
  { "iso-8859-1", "windows-1252" },
};

const char *
amends_csv_encoding_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return names[i].encoding;
  return NULL;
}

/* --- Guessing --------------------------------------------------------------------------------- */

static const char *
find_mark (const guint8 *data, gsize length)
{
  if (length >= 4 && memcmp (data, "\xff\xfe\0\0", 4) == 0)
    return "UTF-32LE";
  if (length >= 4 && memcmp (data, "\0\0\xfe\xff", 4) == 0)
    return "UTF-32BE";
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return "UTF-8";
  if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    return "UTF-16LE";
  if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    return "UTF-16BE";
  return NULL;
}

/* What every table has, whatever its language: in UTF-16 it always stands beside a NUL. */
static gboolean
is_structure (guint8 c)
{
  return c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t' || c == '|' || c == '"';
}

static const char *
find_utf16 (const guint8 *data, gsize length)
{
  gsize all = 0;
  gsize little = 0;
  gsize big = 0;

  if (memchr (data, 0, length) == NULL)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (is_structure (data[i]))
      {
        all++;
        if (i % 2 == 0 && i + 1 < length && data[i + 1] == 0)
          little++;
        else if (i % 2 == 1 && data[i - 1] == 0)
          big++;
      }
  /* Han characters may hold such a byte by chance ("一" is 4E 00, "਀" is 0A 00). */
  if (all > 0 && MAX (little, big) * 2 > all)
    return little >= big ? "UTF-16LE" : "UTF-16BE";
  return NULL;
}

static void
count_utf8 (const guint8 *data, gsize length, gsize *valid, gsize *bad)
{
  gsize i = 0;

  *valid = *bad = 0;
  while (i < length)
    {
      gunichar c;

      if (data[i] < 0x80)
        {
          i++;
          continue;
        }
      c = g_utf8_get_char_validated ((const char *) data + i, (gssize) (length - i));
      if (c == (gunichar) -2)
        return; /* cut off at the end */
      if (c == (gunichar) -1)
        {
          (*bad)++;
          i++;
          continue;
        }
      (*valid)++;
      i += (gsize) g_unichar_to_utf8 (c, NULL);
    }
}

/* Length of the sequence at @data: 0 for none, -1 if it is cut off. */
static int
measure_gb (const guint8 *data, gsize length)
{
  if (data[0] == 0x80 || data[0] == 0xff)
    return 0;
  if (length < 2)
    return -1;
  if (data[1] >= 0x40 && data[1] != 0x7f && data[1] != 0xff)
    return 2;
  if (data[1] < 0x30 || data[1] > 0x39)
    return 0;
  if (length < 4)
    return -1;
  return data[2] >= 0x81 && data[2] <= 0xfe && data[3] >= 0x30 && data[3] <= 0x39 ? 4 : 0;
}

static void
count_gb (const guint8 *data, gsize length, gsize *common, gsize *all, gsize *bad)
{
  gsize i = 0;

  *common = *all = *bad = 0;
  while (i < length)
    {
      int size;

      if (data[i] < 0x80)
        {
          i++;
          continue;
        }
      size = measure_gb (data + i, length - i);
      if (size < 0)
        return;
      if (size == 0)
        {
          (*bad)++;
          i++;
          continue;
        }
      (*all)++;
      if (size == 2 && data[i + 1] >= 0xa1 &&
          ((data[i] >= 0xb0 && data[i] <= 0xd7) || (data[i] >= 0xa1 && data[i] <= 0xa3)))
        (*common)++;
      i += (gsize) size;
    }
}

static gsize
count_not_1252 (const guint8 *data, gsize length)
{
  gsize count = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] == 0x81 || data[i] == 0x8d || data[i] == 0x8f || data[i] == 0x90 || data[i] == 0x9d)
      count++;
  return count;
}

const char *
amends_csv_encoding_guess (const guint8 *data, gsize length, gboolean at_start)
{
  const char *found = at_start ? find_mark (data, length) : NULL;
  gsize valid;
  gsize bad;
  gsize common;
  gsize pairs;

  if (found == NULL && at_start)
    found = find_utf16 (data, length);
  if (found != NULL)
    return found;
  count_utf8 (data, length, &valid, &bad);
  if (valid >= 10 * bad)
    return "UTF-8";
  count_gb (data, length, &common, &pairs, &bad);
  if (common * 5 >= pairs * 3 && bad * 100 <= pairs)
    return "GB18030";
  return bad == 0 && pairs > 0 && count_not_1252 (data, length) > 0 ? "GB18030" : "windows-1252";
}

/* --- Decoding --------------------------------------------------------------------------------- */

struct _AmendsCsvDecoder
{
  GIConv converter;  /* (GIConv) -1 for UTF-8 */
  guint unit;        /* bytes to skip after a fault */
  GByteArray *begun; /* bytes of a sequence that goes on in the next piece */
  gboolean started;
};

AmendsCsvDecoder *
amends_csv_decoder_new (const char *encoding)
{
  AmendsCsvDecoder *self = g_new0 (AmendsCsvDecoder, 1);

  self->converter =
      g_str_equal (encoding, "UTF-8") ? (GIConv) -1 : g_iconv_open ("UTF-8", encoding);
  self->unit = g_str_has_prefix (encoding, "UTF-16")   ? 2
               : g_str_has_prefix (encoding, "UTF-32") ? 4
                                                       : 1;
  self->begun = g_byte_array_new ();
  return self;
}

void
amends_csv_decoder_free (AmendsCsvDecoder *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_byte_array_unref (self->begun);
  g_free (self);
}

static void
add_fault (GString *out, GArray *faults, guint byte)
{
  AmendsCsvFault fault = { out->len, byte };

  g_array_append_val (faults, fault);
  g_string_append (out, REPLACEMENT);
}

/* UTF-8 with every bad byte and NUL in its place; returns how much was taken. */
static gsize
take_utf8 (const char *data, gsize length, gboolean at_end, GString *out, GArray *faults)
{
  gsize at = 0;

  while (at < length)
    {
      const char *end;

      g_utf8_validate_len (data + at, length - at, &end);
      g_string_append_len (out, data + at, end - (data + at));
      at = (gsize) (end - data);
      if (at == length)
        break;
      if (!at_end && data[at] != '\0' &&
          g_utf8_get_char_validated (data + at, (gssize) (length - at)) == (gunichar) -2)
        break;
      add_fault (out, faults, (guchar) data[at]);
      at++;
    }
  return at;
}

/* iconv gives UTF-8 that is valid, but may hold NUL. */
static void
append_converted (const char *text, gsize length, GString *out, GArray *faults)
{
  take_utf8 (text, length, TRUE, out, faults);
}

static gsize
take_converted (AmendsCsvDecoder *self,
                const guint8 *data,
                gsize length,
                gboolean at_end,
                GString *out,
                GArray *faults)
{
  gchar *in = (gchar *) data;
  gsize left = length;

  while (left > 0)
    {
      char buffer[16384];
      char *to = buffer;
      gsize room = sizeof buffer;
      gsize done = g_iconv (self->converter, &in, &left, &to, &room);
      int number = done == (gsize) -1 ? errno : 0;
      gsize skip;

      append_converted (buffer, (gsize) (to - buffer), out, faults);
      if (number == 0 || number == E2BIG)
        continue;
      if (number == EINVAL && !at_end)
        break;
      skip = MIN (self->unit, left);
      /* The byte that matters of a unit is its first in a file that reads on from there. */
      add_fault (out, faults, (guchar) *in);
      in += skip;
      left -= skip;
    }
  return length - left;
}

static gsize
take (AmendsCsvDecoder *self,
      const guint8 *data,
      gsize length,
      gboolean at_end,
      GString *out,
      GArray *faults)
{
  return self->converter == (GIConv) -1
             ? take_utf8 ((const char *) data, length, at_end, out, faults)
             : take_converted (self, data, length, at_end, out, faults);
}

void
amends_csv_decoder_feed (AmendsCsvDecoder *self,
                         const guint8 *data,
                         gsize length,
                         gboolean at_end,
                         GString *out,
                         GArray *faults)
{
  gsize start = out->len;
  gsize taken;

  if (self->begun->len > 0)
    {
      g_byte_array_append (self->begun, data, (guint) length);
      taken = take (self, self->begun->data, self->begun->len, at_end, out, faults);
      g_byte_array_remove_range (self->begun, 0, (guint) taken);
    }
  else
    {
      taken = take (self, data, length, at_end, out, faults);
      g_byte_array_append (self->begun, data + taken, (guint) (length - taken));
    }
  if (!self->started && out->len > start)
    {
      self->started = TRUE;
      if (g_str_has_prefix (out->str + start, "\xef\xbb\xbf"))
        {
          g_string_erase (out, (gssize) start, 3);
          for (guint i = 0; i < faults->len; i++)
            if (g_array_index (faults, AmendsCsvFault, i).offset >= start + 3)
              g_array_index (faults, AmendsCsvFault, i).offset -= 3;
        }
    }
}
