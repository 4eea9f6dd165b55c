/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference between two texts: Myers' shortest edit script in linear space. */

#include "config.h"

#include "amends-diff.h"

#include <string.h>

/* Steps after which a passage counts as another one. Beyond it nobody could read the difference. */
#define PATIENCE 2000

/* One of the two texts, cut into pieces that are compared by number. */
typedef struct
{
  const char *text;
  GArray *spans;     /* (owned) of AmendsSpan, bytes of @text */
  GArray *numbers;   /* (owned) of int: equal pieces have equal numbers in both texts */
  gboolean *changed; /* (owned): for each piece */
} Side;

typedef struct
{
  const int *a, *b;
  gboolean *a_changed, *b_changed;
  int *forward, *backward; /* furthest place in @a on each diagonal */
} Search;

static void
side_clear (Side *side)
{
  g_array_unref (side->spans);
  g_array_unref (side->numbers);
  g_free (side->changed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

/* --- Cutting --------------------------------------------------------------------------------- */

static gboolean
belongs_to_word (gunichar c)
{
  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !amends_text_is_cjk (c);
}

/* The end of the piece that begins at @p. */
static const char *
find_word_end (const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gboolean word = belongs_to_word (c);
  gboolean blank = g_unichar_isspace (c) && c != '\n';

  p = g_utf8_next_char (p);
  if (!word && !blank)
    return p;
  while (*p != '\0')
    {
      c = g_utf8_get_char (p);
      if (word ? !belongs_to_word (c) : !g_unichar_isspace (c) || c == '\n')
        break;
      p = g_utf8_next_char (p);
    }
  return p;
}

static const char *
find_line_end (const char *p)
{
  const char *end = strchr (p, '\n');

  return end != NULL ? end + 1 : p + strlen (p);
}

static void
add_piece (Side *side, GHashTable *known, const char *start, const char *end)
{
  AmendsSpan span = { (guint) (start - side->text), (guint) (end - side->text) };
  g_autofree char *piece = g_strndup (start, end - start);
  gpointer value = g_hash_table_lookup (known, piece);
  int number = GPOINTER_TO_INT (value);

  if (number == 0)
    {
      number = (int) g_hash_table_size (known) + 1;
      g_hash_table_insert (known, g_steal_pointer (&piece), GINT_TO_POINTER (number));
    }
  g_array_append_val (side->spans, span);
  g_array_append_val (side->numbers, number);
}

static void
side_init (Side *side,
           GHashTable *known,
           const char *text,
           AmendsSpan range,
           const char *(*find_end) (const char *p))
{
  const char *limit = text + range.end;

  side->text = text;
  side->spans = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  side->numbers = g_array_new (FALSE, FALSE, sizeof (int));
  for (const char *p = text + range.start; p < limit;)
    {
      const char *end = find_end (p);

      end = MIN (end, limit);
      add_piece (side, known, p, end);
      p = end;
    }
  side->changed = g_new0 (gboolean, side->spans->len + 1);
}

/* --- Searching ------------------------------------------------------------------------------- */

static void
mark (gboolean *changed, int from, int to)
{
  for (int i = from; i < to; i++)
    changed[i] = TRUE;
}

/* Of the furthest places on the diagonals @low to @high, one step further from the beginning. TRUE
 * with the place at which both searches meet. */
static gboolean
go_forward (Search *self,
            int low,
            int high,
            int a_end,
            int b_end,
            gboolean meets,
            int back_low,
            int back_high,
            int *x_out)
{
  for (int d = high; d >= low; d -= 2)
    {
      int below = self->forward[d - 1];
      int above = self->forward[d + 1];
      int x = below < above ? above : below + 1;

      while (x < a_end && x - d < b_end && self->a[x] == self->b[x - d])
        x++;
      self->forward[d] = x;
      if (meets && back_low <= d && d <= back_high && self->backward[d] <= x)
        {
          x_out[0] = x;
          x_out[1] = x - d;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
go_backward (Search *self,
             int low,
             int high,
             int a_start,
             int b_start,
             gboolean meets,
             int fore_low,
             int fore_high,
             int *x_out)
{
  for (int d = high; d >= low; d -= 2)
    {
      int below = self->backward[d - 1];
      int above = self->backward[d + 1];
      int x = below < above ? below : above - 1;

      while (x > a_start && x - d > b_start && self->a[x - 1] == self->b[x - d - 1])
        x--;
      self->backward[d] = x;
      if (meets && fore_low <= d && d <= fore_high && x <= self->forward[d])
        {
          x_out[0] = x;
          x_out[1] = x - d;
          return TRUE;
        }
    }
  return FALSE;
}

/* The diagonals that can be reached grow by one on either side until they meet the border. */
static void
widen (int *places, int *low, int *high, int border_low, int border_high, int unknown)
{
  if (*low > border_low)
    places[--*low - 1] = unknown;
  else
    ++*low;
  if (*high < border_high)
    places[++*high + 1] = unknown;
  else
    --*high;
}

/* A place on a shortest way through the middle; FALSE when none was found with @PATIENCE. */
static gboolean
find_middle (Search *self, int a_start, int a_end, int b_start, int b_end, int *middle)
{
  const int border_low = a_start - b_end;
  const int border_high = a_end - b_start;
  int fore_low = a_start - b_start, fore_high = fore_low;
  int back_low = a_end - b_end, back_high = back_low;
  gboolean odd = ((fore_low - back_low) & 1) != 0;

  self->forward[fore_low] = a_start;
  self->backward[back_low] = a_end;
  for (int cost = 1; cost <= PATIENCE; cost++)
    {
      widen (self->forward, &fore_low, &fore_high, border_low, border_high, -1);
      if (go_forward (self, fore_low, fore_high, a_end, b_end, odd, back_low, back_high, middle))
        return TRUE;
      widen (self->backward, &back_low, &back_high, border_low, border_high, G_MAXINT);
      if (go_backward (self, back_low, back_high, a_start, b_start, !odd, fore_low, fore_high,
                       middle))
        return TRUE;
    }
  return FALSE;
}

static void
compare (Search *self, int a_start, int a_end, int b_start, int b_end)
{
  int middle[2];

  while (a_start < a_end && b_start < b_end && self->a[a_start] == self->b[b_start])
    {
      a_start++;
      b_start++;
    }
  while (a_start < a_end && b_start < b_end && self->a[a_end - 1] == self->b[b_end - 1])
    {
      a_end--;
      b_end--;
    }
  if (a_start == a_end || b_start == b_end ||
      !find_middle (self, a_start, a_end, b_start, b_end, middle))
    {
      mark (self->a_changed, a_start, a_end);
      mark (self->b_changed, b_start, b_end);
      return;
    }
  compare (self, a_start, middle[0], b_start, middle[1]);
  compare (self, middle[0], a_end, middle[1], b_end);
}

static void
compare_sides (Side *a, Side *b)
{
  int n = (int) a->numbers->len;
  int m = (int) b->numbers->len;
  g_autofree int *forward = g_new (int, n + m + 3);
  g_autofree int *backward = g_new (int, n + m + 3);
  Search search = {
    .a = (const int *) a->numbers->data,
    .b = (const int *) b->numbers->data,
    .a_changed = a->changed,
    .b_changed = b->changed,
    /* Diagonals run from -m - 1 to n + 1. */
    .forward = forward + m + 1,
    .backward = backward + m + 1,
  };

  compare (&search, 0, n, 0, m);
}

/* --- Telling --------------------------------------------------------------------------------- */

static void
add_run (GArray *runs, AmendsDiffKind kind, guint start, guint end)
{
  AmendsDiffRun *last = runs->len > 0 ? &g_array_index (runs, AmendsDiffRun, runs->len - 1) : NULL;
  AmendsDiffRun run = { kind, { start, end } };

  if (start == end)
    return;
  if (last != NULL && last->kind == kind && last->span.end == start)
    last->span.end = end;
  else
    g_array_append_val (runs, run);
}

static AmendsSpan
get_piece (const Side *side, guint i)
{
  return g_array_index (side->spans, AmendsSpan, i);
}

static gboolean
is_blank (const Side *side, guint i)
{
  const char *p = side->text + get_piece (side, i).start;

  return *p != '\n' && g_unichar_isspace (g_utf8_get_char (p));
}

/* A blank between two changed words is changed with them, or the words could not be read. */
static void
join_changes (Side *a, Side *b)
{
  guint i = 0, k = 0;

  while (i < a->spans->len && k < b->spans->len)
    {
      if (a->changed[i])
        i++;
      else if (b->changed[k])
        k++;
      else
        {
          gboolean before = (i > 0 && a->changed[i - 1]) || (k > 0 && b->changed[k - 1]);
          gboolean after = (i + 1 < a->spans->len && a->changed[i + 1]) ||
                           (k + 1 < b->spans->len && b->changed[k + 1]);

          if (before && after && is_blank (a, i))
            a->changed[i] = b->changed[k] = TRUE;
          i++;
          k++;
        }
    }
}

typedef void (
    *ChangeFunc) (GArray *runs, const Side *a, const Side *b, AmendsSpan in_a, AmendsSpan in_b);

/* Calls @changed for each stretch that differs; what is equal becomes a run. */
static void
tell (GArray *runs,
      const Side *a,
      const Side *b,
      AmendsSpan in_a,
      AmendsSpan in_b,
      ChangeFunc changed)
{
  guint i = 0, k = 0;
  AmendsSpan from = { in_a.start, in_a.start };
  AmendsSpan to = { in_b.start, in_b.start };

  while (i < a->spans->len || k < b->spans->len)
    {
      from.start = from.end;
      to.start = to.end;
      for (; i < a->spans->len && a->changed[i]; i++)
        from.end = get_piece (a, i).end;
      for (; k < b->spans->len && b->changed[k]; k++)
        to.end = get_piece (b, k).end;
      if (from.start < from.end || to.start < to.end)
        changed (runs, a, b, from, to);
      for (; i < a->spans->len && k < b->spans->len && !a->changed[i] && !b->changed[k]; i++, k++)
        {
          from.end = get_piece (a, i).end;
          to.end = get_piece (b, k).end;
          add_run (runs, AMENDS_DIFF_SAME, get_piece (b, k).start, to.end);
        }
    }
}

static void
replace (GArray *runs, const Side *a, const Side *b, AmendsSpan in_a, AmendsSpan in_b)
{
  add_run (runs, AMENDS_DIFF_REMOVED, in_a.start, in_a.end);
  add_run (runs, AMENDS_DIFF_ADDED, in_b.start, in_b.end);
}

static void
compare_words (GArray *runs, const Side *a, const Side *b, AmendsSpan in_a, AmendsSpan in_b)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Side) before = { 0 };
  g_auto (Side) after = { 0 };

  side_init (&before, known, a->text, in_a, find_word_end);
  side_init (&after, known, b->text, in_b, find_word_end);
  compare_sides (&before, &after);
  join_changes (&before, &after);
  tell (runs, &before, &after, in_a, in_b, replace);
}

GArray *
amends_diff_words (const char *before, const char *after)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (AmendsDiffRun));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (Side) a = { 0 };
  g_auto (Side) b = { 0 };
  AmendsSpan all_a = { 0, 0 };
  AmendsSpan all_b = { 0, 0 };

  g_return_val_if_fail (before != NULL && after != NULL, runs);

  all_a.end = (guint) strlen (before);
  all_b.end = (guint) strlen (after);
  side_init (&a, known, before, all_a, find_line_end);
  side_init (&b, known, after, all_b, find_line_end);
  compare_sides (&a, &b);
  tell (runs, &a, &b, all_a, all_b, compare_words);
  return runs;
}
