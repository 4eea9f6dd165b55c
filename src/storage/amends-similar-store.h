/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-past-case.h"

G_BEGIN_DECLS

/* How far a search may go; each at least 1. */
typedef struct
{
  guint per_term;   /* cases looked at to tell how common a term is */
  guint cases;      /* rows of terms looked at in all */
  guint candidates; /* given */
} AmendsSimilarBounds;

/* Cases that may be like a text. */
typedef struct
{
  GPtrArray *cases;      /* (owned) (element-type AmendsPastCase) */
  GHashTable *documents; /* (owned) (element-type utf8 guint): term → how many cases have it */
  guint n_documents;     /* cases there are */
} AmendsSimilarCandidates;

void amends_similar_candidates_clear (AmendsSimilarCandidates *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsSimilarCandidates, amends_similar_candidates_clear)

/**
 * amends_similar_store_find:
 * @terms: as amends_terms_foreach() gives them, each once
 * @id: (nullable): of an escalation that is left out
 * @found: filled; to be cleared by the caller
 *
 * The cases that share the rarest of @terms. How common a term is gets counted up to
 * bounds.per_term and is estimated beyond that from how close together the newest cases with it
 * are. The cases come with what is compared and what belongs to it, without what came of them.
 * Bounded work whatever the number of cases. Within a read.
 */
gboolean amends_similar_store_find (AmendsConnection *connection,
                                    const char *const *terms,
                                    const char *id,
                                    const AmendsSimilarBounds *bounds,
                                    AmendsSimilarCandidates *found,
                                    GError **error);

/* Adds the newest cases of an account received since @since that are not among @found yet. */
gboolean amends_similar_store_add_account (AmendsConnection *connection,
                                           const char *account_id,
                                           AmendsInstant since,
                                           const char *id,
                                           guint limit,
                                           AmendsSimilarCandidates *found,
                                           GError **error);

/* (transfer full): one case, in the same form; NULL with @error. @id is a UUID. */
AmendsPastCase *
amends_similar_store_get (AmendsConnection *connection, const char *id, GError **error);

/* Reads what was tried in @past and what came of it. */
gboolean
amends_similar_store_complete (AmendsConnection *connection, AmendsPastCase *past, GError **error);

G_END_DECLS
