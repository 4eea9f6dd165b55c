/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-task.h"

G_BEGIN_DECLS

/* (transfer full): what is to be done: "Progress update to Northway Freight". */
char *amends_task_dup_title (AmendsTask *task);
/* (transfer none): the page of the case where it is done: "drafts", "timeline", … */
const char *amends_task_get_page (AmendsTask *task);

G_END_DECLS
