/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

G_BEGIN_DECLS

/*
 * Forms that several files of a playbook share. @reader stands on the object that has @member;
 * faults stick to it.
 */

/* (transfer full) (element-type int): values in the order written; empty when absent. Every value
 * must be a nick of @enum_type and come once. */
GArray *amends_policy_read_enum_list (AmendsJsonReader *reader,
                                      const char *member,
                                      AmendsJsonNeed need,
                                      GType enum_type);

/* Bit (1 << value) for each nick in the list; 0 when absent. */
guint amends_policy_read_enum_set (AmendsJsonReader *reader, const char *member, GType enum_type);

G_END_DECLS
