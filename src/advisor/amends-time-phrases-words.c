/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of time, English and Chinese, and the lengths made of them. */

#include "config.h"

#include "amends-time-phrases-private.h"

#include <string.h>

typedef struct
{
  const char *word;
  AmendsTimeWordClass class;
  int value;
  gboolean capital; /* only when written with a capital: "May", "Sun" */
} TimeWord;

#define MONTH(name, n)                                                                             \
  {                                                                                                \
    name, AMENDS_TIME_WORD_MONTH, n, TRUE                                                          \
  }
#define WEEKDAY(name, n)                                                                           \
  {                                                                                                \
    name, AMENDS_TIME_WORD_WEEKDAY, n, TRUE                                                        \
  }
#define WORD(name, kind, n)                                                                        \
  {                                                                                                \
    name, AMENDS_TIME_WORD_##kind, n, FALSE                                                        \
  }
#define UNIT(name, n)                                                                              \
  {                                                                                                \
    name, AMENDS_TIME_WORD_UNIT, AMENDS_TIME_UNIT_##n, FALSE                                       \
  }
#define ZONE(name, hours)                                                                          \
  {                                                                                                \
    name, AMENDS_TIME_WORD_ZONE, (int) ((hours) *60), TRUE                                         \
  }
#define PERIOD(name, n)                                                                            \
  {                                                                                                \
    name, AMENDS_TIME_WORD_PERIOD, AMENDS_TIME_UNIT_##n, FALSE                                     \
  }

static const TimeWord words[] = {
  MONTH ("january", 1),
  MONTH ("february", 2),
  MONTH ("march", 3),
  MONTH ("april", 4),
  MONTH ("may", 5),
  MONTH ("june", 6),
  MONTH ("july", 7),
  MONTH ("august", 8),
  MONTH ("september", 9),
  MONTH ("october", 10),
  MONTH ("november", 11),
  MONTH ("december", 12),
  MONTH ("jan", 1),
  MONTH ("feb", 2),
  MONTH ("mar", 3),
  MONTH ("apr", 4),
  MONTH ("jun", 6),
  MONTH ("jul", 7),
  MONTH ("aug", 8),
  MONTH ("sep", 9),
  MONTH ("sept", 9),
  MONTH ("oct", 10),
  MONTH ("nov", 11),
  MONTH ("dec", 12),
  { "monday", AMENDS_TIME_WORD_WEEKDAY, 1, FALSE },
  { "tuesday", AMENDS_TIME_WORD_WEEKDAY, 2, FALSE },
  { "wednesday", AMENDS_TIME_WORD_WEEKDAY, 3, FALSE },
  { "thursday", AMENDS_TIME_WORD_WEEKDAY, 4, FALSE },
  { "friday", AMENDS_TIME_WORD_WEEKDAY, 5, FALSE },
  { "saturday", AMENDS_TIME_WORD_WEEKDAY, 6, FALSE },
  { "sunday", AMENDS_TIME_WORD_WEEKDAY, 7, FALSE },
  WEEKDAY ("mon", 1),
  WEEKDAY ("tue", 2),
  WEEKDAY ("tues", 2),
  WEEKDAY ("wed", 3),
  WEEKDAY ("thu", 4),
  WEEKDAY ("thur", 4),
  WEEKDAY ("thurs", 4),
  WEEKDAY ("fri", 5),
  WEEKDAY ("sat", 6),
  WEEKDAY ("sun", 7),
  WORD ("today", DAY, 0),
  WORD ("tonight", DAY, 0),
  WORD ("tomorrow", DAY, 1),
  WORD ("yesterday", DAY, -1),
  WORD ("今天", DAY, 0),
  WORD ("今日", DAY, 0),
  WORD ("当天", DAY, 0),
  WORD ("本日", DAY, 0),
  WORD ("今", DAY, 0),
  WORD ("明天", DAY, 1),
  WORD ("明日", DAY, 1),
  WORD ("后天", DAY, 2),
  WORD ("大后天", DAY, 3),
  WORD ("昨天", DAY, -1),
  WORD ("昨日", DAY, -1),
  WORD ("前天", DAY, -2),
  WORD ("morning", PART, 812),
  WORD ("afternoon", PART, 1218),
  WORD ("evening", PART, 1822),
  WORD ("night", PART, 1824),
  WORD ("noon", PART, 1212),
  WORD ("midday", PART, 1212),
  WORD ("midnight", PART, 2424),
  WORD ("凌晨", PART, 6),
  WORD ("清晨", PART, 508),
  WORD ("早上", PART, 610),
  WORD ("早晨", PART, 610),
  WORD ("上午", PART, 812),
  WORD ("中午", PART, 1113),
  WORD ("下午", PART, 1218),
  WORD ("傍晚", PART, 1719),
  WORD ("晚上", PART, 1824),
  WORD ("晚间", PART, 1824),
  WORD ("夜间", PART, 1824),
  UNIT ("second", SECOND),
  UNIT ("seconds", SECOND),
  UNIT ("sec", SECOND),
  UNIT ("secs", SECOND),
  UNIT ("minute", MINUTE),
  UNIT ("minutes", MINUTE),
  UNIT ("min", MINUTE),
  UNIT ("mins", MINUTE),
  UNIT ("hour", HOUR),
  UNIT ("hours", HOUR),
  UNIT ("h", HOUR),
  UNIT ("hr", HOUR),
  UNIT ("hrs", HOUR),
  UNIT ("day", DAY),
  UNIT ("days", DAY),
  UNIT ("week", WEEK),
  UNIT ("weeks", WEEK),
  UNIT ("sprint", WEEK),
  UNIT ("sprints", WEEK),
  UNIT ("fortnight", WEEK),
  UNIT ("month", MONTH),
  UNIT ("months", MONTH),
  UNIT ("quarter", QUARTER),
  UNIT ("quarters", QUARTER),
  UNIT ("year", YEAR),
  UNIT ("years", YEAR),
  UNIT ("秒", SECOND),
  UNIT ("秒钟", SECOND),
  UNIT ("分钟", MINUTE),
  UNIT ("小时", HOUR),
  UNIT ("钟头", HOUR),
  UNIT ("天", DAY),
  UNIT ("日", DAY),
  UNIT ("工作日", WORKING_DAY),
  UNIT ("工作天", WORKING_DAY),
  UNIT ("周", WEEK),
  UNIT ("星期", WEEK),
  UNIT ("礼拜", WEEK),
  UNIT ("月", MONTH),
  UNIT ("季度", QUARTER),
  UNIT ("年", YEAR),
  WORD ("a", NUMBER, 1),
  WORD ("an", NUMBER, 1),
  WORD ("one", NUMBER, 1),
  WORD ("two", NUMBER, 2),
  WORD ("three", NUMBER, 3),
  WORD ("four", NUMBER, 4),
  WORD ("five", NUMBER, 5),
  WORD ("six", NUMBER, 6),
  WORD ("seven", NUMBER, 7),
  WORD ("eight", NUMBER, 8),
  WORD ("nine", NUMBER, 9),
  WORD ("ten", NUMBER, 10),
  WORD ("eleven", NUMBER, 11),
  WORD ("twelve", NUMBER, 12),
  WORD ("couple", NUMBER, 200),
  WORD ("few", NUMBER, 300),
  WORD ("several", NUMBER, 500),
  WORD ("几", NUMBER, 300),
  WORD ("数", NUMBER, 300),
  ZONE ("utc", 0),
  ZONE ("gmt", 0),
  ZONE ("bst", 1),
  ZONE ("wet", 0),
  ZONE ("west", 1),
  ZONE ("cet", 1),
  ZONE ("cest", 2),
  ZONE ("eet", 2),
  ZONE ("eest", 3),
  ZONE ("msk", 3),
  ZONE ("est", -5),
  ZONE ("edt", -4),
  ZONE ("cdt", -5),
  ZONE ("mst", -7),
  ZONE ("mdt", -6),
  ZONE ("pst", -8),
  ZONE ("pdt", -7),
  ZONE ("sgt", 8),
  ZONE ("hkt", 8),
  ZONE ("jst", 9),
  ZONE ("aest", 10),
  ZONE ("aedt", 11),
  { "北京时间", AMENDS_TIME_WORD_ZONE, 480, FALSE },
  PERIOD ("weekend", WEEK),
  PERIOD ("lunchtime", DAY),
  PERIOD ("eod", DAY),
  PERIOD ("cob", DAY),
  PERIOD ("eob", DAY),
  PERIOD ("eow", WEEK),
  PERIOD ("eom", MONTH),
  PERIOD ("周末", WEEK),
  PERIOD ("月底", MONTH),
  PERIOD ("月末", MONTH),
  PERIOD ("年底", YEAR),
  PERIOD ("年末", YEAR),
  PERIOD ("季度末", QUARTER),
  PERIOD ("下班", DAY),
  WORD ("hourly", EVERY, 1),
  WORD ("daily", EVERY, 24),
  WORD ("weekly", EVERY, 168),
};

/* The longest Chinese word of the table, in characters. */
#define LONGEST 4

static GHashTable *
get_words (void)
{
  static gsize ready;
  static GHashTable *table;

  if (g_once_init_enter (&ready))
    {
      table = g_hash_table_new (g_str_hash, g_str_equal);
      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        g_hash_table_insert (table, (gpointer) words[i].word, (gpointer) &words[i]);
      g_once_init_leave (&ready, 1);
    }
  return table;
}

/* What else a moment or a length can begin with. */
static const char *const starters[] = { "every", "each",  "next", "last", "this",   "coming", "end",
                                        "close", "later", "q",    "the",  "within", "half" };
static const char chinese_starters[] = "〇零一二两三四五六七八九十半下上本这第每周星礼";

static GHashTable *
get_starters (void)
{
  static gsize ready;
  static GHashTable *table;

  if (g_once_init_enter (&ready))
    {
      table = g_hash_table_new (NULL, NULL);
      for (const char *p = chinese_starters; *p; p = g_utf8_next_char (p))
        g_hash_table_add (table, GUINT_TO_POINTER (g_utf8_get_char (p)));
      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        if ((guchar) *words[i].word >= 0x80)
          g_hash_table_add (table, GUINT_TO_POINTER (g_utf8_get_char (words[i].word)));
      g_once_init_leave (&ready, 1);
    }
  return table;
}

gboolean
amends_time_can_begin (const AmendsTimeFinder *self, guint index)
{
  const AmendsGateToken *token = amends_gate_tokens_at (self->tokens, index);
  char word[32];

  switch (token->kind)
    {
    case AMENDS_GATE_TOKEN_NUMBER:
      return TRUE;
    case AMENDS_GATE_TOKEN_CJK:
      return g_hash_table_contains (get_starters (), GUINT_TO_POINTER (token->c));
    case AMENDS_GATE_TOKEN_WORD:
      if (token->end - token->start >= 24)
        return FALSE;
      amends_gate_tokens_fold (self->tokens, index, word, sizeof word);
      if (g_hash_table_contains (get_words (), word))
        return TRUE;
      for (gsize i = 0; i < G_N_ELEMENTS (starters); i++)
        if (g_str_equal (starters[i], word))
          return TRUE;
      return FALSE;
    case AMENDS_GATE_TOKEN_PUNCT:
      return FALSE;
    }
  return FALSE;
}

static const TimeWord *
look_up_chinese (const AmendsTimeFinder *self, guint index, guint *next)
{
  guint last = index;

  while (last + 1 < self->n && last + 1 < index + LONGEST &&
         amends_gate_tokens_at (self->tokens, last + 1)->kind == AMENDS_GATE_TOKEN_CJK &&
         !amends_gate_tokens_at (self->tokens, last + 1)->spaced)
    last++;
  for (;; last--)
    {
      const AmendsGateToken *from = amends_gate_tokens_at (self->tokens, index);
      const AmendsGateToken *to = amends_gate_tokens_at (self->tokens, last);
      char word[6 * LONGEST + 1];
      const TimeWord *found;

      memcpy (word, self->tokens->text + from->start, to->end - from->start);
      word[to->end - from->start] = '\0';
      found = g_hash_table_lookup (get_words (), word);
      if (found)
        {
          *next = last + 1;
          return found;
        }
      if (last == index)
        return NULL;
    }
}

AmendsTimeWordClass
amends_time_word (const AmendsTimeFinder *self, guint index, int *value, guint *next)
{
  const AmendsGateToken *token;
  const TimeWord *found = NULL;

  if (index >= self->n)
    return AMENDS_TIME_WORD_NONE;
  token = amends_gate_tokens_at (self->tokens, index);
  if (token->kind == AMENDS_GATE_TOKEN_CJK)
    found = look_up_chinese (self, index, next);
  else if (token->kind == AMENDS_GATE_TOKEN_WORD && token->end - token->start < 24)
    {
      char word[32];

      amends_gate_tokens_fold (self->tokens, index, word, sizeof word);
      found = g_hash_table_lookup (get_words (), word);
      if (found && found->capital && !token->capital)
        found = NULL;
      if (found && found->class == AMENDS_TIME_WORD_ZONE && !token->upper)
        found = NULL;
      if (found)
        *next = index + 1;
    }
  if (found == NULL)
    return AMENDS_TIME_WORD_NONE;
  *value = found->value;
  return found->class;
}

gboolean
amends_time_spells (const AmendsTimeFinder *self, guint index, const char *text, guint *next)
{
  const AmendsGateToken *token;
  gsize length = strlen (text);

  if (index >= self->n)
    return FALSE;
  token = amends_gate_tokens_at (self->tokens, index);
  if (token->kind != AMENDS_GATE_TOKEN_CJK)
    {
      if (!amends_gate_tokens_is (self->tokens, index, text))
        return FALSE;
      *next = index + 1;
      return TRUE;
    }
  if (strncmp (self->tokens->text + token->start, text, length) != 0)
    return FALSE;
  *next = index + g_utf8_strlen (text, length);
  return TRUE;
}

static int
chinese_digit (gunichar c)
{
  static const gunichar digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                     0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };

  if (c == 0x4E24) /* 两 */
    return 2;
  if (c == 0x96F6) /* 零 */
    return 0;
  for (int i = 0; i < 10; i++)
    if (digits[i] == c)
      return i;
  return -1;
}

/* 三, 十, 十二, 二十, 二十五: enough for days and hours. */
static gboolean
chinese_integer (const AmendsTimeFinder *self, guint index, int *value, guint *next)
{
  int total = 0, digit = -1;
  guint i = index;

  for (; i < self->n && i < index + 3; i++)
    {
      const AmendsGateToken *token = amends_gate_tokens_at (self->tokens, i);

      if (token->kind != AMENDS_GATE_TOKEN_CJK)
        break;
      if (token->c == 0x5341 && total == 0) /* 十 */
        {
          total = 10 * (digit < 0 ? 1 : digit);
          digit = 0;
        }
      else if (chinese_digit (token->c) >= 0 && digit <= 0)
        digit = chinese_digit (token->c);
      else
        break;
    }
  if (i == index)
    return FALSE;
  *value = total + MAX (digit, 0);
  *next = i;
  return TRUE;
}

gboolean
amends_time_integer (const AmendsTimeFinder *self, guint index, int *value, guint *next)
{
  const AmendsGateToken *token;
  guint64 number = 0;

  if (index >= self->n)
    return FALSE;
  token = amends_gate_tokens_at (self->tokens, index);
  if (token->kind == AMENDS_GATE_TOKEN_CJK)
    return chinese_integer (self, index, value, next);
  if (token->kind != AMENDS_GATE_TOKEN_NUMBER || token->end - token->start > 6)
    return FALSE;
  for (guint i = token->start; i < token->end; i++)
    {
      if (!g_ascii_isdigit (self->tokens->text[i]))
        return FALSE;
      number = 10 * number + (self->tokens->text[i] - '0');
    }
  *value = number;
  *next = index + 1;
  return TRUE;
}

/* "2", "2.5", "two", "a couple of", 两, 几. */
static guint
read_amount (const AmendsTimeFinder *self, guint index, double *amount)
{
  const AmendsGateToken *token;
  guint next, after;
  int value, more;

  if (index >= self->n)
    return 0;
  token = amends_gate_tokens_at (self->tokens, index);
  if (token->kind == AMENDS_GATE_TOKEN_NUMBER)
    return amends_gate_parse_number (self->tokens->text + token->start,
                                     self->tokens->text + token->end, amount)
               ? index + 1
               : 0;
  if (amends_time_spells (self, index, "half", &next))
    {
      int ignored;

      *amount = 0.5;
      if (amends_time_word (self, next, &ignored, &next) == AMENDS_TIME_WORD_NUMBER)
        return next;
      return 0;
    }
  if (token->c == 0x534A) /* 半 */
    {
      *amount = 0.5;
      return index + 1;
    }
  if (amends_time_integer (self, index, &value, &next))
    {
      *amount = value;
      return next;
    }
  if (amends_time_word (self, index, &value, &next) != AMENDS_TIME_WORD_NUMBER)
    return 0;
  /* "a few", "a couple of" */
  if (value == 1 && amends_time_word (self, next, &more, &after) == AMENDS_TIME_WORD_NUMBER)
    {
      value = more;
      next = after;
    }
  *amount = value >= 100 ? value / 100 : value;
  if (value >= 100 && amends_time_spells (self, next, "of", &index))
    next = index;
  return next;
}

static guint
read_range_mark (const AmendsTimeFinder *self, guint index)
{
  static const char *const marks[] = { "-", "–", "—", "~", "to", "or", "至", "到", "～" };
  guint next;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (amends_time_spells (self, index, marks[i], &next))
      return next;
  return 0;
}

static guint
skip_any (const AmendsTimeFinder *self, guint index, const char *const *skipped)
{
  guint next;

  for (gsize i = 0; skipped[i]; i++)
    if (amends_time_spells (self, index, skipped[i], &next))
      return next;
  return index;
}

/* 一两天, 三四个小时: two digits one after the other are a range. */
static guint
read_digit_pair (const AmendsTimeFinder *self, guint index, AmendsTimeLength *length)
{
  int low, high;

  if (index + 1 >= self->n)
    return 0;
  low = chinese_digit (amends_gate_tokens_at (self->tokens, index)->c);
  high = chinese_digit (amends_gate_tokens_at (self->tokens, index + 1)->c);
  if (low < 1 || high != low + 1)
    return 0;
  length->low = low;
  length->high = high;
  return index + 2;
}

guint
amends_time_read_length (const AmendsTimeFinder *self, guint index, AmendsTimeLength *length)
{
  static const char *const fillers[] = { "-", "more", "full", "further", "个", "多", NULL };
  static const char *const kinds[] = { "business", "working", "calendar", NULL };
  guint at = read_digit_pair (self, index, length), next, mark;
  gboolean working;
  int unit;

  if (at == 0)
    {
      at = read_amount (self, index, &length->low);
      if (at == 0)
        return 0;
      mark = read_range_mark (self, at);
      if (mark && (next = read_amount (self, mark, &length->high)) != 0)
        at = next;
      else
        length->high = length->low;
    }
  for (int i = 0; i < 2; i++)
    at = skip_any (self, at, fillers);
  next = skip_any (self, at, kinds);
  working = next != at && !amends_gate_tokens_is (self->tokens, at, "calendar");
  at = next;
  if (amends_time_word (self, at, &unit, &next) != AMENDS_TIME_WORD_UNIT)
    return 0;
  /* 10 日 and 2026 年 are dates; 3 月 without 个 is March. */
  if (amends_gate_tokens_at (self->tokens, at)->kind == AMENDS_GATE_TOKEN_CJK &&
      !amends_time_spells (self, at - 1, "个", &mark) &&
      (amends_time_spells (self, at, "月", &mark) || amends_time_spells (self, at, "日", &mark) ||
       (amends_time_spells (self, at, "年", &mark) && length->low > 100)))
    return 0;
  length->unit = unit;
  if (working && unit == AMENDS_TIME_UNIT_DAY)
    length->unit = AMENDS_TIME_UNIT_WORKING_DAY;
  if (amends_gate_tokens_is (self->tokens, at, "fortnight") ||
      g_str_has_prefix (self->tokens->text + amends_gate_tokens_at (self->tokens, at)->start,
                        "sprint"))
    {
      length->low *= 2;
      length->high *= 2;
    }
  if (amends_time_spells (self, next, "半", &mark)) /* 两个小时半 */
    next = mark;
  return next;
}
