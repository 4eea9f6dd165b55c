/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own words, history, greeting and signature of a mail body. The marks are those that mail
 * programs and letter writers use, a format rather than policy. */

#include "config.h"

#include "amends-mail-text.h"

#include <string.h>

/* A closing formula stands among the last lines; a signature is seldom longer. */
#define SIGNATURE_LINES 14
#define CLOSING_CHARACTERS 32
#define GREETING_CHARACTERS 48

typedef struct
{
  const char *start; /* bytes, without the line end */
  gsize length;
  guint from; /* code points, with the line end in `to` */
  guint to;
  AmendsMailZone zone;
  gboolean blank;
} Line;

typedef struct
{
  const char *name;
  const char *const labels[6];
} Header;

static const Header headers[] = {
  { "from", { "from:", "发件人:", "发件人：", "寄件者:", NULL } },
  { "subject", { "subject:", "主题:", "主题：", "re:", NULL } },
  { "to", { "to:", "收件人:", "收件人：", NULL } },
  { "cc", { "cc:", "抄送:", "抄送：", NULL } },
  { "date", { "date:", "sent:", "日期:", "日期：", "发送时间:", NULL } },
  { "sent", { "发送时间：", "时间:", "时间：", NULL } },
};

static const char *const quote_marks[] = {
  "-----original",
  "----- original",
  "---------- forwarded",
  "-------- original",
  "begin forwarded",
  "________________________________",
  "-----原始邮件",
  "----- 原始邮件",
  "------------------ 原始邮件",
  "------------------ original",
  "-----邮件原件",
  "---------- 转发",
};

static const char *const greetings[] = {
  "hi",           "hello",
  "dear",         "hey",
  "good morning", "good afternoon",
  "good day",     "to whom it may",
  "尊敬的",       "您好",
  "你好",         "各位好",
  "亲爱的",       "hi,",
  "good evening", "大家好",
};

static const char *const closings[] = {
  "best",
  "best regards",
  "kind regards",
  "regards",
  "warm regards",
  "many thanks",
  "thanks",
  "thank you",
  "sincerely",
  "yours",
  "yours truly",
  "yours sincerely",
  "yours faithfully",
  "cheers",
  "with regards",
  "br",
  "rgds",
  "best wishes",
  "thanks and regards",
  "thanks & regards",
  "respectfully",
  "thx",
  "此致",
  "敬礼",
  "祝好",
  "谢谢",
  "顺祝商祺",
  "祝商祺",
  "多谢",
  "致礼",
  "谢谢！",
  "祝工作顺利",
  "顺颂商祺",
  "以上",
};

static const char *const signature_marks[] = {
  "sent from my",           "get outlook for",    "发自我的",
  "this e-mail and any",    "this email and any", "this message and any",
  "confidentiality notice", "本邮件及其附件",     "the information contained in this",
};

static gboolean
starts_with (const Line *line, const char *prefix)
{
  gsize length = strlen (prefix);

  return line->length >= length && g_ascii_strncasecmp (line->start, prefix, length) == 0;
}

static gboolean
starts_with_any (const Line *line, const char *const *prefixes, guint n)
{
  for (guint i = 0; i < n; i++)
    if (starts_with (line, prefixes[i]))
      return TRUE;
  return FALSE;
}

static glong
count_characters (const Line *line)
{
  return g_utf8_strlen (line->start, line->length);
}

static GArray *
cut_lines (const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  guint at = 0;

  for (const char *p = text; *p != '\0';)
    {
      const char *end = p + strcspn (p, "\n");
      const char *next = *end == '\n' ? end + 1 : end;
      Line line = { .start = p, .from = at };

      /* Invalid bytes count one each, as everywhere. */
      for (const char *c = p; c < next; at++)
        {
          gunichar one =
              (guchar) *c < 0x80 ? (gunichar) *c : g_utf8_get_char_validated (c, next - c);
          c = one == (gunichar) -1 || one == (gunichar) -2 ? c + 1 : g_utf8_next_char (c);
        }
      line.to = at;
      while (line.start < end && (*line.start == ' ' || *line.start == '\t'))
        line.start++;
      line.length = end - line.start;
      while (line.length > 0 && g_ascii_isspace (line.start[line.length - 1]))
        line.length--;
      line.blank = line.length == 0;
      g_array_append_val (lines, line);
      p = next;
    }
  return lines;
}

static Line *
line_at (GArray *lines, guint index)
{
  return &g_array_index (lines, Line, index);
}

/* The header that @line is, or NULL; @value: where its value starts. */
static const Header *
find_header (const Line *line, gsize *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    for (guint k = 0; headers[i].labels[k] != NULL; k++)
      if (starts_with (line, headers[i].labels[k]))
        {
          *value = strlen (headers[i].labels[k]);
          return &headers[i];
        }
  return NULL;
}

static gboolean
ends_with (const Line *line, const char *suffix)
{
  gsize length = strlen (suffix);

  return line->length >= length &&
         g_ascii_strncasecmp (line->start + line->length - length, suffix, length) == 0;
}

/* "On Tue, 3 Mar, Ann Lee wrote:", perhaps broken over two lines; "在 2026年3月3日，… 写道：". */
static gboolean
introduces_quote (GArray *lines, guint index)
{
  const Line *line = line_at (lines, index);
  const Line *next = index + 1 < lines->len ? line_at (lines, index + 1) : NULL;

  if (starts_with_any (line, quote_marks, G_N_ELEMENTS (quote_marks)))
    return TRUE;
  if (ends_with (line, "写道：") || ends_with (line, "写道:"))
    return TRUE;
  if (!starts_with (line, "on "))
    return FALSE;
  return ends_with (line, "wrote:") || (next != NULL && ends_with (next, "wrote:"));
}

/* A block "From: … Sent: …" within the text opens an earlier message. */
static gboolean
opens_header_block (GArray *lines, guint index)
{
  gsize value;
  guint n = 0;
  const Header *first = find_header (line_at (lines, index), &value);

  if (first == NULL || !g_str_equal (first->name, "from"))
    return FALSE;
  for (guint i = index; i < lines->len && i < index + 5; i++)
    n += find_header (line_at (lines, i), &value) != NULL ? 1 : 0;
  return n >= 2;
}

static void
mark_top_headers (GArray *lines)
{
  gsize value;
  guint i = 0;

  while (i < lines->len && line_at (lines, i)->blank)
    i++;
  if (i == lines->len || find_header (line_at (lines, i), &value) == NULL)
    return;
  for (; i < lines->len && find_header (line_at (lines, i), &value) != NULL; i++)
    line_at (lines, i)->zone = AMENDS_MAIL_HEADER;
}

static gboolean
has_own (GArray *lines, guint until)
{
  for (guint i = 0; i < until; i++)
    if (line_at (lines, i)->zone == AMENDS_MAIL_OWN && !line_at (lines, i)->blank)
      return TRUE;
  return FALSE;
}

static void
mark_quotes (GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = line_at (lines, i);
      gboolean mark;

      if (line->zone == AMENDS_MAIL_HEADER)
        continue;
      if (line->length > 0 && *line->start == '>')
        {
          line->zone = AMENDS_MAIL_QUOTED;
          continue;
        }
      mark = introduces_quote (lines, i);
      if (!mark && !opens_header_block (lines, i))
        continue;
      if (has_own (lines, i))
        {
          /* Everything below is history, unless the quoted lines are marked one by one. */
          gboolean marked = i + 1 < lines->len &&
                            (starts_with (line_at (lines, i + 1), ">") ||
                             (i + 2 < lines->len && starts_with (line_at (lines, i + 2), ">")));

          line->zone = AMENDS_MAIL_QUOTED;
          if (marked && i + 1 < lines->len && !starts_with (line_at (lines, i + 1), ">"))
            line_at (lines, i + 1)->zone = AMENDS_MAIL_QUOTED;
          for (guint k = i; !marked && k < lines->len; k++)
            line_at (lines, k)->zone = AMENDS_MAIL_QUOTED;
          if (!marked)
            return;
        }
      else
        {
          gsize value;

          line->zone = AMENDS_MAIL_HEADER;
          for (guint k = i + (mark ? 1 : 0); k < lines->len; k++)
            {
              if (find_header (line_at (lines, k), &value) == NULL && !line_at (lines, k)->blank)
                break;
              line_at (lines, k)->zone = AMENDS_MAIL_HEADER;
            }
        }
    }
}

static gboolean
is_closing (const Line *line)
{
  gsize length = line->length;

  if (count_characters (line) > CLOSING_CHARACTERS)
    return FALSE;
  while (length > 0 && strchr (",.! -", line->start[length - 1]) != NULL)
    length--;
  if (length >= 3 && memcmp (line->start + length - 3, "，", 3) == 0)
    length -= 3;
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    if (strlen (closings[i]) == length &&
        g_ascii_strncasecmp (line->start, closings[i], length) == 0)
      return TRUE;
  return FALSE;
}

static void
mark_rest (GArray *lines, guint from, AmendsMailZone zone)
{
  for (guint i = from; i < lines->len; i++)
    if (line_at (lines, i)->zone == AMENDS_MAIL_OWN)
      line_at (lines, i)->zone = zone;
}

static void
mark_signature (GArray *lines)
{
  guint seen = 0;
  guint closing = lines->len;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = line_at (lines, i);

      if (line->zone == AMENDS_MAIL_OWN && i > 0 &&
          ((line->length == 2 && memcmp (line->start, "--", 2) == 0) ||
           starts_with_any (line, signature_marks, G_N_ELEMENTS (signature_marks))))
        {
          /* What follows may go on below an earlier closing formula. */
          mark_rest (lines, i, AMENDS_MAIL_SIGNATURE);
          break;
        }
    }
  for (guint i = lines->len; i-- > 0 && seen < SIGNATURE_LINES;)
    {
      const Line *line = line_at (lines, i);

      if (line->zone != AMENDS_MAIL_OWN || line->blank)
        continue;
      seen++;
      if (is_closing (line))
        closing = i;
    }
  if (closing < lines->len && has_own (lines, closing))
    mark_rest (lines, closing, AMENDS_MAIL_SIGNATURE);
}

static void
mark_greeting (GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = line_at (lines, i);

      if (line->zone != AMENDS_MAIL_OWN || line->blank)
        continue;
      if (count_characters (line) <= GREETING_CHARACTERS && has_own (lines, lines->len) &&
          starts_with_any (line, greetings, G_N_ELEMENTS (greetings)) &&
          (ends_with (line, ",") || ends_with (line, ":") || ends_with (line, "，") ||
           ends_with (line, "：") || ends_with (line, "!") || ends_with (line, "！")))
        line->zone = AMENDS_MAIL_GREETING;
      return;
    }
}

static GArray *
join_lines (GArray *lines)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (AmendsMailPart));

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = line_at (lines, i);
      AmendsMailPart part = { line->from, line->to, line->zone };
      AmendsMailPart *last =
          parts->len > 0 ? &g_array_index (parts, AmendsMailPart, parts->len - 1) : NULL;

      if (last != NULL && last->zone == part.zone)
        last->end = part.end;
      else
        g_array_append_val (parts, part);
    }
  return parts;
}

GArray *
amends_mail_text_split (const char *text)
{
  g_autoptr (GArray) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = cut_lines (text);
  if (lines->len > 1)
    {
      mark_top_headers (lines);
      mark_quotes (lines);
      mark_signature (lines);
      mark_greeting (lines);
    }
  if (!has_own (lines, lines->len))
    for (guint i = 0; i < lines->len; i++)
      if (line_at (lines, i)->zone == AMENDS_MAIL_QUOTED ||
          line_at (lines, i)->zone == AMENDS_MAIL_GREETING)
        line_at (lines, i)->zone = AMENDS_MAIL_OWN;
  return join_lines (lines);
}

char *
amends_mail_text_dup_header (const char *text, const char *name, guint *start)
{
  g_autoptr (GArray) lines = NULL;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);

  lines = cut_lines (text);
  mark_top_headers (lines);
  if (lines->len > 0 && !has_own (lines, 1))
    mark_quotes (lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = line_at (lines, i);
      gsize value;
      const Header *header;

      if (line->zone != AMENDS_MAIL_HEADER)
        continue;
      header = find_header (line, &value);
      if (header == NULL || !g_str_equal (header->name, name))
        continue;
      while (value < line->length && line->start[value] == ' ')
        value++;
      if (start != NULL)
        *start = line->from + g_utf8_pointer_to_offset (line->start, line->start + value);
      return g_strndup (line->start + value, line->length - value);
    }
  return NULL;
}
