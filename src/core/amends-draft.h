/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsDraft:
 * A text the CSM edits and sends himself.
 */
#define AMENDS_TYPE_DRAFT (amends_draft_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraft, amends_draft, AMENDS, DRAFT, AmendsRecord)

struct _AmendsDraft
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *kind; /* such as "first-response" */
  AmendsAudience audience;
  char *recipient; /* name, or role for a briefing */
  char *language;
  char *title; /* of the kind, for lists */
  char *subject;
  char *body;              /* light Markdown */
  char *generated_subject; /* as last generated: the base of a three-way regenerate */
  char *generated_body;
  char **questions; /* facts that were missing */
  int version;      /* 1 at first */
  char **meets;     /* nicks of the clocks that sending it meets */
  AmendsInstant due;
  AmendsInstant updated;
  AmendsInstant sent_at;
  gboolean sample;
};

G_END_DECLS
