/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling, by the dictionaries that enchant finds. */

#include "config.h"

#include "amends-speller.h"

#include <enchant.h>
#include <string.h>

/* From this many words on, and with this share of them unknown, a text is in another language. */
#define FOREIGN_WORDS 12
#define FOREIGN_SHARE 0.4
/* Words remembered as right or wrong for each dictionary. */
#define REMEMBERED 20000

typedef struct
{
  AmendsSpellerState state;
  EnchantBroker *broker; /* (owned) (nullable) */
  EnchantDict *dict;     /* of the broker */
  GHashTable *answers;   /* (owned): word → whether it is right */
} Dictionary;

struct _AmendsSpeller
{
  GObject parent_instance;

  GHashTable *dictionaries; /* (owned): language → Dictionary */
};

G_DEFINE_FINAL_TYPE (AmendsSpeller, amends_speller, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
dictionary_free (gpointer data)
{
  Dictionary *self = data;

  if (self->dict != NULL)
    enchant_broker_free_dict (self->broker, self->dict);
  if (self->broker != NULL)
    enchant_broker_free (self->broker);
  g_hash_table_unref (self->answers);
  g_free (self);
}

/* --- Reading a dictionary --------------------------------------------------------------------- */

typedef struct
{
  const char *language;
  char *found; /* (owned) (nullable) */
} Choice;

static void
choose_cb (const char *tag,
           const char *provider,
           const char *description,
           const char *file,
           void *user_data)
{
  Choice *choice = user_data;
  gsize length = strlen (choice->language);

  if (choice->found == NULL && g_ascii_strncasecmp (tag, choice->language, length) == 0 &&
      (tag[length] == '\0' || tag[length] == '_' || tag[length] == '-'))
    choice->found = g_strdup (tag);
}

/* (nullable) (transfer full): the user's kind of the language where there is one. */
static char *
choose_tag (EnchantBroker *broker, const char *language)
{
  const char *const *names = g_get_language_names ();
  Choice choice = { language, NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (strchr (names[i], '.') == NULL && g_str_has_prefix (names[i], language) &&
        names[i][strlen (language)] == '_' && enchant_broker_dict_exists (broker, names[i]))
      return g_strdup (names[i]);
  if (g_str_equal (language, "en") && enchant_broker_dict_exists (broker, "en_US"))
    return g_strdup ("en_US");
  enchant_broker_list_dicts (broker, choose_cb, &choice);
  return choice.found;
}

typedef struct
{
  char *language; /* (owned) */
  EnchantBroker *broker;
  EnchantDict *dict;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  if (reading->dict != NULL)
    enchant_broker_free_dict (reading->broker, reading->dict);
  if (reading->broker != NULL)
    enchant_broker_free (reading->broker);
  g_free (reading->language);
  g_free (reading);
}

/* A broker belongs to one thread at a time: it is made here and then handed over. */
static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autofree char *tag = NULL;

  reading->broker = enchant_broker_init ();
  tag = choose_tag (reading->broker, reading->language);
  if (tag != NULL)
    reading->dict = enchant_broker_request_dict (reading->broker, tag);
  /* The first word makes some providers read the rest. */
  if (reading->dict != NULL)
    enchant_dict_check (reading->dict, "word", 4);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AmendsSpeller *self = AMENDS_SPELLER (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  Dictionary *dictionary = g_hash_table_lookup (self->dictionaries, reading->language);

  dictionary->broker = g_steal_pointer (&reading->broker);
  dictionary->dict = g_steal_pointer (&reading->dict);
  dictionary->state = dictionary->dict != NULL ? AMENDS_SPELLER_READY : AMENDS_SPELLER_MISSING;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_reading (AmendsSpeller *self, const char *language)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, read_cb, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->language = g_strdup (language);
  g_task_set_source_tag (task, start_reading);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* --- Words ------------------------------------------------------------------------------------ */

static gboolean
is_letter (gunichar c)
{
  return (g_unichar_isalpha (c) || g_unichar_ismark (c)) && !amends_text_is_cjk (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

/* What makes the run between two blanks an address or a code rather than words. */
static gboolean
is_code (const char *start, const char *end)
{
  gsize length = (gsize) (end - start);

  return g_strstr_len (start, (gssize) length, "://") != NULL || memchr (start, '@', length) ||
         memchr (start, '_', length) || memchr (start, '\\', length) ||
         (length > 4 && g_ascii_strncasecmp (start, "www.", 4) == 0);
}

typedef struct
{
  const char *p; /* what comes next */
  glong at;      /* code points before it */
  const char *run_end;
  gboolean code; /* the run is an address */
  guint braces;
} Scan;

typedef struct
{
  const char *start, *end;
  glong at;
  glong length;
  gboolean plain; /* a word that a dictionary can know */
} Word;

static void
step (Scan *scan)
{
  gunichar c = g_utf8_get_char (scan->p);

  if (c == '{' || c == '[')
    scan->braces++;
  else if ((c == '}' || c == ']') && scan->braces > 0)
    scan->braces--;
  else if (c == '\n')
    scan->braces = 0;
  scan->p = g_utf8_next_char (scan->p);
  scan->at++;
}

static void
look_at_run (Scan *scan)
{
  const char *end = scan->p;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  scan->run_end = end;
  scan->code = is_code (scan->p, end);
}

/* Reads letters with apostrophes inside; what stands beside digits or holds capitals is no word. */
static void
read_word (Scan *scan, Word *word)
{
  gboolean latin = TRUE;
  gboolean capital_inside = FALSE;
  guint letters = 0;

  word->start = word->end = scan->p;
  word->at = scan->at;
  word->length = 0;
  while (*scan->p != '\0')
    {
      gunichar c = g_utf8_get_char (scan->p);
      const char *next = g_utf8_next_char (scan->p);

      if (!is_letter (c) && !g_unichar_isdigit (c) &&
          !(is_apostrophe (c) && is_letter (g_utf8_get_char (next))))
        break;
      if (g_unichar_isdigit (c))
        latin = FALSE;
      else if (!is_apostrophe (c) && !g_unichar_ismark (c))
        {
          latin = latin && g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
          capital_inside = capital_inside || (letters > 0 && g_unichar_isupper (c));
          letters++;
        }
      step (scan);
      word->end = scan->p;
    }
  word->length = scan->at - word->at;
  word->plain = latin && !capital_inside && letters > 1 && !scan->code && scan->braces == 0;
}

static gboolean
next_word (Scan *scan, Word *word)
{
  while (*scan->p != '\0')
    {
      gunichar c = g_utf8_get_char (scan->p);

      if (scan->run_end == NULL || scan->p >= scan->run_end)
        look_at_run (scan);
      if (is_letter (c) || g_unichar_isdigit (c))
        {
          read_word (scan, word);
          return TRUE;
        }
      step (scan);
    }
  return FALSE;
}

/* (transfer full): with the apostrophe of dictionaries. */
static char *
dup_word (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, end - start);
  g_auto (GStrv) parts = g_strsplit (word, "\xe2\x80\x99", -1);

  return g_strjoinv ("'", parts);
}

static gboolean
has_word (GHashTable *known, const char *word)
{
  gsize length = strlen (word);
  g_autofree char *bare = NULL;

  if (g_hash_table_contains (known, word))
    return TRUE;
  if (length < 3 || !g_str_has_suffix (word, "'s"))
    return FALSE;
  bare = g_strndup (word, length - 2);
  return g_hash_table_contains (known, bare);
}

static gboolean
is_right (Dictionary *self, const char *word)
{
  gpointer answer;
  gboolean right;

  if (g_hash_table_lookup_extended (self->answers, word, NULL, &answer))
    return GPOINTER_TO_INT (answer);
  right = enchant_dict_check (self->dict, word, (gssize) strlen (word)) <= 0;
  if (g_hash_table_size (self->answers) >= REMEMBERED)
    g_hash_table_remove_all (self->answers);
  g_hash_table_insert (self->answers, g_strdup (word), GINT_TO_POINTER (right));
  return right;
}

/* (nullable): only when it can be asked. */
static Dictionary *
get_ready (AmendsSpeller *self, const char *language)
{
  if (amends_speller_get_state (self, language) != AMENDS_SPELLER_READY)
    return NULL;
  return g_hash_table_lookup (self->dictionaries, language);
}

/* --- The speller ------------------------------------------------------------------------------ */

static void
amends_speller_finalize (GObject *object)
{
  g_hash_table_unref (AMENDS_SPELLER (object)->dictionaries);

  G_OBJECT_CLASS (amends_speller_parent_class)->finalize (object);
}

static void
amends_speller_class_init (AmendsSpellerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_speller_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
amends_speller_init (AmendsSpeller *self)
{
  self->dictionaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dictionary_free);
}

AmendsSpeller *
amends_speller_get_default (void)
{
  static AmendsSpeller *speller;

  if (speller == NULL)
    speller = g_object_new (AMENDS_TYPE_SPELLER, NULL);
  return speller;
}

AmendsSpellerState
amends_speller_get_state (AmendsSpeller *self, const char *language)
{
  Dictionary *dictionary;

  g_return_val_if_fail (AMENDS_IS_SPELLER (self), AMENDS_SPELLER_MISSING);

  if (language == NULL || g_str_has_prefix (language, "zh") || g_str_has_prefix (language, "ja"))
    return AMENDS_SPELLER_NEEDLESS;
  dictionary = g_hash_table_lookup (self->dictionaries, language);
  if (dictionary != NULL)
    return dictionary->state;
  dictionary = g_new0 (Dictionary, 1);
  dictionary->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->dictionaries, g_strdup (language), dictionary);
  start_reading (self, language);
  return AMENDS_SPELLER_LOADING;
}

GArray *
amends_speller_find (AmendsSpeller *self, const char *language, const char *text, GHashTable *known)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AmendsSpan));
  Dictionary *dictionary;
  Scan scan = { .p = text };
  Word word;
  guint n_words = 0;

  g_return_val_if_fail (AMENDS_IS_SPELLER (self) && text != NULL, found);

  dictionary = get_ready (self, language);
  if (dictionary == NULL)
    return found;
  while (next_word (&scan, &word))
    {
      AmendsSpan span = { (guint) word.at, (guint) (word.at + word.length) };
      g_autofree char *spelled = NULL;

      if (!word.plain)
        continue;
      n_words++;
      spelled = dup_word (word.start, word.end);
      if (!is_right (dictionary, spelled) && (known == NULL || !has_word (known, spelled)))
        g_array_append_val (found, span);
    }
  if (n_words >= FOREIGN_WORDS && found->len > n_words * FOREIGN_SHARE)
    g_array_set_size (found, 0);
  return found;
}

char **
amends_speller_suggest (AmendsSpeller *self, const char *language, const char *word, guint max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Dictionary *dictionary;
  g_autofree char *spelled = NULL;
  char **found;
  gsize n = 0;

  g_return_val_if_fail (AMENDS_IS_SPELLER (self) && word != NULL, NULL);

  dictionary = get_ready (self, language);
  if (dictionary == NULL || *word == '\0')
    return g_strv_builder_end (builder);
  spelled = dup_word (word, word + strlen (word));
  found = enchant_dict_suggest (dictionary->dict, spelled, (gssize) strlen (spelled), &n);
  for (gsize i = 0; i < n && i < max; i++)
    g_strv_builder_add (builder, found[i]);
  if (found != NULL)
    enchant_dict_free_string_list (dictionary->dict, found);
  return g_strv_builder_end (builder);
}

static void
accept (AmendsSpeller *self, const char *language, const char *word, gboolean always)
{
  Dictionary *dictionary = get_ready (self, language);
  g_autofree char *spelled = NULL;

  if (dictionary == NULL || *word == '\0')
    return;
  spelled = dup_word (word, word + strlen (word));
  if (always)
    enchant_dict_add (dictionary->dict, spelled, (gssize) strlen (spelled));
  else
    enchant_dict_add_to_session (dictionary->dict, spelled, (gssize) strlen (spelled));
  g_hash_table_remove_all (dictionary->answers);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
amends_speller_add (AmendsSpeller *self, const char *language, const char *word)
{
  g_return_if_fail (AMENDS_IS_SPELLER (self) && word != NULL);

  accept (self, language, word, TRUE);
}

void
amends_speller_ignore (AmendsSpeller *self, const char *language, const char *word)
{
  g_return_if_fail (AMENDS_IS_SPELLER (self) && word != NULL);

  accept (self, language, word, FALSE);
}

void
amends_speller_collect (GHashTable *known, const char *text, gboolean names)
{
  Scan scan = { .p = text };
  Word word;

  g_return_if_fail (known != NULL);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return;
  while (next_word (&scan, &word))
    if (!names || g_unichar_isupper (g_utf8_get_char (word.start)))
      g_hash_table_add (known, dup_word (word.start, word.end));
}
