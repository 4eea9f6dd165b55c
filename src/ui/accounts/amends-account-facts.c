/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facts of an account, to read and to change. */

#include "config.h"

#include "amends-account-facts.h"

#include "amends-account-text.h"
#include "amends-case-tools.h"
#include "amends-customer-check.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-input-error.h"
#include "amends-money-row.h"
#include "amends-text-area.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How a row holds its field. */
typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_MONEY,
  KIND_LIST, /* separated by commas */
} Kind;

/* The entry rows; each has the name of its field. */
static const struct
{
  const char *field;
  Kind kind;
} rows[] = {
  { "name", KIND_TEXT },
  { "arr", KIND_MONEY },
  { "currency", KIND_TEXT },
  { "contract-start", KIND_TEXT },
  { "renewal", KIND_TEXT },
  { "renewed", KIND_TEXT },
  { "churned", KIND_TEXT },
  { "expansion", KIND_MONEY },
  { "products", KIND_LIST },
  { "competitors", KIND_LIST },
  { "health", KIND_NUMBER },
  { "nps", KIND_NUMBER },
  { "csat", KIND_NUMBER },
  { "csm", KIND_TEXT },
  { "account-manager", KIND_TEXT },
  { "executive-sponsor", KIND_TEXT },
  { "time-zone", KIND_TEXT },
};

static const char *const languages[] = { NULL, "en", "zh-CN" };

struct _AmendsAccountFacts
{
  AdwBin parent_instance;

  AmendsSession *session; /* (owned) (nullable) */
  AmendsAccount *base;    /* (owned) (nullable): as it was when the form was filled */
  AmendsAccount *edited;  /* (owned) (nullable): what the form says */
  gboolean filling;

  AdwEntryRow *entries[G_N_ELEMENTS (rows)];
  AdwComboRow *segment;
  AdwComboRow *language;
  GtkSwitch *strategic;
  GtkSwitch *left_support;
  GtkTextView *notes;
  GtkWidget *bar;
  GtkLabel *fault;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (AmendsAccountFacts, amends_account_facts, ADW_TYPE_BIN)

/* --- From the record to the form ------------------------------------------------------------- */

static char *
format_field (AmendsAccount *account, const char *field, Kind kind)
{
  g_auto (GStrv) list = NULL;
  gint64 money = 0;
  int number = 0;
  char *text = NULL;

  switch (kind)
    {
    case KIND_NUMBER:
      g_object_get (account, field, &number, NULL);
      return number != AMENDS_UNKNOWN ? g_strdup_printf ("%d", number) : g_strdup ("");
    case KIND_MONEY:
      g_object_get (account, field, &money, NULL);
      return amends_account_format_money (money, account->currency);
    case KIND_LIST:
      g_object_get (account, field, &list, NULL);
      return list != NULL ? g_strjoinv (", ", list) : g_strdup ("");
    case KIND_TEXT:
    default:
      g_object_get (account, field, &text, NULL);
      return text != NULL ? text : g_strdup ("");
    }
}

static guint
find_language (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_strcmp0 (languages[i], language) == 0)
      return i;
  return 0;
}

static void
mark (GtkWidget *row, gboolean valid)
{
  if (valid)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
fill (AmendsAccountFacts *self)
{
  AmendsAccount *account = self->base;

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = format_field (account, rows[i].field, rows[i].kind);

      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), text);
      mark (GTK_WIDGET (self->entries[i]), TRUE);
    }
  adw_combo_row_set_selected (self->segment, account->segment);
  adw_combo_row_set_selected (self->language, find_language (account->language));
  gtk_switch_set_active (self->strategic, account->strategic);
  gtk_switch_set_active (self->left_support, account->left_support);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->notes),
                            account->notes != NULL ? account->notes : "", -1);
  self->filling = FALSE;
  g_set_object (&self->edited, NULL);
  self->edited = amends_record_copy (account);
  gtk_widget_set_visible (self->bar, FALSE);
}

/* --- From the form to the record ------------------------------------------------------------- */

static gboolean
read_number (AmendsAccount *account, const char *field, const char *text)
{
  gint64 number = AMENDS_UNKNOWN;

  if (*text != '\0' && !g_ascii_string_to_signed (text, 10, -100000, 100000, &number, NULL))
    return FALSE;
  amends_record_set (account, field, (int) number, NULL);
  return TRUE;
}

static gboolean
read_money (AmendsAccount *account, const char *field, const char *text)
{
  gint64 minor = AMENDS_MONEY_UNKNOWN;

  if (!amends_money_parse (text, account->currency, &minor))
    return FALSE;
  amends_record_set (account, field, minor, NULL);
  return TRUE;
}

static void
read_list (AmendsAccount *account, const char *field, const char *text)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[,，、]", text, 0, 0);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  kept = g_strv_builder_end (builder);
  amends_record_set (account, field, kept[0] != NULL ? kept : NULL, NULL);
}

static gboolean
read_row (AmendsAccountFacts *self, AmendsAccount *account, guint i)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i]))));

  switch (rows[i].kind)
    {
    case KIND_NUMBER:
      return read_number (account, rows[i].field, text);
    case KIND_MONEY:
      return read_money (account, rows[i].field, text);
    case KIND_LIST:
      read_list (account, rows[i].field, text);
      return TRUE;
    case KIND_TEXT:
    default:
      amends_record_set (account, rows[i].field, *text != '\0' ? text : NULL, NULL);
      return TRUE;
    }
}

static char *
dup_notes (AmendsAccountFacts *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->notes);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static const char *
get_expected (AmendsAccount *account, Kind kind)
{
  if (kind == KIND_NUMBER)
    return _ ("A whole number is expected here.");
  return account->currency == NULL ? _ ("An amount needs its currency, such as EUR.")
                                   : _ ("An amount such as 540,000 or 1,250.50 is expected here.");
}

/* (transfer full) (nullable): why the form cannot be kept. @at: (out): the row, or the number of
 * rows when it is none of them. */
static char *
read_form (AmendsAccountFacts *self, AmendsAccount *account, guint *at)
{
  g_autofree char *notes = dup_notes (self);
  g_autoptr (AmendsAccount) tidy = NULL;
  g_autoptr (GError) error = NULL;

  *at = G_N_ELEMENTS (rows);
  amends_record_set (account, "segment", (int) adw_combo_row_get_selected (self->segment),
                     "language", languages[adw_combo_row_get_selected (self->language)],
                     "strategic", gtk_switch_get_active (self->strategic), "left-support",
                     gtk_switch_get_active (self->left_support), "notes",
                     *notes != '\0' ? notes : NULL, NULL);
  /* An amount is read in its currency, which comes after it. */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind != KIND_MONEY && !read_row (self, account, i))
      *at = MIN (*at, i);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == KIND_MONEY && !read_row (self, account, i))
      *at = MIN (*at, i);
  if (*at < G_N_ELEMENTS (rows))
    return g_strdup (get_expected (account, rows[*at].kind));
  tidy = amends_record_copy (account);
  if (amends_account_check (tidy, &error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].field, amends_input_error_get_field (error)) == 0)
      *at = i;
  return g_strdup (amends_input_error_get_text (error));
}

static void
changed_cb (AmendsAccountFacts *self)
{
  g_autoptr (AmendsAccount) edited = NULL;
  g_autofree char *fault = NULL;
  gboolean writable;
  guint at;

  if (self->filling || self->base == NULL)
    return;
  edited = amends_record_copy (self->base);
  fault = read_form (self, edited, &at);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    mark (GTK_WIDGET (self->entries[i]), i != at || fault == NULL);
  g_set_object (&self->edited, edited);
  writable = !amends_session_is_read_only (self->session);
  gtk_label_set_label (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_sensitive (self->save, fault == NULL && writable);
  gtk_widget_set_visible (self->bar,
                          fault != NULL || !amends_record_equal (self->base, self->edited));
}

/* --- Commands -------------------------------------------------------------------------------- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmendsAccountFacts) self = AMENDS_ACCOUNT_FACTS (user_data);
  g_autoptr (GError) error = NULL;
  guint token = 0;

  if (amends_session_customer_finish (AMENDS_SESSION (source), result, &token, &error))
    {
      if (token != 0)
        amends_feedback_undo (GTK_WIDGET (self), _ ("Account changed."), token);
      return;
    }
  amends_feedback_error (GTK_WIDGET (self), _ ("The account was not changed."), error);
  /* What was written stays, to be mended. */
  gtk_widget_set_visible (self->bar, TRUE);
}

static void
save_cb (AmendsAccountFacts *self)
{
  if (!gtk_widget_get_sensitive (self->save) || !gtk_widget_get_visible (self->bar))
    return;
  amends_session_save_account_async (self->session, self->base, self->edited, NULL, saved_cb,
                                     g_object_ref (self));
  gtk_widget_set_visible (self->bar, FALSE);
}

static void
discard_cb (AmendsAccountFacts *self)
{
  fill (self);
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *target)
{
  save_cb (AMENDS_ACCOUNT_FACTS (widget));
}

/* --- Life ------------------------------------------------------------------------------------ */

static void
amends_account_facts_dispose (GObject *object)
{
  AmendsAccountFacts *self = AMENDS_ACCOUNT_FACTS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->base);
  g_clear_object (&self->edited);

  G_OBJECT_CLASS (amends_account_facts_parent_class)->dispose (object);
}

static void
amends_account_facts_class_init (AmendsAccountFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_account_facts_dispose;
  g_type_ensure (AMENDS_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (
      widget_class, AMENDS_ACCOUNTS_TEMPLATE ("amends-account-facts.ui"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_class_bind_template_child_full (widget_class, rows[i].field, FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, segment);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, language);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, strategic);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, left_support);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, notes);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, bar);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, fault);
  gtk_widget_class_bind_template_child (widget_class, AmendsAccountFacts, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_install_action (widget_class, "facts.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "facts.save",
                                       NULL);
}

static void
amends_account_facts_init (AmendsAccountFacts *self)
{
  const char *const names[] = { _ ("Not set"), _ ("English"), "中文", NULL };
  g_autoptr (GtkStringList) language_names = gtk_string_list_new (names);
  g_autoptr (GListModel) segments = amends_case_enum_model (AMENDS_TYPE_SEGMENT);

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      self->entries[i] = ADW_ENTRY_ROW (gtk_widget_get_template_child (
          GTK_WIDGET (self), AMENDS_TYPE_ACCOUNT_FACTS, rows[i].field));
      g_signal_connect_object (self->entries[i], "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  adw_combo_row_set_model (self->segment, segments);
  adw_combo_row_set_model (self->language, G_LIST_MODEL (language_names));
  g_signal_connect_object (gtk_text_view_get_buffer (self->notes), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

gboolean
amends_account_facts_is_changed (AmendsAccountFacts *self)
{
  g_return_val_if_fail (AMENDS_IS_ACCOUNT_FACTS (self), FALSE);

  return self->base != NULL && gtk_widget_get_visible (self->bar);
}

void
amends_account_facts_set_account (AmendsAccountFacts *self,
                                  AmendsSession *session,
                                  AmendsAccount *account)
{
  gboolean same;

  g_return_if_fail (AMENDS_IS_ACCOUNT_FACTS (self));

  same = self->base != NULL && g_strcmp0 (self->base->id, account->id) == 0;
  if (same && (amends_account_facts_is_changed (self) || amends_record_equal (self->base, account)))
    return;
  g_set_object (&self->session, session);
  g_clear_object (&self->base);
  self->base = amends_record_copy (account);
  fill (self);
}
