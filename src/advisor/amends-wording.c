/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things about words that are the same in every playbook. */

#include "config.h"

#include "amends-wording.h"

#include "amends-text.h"

#include <string.h>

static const char *const double_surnames[] = {
  "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟",
  "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", NULL,
};

/* In order: the first that the title has decides. */
static const struct
{
  const char *title;
  const char *address;
} addresses[] = {
  { "总监", "总监" }, { "总裁", "总" },   { "董事长", "董" }, { "总经理", "总" },
  { "首席", "总" },   { "厂长", "厂长" }, { "院长", "院长" }, { "校长", "校长" },
  { "主任", "主任" }, { "部长", "部长" }, { "处长", "处长" }, { "经理", "经理" },
  { "主管", "主管" }, { "工程师", "工" }, { "老师", "老师" }, { "教授", "教授" },
  { "医生", "医生" }, { "CEO", "总" },    { "CTO", "总" },    { "CIO", "总" },
  { "CFO", "总" },    { "COO", "总" },    { "VP", "总" },     { "合伙人", "总" },
  { "创始人", "总" }, { "负责人", "总" }, { "店长", "店长" }, { "园长", "园长" },
  { "所长", "所长" }, { "科长", "科长" }, { "站长", "站长" }, { "律师", "律师" },
  { "书记", "书记" },
};

char *
amends_wording_salutation (const char *name, const char *title)
{
  gsize size;

  g_return_val_if_fail (name != NULL, NULL);

  if (!amends_text_is_cjk (g_utf8_get_char (name)) || title == NULL)
    return g_strdup (name);
  size = g_utf8_next_char (name) - name;
  for (guint i = 0; double_surnames[i] != NULL; i++)
    {
      if (g_str_has_prefix (name, double_surnames[i]))
        size = strlen (double_surnames[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      if (strstr (title, addresses[i].title) != NULL)
        return g_strdup_printf ("%.*s%s", (int) size, name, addresses[i].address);
    }
  return g_strdup (name);
}

char *
amends_wording_fit_sentences (const char *text, guint count)
{
  g_autoptr (GArray) sentences = NULL;
  GString *result = g_string_new (NULL);

  g_return_val_if_fail (text != NULL && count > 0, NULL);

  sentences = amends_text_split_sentences (text);
  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (text + span->start, span->end - span->start);
      gboolean cjk = amends_text_counts_characters (sentence);

      if (i >= count && result->len > 0)
        {
          const char *last = g_utf8_find_prev_char (result->str, result->str + result->len);

          g_string_truncate (result, last - result->str);
          g_string_append (result, cjk ? "；" : "; ");
        }
      else if (i > 0 && !cjk)
        g_string_append_c (result, ' ');
      g_string_append (result, sentence);
    }
  return g_string_free (result, FALSE);
}

static gboolean
is_greeting (const char *sentence)
{
  static const char *const openings[] = {
    "hi",   "hello", "dear",   "good morning", "good afternoon", "hey",  "to whom",
    "您好", "你好",  "尊敬的", "亲爱的",       "大家好",         "各位", NULL,
  };
  g_autofree char *folded = amends_text_fold (sentence);

  for (guint i = 0; openings[i] != NULL; i++)
    {
      gsize length = strlen (openings[i]);

      if (g_str_has_prefix (folded, openings[i]) && !g_ascii_isalpha (folded[length]))
        return g_utf8_strlen (sentence, -1) < 40;
    }
  return FALSE;
}

/* Past "@handle", "Hi team," and "您好，": what is left is what they say. */
static const char *
skip_address (const char *sentence)
{
  static const char *const openings[] = {
    "hi", "hello", "dear", "hey", "您好", "你好", "尊敬的", "各位", NULL,
  };
  const char *rest = sentence;

  for (gboolean found = TRUE; found;)
    {
      g_autofree char *folded = amends_text_fold (rest);
      const char *comma = strpbrk (rest, ",:");
      const char *wide = strstr (rest, "，");

      found = FALSE;
      if (wide != NULL && (comma == NULL || wide < comma))
        comma = wide;
      if (*rest == '@' && strchr (rest, ' ') != NULL)
        {
          rest = strchr (rest, ' ');
          found = TRUE;
        }
      for (guint i = 0; !found && openings[i] != NULL && comma != NULL; i++)
        {
          gsize length = strlen (openings[i]);

          if (g_str_has_prefix (folded, openings[i]) && !g_ascii_isalpha (folded[length]) &&
              g_utf8_pointer_to_offset (rest, comma) < 24)
            {
              rest = g_utf8_next_char (comma);
              found = TRUE;
            }
        }
      while (*rest == ' ')
        rest++;
    }
  return *rest != '\0' ? rest : sentence;
}

char *
amends_wording_first_sentence (const char *text, guint max)
{
  g_autoptr (GArray) sentences = NULL;

  if (text == NULL)
    return NULL;
  sentences = amends_text_split_sentences (text);
  for (guint i = 0; i < sentences->len; i++)
    {
      AmendsSpan *span = &g_array_index (sentences, AmendsSpan, i);
      g_autofree char *sentence = g_strndup (text + span->start, span->end - span->start);

      if (is_greeting (sentence) || *sentence == '>' || *sentence == '<')
        continue;
      /* "Pieter here." says nothing: something longer is quoted where there is one. */
      if (i + 1 < sentences->len && amends_text_count_words (sentence) < 4)
        continue;
      for (char *last = sentence + strlen (sentence) - 1; last > sentence && *last == '.'; last--)
        *last = '\0';
      if (g_str_has_suffix (sentence, "。"))
        sentence[strlen (sentence) - strlen ("。")] = '\0';
      return amends_text_one_line (skip_address (sentence), max);
    }
  return NULL;
}

static char *
without_prefixes (const char *text, const char *const *prefixes)
{
  g_autofree char *rest = NULL;
  gboolean found = TRUE;

  if (text == NULL)
    return NULL;
  rest = g_strstrip (g_strdup (text));
  while (found)
    {
      found = FALSE;
      for (guint i = 0; prefixes[i] != NULL && !found; i++)
        {
          gsize length = strlen (prefixes[i]);

          if (g_ascii_strncasecmp (rest, prefixes[i], length) != 0)
            continue;
          memmove (rest, rest + length, strlen (rest + length) + 1);
          g_strchug (rest);
          found = TRUE;
        }
    }
  return *rest != '\0' ? g_steal_pointer (&rest) : NULL;
}

char *
amends_wording_bare_subject (const char *subject)
{
  static const char *const prefixes[] = {
    "re:",   "fw:",    "fwd:",  "aw:",    "wg:",     "sv:",    "回复:", "回复：",
    "答复:", "答复：", "转发:", "转发：", "urgent:", "紧急：", "紧急:", NULL,
  };

  return without_prefixes (subject, prefixes);
}

char *
amends_wording_bare_since (const char *since)
{
  static const char *const prefixes[] = { "since ", "from ", "自从", "自", "从", NULL };
  g_autofree char *bare = without_prefixes (since, prefixes);
  static const char *const suffixes[] = { "以来", "起", "开始", ".", NULL };

  if (bare == NULL)
    return NULL;
  for (guint i = 0; suffixes[i] != NULL; i++)
    {
      if (g_str_has_suffix (bare, suffixes[i]) && strlen (bare) > strlen (suffixes[i]))
        bare[strlen (bare) - strlen (suffixes[i])] = '\0';
    }
  return g_steal_pointer (&bare);
}
