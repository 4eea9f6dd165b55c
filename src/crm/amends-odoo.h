/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

/**
 * AmendsOdoo:
 * Odoo 16 and later: /jsonrpc up to 18, /json/2 from 19 on. An escalation is a task of a project,
 * its notes and e-mails are messages on it, its tasks are activities.
 */
#define AMENDS_TYPE_ODOO (amends_odoo_get_type ())
G_DECLARE_FINAL_TYPE (AmendsOdoo, amends_odoo, AMENDS, ODOO, AmendsConnector)

/* (transfer full): as amends_connector_new(), which has checked the address. */
AmendsConnector *amends_odoo_new (const AmendsConnectorSettings *settings,
                                  AmendsFieldMap *map,
                                  AmendsHttp *http,
                                  AmendsSecrets *secrets,
                                  AmendsTimeSource *time_source,
                                  GError **error);

G_END_DECLS
