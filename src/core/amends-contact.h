/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsContact:
 * A person at a customer.
 */
#define AMENDS_TYPE_CONTACT (amends_contact_get_type ())
G_DECLARE_FINAL_TYPE (AmendsContact, amends_contact, AMENDS, CONTACT, AmendsRecord)

struct _AmendsContact
{
  AmendsRecord parent_instance;

  char *id; /* UUID */
  char *account_id;
  char *name;
  char *title;
  AmendsContactRole role;
  AmendsExecutive executive;
  char *email;
  char *phone;
  AmendsChannel channel; /* preferred */
  char *concerns;
  char *style;      /* communication style */
  char *salutation; /* how to address them, as in 王总 */
  AmendsInstant last_contact;
  gboolean sample;
};

G_END_DECLS
