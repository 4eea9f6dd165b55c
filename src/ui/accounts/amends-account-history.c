/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has happened with an account, as lists. */

#include "config.h"

#include "amends-account-history.h"

#include "amends-account-entry.h"
#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-text.h"

#include <glib/gi18n-lib.h>

/* Characters of a message in a line. */
#define ONE_LINE 120

static AmendsAccountEntry *
get_entry (AmendsCaseSection *section, guint n)
{
  return amends_case_section_get_row (section, n, AMENDS_TYPE_ACCOUNT_ENTRY);
}

static char *
format_date (AmendsSession *session, AmendsInstant instant)
{
  return instant != AMENDS_INSTANT_NONE
             ? amends_format_moment_short (instant, amends_session_now (session),
                                           amends_session_get_zone (session))
             : NULL;
}

/* "ESC-0041 Duplicate transfers" */
static char *
format_case (const char *title, int number)
{
  g_autofree char *id = amends_escalation_format_number (number);

  return g_strdup_printf ("%s  %s", id, title != NULL ? title : "");
}

static char *
dup_case_title (AmendsAccountFile *file, const char *id)
{
  AmendsEscalation *escalation = amends_account_file_find_case (file, id);

  return escalation != NULL ? format_case (escalation->title, escalation->number) : NULL;
}

/* --- Escalations ----------------------------------------------------------------------------- */

static const char *
get_severity (AmendsSeverity severity)
{
  return severity != AMENDS_SEVERITY_UNKNOWN
             ? amends_enum_get_label (AMENDS_TYPE_SEVERITY, (int) severity)
             : NULL;
}

guint
amends_account_fill_open (AmendsCaseSection *section,
                          AmendsSession *session,
                          AmendsAccountFile *file)
{
  GListModel *list = G_LIST_MODEL (file->summaries);
  AmendsInstant now = amends_session_now (session);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsSummary) one = g_list_model_get_item (list, i);
      g_autofree char *title = format_case (one->title, one->number);
      g_autofree char *below = NULL;
      g_autofree char *clock = NULL;
      AmendsClockState state = AMENDS_CLOCK_RUNNING;
      double fraction;

      if (!amends_status_is_live (one->status))
        continue;
      below = amends_case_join (get_severity (one->severity),
                                amends_enum_get_label (AMENDS_TYPE_STATUS, (int) one->status));
      clock = amends_format_summary_clock (one, now, amends_session_get_zone (session));
      if (!amends_summary_view_clock (one, now, &state, &fraction))
        state = AMENDS_CLOCK_RUNNING;
      amends_account_entry_set (get_entry (section, n++), one->id,
                                amends_case_status_icon (one->status), title, below, clock,
                                state == AMENDS_CLOCK_BREACHED   ? AMENDS_TONE_ERROR
                                : state == AMENDS_CLOCK_DUE_SOON ? AMENDS_TONE_WARNING
                                                                 : AMENDS_TONE_PLAIN);
    }
  amends_case_section_trim (section, n);
  return n;
}

/* "High · Closed · confirmed by the customer · rated 4 of 5 · came back" */
static char *
format_ending (AmendsEscalation *escalation)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  const char *severity = get_severity (escalation->severity);

  if (severity != NULL)
    g_strv_builder_add (builder, severity);
  g_strv_builder_add (builder,
                      amends_enum_get_label (AMENDS_TYPE_STATUS, (int) escalation->status));
  if (escalation->customer_confirmed_at != AMENDS_INSTANT_NONE)
    g_strv_builder_add (builder, _ ("confirmed by the customer"));
  if (escalation->satisfaction != AMENDS_UNKNOWN && escalation->satisfaction_scale > 0)
    {
      /* TRANSLATORS: how satisfied a customer was: "rated 4 of 5" */
      g_autofree char *rated = g_strdup_printf (_ ("rated %1$d of %2$d"), escalation->satisfaction,
                                                escalation->satisfaction_scale);

      g_strv_builder_add (builder, rated);
    }
  if (escalation->cycle > 1)
    /* TRANSLATORS: of an escalation that was opened again after it had been resolved */
    g_strv_builder_add (builder, C_ ("escalation", "came back"));
  if (escalation->outcome != NULL)
    {
      g_autofree char *outcome = amends_text_one_line (escalation->outcome, ONE_LINE);

      g_strv_builder_add (builder, outcome);
    }
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

guint
amends_account_fill_past (AmendsCaseSection *section,
                          AmendsSession *session,
                          AmendsAccountFile *file)
{
  GListModel *list = G_LIST_MODEL (file->summaries);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsSummary) one = g_list_model_get_item (list, i);
      AmendsEscalation *escalation = amends_account_file_find_case (file, one->id);
      g_autofree char *title = format_case (one->title, one->number);
      g_autofree char *below = NULL;
      g_autofree char *date = NULL;

      if (amends_status_is_live (one->status) || escalation == NULL)
        continue;
      below = format_ending (escalation);
      date = format_date (session, escalation->resolved_at != AMENDS_INSTANT_NONE
                                       ? escalation->resolved_at
                                       : escalation->received);
      amends_account_entry_set (get_entry (section, n++), one->id,
                                amends_case_status_icon (one->status), title, below, date,
                                AMENDS_TONE_PLAIN);
    }
  amends_case_section_trim (section, n);
  return n;
}

/* --- People ---------------------------------------------------------------------------------- */

char *
amends_account_format_part (AmendsSession *session, AmendsContact *contact)
{
  const char *role = contact->role != AMENDS_CONTACT_ROLE_UNKNOWN
                         ? amends_enum_get_label (AMENDS_TYPE_CONTACT_ROLE, (int) contact->role)
                         : NULL;

  if (contact->role == AMENDS_CONTACT_ROLE_EXECUTIVE ||
      !amends_session_is_executive (session, contact))
    return g_strdup (role != NULL ? role : "");
  return amends_case_join (role, amends_enum_get_label (AMENDS_TYPE_CONTACT_ROLE,
                                                        AMENDS_CONTACT_ROLE_EXECUTIVE));
}

static char *
format_person (AmendsSession *session, AmendsContact *contact)
{
  g_autofree char *part = amends_account_format_part (session, contact);
  g_autofree char *first = amends_case_join (contact->title, part);
  g_autofree char *second = amends_case_join (contact->email, contact->phone);
  g_autofree char *concerns =
      contact->concerns != NULL ? amends_text_one_line (contact->concerns, ONE_LINE) : NULL;
  g_autofree char *all = amends_case_join (first, second);

  return amends_case_join (all, concerns);
}

guint
amends_account_fill_people (AmendsCaseSection *section,
                            AmendsSession *session,
                            AmendsAccountFile *file)
{
  GListModel *list = G_LIST_MODEL (file->contacts);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsContact) contact = g_list_model_get_item (list, i);
      g_autofree char *below = format_person (session, contact);
      g_autofree char *last = amends_account_format_contact (session, contact->last_contact);

      amends_account_entry_set (get_entry (section, i), contact->id, "amends-person-symbolic",
                                contact->name, below, last, AMENDS_TONE_PLAIN);
    }
  amends_case_section_trim (section, n);
  return n;
}

/* --- Goodwill and promises ------------------------------------------------------------------- */

static char *
format_goodwill (AmendsGoodwill *goodwill)
{
  const char *kind = amends_enum_get_label (AMENDS_TYPE_GOODWILL_KIND, (int) goodwill->kind);
  g_autofree char *amount = NULL;

  if (goodwill->amount != AMENDS_MONEY_UNKNOWN && goodwill->amount > 0)
    {
      amount = amends_account_format_money (goodwill->amount, goodwill->currency);
      /* TRANSLATORS: a kind of goodwill and how much: "Service credit, $12,500" */
      return g_strdup_printf (C_ ("goodwill", "%1$s, %2$s"), kind, amount);
    }
  if (goodwill->months > 0 && goodwill->months != AMENDS_UNKNOWN)
    /* TRANSLATORS: a kind of goodwill and for how long: "Extension, 2 months" */
    return g_strdup_printf (ngettext ("%1$s, %2$d month", "%1$s, %2$d months", goodwill->months),
                            kind, goodwill->months);
  return g_strdup (kind);
}

guint
amends_account_fill_goodwill (AmendsCaseSection *section,
                              AmendsSession *session,
                              AmendsAccountFile *file)
{
  GListModel *list = G_LIST_MODEL (file->goodwill);
  AmendsInstant now = amends_session_now (session);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsGoodwill) one = g_list_model_get_item (list, i);
      AmendsGoodwillState state = amends_goodwill_get_state (one, now);
      g_autofree char *title = format_goodwill (one);
      g_autofree char *about = dup_case_title (file, one->escalation_id);
      g_autofree char *date = format_date (
          session, one->decided_at != AMENDS_INSTANT_NONE ? one->decided_at : one->requested_at);
      g_autofree char *below =
          amends_case_join (amends_enum_get_label (AMENDS_TYPE_GOODWILL_STATE, (int) state), about);

      amends_account_entry_set (get_entry (section, i), one->escalation_id,
                                state == AMENDS_GOODWILL_APPROVED ? "object-select-symbolic"
                                : state == AMENDS_GOODWILL_VOID   ? "dialog-warning-symbolic"
                                                                  : "amends-waiting-symbolic",
                                title, below, date, AMENDS_TONE_PLAIN);
    }
  amends_case_section_trim (section, n);
  return n;
}

guint
amends_account_fill_promises (AmendsCaseSection *section,
                              AmendsSession *session,
                              AmendsAccountFile *file)
{
  static const char *const icons[] = {
    [AMENDS_COMMITMENT_OPEN] = "amends-open-symbolic",
    [AMENDS_COMMITMENT_KEPT] = "object-select-symbolic",
    [AMENDS_COMMITMENT_MISSED] = "dialog-warning-symbolic",
  };
  GListModel *list = G_LIST_MODEL (file->commitments);
  guint n = g_list_model_get_n_items (list);
  guint kept = amends_account_file_count_promises (file, AMENDS_COMMITMENT_KEPT);
  guint missed = amends_account_file_count_promises (file, AMENDS_COMMITMENT_MISSED);
  /* TRANSLATORS: how many promises to a customer were kept and how many were not */
  g_autofree char *note = g_strdup_printf (_ ("%1$u kept, %2$u missed"), kept, missed);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsCommitment) one = g_list_model_get_item (list, i);
      g_autofree char *title = amends_text_one_line (one->text != NULL ? one->text : "", ONE_LINE);
      g_autofree char *about = dup_case_title (file, one->escalation_id);
      g_autofree char *date = format_date (session, one->due);
      g_autofree char *below = amends_case_join (
          amends_enum_get_label (AMENDS_TYPE_COMMITMENT_STATE, (int) one->state), about);

      amends_account_entry_set (
          get_entry (section, i), one->escalation_id, icons[one->state], title, below, date,
          one->state == AMENDS_COMMITMENT_MISSED ? AMENDS_TONE_WARNING : AMENDS_TONE_PLAIN);
    }
  amends_case_section_set_note (section, n > 0 ? note : NULL);
  amends_case_section_trim (section, n);
  return n;
}

/* --- Messages -------------------------------------------------------------------------------- */

static const char *
get_direction_icon (AmendsDirection direction)
{
  switch (direction)
    {
    case AMENDS_DIRECTION_INBOUND:
      return "amends-message-symbolic";
    case AMENDS_DIRECTION_OUTBOUND:
      return "mail-send-symbolic";
    case AMENDS_DIRECTION_TWO_WAY:
      return "amends-call-symbolic";
    case AMENDS_DIRECTION_INTERNAL:
    default:
      return "amends-edit-symbolic";
    }
}

static char *
format_people (AmendsMessage *message)
{
  if (message->sender != NULL && message->recipient != NULL)
    /* TRANSLATORS: who wrote to whom */
    return g_strdup_printf (_ ("%1$s to %2$s"), message->sender, message->recipient);
  return g_strdup (message->sender != NULL ? message->sender : message->recipient);
}

guint
amends_account_fill_messages (AmendsCaseSection *section,
                              AmendsSession *session,
                              AmendsAccountFile *file)
{
  GListModel *list = G_LIST_MODEL (file->messages);
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsMessage) one = g_list_model_get_item (list, i);
      const char *said = one->subject != NULL && *one->subject != '\0' ? one->subject : one->body;
      g_autofree char *title = amends_text_one_line (said != NULL ? said : "", ONE_LINE);
      g_autofree char *about = dup_case_title (file, one->escalation_id);
      g_autofree char *people = format_people (one);
      g_autofree char *below = amends_case_join (people, about);
      g_autofree char *date = format_date (session, one->at);

      amends_account_entry_set (get_entry (section, i), one->escalation_id,
                                get_direction_icon (one->direction), title, below, date,
                                AMENDS_TONE_PLAIN);
    }
  amends_case_section_trim (section, n);
  return n;
}
