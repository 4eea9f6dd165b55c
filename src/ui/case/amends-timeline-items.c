/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has happened in a case, for its timeline and its debrief. */

#include "config.h"

#include "amends-timeline-items.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-session-undo.h"
#include "amends-text.h"

/* A title is cut after so many characters. */
#define LONGEST_TITLE 160

static int
compare_items (gconstpointer a, gconstpointer b)
{
  AmendsInstant one = amends_timeline_get_at (*(gpointer *) a);
  AmendsInstant other = amends_timeline_get_at (*(gpointer *) b);

  return one == other ? 0 : (one > other ? -1 : 1);
}

static gboolean
event_is_shown (AmendsEvent *event)
{
  switch (event->kind)
    {
    case AMENDS_EVENT_MESSAGE_SENT:
    case AMENDS_EVENT_MESSAGE_RECEIVED:
    case AMENDS_EVENT_MESSAGE_UNSENT:
      /* The message itself is shown; one taken back never went out. */
      return FALSE;
    default:
      return !event->erased && amends_case_event_is_notable (event->kind);
    }
}

GPtrArray *
amends_timeline_collect (AmendsCase *case_)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (case_->messages));
  guint n_events = g_list_model_get_n_items (G_LIST_MODEL (case_->events));
  g_autoptr (GHashTable) undone = amends_case_collect_undone (case_);

  for (guint i = 0; i < n_messages; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (case_->messages), i));
  /* From the end: of two entries of one moment the later comes first, and the sort is stable. */
  for (guint i = n_events; i > 0; i--)
    {
      g_autoptr (AmendsEvent) event = g_list_model_get_item (G_LIST_MODEL (case_->events), i - 1);

      if (event_is_shown (event) && !g_hash_table_contains (undone, event->id))
        g_ptr_array_add (items, g_steal_pointer (&event));
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

AmendsInstant
amends_timeline_get_at (gpointer item)
{
  return AMENDS_IS_MESSAGE (item) ? AMENDS_MESSAGE (item)->at : AMENDS_EVENT (item)->at;
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && *text != '\0';
}

AmendsTimelineKind
amends_timeline_get_kind (gpointer item)
{
  AmendsMessage *message;

  if (AMENDS_IS_CHECKPOINT (item))
    return AMENDS_TIMELINE_PLANNED;
  if (AMENDS_IS_EVENT (item))
    switch (AMENDS_EVENT (item)->kind)
      {
      case AMENDS_EVENT_CHECKPOINT_DONE:
      case AMENDS_EVENT_ACTION_DONE:
      case AMENDS_EVENT_COMMITMENT_KEPT:
        return AMENDS_TIMELINE_DONE;
      case AMENDS_EVENT_NOTE:
        return AMENDS_TIMELINE_NOTES;
      default:
        return AMENDS_TIMELINE_CASE;
      }
  message = AMENDS_MESSAGE (item);
  if (message->channel == AMENDS_CHANNEL_CALL || message->channel == AMENDS_CHANNEL_MEETING)
    return AMENDS_TIMELINE_CALLS;
  return message->direction == AMENDS_DIRECTION_INTERNAL ? AMENDS_TIMELINE_NOTES
                                                         : AMENDS_TIMELINE_MESSAGES;
}

const char *
amends_timeline_get_kind_label (AmendsTimelineKind kind)
{
  switch (kind)
    {
    case AMENDS_TIMELINE_PLANNED:
      return C_ ("timeline filter", "Planned");
    case AMENDS_TIMELINE_MESSAGES:
      return C_ ("timeline filter", "Messages");
    case AMENDS_TIMELINE_CALLS:
      return C_ ("timeline filter", "Calls");
    case AMENDS_TIMELINE_DONE:
      return C_ ("timeline filter", "Done");
    case AMENDS_TIMELINE_NOTES:
      return C_ ("timeline filter", "Notes");
    case AMENDS_TIMELINE_CASE:
    case AMENDS_TIMELINE_N_KINDS:
    default:
      return C_ ("timeline filter", "Case");
    }
}

char *
amends_timeline_dup_title (gpointer item)
{
  const char *text;

  if (AMENDS_IS_MESSAGE (item))
    {
      AmendsMessage *message = item;

      text = is_filled (message->subject) ? message->subject : message->body;
      if (!is_filled (text))
        text = amends_enum_get_label (AMENDS_TYPE_CHANNEL, (int) message->channel);
    }
  else
    text = AMENDS_EVENT (item)->summary;
  return amends_text_one_line (text != NULL ? text : "", LONGEST_TITLE);
}

static char *
dup_people (AmendsMessage *message)
{
  switch (message->direction)
    {
    case AMENDS_DIRECTION_INBOUND:
      if (is_filled (message->sender))
        /* TRANSLATORS: of a message; %s is a person */
        return g_strdup_printf (_ ("from %s"), message->sender);
      return g_strdup (_ ("from the customer"));
    case AMENDS_DIRECTION_OUTBOUND:
      if (is_filled (message->recipient))
        /* TRANSLATORS: of a message; %s is a person */
        return g_strdup_printf (_ ("to %s"), message->recipient);
      return g_strdup (_ ("to the customer"));
    case AMENDS_DIRECTION_TWO_WAY:
      if (is_filled (message->recipient))
        /* TRANSLATORS: of a call or a meeting; %s is a person */
        return g_strdup_printf (_ ("with %s"), message->recipient);
      return g_strdup (_ ("with the customer"));
    case AMENDS_DIRECTION_INTERNAL:
    default:
      return g_strdup (message->sender);
    }
}

char *
amends_timeline_dup_details (gpointer item)
{
  g_autofree char *people = NULL;
  AmendsMessage *message;

  if (!AMENDS_IS_MESSAGE (item))
    return g_strdup (AMENDS_EVENT (item)->actor != NULL ? AMENDS_EVENT (item)->actor : "");
  message = item;
  people = dup_people (message);
  if (message->channel == AMENDS_CHANNEL_UNKNOWN)
    return g_strdup (people != NULL ? people : "");
  if (people == NULL)
    return g_strdup (amends_timeline_get_source (item));
  /* TRANSLATORS: a channel and a person: "E-mail from Pieter van Dalen" */
  return g_strdup_printf (C_ ("message", "%1$s %2$s"), amends_timeline_get_source (item), people);
}

const char *
amends_timeline_get_icon (gpointer item)
{
  AmendsMessage *message;

  if (!AMENDS_IS_MESSAGE (item))
    return amends_case_event_icon (AMENDS_EVENT (item)->kind);
  message = item;
  if (message->channel == AMENDS_CHANNEL_CALL || message->channel == AMENDS_CHANNEL_MEETING)
    return "amends-call-symbolic";
  if (message->direction == AMENDS_DIRECTION_INTERNAL)
    return amends_case_event_icon (AMENDS_EVENT_NOTE);
  return amends_case_event_icon (message->direction == AMENDS_DIRECTION_INBOUND
                                     ? AMENDS_EVENT_MESSAGE_RECEIVED
                                     : AMENDS_EVENT_MESSAGE_SENT);
}

const char *
amends_timeline_get_source (gpointer item)
{
  if (AMENDS_IS_MESSAGE (item) && AMENDS_MESSAGE (item)->channel != AMENDS_CHANNEL_UNKNOWN)
    return amends_enum_get_label (AMENDS_TYPE_CHANNEL, (int) AMENDS_MESSAGE (item)->channel);
  return C_ ("source", "Log");
}
