/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A goodwill request in a list. */

#include "config.h"

#include "amends-approval-row.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-goodwill-text.h"

struct _AmendsApprovalRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *state;

  AmendsSession *session;     /* (owned) */
  AmendsGoodwillRow *request; /* (owned) */
  gboolean in_case;
};

G_DEFINE_FINAL_TYPE (AmendsApprovalRow, amends_approval_row, GTK_TYPE_LIST_BOX_ROW)

static void
amends_approval_row_dispose (GObject *object)
{
  AmendsApprovalRow *self = AMENDS_APPROVAL_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (amends_approval_row_parent_class)->dispose (object);
}

static void
amends_approval_row_class_init (AmendsApprovalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_approval_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/dev/amends/Amends/approvals/amends-approval-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AmendsApprovalRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AmendsApprovalRow, title);
  gtk_widget_class_bind_template_child (widget_class, AmendsApprovalRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AmendsApprovalRow, state);
}

static void
amends_approval_row_init (AmendsApprovalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amends_approval_row_new (AmendsSession *session, AmendsGoodwillRow *request, gboolean in_case)
{
  AmendsApprovalRow *self = g_object_new (AMENDS_TYPE_APPROVAL_ROW, NULL);

  self->session = g_object_ref (session);
  self->request = g_object_ref (request);
  self->in_case = in_case;
  g_signal_connect_object (request, "notify", G_CALLBACK (amends_approval_row_update), self,
                           G_CONNECT_SWAPPED);
  amends_approval_row_update (self);
  return GTK_WIDGET (self);
}

/* A proposal of the playbook, not asked for yet. */
static gboolean
is_suggestion (AmendsGoodwillRow *request)
{
  return request->requested_at == AMENDS_INSTANT_NONE;
}

AmendsApprovalGroup
amends_approval_get_group (AmendsSession *session, AmendsGoodwillRow *request)
{
  if (is_suggestion (request))
    return AMENDS_APPROVAL_GROUP_SUGGESTED;
  if (!amends_goodwill_text_is_open (request->state))
    return AMENDS_APPROVAL_GROUP_DECIDED;
  return amends_session_get_approval_part (session, request) == AMENDS_APPROVAL_DECIDES
             ? AMENDS_APPROVAL_GROUP_MINE
             : AMENDS_APPROVAL_GROUP_WAITING;
}

static char *
describe (AmendsApprovalRow *self)
{
  g_autofree char *number = amends_escalation_format_number (self->request->number);
  g_autofree char *share = amends_goodwill_text_share (self->request->share);

  if (!self->in_case)
    return amends_case_join (self->request->account, number);
  return amends_case_join (share, self->request->recipient);
}

static void
style (GtkWidget *widget, const char *name)
{
  static const char *const names[] = { "accent", "success", "error", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      gtk_widget_add_css_class (widget, names[i]);
    else
      gtk_widget_remove_css_class (widget, names[i]);
}

static void
update_state (AmendsApprovalRow *self)
{
  AmendsGoodwillRow *request = self->request;
  AmendsApprovalPart part = amends_session_get_approval_part (self->session, request);
  gboolean suggestion = is_suggestion (request);
  g_autofree char *state = suggestion ? g_strdup (_ ("Not asked for yet"))
                                      : amends_goodwill_text_state (self->session, request, part);
  const char *class = suggestion ? "dim-label" : amends_goodwill_text_style (request->state);

  gtk_image_set_from_icon_name (self->icon, suggestion
                                                ? "amends-goodwill-symbolic"
                                                : amends_goodwill_text_icon (request->state, part));
  gtk_label_set_text (self->state, state);
  style (GTK_WIDGET (self->icon), class);
  style (GTK_WIDGET (self->state), class);
}

void
amends_approval_row_update (AmendsApprovalRow *self)
{
  AmendsGoodwillRow *request;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (AMENDS_IS_APPROVAL_ROW (self));

  request = self->request;
  title = amends_goodwill_text_title (request->kind, request->amount, request->currency,
                                      request->months, request->text);
  subtitle = describe (self);
  gtk_label_set_text (self->title, title);
  amends_case_set_text (self->subtitle, subtitle);
  update_state (self);
  /* TRANSLATORS: of a row, for a screen reader: what is asked for, for whom, how it stands */
  spoken =
      g_strdup_printf (_ ("%1$s, %2$s, %3$s"), title, subtitle, gtk_label_get_text (self->state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

AmendsGoodwillRow *
amends_approval_row_get_request (AmendsApprovalRow *self)
{
  g_return_val_if_fail (AMENDS_IS_APPROVAL_ROW (self), NULL);

  return self->request;
}

static const char *
get_group_title (AmendsApprovalGroup group)
{
  switch (group)
    {
    case AMENDS_APPROVAL_GROUP_MINE:
      return C_ ("approvals", "Yours to decide");
    case AMENDS_APPROVAL_GROUP_WAITING:
      return C_ ("approvals", "Waiting");
    case AMENDS_APPROVAL_GROUP_SUGGESTED:
      /* TRANSLATORS: a heading: goodwill that would fit the case */
      return C_ ("approvals", "In proportion");
    case AMENDS_APPROVAL_GROUP_DECIDED:
    default:
      return C_ ("approvals", "Decided");
    }
}

void
amends_approval_row_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  AmendsApprovalRow *self = AMENDS_APPROVAL_ROW (row);
  AmendsApprovalGroup group = amends_approval_get_group (self->session, self->request);
  GtkWidget *header = gtk_list_box_row_get_header (row);

  if (before != NULL &&
      amends_approval_get_group (self->session, AMENDS_APPROVAL_ROW (before)->request) == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (header == NULL)
    {
      header = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "list-heading");
      gtk_list_box_row_set_header (row, header);
    }
  gtk_label_set_text (GTK_LABEL (header), get_group_title (group));
}
