/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsScriptPart:
 * A part of a script.
 */
#define AMENDS_TYPE_SCRIPT_PART (amends_script_part_get_type ())
G_DECLARE_FINAL_TYPE (AmendsScriptPart, amends_script_part, AMENDS, SCRIPT_PART, AmendsRecord)

struct _AmendsScriptPart
{
  AmendsRecord parent_instance;

  char *title;
  char *text;
  char **say;
  char **avoid;
};

G_END_DECLS
