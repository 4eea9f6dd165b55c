/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A classification as one line of JSON, written without a tree of nodes: a batch has many. What it
 * writes is what amends_cli_classification_to_json() gives. */

#include "config.h"

#include "amends-cli-lines.h"

#include <math.h>
#include <string.h>

#include "amends-enum-types.h"
#include "amends-issue.h"
#include "amends-labels.h"
#include "amends-rule-hit.h"
#include "amends-signal.h"

/* Before every member and element but the first. */
static void
separate (GString *out)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\0';

  if (last != '{' && last != '[' && last != ':' && last != '\0')
    g_string_append_c (out, ',');
}

static void
append_text (GString *out, const char *text)
{
  static const char hex[] = "0123456789abcdef";
  const char *from = text;

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
        continue;
      g_string_append_len (out, from, p - from);
      from = p + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
          continue;
        }
      g_string_append (out, "\\u00");
      g_string_append_c (out, hex[c >> 4]);
      g_string_append_c (out, hex[c & 15]);
    }
  g_string_append (out, from);
  g_string_append_c (out, '"');
}

static void
put_key (GString *out, const char *member)
{
  separate (out);
  append_text (out, member);
  g_string_append_c (out, ':');
}

static void
put_string (GString *out, const char *member, const char *value)
{
  put_key (out, member);
  if (value != NULL)
    append_text (out, value);
  else
    g_string_append (out, "null");
}

static void
put_enum (GString *out, const char *member, GType type, int value)
{
  const char *nick = amends_enum_get_nick (type, value);

  put_string (out, member, g_str_equal (nick, "unknown") ? NULL : nick);
}

static void
put_int (GString *out, const char *member, int value)
{
  put_key (out, member);
  g_string_append_printf (out, "%d", value);
}

static void
put_boolean (GString *out, const char *member, gboolean value)
{
  put_key (out, member);
  g_string_append (out, value ? "true" : "false");
}

/* Four places are more than any score means. */
static void
put_score (GString *out, const char *member, double value)
{
  int parts = (int) round (fabs (value) * 10000);

  put_key (out, member);
  if (value < 0 && parts > 0)
    g_string_append_c (out, '-');
  g_string_append_printf (out, "%d.%04d", parts / 10000, parts % 10000);
}

static void
put_signal (GString *out, gpointer item)
{
  AmendsSignal *signal = item;

  put_string (out, "kind", signal->kind);
  put_string (out, "phrase", signal->phrase);
  put_int (out, "start", signal->start);
  put_int (out, "end", signal->end);
  put_score (out, "strength", signal->strength);
}

static void
put_issue (GString *out, gpointer item)
{
  AmendsIssue *issue = item;

  put_string (out, "topic", issue->topic);
  put_enum (out, "category", AMENDS_TYPE_CATEGORY, issue->category);
  put_enum (out, "reason", AMENDS_TYPE_REASON, issue->reason);
  put_string (out, "phrase", issue->phrase);
  put_int (out, "start", issue->start);
  put_int (out, "end", issue->end);
}

static void
put_rule (GString *out, gpointer item)
{
  AmendsRuleHit *hit = item;

  put_string (out, "rule", hit->rule);
  put_string (out, "target", hit->target);
  put_string (out, "value", hit->value);
  put_string (out, "text", hit->text);
  put_boolean (out, "decided", hit->decided);
  if (hit->phrase != NULL)
    {
      put_string (out, "phrase", hit->phrase);
      put_int (out, "start", hit->start);
      put_int (out, "end", hit->end);
    }
  if (hit->fact != NULL)
    put_string (out, "fact", hit->fact);
}

static void
put_list (GString *out,
          const char *member,
          GListStore *items,
          void (*put_item) (GString *out, gpointer item))
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (items));

  put_key (out, member);
  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      separate (out);
      g_string_append_c (out, '{');
      put_item (out, item);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
put_verdict (GString *out, AmendsClassification *self)
{
  put_enum (out, "category", AMENDS_TYPE_CATEGORY, self->category);
  put_enum (out, "reason", AMENDS_TYPE_REASON, self->reason);
  put_enum (out, "scenario", AMENDS_TYPE_SCENARIO, self->scenario);
  put_enum (out, "severity", AMENDS_TYPE_SEVERITY, self->severity);
  put_enum (out, "track", AMENDS_TYPE_TRACK, self->track);
  put_boolean (out, "executive", self->executive);
  put_string (out, "topic", self->topic);
  put_key (out, "scores");
  g_string_append_c (out, '{');
  put_score (out, "technical", self->technical);
  put_score (out, "commercial", self->commercial);
  put_score (out, "relationship", self->relationship);
  put_score (out, "executive", self->executive_score);
  put_score (out, "legal", self->legal);
  g_string_append_c (out, '}');
  put_score (out, "severity_score", self->severity_score);
  put_score (out, "sentiment", self->sentiment);
  put_score (out, "anger", self->anger);
  put_score (out, "complaint", self->complaint);
  put_score (out, "urgency", self->urgency);
  put_key (out, "churn");
  g_string_append_c (out, '{');
  put_boolean (out, "flag", self->churn);
  put_score (out, "score", self->churn_score);
  g_string_append_c (out, '}');
  put_enum (out, "emotion", AMENDS_TYPE_EMOTION, self->emotion);
  put_string (out, "language", self->language);
}

void
amends_cli_append_classification (GString *out, AmendsClassification *self, const char *id)
{
  g_string_append_c (out, '{');
  put_string (out, "id", id);
  put_verdict (out, self);
  put_list (out, "issues", self->issues, put_issue);
  put_list (out, "signals", self->signals, put_signal);
  put_list (out, "rules", self->rules, put_rule);
  put_score (out, "confidence", self->confidence);
  put_key (out, "questions");
  g_string_append_c (out, '[');
  for (guint i = 0; self->questions != NULL && self->questions[i] != NULL; i++)
    {
      separate (out);
      append_text (out, self->questions[i]);
    }
  g_string_append (out, "]}\n");
}
