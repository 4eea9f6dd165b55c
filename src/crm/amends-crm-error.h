/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-remote-row.h"

G_BEGIN_DECLS

/* How a call to the CRM ended when it did not end well. Cancelling is G_IO_ERROR_CANCELLED. */

#define AMENDS_CRM_ERROR (amends_crm_error_quark ())

typedef enum
{
  AMENDS_CRM_ERROR_NOT_SENT,     /* nothing has reached the server: send again any time */
  AMENDS_CRM_ERROR_UNKNOWN,      /* it may have been done: look it up before sending again */
  AMENDS_CRM_ERROR_RATE_LIMITED, /* come again at `until` */
  AMENDS_CRM_ERROR_LOCKED_OUT,   /* too many bad sign-ins; come again at `until` */
  AMENDS_CRM_ERROR_AUTH_EXPIRED, /* sign in again */
  AMENDS_CRM_ERROR_FORBIDDEN,    /* this user may not */
  AMENDS_CRM_ERROR_GONE,         /* the record is no longer there */
  AMENDS_CRM_ERROR_CONFLICT,     /* changed meanwhile: `remote` has it as it is now, if known */
  AMENDS_CRM_ERROR_INVALID,      /* refused as it stands; `field` if the server named one */
  AMENDS_CRM_ERROR_SERVER,       /* the server is in trouble; nothing was done or may be repeated */
  AMENDS_CRM_ERROR_PROTOCOL,     /* not an answer of such a CRM */
  AMENDS_CRM_ERROR_SETUP,        /* the address, the key or the field map is wrong */
} AmendsCrmError;

typedef struct
{
  AmendsInstant until;     /* AMENDS_INSTANT_NONE if unsaid */
  AmendsRemoteRow *remote; /* (nullable) */
  char *field;             /* (nullable): neutral name if mapped, else the server's */
} AmendsCrmErrorPrivate;

GQuark amends_crm_error_quark (void);

/* The details of an error of this domain; each may be unsaid. (transfer none) */
AmendsInstant amends_crm_error_get_until (const GError *error);
AmendsRemoteRow *amends_crm_error_get_remote (const GError *error);
const char *amends_crm_error_get_field (const GError *error);

/* Sets an error with details; each may be NULL or AMENDS_INSTANT_NONE. @remote and @field are
 * copied. @message: for people, in their language */
void amends_crm_error_set (GError **error,
                           AmendsCrmError code,
                           AmendsInstant until,
                           AmendsRemoteRow *remote,
                           const char *field,
                           const char *message,
                           ...) G_GNUC_PRINTF (6, 7);

/* Turns what src/net says into this domain; anything else is left as it is. (transfer full): takes
 * @error. */
GError *amends_crm_error_from_net (GError *error);

G_END_DECLS
