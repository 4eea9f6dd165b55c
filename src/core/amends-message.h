/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsMessage:
 * Something that was said or written, in or out.
 */
#define AMENDS_TYPE_MESSAGE (amends_message_get_type ())
G_DECLARE_FINAL_TYPE (AmendsMessage, amends_message, AMENDS, MESSAGE, AmendsRecord)

struct _AmendsMessage
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  AmendsDirection direction;
  AmendsChannel channel;
  AmendsInstant at;
  char *sender;
  char *recipient;
  char *subject;
  char *body;
  char *draft_id;
  char *draft_kind;
  gboolean sample;
};

G_END_DECLS
