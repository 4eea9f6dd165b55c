/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsSignal:
 * Words in a message, and what they say.
 */
#define AMENDS_TYPE_SIGNAL (amends_signal_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSignal, amends_signal, AMENDS, SIGNAL, AmendsRecord)

struct _AmendsSignal
{
  AmendsRecord parent_instance;

  char *kind;      /* identifier in the lexicon, such as "churn-alternatives" */
  char *phrase;    /* the words as written */
  int start;       /* code points from the start of the text */
  int end;         /* half-open */
  double strength; /* 0 to 1 */
};

G_END_DECLS
