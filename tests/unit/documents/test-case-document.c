/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents made from a case: what is in them, in which order, and for whom. */

#include "config.h"

#include "amends-case-document.h"
#include "amends-document-private.h"
#include "amends-document-words.h"
#include "amends-enum-types.h"
#include "amends-enums.h"
#include "amends-html-writer.h"
#include "amends-pdf-writer.h"
#include "debrief-case.h"

#include <string.h>

typedef AmendsDocument *(*Build) (AmendsCase *case_, const AmendsCaseDocumentContext *context);

static const Build builds[] = {
  amends_case_document_build_report,
  amends_case_document_build_plan,
  amends_case_document_build_debrief,
};

static const char *const audiences[] = { NULL, "internal", "executive", "customer" };

static AmendsDocument *
build (Build function, AmendsCase *case_, const char *language, const char *audience)
{
  g_autoptr (GTimeZone) zone =
      g_time_zone_new_identifier (g_str_equal (language, "en") ? "Europe/Oslo" : "Asia/Shanghai");
  AmendsCaseDocumentContext context = {
    .now = DEBRIEF_CASE_NOW,
    .zone = zone,
    .language = language,
    .author = "Anja Roth",
    .audience = audience,
  };

  return function (case_, &context);
}

static void
dump_runs (GString *out, GPtrArray *runs)
{
  for (guint i = 0; runs && i < runs->len; i++)
    g_string_append (out, ((AmendsRun *) g_ptr_array_index (runs, i))->text);
  g_string_append_c (out, '\n');
}

static void
dump_block (GString *out, const AmendsBlock *block)
{
  if (block->text)
    g_string_append_printf (out, "%s\n", block->text);
  if (block->source)
    g_string_append_printf (out, "%s\n", block->source);
  if (block->runs)
    dump_runs (out, block->runs);
  for (guint i = 0; block->items && i < block->items->len; i++)
    dump_runs (out, ((AmendsListItem *) g_ptr_array_index (block->items, i))->runs);
  for (guint i = 0; block->pairs && i < block->pairs->len; i++)
    {
      AmendsPair *pair = g_ptr_array_index (block->pairs, i);

      g_string_append_printf (out, "%s: %s\n", pair->label ? pair->label : "", pair->value);
    }
  for (guint i = 0; block->rows && i < block->rows->len; i++)
    {
      g_autofree char *row = g_strjoinv (" | ", g_ptr_array_index (block->rows, i));

      g_string_append_printf (out, "%s\n", row);
    }
}

/* All that the document says, unwrapped. */
static char *
write_text (AmendsDocument *document)
{
  GString *out = g_string_new (amends_document_get_title (document));

  g_string_append_printf (out, "\n%s\n", amends_document_get_subtitle (document));
  for (guint i = 0; i < amends_document_get_n_blocks (document); i++)
    dump_block (out, amends_document_get_block (document, i));
  return g_string_free (out, FALSE);
}

/* $AMENDS_KEEP: a folder to look at the files in. */
static void
keep_pdf (AmendsDocument *document, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = amends_pdf_writer_write (document, &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
  if (g_getenv ("AMENDS_KEEP") == NULL)
    return;
  path = g_strdup_printf ("%s/%s.pdf", g_getenv ("AMENDS_KEEP"), name);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
}

static void
add_debrief (AmendsCase *case_)
{
  g_autoptr (AmendsDebrief) debrief = amends_record_new (AMENDS_TYPE_DEBRIEF);
  const char *whys[] = { "A field was renamed.", "No test covered it.", NULL };

  amends_record_set (debrief, "summary", "One. Two. Three.", "went-well", "Daily news at 09:00.",
                     "differently", "Ring back at once.", "root-cause",
                     case_->escalation->root_cause, "five-whys", whys, "reaction",
                     "Calm once he had a date.", "relationship", AMENDS_RELATIONSHIP_STRONG,
                     "change-text", "Release notes list changed fields.", "change-owner",
                     "Anja Roth", "change-due", "2026-03-31", "reach", "Two accounts.", "outcome",
                     "Renewed.", "arr-retained", (gint64) 19800000, NULL);
  g_set_object (&case_->debrief, debrief);
}

/* --- Order and content ----------------------------------------------------------------------- */

static void
assert_order (const char *text, const char *const *parts)
{
  const char *at = text;

  for (guint i = 0; parts[i]; i++)
    {
      const char *found = strstr (at, parts[i]);

      if (found == NULL)
        g_error ("“%s” is missing, or before its place, in:\n%s", parts[i], text);
      at = found + strlen (parts[i]);
    }
}

static void
assert_headings (AmendsDocument *document, const char *const *expected)
{
  guint k = 0;

  for (guint i = 0; i < amends_document_get_n_blocks (document); i++)
    {
      const AmendsBlock *block = amends_document_get_block (document, i);

      if (block->type == AMENDS_BLOCK_HEADING && block->level == 1)
        g_assert_cmpstr (block->text, ==, expected[k++]);
    }
  g_assert_null (expected[k]);
}

static void
test_report (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDocument) document = NULL;
  g_autofree char *text = NULL;

  add_debrief (case_);
  document = build (amends_case_document_build_report, case_, "en", NULL);
  text = write_text (document);
  assert_headings (document,
                   (const char *const[]){ "At a glance", "What the customer said", "Impact",
                                          "Root cause", "Escalation path", "Owners", "Actions",
                                          "Communication plan", "Communication log", "Risks",
                                          "Goodwill", "After resolution", NULL });
  assert_order (text, (const char *const[]){ "ESC-0035",
                                             "Europe/Oslo",
                                             "Fjordline Ferries",
                                             "$198,000",
                                             "68 of 100",
                                             "Technical, Product failure",
                                             "High",
                                             "Resolved",
                                             "1 Mar 2026, 08:25",
                                             "3 Mar 2026, 08:20, met 5 h early",
                                             "Three sailings had to be boarded by",
                                             "Sverre Lie, Head of Ports",
                                             "1,140",
                                             "28 February 22:00",
                                             "1 d 19 h",
                                             "A field renamed in release 4.1",
                                             "Release process",
                                             "No test covered",
                                             "Escalation logged",
                                             "Bring in Engineering",
                                             "Primary",
                                             "Anja Roth",
                                             "Technical",
                                             "Jonas Weber",
                                             "Executive",
                                             "Immediate",
                                             "Short term",
                                             "Long term",
                                             "Every day at 09:00",
                                             "E-mail, out",
                                             "Churn at renewal",
                                             "$4,950",
                                             "Approved by Maria",
                                             "4 of 5",
                                             "Ring back at once.",
                                             "Improvement identified",
                                             NULL });
  keep_pdf (document, "report-en");
}

static void
test_debrief (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDocument) document = NULL;
  g_autofree char *text = NULL;

  add_debrief (case_);
  document = build (amends_case_document_build_debrief, case_, "en", NULL);
  text = write_text (document);
  assert_order (text, (const char *const[]){ "Executive summary",
                                             "One. Two. Three.",
                                             "Timeline",
                                             "Sun 1 Mar",
                                             "08:20",
                                             "First report by",
                                             "09:02",
                                             "Mon 2 Mar",
                                             "Cause confirmed",
                                             "Tue 3 Mar",
                                             "What went well",
                                             "differently",
                                             "Ring back",
                                             "Root cause",
                                             "A field was renamed.",
                                             "reaction",
                                             "Strong",
                                             "Process change",
                                             "31 Mar 2026",
                                             "identified, not yet implemented",
                                             "Two accounts.",
                                             "Outcome",
                                             "Renewed.",
                                             "$198,000",
                                             NULL });
  /* Housekeeping is not what happened. */
  g_assert_null (strstr (text, "where we stand"));
  keep_pdf (document, "debrief-en");
}

static void
test_plan (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (AmendsDocument) document =
      build (amends_case_document_build_plan, case_, "en", "internal");
  g_autofree char *text = write_text (document);

  assert_headings (document, (const char *const[]){
                                 "Situation", "Classification", "Clocks", "Do not commit to",
                                 "Actions", "Timeline, 14 days", "Who hears what", "Stakeholders",
                                 "Risks", "Messages to the customer", "Internal briefings",
                                 "Agendas", "Scripts", "Checklists", "Open questions", NULL });
  assert_order (text, (const char *const[]){ "This is not acceptable", "met 18 min early",
                                             "Confirm the cause by 12:00.", "Dear Sverre",
                                             "We have Engineering on it.", "What happened and",
                                             "Which sailings", NULL });
  keep_pdf (document, "plan-en");
}

static void
test_chinese (void)
{
  static const char *const names[] = { "report-zh", "plan-zh", "debrief-zh" };
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("zh-CN");

  add_debrief (case_);
  for (guint i = 0; i < G_N_ELEMENTS (builds); i++)
    {
      g_autoptr (AmendsDocument) document = build (builds[i], case_, "zh-CN", NULL);

      /* Every word of the document itself is Chinese. */
      for (guint k = 0; k < amends_document_get_n_blocks (document); k++)
        {
          const AmendsBlock *block = amends_document_get_block (document, k);

          if (block->type == AMENDS_BLOCK_HEADING && block->level == 1)
            g_assert_cmpint ((guchar) block->text[0], >, 0x7F);
        }
      keep_pdf (document, names[i]);
    }
}

/* --- What is not known ----------------------------------------------------------------------- */

static void
test_sparse (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_sparse ();
  g_autoptr (AmendsDocument) report = build (amends_case_document_build_report, case_, "en", NULL);
  g_autofree char *text = write_text (report);

  assert_order (text,
                (const char *const[]){
                    "Not known yet: escalation, account, ARR, health, type, created, SLA",
                    "Nothing works.", "Not known yet: business, users affected, since.",
                    "The root cause is not known yet.", "No owners have been named yet.",
                    "No actions are planned yet.", "No risks have been assessed yet.", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (builds); i++)
    for (guint k = 0; k < 2; k++)
      {
        g_autoptr (AmendsDocument) document = build (builds[i], case_, k ? "zh-CN" : "en", NULL);
        g_autofree char *all = write_text (document);

        g_assert_null (strstr (all, "(null)"));
        g_assert_null (strstr (all, "1970"));
        g_assert_null (strstr (all, "-2147483648"));
        g_assert_null (strstr (all, "9223372036854775808"));
      }
}

static void
test_hostile (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_hostile ();

  add_debrief (case_);
  for (guint i = 0; i < G_N_ELEMENTS (builds); i++)
    for (guint k = 0; k < G_N_ELEMENTS (audiences); k++)
      {
        g_autoptr (AmendsDocument) document = build (builds[i], case_, "en", audiences[k]);
        g_autofree char *text = write_text (document);
        g_autoptr (GBytes) html = amends_html_writer_write (document, NULL);
        g_autofree char *markup =
            g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_null (strstr (text, "\u202E"));
        g_assert_null (strstr (text, "(null)"));
        g_assert_null (strstr (markup, "<b>R&D</b>"));
        keep_pdf (document, "hostile");
      }
}

/* --- Who may see what ------------------------------------------------------------------------ */

static void
test_audience (void)
{
  static const char *const secrets[] = {
    "198,000",
    "68 of 100",
    "Churn",
    "Maria Lindqvist",
    "No date for a permanent",
    "Strained",
    "was frustrated",
    "Confirm the cause",
    "Hard news",
  };
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");

  add_debrief (case_);
  for (guint i = 0; i < G_N_ELEMENTS (builds); i++)
    {
      g_autoptr (AmendsDocument) document = build (builds[i], case_, "en", "customer");
      g_autofree char *text = write_text (document);

      g_assert_cmpstr (amends_document_get_audience (document), ==, "customer");
      for (guint k = 0; k < G_N_ELEMENTS (secrets); k++)
        if (strstr (text, secrets[k]))
          g_error ("The customer would read “%s” in:\n%s", secrets[k], text);
    }
  {
    g_autoptr (AmendsDocument) document =
        build (amends_case_document_build_plan, case_, "en", "executive");
    g_autofree char *text = write_text (document);

    g_assert_nonnull (strstr (text, "Churn"));
    g_assert_null (strstr (text, "Dear Sverre"));
  }
}

/* --- Clocks ---------------------------------------------------------------------------------- */

static void
test_deadline (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_sparse ();
  g_autoptr (AmendsDocument) late = NULL;
  g_autoptr (AmendsDocument) paused = NULL;
  g_autofree char *late_text = NULL;
  g_autofree char *paused_text = NULL;

  debrief_case_add_clock (case_, AMENDS_CLOCK_RESOLVE, DEBRIEF_CASE_NOW - 90 * AMENDS_MINUTE,
                          AMENDS_INSTANT_NONE);
  late = build (amends_case_document_build_report, case_, "en", NULL);
  late_text = write_text (late);
  g_assert_nonnull (strstr (late_text, "late by 1 h 30 min"));
  amends_record_set (case_->escalation, "status", AMENDS_STATUS_WAITING, NULL);
  paused = build (amends_case_document_build_report, case_, "en", NULL);
  paused_text = write_text (paused);
  g_assert_nonnull (strstr (paused_text, "paused, waiting on the customer"));
}

static void
test_completeness (void)
{
  g_autoptr (AmendsCase) case_ = debrief_case_new_full ("en");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (AmendsCompleteness) done = { .percent = 62 };
  AmendsCaseDocumentContext context = { .now = DEBRIEF_CASE_NOW,
                                        .zone = zone,
                                        .completeness = &done };
  g_autoptr (AmendsDocument) document = NULL;
  g_autofree char *text = NULL;

  done.mandatory[AMENDS_SECTION_REACH] = TRUE;
  done.missing[AMENDS_SECTION_REACH] = g_strdup ("Say whether it reaches others.");
  done.missing[AMENDS_SECTION_CHANGE] = g_strdup ("Not asked for.");
  document = amends_case_document_build_debrief (case_, &context);
  text = write_text (document);
  g_assert_nonnull (strstr (text, "62 % complete"));
  g_assert_nonnull (strstr (text, "Say whether it reaches others."));
  g_assert_null (strstr (text, "Not asked for."));
}

/* --- Words ----------------------------------------------------------------------------------- */

static void
assert_duration (const char *language, gint64 minutes, const char *expected)
{
  g_autofree char *text = amends_document_words_format_duration (language, minutes * AMENDS_MINUTE);

  g_assert_cmpstr (text, ==, expected);
}

static guint
count_arguments (const char *format)
{
  guint n = 0;

  for (const char *p = format; *p != '\0'; p++)
    n += p[0] == '%' && (p[1] == 's' || p[1] == 'd');
  return n;
}

static void
test_words (void)
{
  g_autofree char *date = amends_document_words_format_date ("zh-CN", "2026-03-31");
  g_autofree char *odd = amends_document_words_format_date ("en", "soon");

  assert_duration ("en", 0, "0 min");
  assert_duration ("en", 59, "59 min");
  assert_duration ("en", 60, "1 h");
  assert_duration ("en", 320, "5 h 20 min");
  assert_duration ("en", 24 * 60 + 10, "1 d");
  assert_duration ("en", 53 * 60, "2 d 5 h");
  assert_duration ("zh-CN", 320, "5 小时 20 分钟");
  g_assert_cmpstr (date, ==, "2026年3月31日");
  g_assert_cmpstr (odd, ==, "soon");
  for (int i = AMENDS_ROLE_CSM; i <= AMENDS_ROLE_CUSTOMER; i++)
    {
      g_assert_cmpstr (amends_document_words_get_label ("en", AMENDS_TYPE_ROLE, i), !=, "");
      g_assert_cmpstr (amends_document_words_get_label ("zh-CN", AMENDS_TYPE_ROLE, i), !=, "");
    }
  /* Both forms of a word take the same arguments. */
  for (guint i = 0; i < AMENDS_N_WORDS; i++)
    g_assert_cmpuint (count_arguments (amends_document_words_get ("en", i)), ==,
                      count_arguments (amends_document_words_get ("zh-CN", i)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/case-document/report", test_report);
  g_test_add_func ("/case-document/debrief", test_debrief);
  g_test_add_func ("/case-document/plan", test_plan);
  g_test_add_func ("/case-document/chinese", test_chinese);
  g_test_add_func ("/case-document/sparse", test_sparse);
  g_test_add_func ("/case-document/hostile", test_hostile);
  g_test_add_func ("/case-document/audience", test_audience);
  g_test_add_func ("/case-document/deadline", test_deadline);
  g_test_add_func ("/case-document/completeness", test_completeness);
  g_test_add_func ("/case-document/words", test_words);
  return g_test_run ();
}
