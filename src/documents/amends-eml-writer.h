/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;    /* (nullable) */
  const char *address; /* "name@host" */
} AmendsMailbox;

/* A message to be sent by a mail program; strings belong to the caller and may hold anything. */
typedef struct
{
  AmendsMailbox from;
  const AmendsMailbox *to;
  guint n_to;
  const AmendsMailbox *cc;
  guint n_cc;
  const char *subject;
  AmendsInstant date;
  GTimeZone *zone;         /* (nullable): of the Date header; NULL means UTC */
  const char *body;        /* light Markdown, see amends-rich-text.h */
  const char *language;    /* (nullable): "en", "zh-CN" */
  const char *in_reply_to; /* (nullable): message identifier without angle brackets */
} AmendsMailDraft;

/**
 * amends_eml_writer_write:
 * An RFC 5322 message with a plain and an HTML form of the body. "X-Unsent: 1" makes mail programs
 * open it as a draft. No text can become a header: line ends and controls are taken out of subject
 * and names, and an address that is none is an error. Equal input gives equal bytes. Any thread.
 *
 * Returns: (transfer full): bytes with CR LF, or NULL with AMENDS_INPUT_ERROR_VALUE naming the
 *   field ("from", "to[0]", "cc[1]", "in-reply-to")
 */
GBytes *amends_eml_writer_write (const AmendsMailDraft *draft, GError **error);

G_END_DECLS
