/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account in a list. */

#include "config.h"

#include "amends-account-row.h"

#include "amends-enum-types.h"

#include <string.h>

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsAccountRow, "id", STRING, id),
  AMENDS_FIELD (AmendsAccountRow, "name", STRING, name),
  AMENDS_FIELD_OF (AmendsAccountRow, "segment", ENUM, segment, amends_segment_get_type),
  AMENDS_FIELD (AmendsAccountRow, "arr", MONEY, arr),
  AMENDS_FIELD (AmendsAccountRow, "currency", STRING, currency),
  AMENDS_FIELD (AmendsAccountRow, "renewal", DATE, renewal),
  AMENDS_FIELD (AmendsAccountRow, "health", INT, health),
  AMENDS_FIELD (AmendsAccountRow, "strategic", BOOLEAN, strategic),
  AMENDS_FIELD (AmendsAccountRow, "csm", STRING, csm),
  AMENDS_FIELD (AmendsAccountRow, "open", INT, open),
  AMENDS_FIELD (AmendsAccountRow, "escalations", INT, escalations),
  AMENDS_FIELD (AmendsAccountRow, "last-contact", INSTANT, last_contact),
  AMENDS_FIELD (AmendsAccountRow, "words", STRING, words),
  AMENDS_FIELD (AmendsAccountRow, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsAccountRow, amends_account_row)

gboolean
amends_account_row_matches (AmendsAccountRow *self, const char *words)
{
  g_auto (GStrv) each = NULL;

  g_return_val_if_fail (AMENDS_IS_ACCOUNT_ROW (self), FALSE);

  if (words == NULL || *words == '\0')
    return TRUE;
  each = g_strsplit_set (words, " \t\n", -1);
  for (guint i = 0; each[i] != NULL; i++)
    if (strstr (self->words != NULL ? self->words : "", each[i]) == NULL)
      return FALSE;
  return TRUE;
}
