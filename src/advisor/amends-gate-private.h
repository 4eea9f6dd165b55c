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
  AMENDS_GATE_VAGUE_CHANGE,
  AMENDS_GATE_INTERNAL,
  AMENDS_GATE_GOODWILL,
  AMENDS_GATE_FIX,      /* says that it works again */
  AMENDS_GATE_FIX_NOUN, /* so too, unless the sentence is about news of it */
  AMENDS_GATE_CONTACT,  /* a next contact, or news */
  AMENDS_GATE_NEGATION,
  AMENDS_GATE_PAST,
  AMENDS_GATE_FUTURE,
  AMENDS_GATE_REQUEST, /* asks the customer to do it */
  AMENDS_GATE_ASKED,   /* speaks of an offer that is not made here */
  AMENDS_GATE_ABOUT,   /* when, whether: what follows is not asserted */
  AMENDS_GATE_MODAL,   /* will, is: what follows is asserted */
  AMENDS_GATE_PROMISE, /* someone of ours will */
  AMENDS_GATE_BREAK,   /* a new clause */
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
  AMENDS_GATE_RULE_LENGTH,
  AMENDS_GATE_RULE_VAGUE_CHANGE,
  AMENDS_GATE_RULE_PARITY,
  AMENDS_GATE_N_RULES,
} AmendsGateRule;

/* Word lists that are not phrases. */
typedef enum
{
  AMENDS_GATE_WORDS_PLACEHOLDER, /* what a placeholder in brackets speaks of */
  AMENDS_GATE_WORDS_MARKER,      /* TBD and its like, capitals matter */
  AMENDS_GATE_WORDS_FIELD,       /* labels that must be followed by something */
  AMENDS_GATE_WORDS_SITUATION,   /* headings */
  AMENDS_GATE_WORDS_SUMMARY,
  AMENDS_GATE_WORDS_SECTION,
  AMENDS_GATE_WORDS_CLOSING, /* "Best regards": what follows is a signature */
  AMENDS_GATE_WORDS_COMMON,  /* first names that are also words */
  AMENDS_GATE_N_WORDS,
} AmendsGateWords;

typedef struct
{
  gboolean enabled;
  AmendsGateLevel level;
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
} AmendsGatePhrase;

struct _AmendsGate
{
  GObject parent_instance;

  AmendsGatePatterns *patterns;
  GArray *phrases;       /* of AmendsGatePhrase, by number of the pattern */
  GHashTable *messages;  /* "en/vague" → AmendsGateMessage */
  GHashTable *sentences; /* "en/next-update" → text */
  GPtrArray *words[AMENDS_GATE_N_WORDS];
  AmendsGateRuleSetting rules[AMENDS_GATE_N_RULES];
  int brief_words;
  int brief_characters;
  int situation_sentences;
  int summary_sentences;
  int update_minutes[AMENDS_SEVERITY_CRITICAL + 1];
  char **update_exempt;   /* draft kinds */
  char **link_marks;      /* parts of an internal address */
  char **public_prefixes; /* "UTF", "INV": keys that are no internal tickets */
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
/* Whether a clause ends between tokens @a and @b, both left out. */
guint amends_gate_scan_breaks (const AmendsGateScan *self, guint a, guint b);
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
/* (transfer full): a moment as people write it: "16:00", "Thursday 12 March, 16:00". */
char *amends_gate_format_time (const AmendsGateScan *self, AmendsInstant instant);

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
GArray *amends_gate_find_amounts (const AmendsGateTokens *tokens);

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

G_END_DECLS
