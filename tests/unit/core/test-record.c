/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: properties, JSON both ways, differences, merging of lists. */

#include "config.h"

#include "amends-account.h"
#include "amends-case.h"
#include "amends-classification.h"
#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-json.h"
#include "amends-labels.h"
#include "amends-rule-hit.h"
#include "amends-signal.h"
#include "amends-summary.h"

static void
count_notify_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(int *) data)++;
}

static void
test_notify_only_on_change (void)
{
  AmendsAccount *account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  int count = 0;

  g_signal_connect (account, "notify", G_CALLBACK (count_notify_cb), &count);
  amends_record_set (account, "name", "Northway Freight", "health", 46, NULL);
  g_assert_cmpint (count, ==, 2);
  amends_record_set (account, "name", "Northway Freight", "health", 46, NULL);
  g_assert_cmpint (count, ==, 2);
  g_assert_cmpstr (account->name, ==, "Northway Freight");
  g_assert_cmpint (account->nps, ==, AMENDS_UNKNOWN);
  g_assert_true (account->arr == AMENDS_MONEY_UNKNOWN);
  g_assert_finalize_object (account);
}

static AmendsEscalation *
make_escalation (void)
{
  AmendsEscalation *escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsLogEntry) entry = amends_record_new (AMENDS_TYPE_LOG_ENTRY);
  g_autoptr (AmendsSignal) signal = amends_record_new (AMENDS_TYPE_SIGNAL);
  const char *offer[] = { "a call with the lead engineer", "每日更新", NULL };

  amends_record_set (escalation, "statement", "a <b>&\" \\ 取消 \t\n", "severity",
                     AMENDS_SEVERITY_CRITICAL, "received", (gint64) 1773129120123, "offer", offer,
                     "users-affected", 0, "executive", TRUE, NULL);
  amends_record_set (entry, "at", (gint64) 1773129120000, "text", "Restarted", NULL);
  g_list_store_append (escalation->actions_taken, entry);
  escalation->classification = amends_record_new (AMENDS_TYPE_CLASSIFICATION);
  amends_record_set (escalation->classification, "anger", 0.25, "confidence", 0.1, NULL);
  amends_record_set (signal, "kind", "churn", "start", 0, "end", 4, NULL);
  g_list_store_append (escalation->classification->signals, signal);
  return escalation;
}

static void
test_json_round_trip (void)
{
  g_autoptr (AmendsEscalation) escalation = make_escalation ();
  g_autofree char *text = amends_record_to_text (escalation);
  g_autofree char *again = NULL;
  g_autoptr (AmendsEscalation) read = NULL;
  g_autoptr (GError) error = NULL;

  read = amends_record_from_text (AMENDS_TYPE_ESCALATION, text, "here", &error);
  g_assert_no_error (error);
  g_assert_true (amends_record_equal (escalation, read));
  again = amends_record_to_text (read);
  g_assert_cmpstr (text, ==, again);
  /* Zero users is knowledge, unlike no number. */
  g_assert_cmpint (read->users_affected, ==, 0);
  g_assert_cmpint (read->satisfaction, ==, AMENDS_UNKNOWN);
}

static void
test_copy_is_deep (void)
{
  g_autoptr (AmendsEscalation) escalation = make_escalation ();
  g_autoptr (AmendsEscalation) copy = amends_record_copy (escalation);
  g_autoptr (AmendsLogEntry) entry = NULL;

  g_assert_true (amends_record_equal (escalation, copy));
  entry = g_list_model_get_item (G_LIST_MODEL (copy->actions_taken), 0);
  amends_record_set (entry, "text", "Something else", NULL);
  g_assert_false (amends_record_equal (escalation, copy));
}

static void
test_damaged_text (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "{\"severity\":\"catastrophic\"}",
    "{\"users_affected\":\"many\"}",
    "{\"received\":\"yesterday\"}",
    "{\"offer\":[1]}",
    "{\"classification\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GObject) read =
          amends_record_from_text (AMENDS_TYPE_ESCALATION, bad[i], "row 7", &error);

      g_assert_null (read);
      g_assert_nonnull (error);
      g_assert_true (error->domain == AMENDS_INPUT_ERROR);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "row 7");
    }
}

static void
test_diff (void)
{
  g_autoptr (AmendsEscalation) before = make_escalation ();
  g_autoptr (AmendsEscalation) after = amends_record_copy (before);
  g_autoptr (JsonNode) nothing = amends_record_diff (before, after);
  g_autoptr (JsonNode) changes = NULL;
  g_autofree char *text = NULL;

  g_assert_null (nothing);
  amends_record_set (after, "severity", AMENDS_SEVERITY_HIGH, "title", "Export down", NULL);
  changes = amends_record_diff (before, after);
  text = amends_json_to_canonical (changes);
  g_assert_cmpstr (text, ==,
                   "{\"severity\":[\"critical\",\"high\"],\"title\":[null,\"Export down\"]}");
}

static AmendsLogEntry *
make_summary (const char *id, const char *title)
{
  AmendsSummary *summary = g_object_new (AMENDS_TYPE_SUMMARY, "id", id, "title", title, NULL);

  return (AmendsLogEntry *) summary;
}

static void
test_merge_keeps_identity (void)
{
  g_autoptr (GListStore) list = g_list_store_new (AMENDS_TYPE_SUMMARY);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  const char *order[] = { "c", "a", "d", "e" };
  g_autoptr (GObject) a = NULL;

  for (const char *id = "abcd"; *id; id++)
    {
      const char name[] = { *id, 0 };
      g_autoptr (GObject) row = (GObject *) make_summary (name, "old");
      g_list_store_append (list, row);
    }
  a = g_list_model_get_item (G_LIST_MODEL (list), 0);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_ptr_array_add (wanted, make_summary (order[i], "new"));
  amends_record_list_merge (list, wanted);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autoptr (AmendsSummary) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpstr (row->id, ==, order[i]);
      g_assert_cmpstr (row->title, ==, "new");
    }
  g_assert_true (amends_record_list_find (G_LIST_MODEL (list), "a") == (gpointer) a);
  g_ptr_array_set_size (wanted, 0);
  amends_record_list_merge (list, wanted);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

static void
test_every_enum_has_labels (void)
{
  GType types[] = {
    AMENDS_TYPE_SEGMENT,        AMENDS_TYPE_CONTACT_ROLE,
    AMENDS_TYPE_EXECUTIVE,      AMENDS_TYPE_CHANNEL,
    AMENDS_TYPE_TRIGGER,        AMENDS_TYPE_EMOTION,
    AMENDS_TYPE_WORKAROUND,     AMENDS_TYPE_CATEGORY,
    AMENDS_TYPE_REASON,         AMENDS_TYPE_SEVERITY,
    AMENDS_TYPE_TRACK,          AMENDS_TYPE_PRIORITY,
    AMENDS_TYPE_SCENARIO,       AMENDS_TYPE_STATUS,
    AMENDS_TYPE_RELATIONSHIP,   AMENDS_TYPE_CLOCK_KIND,
    AMENDS_TYPE_CLOCK_STATE,    AMENDS_TYPE_AUDIENCE,
    AMENDS_TYPE_HORIZON,        AMENDS_TYPE_STEP,
    AMENDS_TYPE_DIRECTION,      AMENDS_TYPE_COMMITMENT_STATE,
    AMENDS_TYPE_GOODWILL_STATE, AMENDS_TYPE_GOODWILL_KIND,
    AMENDS_TYPE_LEVEL,          AMENDS_TYPE_GATE_LEVEL,
    AMENDS_TYPE_TEXT_KIND,      AMENDS_TYPE_ROLE,
    AMENDS_TYPE_EVENT_KIND,     AMENDS_TYPE_DUE_KIND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (types[i]);

      for (guint j = 0; j < klass->n_values; j++)
        {
          int value = klass->values[j].value;
          int back = -1;

          g_assert_cmpint (value, ==, j);
          g_assert_cmpstr (amends_enum_get_label (types[i], value), !=, "");
          g_assert_true (amends_enum_from_nick (types[i], klass->values[j].value_nick, &back));
          g_assert_cmpint (back, ==, value);
        }
    }
  g_assert_cmpstr (amends_enum_get_nick (AMENDS_TYPE_CHANNEL, AMENDS_CHANNEL_E_MAIL), ==, "e-mail");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/notify-only-on-change", test_notify_only_on_change);
  g_test_add_func ("/record/json-round-trip", test_json_round_trip);
  g_test_add_func ("/record/copy-is-deep", test_copy_is_deep);
  g_test_add_func ("/record/damaged-text", test_damaged_text);
  g_test_add_func ("/record/diff", test_diff);
  g_test_add_func ("/record/merge-keeps-identity", test_merge_keeps_identity);
  g_test_add_func ("/record/labels", test_every_enum_has_labels);
  return g_test_run ();
}
