/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-rules.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsAccountEntry:
 * Something that happened with an account, or somebody there, in a list; it leads on.
 */
#define AMENDS_TYPE_ACCOUNT_ENTRY (amends_account_entry_get_type ())
G_DECLARE_FINAL_TYPE (AmendsAccountEntry,
                      amends_account_entry,
                      AMENDS,
                      ACCOUNT_ENTRY,
                      GtkListBoxRow)

/**
 * amends_account_entry_set:
 * @target: id of what it leads to
 * @icon: name
 * @below: (nullable): the second line
 * @end: (nullable): at the end of the line
 * @tone: of @end
 */
void amends_account_entry_set (AmendsAccountEntry *self,
                               const char *target,
                               const char *icon,
                               const char *title,
                               const char *below,
                               const char *end,
                               AmendsTone tone);

/* (transfer none) (nullable) */
const char *amends_account_entry_get_target (AmendsAccountEntry *self);

G_END_DECLS
