/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-enums.h"
#include "amends-person.h"

G_BEGIN_DECLS

/*
 * A change of an account or a contact, with its event, that can be taken back and made again. It is
 * applied in the writer's thread inside its transaction.
 */
typedef struct
{
  GType type;      /* AMENDS_TYPE_ACCOUNT or AMENDS_TYPE_CONTACT */
  gpointer base;   /* (owned) (nullable): as the user saw it; NULL for a new one */
  gpointer wanted; /* (owned) (nullable): as it shall be; NULL removes it */

  /* What came of it. */
  gpointer before; /* (owned) (nullable) */
  gpointer after;  /* (owned) (nullable) */
  char **cases;    /* (owned) (nullable): that named a contact who was removed */
  char *account_id;
  char *what; /* (owned): for after "Undo: " */
  gboolean changed;
} AmendsCustomerChange;

/* Who makes it, and when. */
typedef struct
{
  AmendsPerson *me; /* (unowned) */
  AmendsInstant now;
} AmendsCustomerActor;

typedef enum
{
  AMENDS_CUSTOMER_MAKE,
  AMENDS_CUSTOMER_UNDO,
  AMENDS_CUSTOMER_REDO,
} AmendsCustomerStep;

/* (transfer full). Both are copied; either is (nullable), not both. */
AmendsCustomerChange *amends_customer_change_new (gpointer base, gpointer wanted);
void amends_customer_change_free (AmendsCustomerChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCustomerChange, amends_customer_change_free)

/* FALSE with @error, and nothing written, when the facts cannot be kept or were changed by others
 * meanwhile. */
gboolean amends_customer_change_apply (AmendsCustomerChange *self,
                                       AmendsConnection *connection,
                                       AmendsCustomerStep step,
                                       const AmendsCustomerActor *actor,
                                       GError **error);

/* Writes an entry that belongs to no case. @contact_id, @differences: (nullable);
 * @differences: (transfer full) */
gboolean amends_customer_log (AmendsConnection *connection,
                              const AmendsCustomerActor *actor,
                              AmendsEventKind kind,
                              const char *account_id,
                              const char *contact_id,
                              JsonNode *differences,
                              const char *summary,
                              GError **error);

G_END_DECLS
