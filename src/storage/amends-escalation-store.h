/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-summary.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_SORT_DUE,      /* the clock due next first, cases without one last */
  AMENDS_SORT_UPDATED,  /* latest first */
  AMENDS_SORT_RECEIVED, /* latest first */
  AMENDS_SORT_NUMBER,   /* highest first */
  AMENDS_SORT_SEVERITY, /* worst first, then by number, highest first */
  AMENDS_SORT_ACCOUNT,  /* by name, then by number */
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
