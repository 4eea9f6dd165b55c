/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An escalation with all that belongs to it, and the status machine. */

#include "config.h"

#include "amends-case.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (amends_core_error, amends_core_error)
G_DEFINE_FINAL_TYPE (AmendsCase, amends_case, G_TYPE_OBJECT)

/* The lists of a case, so that copying and merging need no line per list. */
static const struct
{
  gsize offset;
  GType (*type) (void);
} lists[] = {
  { G_STRUCT_OFFSET (AmendsCase, clocks), amends_clock_get_type },
  { G_STRUCT_OFFSET (AmendsCase, pauses), amends_pause_get_type },
  { G_STRUCT_OFFSET (AmendsCase, drafts), amends_draft_get_type },
  { G_STRUCT_OFFSET (AmendsCase, checkpoints), amends_checkpoint_get_type },
  { G_STRUCT_OFFSET (AmendsCase, actions), amends_action_get_type },
  { G_STRUCT_OFFSET (AmendsCase, messages), amends_message_get_type },
  { G_STRUCT_OFFSET (AmendsCase, commitments), amends_commitment_get_type },
  { G_STRUCT_OFFSET (AmendsCase, stakeholders), amends_stakeholder_get_type },
  { G_STRUCT_OFFSET (AmendsCase, goodwill), amends_goodwill_get_type },
  { G_STRUCT_OFFSET (AmendsCase, events), amends_event_get_type },
};

static const gsize singles[] = {
  G_STRUCT_OFFSET (AmendsCase, escalation), G_STRUCT_OFFSET (AmendsCase, account),
  G_STRUCT_OFFSET (AmendsCase, contact),    G_STRUCT_OFFSET (AmendsCase, plan),
  G_STRUCT_OFFSET (AmendsCase, debrief),
};

#define LIST(self, i) (*(GListStore **) G_STRUCT_MEMBER_P (self, lists[i].offset))
#define SINGLE(self, i) (*(GObject **) G_STRUCT_MEMBER_P (self, singles[i]))

static void
amends_case_dispose (GObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    g_clear_object (&SINGLE (object, i));
  g_clear_object (&AMENDS_CASE (object)->look_back);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_object (&LIST (object, i));

  G_OBJECT_CLASS (amends_case_parent_class)->dispose (object);
}

static void
amends_case_class_init (AmendsCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_case_dispose;
}

static void
amends_case_init (AmendsCase *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    LIST (self, i) = g_list_store_new (lists[i].type ());
}

AmendsCase *
amends_case_new (AmendsEscalation *escalation, AmendsAccount *account, AmendsContact *contact)
{
  AmendsCase *self = g_object_new (AMENDS_TYPE_CASE, NULL);

  g_set_object (&self->escalation, escalation);
  g_set_object (&self->account, account);
  g_set_object (&self->contact, contact);
  return self;
}

AmendsCase *
amends_case_copy (AmendsCase *self)
{
  AmendsCase *copy = g_object_new (AMENDS_TYPE_CASE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    if (SINGLE (self, i))
      SINGLE (copy, i) = amends_record_copy (SINGLE (self, i));
  if (self->look_back)
    copy->look_back = amends_record_copy (self->look_back);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (LIST (self, i)));

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (LIST (self, i)), j);
          g_autoptr (GObject) twin = amends_record_copy (item);

          g_list_store_append (LIST (copy, i), twin);
        }
    }
  return copy;
}

static void
merge_single (GObject **mine, GObject *fresh)
{
  gboolean same =
      *mine && fresh && g_strcmp0 (amends_record_get_id (*mine), amends_record_get_id (fresh)) == 0;

  if (same)
    amends_record_assign (*mine, fresh);
  else
    g_set_object (mine, fresh);
}

void
amends_case_merge (AmendsCase *self, AmendsCase *fresh)
{
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    merge_single (&SINGLE (self, i), SINGLE (fresh, i));
  if (fresh->look_back)
    g_set_object (&self->look_back, fresh->look_back);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      GListModel *from = G_LIST_MODEL (LIST (fresh, i));
      guint n = g_list_model_get_n_items (from);
      g_autoptr (GPtrArray) wanted = g_ptr_array_new_full (n, g_object_unref);

      for (guint j = 0; j < n; j++)
        g_ptr_array_add (wanted, g_list_model_get_item (from, j));
      amends_record_list_merge (LIST (self, i), wanted);
    }
}

gboolean
amends_case_equal (AmendsCase *a, AmendsCase *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    if (!amends_record_equal (SINGLE (a, i), SINGLE (b, i)))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!amends_record_list_equal (G_LIST_MODEL (LIST (a, i)), G_LIST_MODEL (LIST (b, i))))
      return FALSE;
  return TRUE;
}

static void
remove_record (GListStore *list, gpointer record)
{
  guint at;

  if (g_list_store_find (list, record, &at))
    g_list_store_remove (list, at);
}

/* Where the record at @at of @before belongs in @now: after the nearest that stood before it. */
static guint
find_place (GListStore *now, GListModel *before, guint at)
{
  for (guint i = at; i > 0; i--)
    {
      g_autoptr (GObject) neighbour = g_list_model_get_item (before, i - 1);
      gpointer here =
          amends_record_list_find (G_LIST_MODEL (now), amends_record_get_id (neighbour));
      guint position;

      if (here != NULL && g_list_store_find (now, here, &position))
        return position + 1;
    }
  return 0;
}

static guint
revert_list (GListStore *now, GListModel *before, GListModel *after)
{
  guint left = 0;
  guint n = g_list_model_get_n_items (after);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) then = g_list_model_get_item (after, i);
      const char *id = amends_record_get_id (then);
      gpointer here = amends_record_list_find (G_LIST_MODEL (now), id);
      gpointer earlier = amends_record_list_find (before, id);

      if (here && earlier)
        left += amends_record_revert (here, earlier, then);
      else if (here && amends_record_equal (here, then))
        remove_record (now, here);
      else if (here || earlier)
        left++;
    }

  n = g_list_model_get_n_items (before);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) earlier = g_list_model_get_item (before, i);
      const char *id = amends_record_get_id (earlier);

      if (!amends_record_list_find (after, id) && !amends_record_list_find (G_LIST_MODEL (now), id))
        {
          g_autoptr (GObject) again = amends_record_copy (earlier);
          g_list_store_insert (now, find_place (now, before, i), again);
        }
    }
  return left;
}

guint
amends_case_revert (AmendsCase *self, AmendsCase *before, AmendsCase *after)
{
  guint left = 0;

  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    {
      if (SINGLE (self, i) && SINGLE (before, i) && SINGLE (after, i))
        left += amends_record_revert (SINGLE (self, i), SINGLE (before, i), SINGLE (after, i));
      else if (SINGLE (after, i) && !SINGLE (before, i) &&
               amends_record_equal (SINGLE (self, i), SINGLE (after, i)))
        g_clear_object (&SINGLE (self, i));
    }

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].offset != G_STRUCT_OFFSET (AmendsCase, events))
      left += revert_list (LIST (self, i), G_LIST_MODEL (LIST (before, i)),
                           G_LIST_MODEL (LIST (after, i)));
  return left;
}

char *
amends_escalation_format_number (int number)
{
  return g_strdup_printf ("ESC-%04d", number);
}

int
amends_escalation_parse_number (const char *text)
{
  char *end = NULL;
  gint64 number;

  if (g_ascii_strncasecmp (text, "ESC-", 4) == 0)
    text += 4;
  if (!g_ascii_isdigit (*text))
    return 0;
  errno = 0;
  number = g_ascii_strtoll (text, &end, 10);
  return errno == 0 && *end == '\0' && number > 0 && number <= G_MAXINT ? (int) number : 0;
}

gboolean
amends_status_is_live (AmendsStatus status)
{
  return status == AMENDS_STATUS_OPEN || status == AMENDS_STATUS_IN_PROGRESS ||
         status == AMENDS_STATUS_WAITING;
}

gboolean
amends_escalation_can_become (AmendsStatus from, AmendsStatus to)
{
  switch (to)
    {
    case AMENDS_STATUS_OPEN:
      return FALSE;
    case AMENDS_STATUS_IN_PROGRESS:
      return from == AMENDS_STATUS_OPEN || from == AMENDS_STATUS_WAITING ||
             from == AMENDS_STATUS_RESOLVED || from == AMENDS_STATUS_CLOSED;
    case AMENDS_STATUS_WAITING:
      return from == AMENDS_STATUS_IN_PROGRESS;
    case AMENDS_STATUS_RESOLVED:
    case AMENDS_STATUS_DUPLICATE:
    case AMENDS_STATUS_WITHDRAWN:
      return amends_status_is_live (from);
    case AMENDS_STATUS_CLOSED:
      return from == AMENDS_STATUS_RESOLVED;
    }
  return FALSE;
}

static void
open_pause (AmendsCase *self, AmendsInstant now)
{
  g_autoptr (AmendsPause) pause = amends_record_new (AMENDS_TYPE_PAUSE);

  amends_record_set (pause, "escalation-id", self->escalation->id, "start", now, NULL);
  g_list_store_append (self->pauses, pause);
}

static void
close_pauses (AmendsCase *self, AmendsInstant now)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pauses));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPause) pause = g_list_model_get_item (G_LIST_MODEL (self->pauses), i);

      if (pause->end == AMENDS_INSTANT_NONE)
        amends_record_set (pause, "end", MAX (now, pause->start), NULL);
    }
}

gboolean
amends_case_set_status (AmendsCase *self, AmendsStatus status, AmendsInstant now, GError **error)
{
  AmendsEscalation *escalation = self->escalation;
  AmendsStatus from = escalation->status;
  gboolean reopened = from == AMENDS_STATUS_RESOLVED || from == AMENDS_STATUS_CLOSED;

  if (!amends_escalation_can_become (from, status))
    {
      g_set_error (error, AMENDS_CORE_ERROR, AMENDS_CORE_ERROR_TRANSITION,
                   /* Translators: two names of states, such as "Open" and "Closed". */
                   _ ("A case that is “%s” cannot become “%s”."),
                   amends_enum_get_label (AMENDS_TYPE_STATUS, from),
                   amends_enum_get_label (AMENDS_TYPE_STATUS, status));
      return FALSE;
    }

  if (from == AMENDS_STATUS_WAITING)
    close_pauses (self, now);
  if (status == AMENDS_STATUS_WAITING)
    open_pause (self, now);

  if (status == AMENDS_STATUS_RESOLVED)
    amends_record_set (escalation, "resolved-at", now, NULL);
  else if (status == AMENDS_STATUS_IN_PROGRESS && reopened)
    amends_record_set (escalation, "cycle", escalation->cycle + 1, "cycle-started", now,
                       "resolved-at", AMENDS_INSTANT_NONE, "customer-confirmed-at",
                       AMENDS_INSTANT_NONE, "closed-at", AMENDS_INSTANT_NONE, NULL);
  else if (!amends_status_is_live (status))
    amends_record_set (escalation, "closed-at", now, NULL);

  amends_record_set (escalation, "status", status, "updated", now, NULL);
  return TRUE;
}

static gboolean
check_past (AmendsInstant instant, AmendsInstant now, const char *field, GError **error)
{
  g_autofree char *text = NULL;

  /* A minute for clocks that differ between the mail server and this machine. */
  if (instant == AMENDS_INSTANT_NONE || instant <= now + AMENDS_MINUTE)
    return TRUE;
  text = amends_instant_format_utc (instant);
  amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, field,
                          /* Translators: %s is a time such as 2026-03-10T07:52:00Z. */
                          _ ("%s is in the future; a time that has passed is expected."), text);
  return FALSE;
}

gboolean
amends_escalation_validate (AmendsEscalation *self, AmendsInstant now, GError **error)
{
  gboolean has_words =
      (self->statement && *self->statement) || (self->underlying_issue && *self->underlying_issue);

  if (!has_words)
    {
      amends_input_error_set (
          error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, "statement",
          _ ("The customer’s words are missing; at least one sentence is expected."));
      return FALSE;
    }
  if (self->received == AMENDS_INSTANT_NONE)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_MISSING, NULL, 0, "received",
                              _ ("The time at which the message came is missing."));
      return FALSE;
    }
  if (self->time_zone)
    {
      g_autoptr (GTimeZone) zone = amends_zone_load (self->time_zone, error);

      if (zone == NULL)
        return FALSE;
    }
  if (self->users_affected != AMENDS_UNKNOWN && self->users_affected < 0)
    {
      amends_input_error_set (error, AMENDS_INPUT_ERROR_RANGE, NULL, 0, "users_affected",
                              _ ("The number of users cannot be negative."));
      return FALSE;
    }
  return check_past (self->received, now, "received", error) &&
         check_past (self->fix_confirmed_at, now, "fix.confirmed_at", error);
}
