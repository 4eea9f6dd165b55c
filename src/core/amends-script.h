/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"
#include "amends-script-part.h"

G_BEGIN_DECLS

/**
 * AmendsScript:
 * Words for a hard call.
 */
#define AMENDS_TYPE_SCRIPT (amends_script_get_type ())
G_DECLARE_FINAL_TYPE (AmendsScript, amends_script, AMENDS, SCRIPT, AmendsRecord)

struct _AmendsScript
{
  AmendsRecord parent_instance;

  char *id;
  char *title;
  GListStore *parts; /* of AmendsScriptPart */
};

G_END_DECLS
