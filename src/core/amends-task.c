/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something to do, across all cases. */

#include "config.h"

#include "amends-task.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsTask, "id", STRING, id),
  AMENDS_FIELD (AmendsTask, "kind", INT, kind),
  AMENDS_FIELD_OF (AmendsTask, "due", RECORD, due, amends_due_row_get_type),
  AMENDS_FIELD (AmendsTask, "late-from", INSTANT, late_from),
  AMENDS_FIELD (AmendsTask, "who", STRING, who),
  AMENDS_FIELD (AmendsTask, "step", INT, step),
};

AMENDS_DEFINE_RECORD (AmendsTask, amends_task)
