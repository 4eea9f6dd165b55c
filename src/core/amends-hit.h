/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsHit:
 * Something a search found.
 */
#define AMENDS_TYPE_HIT (amends_hit_get_type ())
G_DECLARE_FINAL_TYPE (AmendsHit, amends_hit, AMENDS, HIT, AmendsRecord)

struct _AmendsHit
{
  AmendsRecord parent_instance;

  char *kind; /* "escalation", "message", "draft" or "event" */
  char *ref_id;
  char *escalation_id;
  int number;
  char *title;   /* of the case */
  char *account; /* name */
  AmendsInstant at;
  char *snippet; /* words around the find, marked by \001 and \002 */
};

G_END_DECLS
