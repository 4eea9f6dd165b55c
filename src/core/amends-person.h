/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsPerson:
 * Someone of our side.
 */
#define AMENDS_TYPE_PERSON (amends_person_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPerson, amends_person, AMENDS, PERSON, AmendsRecord)

struct _AmendsPerson
{
  AmendsRecord parent_instance;

  char *id; /* UUID */
  char *name;
  char **emails;
  AmendsRole role;
  char *title;
  char *manager_id;
  char *crm_user;
  gboolean me; /* the person at this machine; asserted, not authenticated */
  gboolean sample;
};

G_END_DECLS
