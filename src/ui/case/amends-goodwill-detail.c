/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One goodwill request in full. */

#include "config.h"

#include "amends-goodwill-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-adaptive-bin.h"
#include "amends-change-news.h"
#include "amends-case-tools.h"
#include "amends-clock-glyph.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-goodwill-bar.h"
#include "amends-goodwill-decision.h"
#include "amends-goodwill-dialog.h"
#include "amends-goodwill-proof.h"
#include "amends-goodwill-letter.h"
#include "amends-goodwill-text.h"
#include "amends-labels.h"
#include "amends-message-dialog.h"
#include "amends-money.h"
#include "amends-weak.h"

struct _AmendsGoodwillDetail
{
  AdwBin parent_instance;

  AmendsAdaptiveBin *bin;
  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *steps;
  AmendsClockGlyph *asked_glyph;
  GtkLabel *asked_label;
  GtkWidget *first_line;
  AmendsClockGlyph *decided_glyph;
  GtkImage *decided_icon;
  GtkLabel *decided_label;
  GtkWidget *second_line;
  GtkWidget *offered;
  AmendsClockGlyph *offered_glyph;
  GtkImage *offered_icon;
  GtkLabel *offered_label;
  GtkWidget *notice;
  GtkImage *notice_icon;
  GtkLabel *notice_label;
  GtkBox *covers_head;
  GtkLabel *covers_heading;
  GtkWidget *lock;
  GtkLabel *recipient;
  GtkWidget *value_heading;
  GtkLabel *value;
  GtkLabel *text;
  GtkLabel *reason_heading;
  GtkLabel *reason;
  GtkWidget *limits;
  GtkWidget *year;
  GtkBox *year_head;
  GtkLabel *year_label;
  GtkLabel *year_sum;
  AmendsGoodwillBar *bar;
  GtkLabel *who;
  AmendsGoodwillProof *evidence;
  GtkBox *actions;
  GtkWidget *hint;
  GtkLabel *hint_label;
  GtkWidget *buttons;
  GtkWidget *menu_button;
  GtkButton *second;
  GtkButton *first;

  AmendsSession *session;    /* (owned) (nullable) */
  AmendsCase *case_;         /* (owned) (nullable) */
  AmendsGoodwill *goodwill;  /* (owned) (nullable) */
  AmendsApproval approval;   /* of @goodwill, once it is read */
  gboolean known;            /* whether it is */
  GCancellable *cancellable; /* (owned) (nullable): what is being read */
  gboolean decidable;        /* whether a reply may be recorded */
  gboolean in_case;
};

enum
{
  PROP_0,
  PROP_IN_CASE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AmendsGoodwillDetail, amends_goodwill_detail, ADW_TYPE_BIN)

/* --- What is shown ---------------------------------------------------------------------------- */

static gboolean
is_suggestion (AmendsGoodwillDetail *self)
{
  return self->goodwill->requested_at == AMENDS_INSTANT_NONE;
}

static AmendsGoodwillState
get_state (AmendsGoodwillDetail *self)
{
  return amends_goodwill_get_state (self->goodwill, amends_session_now (self->session));
}

static char *
dup_moment (AmendsGoodwillDetail *self, AmendsInstant moment)
{
  return amends_format_moment_full (moment, amends_session_now (self->session),
                                    amends_session_get_zone (self->session));
}

/* (transfer none): whoever decides, as far as it is known. */
static const char *
get_approver (AmendsGoodwillDetail *self)
{
  return self->known
             ? self->approval.approver
             : amends_enum_get_label (AMENDS_TYPE_ROLE, (int) self->goodwill->approver_role);
}

/* (transfer full): for buttons: "Ruth", or the role. */
static char *
dup_first_name (AmendsGoodwillDetail *self)
{
  return self->known && self->approval.has_name
             ? amends_goodwill_text_first_name (self->approval.approver)
             : g_strdup (get_approver (self));
}

/* (transfer none) (nullable): the latest text for the customer that has the offer in it. */
static AmendsDraft *
find_draft (AmendsGoodwillDetail *self)
{
  GListModel *drafts = G_LIST_MODEL (self->case_->drafts);
  g_autofree char *offer =
      g_utf8_casefold (self->goodwill->text != NULL ? self->goodwill->text : "", -1);
  AmendsDraft *found = NULL;

  for (guint i = 0; *offer != '\0' && i < g_list_model_get_n_items (drafts); i++)
    {
      g_autoptr (AmendsDraft) draft = g_list_model_get_item (drafts, i);
      g_autofree char *body = g_utf8_casefold (draft->body != NULL ? draft->body : "", -1);

      if (draft->audience != AMENDS_AUDIENCE_INTERNAL && strstr (body, offer) != NULL &&
          (found == NULL || draft->sent_at == AMENDS_INSTANT_NONE))
        found = draft;
    }
  return found;
}

static void
update_head (AmendsGoodwillDetail *self)
{
  AmendsGoodwill *goodwill = self->goodwill;
  g_autofree char *title = amends_goodwill_text_title (
      goodwill->kind, goodwill->amount, goodwill->currency, goodwill->months, goodwill->text);
  g_autofree char *number = amends_escalation_format_number (self->case_->escalation->number);
  g_autofree char *place = amends_case_join (self->case_->account->name, number);
  g_autofree char *share =
      self->known ? amends_goodwill_text_share (self->approval.ruling.share) : NULL;
  g_autofree char *subtitle = amends_case_join (place, share);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
}

static void
show_step (AmendsClockGlyph *glyph,
           GtkImage *icon,
           GtkLabel *label,
           const char *icon_name,
           const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (glyph), icon_name == NULL);
  gtk_widget_set_visible (GTK_WIDGET (icon), icon_name != NULL);
  if (icon_name != NULL)
    gtk_image_set_from_icon_name (icon, icon_name);
  gtk_label_set_text (label, text);
}

static char *
describe_decision (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  AmendsGoodwill *goodwill = self->goodwill;

  if (state == AMENDS_GOODWILL_VOID)
    return g_strdup (_ ("Void: to be decided again"));
  if (state == AMENDS_GOODWILL_WITHDRAWN)
    return g_strdup (_ ("Withdrawn"));
  if (state == AMENDS_GOODWILL_REQUESTED && self->known &&
      self->approval.part == AMENDS_APPROVAL_DECIDES)
    return g_strdup (_ ("Waiting for you"));
  if (state == AMENDS_GOODWILL_REQUESTED || goodwill->decided_by == NULL)
    /* TRANSLATORS: %s is who has to decide */
    return g_strdup_printf (_ ("Waiting for %s"), get_approver (self));
  if (state == AMENDS_GOODWILL_DECLINED)
    /* TRANSLATORS: %s is who has decided */
    return g_strdup_printf (_ ("Declined by %s"), goodwill->decided_by);
  /* TRANSLATORS: %s is who has decided */
  return g_strdup_printf (_ ("Approved by %s"), goodwill->decided_by);
}

static void
update_decided_step (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  g_autofree char *text = describe_decision (self, state);
  const char *icon = NULL;

  if (state == AMENDS_GOODWILL_DECLINED || state == AMENDS_GOODWILL_WITHDRAWN)
    icon = amends_goodwill_text_icon (state, AMENDS_APPROVAL_OTHERS);
  else if (state == AMENDS_GOODWILL_VOID)
    amends_clock_glyph_set_clock (self->decided_glyph, AMENDS_CLOCK_BREACHED, 1);
  else if (state == AMENDS_GOODWILL_REQUESTED)
    amends_clock_glyph_set_clock (self->decided_glyph, AMENDS_CLOCK_RUNNING, 0.4);
  else
    amends_clock_glyph_set_clock (self->decided_glyph, AMENDS_CLOCK_MET, 1);
  show_step (self->decided_glyph, self->decided_icon, self->decided_label, icon, text);
}

static void
update_offered_step (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  gboolean ended = state == AMENDS_GOODWILL_DECLINED || state == AMENDS_GOODWILL_WITHDRAWN;
  AmendsDraft *draft = state == AMENDS_GOODWILL_APPROVED ? find_draft (self) : NULL;

  gtk_widget_set_visible (self->offered, !ended);
  gtk_widget_set_visible (self->second_line, !ended && !amends_adaptive_bin_get_narrow (self->bin));
  gtk_widget_remove_css_class (self->offered, "dim-label");
  if (state == AMENDS_GOODWILL_EXPIRED)
    {
      show_step (self->offered_glyph, self->offered_icon, self->offered_label,
                 "amends-expired-symbolic", _ ("Expired"));
      return;
    }
  if (draft != NULL)
    amends_clock_glyph_set_clock (self->offered_glyph, AMENDS_CLOCK_MET, 1);
  else
    {
      gtk_widget_add_css_class (self->offered, "dim-label");
      amends_clock_glyph_set_planned (self->offered_glyph);
    }
  show_step (self->offered_glyph, self->offered_icon, self->offered_label, NULL,
             draft != NULL && draft->sent_at != AMENDS_INSTANT_NONE ? _ ("Sent to the customer")
                                                                    : _ ("In the draft"));
}

static void
update_steps (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  g_autofree char *when = NULL;
  g_autofree char *asked = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->steps), !is_suggestion (self));
  if (is_suggestion (self))
    return;
  when = amends_format_moment (self->goodwill->requested_at, amends_session_now (self->session),
                               amends_session_get_zone (self->session));
  /* TRANSLATORS: %s is when something was asked for: "10:55" */
  asked = g_strdup_printf (_ ("Requested %s"), when);
  amends_clock_glyph_set_clock (self->asked_glyph, AMENDS_CLOCK_MET, 1);
  gtk_label_set_text (self->asked_label, asked);
  update_decided_step (self, state);
  update_offered_step (self, state);
}

static char *
describe_notice (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  AmendsGoodwill *goodwill = self->goodwill;
  const char *by = goodwill->decided_by != NULL ? goodwill->decided_by : get_approver (self);
  g_autofree char *when = NULL;

  if (self->known && !self->approval.ruling.allowed &&
      (is_suggestion (self) || amends_goodwill_text_is_open (state)))
    return g_strdup (self->approval.ruling.limit != NULL ? self->approval.ruling.limit
                                                         : self->approval.ruling.who);
  switch (state)
    {
    case AMENDS_GOODWILL_VOID:
      when = dup_moment (self, goodwill->requested_at);
      /* TRANSLATORS: when something was changed, and who had approved it before */
      return g_strdup_printf (_ ("It was changed %1$s, after %2$s had approved it. The approval is "
                                 "void until it is given again."),
                              when, by);
    case AMENDS_GOODWILL_EXPIRED:
      when = dup_moment (self, goodwill->expires);
      /* TRANSLATORS: whose approval, and when it ended */
      return g_strdup_printf (_ ("The approval of %1$s ended %2$s. Ask again before you offer it."),
                              by, when);
    case AMENDS_GOODWILL_DECLINED:
      when = dup_moment (self, goodwill->decided_at);
      /* TRANSLATORS: who decided against it, and when */
      return g_strdup_printf (_ ("%1$s declined it %2$s. Nothing of it may be offered."), by, when);
    case AMENDS_GOODWILL_WITHDRAWN:
      return g_strdup (_ ("It was withdrawn. Nothing of it may be offered; the log says why."));
    case AMENDS_GOODWILL_REQUESTED:
    case AMENDS_GOODWILL_APPROVED:
    default:
      return NULL;
    }
}

static void
update_notice (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  g_autofree char *text = describe_notice (self, state);
  gboolean grave = state == AMENDS_GOODWILL_VOID || state == AMENDS_GOODWILL_REQUESTED;

  gtk_widget_set_visible (self->notice, text != NULL);
  if (text == NULL)
    return;
  gtk_label_set_text (self->notice_label, text);
  gtk_image_set_from_icon_name (self->notice_icon,
                                grave ? "dialog-warning-symbolic"
                                      : amends_goodwill_text_icon (state, AMENDS_APPROVAL_OTHERS));
  gtk_widget_set_css_classes (GTK_WIDGET (self->notice_icon),
                              (const char *[]){ grave ? "error" : "dim-label", NULL });
}

static char *
describe_recipient (AmendsGoodwillDetail *self)
{
  AmendsContact *contact = self->case_->contact;
  const char *recipient = self->goodwill->recipient;
  g_autofree char *person = NULL;

  if (recipient == NULL || *recipient == '\0')
    return g_strdup (self->case_->account->name);
  if (contact != NULL && g_strcmp0 (contact->name, recipient) == 0)
    person = amends_case_dup_contact (self->case_);
  /* TRANSLATORS: a person and the company: "Pieter van Dalen, CTO, Northway Freight" */
  return g_strdup_printf (_ ("%1$s, %2$s"), person != NULL ? person : recipient,
                          self->case_->account->name);
}

static char *
describe_value (AmendsGoodwill *goodwill)
{
  g_autofree char *money = NULL;
  g_autofree char *months = NULL;

  if (goodwill->amount != AMENDS_MONEY_UNKNOWN && goodwill->currency != NULL)
    money = amends_money_format (goodwill->amount, goodwill->currency, "en");
  if (goodwill->months > 0)
    months = g_strdup_printf (ngettext ("%d month", "%d months", (gulong) goodwill->months),
                              goodwill->months);
  return amends_case_join (money, months);
}

static const char *
get_covers_heading (AmendsGoodwillState state)
{
  switch (state)
    {
    case AMENDS_GOODWILL_VOID:
      return _ ("What is to be approved now");
    case AMENDS_GOODWILL_EXPIRED:
      return _ ("What was approved");
    case AMENDS_GOODWILL_DECLINED:
    case AMENDS_GOODWILL_WITHDRAWN:
      return _ ("What was asked for");
    case AMENDS_GOODWILL_REQUESTED:
    case AMENDS_GOODWILL_APPROVED:
    default:
      return _ ("The approval covers exactly this");
    }
}

static void
update_covered (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  g_autofree char *recipient = describe_recipient (self);
  g_autofree char *value = describe_value (self->goodwill);
  gboolean suggestion = is_suggestion (self);
  gboolean covered =
      !suggestion && (state == AMENDS_GOODWILL_REQUESTED || state == AMENDS_GOODWILL_APPROVED);

  gtk_label_set_text (self->covers_heading,
                      suggestion ? _ ("What would be offered") : get_covers_heading (state));
  gtk_widget_set_visible (self->lock, covered);
  gtk_label_set_text (self->recipient, recipient);
  gtk_label_set_text (self->value, value);
  gtk_widget_set_visible (GTK_WIDGET (self->value), *value != '\0');
  gtk_widget_set_visible (self->value_heading, *value != '\0');
  gtk_label_set_text (self->text, self->goodwill->text != NULL ? self->goodwill->text : "");
  gtk_label_set_text (self->reason_heading,
                      suggestion ? _ ("Why it is in proportion") : _ ("Reason"));
  gtk_label_set_text (self->reason, self->goodwill->reason != NULL ? self->goodwill->reason : "");
}

/* What of the request counts against the yearly limit; 0 for months or another currency. */
static gint64
get_counted (AmendsGoodwillDetail *self)
{
  AmendsGoodwill *goodwill = self->goodwill;

  if (goodwill->amount == AMENDS_MONEY_UNKNOWN || goodwill->amount <= 0 ||
      g_strcmp0 (goodwill->currency, self->case_->account->currency) != 0)
    return 0;
  return goodwill->amount;
}

static void
update_year (AmendsGoodwillDetail *self, gint64 counted)
{
  AmendsApproval *approval = &self->approval;
  const char *currency = self->case_->account->currency;
  g_autofree char *used = amends_money_format (approval->given + counted, currency, "en");
  g_autofree char *limit = amends_money_format (approval->year_limit, currency, "en");
  /* TRANSLATORS: an amount used of a limit: "$17,500 of $27,000" */
  g_autofree char *sum = g_strdup_printf (_ ("%1$s of %2$s"), used, limit);
  /* TRANSLATORS: %s is a customer */
  g_autofree char *label = g_strdup_printf (_ ("Goodwill for %s in the last 365 days, with this"),
                                            self->case_->account->name);
  g_autofree char *spoken = NULL;

  /* TRANSLATORS: read aloud: what is measured, and an amount of a limit */
  spoken = g_strdup_printf (_ ("%1$s: %2$s"), label, sum);
  gtk_label_set_text (self->year_label, label);
  gtk_label_set_text (self->year_sum, sum);
  amends_goodwill_bar_set (self->bar, (double) approval->given / approval->year_limit,
                           (double) counted / approval->year_limit, spoken);
}

static void
update_limits (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  AmendsApproval *approval = &self->approval;
  gint64 counted = get_counted (self);
  gboolean pending = is_suggestion (self) || amends_goodwill_text_is_open (state);
  gboolean measured = self->known && approval->year_limit != AMENDS_MONEY_UNKNOWN &&
                      approval->year_limit > 0 && counted + approval->given > 0;
  g_autofree char *text = NULL;

  /* What was decided is decided: the limits of today would only puzzle. */
  gtk_widget_set_visible (self->limits, self->known && pending);
  if (!self->known || !pending)
    return;
  gtk_widget_set_visible (self->year, measured);
  if (measured)
    update_year (self, counted);
  if (approval->ruling.limit != NULL && approval->ruling.allowed)
    /* TRANSLATORS: two sentences: how it stands to the limit, and who approves */
    text = g_strdup_printf (C_ ("sentences", "%1$s %2$s"), approval->ruling.limit,
                            approval->ruling.who);
  else
    text = g_strdup (approval->ruling.who);
  amends_case_set_text (self->who, text);
}

/* --- What can be done ------------------------------------------------------------------------- */

static void
set_button (GtkButton *button, const char *label, const char *action, gboolean primary)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (primary)
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
}

static void
offer_decision (AmendsGoodwillDetail *self)
{
  g_autofree char *name = dup_first_name (self);
  g_autofree char *ask = NULL;
  g_autofree char *record = NULL;

  if (self->known && self->approval.part == AMENDS_APPROVAL_DECIDES)
    {
      set_button (self->second, _ ("Decline…"), "goodwill.decline", FALSE);
      set_button (self->first, _ ("Approve…"), "goodwill.approve", TRUE);
      return;
    }
  /* TRANSLATORS: %s is a first name or a role: opens the text with which to ask for a decision */
  ask = g_strdup_printf (_ ("Ask %s…"), name);
  if (self->known && self->approval.has_name)
    /* TRANSLATORS: %s is a first name */
    record = g_strdup_printf (_ ("Record %s’s decision…"), name);
  set_button (self->second, ask, "goodwill.ask", FALSE);
  set_button (self->first,
              record == NULL || amends_adaptive_bin_get_narrow (self->bin) ? _ ("Record decision…")
                                                                           : record,
              "goodwill.record", TRUE);
}

static void
update_buttons (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  gboolean ready = state == AMENDS_GOODWILL_APPROVED && find_draft (self) != NULL;

  set_button (self->second, NULL, NULL, FALSE);
  if (is_suggestion (self))
    set_button (self->first, _ ("Request…"), "goodwill.request", TRUE);
  else if (amends_goodwill_text_is_open (state))
    offer_decision (self);
  else if (state == AMENDS_GOODWILL_APPROVED)
    set_button (self->first, ready ? _ ("Open draft") : NULL, "goodwill.open-draft", TRUE);
  else
    set_button (self->first, _ ("Ask again…"), "goodwill.request",
                state == AMENDS_GOODWILL_EXPIRED);
}

static char *
describe_hint (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  if (amends_session_is_read_only (self->session))
    return g_strdup (_ ("This workspace can only be read."));
  if (is_suggestion (self))
    return g_strdup (_ ("Nothing is offered before somebody has approved it."));
  if (state == AMENDS_GOODWILL_APPROVED)
    return g_strdup (_ ("Approved: it may be offered in these words."));
  if (!amends_goodwill_text_is_open (state) || !self->known)
    return NULL;
  if (self->approval.crm_only != NULL)
    return g_strdup (self->approval.crm_only);
  if (self->approval.part == AMENDS_APPROVAL_DECIDES)
    return g_strdup (_ ("Yours to decide: your reply by mail is the evidence."));
  if (self->approval.part == AMENDS_APPROVAL_ASKED)
    return g_strdup (_ ("Your own request: someone else decides."));
  /* TRANSLATORS: %s is who has to decide */
  return g_strdup_printf (_ ("%s decides this."), get_approver (self));
}

static void
update_actions (AmendsGoodwillDetail *self, AmendsGoodwillState state)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean writable = !amends_session_is_read_only (self->session);
  gboolean suggestion = is_suggestion (self);
  gboolean open = !suggestion && amends_goodwill_text_is_open (state);
  gboolean decidable = writable && open && !(self->known && self->approval.crm_only != NULL);
  gboolean mine = self->known && self->approval.part == AMENDS_APPROVAL_DECIDES;
  gboolean lives = open || (!suggestion && state == AMENDS_GOODWILL_APPROVED);
  g_autofree char *hint = describe_hint (self, state);

  gtk_widget_action_set_enabled (widget, "goodwill.ask", open);
  gtk_widget_action_set_enabled (widget, "goodwill.record", decidable);
  gtk_widget_action_set_enabled (widget, "goodwill.approve", decidable && mine);
  gtk_widget_action_set_enabled (widget, "goodwill.decline", decidable && mine);
  gtk_widget_action_set_enabled (widget, "goodwill.edit", writable && lives);
  gtk_widget_action_set_enabled (widget, "goodwill.withdraw", writable && lives);
  gtk_widget_action_set_enabled (widget, "goodwill.request", writable && !lives);
  gtk_widget_action_set_enabled (widget, "goodwill.open-case", !self->in_case);
  gtk_widget_set_visible (self->menu_button, (writable && lives) || !self->in_case);
  amends_goodwill_proof_set_decidable (self->evidence, decidable);
  self->decidable = decidable;
  update_buttons (self, state);
  amends_case_set_text (self->hint_label, hint);
  gtk_widget_set_visible (self->hint, hint != NULL);
  gtk_widget_set_hexpand (self->buttons, hint == NULL);
}

static void
update (AmendsGoodwillDetail *self)
{
  AmendsGoodwillState state = get_state (self);

  update_head (self);
  update_steps (self, state);
  update_notice (self, state);
  update_covered (self, state);
  update_limits (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence), !is_suggestion (self));
  if (!is_suggestion (self))
    amends_goodwill_proof_set (self->evidence, self->session, self->goodwill,
                               state == AMENDS_GOODWILL_APPROVED ? find_draft (self) : NULL);
  update_actions (self, state);
}

static void
viewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDetail) self = amends_weak_take (user_data);
  g_auto (AmendsApproval) approval = { 0 };
  g_autoptr (GError) error = NULL;

  if (!amends_session_view_approval_finish (AMENDS_SESSION (source), result, &approval, &error))
    {
      if (self != NULL)
        amends_feedback_error (GTK_WIDGET (self), _ ("The limits could not be read."), error);
      return;
    }
  if (self == NULL || self->goodwill == NULL)
    return;
  amends_approval_clear (&self->approval);
  self->approval = approval;
  approval = (AmendsApproval){ 0 };
  self->known = TRUE;
  update (self);
}

static void
look_up (AmendsGoodwillDetail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_view_approval_async (self->session, self->case_, self->goodwill, self->cancellable,
                                      viewed_cb, amends_weak_new (self));
}

/* --- Doing it --------------------------------------------------------------------------------- */

static void
ask_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);

  amends_goodwill_letter_present (widget, self->session, self->case_, self->goodwill);
}

static void
decide (AmendsGoodwillDetail *self, AmendsGoodwillAnswer meant, GFile *file)
{
  amends_goodwill_decision_present (GTK_WIDGET (self), self->session, self->case_, self->goodwill,
                                    get_approver (self), meant, file);
}

static void
decide_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillAnswer meant = AMENDS_GOODWILL_ANSWER_UNCLEAR;

  if (g_str_equal (action, "goodwill.approve"))
    meant = AMENDS_GOODWILL_ANSWER_YES;
  else if (g_str_equal (action, "goodwill.decline"))
    meant = AMENDS_GOODWILL_ANSWER_NO;
  decide (AMENDS_GOODWILL_DETAIL (widget), meant, NULL);
}

static gboolean
drop_cb (AmendsGoodwillDetail *self, const GValue *value)
{
  GSList *files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;

  if (files == NULL || self->goodwill == NULL || !self->decidable)
    return FALSE;
  decide (self, AMENDS_GOODWILL_ANSWER_UNCLEAR, files->data);
  return TRUE;
}

static void
edit_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);

  amends_goodwill_dialog_present (widget, self->session, self->case_, self->goodwill, TRUE);
}

static void
request_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);

  amends_goodwill_dialog_present (widget, self->session, self->case_, self->goodwill, FALSE);
}

typedef struct
{
  AmendsGoodwillDetail *detail; /* (owned) */
  AmendsSession *session;       /* (owned) */
  AmendsCase *case_;            /* (owned) */
  char *id;                     /* (owned) */
} Withdrawal;

static void
withdrawal_free (Withdrawal *withdrawal)
{
  g_object_unref (withdrawal->detail);
  g_object_unref (withdrawal->session);
  g_object_unref (withdrawal->case_);
  g_free (withdrawal->id);
  g_free (withdrawal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Withdrawal, withdrawal_free)

static void
withdraw_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Withdrawal) withdrawal = user_data;
  g_autofree char *why = amends_message_dialog_ask_text_finish (result, NULL);

  if (why != NULL)
    amends_session_withdraw_goodwill_async (
        withdrawal->session, withdrawal->case_, withdrawal->id, why, NULL,
        amends_change_news_case_cb,
        amends_change_news_new (GTK_WIDGET (withdrawal->detail), _ ("Request withdrawn."),
                                _ ("The request could not be withdrawn.")));
}

static void
withdraw_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);
  Withdrawal *withdrawal = g_new0 (Withdrawal, 1);

  withdrawal->detail = g_object_ref (self);
  withdrawal->session = g_object_ref (self->session);
  withdrawal->case_ = g_object_ref (self->case_);
  withdrawal->id = g_strdup (self->goodwill->id);
  amends_message_dialog_ask_text_async (
      widget, _ ("Withdraw the request"),
      get_state (self) == AMENDS_GOODWILL_APPROVED
          ? _ ("It is approved. Withdrawn, it may no longer be offered. The log keeps the reason.")
          : _ ("Nobody decides it any more. The log keeps the reason."),
      _ ("Reason"), _ ("Withdraw"), NULL, withdraw_asked_cb, withdrawal);
}

static void
open_case_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);

  amends_feedback_open_case (widget, self->case_->escalation->id, "goodwill");
}

static void
open_draft_action (GtkWidget *widget, const char *action, GVariant *target)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (widget);
  AmendsDraft *draft = self->goodwill != NULL ? find_draft (self) : NULL;

  if (draft == NULL)
    return;
  if (self->in_case)
    gtk_widget_activate_action (widget, "case.open-draft", "s", draft->id);
  else
    amends_feedback_open_case (widget, self->case_->escalation->id, "drafts");
}

/* --- The widget ------------------------------------------------------------------------------- */

static void
narrow_cb (AmendsGoodwillDetail *self)
{
  gboolean narrow = amends_adaptive_bin_get_narrow (self->bin);
  GtkOrientation along = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  GtkBox *const boxes[] = { self->steps, self->covers_head, self->year_head, self->actions };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (boxes[i]), along);
  gtk_box_set_spacing (self->year_head, narrow ? 2 : 12);
  gtk_box_set_spacing (self->actions, narrow ? 6 : 12);
  gtk_widget_set_visible (self->first_line, !narrow);
  gtk_widget_set_halign (self->buttons, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->first), narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  if (narrow)
    gtk_widget_add_css_class (self->content, "narrow");
  else
    gtk_widget_remove_css_class (self->content, "narrow");
  if (self->goodwill != NULL)
    update (self);
}

static void
amends_goodwill_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IN_CASE)
    g_value_set_boolean (value, AMENDS_GOODWILL_DETAIL (object)->in_case);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_goodwill_detail_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  if (id == PROP_IN_CASE)
    AMENDS_GOODWILL_DETAIL (object)->in_case = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_goodwill_detail_dispose (GObject *object)
{
  AmendsGoodwillDetail *self = AMENDS_GOODWILL_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  amends_approval_clear (&self->approval);
  g_clear_object (&self->goodwill);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (amends_goodwill_detail_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillDetail, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-goodwill-detail.ui"));
  CHILD (bin);
  CHILD (content);
  CHILD (title);
  CHILD (subtitle);
  CHILD (steps);
  CHILD (asked_glyph);
  CHILD (asked_label);
  CHILD (first_line);
  CHILD (decided_glyph);
  CHILD (decided_icon);
  CHILD (decided_label);
  CHILD (second_line);
  CHILD (offered);
  CHILD (offered_glyph);
  CHILD (offered_icon);
  CHILD (offered_label);
  CHILD (notice);
  CHILD (notice_icon);
  CHILD (notice_label);
  CHILD (covers_head);
  CHILD (covers_heading);
  CHILD (lock);
  CHILD (recipient);
  CHILD (value_heading);
  CHILD (value);
  CHILD (text);
  CHILD (reason_heading);
  CHILD (reason);
  CHILD (limits);
  CHILD (year);
  CHILD (year_head);
  CHILD (year_label);
  CHILD (year_sum);
  CHILD (bar);
  CHILD (who);
  CHILD (evidence);
  CHILD (actions);
  CHILD (hint);
  CHILD (hint_label);
  CHILD (buttons);
  CHILD (menu_button);
  CHILD (second);
  CHILD (first);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
}

static void
amends_goodwill_detail_class_init (AmendsGoodwillDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amends_goodwill_detail_dispose;
  object_class->get_property = amends_goodwill_detail_get_property;
  object_class->set_property = amends_goodwill_detail_set_property;
  properties[PROP_IN_CASE] = g_param_spec_boolean ("in-case", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (AMENDS_TYPE_ADAPTIVE_BIN);
  g_type_ensure (AMENDS_TYPE_CLOCK_GLYPH);
  g_type_ensure (AMENDS_TYPE_GOODWILL_BAR);
  g_type_ensure (AMENDS_TYPE_GOODWILL_PROOF);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "goodwill.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "goodwill.record", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "goodwill.approve", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "goodwill.decline", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "goodwill.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "goodwill.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "goodwill.request", NULL, request_action);
  gtk_widget_class_install_action (widget_class, "goodwill.open-case", NULL, open_case_action);
  gtk_widget_class_install_action (widget_class, "goodwill.open-draft", NULL, open_draft_action);
}

static void
amends_goodwill_detail_init (AmendsGoodwillDetail *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  narrow_cb (self);
}

/* Suggestions are made anew at each look; what was read of one holds for its equal. */
static gboolean
is_same (AmendsGoodwill *one, AmendsGoodwill *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  if (one->requested_at == AMENDS_INSTANT_NONE && other->requested_at == AMENDS_INSTANT_NONE)
    return one->kind == other->kind && g_strcmp0 (one->text, other->text) == 0;
  return g_strcmp0 (one->id, other->id) == 0;
}

void
amends_goodwill_detail_show (AmendsGoodwillDetail *self,
                             AmendsSession *session,
                             AmendsCase *case_,
                             AmendsGoodwill *goodwill)
{
  g_return_if_fail (AMENDS_IS_GOODWILL_DETAIL (self));
  g_return_if_fail (goodwill == NULL || (session != NULL && case_ != NULL));

  if (!is_same (self->goodwill, goodwill))
    {
      amends_approval_clear (&self->approval);
      self->known = FALSE;
    }
  g_set_object (&self->session, session);
  g_set_object (&self->case_, case_);
  g_set_object (&self->goodwill, goodwill);
  gtk_widget_set_visible (GTK_WIDGET (self->bin), goodwill != NULL);
  if (goodwill == NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  update (self);
  look_up (self);
}

AmendsGoodwill *
amends_goodwill_detail_get (AmendsGoodwillDetail *self)
{
  g_return_val_if_fail (AMENDS_IS_GOODWILL_DETAIL (self), NULL);

  return self->goodwill;
}
