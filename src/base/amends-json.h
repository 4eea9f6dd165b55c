/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Deeper nesting than this is refused before the parser sees it. */
#define AMENDS_JSON_MAX_DEPTH 64

/**
 * amends_json_scan:
 * @text: what came from outside, need not be NUL-terminated
 * @length: bytes
 * @file: (nullable): name for messages
 *
 * Strict RFC 8259 scan in one pass: UTF-8, one document, depth, no duplicate keys in an object, no
 * NUL (\u0000), well-formed surrogates, integers that fit 64 bits and finite doubles. json-glib
 * accepts or mangles all of these, so nothing is parsed before it has passed here. Thread-safe.
 *
 * Returns: TRUE, or FALSE with AMENDS_INPUT_ERROR naming the line
 */
gboolean amends_json_scan (const char *text, gsize length, const char *file, GError **error);

/**
 * amends_json_parse:
 * Scans, then parses. Blocking: about 37 MB/s, so never on the main loop for a file.
 *
 * Returns: (transfer full): the root node, or NULL with AMENDS_INPUT_ERROR
 */
JsonNode *amends_json_parse (const char *text, gsize length, const char *file, GError **error);

/**
 * amends_json_locate:
 * @pointer: RFC 6901 pointer, such as "/account/renewal"
 *
 * Finds the line on which the value at @pointer begins in @text, which must have passed the scan.
 * Used only once something is wrong, so that a message can name the line.
 *
 * Returns: the line from 1, or 0 if there is no such value
 */
guint amends_json_locate (const char *text, gsize length, const char *pointer);

/**
 * amends_json_to_canonical:
 * Keys in byte order, no white space, shortest numbers: equal data gives equal bytes (RFC 8785 in
 * spirit), so that digests can be compared.
 *
 * Returns: (transfer full): UTF-8
 */
char *amends_json_to_canonical (JsonNode *node);

/* (transfer full): indented by two, members in the order they were added; ends without a newline.
 */
char *amends_json_to_pretty (JsonNode *node);

G_END_DECLS
