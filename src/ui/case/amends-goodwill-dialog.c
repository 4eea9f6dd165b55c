/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goodwill request to fill in or to change. */

#include "config.h"

#include "amends-goodwill-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-goodwill-text.h"
#include "amends-input-error.h"
#include "amends-money-row.h"
#include "amends-money.h"
#include "amends-text-area.h"
#include "amends-weak.h"

/* The limits are asked once typing rests for this long. */
#define REST_MS 250
/* Where the playbook sets no length. */
#define MOST_MONTHS 60

struct _AmendsGoodwillDialog
{
  AdwWindow parent_instance;

  GtkWidget *warning;
  GtkLabel *warning_label;
  AdwComboRow *kind;
  AdwEntryRow *amount;
  GtkWidget *months_row;
  GtkSpinButton *months;
  GtkAdjustment *months_range;
  GtkEditable *recipient;
  GtkTextView *text;
  GtkLabel *text_hint;
  GtkTextView *reason;
  GtkLabel *who;
  GtkLabel *limit;
  GtkLabel *expiry;
  GtkLabel *problem;
  GtkButton *save;

  AmendsSession *session;    /* (owned) */
  AmendsCase *case_;         /* (owned) */
  AmendsGoodwill *wanted;    /* (owned): the copy that is edited */
  GPtrArray *suggested;      /* (owned) (nullable): of AmendsGoodwill, once they are known */
  GtkWidget *from;           /* (owned) */
  GCancellable *cancellable; /* (owned): what is being read */
  char *currency;            /* (owned) (nullable) */
  char *money;               /* (owned) (nullable): the amount as the text has it */
  guint resting;             /* timeout */
  gboolean edit;
  gboolean empty; /* begun without a pattern */
  gboolean filling;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillDialog, amends_goodwill_dialog, ADW_TYPE_WINDOW)

/* --- Reading the form ------------------------------------------------------------------------- */

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
goes_by_months (AmendsGoodwillKind kind)
{
  return kind == AMENDS_GOODWILL_EXTENSION || kind == AMENDS_GOODWILL_PREMIUM_SUPPORT;
}

static void
collect (AmendsGoodwillDialog *self)
{
  AmendsGoodwillKind kind = (AmendsGoodwillKind) adw_combo_row_get_selected (self->kind);
  g_autofree char *text = dup_text (self->text);
  g_autofree char *reason = dup_text (self->reason);

  amends_record_set (
      self->wanted, "kind", (int) kind, "months",
      goes_by_months (kind) ? gtk_spin_button_get_value_as_int (self->months) : AMENDS_UNKNOWN,
      "currency", self->wanted->amount != AMENDS_MONEY_UNKNOWN ? self->currency : NULL, "recipient",
      gtk_editable_get_text (self->recipient), "text", text, "reason", reason, NULL);
}

/* "13500" of "$13,500": what a text has to have in it, in whichever way it is marked. */
static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) || (*c == '.' && g_ascii_isdigit (c[1])))
      g_string_append_c (digits, *c);
  return g_string_free (digits, FALSE);
}

/* The approval covers the words: they should not speak of another amount than the value. */
static void
update_text_hint (AmendsGoodwillDialog *self)
{
  AmendsGoodwill *wanted = self->wanted;
  g_autofree char *money = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *said = NULL;
  g_autofree char *hint = NULL;

  if (wanted->amount != AMENDS_MONEY_UNKNOWN && wanted->amount > 0 && wanted->currency != NULL &&
      wanted->text != NULL && *wanted->text != '\0')
    {
      money = amends_money_format (wanted->amount, wanted->currency, "en");
      digits = dup_digits (money);
      said = dup_digits (wanted->text);
      if (strstr (said, digits) == NULL)
        /* TRANSLATORS: %s is an amount, such as "$13,500" */
        hint = g_strdup_printf (_ ("The text does not say %s."), money);
    }
  amends_case_set_text (self->text_hint, hint);
}

/* --- What the rules say of it ------------------------------------------------------------------
 */

static void
set_currency (AmendsGoodwillDialog *self, const char *currency)
{
  g_autofree char *title = NULL;

  if (currency == NULL)
    return;
  self->currency = g_strdup (currency);
  /* TRANSLATORS: %s is a currency, such as USD */
  title = g_strdup_printf (_ ("Value in %s"), currency);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->amount), title);
  amends_money_row_bind (self->amount, self->wanted, "amount", currency);
}

static void
viewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDialog) self = amends_weak_take (user_data);
  g_auto (AmendsApproval) approval = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *share = NULL;
  g_autofree char *lasts = NULL;
  g_autofree char *text = NULL;
  int days;
  int most;

  if (!amends_session_view_approval_finish (AMENDS_SESSION (source), result, &approval, &error))
    {
      if (self != NULL && self->session != NULL &&
          !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        amends_case_set_text (self->problem, error->message);
      return;
    }
  if (self == NULL || self->session == NULL)
    return;
  /* Of an account without one: that of the limits. */
  if (self->currency == NULL)
    set_currency (self, amends_goodwill_rules_get_currency (approval.rules));
  share = amends_goodwill_text_share (approval.ruling.share);
  gtk_widget_set_css_classes (GTK_WIDGET (self->who),
                              (const char *[]){ approval.ruling.allowed ? "body" : "error", NULL });
  amends_case_set_text (self->who, approval.ruling.allowed || approval.ruling.limit == NULL
                                       ? approval.ruling.who
                                       : approval.ruling.limit);
  amends_case_set_text (self->limit, approval.ruling.allowed ? approval.ruling.limit : NULL);
  days = amends_goodwill_rules_get_expiry_days (approval.rules);
  if (days > 0)
    lasts = g_strdup_printf (
        ngettext ("An approval lasts %d day.", "An approval lasts %d days.", (gulong) days), days);
  text = amends_case_join (share, lasts);
  amends_case_set_text (self->expiry, text);
  most = amends_goodwill_rules_get_max_months (approval.rules, self->wanted->kind);
  gtk_adjustment_set_upper (self->months_range, most > 0 ? most : MOST_MONTHS);
}

static gboolean
rested_cb (gpointer user_data)
{
  AmendsGoodwillDialog *self = user_data;

  self->resting = 0;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  amends_session_view_approval_async (self->session, self->case_, self->wanted, self->cancellable,
                                      viewed_cb, amends_weak_new (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AmendsGoodwillDialog *self)
{
  if (self->filling || self->session == NULL)
    return;
  collect (self);
  update_text_hint (self);
  amends_case_set_text (self->problem, NULL);
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add (REST_MS, rested_cb, self);
}

/* The text follows an amount it has in it. */
static void
amount_cb (AmendsGoodwillDialog *self)
{
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  if (self->filling || self->session == NULL)
    return;
  if (self->wanted->amount != AMENDS_MONEY_UNKNOWN && self->currency != NULL)
    money = amends_money_format (self->wanted->amount, self->currency, "en");
  text = dup_text (self->text);
  if (money != NULL && self->money != NULL && strstr (text, self->money) != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, self->money, -1);
      g_autofree char *changed = g_strjoinv (money, parts);

      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), changed, -1);
    }
  if (money != NULL)
    {
      g_free (self->money);
      self->money = g_steal_pointer (&money);
    }
  changed_cb (self);
}

static void
months_cb (AmendsGoodwillDialog *self)
{
  changed_cb (self);
}

/* --- Filling it in ---------------------------------------------------------------------------- */

static void
show_rows (AmendsGoodwillDialog *self)
{
  gtk_widget_set_visible (
      self->months_row,
      goes_by_months ((AmendsGoodwillKind) adw_combo_row_get_selected (self->kind)));
}

static void
fill (AmendsGoodwillDialog *self, AmendsGoodwill *pattern)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->kind, pattern->kind);
  amends_record_set (self->wanted, "amount", pattern->amount, NULL);
  gtk_spin_button_set_value (self->months, MAX (pattern->months, 1));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            pattern->text != NULL ? pattern->text : "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->reason),
                            pattern->reason != NULL ? pattern->reason : "", -1);
  g_clear_pointer (&self->money, g_free);
  if (pattern->amount != AMENDS_MONEY_UNKNOWN && self->currency != NULL)
    self->money = amends_money_format (pattern->amount, self->currency, "en");
  show_rows (self);
  self->filling = FALSE;
  changed_cb (self);
}

static AmendsGoodwill *
find_suggestion (AmendsGoodwillDialog *self, AmendsGoodwillKind kind)
{
  for (guint i = 0; self->suggested != NULL && i < self->suggested->len; i++)
    {
      AmendsGoodwill *one = self->suggested->pdata[i];

      if (one->kind == kind)
        return one;
    }
  return NULL;
}

/* Whether what stands in the form is nobody's own words: empty, or as the playbook has it. */
static gboolean
is_untouched (AmendsGoodwillDialog *self)
{
  g_autofree char *text = dup_text (self->text);
  gboolean untouched = *text == '\0';

  for (guint i = 0; self->suggested != NULL && i < self->suggested->len; i++)
    {
      AmendsGoodwill *one = self->suggested->pdata[i];

      untouched = untouched || g_strcmp0 (one->text, text) == 0;
    }
  return untouched;
}

static void
kind_cb (AmendsGoodwillDialog *self)
{
  AmendsGoodwillKind kind = (AmendsGoodwillKind) adw_combo_row_get_selected (self->kind);
  AmendsGoodwill *suggestion = find_suggestion (self, kind);
  g_autoptr (AmendsGoodwill) blank = NULL;

  if (self->filling || self->session == NULL)
    return;
  show_rows (self);
  if (self->edit || !is_untouched (self))
    {
      changed_cb (self);
      return;
    }
  blank = amends_record_new (AMENDS_TYPE_GOODWILL);
  amends_record_set (blank, "kind", (int) kind, NULL);
  fill (self, suggestion != NULL ? suggestion : blank);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsGoodwillDialog) self = amends_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) suggested =
      amends_session_suggest_goodwill_finish (AMENDS_SESSION (source), result, &error);

  if (self == NULL || self->session == NULL)
    return;
  if (suggested == NULL)
    {
      amends_case_set_text (self->problem, error->message);
      return;
    }
  self->suggested = g_steal_pointer (&suggested);
  if (self->empty && self->suggested->len > 0 && is_untouched (self))
    fill (self, self->suggested->pdata[0]);
}

/* --- Saving ----------------------------------------------------------------------------------- */

typedef struct
{
  AmendsGoodwillDialog *dialog; /* (owned) */
  char *done;                   /* (owned) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->dialog);
  g_free (saving->done);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
mark_field (AmendsGoodwillDialog *self, const GError *error)
{
  const char *field = amends_input_error_get_field (error);
  GtkWidget *widget = NULL;

  if (g_strcmp0 (field, "amount") == 0)
    widget = GTK_WIDGET (self->amount);
  else if (g_strcmp0 (field, "months") == 0)
    widget = GTK_WIDGET (self->months);
  else if (g_strcmp0 (field, "text") == 0)
    widget = GTK_WIDGET (self->text);
  else if (g_strcmp0 (field, "reason") == 0)
    widget = GTK_WIDGET (self->reason);
  if (widget != NULL)
    gtk_widget_grab_focus (widget);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  AmendsGoodwillDialog *self = saving->dialog;
  g_autoptr (GError) error = NULL;
  guint token = 0;
  gboolean saved = amends_session_change_finish (AMENDS_SESSION (source), result, &token, &error);

  /* Closed meanwhile; the page shows what came of it. */
  if (self->session == NULL)
    return;
  self->saving = FALSE;
  if (saved)
    {
      amends_feedback_undo (self->from, saving->done, token);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  amends_case_set_text (self->problem, amends_input_error_get_text (error) != NULL
                                           ? amends_input_error_get_text (error)
                                           : error->message);
  mark_field (self, error);
}

static void
save_cb (AmendsGoodwillDialog *self)
{
  g_autofree char *id = NULL;
  Saving *saving;

  if (self->saving)
    return;
  if (gtk_widget_has_css_class (GTK_WIDGET (self->amount), "error"))
    {
      amends_case_set_text (self->problem,
                            _ ("This value cannot be read; write it like 13,500 or 13500."));
      gtk_widget_grab_focus (GTK_WIDGET (self->amount));
      return;
    }
  collect (self);
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  saving = g_new0 (Saving, 1);
  saving->dialog = g_object_ref (self);
  saving->done =
      g_strdup (self->edit ? _ ("Request changed.") : _ ("Requested. Ask the approver now."));
  if (self->edit)
    amends_session_edit_goodwill_async (self->session, self->case_, self->wanted, NULL, saved_cb,
                                        saving);
  else
    id = amends_session_request_goodwill_async (self->session, self->case_, self->wanted, NULL,
                                                saved_cb, saving);
}

/* --- The window ------------------------------------------------------------------------------- */

static void
amends_goodwill_dialog_dispose (GObject *object)
{
  AmendsGoodwillDialog *self = AMENDS_GOODWILL_DIALOG (object);

  g_clear_handle_id (&self->resting, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->money, g_free);
  g_clear_object (&self->wanted);
  g_clear_object (&self->case_);
  g_clear_object (&self->session);
  g_clear_object (&self->from);

  G_OBJECT_CLASS (amends_goodwill_dialog_parent_class)->dispose (object);
}

#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillDialog, name)

static void
amends_goodwill_dialog_class_init (AmendsGoodwillDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_goodwill_dialog_dispose;

  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-goodwill-dialog.ui"));
  CHILD (warning);
  CHILD (warning_label);
  CHILD (kind);
  CHILD (amount);
  CHILD (months_row);
  CHILD (months);
  CHILD (months_range);
  CHILD (recipient);
  CHILD (text);
  CHILD (text_hint);
  CHILD (reason);
  CHILD (who);
  CHILD (limit);
  CHILD (expiry);
  CHILD (problem);
  CHILD (save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, amount_cb);
  gtk_widget_class_bind_template_callback (widget_class, months_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
amends_goodwill_dialog_init (AmendsGoodwillDialog *self)
{
  g_autoptr (GListModel) kinds = amends_case_enum_model (AMENDS_TYPE_GOODWILL_KIND);
  GtkTextView *views[2];

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  adw_combo_row_set_model (self->kind, kinds);
  views[0] = self->text;
  views[1] = self->reason;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_signal_connect_object (gtk_text_view_get_buffer (views[i]), "changed",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* Of what is approved already one is told what a change does. */
static void
warn (AmendsGoodwillDialog *self, AmendsGoodwill *pattern)
{
  g_autofree char *text = NULL;

  if (!self->edit || amends_goodwill_get_state (pattern, amends_session_now (self->session)) !=
                         AMENDS_GOODWILL_APPROVED)
    return;
  if (pattern->decided_by != NULL)
    /* TRANSLATORS: %s is who has approved it */
    text = g_strdup_printf (_ ("Changing value, recipient or text voids the approval of %s: it has "
                               "to be given again."),
                            pattern->decided_by);
  else
    text = g_strdup (_ ("Changing value, recipient or text voids the approval: it has to be given "
                        "again."));
  gtk_label_set_text (self->warning_label, text);
  gtk_widget_set_visible (self->warning, TRUE);
}

void
amends_goodwill_dialog_present (GtkWidget *from,
                                AmendsSession *session,
                                AmendsCase *case_,
                                AmendsGoodwill *pattern,
                                gboolean edit)
{
  AmendsGoodwillDialog *self;
  const char *recipient = pattern != NULL ? pattern->recipient : NULL;
  const char *currency = pattern != NULL ? pattern->currency : NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (pattern != NULL || !edit);

  self = g_object_new (AMENDS_TYPE_GOODWILL_DIALOG, "transient-for", gtk_widget_get_root (from),
                       "title", edit ? _ ("Edit request") : _ ("Request goodwill"), NULL);
  self->session = g_object_ref (session);
  self->case_ = g_object_ref (case_);
  self->from = g_object_ref (from);
  self->edit = edit;
  self->empty = pattern == NULL;
  self->wanted = edit ? amends_record_copy (pattern) : amends_record_new (AMENDS_TYPE_GOODWILL);
  set_currency (self, currency != NULL ? currency : case_->account->currency);
  if (recipient == NULL && case_->contact != NULL)
    recipient = case_->contact->name;
  gtk_editable_set_text (self->recipient, recipient != NULL ? recipient : "");
  if (edit)
    gtk_button_set_label (self->save, _ ("_Save"));
  if (edit)
    warn (self, pattern);
  fill (self, pattern != NULL ? pattern : self->wanted);
  if (!edit)
    amends_session_suggest_goodwill_async (session, case_, NULL, suggested_cb,
                                           amends_weak_new (self));
  gtk_window_present (GTK_WINDOW (self));
}
