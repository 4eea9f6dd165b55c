/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsCommunication:
 * One row of the communication plan.
 */
#define AMENDS_TYPE_COMMUNICATION (amends_communication_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCommunication,
                      amends_communication,
                      AMENDS,
                      COMMUNICATION,
                      AmendsRecord)

struct _AmendsCommunication
{
  AmendsRecord parent_instance;

  AmendsAudience audience;
  char *who;
  char *message;
  AmendsChannel channel;
  char *timing;
};

G_END_DECLS
