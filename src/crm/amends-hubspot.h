/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_HUBSPOT (amends_hubspot_get_type ())
G_DECLARE_FINAL_TYPE (AmendsHubspot, amends_hubspot, AMENDS, HUBSPOT, AmendsConnector)

/* (transfer full): as amends_connector_new(), which has checked the address. */
AmendsConnector *amends_hubspot_new (const AmendsConnectorSettings *settings,
                                     AmendsFieldMap *map,
                                     AmendsHttp *http,
                                     AmendsSecrets *secrets,
                                     AmendsTimeSource *time_source,
                                     GError **error);

G_END_DECLS
