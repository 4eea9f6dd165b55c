/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that a search found. */

#include "config.h"

#include "amends-search-row.h"

#include "amends-case.h"
#include "amends-enum-types.h"
#include "amends-feedback.h"
#include "amends-format.h"
#include "amends-labels.h"
#include "amends-marks.h"
#include "amends-severity-bars.h"

#include <glib/gi18n-lib.h>

struct _AmendsSearchRow
{
  GtkListBoxRow parent_instance;

  AmendsSession *session; /* (owned) */
  AmendsMatch *match;     /* (owned) */

  AmendsSeverityBars *bars; /* of a case */
  GtkLabel *title;
  GtkLabel *subtitle;
};

G_DEFINE_FINAL_TYPE (AmendsSearchRow, amends_search_row, GTK_TYPE_LIST_BOX_ROW)

/* Between the parts of a line. */
#define DOT " · "

static const char *
get_icon (AmendsMatchKind kind)
{
  switch (kind)
    {
    case AMENDS_MATCH_ACCOUNT:
      return "amends-people-symbolic";
    case AMENDS_MATCH_CONTACT:
      return "avatar-default-symbolic";
    case AMENDS_MATCH_MESSAGE:
    case AMENDS_MATCH_INTERACTION:
      return "amends-message-symbolic";
    case AMENDS_MATCH_DRAFT:
      return "amends-edit-symbolic";
    case AMENDS_MATCH_EVENT:
    case AMENDS_MATCH_CASE:
    default:
      return "document-open-recent-symbolic";
    }
}

static char *
join (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (DOT, (char **) parts->pdata);
}

static void
add_plain (GPtrArray *parts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, g_markup_escape_text (text, -1));
}

static void
add_marked (GPtrArray *parts, const char *text, const char *words)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, amends_marks_words (text, words));
}

/* "in the customer’s message: “…”" */
static char *
quote (AmendsMatch *match)
{
  g_autofree char *passage = amends_marks_passage (match->snippet);

  /* TRANSLATORS: %1$s is a place such as "in a draft", %2$s the passage found there */
  return g_strdup_printf (_ ("%1$s: “%2$s”"), amends_marks_place ((AmendsMatchPlace) match->place),
                          passage);
}

static char *
describe_case (AmendsMatch *match)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (parts, amends_escalation_format_number (match->number));
  if (match->snippet != NULL)
    {
      g_ptr_array_add (parts, quote (match));
      return join (parts);
    }
  if (match->severity != AMENDS_SEVERITY_UNKNOWN)
    add_plain (parts, amends_enum_get_label (AMENDS_TYPE_SEVERITY, match->severity));
  add_plain (parts, amends_enum_get_label (AMENDS_TYPE_STATUS, match->status));
  add_plain (parts, amends_marks_place ((AmendsMatchPlace) match->place));
  return join (parts);
}

static char *
describe_account (AmendsMatch *match)
{
  if (match->open <= 0)
    return g_strdup (_ ("No open escalation"));
  return g_strdup_printf (
      /* TRANSLATORS: %d is how many escalations of a customer are open */
      g_dngettext (GETTEXT_PACKAGE, "%d open escalation", "%d open escalations",
                   (gulong) match->open),
      match->open);
}

static char *
describe_contact (AmendsMatch *match, const char *words)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_plain (parts, match->title);
  add_plain (parts, match->account);
  add_marked (parts, match->snippet, words);
  return join (parts);
}

/* Where a passage stands: what it is, whose, in which case, when. */
static char *
describe_passage (AmendsSearchRow *self)
{
  AmendsMatch *match = self->match;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_plain (parts, amends_marks_place ((AmendsMatchPlace) match->place));
  add_plain (parts, match->account);
  if (match->number > 0)
    g_ptr_array_add (parts, amends_escalation_format_number (match->number));
  if (match->at != AMENDS_INSTANT_NONE)
    g_ptr_array_add (parts,
                     amends_format_moment_short (match->at, amends_session_now (self->session),
                                                 amends_session_get_zone (self->session)));
  return join (parts);
}

static void
describe (AmendsSearchRow *self, const char *words, char **title, char **subtitle)
{
  AmendsMatch *match = self->match;

  switch (match->kind)
    {
    case AMENDS_MATCH_CASE:
      {
        g_autofree char *account = amends_marks_words (match->account, words);
        g_autofree char *issue = amends_marks_words (match->title, words);

        /* TRANSLATORS: a customer and what the case is about */
        *title = g_strdup_printf (_ ("%1$s: %2$s"), account, issue);
        *subtitle = describe_case (match);
        break;
      }
    case AMENDS_MATCH_ACCOUNT:
      *title = amends_marks_words (match->account, words);
      *subtitle = describe_account (match);
      break;
    case AMENDS_MATCH_CONTACT:
      *title = amends_marks_words (match->name, words);
      *subtitle = describe_contact (match, words);
      break;
    default:
      *title = amends_marks_passage (match->snippet);
      *subtitle = describe_passage (self);
    }
}

static void
amends_search_row_dispose (GObject *object)
{
  AmendsSearchRow *self = AMENDS_SEARCH_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->match);

  G_OBJECT_CLASS (amends_search_row_parent_class)->dispose (object);
}

static void
amends_search_row_class_init (AmendsSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amends_search_row_dispose;
}

static GtkLabel *
add_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
amends_search_row_init (AmendsSearchRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->title = add_label (lines);
  self->subtitle = add_label (lines);
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), lines);
}

static void
add_sign (AmendsSearchRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autoptr (GtkWidget) lines = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self)));

  if (self->match->kind == AMENDS_MATCH_CASE)
    {
      self->bars = g_object_new (AMENDS_TYPE_SEVERITY_BARS, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bars));
    }
  else
    {
      GtkWidget *icon =
          g_object_new (GTK_TYPE_IMAGE, "icon-name", get_icon ((AmendsMatchKind) self->match->kind),
                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (icon, "dim-label");
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "search-hit");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
amends_search_row_new (AmendsSession *session, AmendsMatch *match)
{
  AmendsSearchRow *self = g_object_new (AMENDS_TYPE_SEARCH_ROW, NULL);

  self->session = g_object_ref (session);
  self->match = g_object_ref (match);
  add_sign (self);
  return GTK_WIDGET (self);
}

AmendsMatch *
amends_search_row_get_match (AmendsSearchRow *self)
{
  g_return_val_if_fail (AMENDS_IS_SEARCH_ROW (self), NULL);

  return self->match;
}

void
amends_search_row_update (AmendsSearchRow *self, const char *words)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (AMENDS_IS_SEARCH_ROW (self));

  describe (self, words, &title, &subtitle);
  gtk_label_set_markup (self->title, title);
  gtk_label_set_markup (self->subtitle, subtitle);
  if (self->bars != NULL)
    amends_severity_bars_set_severity (self->bars, self->match->severity);
  /* TRANSLATORS: of a row, for a screen reader: what was found, and where */
  name = g_strdup_printf (_ ("%1$s, %2$s"), gtk_label_get_text (self->title),
                          gtk_label_get_text (self->subtitle));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
amends_search_row_open (AmendsSearchRow *self)
{
  AmendsMatch *match;

  g_return_if_fail (AMENDS_IS_SEARCH_ROW (self));

  match = self->match;
  switch (match->kind)
    {
    case AMENDS_MATCH_ACCOUNT:
    case AMENDS_MATCH_CONTACT:
    case AMENDS_MATCH_INTERACTION:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.open-account", "s", match->account_id);
      break;
    case AMENDS_MATCH_MESSAGE:
      amends_feedback_open_case (GTK_WIDGET (self), match->escalation_id, "timeline");
      break;
    case AMENDS_MATCH_DRAFT:
      amends_feedback_open_case (GTK_WIDGET (self), match->escalation_id, "drafts");
      break;
    case AMENDS_MATCH_EVENT:
      amends_feedback_open_case (GTK_WIDGET (self), match->escalation_id, "log");
      break;
    case AMENDS_MATCH_CASE:
    default:
      amends_feedback_open_case (GTK_WIDGET (self), match->escalation_id, NULL);
    }
}
