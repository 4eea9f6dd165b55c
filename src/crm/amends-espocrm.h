/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connector.h"

G_BEGIN_DECLS

#define AMENDS_TYPE_ESPOCRM (amends_espocrm_get_type ())
G_DECLARE_FINAL_TYPE (AmendsEspocrm, amends_espocrm, AMENDS, ESPOCRM, AmendsConnector)

/* (transfer full): as amends_connector_new(), which has checked the address. */
AmendsConnector *amends_espocrm_new (const AmendsConnectorSettings *settings,
                                     AmendsFieldMap *map,
                                     AmendsHttp *http,
                                     AmendsSecrets *secrets,
                                     AmendsTimeSource *time_source,
                                     GError **error);

G_END_DECLS
