/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log: one redacted line a message on stderr. */
#include "config.h"

#include "amends-log.h"

#include <stdio.h>
#include <string.h>

#include "amends-text.h"

/* Longer messages are cut: a log line is no place for a document. */
#define MAX_MESSAGE_BYTES 8192

typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

/* In this order: what names a secret comes before what only looks like one. Every repetition is
 * bounded or anchored to a fixed word, so that no message takes long. */
static const Rule rules[] = {
  /* Whole header lines. */
  { "(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie)(\"?\\s*[:=]\\s*)[^\\r\\n]+",
    "\\1\\2[hidden]" },
  /* Anything named as a secret: headers, queries, JSON members, form fields. */
  { "(?i)(token|secret|passw(?:or)?d|pwd|api[-_]?key|access[-_]?key|signature|credentials?)"
    "([\\w-]{0,32}[\"']?\\s{0,4}[:=]\\s{0,4})(?:\"[^\"]*\"?|'[^']*'?|[^\\s&;,\"'}]+)",
    "\\1\\2[hidden]" },
  { "(?i)([?&#;](?:key|sig|code|auth|state|jwt|session|sid|pw|pass)=)[^\\s&;#\"']+",
    "\\1[hidden]" },
  /* Tokens by their form. */
  { "(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}", "\\1 [hidden]" },
  { "\\b(?:sk|pk|pat|ghp|gho|ghs|github_pat|glpat|xox[abeoprs])[-_][A-Za-z0-9._-]{10,}",
    "[hidden]" },
  { "\\beyJ[A-Za-z0-9_=-]{8,}(?:\\.[A-Za-z0-9_=-]*){0,2}", "[hidden]" },
  /* User and password in a URL. */
  { "(://)[^\\s/@]{1,256}@", "\\1[hidden]@" },
  /* E-mail addresses, also with letters beyond ASCII. */
  { "[^\\s@<>\"'(),:;=\\[\\]/]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+", "[e-mail]" },
  /* Telephone, card and account numbers. */
  { "\\+\\d(?:[ ().-]{0,2}\\d){7,18}", "[number]" },
  { "\\b\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}\\b", "[number]" },
  { "\\d{9,}", "[number]" },
};

/* GLib keeps this to itself, so it is asked for once. */
static GLogLevelFlags fatal_levels;

static GRegex **
get_compiled (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GRegex **compiled = g_new0 (GRegex *, G_N_ELEMENTS (rules));

      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        {
          g_autoptr (GError) error = NULL;

          compiled[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, &error);
          g_assert_no_error (error);
        }
      g_once_init_leave (&once, (gsize) compiled);
    }
  return (GRegex **) once;
}

char *
amends_log_redact (const char *text)
{
  GRegex **compiled = get_compiled ();
  char *clean;

  g_return_val_if_fail (text != NULL, NULL);

  clean = amends_text_clean (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *replaced;
      g_autoptr (GError) error = NULL;

      if (!g_regex_match (compiled[i], clean, 0, NULL))
        continue;
      replaced = g_regex_replace (compiled[i], clean, -1, 0, rules[i].replacement, 0, &error);
      g_free (clean);
      /* Where the net tears, nothing may pass. */
      if (replaced == NULL)
        return g_strdup ("[hidden]");
      clean = replaced;
    }
  return clean;
}

static const char *
get_level_name (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
      return "error";
    case G_LOG_LEVEL_CRITICAL:
      return "critical";
    case G_LOG_LEVEL_WARNING:
      return "warning";
    case G_LOG_LEVEL_MESSAGE:
      return "message";
    case G_LOG_LEVEL_INFO:
      return "info";
    default:
      return "debug";
    }
}

/* (transfer full) (nullable): the field as text; it need not end in NUL. */
static char *
dup_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (strcmp (fields[i].key, key) == 0)
        return fields[i].length < 0 ? g_strdup (fields[i].value)
                                    : g_strndup (fields[i].value, fields[i].length);
    }
  return NULL;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");
  g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");
  g_autofree char *old_api = dup_field (fields, n_fields, "GLIB_OLD_LOG_API");
  g_autofree char *redacted = NULL;

  if (g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  if (message != NULL && strlen (message) > MAX_MESSAGE_BYTES)
    message[MAX_MESSAGE_BYTES] = '\0';
  redacted = amends_log_redact (message != NULL ? message : "");
  g_strdelimit (redacted, "\n\t", ' ');
  fprintf (stderr, "%s: %s: %s\n", domain != NULL ? domain : "amends", get_level_name (level),
           redacted);
  fflush (stderr);

  /* Only GLib's own writer heeds G_DEBUG=fatal-warnings; for g_log() its caller does. */
  if ((level & fatal_levels) != 0 && old_api == NULL)
    g_abort ();
  return G_LOG_WRITER_HANDLED;
}

void
amends_log_init (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;
  get_compiled ();
  fatal_levels = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_always_fatal (fatal_levels);
  g_log_set_writer_func (write_log, NULL, NULL);
  g_once_init_leave (&once, 1);
}
