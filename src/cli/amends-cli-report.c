/* SPDX-License-Identifier: GPL-3.0-or-later */
/* amends report weekly|quarterly|metrics|risk */

#include "config.h"

#include "amends-cli-commands.h"
#include "amends-enum-types.h"
#include "amends-html-writer.h"
#include "amends-input-error.h"
#include "amends-insight-document.h"
#include "amends-json-writer.h"
#include "amends-markdown-writer.h"
#include "amends-pdf-writer.h"
#include "amends-session-insights.h"
#include "amends-session-risk.h"
#include "amends-text-writer.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char *name;
  GBytes *(*write) (AmendsDocument *document, GError **error);
} formats[] = {
  { "txt", amends_text_writer_write },  { "md", amends_markdown_writer_write },
  { "html", amends_html_writer_write }, { "pdf", amends_pdf_writer_write },
  { "json", amends_json_writer_write },
};

/* What a call asks for. */
typedef struct
{
  char *from, *until, *segment, *severity, *category, *owner, *step;
  char *format, *output, *excerpts, *cases;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->from);
  g_free (self->until);
  g_free (self->segment);
  g_free (self->severity);
  g_free (self->category);
  g_free (self->owner);
  g_free (self->step);
  g_free (self->format);
  g_free (self->output);
  g_free (self->excerpts);
  g_free (self->cases);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *const kinds[] = { "weekly", "quarterly", "metrics", "risk", NULL };

gboolean
amends_cli_is_report (char **arguments)
{
  /* Options may come before the word. */
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    if (g_strv_contains (kinds, arguments[i]))
      return TRUE;
  return FALSE;
}

/* --- Options --- */

static gboolean
usage_error (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

/* A day alone is meant in the zone in which this person reads times. As an end it is the whole of
 * that day. */
static gboolean
parse_moment (AmendsCli *cli,
              const char *text,
              const char *option,
              gboolean whole_day,
              AmendsInstant *instant,
              GError **error)
{
  g_autoptr (GDateTime) midnight = NULL;
  GDate date;

  if (text == NULL)
    return TRUE;
  if (!amends_date_parse (text, &date, NULL))
    return amends_cli_parse_time (cli, text, option, instant, error);
  if (whole_day)
    g_date_add_days (&date, 1);
  midnight = g_date_time_new (amends_session_get_zone (cli->session), g_date_get_year (&date),
                              (int) g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  *instant = amends_instant_from_date_time (midnight);
  return TRUE;
}

static gboolean
parse_mask (GType type, const char *text, const char *option, guint *mask, GError **error)
{
  int value = 0;

  if (text == NULL)
    return TRUE;
  if (!amends_cli_parse_enum (type, text, option, &value, error))
    return FALSE;
  *mask = 1u << value;
  return TRUE;
}

static gboolean
fill_query (AmendsCli *cli, Options *options, AmendsInsightsQuery *query, GError **error)
{
  query->owner = options->owner;
  if (options->step != NULL && g_str_equal (options->step, "month"))
    query->step = AMENDS_METRIC_STEP_MONTH;
  else if (options->step != NULL && g_str_equal (options->step, "quarter"))
    query->step = AMENDS_METRIC_STEP_QUARTER;
  else if (options->step != NULL)
    return usage_error (error, _ ("--step is month or quarter."));
  return parse_moment (cli, options->from, "--from", FALSE, &query->from, error) &&
         parse_moment (cli, options->until, "--to", TRUE, &query->until, error) &&
         parse_mask (AMENDS_TYPE_SEGMENT, options->segment, "--segment", &query->segments, error) &&
         parse_mask (AMENDS_TYPE_SEVERITY, options->severity, "--severity", &query->severities,
                     error) &&
         parse_mask (AMENDS_TYPE_CATEGORY, options->category, "--category", &query->categories,
                     error);
}

static gboolean
check_format (Options *options, const char *kind, GError **error)
{
  if (options->format == NULL)
    {
      const char *dot = options->output ? strrchr (options->output, '.') : NULL;

      options->format = g_ascii_strdown (dot ? dot + 1 : "txt", -1);
    }
  if (g_str_equal (options->format, "csv") && g_str_equal (kind, "metrics"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, options->format))
      {
        if (g_str_equal (options->format, "pdf") && options->output == NULL)
          return usage_error (error, _ ("A PDF needs --output FILE."));
        return TRUE;
      }
  return usage_error (error,
                      _ ("--format is txt, md, html, pdf or json; metrics can be csv as well."));
}

/* --- Doing it --- */

/* For its owner only: it is about customers. */
static gboolean
put_out (GBytes *bytes, const char *output, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  if (output != NULL)
    return g_file_set_contents_full (output, data ? data : "", (gssize) size,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  fwrite (data, 1, size, stdout);
  if (size > 0 && data[size - 1] != '\n')
    fputc ('\n', stdout);
  return TRUE;
}

static gboolean
write_document (AmendsDocument *document, Options *options, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, options->format))
      bytes = formats[i].write (document, error);
  return bytes != NULL && put_out (bytes, options->output, error);
}

static AmendsInsights *
read_insights (AmendsCli *cli, const AmendsInsightsQuery *query, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  amends_session_insights_async (cli->session, query, NULL, amends_cli_done_cb, &result);
  return amends_session_insights_finish (cli->session, amends_cli_wait (&result), error);
}

/* Numbers instead of a document: as JSON, or as a table. */
static gboolean
write_numbers (AmendsCli *cli, const AmendsInsightsQuery *query, Options *options, GError **error)
{
  g_autoptr (AmendsInsights) insights = read_insights (cli, query, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GBytes) bytes = NULL;

  if (insights == NULL)
    return FALSE;
  if (options->cases != NULL && amends_insights_find_metric (insights, options->cases) == NULL)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_VALUE, NULL, 0, "--cases",
                              /* Translators: %s is what was given as the name of a metric. */
                              _ ("There is no metric “%s”."), options->cases);
      return FALSE;
    }
  if (cli->json)
    {
      amends_cli_print_json (amends_insights_to_json (insights));
      return TRUE;
    }
  bytes = options->cases != NULL ? amends_insight_write_cases_csv (insights, options->cases, zone)
                                 : amends_insight_write_csv (insights);
  return put_out (bytes, options->output, error);
}

static AmendsDocument *
make_report (AmendsCli *cli, const char *kind, const AmendsInsightsQuery *query, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  AmendsReport report = AMENDS_REPORT_WEEKLY;

  while (!g_str_equal (amends_report_to_id (report), kind))
    report++;
  amends_session_report_async (cli->session, report, query, NULL, amends_cli_done_cb, &result);
  return amends_session_report_finish (cli->session, amends_cli_wait (&result), error);
}

static AmendsDocument *
make_risk_report (AmendsCli *cli, const char *account, const char *excerpts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  if (excerpts != NULL)
    {
      g_autofree char *raw = amends_cli_read_file (excerpts, NULL, error);

      if (raw == NULL)
        return NULL;
      text = g_utf8_make_valid (raw, -1);
    }
  amends_session_risk_document_async (cli->session, account, text, NULL, amends_cli_done_cb,
                                      &result);
  return amends_session_risk_document_finish (cli->session, amends_cli_wait (&result), error);
}

static int
run (AmendsCli *cli, Options *options, GError **error)
{
  AmendsInsightsQuery query = { 0 };
  const char *kind = cli->arguments[0];
  gboolean risk = g_str_equal (kind, "risk");
  g_autoptr (AmendsDocument) document = NULL;
  gboolean done;

  if (!amends_cli_open (cli, error))
    return AMENDS_EXIT_FAILED;
  if (!fill_query (cli, options, &query, error))
    return AMENDS_EXIT_USAGE;
  if (g_str_equal (kind, "metrics") &&
      (cli->json || options->cases != NULL || g_str_equal (options->format, "csv")))
    done = write_numbers (cli, &query, options, error);
  else
    {
      document = risk ? make_risk_report (cli, cli->arguments[1], options->excerpts, error)
                      : make_report (cli, kind, &query, error);
      done = document != NULL && write_document (document, options, error);
    }
  return done ? AMENDS_EXIT_DONE : AMENDS_EXIT_FAILED;
}

int
amends_cli_insight_report (AmendsCli *cli, GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("Begin of the range"), N_ ("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.until, N_ ("End of the range"), N_ ("TIME") },
    { "segment", 0, 0, G_OPTION_ARG_STRING, &options.segment, N_ ("Only this segment"),
      N_ ("SEGMENT") },
    { "severity", 0, 0, G_OPTION_ARG_STRING, &options.severity, N_ ("Only this severity"),
      N_ ("SEVERITY") },
    { "category", 0, 0, G_OPTION_ARG_STRING, &options.category, N_ ("Only this category"),
      N_ ("CATEGORY") },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner, N_ ("Only cases of this owner"),
      N_ ("NAME") },
    { "step", 0, 0, G_OPTION_ARG_STRING, &options.step, N_ ("Trend by month or quarter"),
      N_ ("STEP") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("txt, md, html, pdf, json; csv for metrics"), N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Where to write; the ending names the format"), N_ ("FILE") },
    { "excerpts", 0, 0, G_OPTION_ARG_FILENAME, &options.excerpts,
      N_ ("Mails to read as well, for risk"), N_ ("FILE") },
    { "cases", 0, 0, G_OPTION_ARG_STRING, &options.cases,
      N_ ("The cases behind one metric, as CSV"), N_ ("METRIC") },
    { NULL },
  };
  gboolean risk;

  if (!amends_cli_parse (cli, entries, "weekly|quarterly|metrics|risk [ACCOUNT]", 1, 2, error))
    return AMENDS_EXIT_USAGE;
  risk = g_strcmp0 (cli->arguments[0], "risk") == 0;
  if (!g_strv_contains (kinds, cli->arguments[0]) || risk != (cli->arguments[1] != NULL))
    {
      usage_error (error, risk ? _ ("A risk report needs the account: report risk ACCOUNT.")
                               : _ ("Only a risk report takes an account."));
      return AMENDS_EXIT_USAGE;
    }
  /* A document as JSON is what --json means elsewhere. */
  if (cli->json && options.format == NULL)
    options.format = g_strdup ("json");
  return check_format (&options, cli->arguments[0], error) ? run (cli, &options, error)
                                                           : AMENDS_EXIT_USAGE;
}
