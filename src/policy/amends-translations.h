/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

G_BEGIN_DECLS

/**
 * AmendsTranslations:
 * One text of a playbook in the languages it was written in: {"en": "…", "zh-CN": "…"}.
 * Immutable; any thread.
 */
typedef struct _AmendsTranslations AmendsTranslations;

/**
 * amends_translations_read:
 * @reader: stands on the object that has @member; faults stick to it
 *
 * English is required, since every other language falls back to it; no text may be blank.
 *
 * Returns: (transfer full) (nullable): NULL when @member is absent or at fault
 */
AmendsTranslations *
amends_translations_read (AmendsJsonReader *reader, const char *member, AmendsJsonNeed need);
void amends_translations_free (AmendsTranslations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsTranslations, amends_translations_free)

/**
 * amends_translations_get:
 * @self: (nullable)
 * @language: (nullable): "en" or "zh-CN"; one that is missing gives English
 *
 * Returns: (transfer none): the text; "" for NULL
 */
const char *amends_translations_get (const AmendsTranslations *self, const char *language);

G_END_DECLS
