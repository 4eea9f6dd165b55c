/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-gate-pattern.h"
#include "amends-gate.h"
#include "amends-time-phrases.h"

G_BEGIN_DECLS

/* The phrase lists of phrases/LANGUAGE/gate.json; names in amends-gate-load.c. */
typedef enum
{
  AMENDS_GATE_VAGUE,
  AMENDS_GATE_DISMISSIVE,
  AMENDS_GATE_OVER_PROMISE,
  AMENDS_GATE_APOLOGY,
  AMENDS_GATE_GROVEL,
  AMENDS_GATE_BLAME,
  AMENDS_GATE_VAGUE_CHANGE,
  AMENDS_GATE_INTERNAL,
  AMENDS_GATE_GOODWILL,
  AMENDS_GATE_FIX,      /* says that it works again */
  AMENDS_GATE_FIX_NOUN, /* so too, unless the sentence is about news of it */
  AMENDS_GATE_CONTACT,  /* a next contact, or news */
  AMENDS_GATE_NEGATION,
  AMENDS_GATE_PAST,
  AMENDS_GATE_FUTURE,
  AMENDS_GATE_REQUEST,       /* asks the customer to do it */
  AMENDS_GATE_ASKED,         /* speaks of an offer that is not made here */
  AMENDS_GATE_ABOUT,         /* when, whether: what follows is not asserted */
  AMENDS_GATE_MODAL,         /* will, is: what follows is asserted */
  AMENDS_GATE_PROMISE,       /* I or we will, whatever it is */
  AMENDS_GATE_PROMISE_OTHER, /* someone will: a promise when it is ours to do */
  AMENDS_GATE_OURSELVES,     /* I, we; it: no one is named */
  AMENDS_GATE_THEIRS,        /* the customer's side, as the one who acts */
  AMENDS_GATE_CONDITION,     /* if, unless: nothing is promised yet */
  AMENDS_GATE_IMPACT,        /* what the trouble does, not what we do */
  AMENDS_GATE_DELIVER,       /* what else one promises to do */
  AMENDS_GATE_ACT_CALL,
  AMENDS_GATE_ACT_WRITE,
  AMENDS_GATE_ACT_MEET,
  AMENDS_GATE_ACT_DELIVER,
  AMENDS_GATE_OWNING, /* says that a promise was not kept, or is moved */
  AMENDS_GATE_BREAK,  /* a new clause */
  AMENDS_GATE_N_LISTS,
} AmendsGateList;

typedef enum
{
  AMENDS_GATE_RULE_UNFILLED,
  AMENDS_GATE_RULE_UNCONFIRMED_DATE,
  AMENDS_GATE_RULE_GOODWILL,
  AMENDS_GATE_RULE_INTERNAL_FACTS,
  AMENDS_GATE_RULE_NEXT_UPDATE,
  AMENDS_GATE_RULE_VAGUE,
  AMENDS_GATE_RULE_DISMISSIVE,
  AMENDS_GATE_RULE_OVER_PROMISE,
  AMENDS_GATE_RULE_APOLOGY,
  AMENDS_GATE_RULE_GROVEL,
  AMENDS_GATE_RULE_BLAME,
  AMENDS_GATE_RULE_LENGTH,
  AMENDS_GATE_RULE_VAGUE_CHANGE,
  AMENDS_GATE_RULE_PARITY,
  AMENDS_GATE_RULE_COMMITMENT,
  AMENDS_GATE_N_RULES,
} AmendsGateRule;

/* AmendsTextKind has so many values. */
#define AMENDS_GATE_N_KINDS (AMENDS_TEXT_DEBRIEF + 1)

/* Word lists that are not phrases. */
typedef enum
{
  AMENDS_GATE_WORDS_PLACEHOLDER, /* what a placeholder in brackets speaks of */
  AMENDS_GATE_WORDS_MARKER,      /* TBD and its like, capitals matter */
  AMENDS_GATE_WORDS_FIELD,       /* labels that must be followed by something */
  AMENDS_GATE_WORDS_SITUATION,   /* headings */
  AMENDS_GATE_WORDS_SUMMARY,
  AMENDS_GATE_WORDS_SECTION,
  AMENDS_GATE_WORDS_CLOSING,     /* "Best regards": what follows is a signature */
  AMENDS_GATE_WORDS_COMMON,      /* first names that are also words */
  AMENDS_GATE_WORDS_UNIT,        /* what a number belongs before: "X days" */
  AMENDS_GATE_WORDS_GREETING,    /* "Dear", 尊敬的: open a message and need a name */
  AMENDS_GATE_WORDS_SALUTATION,  /* "hi" too: open a message */
  AMENDS_GATE_WORDS_PREPOSITION, /* must not be followed by a stop */
  AMENDS_GATE_WORDS_PERCENT,
  AMENDS_GATE_WORDS_JOINER,   /* "and" at the end of a clause belongs to the next */
  AMENDS_GATE_WORDS_SMALL,    /* say nothing of what a promise is about */
  AMENDS_GATE_WORDS_DOCUMENT, /* "order": a number behind it is known to the customer */
  AMENDS_GATE_WORDS_WEEKDAY,
  AMENDS_GATE_WORDS_MONTH,
  AMENDS_GATE_WORDS_EFFORT, /* what takes time: "two days of work", 两天的时间 */
  AMENDS_GATE_N_WORDS,
} AmendsGateWords;

typedef struct
{
  gboolean enabled;
  AmendsGateLevel levels[AMENDS_GATE_N_KINDS]; /* by AmendsTextKind */
  gboolean has_critical;
  AmendsGateLevel critical; /* the level when the case is Critical */
  guint kinds;              /* bits of AmendsTextKind */
} AmendsGateRuleSetting;

typedef struct
{
  char *title;   /* (owned) */
  char *message; /* (owned) */
  char *fix;     /* (owned) */
} AmendsGateMessage;

typedef struct
{
  char *fix; /* (owned) (nullable): its own, instead of the rule's */
  gboolean replaces;
  gboolean drop; /* the sentence is whole without the words */
} AmendsGatePhrase;

/* A sign of a currency, or a word that multiplies the number before it. */
typedef struct
{
  char *word;       /* (owned): folded */
  char currency[4]; /* of a currency */
  double factor;    /* of a multiple */
  gboolean close;   /* only without a space: "540k" */
} AmendsGateMark;

struct _AmendsGate
{
  GObject parent_instance;

  AmendsGatePatterns *patterns;
  GArray *phrases;                       /* of AmendsGatePhrase, by number of the pattern */
  GHashTable *messages;                  /* "en/vague" → AmendsGateMessage */
  GHashTable *sentences;                 /* "en/next-update" → text */
  GPtrArray *words[AMENDS_GATE_N_WORDS]; /* English and Chinese together */
  GPtrArray *currencies;                 /* of AmendsGateMark */
  GPtrArray *scales;                     /* of AmendsGateMark */
  GHashTable *numbers;                   /* "two", 两 → 2 */
  GHashTable *roles;                     /* "en/engineering" → "our engineer" */
  AmendsGateRuleSetting rules[AMENDS_GATE_N_RULES];
  int brief_words;
  int brief_characters;
  int situation_sentences;
  int summary_sentences;
  int update_minutes[AMENDS_SEVERITY_CRITICAL + 1];
  AmendsInstant promise_grace; /* late by less is on time */
  char **promise_exempt;       /* draft kinds that do not stand for what was promised */
  char **update_exempt;        /* draft kinds */
  char **link_marks;           /* parts of an internal address */
  char **public_prefixes;      /* "UTF", "INV": keys that are no internal tickets */
  char **channel_prefixes;
};

gboolean amends_gate_load (AmendsGate *self, AmendsPlaybook *playbook, GError **error);
const char *amends_gate_rule_name (AmendsGateRule rule);

/* One check under way. */
typedef struct
{
  AmendsGate *gate;
  const AmendsGateContext *context;
  GTimeZone *zone;
  AmendsSeverity severity;
  AmendsGateTokens *tokens;
  GArray *times; /* of AmendsTimePhrase, outside quotations */
  GArray *hits[AMENDS_GATE_N_LISTS];
  guint body_end; /* first token of the signature */
  GPtrArray *findings;
} AmendsGateScan;

void amends_gate_scan_init (AmendsGateScan *self,
                            AmendsGate *gate,
                            const char *text,
                            const AmendsGateContext *context);
void amends_gate_scan_clear (AmendsGateScan *self);

/* The tokens @first..@last of the sentence that holds @token. */
void amends_gate_scan_sentence (const AmendsGateScan *self, guint token, guint *first, guint *last);
/* A hit of @list that touches @first..@last; (nullable). */
const AmendsGateHit *
amends_gate_scan_find (const AmendsGateScan *self, AmendsGateList list, guint first, guint last);
/* How many clauses end between tokens @a and @b, both left out. */
guint amends_gate_scan_breaks (const AmendsGateScan *self, guint a, guint b);
/* The clause of @token, between breaks. */
void amends_gate_scan_clause (const AmendsGateScan *self, guint token, guint *first, guint *last);
/* Whether a negation governs @token. */
gboolean amends_gate_scan_negated (const AmendsGateScan *self, guint token);
gboolean amends_gate_scan_is_request (const AmendsGateScan *self, guint token);

/* A time phrase that speaks of what has been. */
gboolean amends_gate_scan_is_past (const AmendsGateScan *self, const AmendsTimePhrase *phrase);
/* What @phrase is the time of: AMENDS_GATE_FIX, _FIX_NOUN or _CONTACT; NULL if none of them. */
const AmendsGateHit *amends_gate_scan_govern (const AmendsGateScan *self,
                                              const AmendsTimePhrase *phrase);

/**
 * amends_gate_scan_report:
 * @variant: (nullable): which message, when the rule has several
 * @start, @end: code points
 * @words: (nullable): instead of the text between them
 * @fix: (nullable): instead of the message's
 * @...: pairs of placeholder name and value for the message and the fix, then NULL
 */
void amends_gate_scan_report (AmendsGateScan *self,
                              AmendsGateRule rule,
                              const char *variant,
                              guint start,
                              guint end,
                              const char *words,
                              const char *fix,
                              gboolean replaces,
                              ...) G_GNUC_NULL_TERMINATED;
/* As above for tokens, without pairs. */
void amends_gate_scan_report_tokens (AmendsGateScan *self,
                                     AmendsGateRule rule,
                                     const char *variant,
                                     guint first,
                                     guint last);

const char *amends_gate_language (const AmendsGateContext *context);
/* The language that the text is in, and so what is put into it. */
const char *amends_gate_scan_language (const AmendsGateScan *self);
/* Whether the folded @word is in the list. */
gboolean amends_gate_has_word (const AmendsGate *self, AmendsGateWords list, const char *word);
/* Whether a word of the list begins at @p, and what is its length. */
gsize amends_gate_word_at (const AmendsGate *self, AmendsGateWords list, const char *p);
/* (transfer full): a moment as people write it in @language: "16:00", "Thursday 12 March, 16:00".
 */
char *
amends_gate_format_time (const AmendsGateScan *self, AmendsInstant instant, const char *language);
/* (transfer full): the playbook's sentence @name in @language with {time} put in. */
char *amends_gate_format_sentence (const AmendsGateScan *self,
                                   const char *name,
                                   const char *language,
                                   const char *time);
/* When the next update is due: the clock's time if it runs, else the allowance from now. */
AmendsInstant amends_gate_next_update_due (const AmendsGateScan *self);

/* A promise of a text. */
typedef struct
{
  const AmendsTimePhrase *phrase;
  const AmendsGateHit *promise;
  guint first; /* tokens of the clause */
  guint last;
} AmendsGatePromise;

/* (transfer full) (element-type AmendsGatePromise): what the text promises with a time, in order.
 */
GArray *amends_gate_find_promises (const AmendsGateScan *self);

/* An amount of money, a share, or a number. */
typedef struct
{
  guint first; /* tokens */
  guint last;
  double value;
  double precision; /* half of the last place written, in units of value */
  char currency[4]; /* "" when not said */
  gboolean percent;
  gboolean marked; /* with a currency, or with k, M, 万 */
} AmendsGateAmount;

/* (transfer full) (element-type AmendsGateAmount): all numbers outside quotations, in order. */
GArray *amends_gate_find_amounts (const AmendsGate *self, const AmendsGateTokens *tokens);

void amends_gate_check_phrases (AmendsGateScan *self);
void amends_gate_check_dates (AmendsGateScan *self);
void amends_gate_check_next_update (AmendsGateScan *self);
void amends_gate_check_goodwill (AmendsGateScan *self, const GArray *amounts);
void amends_gate_check_internal (AmendsGateScan *self, const GArray *amounts);
void amends_gate_check_unfilled (AmendsGateScan *self);
/* Labels with nothing behind them; part of check_unfilled(). */
void amends_gate_check_fields (AmendsGateScan *self);
void amends_gate_check_length (AmendsGateScan *self);
void amends_gate_check_parity (AmendsGateScan *self);
void amends_gate_check_commitments (AmendsGateScan *self);

G_END_DECLS
