/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-record.h"

G_BEGIN_DECLS

/**
 * AmendsMail:
 * What a mail says, as far as Amends needs it. All text is cleaned for storing and never markup.
 */
typedef struct
{
  char *from_name;    /* (nullable) */
  char *from_email;   /* (nullable) */
  char *to;           /* (nullable): the To header as people read it */
  char *subject;      /* (nullable) */
  char *body;         /* plain text; of an HTML-only mail, its text */
  char *message_id;   /* (nullable) */
  AmendsInstant date; /* AMENDS_INSTANT_NONE when the mail has none that can be believed */
  int offset_minutes; /* of the sender's clock against UTC */
} AmendsMail;

void amends_mail_free (AmendsMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsMail, amends_mail_free)

/**
 * amends_mail_read:
 * @bytes: an RFC 5322 message
 * @file: (nullable): name for messages
 *
 * Picks the text/plain part, else the text of the HTML part; attachments are left out. Blocking;
 * any thread.
 *
 * Returns: (transfer full): or NULL with AMENDS_INPUT_ERROR if this is no mail or has no text
 */
AmendsMail *amends_mail_read (GBytes *bytes, const char *file, GError **error);

/* Whether @text begins like a mail: header lines, From or Received among them. */
gboolean amends_mail_looks_like (const char *text, gsize length);

G_END_DECLS
