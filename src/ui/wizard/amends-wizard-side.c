/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the message and the facts come to so far. */

#include "config.h"

#include "amends-wizard-side.h"

#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-money.h"
#include "amends-wizard-sums.h"

#include <glib/gi18n-lib.h>

struct _AmendsWizardSide
{
  AdwBin parent_instance;

  AdwActionRow *contact_row;
  AdwActionRow *account_row;
  AdwActionRow *tone_row;
  GtkMenuButton *tone_button;
  GtkBox *tone_choices;
  GtkWidget *signal_box;
  GtkLabel *signal_count;
  GtkListBox *signal_list;
  GtkWidget *sums_card;
  AmendsWizardSums *sums;
};

enum
{
  EDIT,
  TONE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmendsWizardSide, amends_wizard_side, ADW_TYPE_BIN)

/* Beyond these a list no longer helps to judge. */
#define MOST_SIGNALS 5

static void
edit_contact_cb (AmendsWizardSide *self)
{
  g_signal_emit (self, signals[EDIT], 0, "contact");
}

static void
edit_account_cb (AmendsWizardSide *self)
{
  g_signal_emit (self, signals[EDIT], 0, "account");
}

static void
tone_clicked_cb (AmendsWizardSide *self, GtkWidget *button)
{
  gtk_menu_button_popdown (self->tone_button);
  g_signal_emit (self, signals[TONE_CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "emotion")));
}

static void
show_contact (AmendsWizardSide *self, AmendsIntake *intake, gboolean executive)
{
  AmendsContact *contact = intake->contact;
  gboolean known = contact != NULL && contact->name != NULL;
  const char *title = known && contact->title != NULL ? contact->title : "";
  g_autofree char *text = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->contact_row),
                                 known ? contact->name : _ ("Nobody named yet"));
  if (executive && *title != '\0')
    /* TRANSLATORS: %s is a job title, such as "CTO" */
    text = g_strdup_printf (_ ("%s, counted as executive"), title);
  else
    text = g_strdup (title);
  adw_action_row_set_subtitle (self->contact_row, text);
}

static char *
describe_account (AmendsSession *session, AmendsAccount *account)
{
  g_autofree char *arr = NULL;
  GDate renewal;
  int days = -1;

  if (account->arr != AMENDS_MONEY_UNKNOWN && account->arr > 0)
    arr = amends_money_format (account->arr, account->currency, _ ("en"));
  if (account->renewal != NULL && amends_date_parse (account->renewal, &renewal, NULL))
    days = amends_date_days_until (&renewal, amends_session_now (session),
                                   amends_session_get_zone (session));
  if (arr != NULL && days >= 0)
    return g_strdup_printf (
        /* TRANSLATORS: revenue a year and days until the contract ends */
        g_dngettext (GETTEXT_PACKAGE, "ARR %1$s, renewal in %2$d day",
                     "ARR %1$s, renewal in %2$d days", days),
        arr, days);
  if (arr != NULL)
    /* TRANSLATORS: %s is the revenue a year */
    return g_strdup_printf (_ ("ARR %s"), arr);
  return g_strdup (amends_enum_get_label (AMENDS_TYPE_SEGMENT, account->segment));
}

static gboolean
is_known (AmendsSession *session, AmendsAccount *account)
{
  return account->id != NULL &&
         amends_record_list_find (amends_session_get_accounts (session), account->id) != NULL;
}

static void
show_account (AmendsWizardSide *self, AmendsSession *session, AmendsIntake *intake)
{
  AmendsAccount *account = intake->account;
  g_autofree char *text = NULL;

  if (account->name == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row), _ ("No account yet"));
      adw_action_row_set_subtitle (self->account_row, _ ("Name it in the next step"));
      return;
    }
  text = is_known (session, account) ? describe_account (session, account)
                                     : g_strdup (_ ("New account"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->account_row), account->name);
  adw_action_row_set_subtitle (self->account_row, text);
}

/* The words that decided @target, quoted. (nullable) */
static char *
quote_rule (AmendsClassification *classification, const char *target)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (classification->rules));
  g_autofree char *first = NULL;
  int more = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsRuleHit) hit =
          g_list_model_get_item (G_LIST_MODEL (classification->rules), i);

      if (g_strcmp0 (hit->target, target) != 0 || hit->phrase == NULL)
        continue;
      if (first == NULL)
        first = g_strdup (hit->phrase);
      else
        more++;
    }
  if (first == NULL)
    return NULL;
  if (more == 0)
    /* TRANSLATORS: quoted words of the customer */
    return g_strdup_printf (_ ("“%s”"), first);
  /* TRANSLATORS: quoted words of the customer, and how many more there are */
  return g_strdup_printf (_ ("“%1$s” and %2$d more"), first, more);
}

static void
show_tone (AmendsWizardSide *self, AmendsIntake *intake, AmendsClassification *classification)
{
  AmendsEmotion emotion = intake->escalation->emotion;
  g_autofree char *quote = NULL;

  if (emotion == AMENDS_EMOTION_UNKNOWN && classification != NULL)
    emotion = classification->emotion;
  if (classification != NULL)
    quote = quote_rule (classification, "emotion");
  if (quote == NULL && classification != NULL)
    quote = quote_rule (classification, "scenario");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tone_row),
                                 emotion != AMENDS_EMOTION_UNKNOWN
                                     ? amends_enum_get_label (AMENDS_TYPE_EMOTION, emotion)
                                     : _ ("Not clear yet"));
  adw_action_row_set_subtitle (self->tone_row, quote != NULL ? quote : "");
}

/* What the words say, in a few words of ours; NULL for what only weighs in. */
static char *
name_rule (AmendsRuleHit *hit)
{
  int severity = AMENDS_SEVERITY_UNKNOWN;

  if (g_strcmp0 (hit->target, "severity") == 0 && hit->value != NULL &&
      amends_enum_from_nick (AMENDS_TYPE_SEVERITY, hit->value, &severity))
    /* TRANSLATORS: %s is a severity such as Critical */
    return g_strdup_printf (_ ("Severity: %s"),
                            amends_enum_get_label (AMENDS_TYPE_SEVERITY, severity));
  if (g_strcmp0 (hit->target, "churn") == 0)
    return g_strdup (hit->decided ? _ ("May leave") : _ ("Hint at leaving"));
  if (g_strcmp0 (hit->target, "executive") == 0)
    return g_strdup (_ ("Asks for an executive"));
  if (g_strcmp0 (hit->target, "scenario") == 0)
    return g_strdup (_ ("Tone"));
  return NULL;
}

static gboolean
is_shown_already (GPtrArray *shown, AmendsRuleHit *hit)
{
  for (guint i = 0; i < shown->len; i++)
    {
      AmendsRuleHit *other = g_ptr_array_index (shown, i);

      if (hit->start < other->end && other->start < hit->end)
        return TRUE;
    }
  return FALSE;
}

static void
add_signal (AmendsWizardSide *self, AmendsRuleHit *hit, const char *name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (hit->decided ? "amends-escalations-symbolic"
                                                               : "amends-signal-symbolic");
  /* TRANSLATORS: quoted words of the customer */
  g_autofree char *quote = g_strdup_printf (_ ("“%s”"), hit->phrase);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), quote);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (icon, hit->decided ? "error" : "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (row, "dense");
  gtk_list_box_append (self->signal_list, row);
}

/* The rules that quote the customer, the deciding ones first as the advisor orders them; words that
 * fired several rules come once. */
static GPtrArray *
choose_signals (AmendsClassification *classification)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *rules = classification ? G_LIST_MODEL (classification->rules) : NULL;

  for (guint i = 0; rules && i < g_list_model_get_n_items (rules); i++)
    {
      g_autoptr (AmendsRuleHit) hit = g_list_model_get_item (rules, i);
      g_autofree char *name = name_rule (hit);

      if (name && hit->phrase && *hit->phrase && !is_shown_already (shown, hit))
        g_ptr_array_add (shown, g_object_ref (hit));
    }
  return shown;
}

static void
show_signals (AmendsWizardSide *self, AmendsClassification *classification)
{
  g_autoptr (GPtrArray) shown = choose_signals (classification);
  g_autofree char *count = g_strdup_printf ("%u", shown->len);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->signal_list, 0)) != NULL)
    gtk_list_box_remove (self->signal_list, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (shown->len, MOST_SIGNALS); i++)
    {
      AmendsRuleHit *hit = g_ptr_array_index (shown, i);
      g_autofree char *name = name_rule (hit);

      add_signal (self, hit, name);
    }
  gtk_widget_set_visible (self->signal_box, shown->len > 0);
  gtk_label_set_label (self->signal_count, count);
}

static void
amends_wizard_side_class_init (AmendsWizardSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TONE_CHOSEN] = g_signal_new ("tone-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (AMENDS_TYPE_WIZARD_SUMS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/amends/Amends/ui/amends-wizard-side.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, contact_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, account_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, tone_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, tone_button);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, tone_choices);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, signal_box);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, signal_count);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, signal_list);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, sums_card);
  gtk_widget_class_bind_template_child (widget_class, AmendsWizardSide, sums);
  gtk_widget_class_bind_template_callback (widget_class, edit_contact_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_account_cb);
}

static void
amends_wizard_side_init (AmendsWizardSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int emotion = AMENDS_EMOTION_CALM; emotion <= AMENDS_EMOTION_VERY_ANGRY; emotion++)
    {
      GtkWidget *button =
          gtk_button_new_with_label (amends_enum_get_label (AMENDS_TYPE_EMOTION, emotion));

      g_object_set_data (G_OBJECT (button), "emotion", GINT_TO_POINTER (emotion));
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (tone_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->tone_choices, button);
    }
}

void
amends_wizard_side_show (AmendsWizardSide *self,
                         AmendsSession *session,
                         AmendsIntake *intake,
                         AmendsClassification *classification,
                         AmendsCase *preview)
{
  g_return_if_fail (AMENDS_IS_WIZARD_SIDE (self));

  show_contact (self, intake, classification != NULL && classification->executive);
  show_account (self, session, intake);
  show_tone (self, intake, classification);
  show_signals (self, classification);
  gtk_widget_set_visible (self->sums_card, classification != NULL);
  amends_wizard_sums_show (self->sums, session, classification, preview);
}
