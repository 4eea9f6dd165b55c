/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the classifier on texts that nobody of this project wrote: in the folder of data,
 * complaint_en_xci_A.tsv (text, domain, complaint 0/1, severity, emotion) and intent_en_bitext.tsv
 * (instruction, category, intent). The data are not part of the project. With AMENDS_SHOW set, each
 * complaint is printed with its scores. */

#include "config.h"

#include "measure.h"

#include <string.h>

#include "amends-classifier.h"
#include "amends-enum-types.h"
#include "amends-labels.h"

typedef struct
{
  double score;
  gboolean positive;
} Scored;

static int
compare_scored (gconstpointer a, gconstpointer b)
{
  double one = ((const Scored *) a)->score;
  double two = ((const Scored *) b)->score;

  return one < two ? -1 : one > two;
}

/* Chance that a positive scores above a negative, ties counting half. */
static double
auc (GArray *scored)
{
  double ranks = 0;
  guint positives = 0;

  g_array_sort (scored, compare_scored);
  for (guint i = 0; i < scored->len;)
    {
      guint k = i;

      while (k < scored->len &&
             g_array_index (scored, Scored, k).score == g_array_index (scored, Scored, i).score)
        k++;
      for (guint j = i; j < k; j++)
        if (g_array_index (scored, Scored, j).positive)
          {
            ranks += (i + k + 1) / 2.0;
            positives++;
          }
      i = k;
    }
  return (ranks - positives * (positives + 1) / 2.0) /
         ((double) positives * (scored->len - positives));
}

/* (transfer full) (nullable) (element-type GStrv): the rows below the first, each with @columns or
 * more. */
static GPtrArray *
read_rows (const char *folder, const char *name, guint columns, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char **row = g_strsplit (lines[i], "\t", -1);

      if (g_strv_length (row) >= columns)
        g_ptr_array_add (rows, row);
      else
        g_strfreev (row);
    }
  return rows;
}

static AmendsClassification *
classify (AmendsClassifier *classifier, const char *text)
{
  AmendsClassifierInput input = { .statement = text };

  return amends_classifier_classify (classifier, &input);
}

static void
measure_complaints (AmendsClassifier *classifier, GPtrArray *rows)
{
  g_autoptr (GArray) complaint = g_array_new (FALSE, FALSE, sizeof (Scored));
  g_autoptr (GArray) anger = g_array_new (FALSE, FALSE, sizeof (Scored));
  g_autoptr (GArray) churn = g_array_new (FALSE, FALSE, sizeof (Scored));
  guint flagged = 0;
  gboolean show = g_getenv ("AMENDS_SHOW") != NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autoptr (AmendsClassification) result = classify (classifier, row[0]);
      Scored one = { result->complaint, row[2][0] == '1' };
      Scored two = { result->anger, g_str_has_prefix (row[4], "anger") };

      g_array_append_val (complaint, one);
      g_array_append_val (anger, two);
      flagged += result->churn;
      if (show)
        g_print ("%.3f\t%s\t%.3f\t%s\t%.2f%s\t%s\n", one.score, row[2], two.score, row[4],
                 result->churn_score, result->churn ? "!" : "", row[0]);
    }
  g_print ("complaint: %u texts, AUC %.3f\n", rows->len, auc (complaint));
  g_print ("anger:     %u texts, AUC %.3f\n", rows->len, auc (anger));
  g_print ("churn flagged in %u of %u consumer texts\n", flagged, rows->len);
}

/* What a coarse reader would say; intents that belong nowhere are left out. */
static const struct
{
  const char *intent;
  AmendsCategory category;
} intents[] = {
  { "check_cancellation_fee", AMENDS_CATEGORY_COMMERCIAL },
  { "check_invoice", AMENDS_CATEGORY_COMMERCIAL },
  { "get_invoice", AMENDS_CATEGORY_COMMERCIAL },
  { "check_payment_methods", AMENDS_CATEGORY_COMMERCIAL },
  { "payment_issue", AMENDS_CATEGORY_COMMERCIAL },
  { "check_refund_policy", AMENDS_CATEGORY_COMMERCIAL },
  { "get_refund", AMENDS_CATEGORY_COMMERCIAL },
  { "track_refund", AMENDS_CATEGORY_COMMERCIAL },
  { "cancel_order", AMENDS_CATEGORY_COMMERCIAL },
  { "change_order", AMENDS_CATEGORY_COMMERCIAL },
  { "place_order", AMENDS_CATEGORY_COMMERCIAL },
  { "track_order", AMENDS_CATEGORY_COMMERCIAL },
  { "delivery_options", AMENDS_CATEGORY_COMMERCIAL },
  { "delivery_period", AMENDS_CATEGORY_COMMERCIAL },
  { "recover_password", AMENDS_CATEGORY_TECHNICAL },
  { "registration_problems", AMENDS_CATEGORY_TECHNICAL },
  { "complaint", AMENDS_CATEGORY_RELATIONSHIP },
  { "review", AMENDS_CATEGORY_RELATIONSHIP },
  { "contact_customer_service", AMENDS_CATEGORY_RELATIONSHIP },
  { "contact_human_agent", AMENDS_CATEGORY_RELATIONSHIP },
};

static void
measure_intents (AmendsClassifier *classifier, GPtrArray *rows)
{
  guint n[G_N_ELEMENTS (intents)] = { 0 };
  guint right[G_N_ELEMENTS (intents)] = { 0 };
  guint all = 0, all_right = 0, churn = 0, cancels = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      g_autoptr (AmendsClassification) result = classify (classifier, row[0]);

      if (g_str_equal (row[2], "cancel_order"))
        {
          cancels++;
          churn += result->churn;
        }
      for (guint k = 0; k < G_N_ELEMENTS (intents); k++)
        if (g_str_equal (row[2], intents[k].intent))
          {
            n[k]++;
            all++;
            right[k] += result->category == intents[k].category;
            all_right += result->category == intents[k].category;
          }
    }
  for (guint k = 0; k < G_N_ELEMENTS (intents); k++)
    if (n[k] > 0)
      g_print ("  %-26s %-13s %3.0f %% of %u\n", intents[k].intent,
               amends_enum_get_nick (AMENDS_TYPE_CATEGORY, intents[k].category),
               100.0 * right[k] / n[k], n[k]);
  g_print ("intent to category: %.1f %% of %u\n", all > 0 ? 100.0 * all_right / all : 0, all);
  g_print ("“cancel my order” taken for a threat to leave: %u of %u\n", churn, cancels);
}

static void
measure_speed (AmendsClassifier *classifier, GPtrArray *rows)
{
  gint64 start = g_get_monotonic_time ();
  guint n = 0;
  gsize characters = 0;
  double seconds;

  do
    {
      for (guint i = 0; i < rows->len; i++)
        {
          char **row = g_ptr_array_index (rows, i);
          g_autoptr (AmendsClassification) result = classify (classifier, row[0]);

          characters += strlen (row[0]);
          n++;
        }
      seconds = (g_get_monotonic_time () - start) / 1e6;
    }
  while (seconds < 2);
  g_print ("speed: %.0f messages/s of %.0f bytes on average\n", n / seconds,
           (double) characters / n);
}

static gboolean
run (const char *playbooks, const char *data, GError **error)
{
  g_autoptr (AmendsPlaybook) playbook =
      amends_playbook_load ((const char *const[]){ playbooks, NULL }, "standard", NULL, error);
  g_autoptr (AmendsClassifier) classifier = NULL;
  g_autoptr (GPtrArray) complaints = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  const AmendsLexicon *lexicon;
  gint64 start = g_get_monotonic_time ();

  classifier = playbook != NULL ? amends_classifier_new (playbook, error) : NULL;
  if (classifier == NULL)
    return FALSE;
  lexicon = amends_classifier_get_lexicon (classifier);
  g_print ("lexicon: %u English, %u Chinese phrases, compiled in %.1f ms\n",
           amends_lexicon_count_phrases (lexicon, "en"),
           amends_lexicon_count_phrases (lexicon, "zh-CN"),
           (g_get_monotonic_time () - start) / 1e3);

  complaints = read_rows (data, "complaint_en_xci_A.tsv", 5, error);
  requests = complaints != NULL ? read_rows (data, "intent_en_bitext.tsv", 3, error) : NULL;
  if (requests == NULL)
    return FALSE;
  measure_complaints (classifier, complaints);
  measure_intents (classifier, requests);
  measure_speed (classifier, complaints);
  return TRUE;
}

const Measure measure_classify = { "classify", run };
