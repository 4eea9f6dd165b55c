/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-connection.h"
#include "amends-record.h"
#include "amends-statement.h"

G_BEGIN_DECLS

/**
 * AmendsRecordTable:
 * How records of one type are stored: the whole record as canonical JSON in `body`, and those of
 * its fields that queries or constraints need as columns beside it. `id` is always one; a field
 * "escalation-id" is column `escalation_id`. Instants are milliseconds, enums their nicks; what is
 * unknown is NULL.
 *
 * @name: of the table
 * @type: returns the GType of the records
 * @columns: NULL-terminated names of fields, without "id"
 * @ordered: whether the table has `position`, the place of a record in its list
 */
typedef struct
{
  const char *name;
  GType (*type) (void);
  const char *const *columns;
  gboolean ordered;
} AmendsRecordTable;

extern const AmendsRecordTable amends_account_table;
extern const AmendsRecordTable amends_contact_table;
extern const AmendsRecordTable amends_person_table;
extern const AmendsRecordTable amends_escalation_table;
extern const AmendsRecordTable amends_clock_table;
extern const AmendsRecordTable amends_pause_table;
extern const AmendsRecordTable amends_draft_table;
extern const AmendsRecordTable amends_checkpoint_table;
extern const AmendsRecordTable amends_action_table;
extern const AmendsRecordTable amends_message_table;
extern const AmendsRecordTable amends_commitment_table;
extern const AmendsRecordTable amends_stakeholder_table;
extern const AmendsRecordTable amends_goodwill_table;
extern const AmendsRecordTable amends_plan_table;
extern const AmendsRecordTable amends_debrief_table;
extern const AmendsRecordTable amends_interaction_table;
extern const AmendsRecordTable amends_warning_table;

/* Writes @record whether or not it is there already. @position is ignored if not ordered. */
gboolean amends_record_table_put (const AmendsRecordTable *table,
                                  AmendsConnection *connection,
                                  gpointer record,
                                  guint position,
                                  GError **error);

/* NOT_FOUND if there is no such record. */
gboolean amends_record_table_remove (const AmendsRecordTable *table,
                                     AmendsConnection *connection,
                                     const char *id,
                                     GError **error);

/* (transfer full): the record, or NULL with NOT_FOUND or another error. */
gpointer amends_record_table_get (const AmendsRecordTable *table,
                                  AmendsConnection *connection,
                                  const char *id,
                                  GError **error);

/* (transfer full): the record whose body is column 0 of the next row of @statement; NULL without
 * @error if there is no row. */
gpointer amends_record_table_read_first (const AmendsRecordTable *table,
                                         AmendsStatement *statement,
                                         GError **error);
/* (transfer full) (element-type AmendsRecord): those of all rows; NULL with @error. */
GPtrArray *amends_record_table_read_all (const AmendsRecordTable *table,
                                         AmendsStatement *statement,
                                         GError **error);

/**
 * amends_record_table_list:
 * @column: (nullable): a column that must equal @value; NULL for the whole table
 *
 * Returns: (transfer full) (element-type AmendsRecord): in their order; NULL with @error
 */
GPtrArray *amends_record_table_list (const AmendsRecordTable *table,
                                     AmendsConnection *connection,
                                     const char *column,
                                     const char *value,
                                     GError **error);

/**
 * amends_record_table_sync:
 * @before: (nullable): the list as it is stored; NULL for none
 * @after: the list as it shall be
 *
 * Writes the rows that differ or have moved, and removes those that are gone.
 */
gboolean amends_record_table_sync (const AmendsRecordTable *table,
                                   AmendsConnection *connection,
                                   GListModel *before,
                                   GListModel *after,
                                   GError **error);

G_END_DECLS
