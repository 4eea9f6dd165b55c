/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case files of the planner. */

#include "config.h"

#include "plan-case.h"

#include <string.h>

static void
read_list (AmendsJsonReader *reader, const char *member, GType type, GListStore *list)
{
  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    {
      g_autoptr (AmendsRecord) record = NULL;

      g_assert_true (amends_json_reader_at (reader, i));
      record = amends_record_from_json (type, reader);
      /* What a case calls approved was approved as it stands there. */
      if (AMENDS_IS_GOODWILL (record))
        AMENDS_GOODWILL (record)->hash = amends_goodwill_compute_hash (AMENDS_GOODWILL (record));
      g_list_store_append (list, record);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static gpointer
read_record (AmendsJsonReader *reader, const char *member, GType type)
{
  gpointer record;

  if (!amends_json_reader_enter_object (reader, member, AMENDS_JSON_OPTIONAL))
    return NULL;
  record = amends_record_from_json (type, reader);
  amends_json_reader_leave (reader);
  return record;
}

static void
read_expected (PlanCase *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "expected", AMENDS_JSON_OPTIONAL))
    return;
  self->must_mention = amends_json_reader_dup_strv (reader, "must_mention", AMENDS_JSON_OPTIONAL);
  self->must_not_mention =
      amends_json_reader_dup_strv (reader, "must_not_mention", AMENDS_JSON_OPTIONAL);
  self->must_ask = amends_json_reader_dup_strv (reader, "must_ask", AMENDS_JSON_OPTIONAL);
  amends_json_reader_leave (reader);
}

static void
read_resolved (PlanCase *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "resolved", AMENDS_JSON_OPTIONAL))
    return;
  self->resolved_at = amends_json_reader_get_instant (reader, "at", AMENDS_JSON_REQUIRED);
  self->root_cause = amends_json_reader_dup_string (reader, "root_cause", AMENDS_JSON_OPTIONAL);
  self->fix_text = amends_json_reader_dup_string (reader, "fix_text", AMENDS_JSON_OPTIONAL);
  amends_json_reader_leave (reader);
}

gboolean
plan_case_resolve (PlanCase *self)
{
  if (self->resolved_at == AMENDS_INSTANT_NONE)
    return FALSE;
  amends_record_set (self->the_case->escalation, "resolved-at", self->resolved_at, "status",
                     AMENDS_STATUS_RESOLVED, NULL);
  if (self->root_cause != NULL)
    amends_record_set (self->the_case->escalation, "root-cause", self->root_cause, NULL);
  if (self->fix_text != NULL)
    amends_record_set (self->the_case->escalation, "fix-text", self->fix_text, NULL);
  self->now = self->resolved_at + 30 * AMENDS_MINUTE;
  return TRUE;
}

void
plan_case_load (PlanCase *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsEscalation) escalation = NULL;
  g_autoptr (AmendsAccount) account = NULL;
  g_autoptr (AmendsContact) contact = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *what = NULL;
  gsize length;

  *self = (PlanCase){ .name = g_path_get_basename (path) };
  g_file_get_contents (path, &self->input, &length, &error);
  g_assert_no_error (error);
  reader = amends_json_reader_new (self->input, length, path, &error);
  g_assert_no_error (error);
  escalation = read_record (reader, "escalation", AMENDS_TYPE_ESCALATION);
  account = read_record (reader, "account", AMENDS_TYPE_ACCOUNT);
  contact = read_record (reader, "contact", AMENDS_TYPE_CONTACT);
  self->me = read_record (reader, "me", AMENDS_TYPE_PERSON);
  self->the_case = amends_case_new (escalation, account, contact);
  read_list (reader, "stakeholders", AMENDS_TYPE_STAKEHOLDER, self->the_case->stakeholders);
  read_list (reader, "goodwill", AMENDS_TYPE_GOODWILL, self->the_case->goodwill);
  read_list (reader, "commitments", AMENDS_TYPE_COMMITMENT, self->the_case->commitments);
  read_list (reader, "messages", AMENDS_TYPE_MESSAGE, self->the_case->messages);
  read_list (reader, "clocks", AMENDS_TYPE_CLOCK, self->the_case->clocks);
  self->now = amends_json_reader_get_instant (reader, "now", AMENDS_JSON_REQUIRED);
  self->language = amends_json_reader_dup_string (reader, "language", AMENDS_JSON_OPTIONAL);
  zone = amends_json_reader_dup_string (reader, "zone", AMENDS_JSON_OPTIONAL);
  what = amends_json_reader_dup_string (reader, "what", AMENDS_JSON_REQUIRED);
  read_expected (self, reader);
  read_resolved (self, reader);
  amends_json_reader_finish (reader, NULL, &error);
  g_assert_no_error (error);
  self->zone = amends_zone_load (zone != NULL ? zone : "Europe/Amsterdam", &error);
  g_assert_no_error (error);
}

void
plan_case_clear (PlanCase *self)
{
  g_clear_object (&self->the_case);
  g_clear_object (&self->me);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->input, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->must_mention, g_strfreev);
  g_clear_pointer (&self->must_not_mention, g_strfreev);
  g_clear_pointer (&self->must_ask, g_strfreev);
  g_clear_pointer (&self->root_cause, g_free);
  g_clear_pointer (&self->fix_text, g_free);
}

GTimeZone *
plan_case_dup_customer_zone (PlanCase *self)
{
  const char *name = self->the_case->account->time_zone;

  return name != NULL ? g_time_zone_new_identifier (name) : g_time_zone_ref (self->zone);
}

static AmendsGate *vetting; /* (unowned) (nullable) */

void
plan_case_vet_with (AmendsGate *gate)
{
  vetting = gate;
}

static GPtrArray *
vet (AmendsDraft *draft, gpointer data)
{
  PlanCase *self = data;
  g_autoptr (GTimeZone) zone = plan_case_dup_customer_zone (self);
  AmendsGateContext context = {
    .kind = AMENDS_TEXT_CUSTOMER,
    .case_ = self->the_case,
    /* A letter for later speaks of its own "tomorrow". */
    .now = MAX (self->now, draft->due),
    .zone = zone,
    .draft_kind = draft->kind,
    .severity = self->the_case->escalation->severity,
  };

  return amends_gate_check (vetting, draft->body, &context);
}

AmendsPlannerContext
plan_case_get_context (PlanCase *self)
{
  return (AmendsPlannerContext){
    .me = self->me,
    .now = self->now,
    .zone = self->zone,
    .language = self->language,
    .vet = vetting != NULL ? vet : NULL,
    .vet_data = self,
  };
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
plan_case_list (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "..", "tests", "cases", "plan", NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".json"))
        g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
    }
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

AmendsDraft *
plan_case_find_draft (AmendsCase *the_case, const char *kind)
{
  GListModel *drafts = G_LIST_MODEL (the_case->drafts);

  for (guint i = 0; i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      if (g_str_equal (draft->kind, kind))
        return draft;
    }
  g_error ("there is no draft “%s”", kind);
}

gboolean
plan_case_is_for_customer (AmendsDraft *draft)
{
  return draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
         draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
}
