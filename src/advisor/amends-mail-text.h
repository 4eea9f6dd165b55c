/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AMENDS_MAIL_OWN,       /* what the writer says now */
  AMENDS_MAIL_GREETING,  /* "Dear Ms Lee," */
  AMENDS_MAIL_QUOTED,    /* earlier messages, with the line that introduces them */
  AMENDS_MAIL_SIGNATURE, /* from the closing formula on; disclaimers */
  AMENDS_MAIL_HEADER,    /* "From:", "Subject:" at the top of a pasted mail */
} AmendsMailZone;

/* Code points, half-open. Parts follow one another without gaps. */
typedef struct
{
  guint start;
  guint end;
  AmendsMailZone zone;
} AmendsMailPart;

/**
 * amends_mail_text_split:
 * Tells the writer's own words in a mail body from what mail programs put around them, in English
 * and Chinese. A forwarded message without words of the forwarder counts as his own words. When
 * nothing would be left, the quoted text does.
 *
 * Returns: (transfer full) (element-type AmendsMailPart): parts in order; empty for empty text
 */
GArray *amends_mail_text_split (const char *text);

/* (transfer full): value of the header line @name ("from", "subject") at the top; NULL if none.
 * English and Chinese names of the header are known. @start: (out) (optional): code points. */
char *amends_mail_text_dup_header (const char *text, const char *name, guint *start);

G_END_DECLS
