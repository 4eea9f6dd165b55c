/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case-row.h"
#include "amends-session.h"

G_BEGIN_DECLS

/*
 * The list of escalations, however long: one read gives which cases are in it and in what order;
 * each is read when somebody looks at it.
 */

typedef enum
{
  AMENDS_CASE_SORT_CLOCK, /* the clock due next first */
  AMENDS_CASE_SORT_RECEIVED,
  AMENDS_CASE_SORT_SEVERITY,
  AMENDS_CASE_SORT_ARR, /* by the amounts as they are; currencies are not converted */
  AMENDS_CASE_SORT_ACCOUNT,
} AmendsCaseSort;

/* Zeroed means everything, by next clock. Masks have bits 1 << value; 0 is any. */
typedef struct
{
  guint statuses;
  guint severities;
  guint tracks;
  guint categories;
  const char *const *owners;      /* (nullable): names */
  const char *const *account_ids; /* (nullable) */
  const char *text;               /* (nullable): words to search for */
  AmendsCaseSort sort;
  gboolean reversed;
} AmendsCaseFilter;

/**
 * AmendsCaseList:
 * Which cases a list has. Immutable, reference counted.
 */
typedef struct _AmendsCaseList AmendsCaseList;

AmendsCaseList *amends_case_list_ref (AmendsCaseList *self);
void amends_case_list_unref (AmendsCaseList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsCaseList, amends_case_list_unref)

guint amends_case_list_get_length (AmendsCaseList *self);
/* The "key" of the #AmendsCaseRow at @position. */
gint64 amends_case_list_get_key (AmendsCaseList *self, guint position);
/* How many there are without any filter. */
guint amends_case_list_get_total (AmendsCaseList *self);
/* (transfer none) (element-type AmendsCaseRow): those that came with it, the first ones. */
GPtrArray *amends_case_list_get_rows (AmendsCaseList *self);

/**
 * amends_session_list_cases_async:
 * @n_rows: how many of the first rows to read as well
 */
void amends_session_list_cases_async (AmendsSession *self,
                                      const AmendsCaseFilter *filter,
                                      guint n_rows,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full) */
AmendsCaseList *
amends_session_list_cases_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* @positions: (element-type guint) (transfer none): in @list; those to be read. */
void amends_session_read_case_rows_async (AmendsSession *self,
                                          AmendsCaseList *list,
                                          GArray *positions,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* (transfer full) (element-type AmendsCaseRow): in no order; what is gone meanwhile is not in it.
 */
GPtrArray *
amends_session_read_case_rows_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full): names of those who own cases, sorted. */
void amends_session_list_owners_async (AmendsSession *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char **
amends_session_list_owners_finish (AmendsSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
