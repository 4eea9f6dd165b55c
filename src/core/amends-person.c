/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Someone of our side. */

#include "config.h"

#include "amends-person.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsPerson, "id", STRING, id),
  AMENDS_FIELD (AmendsPerson, "name", STRING, name),
  AMENDS_FIELD (AmendsPerson, "emails", STRV, emails),
  AMENDS_FIELD_OF (AmendsPerson, "role", ENUM, role, amends_role_get_type),
  AMENDS_FIELD (AmendsPerson, "title", STRING, title),
  AMENDS_FIELD (AmendsPerson, "manager-id", STRING, manager_id),
  AMENDS_FIELD (AmendsPerson, "crm-user", STRING, crm_user),
  AMENDS_FIELD (AmendsPerson, "me", BOOLEAN, me),
  AMENDS_FIELD (AmendsPerson, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsPerson, amends_person)
