/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The neutral document: what is said, not how it looks. Callers build it, writers read it through
 * amends-document-private.h.
 */

#include "config.h"

#include "amends-document.h"

#include <string.h>

#include "amends-document-private.h"
#include "amends-text.h"

struct _AmendsDocument
{
  GObject parent_instance;

  char *title;
  char *subtitle;
  char *author;
  char *audience;
  char *language;
  AmendsInstant created;
  GTimeZone *zone;   /* (owned) (nullable) */
  GPtrArray *blocks; /* (element-type AmendsBlock) */
  GPtrArray *runs;   /* (unowned) (nullable): where runs go between begin and end */
  gboolean in_table;
  gboolean sealed;
};

G_DEFINE_QUARK (amends_document_error, amends_document_error)
G_DEFINE_FINAL_TYPE (AmendsDocument, amends_document, G_TYPE_OBJECT)

/* Text from outside; the two noncharacters are legal UTF-8 but not legal XML. */
static char *
clean_text (const char *text)
{
  g_autofree char *clean = amends_text_clean (text != NULL ? text : "", -1);
  GString *result;

  if (strstr (clean, "\xef\xbf\xbe") == NULL && strstr (clean, "\xef\xbf\xbf") == NULL)
    return g_steal_pointer (&clean);
  result = g_string_new (clean);
  g_string_replace (result, "\xef\xbf\xbe", "", 0);
  g_string_replace (result, "\xef\xbf\xbf", "", 0);
  return g_string_free (result, FALSE);
}

static char *
clean_line (const char *text)
{
  char *clean = clean_text (text);

  return g_strstrip (g_strdelimit (clean, "\n\t", ' '));
}

/* Keeps the lines, without empty ones at either end. */
static char *
clean_lines (const char *text)
{
  g_autofree char *clean = clean_text (text);
  const char *start = clean;

  g_strchomp (clean);
  while (*start == '\n')
    start++;
  return g_strdup (start);
}

static void
run_free (AmendsRun *run)
{
  g_free (run->text);
  g_free (run->uri);
  g_free (run);
}

static void
item_free (AmendsListItem *item)
{
  g_ptr_array_unref (item->runs);
  g_free (item);
}

static void
pair_free (AmendsPair *pair)
{
  g_free (pair->label);
  g_free (pair->value);
  g_free (pair);
}

static void
column_free (AmendsColumn *column)
{
  g_free (column->heading);
  g_free (column);
}

static void
block_free (AmendsBlock *block)
{
  g_free (block->text);
  g_free (block->source);
  g_clear_pointer (&block->runs, g_ptr_array_unref);
  g_clear_pointer (&block->items, g_ptr_array_unref);
  g_clear_pointer (&block->pairs, g_ptr_array_unref);
  g_clear_pointer (&block->columns, g_ptr_array_unref);
  g_clear_pointer (&block->rows, g_ptr_array_unref);
  g_free (block);
}

static AmendsBlock *
add_block (AmendsDocument *self, AmendsBlockType type)
{
  AmendsBlock *block = g_new0 (AmendsBlock, 1);

  block->type = type;
  g_ptr_array_add (self->blocks, block);
  return block;
}

static AmendsBlock *
get_last_block (AmendsDocument *self)
{
  return self->blocks->len > 0 ? g_ptr_array_index (self->blocks, self->blocks->len - 1) : NULL;
}

static gboolean
can_add_block (AmendsDocument *self)
{
  return !self->sealed && self->runs == NULL && !self->in_table;
}

static GPtrArray *
runs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) run_free);
}

/* @text: (transfer full) */
static void
append_run (GPtrArray *runs, AmendsRunStyle style, char *text, const char *uri)
{
  AmendsRun *last = runs->len > 0 ? g_ptr_array_index (runs, runs->len - 1) : NULL;
  AmendsRun *run;

  if (*text == '\0')
    {
      g_free (text);
    }
  else if (last != NULL && last->style == style && style != AMENDS_RUN_LINK)
    {
      g_autofree char *tail = text;
      g_autofree char *head = last->text;

      last->text = g_strconcat (head, tail, NULL);
    }
  else
    {
      run = g_new0 (AmendsRun, 1);
      run->style = style;
      run->text = text;
      run->uri = g_strdup (uri);
      g_ptr_array_add (runs, run);
    }
}

/* (transfer full) (nullable): an address fit for every format, or NULL if it must not be a link. */
static char *
normalize_uri (const char *uri)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel", NULL };
  g_autofree char *clean = clean_line (uri);
  g_autofree char *scheme = g_uri_parse_scheme (clean);
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown (scheme, -1) : NULL;
  g_autoptr (GString) result = NULL;
  const char *p;

  if (lower == NULL || !g_strv_contains (schemes, lower))
    return NULL;

  result = g_string_new (NULL);
  for (p = clean; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || strchr ("-._~:/?#[]@!$&()*+,;=%", *p) != NULL)
      g_string_append_c (result, *p);
    else
      g_string_append_printf (result, "%%%02X", (guint) (guchar) *p);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static AmendsListItem *
append_item (AmendsDocument *self, guint level, gboolean numbered)
{
  AmendsBlock *list = get_last_block (self);
  AmendsListItem *item = g_new0 (AmendsListItem, 1);
  AmendsListItem *other;
  gboolean joins = list != NULL && list->type == AMENDS_BLOCK_LIST;
  guint i;

  level = joins ? MIN (level, 1) : 0;
  if (!joins || (level == 0 && list->numbered != numbered))
    {
      list = add_block (self, AMENDS_BLOCK_LIST);
      list->numbered = numbered;
      list->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
    }

  item->level = level;
  item->numbered = numbered;
  item->number = 1;
  item->runs = runs_new ();
  for (i = list->items->len; i > 0; i--)
    {
      other = g_ptr_array_index (list->items, i - 1);
      if (other->level < level || (other->level == level && other->numbered != numbered))
        break;
      if (other->level == level)
        {
          item->number = other->number + 1;
          break;
        }
    }
  g_ptr_array_add (list->items, item);
  return item;
}

static void
append_pair (AmendsDocument *self,
             AmendsBlockType type,
             const char *label,
             const char *value,
             gboolean done)
{
  AmendsBlock *block = get_last_block (self);
  AmendsPair *pair = g_new0 (AmendsPair, 1);

  if (block == NULL || block->type != type)
    {
      block = add_block (self, type);
      block->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
    }
  pair->label = label != NULL ? clean_line (label) : NULL;
  pair->value = clean_lines (value);
  pair->done = done;
  g_ptr_array_add (block->pairs, pair);
}

/* An open paragraph or item that got no text is taken away again. */
static void
drop_empty_runs (AmendsDocument *self)
{
  AmendsBlock *block = get_last_block (self);

  if (self->runs->len > 0)
    return;
  if (block->type == AMENDS_BLOCK_LIST && block->items->len > 1)
    g_ptr_array_remove_index (block->items, block->items->len - 1);
  else
    g_ptr_array_remove_index (self->blocks, self->blocks->len - 1);
}

static void
amends_document_finalize (GObject *object)
{
  AmendsDocument *self = AMENDS_DOCUMENT (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->author);
  g_free (self->audience);
  g_free (self->language);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_ptr_array_unref (self->blocks);
  G_OBJECT_CLASS (amends_document_parent_class)->finalize (object);
}

static void
amends_document_class_init (AmendsDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_document_finalize;
}

static void
amends_document_init (AmendsDocument *self)
{
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->subtitle = g_strdup ("");
  self->author = g_strdup ("");
  self->audience = g_strdup ("");
}

AmendsDocument *
amends_document_new (const char *title, const char *language)
{
  AmendsDocument *self = g_object_new (AMENDS_TYPE_DOCUMENT, NULL);

  self->title = clean_line (title);
  self->language = g_strdup (g_strcmp0 (language, "zh-CN") == 0 ? "zh-CN" : "en");
  return self;
}

void
amends_document_set_subtitle (AmendsDocument *self, const char *subtitle)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && !self->sealed);
  g_free (self->subtitle);
  self->subtitle = clean_line (subtitle);
}

void
amends_document_set_author (AmendsDocument *self, const char *author)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && !self->sealed);
  g_free (self->author);
  self->author = clean_line (author);
}

void
amends_document_set_audience (AmendsDocument *self, const char *nick)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && !self->sealed);
  g_free (self->audience);
  self->audience = clean_line (nick);
}

void
amends_document_set_created (AmendsDocument *self, AmendsInstant created, GTimeZone *zone)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && !self->sealed);
  self->created = created;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_utc ();
}

const char *
amends_document_get_title (AmendsDocument *self)
{
  g_return_val_if_fail (AMENDS_IS_DOCUMENT (self), NULL);
  return self->title;
}

const char *
amends_document_get_audience (AmendsDocument *self)
{
  g_return_val_if_fail (AMENDS_IS_DOCUMENT (self), NULL);
  return self->audience;
}

guint
amends_document_get_n_blocks (AmendsDocument *self)
{
  g_return_val_if_fail (AMENDS_IS_DOCUMENT (self), 0);
  return self->blocks->len;
}

void
amends_document_seal (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  self->sealed = TRUE;
}

void
amends_document_add_heading (AmendsDocument *self, guint level, const char *text)
{
  AmendsBlock *block;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  block = add_block (self, AMENDS_BLOCK_HEADING);
  block->level = CLAMP (level, 1, 4);
  block->text = clean_line (text);
}

void
amends_document_add_paragraph (AmendsDocument *self, const char *text)
{
  g_autofree char *clean = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) paragraph = NULL;
  guint i;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  clean = clean_lines (text);
  lines = g_strsplit (clean, "\n", -1);
  paragraph = g_string_new (NULL);
  for (i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (lines[i][0] != '\0')
        g_string_append_printf (paragraph, "%s%s", paragraph->len > 0 ? "\n" : "", lines[i]);
      if (paragraph->len > 0 && (lines[i][0] == '\0' || lines[i + 1] == NULL))
        {
          AmendsBlock *block = add_block (self, AMENDS_BLOCK_PARAGRAPH);

          block->runs = runs_new ();
          append_run (block->runs, AMENDS_RUN_PLAIN, g_strdup (paragraph->str), NULL);
          g_string_truncate (paragraph, 0);
        }
    }
}

void
amends_document_add_quote (AmendsDocument *self, const char *text, const char *source)
{
  AmendsBlock *block;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  block = add_block (self, AMENDS_BLOCK_QUOTE);
  block->text = clean_lines (text);
  block->source = source != NULL ? clean_line (source) : NULL;
}

void
amends_document_add_callout (AmendsDocument *self, AmendsCalloutKind kind, const char *text)
{
  AmendsBlock *block;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  block = add_block (self, AMENDS_BLOCK_CALLOUT);
  block->callout = kind;
  block->text = clean_lines (text);
}

void
amends_document_add_rule (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  add_block (self, AMENDS_BLOCK_RULE);
}

void
amends_document_add_page_break (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  add_block (self, AMENDS_BLOCK_PAGE_BREAK);
}

void
amends_document_add_bullet (AmendsDocument *self, guint level, const char *text)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  append_run (append_item (self, level, FALSE)->runs, AMENDS_RUN_PLAIN, clean_lines (text), NULL);
}

void
amends_document_add_numbered (AmendsDocument *self, guint level, const char *text)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  append_run (append_item (self, level, TRUE)->runs, AMENDS_RUN_PLAIN, clean_lines (text), NULL);
}

void
amends_document_add_check (AmendsDocument *self, gboolean done, const char *text)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  append_pair (self, AMENDS_BLOCK_CHECKLIST, NULL, text, done);
}

void
amends_document_add_key_value (AmendsDocument *self, const char *label, const char *value)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  append_pair (self, AMENDS_BLOCK_KEY_VALUES, label != NULL ? label : "", value, FALSE);
}

void
amends_document_begin_paragraph (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  self->runs = add_block (self, AMENDS_BLOCK_PARAGRAPH)->runs = runs_new ();
}

void
amends_document_begin_bullet (AmendsDocument *self, guint level)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  self->runs = append_item (self, level, FALSE)->runs;
}

void
amends_document_begin_numbered (AmendsDocument *self, guint level)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  self->runs = append_item (self, level, TRUE)->runs;
}

void
amends_document_add_run (AmendsDocument *self, AmendsRunStyle style, const char *text)
{
  char *clean;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->runs != NULL && style != AMENDS_RUN_LINK);
  clean = clean_text (text);
  append_run (self->runs, style, style == AMENDS_RUN_CODE ? g_strdelimit (clean, "\n", ' ') : clean,
              NULL);
}

void
amends_document_add_link (AmendsDocument *self, const char *text, const char *uri)
{
  g_autofree char *target = NULL;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->runs != NULL);
  target = normalize_uri (uri);
  append_run (self->runs, target != NULL ? AMENDS_RUN_LINK : AMENDS_RUN_PLAIN, clean_line (text),
              target);
}

void
amends_document_end_runs (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->runs != NULL);
  drop_empty_runs (self);
  self->runs = NULL;
}

void
amends_document_begin_table (AmendsDocument *self)
{
  AmendsBlock *block;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && can_add_block (self));
  block = add_block (self, AMENDS_BLOCK_TABLE);
  block->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->in_table = TRUE;
}

void
amends_document_add_column (AmendsDocument *self,
                            const char *heading,
                            guint weight,
                            AmendsAlign align)
{
  AmendsBlock *block;
  AmendsColumn *column;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->in_table);
  block = get_last_block (self);
  g_return_if_fail (block->rows->len == 0);
  column = g_new0 (AmendsColumn, 1);
  column->heading = clean_line (heading);
  column->weight = MAX (weight, 1);
  column->align = align;
  g_ptr_array_add (block->columns, column);
}

void
amends_document_add_row (AmendsDocument *self, const char *first, ...)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  const char *cell;
  va_list args;

  va_start (args, first);
  for (cell = first; cell != NULL; cell = va_arg (args, const char *))
    g_ptr_array_add (cells, (gpointer) cell);
  va_end (args);
  g_ptr_array_add (cells, NULL);
  amends_document_add_row_strv (self, (const char *const *) cells->pdata);
}

void
amends_document_add_row_strv (AmendsDocument *self, const char *const *cells)
{
  AmendsBlock *block;
  char **row;
  guint n, i;

  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->in_table && cells != NULL);
  block = get_last_block (self);
  n = g_strv_length ((char **) cells);
  g_return_if_fail (n <= block->columns->len);
  row = g_new0 (char *, block->columns->len + 1);
  for (i = 0; i < block->columns->len; i++)
    row[i] = clean_lines (i < n ? cells[i] : "");
  g_ptr_array_add (block->rows, row);
}

void
amends_document_end_table (AmendsDocument *self)
{
  g_return_if_fail (AMENDS_IS_DOCUMENT (self) && self->in_table);
  self->in_table = FALSE;
  if (get_last_block (self)->columns->len == 0)
    g_ptr_array_remove_index (self->blocks, self->blocks->len - 1);
}

const char *
amends_document_get_subtitle (AmendsDocument *self)
{
  return self->subtitle;
}

const char *
amends_document_get_author (AmendsDocument *self)
{
  return self->author;
}

const char *
amends_document_get_language (AmendsDocument *self)
{
  return self->language;
}

gboolean
amends_document_is_chinese (AmendsDocument *self)
{
  return g_str_equal (self->language, "zh-CN");
}

AmendsInstant
amends_document_get_created (AmendsDocument *self)
{
  return self->created;
}

char *
amends_document_dup_created (AmendsDocument *self)
{
  if (self->created == AMENDS_INSTANT_NONE)
    return NULL;
  return amends_instant_format_rfc3339 (self->created, self->zone);
}

const AmendsBlock *
amends_document_get_block (AmendsDocument *self, guint index)
{
  return g_ptr_array_index (self->blocks, index);
}

/* The language of the document, not of the person at the screen, decides: so no gettext here. */
static char *
dup_date (AmendsDocument *self)
{
  static const char *const months[] = { "January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December" };
  g_autoptr (GDateTime) date = amends_instant_to_date_time (self->created, self->zone);
  int year, month, day;

  g_date_time_get_ymd (date, &year, &month, &day);
  if (amends_document_is_chinese (self))
    return g_strdup_printf ("%d年%d月%d日", year, month, day);
  return g_strdup_printf ("%d %s %d", day, months[month - 1], year);
}

const char *
amends_document_get_mark (AmendsDocument *self)
{
  if (!g_str_equal (self->audience, "internal"))
    return NULL;
  return amends_document_is_chinese (self) ? "内部文件，请勿转发客户"
                                           : "Internal, not for the customer";
}

char *
amends_document_dup_byline (AmendsDocument *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (*self->author != '\0')
    g_ptr_array_add (parts, g_strdup (self->author));
  if (self->created != AMENDS_INSTANT_NONE)
    g_ptr_array_add (parts, dup_date (self));
  if (amends_document_get_mark (self) != NULL)
    g_ptr_array_add (parts, g_strdup (amends_document_get_mark (self)));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

const char *
amends_document_get_callout_label (AmendsDocument *self, AmendsCalloutKind kind)
{
  static const char *const labels[][2] = { { "Note", "说明" },
                                           { "Caution", "注意" },
                                           { "Off limits", "禁止" } };

  return labels[kind][amends_document_is_chinese (self) ? 1 : 0];
}

const char *
amends_document_get_colon (AmendsDocument *self)
{
  return amends_document_is_chinese (self) ? "：" : ": ";
}

const char *
amends_block_type_get_nick (AmendsBlockType type)
{
  static const char *const nicks[] = {
    "heading",    "paragraph", "list",    "quote", "table",
    "key-values", "checklist", "callout", "rule",  "page-break"
  };

  return nicks[type];
}

const char *
amends_callout_kind_get_nick (AmendsCalloutKind kind)
{
  static const char *const nicks[] = { "info", "warning", "must-not" };

  return nicks[kind];
}

const char *
amends_run_style_get_nick (AmendsRunStyle style)
{
  static const char *const nicks[] = { "plain", "strong", "emphasis", "code", "link" };

  return nicks[style];
}

const char *
amends_align_get_nick (AmendsAlign align)
{
  static const char *const nicks[] = { "start", "center", "end" };

  return nicks[align];
}

char *
amends_runs_dup_text (const GPtrArray *runs, gboolean with_uris)
{
  GString *text = g_string_new (NULL);
  guint i;

  for (i = 0; i < runs->len; i++)
    {
      const AmendsRun *run = g_ptr_array_index (runs, i);

      g_string_append (text, run->text);
      if (with_uris && run->uri != NULL && !g_str_equal (run->text, run->uri))
        g_string_append_printf (text, " (%s)", run->uri);
    }
  return g_string_free (text, FALSE);
}
