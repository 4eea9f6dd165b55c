/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-row.h"
#include "amends-connection.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_SORT_DUE,      /* the clock due next first, cases without one last */
  AMENDS_SORT_UPDATED,  /* latest first */
  AMENDS_SORT_RECEIVED, /* latest first */
  AMENDS_SORT_NUMBER,   /* highest first */
  AMENDS_SORT_SEVERITY, /* worst first, then by number, highest first */
  AMENDS_SORT_ACCOUNT,  /* by name, then by number */
  AMENDS_SORT_ARR,      /* of the account, highest first; not for pages that go on after another */
} AmendsSort;

/* Bit of an enum value in a mask; a mask of 0 means "any". */
#define AMENDS_MASK(value) (1u << (value))
#define AMENDS_MASK_LIVE                                                                           \
  (AMENDS_MASK (AMENDS_STATUS_OPEN) | AMENDS_MASK (AMENDS_STATUS_IN_PROGRESS) |                    \
   AMENDS_MASK (AMENDS_STATUS_WAITING))

/**
 * AmendsEscalationFilter:
 * Which escalations a list shows. Zero-initialize: everything, by next due time. Strings are
 * (unowned) (nullable). @text is searched in the case, and in the
 * newest drafts and messages that have it.
 * @owners, @account_ids: (nullable): any of these
 * @after: (nullable): the last summary of the page before; the list goes on behind it
 * @limit: 0 for no limit
 * @reversed: the opposite of the order that @sort names
 */
typedef struct
{
  guint statuses;
  guint severities;
  guint tracks;
  guint categories;
  const char *owner;
  const char *account_id;
  const char *const *owners;
  const char *const *account_ids;
  const char *text;
  AmendsInstant received_from;
  AmendsInstant received_until;
  AmendsSort sort;
  gboolean reversed;
  guint limit;
  AmendsSummary *after;
} AmendsEscalationFilter;

/* (transfer full) (element-type AmendsSummary): one page; NULL with @error. */
GPtrArray *amends_escalation_store_list (AmendsConnection *connection,
                                         const AmendsEscalationFilter *filter,
                                         GError **error);

/* A case of a list that is not read yet. With a search also where the words stand: in the case
 * itself, or in a message, draft or entry of the log of this row. */
typedef struct
{
  gint64 row;
  AmendsMatchKind source;
  gint64 passage;
} AmendsCaseKey;

/* (transfer full) (element-type AmendsCaseKey): all that @filter lets through, in its order,
 * without regard to @limit and @after: a list reads the rows it shows. NULL with @error. */
GArray *amends_escalation_store_list_keys (AmendsConnection *connection,
                                           const AmendsEscalationFilter *filter,
                                           GError **error);

/* (transfer full) (element-type AmendsCaseRow): the rows of @n_keys keys, in no order; those that
 * are gone are not in it. @text: (nullable): what was searched for. NULL with @error. */
GPtrArray *amends_escalation_store_read_rows (AmendsConnection *connection,
                                              const AmendsCaseKey *keys,
                                              guint n_keys,
                                              const char *text,
                                              GError **error);

/* How many @filter lets through, without regard to @limit and @after; -1 with @error. */
int amends_escalation_store_count (AmendsConnection *connection,
                                   const AmendsEscalationFilter *filter,
                                   GError **error);

typedef struct
{
  int all;
  int live;
  int overdue;             /* live, with a clock past due at the time asked for */
  int by_status[7];        /* by AmendsStatus */
  int live_by_severity[5]; /* by AmendsSeverity */
} AmendsEscalationCounts;

gboolean amends_escalation_store_get_counts (AmendsConnection *connection,
                                             AmendsInstant now,
                                             AmendsEscalationCounts *counts,
                                             GError **error);

/* (transfer full): the summary of one escalation, or NULL with NOT_FOUND. */
AmendsSummary *
amends_escalation_store_get (AmendsConnection *connection, const char *id, GError **error);

/* (transfer full): names of the primary owners there are, sorted; NULL with @error. */
char **amends_escalation_store_list_owners (AmendsConnection *connection, GError **error);

/* (transfer full) (element-type AmendsEscalation): the whole records, for the engine's corpus of
 * past cases: resolved or closed ones, latest first; @limit 0 for all. NULL with @error. */
GPtrArray *
amends_escalation_store_list_settled (AmendsConnection *connection, guint limit, GError **error);

G_END_DECLS
