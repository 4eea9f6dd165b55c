/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

/**
 * AmendsSalesforce:
 * Salesforce through its REST API. The address is the instance_url of the token answer. What is
 * known of it comes from its published documentation.
 */
#define AMENDS_TYPE_SALESFORCE (amends_salesforce_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSalesforce, amends_salesforce, AMENDS, SALESFORCE, AmendsConnector)

/* (transfer full): as amends_connector_new(), which has checked the address. */
AmendsConnector *amends_salesforce_new (const AmendsConnectorSettings *settings,
                                        AmendsFieldMap *map,
                                        AmendsHttp *http,
                                        AmendsSecrets *secrets,
                                        AmendsTimeSource *time_source,
                                        GError **error);

G_END_DECLS
