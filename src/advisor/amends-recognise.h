/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account.h"
#include "amends-classifier.h"
#include "amends-contact.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a highlighted passage is. */
typedef enum
{
  AMENDS_FOUND_NAME,  /* of the sender */
  AMENDS_FOUND_TITLE, /* job title of the sender */
  AMENDS_FOUND_E_MAIL,
  AMENDS_FOUND_ACCOUNT, /* name of an account that is known */
  AMENDS_FOUND_TIME,    /* a time, a date, a duration */
  AMENDS_FOUND_USERS,   /* how many are affected */
  AMENDS_FOUND_MONEY,
  AMENDS_FOUND_RENEWAL, /* when the contract renews or ends */
  AMENDS_FOUND_IMPACT,  /* the sentence that tells the impact */
  AMENDS_FOUND_SINCE,   /* since when */
} AmendsFoundKind;

/* A passage of the text: code points, half-open. */
typedef struct
{
  AmendsFoundKind kind;
  guint start;
  guint end;
} AmendsFound;

/**
 * AmendsRecognised:
 * What a pasted message says of the case, before anybody has filled in anything. Texts are words of
 * the message, never altered; what was not found is NULL or AMENDS_UNKNOWN.
 */
typedef struct
{
  char *name;             /* (owned) (nullable): sender */
  char *title;            /* (owned) (nullable): job title of the sender */
  char *email;            /* (owned) (nullable) */
  gboolean executive;     /* the title is that of an executive */
  AmendsAccount *account; /* (owned) (nullable): match */
  AmendsContact *contact; /* (owned) (nullable): match */
  char *subject;          /* (owned) (nullable): from a pasted header */
  char *issue;            /* (owned) (nullable): in one line of at most 70 characters */
  char *impact;           /* (owned) (nullable): the sentence */
  char *since;            /* (owned) (nullable): "since 7:40 this morning" */
  int users_affected;     /* AMENDS_UNKNOWN when no count is given */
  const char *language;   /* (unowned): "en" or "zh-CN" */
  GArray *found;          /* (owned) (element-type AmendsFound): by start */
} AmendsRecognised;

/**
 * amends_recognise:
 * @text: as pasted, with or without header lines, history and signature
 * @accounts: (nullable): a list of AmendsAccount to look for
 * @contacts: (nullable): a list of AmendsContact to look for
 *
 * Linear in the text for each name looked for. Call it where the lists live; it keeps nothing but
 * the two matches.
 *
 * Returns: (transfer full)
 */
AmendsRecognised *amends_recognise (AmendsClassifier *classifier,
                                    const char *text,
                                    GListModel *accounts,
                                    GListModel *contacts);
void amends_recognised_free (AmendsRecognised *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsRecognised, amends_recognised_free)

G_END_DECLS
