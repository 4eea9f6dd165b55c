/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-goodwill-row.h"
#include "amends-session.h"
#include "amends-task.h"

G_BEGIN_DECLS

typedef enum
{
  AMENDS_REMIND_CLOCK_SOON, /* three quarters of its time have gone */
  AMENDS_REMIND_CLOCK_LATE, /* breached, or somebody further up is to be told */
  AMENDS_REMIND_CHECKPOINT,
  AMENDS_REMIND_PROMISE,
  AMENDS_REMIND_APPROVAL, /* waits for the person at the machine, or runs out */
} AmendsReminderKind;

#define AMENDS_REMIND_BIT(kind) (1u << (kind))
#define AMENDS_REMIND_ALL (AMENDS_REMIND_BIT (AMENDS_REMIND_APPROVAL + 1) - 1)

/* One thing to say at a time. */
typedef struct
{
  char *id;  /* (owned): of what it is about; a later reminder of the same thing replaces it */
  char *key; /* (owned): of this one saying; another moment or kind is another */
  AmendsReminderKind kind;
  AmendsInstant at;
  AmendsTask *task;           /* (owned) (nullable) */
  AmendsGoodwillRow *request; /* (owned) (nullable): one of the two is set */
} AmendsReminder;

void amends_reminder_free (AmendsReminder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsReminder, amends_reminder_free)

/* What somebody wants to be told, and when not. */
typedef struct
{
  guint kinds;       /* of AMENDS_REMIND_BIT() */
  gint64 ahead;      /* milliseconds before a promise falls due or an approval runs out */
  gboolean quiet;    /* whether there are quiet hours */
  guint quiet_from;  /* minutes after midnight in the zone of the session */
  guint quiet_until; /* the same; before @quiet_from: on the next day */
} AmendsReminderRules;

/**
 * AmendsReminders:
 * Says what falls due when it does: once each, also after the program or the machine slept. There
 * is one timer, for the next such moment. Of several processes with the same workspace the one
 * that holds its lead speaks; the others take over when it has gone.
 *
 * Signals, on the main thread:
 * ::due (GPtrArray *reminders, gboolean caught_up): of AmendsReminder, by time; @caught_up when
 *   they should have been said before: at the start, after quiet hours, a call or a sleep.
 * ::over (const char *id): what was said of it holds no longer.
 */
#define AMENDS_TYPE_REMINDERS (amends_reminders_get_type ())
G_DECLARE_FINAL_TYPE (AmendsReminders, amends_reminders, AMENDS, REMINDERS, GObject)

/* @session: open. Says nothing before amends_reminders_start(). */
AmendsReminders *amends_reminders_new (AmendsSession *session);

/* @delay: milliseconds before the first look, so that a window can show first. */
void amends_reminders_start (AmendsReminders *self, guint delay);

/* Until this is called everything is said, at any hour. */
void amends_reminders_set_rules (AmendsReminders *self, const AmendsReminderRules *rules);

/* While it is held, during a call, nothing is said; afterwards all of it at once. */
void amends_reminders_hold (AmendsReminders *self, gboolean hold);

/* Says it once more at @at, if it is still to be done then. */
void amends_reminders_repeat (AmendsReminders *self, const char *id, AmendsInstant at);

/* When something is said next, as far as is known; AMENDS_INSTANT_NONE for nothing ahead. */
AmendsInstant amends_reminders_get_next (AmendsReminders *self);

G_END_DECLS
