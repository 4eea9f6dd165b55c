/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The send gate against passages as people write them: tests/cases/gate. A passage that is meant to
 * be stopped says which rule stops it and at which words; one that is meant to pass must have no
 * finding at all. Precision and recall are counted in passages and held against floors.json.
 */

#include "config.h"

#include "amends-enum-types.h"
#include "amends-gate.h"
#include "amends-json.h"
#include "amends-text.h"

#include <locale.h>
#include <string.h>

typedef enum
{
  ENGLISH,
  CHINESE,
  N_LANGUAGES,
} Language;

typedef struct
{
  guint expected[N_LANGUAGES]; /* passages that the rule must stop */
  guint right;
  guint wrong;
  guint missed;
} Tally;

typedef struct
{
  AmendsGateContext context;
  char *text;
  char *counterpart;
  gboolean part;      /* of a message: need not say when the next one comes */
  gboolean loose;     /* the words say where, not exactly what is underlined */
  GPtrArray *expect;  /* of char *[2]: rule, words */
  GPtrArray *finding; /* of AmendsFinding, as the gate gave them */
} Passage;

typedef void (*PassageFunc) (Passage *passage, gpointer data);

static char *
cases_path (const char *name)
{
  return g_build_filename (g_getenv ("AMENDS_FIXTURES"), "..", "cases", "gate", name, NULL);
}

static AmendsGate *
load_gate (void)
{
  static AmendsGate *gate;
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autofree char *folder = NULL;
  const char *folders[] = { NULL, NULL };

  if (gate)
    return gate;
  folders[0] = folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  gate = amends_gate_new (playbook, &error);
  g_assert_no_error (error);
  return gate;
}

static void
read_records (AmendsJsonReader *reader, const char *member, GType type, GListStore *store)
{
  if (!amends_json_reader_enter_array (reader, member, AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        g_autoptr (GObject) record = amends_record_from_json (type, reader);

        /* What a case calls approved was approved as it stands there. */
        if (AMENDS_IS_GOODWILL (record))
          AMENDS_GOODWILL (record)->hash = amends_goodwill_compute_hash (AMENDS_GOODWILL (record));
        g_list_store_append (store, record);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
read_facts (Passage *self, AmendsJsonReader *reader)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  AmendsCase *case_;

  if (!amends_json_reader_enter_object (reader, "facts", AMENDS_JSON_OPTIONAL))
    return;
  self->counterpart = amends_json_reader_dup_string (reader, "counterpart", AMENDS_JSON_OPTIONAL);
  self->context.counterpart = self->counterpart;
  self->context.earlier_apology = amends_json_reader_get_boolean (reader, "earlier_apology", FALSE);
  escalation->fix_confirmed_by =
      amends_json_reader_dup_string (reader, "fix_confirmed_by", AMENDS_JSON_OPTIONAL);
  escalation->fix_confirmed_at =
      amends_json_reader_get_instant (reader, "fix_confirmed_at", AMENDS_JSON_OPTIONAL);
  escalation->fix_eta = amends_json_reader_get_instant (reader, "fix_eta", AMENDS_JSON_OPTIONAL);
  account->arr = amends_json_reader_get_int (reader, "arr", AMENDS_JSON_OPTIONAL, 0, G_MAXINT64,
                                             AMENDS_MONEY_UNKNOWN);
  account->currency = amends_json_reader_dup_string (reader, "currency", AMENDS_JSON_OPTIONAL);
  account->health =
      amends_json_reader_get_int (reader, "health", AMENDS_JSON_OPTIONAL, 0, 100, AMENDS_UNKNOWN);
  case_ = self->context.case_ = amends_case_new (escalation, account, NULL);
  read_records (reader, "goodwill", AMENDS_TYPE_GOODWILL, case_->goodwill);
  read_records (reader, "stakeholders", AMENDS_TYPE_STAKEHOLDER, case_->stakeholders);
  read_records (reader, "commitments", AMENDS_TYPE_COMMITMENT, case_->commitments);
  read_records (reader, "messages", AMENDS_TYPE_MESSAGE, case_->messages);
  amends_json_reader_leave (reader);
}

static void
read_expected (Passage *self, AmendsJsonReader *reader)
{
  self->expect = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!amends_json_reader_enter_array (reader, "expect", AMENDS_JSON_OPTIONAL))
    return;
  for (guint i = 0; i < amends_json_reader_get_count (reader); i++)
    if (amends_json_reader_at (reader, i))
      {
        char **pair = amends_json_reader_dup_strv (reader, NULL, AMENDS_JSON_REQUIRED);

        g_assert_cmpuint (g_strv_length (pair), ==, 2);
        g_ptr_array_add (self->expect, pair);
        amends_json_reader_leave (reader);
      }
  amends_json_reader_leave (reader);
}

static void
passage_read (Passage *self, AmendsJsonReader *reader)
{
  AmendsGateContext *context = &self->context;

  *self = (Passage){ 0 };
  self->text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  self->part = amends_json_reader_get_boolean (reader, "part", FALSE);
  self->loose = amends_json_reader_get_boolean (reader, "loose", FALSE);
  context->zone = g_time_zone_new_identifier ("Europe/Berlin");
  context->kind = amends_json_reader_get_enum (reader, "kind", AMENDS_JSON_OPTIONAL,
                                               amends_text_kind_get_type (), AMENDS_TEXT_CUSTOMER);
  context->severity = amends_json_reader_get_enum (
      reader, "severity", AMENDS_JSON_OPTIONAL, amends_severity_get_type (), AMENDS_SEVERITY_HIGH);
  g_assert_true (amends_instant_parse ("2026-03-10T09:30:00+01:00", &context->now, NULL));
  if (amends_json_reader_has (reader, "now"))
    context->now = amends_json_reader_get_instant (reader, "now", AMENDS_JSON_REQUIRED);
  read_facts (self, reader);
  read_expected (self, reader);
}

static void
passage_clear (Passage *self)
{
  g_clear_pointer (&self->context.zone, g_time_zone_unref);
  g_clear_object (&self->context.case_);
  g_clear_pointer (&self->expect, g_ptr_array_unref);
  g_clear_pointer (&self->finding, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->counterpart);
}

/* A part need not say when the next message comes, unless the case is about just that. */
static gboolean
counts (const Passage *self, AmendsFinding *finding)
{
  return !self->part || !g_str_equal (finding->rule, "next-update");
}

static GPtrArray *
check (const Passage *self, const char *text)
{
  GPtrArray *findings = amends_gate_check (load_gate (), text, &self->context);

  for (guint i = findings->len; i > 0; i--)
    if (!counts (self, findings->pdata[i - 1]))
      g_ptr_array_remove_index (findings, i - 1);
  return findings;
}

static AmendsJsonReader *
open_cases (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  AmendsJsonReader *reader;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  reader = amends_json_reader_new (text, length, path, &error);
  g_assert_no_error (error);
  return reader;
}

/* Calls @func for every passage of the files that begin with @prefix; returns how many. */
static guint
for_each (const char *prefix, PassageFunc func, gpointer data)
{
  g_autofree char *folder = cases_path (NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = cases_path (name);
      g_autoptr (AmendsJsonReader) reader = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_prefix (name, prefix))
        continue;
      reader = open_cases (path);
      for (guint i = 0; i < amends_json_reader_get_count (reader); i++, n++)
        if (amends_json_reader_at (reader, i))
          {
            Passage passage;

            passage_read (&passage, reader);
            passage.finding = check (&passage, passage.text);
            func (&passage, data);
            passage_clear (&passage);
            amends_json_reader_leave (reader);
          }
      amends_json_reader_finish (reader, NULL, &error);
      g_assert_no_error (error);
    }
  return n;
}

/* The span is what it says it is. */
static void
assert_spans (const Passage *self)
{
  glong length = g_utf8_strlen (self->text, -1);

  for (guint i = 0; i < self->finding->len; i++)
    {
      AmendsFinding *finding = self->finding->pdata[i];
      g_autofree char *words = NULL;

      g_assert_cmpint (finding->start, >=, 0);
      g_assert_cmpint (finding->end, <=, length);
      g_assert_cmpint (finding->start, <=, finding->end);
      words = g_utf8_substring (self->text, finding->start, finding->end);
      if (finding->start < finding->end)
        g_assert_cmpstr (words, ==, finding->text);
      g_assert_true (finding->title && *finding->title && finding->message && finding->fix);
      if (!g_str_equal (finding->rule, "unfilled"))
        g_assert_null (strchr (finding->message, '{'));
      if (i > 0)
        g_assert_cmpint (finding->start, >=,
                         ((AmendsFinding *) self->finding->pdata[i - 1])->start);
    }
}

static Tally *
tally_of (GHashTable *tallies, const char *rule)
{
  Tally *tally = g_hash_table_lookup (tallies, rule);

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (tallies, g_strdup (rule), tally);
    }
  return tally;
}

/* Whether @finding underlines just the words that were asked for; of a loose passage, some. */
static gboolean
is_at (const Passage *self, const AmendsFinding *finding, const char *words)
{
  glong length = g_utf8_strlen (words, -1);

  /* It stands where the missing sentence would go, not at any words. */
  if (*words == '\0' || g_str_equal (finding->rule, "next-update"))
    return TRUE;
  if (finding->start == finding->end)
    return g_str_equal (finding->text, words);
  for (const char *p = strstr (self->text, words); p; p = strstr (p + 1, words))
    {
      glong start = g_utf8_pointer_to_offset (self->text, p);

      if (self->loose ? finding->start < start + length && finding->end > start
                      : finding->start == start && finding->end == start + length)
        return TRUE;
    }
  return FALSE;
}

/* Marks the findings that are what @pair asks for as seen. */
static gboolean
take_finding (const Passage *self, char **pair, gboolean *seen)
{
  gboolean taken = FALSE;

  for (guint i = 0; i < self->finding->len; i++)
    {
      AmendsFinding *finding = self->finding->pdata[i];

      if (g_str_equal (finding->rule, pair[0]) && is_at (self, finding, pair[1]))
        taken = seen[i] = TRUE;
    }
  return taken;
}

static void
judge (Passage *self, gpointer data)
{
  GHashTable *tallies = data;
  Language language = amends_text_counts_characters (self->text) ? CHINESE : ENGLISH;
  g_autofree gboolean *seen = g_new0 (gboolean, self->finding->len + 1);
  g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) missed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) wrong = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer rule;

  assert_spans (self);
  for (guint i = 0; i < self->expect->len; i++)
    {
      char **pair = self->expect->pdata[i];

      g_hash_table_add (expected, pair[0]);
      if (take_finding (self, pair, seen))
        continue;
      g_hash_table_add (missed, pair[0]);
      g_test_message ("missed %s “%s” in: %.300s", pair[0], pair[1], self->text);
    }
  for (guint i = 0; i < self->finding->len; i++)
    {
      AmendsFinding *finding = self->finding->pdata[i];

      if (seen[i])
        continue;
      g_hash_table_add (wrong, finding->rule);
      g_test_message ("false %s “%s” in: %.300s", finding->rule, finding->text, self->text);
    }
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &rule, NULL))
    {
      Tally *tally = tally_of (tallies, rule);

      tally->expected[language]++;
      if (g_hash_table_contains (missed, rule))
        tally->missed++;
      else
        tally->right++;
    }
  g_hash_table_iter_init (&iter, wrong);
  while (g_hash_table_iter_next (&iter, &rule, NULL))
    tally_of (tallies, rule)->wrong++;
}

/* What a good passage must be for the count of good ones to mean anything. */
static void
judge_good (Passage *self, gpointer data)
{
  g_assert_cmpuint (self->expect->len, ==, 0);
  judge (self, data);
}

static void
judge_bad (Passage *self, gpointer data)
{
  g_assert_cmpuint (self->expect->len, >, 0);
  judge (self, data);
}

typedef struct
{
  double precision;
  double recall;
  guint passages; /* in each language */
} Floor;

static void
read_floor (AmendsJsonReader *reader, Floor *floor)
{
  floor->precision = amends_json_reader_get_double (reader, "precision", AMENDS_JSON_OPTIONAL, 0, 1,
                                                    floor->precision);
  floor->recall =
      amends_json_reader_get_double (reader, "recall", AMENDS_JSON_OPTIONAL, 0, 1, floor->recall);
  floor->passages = amends_json_reader_get_int (reader, "passages_per_language",
                                                AMENDS_JSON_OPTIONAL, 0, 1000, floor->passages);
}

static gboolean
hold_against (const char *rule, const Tally *tally, const Floor *floor)
{
  double precision = tally->right / (double) MAX (tally->right + tally->wrong, 1);
  double recall = tally->right / (double) MAX (tally->right + tally->missed, 1);

  g_test_message ("%-17s precision %.3f recall %.3f (%u en + %u zh, %u missed, %u false)", rule,
                  precision, recall, tally->expected[ENGLISH], tally->expected[CHINESE],
                  tally->missed, tally->wrong);
  return precision >= floor->precision && recall >= floor->recall &&
         tally->expected[ENGLISH] >= floor->passages && tally->expected[CHINESE] >= floor->passages;
}

static void
test_corpus (void)
{
  g_autoptr (GHashTable) tallies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = cases_path ("floors.json");
  g_autoptr (AmendsJsonReader) floors = open_cases (path);
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  Floor all = { 1, 1, 1 };
  guint good = for_each ("good-", judge_good, tallies);
  guint bad = for_each ("bad-", judge_bad, tallies);

  g_test_message ("%u good and %u bad passages", good, bad);
  g_assert_cmpuint (good, >=,
                    amends_json_reader_get_int (floors, "good_passages", AMENDS_JSON_REQUIRED, 1,
                                                100000, 1));
  g_assert_cmpuint (bad, >=,
                    amends_json_reader_get_int (floors, "bad_passages", AMENDS_JSON_REQUIRED, 1,
                                                100000, 1));
  g_assert_true (amends_json_reader_enter_object (floors, "rules", AMENDS_JSON_REQUIRED));
  rules = amends_json_reader_list_members (floors);
  for (guint i = 0; i < rules->len; i++)
    if (amends_json_reader_enter_object (floors, rules->pdata[i], AMENDS_JSON_REQUIRED))
      {
        Floor floor = all;

        read_floor (floors, &floor);
        if (!hold_against (rules->pdata[i], tally_of (tallies, rules->pdata[i]), &floor))
          g_test_fail_printf ("%s is below precision %.2f, recall %.2f or %u passages a language",
                              (char *) rules->pdata[i], floor.precision, floor.recall,
                              floor.passages);
        g_hash_table_remove (tallies, rules->pdata[i]);
        amends_json_reader_leave (floors);
      }
  amends_json_reader_leave (floors);
  amends_json_reader_finish (floors, NULL, &error);
  g_assert_no_error (error);
  /* Every rule has its floor. */
  g_assert_cmpuint (g_hash_table_size (tallies), ==, 0);
}

static char *
apply (const char *text, AmendsFinding *finding)
{
  const char *start = g_utf8_offset_to_pointer (text, finding->start);
  const char *end = g_utf8_offset_to_pointer (text, finding->end);
  g_autoptr (GString) changed = g_string_new_len (text, start - text);

  g_string_append (changed, finding->fix);
  g_string_append (changed, end);
  return g_string_free (g_steal_pointer (&changed), FALSE);
}

static guint
count_rule (GPtrArray *findings, const char *rule)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += g_str_equal (((AmendsFinding *) findings->pdata[i])->rule, rule);
  return n;
}

/* One fix leaves fewer findings of its rule, and no more of any other. */
static void
assert_mends (GPtrArray *before, AmendsFinding *finding, GPtrArray *after, const char *text)
{
  gboolean right = count_rule (after, finding->rule) < count_rule (before, finding->rule);

  for (guint i = 0; i < after->len && right; i++)
    {
      const char *rule = ((AmendsFinding *) after->pdata[i])->rule;

      right = count_rule (after, rule) <= count_rule (before, rule);
    }
  if (!right)
    g_test_fail_printf ("%s: “%s” → “%s” does not mend: %.300s", finding->rule, finding->text,
                        finding->fix, text);
}

static void
mend (Passage *self, gpointer data)
{
  g_autofree char *text = g_strdup (self->text);
  g_autoptr (GPtrArray) findings = g_ptr_array_ref (self->finding);
  guint *fixes = data, before = *fixes;

  for (guint i = 0; i < findings->len;)
    {
      AmendsFinding *finding = findings->pdata[i];
      g_autoptr (GPtrArray) after = NULL;
      g_autofree char *changed = NULL;

      if (!finding->replaces)
        {
          i++;
          continue;
        }
      g_assert_cmpuint (*fixes - before, <, 50);
      changed = apply (text, finding);
      after = check (self, changed);
      assert_mends (findings, finding, after, changed);
      (*fixes)++;
      g_free (text);
      text = g_steal_pointer (&changed);
      g_ptr_array_unref (findings);
      findings = g_steal_pointer (&after);
      i = 0;
    }
}

static void
test_fixes (void)
{
  guint fixes = 0;

  for_each ("bad-", mend, &fixes);
  g_test_message ("%u fixes offered and applied", fixes);
  g_assert_cmpuint (fixes, >, 40);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate-corpus/rules", test_corpus);
  g_test_add_func ("/gate-corpus/fixes", test_fixes);
  return g_test_run ();
}
