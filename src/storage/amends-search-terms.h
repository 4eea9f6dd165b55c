/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"

G_BEGIN_DECLS

/* Which index is searched. */
typedef enum
{
  AMENDS_SEARCH_CASES,
  AMENDS_SEARCH_MESSAGES,
  AMENDS_SEARCH_DRAFTS,
  AMENDS_SEARCH_EVENTS,
  AMENDS_SEARCH_INTERACTIONS,
} AmendsSearchIndex;

/**
 * amends_search_build_query_for:
 * @text: what the user typed; any characters
 * @query: (out) (transfer full) (nullable): as amends_search_build_query(), and NULL as there
 *
 * Where the last word is the beginning of only a few words of @index, they are named one by one:
 * FTS5 collects everything that a longer beginning matches before it gives the first hit, but goes
 * through whole words as it is asked. Within a read.
 *
 * Returns: FALSE with @error
 */
gboolean amends_search_build_query_for (AmendsConnection *connection,
                                        AmendsSearchIndex index,
                                        const char *text,
                                        char **query,
                                        GError **error);

G_END_DECLS
