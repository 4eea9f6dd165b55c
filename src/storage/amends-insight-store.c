/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the metrics count, read in a few passes over the tables. */

#include "config.h"

#include "amends-insight-store.h"

#include "amends-record-table.h"
#include "amends-enum-types.h"
#include "amends-record.h"
#include "amends-statement.h"
#include "amends-text.h"

#include <string.h>

/* Characters by which subjects are told apart. */
#define MOST_SUBJECT 200

/* What a reading hands on. */
typedef struct
{
  AmendsConnection *connection;
  const AmendsInsightPolicy *policy;
  AmendsInsightFacts *facts;
  GHashTable *folded; /* subject as written → folded, both kept */
} Reading;

typedef void (*RowFunc) (Reading *self, AmendsStatement *s);

static gboolean
read_rows (Reading *self, const char *sql, RowFunc func, GError **error)
{
  g_autoptr (AmendsStatement) statement = amends_statement_new (self->connection, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!amends_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      func (self, statement);
    }
}

static const char *
keep (Reading *self, AmendsStatement *s, int column)
{
  return amends_insight_facts_keep (self->facts, amends_statement_get_text (s, column));
}

static int
get_int (AmendsStatement *s, int column)
{
  return amends_statement_is_null (s, column) ? AMENDS_UNKNOWN
                                              : (int) amends_statement_get_int (s, column);
}

/* --- Accounts --- */

/* A day counts from its beginning in UTC: it has no zone of its own. */
static AmendsInstant
parse_day (const char *text)
{
  GDate date;
  g_autofree char *instant = NULL;
  AmendsInstant at = AMENDS_INSTANT_NONE;

  if (text == NULL || !amends_date_parse (text, &date, NULL))
    return AMENDS_INSTANT_NONE;
  instant = g_strdup_printf ("%sT00:00:00Z", text);
  return amends_instant_parse (instant, &at, NULL) ? at : AMENDS_INSTANT_NONE;
}

static gboolean
read_accounts (Reading *self, GError **error)
{
  g_autoptr (GPtrArray) accounts =
      amends_record_table_list (&amends_account_table, self->connection, NULL, NULL, error);

  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      AmendsAccount *record = accounts->pdata[i];
      AmendsInsightAccount account = {
        .id = amends_insight_facts_keep (self->facts, record->id),
        .name = amends_insight_facts_keep (self->facts, record->name),
        .segment = record->segment,
        .arr = record->arr,
        .currency = amends_insight_facts_keep (self->facts, record->currency),
        .vip = self->policy->is_vip (record, self->policy->data),
        .renewed = parse_day (record->renewed),
        .churned = parse_day (record->churned),
        .churn_support = record->left_support,
      };

      amends_insight_facts_add_account (self->facts, &account);
    }
  return TRUE;
}

/* --- Cases --- */

#define CASES                                                                                      \
  "SELECT id, number, account_id, title, owner, severity, category, status, received,"             \
  " resolved_at, json_extract (body, '$.reason'), json_extract (body, '$.trigger'),"               \
  " json_extract (body, '$.cycle'), json_extract (body, '$.satisfaction'),"                        \
  " json_extract (body, '$.satisfaction_scale'),"                                                  \
  " coalesce (nullif (trim (json_extract (body, '$.affected_feature')), ''),"                      \
  "           nullif (trim (json_extract (body, '$.topic')), '')), paused"                         \
  " FROM escalation"

static const char *
fold (Reading *self, const char *subject)
{
  const char *known = g_hash_table_lookup (self->folded, subject);
  g_autofree char *line = NULL;
  g_autofree char *folded = NULL;

  if (known != NULL)
    return known;
  line = amends_text_one_line (subject, MOST_SUBJECT);
  folded = amends_text_fold (line);
  known = amends_insight_facts_keep (self->facts, folded);
  g_hash_table_insert (self->folded, (gpointer) subject, (gpointer) known);
  return known;
}

static void
read_case (Reading *self, AmendsStatement *s)
{
  AmendsInsightCase one = { .id = keep (self, s, 0) };

  if (!amends_insight_facts_find_account (self->facts, amends_statement_get_text (s, 2),
                                          &one.account))
    return;
  one.number = (int) amends_statement_get_int (s, 1);
  one.title = keep (self, s, 3);
  one.owner = keep (self, s, 4);
  one.severity = amends_statement_get_enum (s, 5, AMENDS_TYPE_SEVERITY, 0);
  one.category = amends_statement_get_enum (s, 6, AMENDS_TYPE_CATEGORY, 0);
  one.status = amends_statement_get_enum (s, 7, AMENDS_TYPE_STATUS, 0);
  one.received = amends_statement_get_instant (s, 8);
  one.resolved = amends_statement_get_instant (s, 9);
  one.reason = amends_statement_get_enum (s, 10, AMENDS_TYPE_REASON, 0);
  one.trigger = amends_statement_get_enum (s, 11, AMENDS_TYPE_TRIGGER, 0);
  one.cycle = amends_statement_is_null (s, 12) ? 1 : (int) amends_statement_get_int (s, 12);
  one.satisfaction = get_int (s, 13);
  one.scale = get_int (s, 14);
  one.subject_title = keep (self, s, 15);
  one.subject = one.subject_title ? fold (self, one.subject_title) : NULL;
  one.paused = amends_statement_get_int (s, 16) != 0;
  one.stress = AMENDS_UNKNOWN;
  /* A case that is going on again is not resolved, whatever it once was. */
  if (one.status != AMENDS_STATUS_RESOLVED && one.status != AMENDS_STATUS_CLOSED)
    one.resolved = AMENDS_INSTANT_NONE;
  amends_insight_facts_add_case (self->facts, &one);
}

/* --- Clocks --- */

/* What only matters of a clock that may be late is only then taken out of its record. */
#define CLOCKS                                                                                     \
  "SELECT c.escalation_id, c.kind, c.due, c.met_at, c.closed,"                                     \
  " CASE WHEN c.met_at IS NULL OR c.met_at > c.due THEN json_extract (c.body, '$.rule') END,"      \
  " CASE WHEN c.met_at IS NULL OR c.met_at > c.due THEN json_extract (c.body, '$.minutes') END,"   \
  " CASE WHEN c.met_at IS NULL THEN json_extract (c.body, '$.breached_at') END"                    \
  " FROM clock c"

/* When the first answer of its kind was given. */
static void
take_earliest (AmendsInstant *earliest, AmendsInstant met)
{
  if (*earliest == AMENDS_INSTANT_NONE || met < *earliest)
    *earliest = met;
}

static void
read_clock (Reading *self, AmendsStatement *s)
{
  AmendsInsightCase *one =
      amends_insight_facts_find_case (self->facts, amends_statement_get_text (s, 0));
  AmendsClockKind kind = amends_statement_get_enum (s, 1, AMENDS_TYPE_CLOCK_KIND, 0);
  AmendsInstant due = amends_statement_get_instant (s, 2);
  AmendsInstant met = amends_statement_get_instant (s, 3);
  gboolean closed = amends_statement_get_int (s, 4) != 0;
  AmendsInstant end = met, limit;

  if (one == NULL)
    return;
  if (met != AMENDS_INSTANT_NONE && kind == AMENDS_CLOCK_ACKNOWLEDGE)
    take_earliest (&one->answered, met);
  if (met != AMENDS_INSTANT_NONE && kind == AMENDS_CLOCK_SUBSTANTIVE)
    take_earliest (&one->substantive, met);
  if (due == AMENDS_INSTANT_NONE)
    return;
  limit =
      due + self->policy->get_grace (kind, amends_statement_get_text (s, 5), self->policy->data);
  /* One that ended with its cycle was missed if somebody noticed; one that runs, if its time is
   * over. */
  if (met == AMENDS_INSTANT_NONE && closed)
    end = amends_statement_is_null (s, 7) ? AMENDS_INSTANT_NONE : limit + 1;
  else if (met == AMENDS_INSTANT_NONE && !one->paused && self->policy->now > limit)
    end = self->policy->now;
  if (end == AMENDS_INSTANT_NONE)
    return;
  one->clocks++;
  if (end <= limit)
    return;
  one->missed++;
  if (one->missed == 1 || end - due > one->late)
    {
      one->worst = kind;
      one->worst_minutes = (int) amends_statement_get_int (s, 6);
      one->late = end - due;
    }
}

/* --- Debriefs and warnings --- */

#define WRITTEN(field, bit) "(trim (ifnull (json_extract (body, '$." field "'), '')) <> '') * " #bit

/* The bits of AmendsInsightSections. */
static const char debriefs_sql[] =
    "SELECT escalation_id, json_extract (body, '$.stress'), " WRITTEN ("summary", 1) " + " WRITTEN ("went_well", 2) " + " WRITTEN (
        "differently",
        4) " + " WRITTEN ("root_cause",
                          8) " + " WRITTEN ("reaction",
                                            16) " + " WRITTEN ("change_text",
                                                               32) " + " WRITTEN ("reach",
                                                                                  64) " +"
                                                                                      " " WRITTEN (
                                                                                          "outcome",
                                                                                          128) " FR"
                                                                                               "OM "
                                                                                               "deb"
                                                                                               "rie"
                                                                                               "f";

static void
read_debrief (Reading *self, AmendsStatement *s)
{
  AmendsInsightCase *one =
      amends_insight_facts_find_case (self->facts, amends_statement_get_text (s, 0));

  if (one == NULL)
    return;
  one->debriefed = TRUE;
  one->stress = get_int (s, 1);
  one->sections = (guint) amends_statement_get_int (s, 2);
}

#define WARNINGS                                                                                   \
  "SELECT id, account_id, at, state, json_extract (body, '$.decided_at') FROM warning"

static void
read_warning (Reading *self, AmendsStatement *s)
{
  AmendsInsightWarning warning = { .id = keep (self, s, 0) };
  const char *decided = amends_statement_get_text (s, 4);

  if (!amends_insight_facts_find_account (self->facts, amends_statement_get_text (s, 1),
                                          &warning.account))
    return;
  warning.at = amends_statement_get_instant (s, 2);
  warning.state = amends_statement_get_enum (s, 3, AMENDS_TYPE_WARNING_STATE, 0);
  if (decided == NULL || !amends_instant_parse (decided, &warning.decided, NULL))
    warning.decided = AMENDS_INSTANT_NONE;
  amends_insight_facts_add_warning (self->facts, &warning);
}

AmendsInsightFacts *
amends_insight_store_read (AmendsConnection *connection,
                           const AmendsInsightPolicy *policy,
                           GError **error)
{
  g_autoptr (AmendsInsightFacts) facts = amends_insight_facts_new ();
  g_autoptr (GHashTable) folded = g_hash_table_new (NULL, NULL);
  Reading self = { connection, policy, facts, folded };

  if (read_accounts (&self, error) && read_rows (&self, CASES, read_case, error) &&
      read_rows (&self, CLOCKS, read_clock, error) &&
      read_rows (&self, debriefs_sql, read_debrief, error) &&
      read_rows (&self, WARNINGS, read_warning, error))
    return g_steal_pointer (&facts);
  return NULL;
}
