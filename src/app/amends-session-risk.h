/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-risk.h"
#include "amends-contact.h"
#include "amends-document.h"
#include "amends-draft.h"
#include "amends-interaction.h"
#include "amends-risk-backtest.h"
#include "amends-session.h"
#include "amends-warning.h"

G_BEGIN_DECLS

/*
 * Accounts between escalations: how much each is at risk and why, early warnings and their drafts,
 * what the program has learned, whether it would have been right, and the VIP matrix. Main thread;
 * everything that reads or computes is asynchronous. Texts come in the language of the interface.
 *
 * Nothing here sends anything. Whoever shows it listens to #AmendsSession::changed (NULL or the
 * identifier of an account): after an import, a sync, an answer to a warning, a new figure.
 */

/* --- Words ---------------------------------------------------------------------------------- */

/* (transfer none): "Low", "Medium", "High", "Critical"; "Not enough to judge". @tone: (out)
 * (optional): how much it asks for attention. */
const char *
amends_session_get_risk_word (AmendsSession *self, AmendsRiskLevel level, AmendsTone *tone);
/* (transfer none) (nullable): the policy in use; NULL when its file cannot be used, which has been
 * said once through ::problem. Thresholds for a gauge are in it. */
AmendsRiskRules *amends_session_get_risk_rules (AmendsSession *self);

/* --- Accounts at risk ------------------------------------------------------------------------ */

/* (transfer full) (element-type AmendsAccountRisk): every account, the highest score first; those
 * that cannot be judged come last, by name. Quick when little has changed since the last call. */
void amends_session_list_risks_async (AmendsSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
amends_session_list_risks_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* One figure of a course. @value is NAN for a gap. */
typedef struct
{
  char day[11]; /* "2026-03-09" */
  double value;
} AmendsRiskPointView;

/* A course over time, to be drawn. */
typedef struct
{
  char *id;        /* "risk", "health", "sentiment", "usage", "logins", "feature:export" */
  char *title;     /* "Use per day" */
  char *latest;    /* "1,210", "Negative": (nullable) when nothing is known */
  char *change;    /* (nullable): "35 % less than two weeks ago" */
  AmendsTone tone; /* of the change */
  double low;      /* of an axis that fits */
  double high;
  GArray *points; /* (owned) (element-type AmendsRiskPointView): by day */
} AmendsRiskSeries;

/* How much we hear of a person. */
typedef struct
{
  AmendsContact *contact; /* (owned) */
  gboolean champion;
  gboolean executive;
  gboolean recent;    /* new within the last 30 days */
  AmendsInstant last; /* heard of; AMENDS_INSTANT_NONE: never */
  int silent_days;    /* AMENDS_UNKNOWN: never heard of */
  guint contacts_90;  /* in the last 90 days */
  char *text;         /* "Champion, silent 9 days" */
  AmendsTone tone;
} AmendsEngagement;

/* One point of how to approach the account now. */
typedef struct
{
  char *title; /* "Call, do not write" */
  char *why;   /* the facts it rests on */
} AmendsApproach;

/**
 * AmendsRiskFile:
 * Everything the page of an account shows of its risk. A snapshot.
 */
#define AMENDS_TYPE_RISK_FILE (amends_risk_file_get_type ())
G_DECLARE_FINAL_TYPE (AmendsRiskFile, amends_risk_file, AMENDS, RISK_FILE, GObject)

struct _AmendsRiskFile
{
  GObject parent_instance;

  /* All (owned). */
  AmendsAccountRisk *risk;     /* ->account is the account */
  AmendsRiskSeries *history;   /* of the score; points may be few at first */
  AmendsRiskSeries *sentiment; /* by week, -1 to 1 */
  GPtrArray *usage;            /* (element-type AmendsRiskSeries): "usage" first; may be empty */
  GPtrArray *interactions;     /* (element-type AmendsInteraction): the latest first, at most 500 */
  GPtrArray *signals;    /* (element-type AmendsRiskEvidence): all of them, the latest first */
  GPtrArray *engagement; /* (element-type AmendsEngagement): champion, executives, others */
  GPtrArray *approach;   /* (element-type AmendsApproach): how to approach them now */
  GPtrArray *patterns;   /* (element-type utf8): what recurs, sentences with counts */
  GPtrArray *warnings;   /* (element-type AmendsWarningRow): the latest first */
  char *handling;        /* what the VIP matrix says: who answers, by when, who is told */
};

/* @name: the id of an account, or its name; AMENDS_SESSION_ERROR_NOT_FOUND if there is none. */
void amends_session_read_risk_async (AmendsSession *self,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) */
AmendsRiskFile *
amends_session_read_risk_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* A renewal ahead. */
typedef struct
{
  AmendsAccountRisk *risk; /* (owned) */
  int days;                /* until then; negative: it has passed without a new date */
} AmendsRenewal;

void amends_renewal_free (AmendsRenewal *self);
/* (transfer full) (element-type AmendsRenewal): within @days, the nearest first, of what
 * amends_session_list_risks_finish() gave. Pure. */
GPtrArray *amends_risks_list_renewals (GPtrArray *risks, int days);

/* --- Early warnings -------------------------------------------------------------------------- */

/**
 * AmendsWarningRow:
 * A warning with what a row shows. Evidence is as it was when it was raised.
 */
#define AMENDS_TYPE_WARNING_ROW (amends_warning_row_get_type ())
G_DECLARE_FINAL_TYPE (AmendsWarningRow, amends_warning_row, AMENDS, WARNING_ROW, GObject)

struct _AmendsWarningRow
{
  GObject parent_instance;

  AmendsWarning *warning; /* (owned): ->reason is the line, ->state what was made of it */
  char *account;          /* (owned): name */
  char *title;            /* (owned): why it was raised: "Over 70", "Usage below its threshold" */
  char *action_title;     /* (owned): what is proposed: "Write a check-in today" */
  const char *draft; /* (nullable) (interned): kind for amends_session_draft_for_account_async() */
  AmendsRiskLevel level; /* then */
  gboolean due;          /* open, or snoozed and its time has come */
};

/* (transfer full) (element-type AmendsWarningRow): the weightiest first among those that are due,
 * then the others, the latest first. @account_id is (nullable): all. @open_only: only what is due.
 */
void amends_session_list_warnings_async (AmendsSession *self,
                                         const char *account_id,
                                         gboolean open_only,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *
amends_session_list_warnings_finish (AmendsSession *self, GAsyncResult *result, GError **error);

typedef enum
{
  AMENDS_ANSWER_RIGHT,       /* it is right: the weights learn from it */
  AMENDS_ANSWER_SNOOZE,      /* until a moment */
  AMENDS_ANSWER_FALSE_ALARM, /* it is wrong: the weights learn from it */
  AMENDS_ANSWER_TAKE_BACK,   /* as if it had not been answered; what was learned is forgotten */
} AmendsWarningAnswer;

/**
 * amends_session_answer_warning_async:
 * @until: of a snooze; AMENDS_INSTANT_NONE is the playbook's usual time
 * @note: (nullable)
 *
 * Undo is answering with AMENDS_ANSWER_TAKE_BACK, at any time.
 */
void amends_session_answer_warning_async (AmendsSession *self,
                                          const char *warning_id,
                                          AmendsWarningAnswer answer,
                                          AmendsInstant until,
                                          const char *note,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
amends_session_answer_warning_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_watch_async:
 * Computes every account anew, keeps the figure of the day, raises warnings that are due and ends
 * those whose accounts have recovered. The session does it after each import and sync and once an
 * hour in the process that holds the lock; call it to have it done now.
 * Finishes with the number of new warnings, -1 on failure.
 */
void amends_session_watch_async (AmendsSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
int amends_session_watch_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_draft_for_account_async:
 * @account: id or name
 * @kind: of an action or a warning: "account-check-in", "account-room", "account-leadership",
 *   "account-executive-brief", "account-outreach"
 * @language: (nullable): "en" or "zh-CN"; NULL: the account's for a customer, else the interface's
 *
 * A text ready to edit and copy, from the facts of the account; nothing is stored. What is missing
 * is in its `questions`.
 */
void amends_session_draft_for_account_async (AmendsSession *self,
                                             const char *account,
                                             const char *kind,
                                             const char *language,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* (transfer full) */
AmendsDraft *
amends_session_draft_for_account_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Learning -------------------------------------------------------------------------------- */

/* One weight, before and after. */
typedef struct
{
  const char *factor; /* (interned) */
  char *title;
  double shipped; /* points in the playbook */
  double now;     /* points in use; all together are 100 */
  double least;   /* it can never go below, */
  double most;    /* nor above */
} AmendsWeight;

typedef struct
{
  GPtrArray *weights; /* (owned) (element-type AmendsWeight): by points of the playbook */
  guint right;        /* answers and escalations it has learned from: warnings that were right, */
  guint wrong;        /* and false alarms */
  guint needed;       /* how many it takes before anything changes */
  char *text;         /* a sentence: what was learned, or how many answers are missing */
} AmendsWeights;

void amends_weights_free (AmendsWeights *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsWeights, amends_weights_free)

void amends_session_read_weights_async (AmendsSession *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
AmendsWeights *
amends_session_read_weights_finish (AmendsSession *self, GAsyncResult *result, GError **error);
/* Back to those of the playbook: answers given so far no longer count. Answers after it do. */
void amends_session_reset_weights_async (AmendsSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
amends_session_reset_weights_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- Would it have been right? --------------------------------------------------------------- */

/* Walks the whole history day by day with only what was known then. Can take some seconds;
 * @progress (nullable) hears of it on the main thread. */
typedef void (*AmendsRiskProgressFunc) (double fraction, gpointer data);
void amends_session_backtest_async (AmendsSession *self,
                                    AmendsRiskProgressFunc progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) */
AmendsBacktest *
amends_session_backtest_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* --- The VIP matrix -------------------------------------------------------------------------- */

/* Of each tier: who belongs to it. */
typedef struct
{
  int tier;       /* 1 to 3 */
  char *title;    /* "Tier 1: Enterprise and strategic" */
  guint accounts; /* how many there are */
  char *arr;      /* "$4.1M in 12 accounts"; per currency */
  char **names;   /* (owned): of the accounts, by name */
} AmendsTierView;

typedef struct
{
  GPtrArray *tiers;  /* (owned) (element-type AmendsTierView) */
  gboolean editable; /* FALSE: the playbook is a shipped one and has to be copied first */
  char *playbook;    /* (owned): its name */
} AmendsVipView;

void amends_vip_view_free (AmendsVipView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsVipView, amends_vip_view_free)

/* Cells themselves are in amends_session_get_risk_rules(). */
void amends_session_read_vip_async (AmendsSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AmendsVipView *
amends_session_read_vip_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/**
 * amends_session_set_vip_cell_async:
 * @cell: as amends_risk_rules_get_cell() gave it, changed
 *
 * Writes it to the user's playbook as a new version and uses it from then on.
 * AMENDS_SESSION_ERROR_REFUSED for a shipped playbook.
 */
void amends_session_set_vip_cell_async (AmendsSession *self,
                                        int tier,
                                        AmendsPriority priority,
                                        const AmendsVipCell *cell,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
amends_session_set_vip_cell_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* (transfer full): the matrix with tiers, accounts, triggers, keywords, executive and renewal rules
 * and figures to watch, as a document for amends_session_write_document_async(). */
void amends_session_vip_document_async (AmendsSession *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* What a colleague needs who takes the account over: account, tickets and patterns, notes, last
 * executive meeting, renewal, recommended approach. */
void amends_session_handoff_document_async (AmendsSession *self,
                                            const char *account,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/* The account risk report: level with reasons, trends, recurring concerns, actions now, this week,
 * this month, approach and talking points, whom to tell. @excerpts: (nullable): mails pasted in,
 * read for signs as well. */
void amends_session_risk_document_async (AmendsSession *self,
                                         const char *account,
                                         const char *excerpts,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Of the three above. (transfer full): sealed. */
AmendsDocument *
amends_session_risk_document_finish (AmendsSession *self, GAsyncResult *result, GError **error);

/* @document: sealed. The ending of @path says the format: .md, .html, .pdf, .json or .txt. Finishes
 * with amends_session_export_finish(). */
void amends_session_write_document_async (AmendsSession *self,
                                          AmendsDocument *document,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

G_END_DECLS
