/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-classification.h"

G_BEGIN_DECLS

/* Appends @self as one line of JSON with its line break; @id: (nullable). */
void amends_cli_append_classification (GString *out, AmendsClassification *self, const char *id);

G_END_DECLS
