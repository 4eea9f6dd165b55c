/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * amends_enum_get_label:
 * @type: one of the enums of amends-enums.h
 *
 * The word for @value in the language of the interface ("Critical", "Waiting on customer").
 * (transfer none) static.
 */
const char *amends_enum_get_label (GType type, int value);

/* (transfer none): the nick, "waiting"; "" for a value that does not exist. */
const char *amends_enum_get_nick (GType type, int value);

/* FALSE if no value of @type has the nick. */
gboolean amends_enum_from_nick (GType type, const char *nick, int *value);

/* (transfer full): "low, medium, high or critical", for messages; leaves out "unknown". */
char *amends_enum_list_nicks (GType type);

G_END_DECLS
