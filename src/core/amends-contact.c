/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person at a customer. */

#include "config.h"

#include "amends-contact.h"
#include "amends-enum-types.h"

static const AmendsField fields[] = {
  AMENDS_FIELD (AmendsContact, "id", STRING, id),
  AMENDS_FIELD (AmendsContact, "account-id", STRING, account_id),
  AMENDS_FIELD (AmendsContact, "name", STRING, name),
  AMENDS_FIELD (AmendsContact, "title", STRING, title),
  AMENDS_FIELD_OF (AmendsContact, "role", ENUM, role, amends_contact_role_get_type),
  AMENDS_FIELD_OF (AmendsContact, "executive", ENUM, executive, amends_executive_get_type),
  AMENDS_FIELD (AmendsContact, "email", STRING, email),
  AMENDS_FIELD (AmendsContact, "phone", STRING, phone),
  AMENDS_FIELD_OF (AmendsContact, "channel", ENUM, channel, amends_channel_get_type),
  AMENDS_FIELD (AmendsContact, "concerns", STRING, concerns),
  AMENDS_FIELD (AmendsContact, "style", STRING, style),
  AMENDS_FIELD (AmendsContact, "salutation", STRING, salutation),
  AMENDS_FIELD (AmendsContact, "last-contact", INSTANT, last_contact),
  AMENDS_FIELD (AmendsContact, "sample", BOOLEAN, sample),
};

AMENDS_DEFINE_RECORD (AmendsContact, amends_contact)
