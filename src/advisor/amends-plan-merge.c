/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-way merge of prose: the classic diff3 on sentences. */

#include "config.h"

#include "amends-plan-merge.h"

#include "amends-text.h"

#include <string.h>

/* A sentence, or the break between two paragraphs or lines. */
typedef struct
{
  char *text;  /* (owned) */
  char *space; /* (owned): what stands before it on its line */
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->text);
  g_free (piece->space);
  g_free (piece);
}

static void
add_piece (GPtrArray *pieces, const char *text, gsize length, const char *space, gsize space_length)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->text = g_strndup (text, length);
  piece->space = g_strndup (space, space_length);
  g_ptr_array_add (pieces, piece);
}

/* The gap between two sentences: breaks are pieces of their own, blanks belong to what follows. */
static const char *
add_gap (GPtrArray *pieces, const char *gap, const char *end)
{
  const char *last = gap;

  for (const char *p = gap; p < end; p++)
    {
      if (*p == '\n')
        last = p + 1;
    }
  if (last > gap)
    add_piece (pieces, gap, last - gap, "", 0);
  return last;
}

static GPtrArray *
split (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);
  g_autoptr (GArray) sentences = amends_text_split_sentences (text);
  const char *p = text;

  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      const char *space = add_gap (pieces, p, text + span->start);

      add_piece (pieces, text + span->start, span->end - span->start, space,
                 text + span->start - space);
      p = text + span->end;
    }
  if (*p != '\0')
    add_piece (pieces, p, strlen (p), "", 0);
  return pieces;
}

static gboolean
same (GPtrArray *a, guint i, GPtrArray *b, guint k)
{
  return g_str_equal (((Piece *) g_ptr_array_index (a, i))->text,
                      ((Piece *) g_ptr_array_index (b, k))->text);
}

/* For each piece of @a its partner in @b by the longest common subsequence, or -1. */
static int *
match (GPtrArray *a, GPtrArray *b)
{
  gsize width = b->len + 1;
  g_autofree guint *length = g_new0 (guint, (a->len + 1) * width);
  int *partner = g_new (int, a->len + 1);

  for (guint i = a->len; i-- > 0;)
    for (guint k = b->len; k-- > 0;)
      {
        guint down = length[(i + 1) * width + k];
        guint right = length[i * width + k + 1];

        length[i * width + k] =
            same (a, i, b, k) ? length[(i + 1) * width + k + 1] + 1 : MAX (down, right);
      }
  for (guint i = 0, k = 0; i < a->len; i++)
    {
      partner[i] = -1;
      while (k < b->len && !same (a, i, b, k) && length[i * width + k + 1] == length[i * width + k])
        k++;
      if (k < b->len && same (a, i, b, k) &&
          length[i * width + k] == length[(i + 1) * width + k + 1] + 1)
        partner[i] = (int) k++;
    }
  partner[a->len] = (int) b->len;
  return partner;
}

static char *
join (GPtrArray *pieces, guint from, guint to)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      Piece *piece = g_ptr_array_index (pieces, i);

      g_string_append (text, piece->space);
      g_string_append (text, piece->text);
    }
  return g_string_free (text, FALSE);
}

static void
report (GPtrArray *collisions, const char *edited, const char *generated)
{
  AmendsPlannerCollision *collision;

  if (collisions == NULL)
    return;
  collision = g_new0 (AmendsPlannerCollision, 1);
  collision->edited = g_strstrip (g_strdup (edited));
  collision->generated = g_strstrip (g_strdup (generated));
  g_ptr_array_add (collisions, collision);
}

void
amends_merge_part_free (AmendsMergePart *part)
{
  g_free (part->text);
  g_free (part->edited);
  g_free (part->generated);
  g_free (part);
}

static void
add_text (GPtrArray *parts, const char *text)
{
  AmendsMergePart *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;
  AmendsMergePart *part;

  if (*text == '\0')
    return;
  if (last != NULL && last->text != NULL)
    {
      char *longer = g_strconcat (last->text, text, NULL);

      g_free (last->text);
      last->text = longer;
      return;
    }
  part = g_new0 (AmendsMergePart, 1);
  part->text = g_strdup (text);
  g_ptr_array_add (parts, part);
}

/* One stretch between two places on which all three agree. */
static void
merge_stretch (GPtrArray *parts, const char *base, const char *edited, const char *fresh)
{
  AmendsMergePart *part;

  if (g_str_equal (base, edited))
    add_text (parts, fresh);
  else if (g_str_equal (base, fresh) || g_str_equal (edited, fresh))
    add_text (parts, edited);
  else
    {
      part = g_new0 (AmendsMergePart, 1);
      part->edited = g_strdup (edited);
      part->generated = g_strdup (fresh);
      g_ptr_array_add (parts, part);
    }
}

GPtrArray *
amends_plan_merge_parts (const char *base, const char *edited, const char *fresh)
{
  g_autoptr (GPtrArray) o = split (base);
  g_autoptr (GPtrArray) a = split (edited);
  g_autoptr (GPtrArray) b = split (fresh);
  g_autofree int *to_a = match (o, a);
  g_autofree int *to_b = match (o, b);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) amends_merge_part_free);
  guint io = 0, ia = 0, ib = 0;

  while (TRUE)
    {
      guint next = io;
      g_autofree char *in_base = NULL;
      g_autofree char *in_edited = NULL;
      g_autofree char *in_fresh = NULL;
      Piece *stable;

      while (next < o->len && (to_a[next] < (int) ia || to_b[next] < (int) ib))
        next++;
      in_base = join (o, io, next);
      in_edited = join (a, ia, (guint) to_a[next]);
      in_fresh = join (b, ib, (guint) to_b[next]);
      merge_stretch (parts, in_base, in_edited, in_fresh);
      if (next == o->len)
        break;
      stable = g_ptr_array_index (a, (guint) to_a[next]);
      add_text (parts, stable->space);
      add_text (parts, stable->text);
      io = next + 1;
      ia = (guint) to_a[next] + 1;
      ib = (guint) to_b[next] + 1;
    }
  return parts;
}

char *
amends_plan_merge (const char *base, const char *edited, const char *fresh, GPtrArray *collisions)
{
  g_autoptr (GPtrArray) parts = amends_plan_merge_parts (base, edited, fresh);
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      AmendsMergePart *part = g_ptr_array_index (parts, i);

      g_string_append (result, part->text != NULL ? part->text : part->edited);
      if (part->text == NULL)
        report (collisions, part->edited, part->generated);
    }
  return g_string_free (result, FALSE);
}
