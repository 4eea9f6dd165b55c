/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsLimit:
 * Something not to commit to in this case, and why.
 */
#define AMENDS_TYPE_LIMIT (amends_limit_get_type ())
G_DECLARE_FINAL_TYPE (AmendsLimit, amends_limit, AMENDS, LIMIT, AmendsRecord)

struct _AmendsLimit
{
  AmendsRecord parent_instance;

  char *id;
  char *text;
  char *why;
};

G_END_DECLS
