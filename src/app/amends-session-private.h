/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-change.h"
#include "amends-database.h"
#include "amends-session.h"
#include "amends-work-queue.h"
#include "amends-workspace-bus.h"

G_BEGIN_DECLS

typedef struct _AmendsSessionSync AmendsSessionSync;

struct _AmendsSession
{
  GObject parent_instance;

  char *folder;
  AmendsTimeSource *time_source;
  char *as_email; /* (nullable): who is at the machine, from the command line */
  AmendsDatabase *database;
  AmendsEngines *engines;
  AmendsWorkQueue *worker; /* parsing, documents and previews, off the main loop */
  AmendsWorkspaceBus *bus; /* (nullable): tells other processes and hears from them */
  GTimeZone *zone;

  AmendsPerson *me;
  GListStore *people;
  GListStore *accounts;
  GListStore *contacts;
  GHashTable *settings;
  char *policy_key;     /* what the engines were made of */
  char *policy_problem; /* (nullable): why they are not what was chosen */
  GHashTable *live; /* id → GWeakRef of an AmendsCase, whose last reference any thread may drop */
  GPtrArray *undo;  /* Step of amends-session-undo.c, the last one at the end */
  GPtrArray *redo;  /* likewise */
  guint last_token;
  GPtrArray *preparing;    /* GTask: those that wait while the rest is read */
  AmendsSessionSync *sync; /* (owned) (nullable): of amends-session-sync.c, until first needed */
  gboolean prepared;
  gboolean backed_up; /* the day's copy has been begun */
  gboolean settled;   /* what is done once a day has been begun */
  gboolean outdated;  /* what is being read has changed meanwhile */
  gboolean has_sample;
  gboolean is_empty;
};

/* A change may need the connection, for what lies outside its case. */
AmendsConnection *amends_change_get_connection (AmendsChange *change);

/**
 * amends_change_rate_debrief:
 * How far a debrief has come, for the window, the command line and closing the case alike: what the
 * rules ask for, and no section in which the send gate stops something.
 */
void amends_change_rate_debrief (AmendsEngines *engines,
                                 AmendsCase *case_,
                                 AmendsDebrief *debrief,
                                 AmendsInstant now,
                                 AmendsCompleteness *completeness);

/* What may be done with a change once it is made. */
typedef enum
{
  AMENDS_CHANGE_FINAL,
  AMENDS_CHANGE_UNDOABLE,
  AMENDS_CHANGE_UNDOABLE_BRIEFLY, /* ten seconds: something went out */
  AMENDS_CHANGE_TAKEN_BACK,       /* an undo or a redo, which keeps its own account */
} AmendsChangeUndo;

/* For how long a sent message can be taken back. */
#define AMENDS_BRIEF_UNDO (10 * AMENDS_SECOND)

/**
 * amends_session_change_async:
 * The one way to change a case: in the writer's thread the case is loaded, @func changes it, what
 * differs is written with its events, and on the main thread the live case follows.
 *
 * @data is freed with @destroy in whichever thread comes last.
 */
void amends_session_change_async (AmendsSession *self,
                                  AmendsCase *case_,
                                  AmendsChangeFunc func,
                                  gpointer data,
                                  GDestroyNotify destroy,
                                  AmendsChangeUndo undo,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* (transfer full): what can be undone, or redone. */
GPtrArray *amends_session_new_undo_stack (void);

/* A change was made: it can be undone, and what was undone before can no longer be redone. Returns
 * its token, 0 when it cannot be undone. */
guint amends_session_remember (AmendsSession *self,
                               AmendsCase *before,
                               AmendsCase *after,
                               AmendsChangeUndo undo,
                               AmendsInstant now);

/* As above for a case that does not exist yet: @func makes @change's case. Finishes with
 * amends_session_log_finish(). */
void amends_session_create_async (AmendsSession *self,
                                  AmendsChangeFunc func,
                                  gpointer data,
                                  GDestroyNotify destroy,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/* The live case of @fresh's id: known already and merged, or @fresh itself. (transfer full) */
AmendsCase *amends_session_adopt (AmendsSession *self, AmendsCase *fresh);
/* The live case of @id, if anybody holds it. (transfer full) (nullable) */
AmendsCase *amends_session_dup_live (AmendsSession *self, const char *id);
/* Loads @id again into its live case, if anybody holds it. */
void amends_session_refresh (AmendsSession *self, const char *id);
/* Reads people, accounts, contacts and settings again. */
void amends_session_reload_async (AmendsSession *self, GAsyncReadyCallback callback, gpointer data);
/* Blocking: the day's copy, if none was begun. */
void amends_session_back_up_at_end (AmendsSession *self);
void amends_session_emit_changed (AmendsSession *self, const char *id);
void amends_session_emit_problem (AmendsSession *self, const GError *error);
void amends_session_emit_sync_changed (AmendsSession *self);
/* Ends what goes on with the CRM; blocks until the answer that is being waited for is given up. */
void amends_session_stop_sync (AmendsSession *self);
/* From now on syncs by itself, when the time has come. For a window. */
void amends_session_start_sync (AmendsSession *self);
/* Whether the workspace is open; otherwise @task has been told that it was closed. A page on its
 * way out and an answer that comes late may still ask. */
gboolean amends_session_can_read (AmendsSession *self, GTask *task);
/* As above, and whether it may be changed. */
gboolean amends_session_can_write (AmendsSession *self, GTask *task);

/* Fills in what the customer's words themselves say, where nothing was given. */
void amends_session_complete_intake (AmendsSession *self, AmendsIntake *intake);

/* Writes @bytes as they are. Finishes with amends_session_export_finish(). */
void amends_session_write_bytes_async (AmendsSession *self,
                                       GBytes *bytes,
                                       const char *path,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* A copy of me and of our side that may go to another thread. */
AmendsPerson *amends_session_copy_me (AmendsSession *self);
GListModel *amends_session_copy_people (AmendsSession *self);

G_END_DECLS
