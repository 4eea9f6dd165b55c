/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-person.h"

G_BEGIN_DECLS

/* At most one person is *me*: saving one who is takes it from the other. */
gboolean
amends_person_store_save (AmendsConnection *connection, AmendsPerson *person, GError **error);
AmendsPerson *
amends_person_store_get (AmendsConnection *connection, const char *id, GError **error);
/* (transfer full) (nullable): NULL without an error when nobody is. */
AmendsPerson *amends_person_store_get_me (AmendsConnection *connection, GError **error);
/* By one of the e-mail addresses, without regard to case; (transfer full) (nullable). */
AmendsPerson *
amends_person_store_find (AmendsConnection *connection, const char *email, GError **error);
/* (transfer full) (element-type AmendsPerson): by name. */
GPtrArray *amends_person_store_list (AmendsConnection *connection, GError **error);
gboolean amends_person_store_remove (AmendsConnection *connection, const char *id, GError **error);

G_END_DECLS
