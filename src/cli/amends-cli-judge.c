/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends classify, check: judgement on texts, without a case or with one */

#include "config.h"

#include "amends-case.h"
#include "amends-cli-commands.h"
#include "amends-cli-json.h"
#include "amends-cli-lines.h"
#include "amends-enum-types.h"
#include "amends-gate.h"
#include "amends-intake-reader.h"
#include "amends-issue.h"
#include "amends-json-reader.h"
#include "amends-json.h"
#include "amends-labels.h"
#include "amends-rule-hit.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* --- classify ------------------------------------------------------------------------------------
 */

static void
print_issues (AmendsClassification *found)
{
  GListModel *issues = G_LIST_MODEL (found->issues);

  for (guint i = 0; i < g_list_model_get_n_items (issues); i++)
    {
      g_autoptr (AmendsIssue) issue = g_list_model_get_item (issues, i);
      const char *category = amends_enum_get_label (AMENDS_TYPE_CATEGORY, issue->category);

      /* Translators: the main matter of a message: its category, then the words that name it. */
      amends_cli_print (i == 0 ? _ ("Mainly: %s, “%s”")
                               /* Translators: a further matter of the same message. */
                               : _ ("Also: %s, “%s”"),
                        category, issue->phrase);
    }
}

static void
print_classification (AmendsClassification *found)
{
  GListModel *rules = G_LIST_MODEL (found->rules);

  amends_cli_print ("%s, %s, %s, %s", amends_enum_get_label (AMENDS_TYPE_SEVERITY, found->severity),
                    amends_enum_get_label (AMENDS_TYPE_TRACK, found->track),
                    amends_enum_get_label (AMENDS_TYPE_CATEGORY, found->category),
                    amends_enum_get_label (AMENDS_TYPE_REASON, found->reason));
  /* Translators: %d is a percentage. */
  amends_cli_print (_ ("Confidence %d %%"), (int) (found->confidence * 100 + 0.5));
  print_issues (found);
  for (guint i = 0; i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (AmendsRuleHit) hit = g_list_model_get_item (rules, i);

      amends_cli_print ("  %-10s %-18s %s%s%s%s", hit->target, hit->value ? hit->value : "",
                        hit->text ? hit->text : "", hit->phrase ? " “" : "",
                        hit->phrase ? hit->phrase : "", hit->phrase ? "”" : "");
    }
  for (guint i = 0; found->questions && found->questions[i]; i++)
    amends_cli_print ("  ? %s", found->questions[i]);
}

/* What a batch needs for every line, made once. */
typedef struct
{
  AmendsCli *cli;
  AmendsIntake *intake; /* (unowned) */
  GString *out;         /* (unowned) */
} Batch;

/* One line of a batch; its faults name the line and do not end the batch. */
static gboolean
classify_line (Batch *batch, const char *line, gsize length, guint number, GError **error)
{
  g_autofree char *where = g_strdup_printf ("line %u", number);
  g_autoptr (AmendsJsonReader) reader = amends_json_reader_new (line, length, where, error);
  g_autofree char *id = NULL, *text = NULL, *clean = NULL;
  g_autoptr (AmendsClassification) found = NULL;

  if (reader == NULL)
    return FALSE;
  id = amends_json_reader_dup_string (reader, "id", AMENDS_JSON_REQUIRED);
  text = amends_json_reader_dup_string (reader, "text", AMENDS_JSON_REQUIRED);
  if (!amends_json_reader_finish (reader, NULL, error))
    return FALSE;
  clean = amends_text_clean (text, -1);
  amends_record_set (batch->intake->escalation, "statement", clean, NULL);
  found = amends_session_classify (batch->cli->session, batch->intake);
  g_string_truncate (batch->out, 0);
  amends_cli_append_classification (batch->out, found, id);
  fwrite (batch->out->str, 1, batch->out->len, stdout);
  return TRUE;
}

static int
classify_batch (AmendsCli *cli, const char *text, gsize length)
{
  g_autoptr (AmendsIntake) intake = amends_intake_new_empty ();
  g_autoptr (GString) out = g_string_sized_new (16384);
  Batch batch = { cli, intake, out };
  const char *at = text, *end = text + length;
  guint number = 0, failed = 0;

  while (at < end)
    {
      const char *stop = memchr (at, '\n', end - at);
      gsize size = (stop ? stop : end) - at;
      g_autoptr (GError) error = NULL;

      number++;
      if (size > 0 && !(size == 1 && *at == '\r') &&
          !classify_line (&batch, at, size, number, &error))
        {
          failed++;
          g_printerr ("amends: %s\n", error->message);
        }
      at += size + 1;
    }
  return failed > 0 ? AMENDS_EXIT_FAILED : AMENDS_EXIT_DONE;
}

/* A file as `amends new` reads it: JSON, a mail or text. */
static AmendsClassification *
classify_file (AmendsCli *cli, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AmendsIntake) intake = NULL;
  g_autoptr (GFile) file = amends_cli_dup_file (name);

  amends_session_read_intake_async (cli->session, file, NULL, amends_cli_done_cb, &result);
  intake = amends_session_read_intake_finish (cli->session, amends_cli_wait (&result), error);
  return intake ? amends_session_classify (cli->session, intake) : NULL;
}

int
amends_cli_classify (AmendsCli *cli, GError **error)
{
  gboolean batch = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, N_ ("Read JSON lines {\"id\",\"text\"}"), NULL },
    { NULL },
  };
  g_autofree char *text = NULL;
  g_autoptr (AmendsClassification) found = NULL;
  gsize length = 0;

  if (!amends_cli_parse (cli, entries, "FILE|- [--batch]", 1, 1, error) ||
      !amends_cli_open_engines (cli, error) || !amends_cli_prepare (cli, error))
    return AMENDS_EXIT_FAILED;
  if (batch)
    {
      text = amends_cli_read_file (cli->arguments[0], &length, error);
      return text ? classify_batch (cli, text, length) : AMENDS_EXIT_FAILED;
    }
  found = classify_file (cli, cli->arguments[0], error);
  if (found == NULL)
    return AMENDS_EXIT_FAILED;
  if (cli->json)
    amends_cli_print_json (amends_cli_classification_to_json (found, NULL));
  else
    print_classification (found);
  return AMENDS_EXIT_DONE;
}

/* --- check --- */

static void
print_finding (AmendsFinding *finding)
{
  amends_cli_print ("%d-%d  %-5s %-16s “%s”", finding->start, finding->end,
                    amends_enum_get_nick (AMENDS_TYPE_GATE_LEVEL, finding->level), finding->rule,
                    finding->text ? finding->text : "");
  amends_cli_print ("      %s", finding->message);
  if (finding->fix)
    amends_cli_print ("      → %s", finding->fix);
}

int
amends_cli_check (AmendsCli *cli, GError **error)
{
  g_autofree char *kind = NULL, *reference = NULL;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_ ("customer, brief or debrief"), N_ ("KIND") },
    { "escalation", 0, 0, G_OPTION_ARG_STRING, &reference, N_ ("The case it is about"), N_ ("ID") },
    { NULL },
  };
  g_autofree char *text = NULL, *clean = NULL;
  g_autoptr (AmendsCase) case_ = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  int value = AMENDS_TEXT_CUSTOMER;
  gsize length = 0;

  if (!amends_cli_parse (cli, entries, "FILE|- [--kind KIND]", 1, 1, error) ||
      (kind && !amends_cli_parse_enum (AMENDS_TYPE_TEXT_KIND, kind, "--kind", &value, error)) ||
      (text = amends_cli_read_file (cli->arguments[0], &length, error)) == NULL)
    return AMENDS_EXIT_FAILED;
  if (reference ? !amends_cli_open (cli, error) : !amends_cli_open_engines (cli, error))
    return AMENDS_EXIT_FAILED;
  if (reference && (case_ = amends_cli_get_case (cli, reference, error)) == NULL)
    return AMENDS_EXIT_FAILED;

  clean = amends_text_clean (text, (gssize) length);
  findings = amends_session_check (cli->session, clean, value, case_, NULL);
  if (cli->json)
    amends_cli_print_json (amends_gate_to_json (findings));
  for (guint i = 0; !cli->json && i < findings->len; i++)
    print_finding (g_ptr_array_index (findings, i));
  if (!cli->json && findings->len == 0)
    amends_cli_print (_ ("Nothing found."));
  return amends_gate_blocks (findings) ? AMENDS_EXIT_BLOCKED : AMENDS_EXIT_DONE;
}
