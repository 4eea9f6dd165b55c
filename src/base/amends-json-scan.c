/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strict scan that stands before the parser, and the search for the line of a value. */
#include "config.h"

#include "amends-json.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "amends-input-error.h"
#include "amends-text.h"

/* Up to so many members, comparing each with each is faster than sorting. */
#define FEW_KEYS 12
#define SHOWN_CHARACTERS 40

typedef struct
{
  const char *start; /* decoded; in the text, or in decoded_keys */
  guint length;
  guint line;
} Key;

typedef struct
{
  const char *p;
  const char *end;
  guint line;
  guint depth;
  const char *file;           /* (unowned) (nullable) */
  GArray *keys;               /* (owned) (element-type Key): of all objects that are open */
  GStringChunk *decoded_keys; /* (owned) (nullable): keys that were written with escapes */
  GString *decoded;           /* (owned): scratch */
  GError *error;              /* (owned) (nullable): the fault */
} Scanner;

static gboolean scan_value (Scanner *self);

static void
scanner_init (Scanner *self, const char *text, gsize length, const char *file)
{
  *self = (Scanner){
    .p = text,
    .end = text + length,
    .line = 1,
    .file = file,
    .keys = g_array_new (FALSE, FALSE, sizeof (Key)),
    .decoded = g_string_new (NULL),
  };
}

static void
scanner_clear (Scanner *self)
{
  g_array_unref (self->keys);
  g_clear_pointer (&self->decoded_keys, g_string_chunk_free);
  g_string_free (self->decoded, TRUE);
  g_clear_error (&self->error);
}

static gboolean
fail (Scanner *self, AmendsInputError code, const char *text)
{
  self->error = amends_input_error_new (code, self->file, self->line, NULL, "%s", text);
  return FALSE;
}

/* Something else stands where @expected, a whole sentence, was due. */
static gboolean
fail_expected (Scanner *self, const char *expected)
{
  if (self->p == self->end)
    return fail (self, AMENDS_INPUT_ERROR_SYNTAX, _ ("The document ends before it is complete."));
  return fail (self, AMENDS_INPUT_ERROR_SYNTAX, expected);
}

static inline void
skip_space (Scanner *self)
{
  for (; self->p < self->end; self->p++)
    {
      if (*self->p == '\n')
        self->line++;
      else if (*self->p != ' ' && *self->p != '\t' && *self->p != '\r')
        return;
    }
}

static inline gboolean
take (Scanner *self, char c)
{
  if (self->p == self->end || *self->p != c)
    return FALSE;
  self->p++;
  return TRUE;
}

static gboolean
scan_hex4 (Scanner *self, guint *code)
{
  *code = 0;
  for (guint i = 0; i < 4; i++, self->p++)
    {
      int digit = self->p < self->end ? g_ascii_xdigit_value (*self->p) : -1;

      if (digit < 0)
        return fail_expected (self,
                              _ ("Four hexadecimal digits are expected after \\u in a string."));
      *code = *code * 16 + (guint) digit;
    }
  return TRUE;
}

/* What follows "\u", with the second half of a surrogate pair. */
static gboolean
scan_unicode_escape (Scanner *self, gunichar *c)
{
  guint high, low;

  if (!scan_hex4 (self, &high))
    return FALSE;
  *c = high;
  if (high == 0)
    return fail (self, AMENDS_INPUT_ERROR_VALUE,
                 _ ("A string holds the character \\u0000, which is not "
                    "accepted."));
  if (high < 0xD800 || high > 0xDFFF)
    return TRUE;

  if (high > 0xDBFF || !take (self, '\\') || !take (self, 'u'))
    return fail (self, AMENDS_INPUT_ERROR_ENCODING, _ ("A string holds half a surrogate pair."));
  if (!scan_hex4 (self, &low))
    return FALSE;
  if (low < 0xDC00 || low > 0xDFFF)
    return fail (self, AMENDS_INPUT_ERROR_ENCODING, _ ("A string holds half a surrogate pair."));
  *c = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  return TRUE;
}

static gboolean
scan_escape (Scanner *self, gboolean decode)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;
  gunichar c;

  if (take (self, 'u'))
    {
      if (!scan_unicode_escape (self, &c))
        return FALSE;
      if (decode)
        g_string_append_unichar (self->decoded, c);
      return TRUE;
    }

  found = self->p < self->end && *self->p != '\0' ? strchr (escapes, *self->p) : NULL;
  if (found == NULL)
    return fail_expected (self, _ ("A string holds an escape that JSON does not know."));
  if (decode)
    g_string_append_c (self->decoded, meanings[found - escapes]);
  self->p++;
  return TRUE;
}

/* Length of the well-formed UTF-8 sequence of more than one byte at @p, or 0. */
static inline guint
utf8_length (const guchar *p, gsize left)
{
#define TRAIL(i) ((p[i] & 0xC0) == 0x80)
  if (p[0] >= 0xC2 && p[0] <= 0xDF)
    return left >= 2 && TRAIL (1) ? 2 : 0;
  if (p[0] >= 0xE0 && p[0] <= 0xEF)
    {
      if (left < 3 || !TRAIL (1) || !TRAIL (2) || (p[0] == 0xE0 && p[1] < 0xA0) ||
          (p[0] == 0xED && p[1] > 0x9F))
        return 0;
      return 3;
    }
  if (p[0] >= 0xF0 && p[0] <= 0xF4)
    {
      if (left < 4 || !TRAIL (1) || !TRAIL (2) || !TRAIL (3) || (p[0] == 0xF0 && p[1] < 0x90) ||
          (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
      return 4;
    }
  return 0;
#undef TRAIL
}

static inline gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* After the opening quote, to behind the closing one. With @decode, the content is left in
 * self->decoded if @escaped, else it is what stands between the quotes. */
static gboolean
scan_string (Scanner *self, gboolean decode, gboolean *escaped)
{
  const char *run = self->p;

  *escaped = FALSE;
  while (self->p < self->end)
    {
      guchar c = (guchar) *self->p;
      guint length;

      if (is_plain (c))
        {
          self->p++;
          continue;
        }
      if (c == '"')
        {
          if (*escaped && decode)
            g_string_append_len (self->decoded, run, self->p - run);
          self->p++;
          return TRUE;
        }
      if (c == '\\')
        {
          if (decode && !*escaped)
            g_string_truncate (self->decoded, 0);
          if (decode)
            g_string_append_len (self->decoded, run, self->p - run);
          *escaped = TRUE;
          self->p++;
          if (!scan_escape (self, decode))
            return FALSE;
          run = self->p;
          continue;
        }
      if (c < 0x20)
        return fail (self, AMENDS_INPUT_ERROR_SYNTAX,
                     _ ("A string holds a line break or control character; write it as an escape "
                        "such as \\n."));
      length = utf8_length ((const guchar *) self->p, self->end - self->p);
      if (length == 0)
        return fail (self, AMENDS_INPUT_ERROR_ENCODING, _ ("The text is not valid UTF-8."));
      self->p += length;
    }

  return fail_expected (self, "");
}

static inline guint
skip_digits (Scanner *self)
{
  const char *start = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;
  return (guint) (self->p - start);
}

/* Whether the number between @start and self->p fits its type; the text need not end in NUL. */
static gboolean
check_range (Scanner *self, const char *start, gboolean is_double)
{
  gsize length = self->p - start;
  char buffer[64];
  g_autofree char *allocated = NULL;
  char *number = buffer;

  if (length >= sizeof buffer)
    number = allocated = g_strndup (start, length);
  else
    {
      memcpy (buffer, start, length);
      buffer[length] = '\0';
    }

  errno = 0;
  if (is_double)
    {
      if (!isfinite (g_ascii_strtod (number, NULL)))
        return fail (self, AMENDS_INPUT_ERROR_RANGE, _ ("A number is too large."));
    }
  else
    {
      g_ascii_strtoll (number, NULL, 10);
      if (errno == ERANGE)
        return fail (self, AMENDS_INPUT_ERROR_RANGE,
                     _ ("A whole number does not fit into 64 bits."));
    }
  return TRUE;
}

static gboolean
scan_number (Scanner *self)
{
  const char *start = self->p;
  gboolean is_double = FALSE;
  gboolean has_exponent = FALSE;
  gsize length;

  take (self, '-');
  if (!take (self, '0') && skip_digits (self) == 0)
    return fail_expected (self, _ ("A digit is expected after the minus sign."));
  if (self->p < self->end && g_ascii_isdigit (*self->p))
    return fail (self, AMENDS_INPUT_ERROR_SYNTAX, _ ("A number begins with a needless zero."));
  if (take (self, '.'))
    {
      is_double = TRUE;
      if (skip_digits (self) == 0)
        return fail_expected (self, _ ("A digit is expected after the decimal point."));
    }
  if (take (self, 'e') || take (self, 'E'))
    {
      is_double = has_exponent = TRUE;
      if (!take (self, '+'))
        take (self, '-');
      if (skip_digits (self) == 0)
        return fail_expected (self, _ ("A digit is expected in the exponent of a number."));
    }

  /* Without an exponent, what is short cannot be out of range. */
  length = self->p - start;
  if (has_exponent || length > (is_double ? 300 : 18))
    return check_range (self, start, is_double);
  return TRUE;
}

static gboolean
scan_word (Scanner *self, const char *word)
{
  for (; *word != '\0'; word++)
    {
      if (!take (self, *word))
        return fail_expected (self,
                              _ ("A value is expected here: a string in double quotes, a number, "
                                 "true, false, null, an object or an array."));
    }
  return TRUE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *key_a = a;
  const Key *key_b = b;
  int order;

  if (key_a->length != key_b->length)
    return key_a->length < key_b->length ? -1 : 1;
  order = memcmp (key_a->start, key_b->start, key_a->length);
  if (order != 0)
    return order;
  return (key_a->line > key_b->line) - (key_a->line < key_b->line);
}

static gboolean
same_key (const Key *a, const Key *b)
{
  return a->length == b->length && memcmp (a->start, b->start, a->length) == 0;
}

static gboolean
fail_duplicate (Scanner *self, const Key *key)
{
  g_autofree char *name = g_strndup (key->start, key->length);
  g_autofree char *clean = amends_text_clean (name, -1);
  g_autofree char *shown = amends_text_one_line (clean, SHOWN_CHARACTERS);

  self->error = amends_input_error_new (AMENDS_INPUT_ERROR_DUPLICATE, self->file, key->line, shown,
                                        "%s", _ ("The name occurs twice in the same object."));
  return FALSE;
}

/* Sorting rather than hashing: nobody can choose keys that make it slow. */
static gboolean
check_keys (Scanner *self, guint first)
{
  guint n = self->keys->len - first;
  Key *keys = &g_array_index (self->keys, Key, first);

  if (n <= FEW_KEYS)
    {
      for (guint i = 1; i < n; i++)
        for (guint j = 0; j < i; j++)
          if (same_key (&keys[i], &keys[j]))
            return fail_duplicate (self, &keys[i]);
    }
  else
    {
      qsort (keys, n, sizeof (Key), compare_keys);
      for (guint i = 1; i < n; i++)
        if (same_key (&keys[i], &keys[i - 1]))
          return fail_duplicate (self, &keys[i]);
    }

  g_array_set_size (self->keys, first);
  return TRUE;
}

/* A name and its colon. The name is decoded into @key, which stays valid as long as the scanner if
 * @keep, else until the next string is scanned. */
static gboolean
scan_key (Scanner *self, gboolean keep, Key *key)
{
  gboolean escaped;

  skip_space (self);
  if (!take (self, '"'))
    return fail_expected (self, _ ("A name in double quotes is expected here."));

  key->line = self->line;
  key->start = self->p;
  if (!scan_string (self, TRUE, &escaped))
    return FALSE;
  key->length = (guint) (self->p - 1 - key->start);
  if (escaped)
    {
      key->length = (guint) self->decoded->len;
      key->start = self->decoded->str;
      if (keep && self->decoded_keys == NULL)
        self->decoded_keys = g_string_chunk_new (1024);
      if (keep)
        key->start = g_string_chunk_insert_len (self->decoded_keys, self->decoded->str,
                                                (gssize) self->decoded->len);
    }

  skip_space (self);
  if (!take (self, ':'))
    return fail_expected (self, _ ("A colon is expected after a name."));
  return TRUE;
}

static gboolean
scan_object (Scanner *self)
{
  guint first = self->keys->len;

  skip_space (self);
  if (take (self, '}'))
    return TRUE;
  do
    {
      Key key;

      if (!scan_key (self, TRUE, &key))
        return FALSE;
      g_array_append_val (self->keys, key);
      if (!scan_value (self))
        return FALSE;
      skip_space (self);
    }
  while (take (self, ','));

  if (!take (self, '}'))
    return fail_expected (self, _ ("A comma or a closing brace is expected here."));
  return check_keys (self, first);
}

static gboolean
scan_array (Scanner *self)
{
  skip_space (self);
  if (take (self, ']'))
    return TRUE;
  do
    {
      if (!scan_value (self))
        return FALSE;
      skip_space (self);
    }
  while (take (self, ','));

  if (!take (self, ']'))
    return fail_expected (self, _ ("A comma or a closing bracket is expected here."));
  return TRUE;
}

static gboolean
scan_container (Scanner *self, gboolean is_object)
{
  gboolean ok;

  if (self->depth == AMENDS_JSON_MAX_DEPTH)
    return fail (self, AMENDS_INPUT_ERROR_DEPTH,
                 _ ("Objects and arrays stand too deep inside each other."));
  self->depth++;
  self->p++;
  ok = is_object ? scan_object (self) : scan_array (self);
  self->depth--;
  return ok;
}

/* Recurses at most AMENDS_JSON_MAX_DEPTH times. */
static gboolean
scan_value (Scanner *self)
{
  gboolean escaped;

  skip_space (self);
  switch (self->p < self->end ? *self->p : '\0')
    {
    case '{':
      return scan_container (self, TRUE);
    case '[':
      return scan_container (self, FALSE);
    case '"':
      self->p++;
      return scan_string (self, FALSE, &escaped);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return scan_number (self);
    default:
      return scan_word (self, "null");
    }
}

static gboolean
scan_document (Scanner *self)
{
  if (self->end - self->p >= 3 && memcmp (self->p, "\xEF\xBB\xBF", 3) == 0)
    return fail (self, AMENDS_INPUT_ERROR_ENCODING,
                 _ ("The document begins with a byte order mark; save it as UTF-8 without one."));

  skip_space (self);
  if (self->p == self->end)
    return fail (self, AMENDS_INPUT_ERROR_SYNTAX, _ ("The document is empty."));
  if (!scan_value (self))
    return FALSE;

  skip_space (self);
  if (self->p < self->end)
    return fail (self, AMENDS_INPUT_ERROR_SYNTAX, _ ("Something follows the end of the document."));
  return TRUE;
}

gboolean
amends_json_scan (const char *text, gsize length, const char *file, GError **error)
{
  Scanner scanner;
  gboolean ok;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  scanner_init (&scanner, text != NULL ? text : "", length, file);
  ok = scan_document (&scanner);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&scanner.error));
  scanner_clear (&scanner);

  return ok;
}

/* Moves to the value of the member @name of the object that begins here. */
static gboolean
find_member (Scanner *self, const char *name)
{
  gsize length = strlen (name);

  self->p++;
  skip_space (self);
  if (take (self, '}'))
    return FALSE;
  do
    {
      Key key;

      if (!scan_key (self, FALSE, &key))
        return FALSE;
      skip_space (self);
      if (key.length == length && memcmp (key.start, name, length) == 0)
        return TRUE;
      if (!scan_value (self))
        return FALSE;
      skip_space (self);
    }
  while (take (self, ','));

  return FALSE;
}

/* Moves to element @index of the array that begins here. */
static gboolean
find_element (Scanner *self, const char *index)
{
  guint64 n;

  if (!g_ascii_string_to_unsigned (index, 10, 0, G_MAXUINT, &n, NULL))
    return FALSE;
  self->p++;
  skip_space (self);
  if (take (self, ']'))
    return FALSE;
  for (;; n--)
    {
      skip_space (self);
      if (n == 0)
        return TRUE;
      if (!scan_value (self))
        return FALSE;
      skip_space (self);
      if (!take (self, ','))
        return FALSE;
    }
}

/* (transfer full): a part of a pointer without its escapes. */
static char *
unescape_token (const char *token)
{
  GString *name = g_string_new (token);

  g_string_replace (name, "~1", "/", 0);
  g_string_replace (name, "~0", "~", 0);
  return g_string_free (name, FALSE);
}

guint
amends_json_locate (const char *text, gsize length, const char *pointer)
{
  g_auto (GStrv) tokens = NULL;
  Scanner scanner;
  gboolean found = TRUE;
  guint line;

  g_return_val_if_fail (text != NULL || length == 0, 0);
  g_return_val_if_fail (pointer != NULL, 0);

  if (*pointer != '\0' && *pointer != '/')
    return 0;

  tokens = g_strsplit (*pointer == '/' ? pointer + 1 : pointer, "/", -1);
  scanner_init (&scanner, text != NULL ? text : "", length, NULL);
  skip_space (&scanner);
  for (guint i = 0; *pointer == '/' && found; i++)
    {
      g_autofree char *name = NULL;

      /* Splitting "" gives no token, where the pointer "/" has one that is empty. */
      if (tokens[i] == NULL && i > 0)
        break;
      name = unescape_token (tokens[i] != NULL ? tokens[i] : "");
      if (scanner.p == scanner.end)
        found = FALSE;
      else if (*scanner.p == '{')
        found = find_member (&scanner, name);
      else
        found = *scanner.p == '[' && find_element (&scanner, name);
      if (tokens[i] == NULL)
        break;
    }
  line = found && scanner.p < scanner.end ? scanner.line : 0;
  scanner_clear (&scanner);

  return line;
}
