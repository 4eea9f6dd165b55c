/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-json-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AmendsPlaybook:
 * All policy of a team as data: a folder with one JSON file per mechanism (playbook.json, sla.json,
 * classify.json, gate.json, plan.json, stakeholders.json, goodwill.json, debrief.json), phrases in
 * phrases/LANGUAGE/NAME.json and templates in templates/LANGUAGE/NAME.md. A playbook may extend
 * another: each JSON file is laid over the parent's as a JSON merge patch (RFC 7396), and a phrase
 * or template file it lacks is the parent's.
 *
 * Immutable once loaded and safe to share between threads. The engines of the advisor compile what
 * they need from it once.
 */
#define AMENDS_TYPE_PLAYBOOK (amends_playbook_get_type ())
G_DECLARE_FINAL_TYPE (AmendsPlaybook, amends_playbook, AMENDS, PLAYBOOK, GObject)

/**
 * amends_playbook_load:
 * @folders: (array zero-terminated=1): where playbooks are looked for, first match wins (the user's
 *   before the shipped ones); each holds one folder per playbook id
 * @id: such as "standard"
 * @warnings: (out) (optional) (transfer full) (element-type utf8): unknown members, unused files
 *
 * Blocking; call it on a worker. Every JSON file is scanned and parsed here; what is inside a file
 * is checked by the mechanism that reads it, through amends_playbook_read().
 *
 * Returns: (transfer full): the playbook, or NULL with AMENDS_INPUT_ERROR (file, line, field)
 */
AmendsPlaybook *amends_playbook_load (const char *const *folders,
                                      const char *id,
                                      GPtrArray **warnings,
                                      GError **error);

/* (transfer full) (element-type utf8): ids of the playbooks found, sorted. */
GPtrArray *amends_playbook_list (const char *const *folders);

const char *amends_playbook_get_id (AmendsPlaybook *self);
int amends_playbook_get_version (AmendsPlaybook *self);
/* @language: "en" or "zh-CN"; falls back to English. (transfer none) */
const char *amends_playbook_get_name (AmendsPlaybook *self, const char *language);
/* (array zero-terminated=1) (transfer none): languages it has templates in, such as "en", "zh-CN".
 */
const char *const *amends_playbook_get_languages (AmendsPlaybook *self);

/**
 * amends_playbook_read:
 * @file: relative to the playbook without ".json": "sla", "phrases/en/gate"
 *
 * A reader on the merged document; its faults name the file that holds the member, and the line.
 *
 * Returns: (transfer full): the reader, or NULL with AMENDS_INPUT_ERROR_NOT_FOUND
 */
AmendsJsonReader *amends_playbook_read (AmendsPlaybook *self, const char *file, GError **error);

/**
 * amends_playbook_get_template:
 * @language: "en" or "zh-CN"
 * @name: such as "first-response"
 * @path: (out) (optional) (transfer none): the file, for messages
 *
 * Returns: (transfer none) (nullable): the template's text, of this playbook or one it extends
 */
const char *amends_playbook_get_template (AmendsPlaybook *self,
                                          const char *language,
                                          const char *name,
                                          const char **path);

/* (transfer full) (element-type utf8): names of all templates in @language, sorted. */
GPtrArray *amends_playbook_list_templates (AmendsPlaybook *self, const char *language);

G_END_DECLS
