/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsStage:
 * A stage of the case with its checklist.
 */
#define AMENDS_TYPE_STAGE (amends_stage_get_type ())
G_DECLARE_FINAL_TYPE (AmendsStage, amends_stage, AMENDS, STAGE, AmendsRecord)

struct _AmendsStage
{
  AmendsRecord parent_instance;

  char *id;
  char *title;
  char **checklist;
  char **questions; /* for the customer */
};

G_END_DECLS
