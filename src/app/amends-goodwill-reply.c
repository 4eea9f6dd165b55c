/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An approver's mail as evidence of a decision on goodwill. */

#include "config.h"

#include "amends-goodwill-reply.h"

#include "amends-enum-types.h"
#include "amends-gate-tokens.h"
#include "amends-id.h"
#include "amends-labels.h"
#include "amends-mail-text.h"
#include "amends-money.h"
#include "amends-session.h"
#include "amends-text.h"
#include "amends-time-phrases.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Clocks of mail servers and of this machine may differ. */
#define TOLERANCE AMENDS_MINUTE
#define LEAD_WORD "Reply."
#define LEAD LEAD_WORD "\n\n"
/* An unmarked number below this is a count, a day or an hour. */
#define LEAST_SUM 100.0

/* --- Reading ---------------------------------------------------------------------------------- */

/*
 * (transfer full): what the writer says himself. Where nothing is said, the splitter takes what is
 * quoted for it; a word put before keeps it from that.
 */
static char *
own_words (const char *text)
{
  g_autofree char *body = g_strconcat (LEAD, text, NULL);
  g_autoptr (GArray) parts = amends_mail_text_split (body);
  GString *own = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const AmendsMailPart *part = &g_array_index (parts, AmendsMailPart, i);

      if (part->zone == AMENDS_MAIL_OWN)
        {
          const char *start = g_utf8_offset_to_pointer (body, part->start);
          const char *end = g_utf8_offset_to_pointer (start, part->end - part->start);

          g_string_append_len (own, start, end - start);
          g_string_append_c (own, '\n');
        }
    }
  if (g_str_has_prefix (own->str, LEAD_WORD))
    g_string_erase (own, 0, strlen (LEAD_WORD));
  return g_strstrip (g_string_free (own, FALSE));
}

AmendsGoodwillReply *
amends_goodwill_reply_read (GBytes *bytes, const char *file, GError **error)
{
  AmendsMail *mail = amends_mail_read (bytes, file, error);
  AmendsGoodwillReply *self;
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (mail == NULL)
    return NULL;
  self = g_new0 (AmendsGoodwillReply, 1);
  self->mail = mail;
  self->own_text = own_words (mail->body ? mail->body : "");
  self->digest = amends_digest (data, (gssize) length);
  return self;
}

void
amends_goodwill_reply_free (AmendsGoodwillReply *self)
{
  amends_mail_free (self->mail);
  g_free (self->own_text);
  g_free (self->digest);
  g_free (self);
}

/* --- Who ----------------------------------------------------------------------------------------
 */

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *one = amends_text_fold (a ? a : "");
  g_autofree char *two = amends_text_fold (b ? b : "");

  return *g_strstrip (one) != '\0' && g_str_equal (one, g_strstrip (two));
}

gboolean
amends_goodwill_is_requester (AmendsGoodwill *goodwill, AmendsPerson *person, GListModel *people)
{
  const char *ids[] = { goodwill->requested_by_id, goodwill->changed_by_id };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      AmendsPerson *one = ids[i] ? amends_record_list_find (people, ids[i]) : NULL;

      if (g_strcmp0 (ids[i], person->id) == 0 || (one && same_name (one->name, person->name)))
        return TRUE;
    }
  return same_name (goodwill->requested_by, person->name);
}

static gboolean
has_address (AmendsPerson *person, const char *address)
{
  for (guint i = 0; person->emails && person->emails[i]; i++)
    if (g_ascii_strcasecmp (person->emails[i], address) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer none): the list holds it. */
static AmendsPerson *
find_sender (GListModel *people, const char *address)
{
  for (guint i = 0; address && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (has_address (person, address))
        return person;
    }
  return NULL;
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, AMENDS_SESSION_ERROR, AMENDS_SESSION_ERROR_REFUSED, text);
  return FALSE;
}

static AmendsPerson *
check_sender (AmendsGoodwillReply *self, const AmendsGoodwillCheck *check, GError **error)
{
  const char *address = self->mail->from_email;
  AmendsPerson *sender = find_sender (check->people, address);

  if (address == NULL)
    refuse (error, _ ("The reply does not say who sent it, so it proves nothing."));
  else if (sender == NULL && same_name (self->mail->from_name, check->goodwill->requested_by))
    refuse (error,
            /* Translators: a name, and an e-mail address. */
            _ ("The reply is from %s (%s), who asked for this. Nobody approves his own request."),
            check->goodwill->requested_by, address);
  else if (sender == NULL)
    refuse (error,
            /* Translators: %s is an e-mail address. */
            _ ("The reply is from %s, which is no address of anybody on our side. Add it to the "
               "person it belongs to first."),
            address);
  else if (amends_goodwill_is_requester (check->goodwill, sender, check->people))
    refuse (error,
            /* Translators: a name, and an e-mail address. */
            _ ("The reply is from %s (%s), who asked for this. Nobody approves his own request."),
            sender->name, address);
  else if (!amends_goodwill_rules_may_approve (check->rules, check->goodwill->kind, check->needed,
                                               sender, check->people))
    refuse (error,
            /* Translators: a name, their role, and the role that decides, such as "VP CS". */
            _ ("%s (%s) does not decide this: it takes %s, or a manager above."), sender->name,
            amends_enum_get_label (AMENDS_TYPE_ROLE, sender->role),
            amends_enum_get_label (AMENDS_TYPE_ROLE, check->needed));
  else
    return sender;
  return NULL;
}

/* --- When ---------------------------------------------------------------------------------------
 */

static gboolean
check_time (AmendsGoodwillReply *self, const AmendsGoodwillCheck *check, GError **error)
{
  AmendsInstant asked = check->goodwill->requested_at;
  g_autofree char *then = NULL, *before = NULL;

  if (self->mail->date == AMENDS_INSTANT_NONE)
    return refuse (error, _ ("The reply has no date that can be believed."));
  then = amends_instant_format (self->mail->date, check->zone, "%Y-%m-%d %H:%M");
  before = amends_instant_format (asked, check->zone, "%Y-%m-%d %H:%M");
  if (self->mail->date + TOLERANCE < asked)
    return refuse (error,
                   /* Translators: two times, such as 2026-03-10 11:58. */
                   _ ("The reply is of %s and the request of %s: it cannot speak of this."), then,
                   before);
  if (self->mail->date > check->now + TOLERANCE)
    return refuse (error,
                   /* Translators: a time such as 2026-03-10 11:58. */
                   _ ("The reply is dated %s, which is in the future."), then);
  return TRUE;
}

/* --- What ---------------------------------------------------------------------------------------
 */

/* An amount in a reply. */
typedef struct
{
  double value;
  const char *currency; /* (nullable): as the mark says */
  gboolean marked;      /* has a currency, a multiple, or is grouped like money */
  guint first, last;    /* tokens */
} Sum;

static const char *
find_mark (const AmendsGoodwillCheck *check,
           const AmendsGateTokens *tokens,
           guint index,
           double *factor,
           guint *n_tokens)
{
  const AmendsGateToken *token;
  const char *mark;
  char word[64];
  gsize length = 0;

  if (index >= tokens->tokens->len)
    return NULL;
  token = amends_gate_tokens_at (tokens, index);
  if (token->kind == AMENDS_GATE_TOKEN_CJK)
    {
      g_strlcpy (word, tokens->text + token->start, sizeof word);
      /* The copy may end within a character. */
      word[g_utf8_validate (word, -1, NULL) ? strlen (word) : strlen (word) - 1] = '\0';
    }
  else
    amends_gate_tokens_fold (tokens, index, word, sizeof word);
  mark = amends_goodwill_rules_find_mark (check->rules, word, factor, &length);
  if (mark)
    *n_tokens =
        token->kind == AMENDS_GATE_TOKEN_CJK ? (guint) g_utf8_strlen (word, (gssize) length) : 1;
  return mark;
}

static gboolean
read_sum (const AmendsGoodwillCheck *check, const AmendsGateTokens *tokens, guint index, Sum *sum)
{
  const AmendsGateToken *token = amends_gate_tokens_at (tokens, index);
  const char *start = tokens->text + token->start, *end = tokens->text + token->end;
  const char *mark;
  double factor = 1.0;
  guint n = 0;

  *sum = (Sum){ .first = index, .last = index };
  if (token->kind != AMENDS_GATE_TOKEN_NUMBER ||
      !amends_gate_parse_number (start, end, &sum->value))
    return FALSE;
  sum->marked = memchr (start, ',', (gsize) (end - start)) != NULL;
  if (index > 0 && (mark = find_mark (check, tokens, index - 1, &factor, &n)) && *mark)
    {
      sum->currency = mark;
      sum->first = index - 1;
    }
  for (guint i = 0; i < 2; i++)
    {
      mark = find_mark (check, tokens, sum->last + 1, &factor, &n);
      if (mark == NULL || (*mark && sum->currency))
        break;
      sum->last += n;
      if (*mark)
        sum->currency = mark;
      else
        {
          sum->value *= factor;
          sum->marked = TRUE;
        }
    }
  sum->marked = sum->marked || sum->currency;
  return TRUE;
}

/* A date, a time, a phone number, a percentage or a ticket, not a sum. */
static gboolean
is_other_number (const AmendsGateTokens *tokens, const GArray *times, const Sum *sum)
{
  const AmendsGateToken *first = amends_gate_tokens_at (tokens, sum->first);
  guint next = sum->last + 1;

  for (guint i = 0; i < times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (times, AmendsTimePhrase, i);

      if (phrase->first <= sum->first && phrase->last >= sum->last)
        return TRUE;
    }
  if (sum->marked)
    return FALSE;
  if (sum->value < LEAST_SUM || (sum->value >= 1990 && sum->value <= 2100))
    return TRUE;
  if (first->start > 0 && strchr ("-#+/:", tokens->text[first->start - 1]) != NULL)
    return TRUE;
  if (next < tokens->tokens->len)
    {
      const AmendsGateToken *after = amends_gate_tokens_at (tokens, next);

      return after->c == '%' || after->c == 0xFF05 ||
             (!after->spaced && (after->c == '-' || after->c == '/' || after->c == ':'));
    }
  return FALSE;
}

/* What a dollar sign is in one country is the dollar of another. */
static gboolean
may_be_currency (const char *said, const char *meant)
{
  static const char *const dollars[] = { "USD", "CAD", "AUD", "SGD", "HKD", "NZD", NULL };
  static const char *const yuan[] = { "CNY", "JPY", NULL };

  if (said == NULL || g_str_equal (said, meant))
    return TRUE;
  return (g_str_equal (said, "USD") && g_strv_contains (dollars, meant)) ||
         (g_str_equal (said, "CNY") && g_strv_contains (yuan, meant));
}

static gboolean
refuse_sum (const AmendsGoodwillCheck *check,
            const AmendsGateTokens *tokens,
            const Sum *sum,
            GError **error)
{
  g_autofree char *said = amends_gate_tokens_dup (tokens, sum->first, sum->last);
  g_autofree char *asked =
      amends_money_format (check->goodwill->amount, check->goodwill->currency, check->language);

  return refuse (error,
                 /* Translators: two amounts, such as "5,000" and "$15,000". */
                 _ ("The reply speaks of %s, the request is %s. Change the request, or ask for a "
                    "reply that speaks of the same."),
                 said, asked);
}

static gboolean
check_amounts (AmendsGoodwillReply *self, const AmendsGoodwillCheck *check, GError **error)
{
  AmendsGoodwill *goodwill = check->goodwill;
  g_autoptr (AmendsGateTokens) tokens = amends_gate_tokens_new (self->own_text, NULL);
  g_autoptr (GArray) times = amends_time_phrases_find_in (tokens, self->mail->date, check->zone);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Sum));
  gboolean named = FALSE;
  double wanted;

  if (goodwill->amount == AMENDS_MONEY_UNKNOWN || goodwill->amount <= 0 ||
      goodwill->currency == NULL)
    return TRUE;
  wanted = amends_money_to_major (goodwill->amount, goodwill->currency);
  for (guint i = 0; i < tokens->tokens->len; i++)
    {
      Sum sum;

      if (!read_sum (check, tokens, i, &sum))
        continue;
      i = MAX (i, sum.last);
      if (fabs (sum.value - wanted) < 0.005 && may_be_currency (sum.currency, goodwill->currency))
        named = TRUE;
      else if (!is_other_number (tokens, times, &sum))
        g_array_append_val (others, sum);
    }
  for (guint i = 0; i < others->len; i++)
    {
      const Sum *sum = &g_array_index (others, Sum, i);

      /* Beside the right amount a bare number may be anything. */
      if (sum->marked || !named)
        return refuse_sum (check, tokens, sum, error);
    }
  return TRUE;
}

static gboolean
check_months (AmendsGoodwillReply *self, const AmendsGoodwillCheck *check, GError **error)
{
  g_autoptr (GArray) times =
      amends_time_phrases_find (self->own_text, self->mail->date, check->zone);
  int wanted = check->goodwill->months;

  if (wanted <= 0)
    return TRUE;
  for (guint i = 0; i < times->len; i++)
    {
      const AmendsTimePhrase *phrase = &g_array_index (times, AmendsTimePhrase, i);
      g_autofree char *said =
          g_strndup (self->own_text + phrase->start, phrase->end - phrase->start);
      g_autofree char *folded = amends_text_fold (said);
      gboolean speaks_of_months = FALSE;
      int months = (int) floor ((double) phrase->duration / (30.4 * AMENDS_DAY) + 0.5);

      for (const char *c = folded; *c && !speaks_of_months; c = g_utf8_next_char (c))
        speaks_of_months = amends_goodwill_rules_is_month_word (check->rules, c);
      if (phrase->duration > 0 && speaks_of_months && months != wanted)
        return refuse (error,
                       g_dngettext (GETTEXT_PACKAGE,
                                    /* Translators: a length such as "three months", a number. */
                                    "The reply speaks of “%s”, the request is for %d month.",
                                    "The reply speaks of “%s”, the request is for %d months.",
                                    (gulong) wanted),
                       said, wanted);
    }
  return TRUE;
}

static gboolean
check_answer (AmendsGoodwillReply *self, const AmendsGoodwillCheck *check, GError **error)
{
  g_autofree char *words = NULL;
  AmendsGoodwillAnswer answer;

  if (*self->own_text == '\0')
    return refuse (error, _ ("The reply says nothing of its own besides what it quotes."));
  answer = amends_goodwill_rules_read_answer (check->rules, self->own_text, &words);
  if (check->approve && answer == AMENDS_GOODWILL_ANSWER_NO)
    return refuse (error,
                   /* Translators: %s are words of a mail, such as "not approved". */
                   _ ("The reply declines (“%s”), so it cannot be recorded as an approval."),
                   words);
  if (!check->approve && answer == AMENDS_GOODWILL_ANSWER_YES)
    return refuse (error,
                   /* Translators: %s are words of a mail, such as "approved". */
                   _ ("The reply agrees (“%s”), so it cannot be recorded as declined."), words);
  return TRUE;
}

AmendsPerson *
amends_goodwill_reply_check (AmendsGoodwillReply *self,
                             const AmendsGoodwillCheck *check,
                             GError **error)
{
  AmendsPerson *sender = check_sender (self, check, error);

  if (sender == NULL || !check_time (self, check, error) || !check_answer (self, check, error))
    return NULL;
  if (check->approve && (!check_amounts (self, check, error) || !check_months (self, check, error)))
    return NULL;
  return sender;
}
