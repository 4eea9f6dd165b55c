/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-reminders.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One notification, as the desktop is given it. All strings are owned. */
typedef struct
{
  char *id; /* a later one with the same replaces it */
  char *title;
  char *body;
  gboolean urgent;
  char *escalation_id; /* (nullable): NULL for one that opens Today */
  char *page;          /* of the case, or (nullable) for Today */
  char *item;          /* (nullable): what Done and Snooze are about */
  int step;            /* of a step up, else -1 */
  gboolean can_finish; /* Done is offered */
  gboolean can_move;   /* Snooze moves it; else it only says it again later */
} AmendsNotice;

void amends_notice_free (AmendsNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsNotice, amends_notice_free)

/**
 * AmendsNotifier:
 * Puts what falls due before the user as notifications of the desktop, by the settings of the
 * machine. Their buttons are actions of the application, so that they work with the window closed.
 *
 * Signals, before the desktop is told: ::notice (AmendsNotice *); ::withdrawn (const char *id).
 * ::unserved, once: there is nothing on this desktop that shows notifications.
 */
#define AMENDS_TYPE_NOTIFIER (amends_notifier_get_type ())
G_DECLARE_FINAL_TYPE (AmendsNotifier, amends_notifier, AMENDS, NOTIFIER, GObject)

/* @application: (nullable): NULL shows nothing. @settings: (nullable): not installed. */
AmendsNotifier *
amends_notifier_new (GApplication *application, AmendsSession *session, GSettings *settings);

/* (transfer none) */
AmendsReminders *amends_notifier_get_reminders (AmendsNotifier *self);

/* What the buttons of notifications do: "app.reminder-done" (ssi): the case, the thing, and the
 * step of a path or -1; "app.reminder-later" (ssb): the case, the thing, and whether it is moved.
 * The session is open. "app.open-case" (ss) and "app.place" (s) are the application's own. */
void amends_notifier_finish (AmendsNotifier *self, GVariant *parameter);
void amends_notifier_put_off (AmendsNotifier *self, GVariant *parameter);

G_END_DECLS
