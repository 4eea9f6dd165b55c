/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates and times of day as people write them, English and Chinese. */

#include "config.h"

#include "amends-time-phrases-private.h"

#include <stdlib.h>
#include <string.h>

void
amends_time_period (const GDate *day, AmendsTimeUnit unit, int offset, GDate *from, GDate *to)
{
  *from = *day;
  switch (unit)
    {
    case AMENDS_TIME_UNIT_WEEK:
      g_date_subtract_days (from, g_date_get_weekday (day) - 1);
      if (offset > 0)
        g_date_add_days (from, 7 * offset);
      else
        g_date_subtract_days (from, -7 * offset);
      *to = *from;
      /* The end of the week of people at work. */
      g_date_add_days (to, 4);
      return;
    case AMENDS_TIME_UNIT_MONTH:
    case AMENDS_TIME_UNIT_QUARTER:
    case AMENDS_TIME_UNIT_YEAR:
      {
        int months = unit == AMENDS_TIME_UNIT_MONTH ? 1 : unit == AMENDS_TIME_UNIT_QUARTER ? 3 : 12;
        int month = g_date_get_month (day) - 1;

        g_date_set_dmy (from, 1, month - month % months + 1, g_date_get_year (day));
        if (offset > 0)
          g_date_add_months (from, months * offset);
        else
          g_date_subtract_months (from, -months * offset);
        *to = *from;
        g_date_add_months (to, months);
        g_date_subtract_days (to, 1);
        return;
      }
    default:
      if (offset > 0)
        g_date_add_days (from, offset);
      else
        g_date_subtract_days (from, -offset);
      *to = *from;
    }
}

static gboolean
set_day (const AmendsTimeFinder *self, AmendsTimeMoment *moment, int year, int month, int day)
{
  gboolean assumed = year == 0;

  if (year > 0 && year < 100)
    year += 2000;
  if (assumed)
    year = g_date_get_year (&self->today);
  if (year < 1990 || year > 2100 || !g_date_valid_dmy (MAX (day, 0), MAX (month, 0), year))
    return FALSE;
  g_date_clear (&moment->from, 1);
  g_date_set_dmy (&moment->from, day, month, year);
  if (assumed)
    {
      int away = g_date_days_between (&self->today, &moment->from);

      if (away < -183 && g_date_valid_dmy (day, month, year + 1))
        g_date_set_dmy (&moment->from, day, month, year + 1);
      else if (away > 183 && g_date_valid_dmy (day, month, year - 1))
        g_date_set_dmy (&moment->from, day, month, year - 1);
    }
  moment->to = moment->from;
  moment->has_date = TRUE;
  moment->assumed_date = assumed;
  return TRUE;
}

static guint
set_period (const AmendsTimeFinder *self,
            AmendsTimeMoment *moment,
            AmendsTimeUnit unit,
            int offset,
            gboolean last_day,
            guint next)
{
  gboolean over;

  amends_time_period (&self->today, unit, offset, &moment->from, &moment->to);
  /* On a Saturday the working week is over: its end is that of the next, or of what has been. */
  over = last_day && unit == AMENDS_TIME_UNIT_WEEK && offset == 0 &&
         g_date_compare (&self->today, &moment->to) > 0;
  if (over)
    amends_time_period (&self->today, unit, 1, &moment->from, &moment->to);
  if (last_day)
    moment->from = moment->to;
  moment->has_date = TRUE;
  /* "EOD" may be of a day that is said next. */
  moment->assumed_date = over || (last_day && unit == AMENDS_TIME_UNIT_DAY);
  return next;
}

static gboolean
is_punct (const AmendsTimeFinder *self, guint index, const char *marks)
{
  const AmendsGateToken *token;

  if (index >= self->n)
    return FALSE;
  token = amends_gate_tokens_at (self->tokens, index);
  return token->kind == AMENDS_GATE_TOKEN_PUNCT && token->c < 128 && strchr (marks, token->c);
}

/* 2026-03-10, 2026/03/10, 10/03/2026. Of an ambiguous slash date the day comes first. */
static guint
read_numeric (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  int a, b, c;
  guint next;

  if (!amends_time_integer (self, index, &a, &next) || !is_punct (self, next, "-/") ||
      amends_gate_tokens_at (self->tokens, next)->spaced ||
      !amends_time_integer (self, next + 1, &b, &next) || !is_punct (self, next, "-/") ||
      amends_gate_tokens_at (self->tokens, next)->spaced ||
      !amends_time_integer (self, next + 1, &c, &next))
    return 0;
  if (a > 1000)
    {
      /* The T of 2026-03-02T14:10 stands between date and time. */
      if (!set_day (self, moment, a, b, c))
        return 0;
      if (next < self->n && amends_gate_tokens_is (self->tokens, next, "t") &&
          !amends_gate_tokens_at (self->tokens, next)->spaced)
        next++;
      return next;
    }
  if (c > 1000 && b > 12)
    return set_day (self, moment, c, a, b) ? next : 0;
  return c > 1000 && set_day (self, moment, c, b, a) ? next : 0;
}

/* 10.03.2026 is one token. */
static guint
read_dotted (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  const AmendsGateToken *token = amends_gate_tokens_at (self->tokens, index);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (token->kind != AMENDS_GATE_TOKEN_NUMBER || token->end - token->start < 8 ||
      token->end - token->start > 10)
    return 0;
  text = g_strndup (self->tokens->text + token->start, token->end - token->start);
  parts = g_strsplit (text, ".", -1);
  if (g_strv_length (parts) != 3 || strlen (parts[2]) != 4)
    return 0;
  return set_day (self, moment, atoi (parts[2]), atoi (parts[1]), atoi (parts[0])) ? index + 1 : 0;
}

static guint
skip_ordinal (const AmendsTimeFinder *self, guint index)
{
  static const char *const endings[] = { "st", "nd", "rd", "th" };

  if (index < self->n && !amends_gate_tokens_at (self->tokens, index)->spaced)
    for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
      if (amends_gate_tokens_is (self->tokens, index, endings[i]))
        return index + 1;
  return index;
}

static guint
read_year (const AmendsTimeFinder *self, guint index, int *year)
{
  guint at = is_punct (self, index, ",") ? index + 1 : index, next;
  int value;

  *year = 0;
  if (!amends_time_integer (self, at, &value, &next) || value < 1990 || value > 2100)
    return index;
  *year = value;
  return next;
}

/* "10 March", "10th of March 2026". */
static guint
read_day_month (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  int day, month, year;
  guint next;

  if (!amends_time_integer (self, index, &day, &next) || day < 1 || day > 31 ||
      amends_gate_tokens_at (self->tokens, index)->kind != AMENDS_GATE_TOKEN_NUMBER)
    return 0;
  next = skip_ordinal (self, next);
  amends_time_spells (self, next, "of", &next);
  if (amends_time_word (self, next, &month, &next) != AMENDS_TIME_WORD_MONTH)
    return 0;
  next = read_year (self, next, &year);
  return set_day (self, moment, year, month, day) ? next : 0;
}

static gboolean
names_month_alone (const AmendsTimeFinder *self, guint index)
{
  static const char *const before[] = { "in",  "by",   "until", "since",  "before", "early",
                                        "mid", "late", "of",    "during", "end",    "mid-" };

  if (index == 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    if (amends_gate_tokens_is (self->tokens, index - 1, before[i]))
      return TRUE;
  return FALSE;
}

/* "March 10th, 2026", "April 2026", "in April". */
static guint
read_month_first (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  int month, day, year;
  guint next, after;

  if (amends_time_word (self, index, &month, &next) != AMENDS_TIME_WORD_MONTH)
    return 0;
  if (is_punct (self, next, "."))
    {
      int ignored;
      if (amends_time_integer (self, next + 1, &ignored, &after))
        next++;
    }
  if (amends_time_integer (self, next, &day, &after) && day >= 1 && day <= 31 &&
      !is_punct (self, after, ":"))
    {
      after = read_year (self, skip_ordinal (self, after), &year);
      return set_day (self, moment, year, month, day) ? after : 0;
    }
  after = read_year (self, next, &year);
  if ((year == 0 && !names_month_alone (self, index)) || !set_day (self, moment, year, month, 1))
    return 0;
  g_date_add_months (&moment->to, 1);
  g_date_subtract_days (&moment->to, 1);
  return after;
}

static guint
set_weekday (const AmendsTimeFinder *self,
             AmendsTimeMoment *moment,
             int weekday,
             int week,
             gboolean said,
             guint next)
{
  GDate monday, friday;

  if (said)
    {
      amends_time_period (&self->today, AMENDS_TIME_UNIT_WEEK, week, &monday, &friday);
      g_date_add_days (&monday, weekday - 1);
      moment->from = monday;
    }
  else
    {
      int ahead = (weekday - (int) g_date_get_weekday (&self->today) + 7) % 7;

      moment->from = self->today;
      g_date_add_days (&moment->from, ahead);
    }
  moment->to = moment->from;
  moment->has_date = TRUE;
  moment->assumed_date = !said;
  return next;
}

/* "next" of a weekday means the one of next week, unless this week's is past anyway. */
static guint
read_weekday (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at = index, next;
  gboolean said = FALSE;
  int week = 0, weekday;

  if (amends_time_spells (self, index, "next", &at))
    week = 1;
  else if (amends_time_spells (self, index, "last", &at))
    week = -1;
  else if (!amends_time_spells (self, index, "this", &at) &&
           !amends_time_spells (self, index, "coming", &at))
    at = index;
  said = week != 0;
  if (amends_time_word (self, at, &weekday, &next) != AMENDS_TIME_WORD_WEEKDAY)
    return 0;
  if (week < 0 && weekday < (int) g_date_get_weekday (&self->today))
    week = 0;
  next = set_weekday (self, moment, weekday, week, said, next);
  if (at != index)
    moment->assumed_date = FALSE;
  if (is_punct (self, next, "."))
    {
      int ignored;
      guint after;

      if (amends_time_integer (self, next + 1, &ignored, &after) &&
          amends_gate_tokens_at (self->tokens, index)->end -
                  amends_gate_tokens_at (self->tokens, index)->start <=
              5)
        next++;
    }
  return next;
}

/* 周三, 本周五, 下周一, 上个星期二. */
static guint
read_chinese_weekday (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at = index, next;
  gboolean said = TRUE;
  int week = 0, weekday;

  if (amends_time_spells (self, index, "下", &at))
    week = 1;
  else if (amends_time_spells (self, index, "上", &at))
    week = -1;
  else if (!amends_time_spells (self, index, "本", &at) &&
           !amends_time_spells (self, index, "这", &at))
    {
      at = index;
      said = FALSE;
    }
  if (said && amends_time_spells (self, at, "个", &next))
    at = next;
  if (!amends_time_spells (self, at, "周", &next) &&
      !amends_time_spells (self, at, "星期", &next) &&
      !amends_time_spells (self, at, "礼拜", &next))
    return 0;
  at = next;
  if (amends_time_spells (self, at, "日", &next) || amends_time_spells (self, at, "天", &next))
    weekday = 7;
  else if (!amends_time_integer (self, at, &weekday, &next) || weekday < 1 || weekday > 6 ||
           amends_gate_tokens_at (self->tokens, at)->kind != AMENDS_GATE_TOKEN_CJK)
    {
      /* 本周, 下周 and their like are the week itself. */
      if (!said)
        return 0;
      if (amends_time_spells (self, at, "末", &next))
        at = next;
      return set_period (self, moment, AMENDS_TIME_UNIT_WEEK, week, FALSE, at);
    }
  return set_weekday (self, moment, weekday, week, said, next);
}

/*
 * Whether what ends before @next with 号 is a day and not the number of something: 三号车间,
 * 10号线. A day is followed by a stop, a time or a verb; of 3号、5号车间 the last decides.
 */
static gboolean
is_day_number (const AmendsTimeFinder *self, guint index, guint next)
{
  static const char *const joiners[] = { "、", "和", "与", "及", "或", "到", "至", "-", "–", "~" };
  static const char *const followers[] = {
    "前",   "之前", "以前", "后",   "之后", "以后", "起",   "开始", "左右", "到",   "至",   "当天",
    "那天", "这天", "晚",   "早",   "中午", "夜",   "是",   "就",   "会",   "能",   "将",   "可",
    "再",   "才",   "已",   "要",   "也",   "还",   "我",   "您",   "给",   "跟",   "向",   "请",
    "在",   "把",   "发布", "发送", "发给", "发出", "发您", "上线", "交付", "修",   "恢复", "解决",
    "完成", "部署", "更新", "到位", "的",   "下班", "收到", "回复", "联系", "提交", "开会", "打",
    "新版", "新的", "补丁", "版本", "推",   "出",   "试",   "验收", "切换", "见",   "通",   "好"
  };
  guint after;
  int value;

  if (index > 0 && amends_gate_tokens_is (self->tokens, index - 1, "月"))
    return TRUE;
  if (index > 0 && amends_gate_tokens_is (self->tokens, index - 1, "第"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (joiners); i++)
    if (amends_time_spells (self, next, joiners[i], &after) &&
        amends_time_integer (self, after, &value, &after) &&
        amends_time_spells (self, after, "号", &after))
      return is_day_number (self, index, after);
  if (next >= self->n || amends_gate_tokens_at (self->tokens, next)->kind != AMENDS_GATE_TOKEN_CJK)
    return TRUE;
  if (amends_time_word (self, next, &value, &after) != AMENDS_TIME_WORD_NONE ||
      amends_time_integer (self, next, &value, &after))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (followers); i++)
    if (amends_time_spells (self, next, followers[i], &after))
      return TRUE;
  return FALSE;
}

/* 3月10日, 2026年3月10日, 10号, 本月, 下个月, 本月底, 第三季度. */
static guint
read_chinese_date (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  int year = 0, month, day;
  guint at = index, next;

  if (amends_time_integer (self, at, &year, &next) && year > 1990 &&
      amends_time_spells (self, next, "年", &next))
    at = next;
  else
    year = 0;
  if (amends_time_integer (self, at, &month, &next) && month >= 1 && month <= 12 &&
      amends_time_spells (self, next, "月", &next))
    {
      guint after;

      if (amends_time_integer (self, next, &day, &after) &&
          (amends_time_spells (self, after, "日", &after) ||
           amends_time_spells (self, after, "号", &after)))
        return set_day (self, moment, year, month, day) ? after : 0;
      if (!set_day (self, moment, year, month, 1))
        return 0;
      g_date_add_months (&moment->to, 1);
      g_date_subtract_days (&moment->to, 1);
      if (amends_time_spells (self, next, "底", &after))
        {
          moment->from = moment->to;
          next = after;
        }
      return next;
    }
  if (amends_time_integer (self, at, &day, &next) && day >= 1 && day <= 31 &&
      amends_time_spells (self, next, "号", &next) && is_day_number (self, at, next))
    {
      int now = g_date_get_month (&self->today);

      return set_day (self, moment, 0, day < g_date_get_day (&self->today) ? now % 12 + 1 : now,
                      day)
                 ? next
                 : 0;
    }
  return 0;
}

static guint
read_chinese_period (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at, next;
  int offset = 0, value;

  if (amends_time_spells (self, index, "下", &at))
    offset = 1;
  else if (!amends_time_spells (self, index, "本", &at) &&
           !amends_time_spells (self, index, "这", &at))
    at = index;
  if (at != index && amends_time_spells (self, at, "个", &next))
    at = next;
  if (amends_time_word (self, at, &value, &next) == AMENDS_TIME_WORD_PERIOD)
    return set_period (self, moment, value, offset, TRUE, next);
  if (at != index && amends_time_spells (self, at, "月", &next))
    {
      guint end;

      if (amends_time_spells (self, next, "底", &end) ||
          amends_time_spells (self, next, "末", &end))
        return set_period (self, moment, AMENDS_TIME_UNIT_MONTH, offset, TRUE, end);
      return set_period (self, moment, AMENDS_TIME_UNIT_MONTH, offset, FALSE, next);
    }
  if (at != index && amends_time_spells (self, at, "季度", &next))
    return set_period (self, moment, AMENDS_TIME_UNIT_QUARTER, offset, FALSE, next);
  if (amends_time_spells (self, index, "第", &at) || (at = index, TRUE))
    if (amends_time_integer (self, at, &value, &next) && value >= 1 && value <= 4 &&
        amends_time_spells (self, next, "季度", &next) &&
        set_day (self, moment, 0, 3 * value - 2, 1))
      {
        g_date_add_months (&moment->to, 3);
        g_date_subtract_days (&moment->to, 1);
        return next;
      }
  return 0;
}

static gboolean
read_unit (const AmendsTimeFinder *self, guint index, int *unit, guint *next)
{
  if (amends_time_word (self, index, unit, next) == AMENDS_TIME_WORD_UNIT)
    return *unit >= AMENDS_TIME_UNIT_DAY;
  if (amends_time_spells (self, index, "business", next) ||
      amends_time_spells (self, index, "play", next) ||
      amends_time_spells (self, index, "working", next))
    {
      guint after;
      int ignored;

      *unit = AMENDS_TIME_UNIT_DAY;
      if (amends_time_word (self, *next, &ignored, &after) == AMENDS_TIME_WORD_UNIT)
        *next = after;
      return TRUE;
    }
  return FALSE;
}

/* "end of the week", "close of business", "EOD", "next month", "this week", "Q3". */
static guint
read_period (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at, next;
  int unit, value, offset = 0;

  if (amends_time_word (self, index, &value, &next) == AMENDS_TIME_WORD_PERIOD)
    return set_period (self, moment, value, 0, TRUE, next);
  if ((amends_time_spells (self, index, "end", &at) ||
       amends_time_spells (self, index, "close", &at)) &&
      amends_time_spells (self, at, "of", &at))
    {
      if (!amends_time_spells (self, at, "the", &next) &&
          !amends_time_spells (self, at, "this", &next) &&
          !amends_time_spells (self, at, "your", &next))
        next = at;
      at = next;
      if (amends_time_spells (self, at, "next", &next))
        {
          offset = 1;
          at = next;
        }
      if (read_unit (self, at, &unit, &next))
        return set_period (self, moment, unit, offset, TRUE, next);
      next = amends_time_read_date (self, at, moment);
      if (next)
        moment->from = moment->to;
      return next;
    }
  if (amends_time_spells (self, index, "later", &at) &&
      amends_time_word (self, at, &value, &next) == AMENDS_TIME_WORD_DAY && value == 0)
    return set_period (self, moment, AMENDS_TIME_UNIT_DAY, 0, FALSE, next);
  if (!amends_time_spells (self, index, "later", &at))
    at = index;
  if (amends_time_spells (self, at, "next", &next))
    offset = 1;
  else if (!amends_time_spells (self, at, "this", &next))
    next = 0;
  if (next && read_unit (self, next, &unit, &next) && unit >= AMENDS_TIME_UNIT_WEEK)
    return set_period (self, moment, unit, offset, FALSE, next);
  if (amends_time_spells (self, index, "q", &at) &&
      amends_gate_tokens_at (self->tokens, index)->capital &&
      amends_time_integer (self, at, &value, &next) && value >= 1 && value <= 4)
    {
      int year;

      next = read_year (self, next, &year);
      if (!set_day (self, moment, year, 3 * value - 2, 1))
        return 0;
      g_date_add_months (&moment->to, 3);
      g_date_subtract_days (&moment->to, 1);
      return next;
    }
  return 0;
}

/* "by the 10th", "on the 24th". */
static guint
read_ordinal (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  int day, month = g_date_get_month (&self->today);
  guint next;

  if (index < 2 || !amends_gate_tokens_is (self->tokens, index - 1, "the") ||
      !(amends_gate_tokens_is (self->tokens, index - 2, "by") ||
        amends_gate_tokens_is (self->tokens, index - 2, "on") ||
        amends_gate_tokens_is (self->tokens, index - 2, "until") ||
        amends_gate_tokens_is (self->tokens, index - 2, "before")) ||
      !amends_time_integer (self, index, &day, &next) || skip_ordinal (self, next) == next)
    return 0;
  if (day < g_date_get_day (&self->today))
    month = month % 12 + 1;
  return set_day (self, moment, 0, month, day) ? skip_ordinal (self, next) : 0;
}

static guint
read_named_day (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint next;
  int value;

  if (amends_time_spells (self, index, "this", &next))
    {
      guint after;

      if (amends_time_word (self, next, &value, &after) == AMENDS_TIME_WORD_PART &&
          !amends_time_spells (self, next, "noon", &after))
        return set_period (self, moment, AMENDS_TIME_UNIT_DAY, 0, FALSE, next);
      return 0;
    }
  if (amends_time_word (self, index, &value, &next) != AMENDS_TIME_WORD_DAY)
    return 0;
  if (amends_time_spells (self, index, "今", &next))
    {
      static const struct
      {
        const char *word;
        int from;
        int to;
      } parts[] = { { "今早", 6, 10 }, { "今晚", 18, 24 } };

      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        if (amends_time_spells (self, index, parts[i].word, &next))
          {
            moment->has_part = TRUE;
            moment->minute_from = 60 * parts[i].from;
            moment->minute_to = 60 * parts[i].to - 1;
            return set_period (self, moment, AMENDS_TIME_UNIT_DAY, 0, FALSE, next);
          }
      if (!amends_time_spells (self, index, "今天", &next) &&
          !amends_time_spells (self, index, "今日", &next))
        return 0;
    }
  if (amends_time_spells (self, index, "tonight", &next))
    {
      moment->has_part = TRUE;
      moment->minute_from = 18 * 60;
      moment->minute_to = 24 * 60 - 1;
    }
  return set_period (self, moment, AMENDS_TIME_UNIT_DAY, value, FALSE, next);
}

/* 明早, 明晚, 后天: the first two are not words of the table because their day and part differ. */
static guint
read_chinese_morrow (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  gboolean morning;
  guint next;

  if (!amends_time_spells (self, index, "明早", &next) &&
      !amends_time_spells (self, index, "明晚", &next))
    return 0;
  morning = amends_time_spells (self, index, "明早", &next);
  moment->has_part = TRUE;
  moment->minute_from = morning ? 6 * 60 : 18 * 60;
  moment->minute_to = morning ? 10 * 60 : 24 * 60 - 1;
  return set_period (self, moment, AMENDS_TIME_UNIT_DAY, 1, FALSE, next);
}

guint
amends_time_read_date (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  static guint (*const readers[]) (const AmendsTimeFinder *, guint, AmendsTimeMoment *) = {
    read_numeric,      read_dotted,          read_day_month,      read_month_first,
    read_chinese_date, read_chinese_weekday, read_chinese_period, read_chinese_morrow,
    read_named_day,    read_weekday,         read_period,         read_ordinal
  };

  if (index >= self->n)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      guint next = readers[i](self, index, moment), after;
      int unit;

      if (next == 0)
        continue;
      /* 今天下班前, "Thursday EOD": the end of that day. */
      if (amends_time_word (self, next, &unit, &after) == AMENDS_TIME_WORD_PERIOD &&
          unit == AMENDS_TIME_UNIT_DAY)
        next = after;
      return next;
    }
  return 0;
}

/* After a time of day: am, p.m. */
static guint
read_half (const AmendsTimeFinder *self, guint index, int *hour)
{
  guint next = index;
  gboolean pm;

  if (amends_time_spells (self, index, "am", &next) ||
      amends_time_spells (self, index, "pm", &next))
    pm = amends_gate_tokens_is (self->tokens, index, "pm");
  else if ((amends_time_spells (self, index, "a", &next) ||
            amends_time_spells (self, index, "p", &next)) &&
           is_punct (self, next, ".") && amends_time_spells (self, next + 1, "m", &next))
    {
      pm = amends_gate_tokens_is (self->tokens, index, "p");
      /* The stop of "p.m." unless it also ends the sentence. */
      if (is_punct (self, next, ".") && next + 1 < self->n &&
          amends_gate_tokens_at (self->tokens, next + 1)->sentence ==
              amends_gate_tokens_at (self->tokens, index)->sentence)
        next++;
    }
  else
    return index;
  if (*hour > 12 || *hour < 1)
    return index;
  *hour = *hour % 12 + (pm ? 12 : 0);
  return next;
}

static guint
read_zone (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at = index, next, after;
  int minutes, hours;

  if (is_punct (self, index, "("))
    at = index + 1;
  if (at < self->n && amends_gate_tokens_is (self->tokens, at, "z") &&
      !amends_gate_tokens_at (self->tokens, at)->spaced)
    {
      moment->has_offset = TRUE;
      moment->offset = 0;
      return at + 1;
    }
  if (amends_time_word (self, at, &minutes, &next) != AMENDS_TIME_WORD_ZONE)
    return index;
  if (is_punct (self, next, "+-") && amends_time_integer (self, next + 1, &hours, &after) &&
      hours <= 14)
    {
      minutes += is_punct (self, next, "+") ? 60 * hours : -60 * hours;
      next = after;
    }
  moment->has_offset = TRUE;
  moment->offset = minutes;
  if (at != index && is_punct (self, next, ")"))
    next++;
  return next;
}

static gboolean
is_colon (const AmendsTimeFinder *self, guint index)
{
  return index < self->n && (amends_gate_tokens_at (self->tokens, index)->c == ':' ||
                             amends_gate_tokens_at (self->tokens, index)->c == 0xFF1A);
}

/* 16:00, 16:00:30, 4:30 pm, 4.30pm, 4pm. */
static guint
read_digits (const AmendsTimeFinder *self, guint index, int *minute_of_day)
{
  const AmendsGateToken *token = amends_gate_tokens_at (self->tokens, index);
  int hour, minute = 0, ignored;
  guint next, half;

  if (token->kind != AMENDS_GATE_TOKEN_NUMBER)
    return 0;
  if (amends_time_integer (self, index, &hour, &next))
    {
      if (is_colon (self, next) && !amends_gate_tokens_at (self->tokens, next)->spaced &&
          amends_time_integer (self, next + 1, &minute, &half) &&
          !amends_gate_tokens_at (self->tokens, next + 1)->spaced &&
          amends_gate_tokens_at (self->tokens, next + 1)->end -
                  amends_gate_tokens_at (self->tokens, next + 1)->start ==
              2)
        {
          next = half;
          if (is_colon (self, next) && !amends_gate_tokens_at (self->tokens, next)->spaced &&
              amends_time_integer (self, next + 1, &ignored, &half))
            next = half;
          half = read_half (self, next, &hour);
        }
      else if (amends_time_spells (self, next, "o'clock", &half))
        next = half;
      else
        {
          half = read_half (self, next, &hour);
          if (half == next)
            return 0;
        }
    }
  else
    {
      double value;

      if (!amends_gate_parse_number (self->tokens->text + token->start,
                                     self->tokens->text + token->end, &value) ||
          value > 13)
        return 0;
      hour = (int) value;
      minute = (int) ((value - hour) * 100 + 0.5);
      next = index + 1;
      half = read_half (self, next, &hour);
      if (half == next)
        return 0;
    }
  if (hour > 24 || minute > 59)
    return 0;
  *minute_of_day = 60 * hour + minute;
  return half > next ? half : next;
}

/* 四点, 4点半, 16点30分, 16时. */
static guint
read_chinese_clock (const AmendsTimeFinder *self, guint index, int *minute_of_day)
{
  int hour, minute = 0;
  guint next, after;

  if (!amends_time_integer (self, index, &hour, &next) || hour > 24)
    return 0;
  if (!amends_time_spells (self, next, "点", &after) &&
      (amends_time_spells (self, next, "时间", &after) ||
       !amends_time_spells (self, next, "时", &after)))
    return 0;
  if (amends_time_spells (self, after, "钟", &next) ||
      amends_time_spells (self, after, "整", &next))
    after = next;
  if (amends_time_spells (self, after, "半", &next))
    {
      minute = 30;
      after = next;
    }
  else if (amends_time_spells (self, after, "一刻", &next))
    {
      minute = 15;
      after = next;
    }
  else if (amends_time_integer (self, after, &minute, &next) && minute < 60)
    after = amends_time_spells (self, next, "分", &index) ? index : next;
  else
    minute = 0;
  *minute_of_day = 60 * hour + minute;
  return after;
}

static guint
read_range_end (const AmendsTimeFinder *self, guint index, int *minute)
{
  static const char *const marks[] = { "-", "–", "—", "~", "to", "and", "至", "到", "～" };
  guint next, after;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (amends_time_spells (self, index, marks[i], &next) && next < self->n)
      {
        after = read_digits (self, next, minute);
        if (after == 0)
          after = read_chinese_clock (self, next, minute);
        return after ? after : index;
      }
  return index;
}

guint
amends_time_read_clock (const AmendsTimeFinder *self, guint index, AmendsTimeMoment *moment)
{
  guint at = index, next;
  int part = 0, minute, last;

  if (index >= self->n)
    return 0;
  if (amends_time_word (self, index, &part, &next) == AMENDS_TIME_WORD_ZONE)
    {
      moment->has_offset = TRUE;
      moment->offset = part;
      at = next;
      part = 0;
    }
  if (at < self->n && amends_time_word (self, at, &part, &next) == AMENDS_TIME_WORD_PART)
    at = next;
  else
    part = 0;
  if (at >= self->n || ((next = read_digits (self, at, &minute)) == 0 &&
                        (next = read_chinese_clock (self, at, &minute)) == 0))
    {
      if (part == 0)
        return 0;
      moment->minute_from = 60 * (part / 100);
      moment->minute_to = 60 * (part % 100) - (part % 100 > part / 100 ? 1 : 0);
      moment->has_part = TRUE;
      moment->has_time = part / 100 == part % 100;
      return at;
    }
  if (part / 100 >= 12 && minute < 12 * 60)
    minute += 12 * 60;
  moment->minute_from = moment->minute_to = MIN (minute, 24 * 60);
  moment->has_time = TRUE;
  moment->has_part = FALSE;
  at = read_range_end (self, next, &last);
  if (at != next && last >= minute)
    {
      moment->minute_to = last;
      next = at;
    }
  return read_zone (self, next, moment);
}
