/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans over the cases of tests/cases/plan: nothing unfilled, nothing invented, limits kept. */

#include "config.h"

#include "amends-gate.h"
#include "amends-planner.h"
#include "amends-text.h"

#include <string.h>

typedef struct
{
  AmendsCase *the_case;
  AmendsPerson *me;
  GTimeZone *zone;
  char *language;
  AmendsInstant now;
  char *input; /* the file, to compare with */
} Fixture;

static AmendsPlanner *planner;
static AmendsGate *gate;

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
fixture_load (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsEscalation) escalation = NULL;
  g_autoptr (AmendsAccount) account = NULL;
  g_autoptr (AmendsContact) contact = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *what = NULL;
  gsize length;

  g_file_get_contents (path, &fixture->input, &length, &error);
  g_assert_no_error (error);
  reader = amends_json_reader_new (fixture->input, length, path, &error);
  g_assert_no_error (error);
  escalation = read_record (reader, "escalation", AMENDS_TYPE_ESCALATION);
  account = read_record (reader, "account", AMENDS_TYPE_ACCOUNT);
  contact = read_record (reader, "contact", AMENDS_TYPE_CONTACT);
  fixture->me = read_record (reader, "me", AMENDS_TYPE_PERSON);
  fixture->the_case = amends_case_new (escalation, account, contact);
  read_list (reader, "stakeholders", AMENDS_TYPE_STAKEHOLDER, fixture->the_case->stakeholders);
  read_list (reader, "goodwill", AMENDS_TYPE_GOODWILL, fixture->the_case->goodwill);
  fixture->now = amends_json_reader_get_instant (reader, "now", AMENDS_JSON_REQUIRED);
  fixture->language = amends_json_reader_dup_string (reader, "language", AMENDS_JSON_OPTIONAL);
  zone = amends_json_reader_dup_string (reader, "zone", AMENDS_JSON_OPTIONAL);
  what = amends_json_reader_dup_string (reader, "what", AMENDS_JSON_REQUIRED);
  amends_json_reader_finish (reader, NULL, &error);
  g_assert_no_error (error);
  fixture->zone = amends_zone_load (zone != NULL ? zone : "Europe/Amsterdam", &error);
  g_assert_no_error (error);
}

static void
fixture_clear (Fixture *fixture)
{
  g_clear_object (&fixture->the_case);
  g_clear_object (&fixture->me);
  g_clear_pointer (&fixture->zone, g_time_zone_unref);
  g_clear_pointer (&fixture->language, g_free);
  g_clear_pointer (&fixture->input, g_free);
}

static AmendsPlannerContext
context_of (Fixture *fixture)
{
  return (AmendsPlannerContext){
    .me = fixture->me, .now = fixture->now, .zone = fixture->zone, .language = fixture->language
  };
}

/* What a template leaves behind must not be there, unless the case itself brought it. */
static void
check_text (const char *where, const char *text, const char *input)
{
  static const char *const leftovers[] = { "{{", "}}", "{%", "[[",   "]]", "(null)", "  ",
                                           " .", " ,", "..", "。。", "!!", "，。",   "：。" };

  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++)
    {
      if (strstr (text, leftovers[i]) != NULL && strstr (input, leftovers[i]) == NULL)
        g_error ("%s: “%s” in: %s", where, leftovers[i], text);
    }
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true ((guchar) *p >= 0x20 || *p == '\n');
}

/* Each number of three digits or more comes from the case; clock times and days are computed. */
static void
check_numbers (const char *where, const char *text, const char *input)
{
  /* A health is given "of 100". */
  g_autofree char *known = g_strconcat (input, " 100", NULL);

  for (const char *p = text; *p != '\0';)
    {
      g_autoptr (GString) number = g_string_new (NULL);

      while (g_ascii_isdigit (*p) || (*p == ',' && number->len > 0 && g_ascii_isdigit (p[1])))
        {
          if (*p != ',')
            g_string_append_c (number, *p);
          p++;
        }
      if (number->len >= 3 && strstr (known, number->str) == NULL)
        g_error ("%s: the number %s is not in the case", where, number->str);
      if (number->len == 0)
        p++;
    }
}

static guint
count_sentences (const char *text)
{
  g_autoptr (GArray) sentences = amends_text_split_sentences (text);

  return sentences->len;
}

static guint
check_gate (Fixture *fixture, const char *name, AmendsDraft *draft)
{
  gboolean customer = draft->audience == AMENDS_AUDIENCE_CUSTOMER ||
                      draft->audience == AMENDS_AUDIENCE_CUSTOMER_EXECUTIVE;
  AmendsGateContext context = {
    .kind = customer ? AMENDS_TEXT_CUSTOMER : AMENDS_TEXT_BRIEF,
    .case_ = fixture->the_case,
    .now = fixture->now,
    .zone = fixture->zone,
    .draft_kind = draft->kind,
  };
  g_autoptr (GPtrArray) findings = amends_gate_check (gate, draft->body, &context);

  for (guint i = 0; i < findings->len; i++)
    {
      AmendsFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s: %s %s “%s”", name, draft->kind, finding->rule,
                      finding->level == AMENDS_GATE_BLOCK ? "BLOCK" : "warn", finding->text);
    }
  /* What looks like a placeholder is one for the gate, even if the customer wrote it. */
  return amends_gate_blocks (findings) && strstr (fixture->input, "{{") == NULL ? 1 : 0;
}

static void
check_draft (Fixture *fixture, const char *name, AmendsDraft *draft)
{
  g_autofree char *where = g_strconcat (name, ": ", draft->kind, NULL);

  g_assert_cmpstr (draft->subject, !=, "");
  g_assert_cmpstr (draft->body, !=, "");
  g_assert_cmpstr (draft->title, !=, "");
  check_text (where, draft->subject, fixture->input);
  check_text (where, draft->body, fixture->input);
  check_numbers (where, draft->body, fixture->input);
  if (g_str_equal (draft->kind, "internal-brief"))
    g_assert_cmpuint (amends_text_count_words (draft->body), <,
                      amends_text_counts_characters (draft->body) ? 500 : 300);
  if (draft->audience == AMENDS_AUDIENCE_CUSTOMER)
    g_assert_null (strstr (draft->subject, "ESCALATION"));
  g_assert_cmpuint (check_gate (fixture, name, draft), ==, 0);
}

static void
test_case (gconstpointer path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const char *name = parts[g_strv_length (parts) - 1];
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  AmendsPlannerContext context;
  GListModel *drafts, *checkpoints;
  AmendsPlan *plan;
  guint n;

  fixture_load (&fixture, path);
  context = context_of (&fixture);
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_no_error (error);
  plan = fixture.the_case->plan;
  check_text (name, plan->situation, fixture.input);
  g_assert_cmpuint (count_sentences (plan->situation), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan->limits)), >=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plan->stages)), ==, 5);

  drafts = G_LIST_MODEL (fixture.the_case->drafts);
  n = g_list_model_get_n_items (drafts);
  g_assert_cmpuint (n, >=, 10);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);

      check_draft (&fixture, name, draft);
    }

  checkpoints = G_LIST_MODEL (fixture.the_case->checkpoints);
  for (guint i = 0; i < g_list_model_get_n_items (checkpoints); i++)
    {
      g_autoptr (AmendsCheckpoint) checkpoint = g_list_model_get_item (checkpoints, i);

      check_text (name, checkpoint->title, fixture.input);
      g_assert_nonnull (checkpoint->owner ? checkpoint->owner : checkpoint->title);
    }

  /* Made again from the same facts, nothing changes and nothing doubles. */
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_cmpuint (g_list_model_get_n_items (drafts), ==, n);
  fixture_clear (&fixture);
}

static AmendsDraft *
find_draft (AmendsCase *the_case, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (the_case->drafts)); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (G_LIST_MODEL (the_case->drafts), i);

      if (g_str_equal (draft->kind, kind))
        return draft;
    }
  g_assert_not_reached ();
}

static void
test_regenerate (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collisions = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (GString) edited = NULL;
  Fixture fixture = { 0 };
  AmendsPlannerContext context;
  AmendsDraft *draft;

  fixture_load (&fixture, path);
  context = context_of (&fixture);
  g_assert_true (amends_planner_generate (planner, fixture.the_case, &context, &error));
  draft = find_draft (fixture.the_case, "first-response");
  edited = g_string_new (draft->body);
  g_string_replace (edited, "Pieter,", "Dear Pieter,", 1);
  g_string_append (edited, "\n\nMy own line.");
  amends_record_set (draft, "body", edited->str, NULL);

  /* A fact changes where nobody edited: the text follows, the edits stay. */
  amends_record_set (fixture.the_case->escalation, "impact", "Three depots wait", NULL);
  g_assert_true (amends_planner_regenerate_draft (planner, fixture.the_case, draft, &context,
                                                  &collisions, &error));
  g_assert_nonnull (strstr (draft->body, "three depots wait"));
  g_assert_null (strstr (draft->body, "212 dispatchers"));
  g_assert_nonnull (strstr (draft->body, "Dear Pieter,"));
  g_assert_nonnull (strstr (draft->body, "My own line."));
  g_assert_cmpuint (collisions->len, ==, 0);

  /* Both change the same sentence: the edit stands, and the other text is reported. */
  g_string_assign (edited, draft->body);
  g_string_replace (edited, "three depots wait", "all your depots wait", 1);
  amends_record_set (draft, "body", edited->str, NULL);
  amends_record_set (fixture.the_case->escalation, "impact", "Four depots wait", NULL);
  g_assert_true (
      amends_planner_regenerate_draft (planner, fixture.the_case, draft, &context, &later, &error));
  g_assert_nonnull (strstr (draft->body, "all your depots wait"));
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_nonnull (
      strstr (((AmendsPlannerCollision *) g_ptr_array_index (later, 0))->generated, "four depots"));
  fixture_clear (&fixture);
}

static void
test_bad_zone (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  AmendsPlannerContext context;

  fixture_load (&fixture, path);
  context = context_of (&fixture);
  amends_record_set (fixture.the_case->account, "time-zone", "America/Nowhere", NULL);
  g_assert_false (amends_planner_generate (planner, fixture.the_case, &context, &error));
  g_assert_nonnull (error);
  fixture_clear (&fixture);
}

/* Equal facts give equal words: nothing is drawn by lot. How long it takes is for the bench. */
static void
test_repeatable (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  AmendsPlannerContext context;
  g_autoptr (AmendsCase) one = NULL;
  g_autoptr (AmendsCase) two = NULL;
  guint n;

  fixture_load (&fixture, path);
  context = context_of (&fixture);
  one = amends_case_copy (fixture.the_case);
  two = amends_case_copy (fixture.the_case);
  g_assert_true (amends_planner_generate (planner, one, &context, &error));
  g_assert_true (amends_planner_generate (planner, two, &context, &error));
  n = g_list_model_get_n_items (G_LIST_MODEL (one->drafts));
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (two->drafts)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsDraft) a = g_list_model_get_item (G_LIST_MODEL (one->drafts), i);
      g_autoptr (AmendsDraft) b = g_list_model_get_item (G_LIST_MODEL (two->drafts), i);

      g_assert_cmpstr (a->subject, ==, b->subject);
      g_assert_cmpstr (a->body, ==, b->body);
    }
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_autofree char *playbooks = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autofree char *cases =
      g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "..", "tests", "cases", "plan", NULL);
  g_autofree char *northway = g_build_filename (cases, "northway.json", NULL);
  const char *folders[] = { playbooks, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  planner = amends_planner_new (playbook, &error);
  g_assert_no_error (error);
  gate = amends_gate_new (playbook, &error);
  g_assert_no_error (error);

  dir = g_dir_open (cases, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/planner/case/", name, NULL);

      g_ptr_array_add (paths, g_build_filename (cases, name, NULL));
      g_test_add_data_func (test, g_ptr_array_index (paths, paths->len - 1), test_case);
    }
  g_assert_cmpuint (paths->len, >=, 20);
  g_test_add_data_func ("/planner/regenerate", northway, test_regenerate);
  g_test_add_data_func ("/planner/bad-zone", northway, test_bad_zone);
  g_test_add_data_func ("/planner/repeatable", northway, test_repeatable);
  result = g_test_run ();
  g_object_unref (planner);
  g_object_unref (gate);
  return result;
}
