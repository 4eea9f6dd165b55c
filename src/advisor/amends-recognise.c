/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads people, account and facts out of a pasted message. */

#include "config.h"

#include "amends-recognise.h"

#include <string.h>

#include "amends-labels.h"
#include "amends-mail-text.h"
#include "amends-text.h"
#include "amends-time-phrases.h"

#define ISSUE_CHARACTERS 70
#define NAME_CHARACTERS 40
#define ABBREVIATION_CHARACTERS 6
/* Names shorter than this are words of the language more often than customers. */
#define NAME_MIN_BYTES 3

typedef struct
{
  AmendsClassifier *classifier;
  const AmendsLexicon *lexicon;
  const char *source;
  AmendsLexiconText text;
  GArray *parts; /* (owned) (element-type AmendsMailPart) */
  GArray *hits;  /* (owned) (element-type AmendsLexiconHit) */
  AmendsRecognised *result;
} Reading;

static AmendsLexiconHit *
hit_at (const Reading *reading, guint index)
{
  return &g_array_index (reading->hits, AmendsLexiconHit, index);
}

static void
add_found (Reading *reading, AmendsFoundKind kind, guint start, guint end)
{
  AmendsFound found = { kind, start, end };

  if (start < end)
    g_array_append_val (reading->result->found, found);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  guint one = ((const AmendsFound *) a)->start;
  guint two = ((const AmendsFound *) b)->start;

  return one < two ? -1 : one > two;
}

/* Offset in code points of @needle, folded as the text is, from @from on; -1 if it is not there
 * as a word of its own. */
static int
find_words (const Reading *reading, const gunichar *needle, glong length, guint from)
{
  const AmendsLexiconText *text = &reading->text;

  for (guint i = from; i + length <= text->n_chars; i++)
    {
      glong k = 0;

      while (k < length && amends_lexicon_fold (text->chars[i + k]) == needle[k])
        k++;
      if (k < length)
        continue;
      if (!amends_text_is_cjk (needle[0]) && i > 0 && g_unichar_isalnum (text->chars[i - 1]) &&
          !amends_text_is_cjk (text->chars[i - 1]))
        continue;
      if (!amends_text_is_cjk (needle[length - 1]) && i + length < text->n_chars &&
          g_unichar_isalnum (text->chars[i + length]) &&
          !amends_text_is_cjk (text->chars[i + length]))
        continue;
      return i;
    }
  return -1;
}

static int
find_name (const Reading *reading, const char *name, guint *end)
{
  g_autofree gunichar *needle = NULL;
  glong length;
  int start;

  if (name == NULL || strlen (name) < NAME_MIN_BYTES || !g_utf8_validate (name, -1, NULL))
    return -1;
  needle = g_utf8_to_ucs4_fast (name, -1, &length);
  for (glong i = 0; i < length; i++)
    needle[i] = amends_lexicon_fold (needle[i]);
  start = find_words (reading, needle, length, 0);
  if (start >= 0)
    *end = start + length;
  return start;
}

/* Addresses are one token each; the first outside of quoted history is the sender's. */
static void
read_email (Reading *reading)
{
  const AmendsLexiconText *text = &reading->text;

  for (guint i = 0; i < text->n_tokens; i++)
    {
      const AmendsLexiconToken *token = &text->tokens[i];
      guint start = token->start, end = token->end, at = 0;

      if (token->type != AMENDS_LEXICON_TOKEN_WORD)
        continue;
      for (guint k = token->start + 1; k < token->end; k++)
        if (text->chars[k] == '@')
          at = k;
      if (at == 0)
        continue;
      while (end > at && !g_unichar_isalnum (text->chars[end - 1]))
        end--;
      if (end <= at + 3)
        continue;
      for (guint p = 0; p < reading->parts->len; p++)
        {
          const AmendsMailPart *part = &g_array_index (reading->parts, AmendsMailPart, p);

          if (part->start > start || start >= part->end || part->zone == AMENDS_MAIL_QUOTED)
            continue;
          reading->result->email = amends_lexicon_text_dup (text, start, end);
          add_found (reading, AMENDS_FOUND_E_MAIL, start, end);
          return;
        }
    }
}

/* "Ann Lee <ann@example.com>" or "Ann Lee" in the header. */
static void
read_header (Reading *reading)
{
  guint start = 0;
  g_autofree char *from = amends_mail_text_dup_header (reading->source, "from", &start);
  const char *bracket;
  gsize length;

  reading->result->subject = amends_mail_text_dup_header (reading->source, "subject", NULL);
  if (from == NULL)
    return;
  bracket = strchr (from, '<');
  length = bracket != NULL ? (gsize) (bracket - from) : strlen (from);
  if (bracket == NULL && strchr (from, '@') != NULL)
    return;
  while (length > 0 && strchr (" \"'", from[length - 1]) != NULL)
    length--;
  while (length > 0 && strchr (" \"'", *from) != NULL)
    {
      memmove (from, from + 1, strlen (from));
      length--;
      start++;
    }
  if (length == 0)
    return;
  reading->result->name = g_strndup (from, length);
  add_found (reading, AMENDS_FOUND_NAME, start, start + g_utf8_strlen (reading->result->name, -1));
}

/* A line of a signature that can be a name: two to four capitalised words, or two to four Han. */
static gboolean
looks_like_name (const char *line)
{
  guint words = 0, han = 0;
  gboolean in_word = FALSE;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (amends_text_is_cjk (c))
        {
          han++;
          continue;
        }
      if (c == ' ')
        {
          in_word = FALSE;
          continue;
        }
      if (!g_unichar_isalpha (c) && c != '-' && c != '\'' && c != '.')
        return FALSE;
      if (!in_word && !g_unichar_isupper (c))
        return FALSE;
      words += in_word ? 0 : 1;
      in_word = TRUE;
    }
  return (han >= 2 && han <= 4 && words == 0) || (han == 0 && words >= 1 && words <= 4);
}

/* One line, or one part of a line between commas, of the signature block. */
static void
read_signature_piece (Reading *reading, char *piece, guint start, gboolean *named)
{
  AmendsRecognised *result = reading->result;
  guint length;

  while (*piece == ' ' || *piece == '\t')
    {
      piece++;
      start++;
    }
  g_strchomp (piece);
  length = g_utf8_strlen (piece, -1);
  if (length == 0 || length > NAME_CHARACTERS * 2)
    return;
  if (result->title == NULL && amends_classifier_is_executive_title (reading->classifier, piece))
    {
      result->title = g_strdup (piece);
      result->executive = TRUE;
      add_found (reading, AMENDS_FOUND_TITLE, start, start + length);
      return;
    }
  if (!*named && length <= NAME_CHARACTERS && looks_like_name (piece))
    {
      *named = TRUE;
      if (result->name == NULL)
        {
          result->name = g_strdup (piece);
          add_found (reading, AMENDS_FOUND_NAME, start, start + length);
        }
      return;
    }
  /* What follows the name on its own, without figures or addresses, is the job. */
  if (*named && result->title == NULL && strpbrk (piece, "@0123456789:/") == NULL)
    {
      result->title = g_strdup (piece);
      add_found (reading, AMENDS_FOUND_TITLE, start, start + length);
    }
}

static void
read_signature (Reading *reading)
{
  gboolean named = FALSE;

  for (guint i = 0; i < reading->parts->len; i++)
    {
      const AmendsMailPart *part = &g_array_index (reading->parts, AmendsMailPart, i);
      guint line_start = part->start;
      gboolean closing = TRUE;

      if (part->zone != AMENDS_MAIL_SIGNATURE)
        continue;
      for (guint at = part->start; at <= part->end; at++)
        {
          gunichar c = at < part->end ? reading->text.chars[at] : '\n';
          g_autofree char *piece = NULL;

          if (c != '\n' && c != ',' && c != '|' && c != 0xFF0C && c != 0xFF5C)
            continue;
          piece = amends_lexicon_text_dup (&reading->text, line_start, at);
          /* The first line is the formula itself. */
          if (!closing)
            read_signature_piece (reading, piece, line_start, &named);
          if (c == '\n')
            closing = FALSE;
          line_start = at + 1;
        }
      return;
    }
}

static void
match_account (Reading *reading, GListModel *accounts)
{
  AmendsRecognised *result = reading->result;
  guint best_length = 0;
  AmendsFound best = { AMENDS_FOUND_ACCOUNT, 0, 0 };
  guint n = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);
      guint end;
      int start = find_name (reading, account->name, &end);

      if (start < 0 || end - start <= best_length)
        continue;
      best_length = end - start;
      best.start = start;
      best.end = end;
      g_set_object (&result->account, account);
    }
  add_found (reading, AMENDS_FOUND_ACCOUNT, best.start, best.end);
}

/* By address first, then by the sender's name; the contact's account counts when none is named. */
static void
match_contact (Reading *reading, GListModel *contacts, GListModel *accounts)
{
  AmendsRecognised *result = reading->result;
  guint n = contacts != NULL ? g_list_model_get_n_items (contacts) : 0;
  gboolean by_email = FALSE;

  for (guint i = 0; i < n && !by_email; i++)
    {
      g_autoptr (AmendsContact) contact = g_list_model_get_item (contacts, i);

      by_email = result->email != NULL && contact->email != NULL &&
                 g_ascii_strcasecmp (contact->email, result->email) == 0;
      if (by_email || (result->contact == NULL && result->name != NULL && contact->name != NULL &&
                       g_utf8_collate (contact->name, result->name) == 0))
        g_set_object (&result->contact, contact);
    }
  n = accounts != NULL && result->contact != NULL ? g_list_model_get_n_items (accounts) : 0;
  for (guint i = 0; i < n && result->account == NULL; i++)
    {
      g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, i);

      if (g_strcmp0 (account->id, result->contact->account_id) == 0)
        result->account = g_steal_pointer (&account);
    }
}

static gboolean
has_kind (const Reading *reading, const AmendsLexiconHit *hit, const char *name)
{
  int kind = amends_lexicon_find_kind (reading->lexicon, name);

  return kind >= 0 && amends_lexicon_hit_has (reading->lexicon, hit, kind);
}

/* Whether the number at @start is the minutes of a clock time: "06:40 none of our dispatchers". */
static gboolean
is_minutes (const AmendsLexiconText *text, guint start)
{
  return start >= 2 && (text->chars[start - 1] == ':' || text->chars[start - 1] == 0xff1a) &&
         g_unichar_isdigit (text->chars[start - 2]);
}

/* The largest count of people that is the writer's own and not denied. */
static void
read_measures (Reading *reading)
{
  const AmendsLexiconToken *tokens = reading->text.tokens;

  for (guint i = 0; i < reading->hits->len; i++)
    {
      const AmendsLexiconHit *hit = hit_at (reading, i);
      const char *measure = amends_lexicon_get_measure (reading->lexicon, hit);

      if (measure == NULL || hit->silent || is_minutes (&reading->text, tokens[hit->first].start))
        continue;
      if (g_str_equal (measure, "users") && hit->number >= 1 && hit->number < 1e8)
        {
          reading->result->users_affected =
              MAX (reading->result->users_affected, (int) hit->number);
          add_found (reading, AMENDS_FOUND_USERS, tokens[hit->first].start, tokens[hit->last].end);
        }
      else if (g_str_equal (measure, "money"))
        add_found (reading, AMENDS_FOUND_MONEY, tokens[hit->first].start, tokens[hit->last].end);
    }
}

static gboolean
is_currency (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* "$42,000", "€ 9.500": a sign before digits. */
static void
read_amounts (Reading *reading)
{
  const AmendsLexiconText *text = &reading->text;

  for (guint i = 0; i < text->n_tokens; i++)
    {
      const AmendsLexiconToken *token = &text->tokens[i];
      guint start = token->start;

      if (token->type != AMENDS_LEXICON_TOKEN_NUMBER || token->silent || start == 0)
        continue;
      if (text->chars[start - 1] == ' ' && start > 1)
        start--;
      if (is_currency (text->chars[start - 1]))
        add_found (reading, AMENDS_FOUND_MONEY, start - 1, token->end);
    }
}

static gboolean
is_silent_at (const Reading *reading, guint character)
{
  for (guint i = 0; i < reading->parts->len; i++)
    {
      const AmendsMailPart *part = &g_array_index (reading->parts, AmendsMailPart, i);

      if (part->start <= character && character < part->end)
        return part->zone != AMENDS_MAIL_OWN;
    }
  return FALSE;
}

/* Whether a word of the renewal stands in the sentence of the token at @character. */
static gboolean
speaks_of_renewal (const Reading *reading, guint character)
{
  const AmendsLexiconToken *tokens = reading->text.tokens;
  guint sentence = G_MAXUINT;

  for (guint i = 0; i < reading->text.n_tokens && tokens[i].start <= character; i++)
    sentence = tokens[i].sentence;
  for (guint i = 0; i < reading->hits->len; i++)
    {
      const AmendsLexiconHit *hit = hit_at (reading, i);

      if (tokens[hit->first].sentence == sentence &&
          has_kind (reading, hit, "topic.renewal-at-risk"))
        return TRUE;
    }
  return FALSE;
}

/* Where a time really ends: "since 06:40 this" goes on to "morning" when its last word begins a
 * further time. */
static guint
extend_time (Reading *reading, guint end, AmendsInstant reference, GTimeZone *zone)
{
  const AmendsLexiconText *text = &reading->text;
  guint last = 0, stop;
  g_autofree char *tail = NULL;
  g_autoptr (GArray) phrases = NULL;

  while (last + 1 < text->n_tokens && text->tokens[last + 1].start < end)
    last++;
  if (text->n_tokens == 0 || text->tokens[last].type != AMENDS_LEXICON_TOKEN_WORD)
    return end;
  stop = last;
  while (stop + 1 < text->n_tokens && stop < last + 3 &&
         text->tokens[stop + 1].clause == text->tokens[last].clause)
    stop++;
  if (stop == last)
    return end;
  tail = amends_lexicon_text_dup (text, text->tokens[last].start, text->tokens[stop].end);
  phrases = amends_time_phrases_find (tail, reference, zone);
  if (phrases->len > 0 && g_array_index (phrases, AmendsTimePhrase, 0).char_start == 0)
    return MAX (end,
                text->tokens[last].start + g_array_index (phrases, AmendsTimePhrase, 0).char_end);
  return end;
}

static void
read_times (Reading *reading)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *clean = amends_lexicon_text_dup (&reading->text, 0, reading->text.n_chars);
  /* Only where they stand matters here, not which moment is meant. */
  AmendsInstant reference = G_GINT64_CONSTANT (1767225600) * AMENDS_SECOND;
  g_autoptr (GArray) phrases = amends_time_phrases_find (clean, reference, zone);

  for (guint i = 0; i < phrases->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (phrases, AmendsTimePhrase, i);
      AmendsFoundKind kind = AMENDS_FOUND_TIME;
      guint end;

      if (is_silent_at (reading, phrase->char_start))
        continue;
      end = extend_time (reading, phrase->char_end, reference, zone);
      if (phrase->relation == AMENDS_TIME_RELATION_SINCE)
        {
          kind = AMENDS_FOUND_SINCE;
          if (reading->result->since == NULL)
            reading->result->since =
                amends_lexicon_text_dup (&reading->text, phrase->char_start, end);
        }
      else if (speaks_of_renewal (reading, phrase->char_start))
        kind = AMENDS_FOUND_RENEWAL;
      add_found (reading, kind, phrase->char_start, end);
    }
}

/* How much a hit tells of what is wrong. */
static double
weigh (const Reading *reading, const AmendsLexiconHit *hit, gboolean impact)
{
  guint n;
  const AmendsKindStrength *kinds = amends_lexicon_get_kinds (reading->lexicon, hit, &n);
  double sum = 0;

  if (hit->silent || hit->factor <= 0)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      const char *name = amends_lexicon_get_kind_name (reading->lexicon, kinds[i].kind);
      gboolean grave = g_str_equal (name, "severity-critical") ||
                       g_str_equal (name, "severity-high") || g_str_equal (name, "scope-all") ||
                       g_str_equal (name, "users") || g_str_equal (name, "money") ||
                       g_str_equal (name, "hours-down");
      gboolean topic = g_str_has_prefix (name, "topic.") || g_str_equal (name, "problem");

      if (impact ? grave : grave || topic)
        sum += kinds[i].strength * hit->factor;
    }
  return sum;
}

/* "approx. 300": a full stop after few letters, with a small letter or a figure behind it. */
static gboolean
is_abbreviation (const AmendsLexiconText *text, guint token)
{
  const AmendsLexiconToken *stop = &text->tokens[token];
  guint next = stop->end;

  if (token == 0 || text->chars[stop->start] != '.' ||
      text->tokens[token - 1].end - text->tokens[token - 1].start > ABBREVIATION_CHARACTERS)
    return FALSE;
  while (next < text->n_chars && text->chars[next] == ' ')
    next++;
  return next < text->n_chars &&
         (g_unichar_islower (text->chars[next]) || g_unichar_isdigit (text->chars[next]));
}

/* Whether tokens @one and the one before it belong to one sentence as people read it. */
static gboolean
continues (const AmendsLexiconText *text, guint token)
{
  return text->tokens[token - 1].sentence == text->tokens[token].sentence ||
         is_abbreviation (text, token - 1);
}

/* (transfer full) (nullable): the sentence that tells most; @start, @end: code points. */
static char *
find_telling_sentence (Reading *reading, gboolean impact, double least, guint *start, guint *end)
{
  const AmendsLexiconText *text = &reading->text;
  double best = 0, sum = 0;
  guint best_hit = 0;

  for (guint i = 0; i < reading->hits->len; i++)
    {
      const AmendsLexiconHit *hit = hit_at (reading, i);

      if (i > 0 && text->tokens[hit->first].sentence !=
                       text->tokens[hit_at (reading, i - 1)->first].sentence)
        sum = 0;
      sum += weigh (reading, hit, impact);
      if (sum > best)
        {
          best = sum;
          best_hit = hit->first;
        }
    }
  if (best < least)
    return NULL;

  *start = *end = best_hit;
  while (*start > 0 && continues (text, *start))
    *start -= 1;
  while (*end + 1 < text->n_tokens && continues (text, *end + 1))
    *end += 1;
  *start = text->tokens[*start].start;
  *end = text->tokens[*end].end;
  return amends_lexicon_text_dup (text, *start, *end);
}

static void
read_issue (Reading *reading)
{
  AmendsRecognised *result = reading->result;
  guint start, end;
  const char *subject = result->subject;

  result->impact = find_telling_sentence (reading, TRUE, 0.4, &start, &end);
  if (result->impact != NULL)
    add_found (reading, AMENDS_FOUND_IMPACT, start, end);
  /* "RE: FW: " is not the issue. */
  while (subject != NULL && (g_ascii_strncasecmp (subject, "re:", 3) == 0 ||
                             g_ascii_strncasecmp (subject, "fw:", 3) == 0 ||
                             g_ascii_strncasecmp (subject, "fwd:", 4) == 0))
    {
      subject = strchr (subject, ':') + 1;
      while (*subject == ' ')
        subject++;
    }
  if (subject != NULL && *subject != '\0')
    result->issue = amends_text_one_line (subject, ISSUE_CHARACTERS - 1);
  else
    {
      g_autofree char *sentence = find_telling_sentence (reading, FALSE, 0.1, &start, &end);

      if (sentence != NULL)
        {
          result->issue = amends_text_one_line (sentence, ISSUE_CHARACTERS - 1);
          if (g_str_has_suffix (result->issue, ".") || g_str_has_suffix (result->issue, "!"))
            result->issue[strlen (result->issue) - 1] = '\0';
          else if (g_str_has_suffix (result->issue, "。"))
            result->issue[strlen (result->issue) - strlen ("。")] = '\0';
        }
    }
}

static void
silence (Reading *reading)
{
  guint part = 0;

  for (guint i = 0; i < reading->text.n_tokens; i++)
    {
      AmendsLexiconToken *token = &reading->text.tokens[i];

      while (part < reading->parts->len &&
             g_array_index (reading->parts, AmendsMailPart, part).end <= token->start)
        part++;
      if (part < reading->parts->len)
        token->silent =
            g_array_index (reading->parts, AmendsMailPart, part).zone != AMENDS_MAIL_OWN;
    }
}

AmendsRecognised *
amends_recognise (AmendsClassifier *classifier,
                  const char *text,
                  GListModel *accounts,
                  GListModel *contacts)
{
  g_autoptr (AmendsRecognised) result = NULL;
  Reading reading = { .classifier = classifier, .source = text };

  g_return_val_if_fail (AMENDS_IS_CLASSIFIER (classifier), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  result = g_new0 (AmendsRecognised, 1);
  result->users_affected = AMENDS_UNKNOWN;
  result->found = g_array_new (FALSE, FALSE, sizeof (AmendsFound));
  reading.result = result;
  reading.lexicon = amends_classifier_get_lexicon (classifier);
  amends_lexicon_text_init (&reading.text, text, amends_lexicon_get_vocabulary (reading.lexicon));
  reading.parts = amends_mail_text_split (text);
  silence (&reading);
  reading.hits = amends_lexicon_find (reading.lexicon, &reading.text);
  result->language = reading.text.n_cjk > 0 && reading.text.n_cjk * 10 >= reading.text.n_words * 3
                         ? "zh-CN"
                         : "en";

  read_header (&reading);
  read_email (&reading);
  read_signature (&reading);
  match_account (&reading, accounts);
  match_contact (&reading, contacts, accounts);
  read_measures (&reading);
  read_amounts (&reading);
  read_times (&reading);
  read_issue (&reading);
  g_array_sort (result->found, compare_found);

  amends_lexicon_text_clear (&reading.text);
  g_array_unref (reading.parts);
  g_array_unref (reading.hits);
  return g_steal_pointer (&result);
}

void
amends_recognised_free (AmendsRecognised *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->email);
  g_clear_object (&self->account);
  g_clear_object (&self->contact);
  g_free (self->subject);
  g_free (self->issue);
  g_free (self->impact);
  g_free (self->since);
  g_array_unref (self->found);
  g_free (self);
}
