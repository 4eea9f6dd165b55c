/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsCommitment:
 * A promise found in a sent message.
 */
#define AMENDS_TYPE_COMMITMENT (amends_commitment_get_type ())
G_DECLARE_FINAL_TYPE (AmendsCommitment, amends_commitment, AMENDS, COMMITMENT, AmendsRecord)

struct _AmendsCommitment
{
  AmendsRecord parent_instance;

  char *id;
  char *escalation_id;
  char *message_id;
  char *text;
  AmendsInstant due;
  char *owner;
  char *confirmed_by;
  AmendsCommitmentState state;
  gboolean sample;
};

G_END_DECLS
