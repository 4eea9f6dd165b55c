/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AmendsTrackTag:
 * "P1" as a small tag: outlined, or filled where the track is what is being decided.
 *
 * Properties: "track" (#AmendsTrack), "filled".
 */
#define AMENDS_TYPE_TRACK_TAG (amends_track_tag_get_type ())
G_DECLARE_FINAL_TYPE (AmendsTrackTag, amends_track_tag, AMENDS, TRACK_TAG, AdwBin)

GtkWidget *amends_track_tag_new (AmendsTrack track);

void amends_track_tag_set_track (AmendsTrackTag *self, AmendsTrack track);

G_END_DECLS
