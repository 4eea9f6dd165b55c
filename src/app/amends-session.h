/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-classification.h"
#include "amends-debriefer.h"
#include "amends-document.h"
#include "amends-due-row.h"
#include "amends-engines.h"
#include "amends-finding.h"
#include "amends-goodwill-row.h"
#include "amends-goodwill-rules.h"
#include "amends-hit.h"
#include "amends-intake.h"
#include "amends-playbook.h"
#include "amends-recognise.h"
#include "amends-summary.h"
#include "amends-time-source.h"

G_BEGIN_DECLS

/**
 * AmendsSession:
 * An open workspace and every use case of the program. The window and the command line both work
 * through it and through nothing below it.
 *
 * Lives on the main thread. Everything that touches the disk is asynchronous; callbacks come on the
 * thread-default main context. A case handed out is live: after each change, from whichever window
 * or process, its records are brought up to date in place and #AmendsSession::changed is emitted.
 */
#define AMENDS_TYPE_SESSION (amends_session_get_type ())
G_DECLARE_FINAL_TYPE (AmendsSession, amends_session, AMENDS, SESSION, GObject)

typedef enum
{
  AMENDS_SESSION_ERROR_BLOCKED,    /* by the send gate: an override with a reason is needed */
  AMENDS_SESSION_ERROR_NOT_FOUND,  /* no such case, draft, checkpoint */
  AMENDS_SESSION_ERROR_INCOMPLETE, /* the debrief must be complete first */
  AMENDS_SESSION_ERROR_READ_ONLY,  /* the workspace can only be read */
  AMENDS_SESSION_ERROR_TOO_LATE,   /* can no longer be undone */
  AMENDS_SESSION_ERROR_REFUSED,    /* not allowed: the reason is in the message */
} AmendsSessionError;

#define AMENDS_SESSION_ERROR (amends_session_error_quark ())
GQuark amends_session_error_quark (void);

/**
 * amends_session_new:
 * @folder: (nullable): the workspace; NULL for the usual one under the user's data folder
 */
AmendsSession *amends_session_new (const char *folder, AmendsTimeSource *time_source);

/* For judgement alone: no workspace is opened. Only what is under "Judgement" may be called. */
AmendsSession *amends_session_new_for_engines (AmendsEngines *engines,
                                               AmendsTimeSource *time_source);

/* Who is at the machine, by e-mail address; before opening. NULL: the person marked as me. */
void amends_session_set_as (AmendsSession *self, const char *email);

/* Opens the workspace, making it if needed. Damaged, newer and read-only ones are told apart in
 * AMENDS_STORAGE_ERROR; a newer or read-only one opens with read-only set. */
void amends_session_open_async (AmendsSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean amends_session_open_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_prepare_async:
 * Reads what opening leaves out, so that the first frame need not wait for it: the lexicons, the
 * accounts and the contacts. A window asks for it behind its first frame, and everyone else before
 * amends_session_recognise(), _classify(), _intake_from_text(), _preview_async(), _get_accounts()
 * or _get_contacts(). Done once; later calls finish at once.
 *
 * Finishes with AMENDS_INPUT_ERROR naming file, line and field of the playbook, or with
 * AMENDS_STORAGE_ERROR.
 */
void amends_session_prepare_async (AmendsSession *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean amends_session_prepare_finish (AmendsSession *self, GAsyncResult *result, GError **error);
gboolean amends_session_is_prepared (AmendsSession *self);

/* Blocks until every write has reached the disk. At the end of the program only. */
void amends_session_close (AmendsSession *self);

const char *amends_session_get_folder (AmendsSession *self);
gboolean amends_session_is_read_only (AmendsSession *self);
AmendsTimeSource *amends_session_get_time_source (AmendsSession *self);
AmendsInstant amends_session_now (AmendsSession *self);
AmendsPlaybook *amends_session_get_playbook (AmendsSession *self);
/* The person at this machine, never NULL after opening; and all of our side, #AmendsPerson. */
AmendsPerson *amends_session_get_me (AmendsSession *self);
GListModel *amends_session_get_people (AmendsSession *self);
/* Accounts of the workspace by name, #AmendsAccount; and #AmendsContact of all of them. Empty until
 * the session is prepared. */
GListModel *amends_session_get_accounts (AmendsSession *self);
GListModel *amends_session_get_contacts (AmendsSession *self);
/* The zone in which this person reads times; (transfer none). */
GTimeZone *amends_session_get_zone (AmendsSession *self);
/* The zone of the customer, else the team's; (transfer full). */
GTimeZone *amends_session_dup_case_zone (AmendsSession *self, AmendsCase *case_);
gboolean amends_session_has_sample (AmendsSession *self);
/* No account and no case yet. */
gboolean amends_session_is_empty (AmendsSession *self);

/* --- Judgement: pure, fast, no disk. What is said of words needs a prepared session --- */

/* (transfer full): what a pasted message says by itself; offsets are code points of @text. */
AmendsRecognised *amends_session_recognise (AmendsSession *self, const char *text);
/* (transfer full) */
AmendsClassification *amends_session_classify (AmendsSession *self, AmendsIntake *intake);
/* (transfer full): @text as pasted becomes an intake: people, account, language, title. */
AmendsIntake *amends_session_intake_from_text (AmendsSession *self, const char *text);

/**
 * amends_session_check:
 * The send gate. @case_ and @draft are (nullable).
 *
 * Returns: (transfer full) (element-type AmendsFinding): in order of the text
 */
GPtrArray *amends_session_check (AmendsSession *self,
                                 const char *text,
                                 AmendsTextKind kind,
                                 AmendsCase *case_,
                                 AmendsDraft *draft);

/* (transfer full) (element-type AmendsLogEntry): pasted notes or an incident report as entries with
 * times, to be reviewed before they are kept. Empty when no times are found. */
GListModel *amends_session_read_notes (AmendsSession *self, AmendsCase *case_, const char *text);

/* How a clock stands. */
typedef struct
{
  AmendsClockState state;
  double fraction;  /* of the allowance used, 0 to 1 */
  gint64 remaining; /* milliseconds of wall time until due; negative when late or, for a met
                       clock, when it was met late */
} AmendsClockView;

void amends_session_view_clock (AmendsSession *self,
                                AmendsCase *case_,
                                AmendsClock *clock,
                                AmendsClockView *view);
/* (transfer full) (element-type AmendsLedgerLine): how the due time came about. */
GPtrArray *amends_session_get_ledger (AmendsSession *self, AmendsCase *case_, AmendsClock *clock);
/* (transfer full): the ledger as text to copy. */
char *amends_session_format_ledger (AmendsSession *self, AmendsCase *case_, AmendsClock *clock);

/* What to do next in a case: the earliest thing due. */
typedef struct
{
  AmendsDueKind kind;
  GObject *record; /* (transfer none) the clock, checkpoint or action; NULL when nothing is due */
  AmendsDraft *draft; /* (transfer none) (nullable): the draft that does it */
  AmendsInstant due;
} AmendsNext;
void amends_session_get_next (AmendsSession *self, AmendsCase *case_, AmendsNext *next);

/* --- Cases --- */

/* A complete case as it would be logged, not stored: for the wizard's last step. (transfer full) */
void amends_session_preview_async (AmendsSession *self,
                                   AmendsIntake *intake,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
AmendsCase *
amends_session_preview_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* Logs the case with its plan, drafts and clocks in one transaction. (transfer full): live. */
void amends_session_log_async (AmendsSession *self,
                               AmendsIntake *intake,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
AmendsCase *amends_session_log_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* @name: a UUID, "ESC-0042" or "42". (transfer full): live. */
void amends_session_get_case_async (AmendsSession *self,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AmendsCase *
amends_session_get_case_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* What a list of escalations shows. Zeroed means everything. */
typedef struct
{
  guint statuses;         /* bits 1 << AmendsStatus; 0: all */
  guint severities;       /* bits 1 << AmendsSeverity; 0: all */
  guint tracks;           /* bits 1 << AmendsTrack; 0: all */
  const char *owner;      /* (nullable) */
  const char *account_id; /* (nullable) */
  const char *text;       /* (nullable): full-text search */
  AmendsInstant received_since;
  guint limit; /* 0: all */
} AmendsListFilter;

/* (transfer full) (element-type AmendsSummary): by next clock; search hits newest first. */
void amends_session_list_async (AmendsSession *self,
                                const AmendsListFilter *filter,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *amends_session_list_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type AmendsDueRow): everything due until @until in live cases, and
 * debriefs that are owed; overdue first. */
void amends_session_list_due_async (AmendsSession *self,
                                    AmendsInstant until,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
amends_session_list_due_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type AmendsEvent): the latest events of all cases since @since. */
void amends_session_list_recent_async (AmendsSession *self,
                                       AmendsInstant since,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
amends_session_list_recent_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type AmendsHit): words in cases, messages, drafts and the log. */
void amends_session_search_async (AmendsSession *self,
                                  const char *text,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *amends_session_search_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Memory --- */

/**
 * amends_session_look_back_async:
 * @name: a UUID, "ESC-0042" or "42"
 *
 * What the past says of a case: similar ones with the words they share, how long it takes and how
 * often it ends well, whether it has come back or reached other accounts. A live case gets the
 * answer as its look-back, and #AmendsSession::changed is emitted if it is news.
 */
void amends_session_look_back_async (AmendsSession *self,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The same for a text that is no case yet; @title is (nullable). */
void amends_session_look_back_text_async (AmendsSession *self,
                                          const char *title,
                                          const char *text,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* (transfer full) */
AmendsLookBack *
amends_session_look_back_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type AmendsSimilarCase): only which cases are like a text, with the
 * words they share; the most similar first. @title and @text are (nullable). */
void amends_session_find_similar_async (AmendsSession *self,
                                        const char *title,
                                        const char *text,
                                        guint limit,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
amends_session_find_similar_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Changes to a case -------------------------------------------------------------------
 * Each is one transaction with its events and can be undone unless said otherwise. All finish with
 * amends_session_change_finish(), which gives a token for amends_session_undo_async().
 */

/**
 * amends_session_change_finish:
 * @undo: (out) (optional): token for undoing just this change; 0 when it cannot be undone
 */
gboolean amends_session_change_finish (AmendsSession *self,
                                       GAsyncResult *result,
                                       guint *undo,
                                       GError **error);

/* Autosave: equal text changes nothing. @subject is (nullable). */
void amends_session_save_draft_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      const char *draft_id,
                                      const char *subject,
                                      const char *body,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @at: when it really went out; AMENDS_INSTANT_NONE is now. @override_reason: (nullable); without
 * it a draft that the gate blocks is AMENDS_SESSION_ERROR_BLOCKED. Meets the clocks the draft's
 * kind meets; promises in it become commitments. Can be undone for ten seconds. */
void amends_session_mark_sent_async (AmendsSession *self,
                                     AmendsCase *case_,
                                     const char *draft_id,
                                     AmendsInstant at,
                                     const char *override_reason,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Closing needs a complete debrief for Critical and High: AMENDS_SESSION_ERROR_INCOMPLETE. */
void amends_session_set_status_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      AmendsStatus status,
                                      const char *why,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @changed: a copy of the case's escalation with new severity, track, category, reason, scenario
 * or executive flag. @why must say something. Open clocks are computed anew from received. */
void amends_session_reclassify_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      AmendsEscalation *changed,
                                      const char *why,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/* Other facts of the case: @changed is an edited copy of its escalation. */
void amends_session_edit_facts_async (AmendsSession *self,
                                      AmendsCase *case_,
                                      AmendsEscalation *changed,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

typedef struct
{
  const char *fix; /* what was done */
  const char *cause;
  gboolean customer_confirmed;
  AmendsInstant at; /* AMENDS_INSTANT_NONE: now */
} AmendsResolution;
void amends_session_resolve_async (AmendsSession *self,
                                   AmendsCase *case_,
                                   const AmendsResolution *resolution,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* A note, or something that was said or written: @direction INTERNAL is a note; INBOUND restarts
 * the update clock; OUTBOUND and TWO_WAY acknowledge. */
void amends_session_add_event_async (AmendsSession *self,
                                     AmendsCase *case_,
                                     AmendsDirection direction,
                                     AmendsChannel channel,
                                     AmendsInstant at,
                                     const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Several at once, such as the lines of an incident report; @entries of AmendsLogEntry. */
void amends_session_add_notes_async (AmendsSession *self,
                                     AmendsCase *case_,
                                     GListModel *entries,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* @id: of a checkpoint or an action. */
void amends_session_set_step_async (AmendsSession *self,
                                    AmendsCase *case_,
                                    const char *id,
                                    AmendsStep step,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void amends_session_move_async (AmendsSession *self,
                                AmendsCase *case_,
                                const char *id,
                                AmendsInstant to,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* @checkpoint: (transfer none): new; title and at are needed. */
void amends_session_add_checkpoint_async (AmendsSession *self,
                                          AmendsCase *case_,
                                          AmendsCheckpoint *checkpoint,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* @since: (nullable): what the log says of the debrief so far; NULL: what is stored. @log: whether
 * there is an event, of what differs from that; while someone writes, not every save needs one. */
void amends_session_save_debrief_async (AmendsSession *self,
                                        AmendsCase *case_,
                                        AmendsDebrief *debrief,
                                        AmendsDebrief *since,
                                        gboolean log,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* @token: from amends_session_change_finish(), or 0 for the last change. Appends a compensating
 * event; a record changed again since is left alone and reported as AMENDS_SESSION_ERROR_TOO_LATE.
 */
void amends_session_undo_async (AmendsSession *self,
                                guint token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean amends_session_undo_finish (AmendsSession *self, GAsyncResult *result, GError **error);
gboolean amends_session_can_undo (AmendsSession *self);

/* (transfer full) (element-type AmendsDraft): older versions of a draft, newest first. */
void amends_session_list_versions_async (AmendsSession *self,
                                         const char *draft_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
amends_session_list_versions_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Debrief and documents --- */

/* (transfer full): the case's debrief, filled in from the log where it says nothing yet. */
AmendsDebrief *amends_session_prepare_debrief (AmendsSession *self, AmendsCase *case_);
void amends_session_rate_debrief (AmendsSession *self,
                                  AmendsCase *case_,
                                  AmendsDebrief *debrief,
                                  AmendsCompleteness *completeness);
/* (transfer full) (element-type utf8): sentences the log suggests for a section. */
GPtrArray *amends_session_suggest_debrief (AmendsSession *self,
                                           AmendsCase *case_,
                                           AmendsDebriefSection section);

typedef enum
{
  AMENDS_EXPORT_PLAN,
  AMENDS_EXPORT_REPORT,
  AMENDS_EXPORT_DEBRIEF,
} AmendsExport;

/* (transfer full): the neutral document, sealed, for a preview or a writer. */
AmendsDocument *
amends_session_build_document (AmendsSession *self, AmendsCase *case_, AmendsExport what);

/* @path: the ending names the format (.md .html .pdf .json .txt); the calendar is .ics and a draft
 * .eml. Written to a file beside it and renamed, so that a failure leaves what was there. */
void amends_session_export_async (AmendsSession *self,
                                  AmendsCase *case_,
                                  AmendsExport what,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void amends_session_export_calendar_async (AmendsSession *self,
                                           AmendsCase *case_,
                                           const char *path,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void amends_session_export_draft_async (AmendsSession *self,
                                        AmendsCase *case_,
                                        AmendsDraft *draft,
                                        const char *path,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean amends_session_export_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full): a draft's body as HTML and as plain text, for the clipboard and for mail. */
char *amends_session_draft_to_html (AmendsSession *self, const char *body);
char *amends_session_draft_to_plain (AmendsSession *self, const char *body);

/* --- Intake from files --- */

/* .json, .eml or text, told apart by ending and content. (transfer full) */
void amends_session_read_intake_async (AmendsSession *self,
                                       GFile *file,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
AmendsIntake *
amends_session_read_intake_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Settings kept in the workspace, such as a half-filled wizard --- */

/* (transfer none) (nullable): read once at opening. */
const char *amends_session_get_setting (AmendsSession *self, const char *key);
/* @value: (nullable) removes it. Written in the background; failures are logged and reported by
 * #AmendsSession::problem. */
void amends_session_set_setting (AmendsSession *self, const char *key, const char *value);

/* --- The workspace --- */

void amends_session_load_sample_async (AmendsSession *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void amends_session_remove_sample_async (AmendsSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void amends_session_backup_async (AmendsSession *self,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean
amends_session_workspace_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* What a thorough check of the workspace found. */
typedef struct
{
  gint64 entries;   /* of the log, in their place and unaltered */
  gint64 erased;    /* in their place, their words erased */
  gint64 broken_at; /* seq of the first entry that does not fit the chain; 0: none */
  char *problem;    /* (owned) (nullable): a sentence */
} AmendsVerification;

void amends_verification_clear (AmendsVerification *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsVerification, amends_verification_clear)

/* Checks structure, references and the chain of the log. A finding is no error: see @found. */
void amends_session_verify_async (AmendsSession *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean amends_session_verify_finish (AmendsSession *self,
                                       GAsyncResult *result,
                                       AmendsVerification *found,
                                       GError **error);

/**
 * amends_workspace_restore_async:
 * @folder: (nullable): the workspace, which nobody may have open
 *
 * Checks @path, puts it in place and keeps what was there beside it.
 */
void amends_workspace_restore_async (const char *folder,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) (nullable): where the replaced database is now. */
gboolean amends_workspace_restore_finish (GAsyncResult *result, char **aside, GError **error);

/* Renames a damaged database, so that the next opening starts anew. @aside: (transfer full). */
gboolean amends_workspace_set_aside (const char *folder, char **aside, GError **error);

/* Me: made at first from the login; (transfer none) copied. */
void amends_session_save_person_async (AmendsSession *self,
                                       AmendsPerson *person,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* --- Goodwill ---------------------------------------------------------------------------------
 * Nobody approves his own request. An approval covers amount, text and recipient: any later change
 * voids it. See amends_goodwill_get_state() for how a request stands. Whether it is allowed, and
 * by whom it has to be approved, are the playbook's rules; what they refuse is
 * AMENDS_SESSION_ERROR_REFUSED with the sentence that says why.
 */

/* (transfer full) (element-type AmendsGoodwill): what would be in proportion, with reasons in the
 * language of the case; empty when nothing is called for. To be edited and requested. */
void amends_session_suggest_goodwill_async (AmendsSession *self,
                                            AmendsCase *case_,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *
amends_session_suggest_goodwill_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* What the rules say of @wanted, for a form while it is filled in; nothing is stored. @ruling is
 * to be cleared. */
void amends_session_judge_goodwill_async (AmendsSession *self,
                                          AmendsCase *case_,
                                          AmendsGoodwill *wanted,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean amends_session_judge_goodwill_finish (AmendsSession *self,
                                               GAsyncResult *result,
                                               AmendsGoodwillRuling *ruling,
                                               GError **error);

/**
 * amends_session_request_goodwill_async:
 * @wanted: (transfer none): kind, amount with currency, months, text, reason and recipient are
 *   read; without a recipient it is the contact of the case
 *
 * Finishes with amends_session_change_finish(), with AMENDS_INPUT_ERROR naming a field that is
 * missing or wrong. Can be undone.
 *
 * Returns: (transfer full): the id that the request will have
 */
char *amends_session_request_goodwill_async (AmendsSession *self,
                                             AmendsCase *case_,
                                             AmendsGoodwill *wanted,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* @changed: an edited copy of a request of the case. What was approved becomes void if what the
 * approval covers changes. Declined and withdrawn ones stay as they are. Can be undone. */
void amends_session_edit_goodwill_async (AmendsSession *self,
                                         AmendsCase *case_,
                                         AmendsGoodwill *changed,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @why: (nullable). Can be undone. */
void amends_session_withdraw_goodwill_async (AmendsSession *self,
                                             AmendsCase *case_,
                                             const char *id,
                                             const char *why,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/**
 * amends_session_decide_goodwill_async:
 * @approve: whether the reply grants it
 * @mail: (nullable): the approver's reply as .eml; without one it is refused, saying whose is
 * needed
 * @file: (nullable): its name, for messages
 *
 * Records what somebody else has decided. That the reply means what @approve says is asserted by
 * whoever records it; a reply of the wrong person, of before the request, that plainly says the
 * opposite or speaks of another amount is refused. Cannot be undone.
 */
void amends_session_decide_goodwill_async (AmendsSession *self,
                                           AmendsCase *case_,
                                           const char *id,
                                           gboolean approve,
                                           GBytes *mail,
                                           const char *file,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/* (transfer full) (element-type AmendsGoodwillRow): requests of all cases: what waits for a
 * decision, the oldest first, then what was decided or withdrawn since @decided_since. */
void amends_session_list_goodwill_async (AmendsSession *self,
                                         AmendsInstant decided_since,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
amends_session_list_goodwill_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full): the text with which to ask the approver: recipient, subject, body. It is not a
 * draft of the case. */
void amends_session_write_goodwill_letter_async (AmendsSession *self,
                                                 AmendsCase *case_,
                                                 const char *id,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
AmendsDraft *amends_session_write_goodwill_letter_finish (AmendsSession *self,
                                                          GAsyncResult *result,
                                                          GError **error);
/* (transfer none) (nullable): first address of the person of our side with this name. */
const char *amends_session_find_address (AmendsSession *self, const char *name);
/* (transfer full): a text to somebody of our side as a mail to be sent, with its address. */
GBytes *amends_session_build_letter (AmendsSession *self, AmendsDraft *letter, GError **error);

/* --- Hand-over to a colleague ------------------------------------------------------------------
 */

/* Writes the whole case to one JSON file, for its owner alone (0600). Finishes with
 * amends_session_export_finish(). */
void amends_session_export_case_async (AmendsSession *self,
                                       AmendsCase *case_,
                                       const char *path,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* What an import did. */
typedef struct
{
  AmendsCase *case_;     /* (owned): live */
  gboolean is_new;       /* the case was not here before */
  gboolean unchanged;    /* all of it was here already */
  int number_there;      /* the number it had where it came from */
  char *from;            /* (owned) (nullable): who handed it over */
  guint events;          /* entries of the log that came with it */
  guint kept;            /* places where both sides had changed something; the other text is kept */
  GPtrArray *added;      /* (owned) (element-type utf8): people of our side who were not known */
  char *playbook_notice; /* (owned) (nullable): a sentence: it follows a playbook we do not have */
  GPtrArray
      *warnings; /* (owned) (nullable) (element-type utf8): what was in the file and is not known */
} AmendsHandover;

void amends_handover_clear (AmendsHandover *handover);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsHandover, amends_handover_clear)

/**
 * amends_session_import_case_async:
 * @path: what amends_session_export_case_async() wrote, perhaps in another workspace
 *
 * A case that is here already is brought up to date. Where both sides have changed the same, the
 * newer stays and the other is kept as a version of the draft or a note in the log. A file that is
 * damaged, of a newer form or altered changes nothing: AMENDS_INPUT_ERROR. Cannot be undone.
 */
void amends_session_import_case_async (AmendsSession *self,
                                       const char *path,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean amends_session_import_case_finish (AmendsSession *self,
                                            GAsyncResult *result,
                                            AmendsHandover *handover,
                                            GError **error);

/* --- People of a case ------------------------------------------------------------------------- */

/* The next step of the escalation path whose people have not all been told. */
typedef struct
{
  guint step;
  GArray *roles; /* (owned) (element-type int): of #AmendsRole, those not told yet */
  char *who;     /* (owned): their titles: "CRO and CTO" */
  AmendsInstant due;
} AmendsStepUp;

void amends_step_up_clear (AmendsStepUp *step);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmendsStepUp, amends_step_up_clear)

/* FALSE, with @step empty, when the case is decided or everybody on the path has been told. */
gboolean amends_session_get_step_up (AmendsSession *self, AmendsCase *case_, AmendsStepUp *step);

/* How long somebody who was told may take to answer, in milliseconds. */
gint64 amends_session_get_answer_time (AmendsSession *self);
/* What @role is called in the language of the interface; (transfer none), "" if not described. */
const char *amends_session_get_role_title (AmendsSession *self, AmendsRole role);
/* (transfer none) (nullable): the latest briefing of somebody. */
AmendsDraft *amends_session_find_briefing (AmendsSession *self,
                                           AmendsCase *case_,
                                           AmendsStakeholder *stakeholder);

/* Marks the people of step @step as told now; who is missing joins the matrix, and who has no
 * briefing gets one. */
void amends_session_notify_step_async (AmendsSession *self,
                                       AmendsCase *case_,
                                       guint step,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* @changed: an edited copy of a stakeholder, or a new one, who gets a briefing. RACI needs one of
 * its letters. The briefing follows the ask, the deadline and the name where it was not edited. */
void amends_session_save_stakeholder_async (AmendsSession *self,
                                            AmendsCase *case_,
                                            AmendsStakeholder *changed,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
void amends_session_remove_stakeholder_async (AmendsSession *self,
                                              AmendsCase *case_,
                                              const char *id,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);

/* --- Calls --------------------------------------------------------------------------------------
 */

/* By when, as the words say: the last moment to come that they name, read in the customer's zone;
 * AMENDS_INSTANT_NONE when they name none. Pure. */
AmendsInstant
amends_session_read_promise (AmendsSession *self, AmendsCase *case_, const char *text);

/* A call that is over. */
typedef struct
{
  const char *title;
  AmendsAudience audience;
  AmendsInstant started;
  gint64 duration;            /* milliseconds spoken, without pauses */
  const char *const *covered; /* (nullable): titles of the points that were reached */
  guint points;               /* how many there were */
  GListModel *promises;       /* of AmendsCommitment: text, due, owner */
  const char *draft_id;       /* a fresh id: which the follow-up gets */
} AmendsCallReport;

/**
 * amends_session_end_call_async:
 * Writes the log entry. A call with the customer counts as a contact, its promises become
 * commitments, and a follow-up with them is written; in one inside they become actions of the plan,
 * and there is no follow-up.
 */
void amends_session_end_call_async (AmendsSession *self,
                                    AmendsCase *case_,
                                    const AmendsCallReport *report,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/*
 * Signals:
 * ::changed (const char *escalation_id): a case changed (NULL: lists as a whole).
 * ::problem (const char *message): something in the background failed; a sentence for people.
 */

G_END_DECLS
