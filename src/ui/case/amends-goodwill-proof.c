/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asked, who decided, when, and how that is known. */

#include "config.h"

#include "amends-goodwill-proof.h"

#include <glib/gi18n-lib.h>

#include "amends-case-tools.h"
#include "amends-enum-types.h"
#include "amends-format.h"
#include "amends-labels.h"

struct _AmendsGoodwillProof
{
  AdwBin parent_instance;

  AdwActionRow *asked_row;
  AdwActionRow *decided_row;
  AdwActionRow *expiry_row;
  GtkWidget *record_row;
  AdwActionRow *draft_row;

  AmendsSession *session; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmendsGoodwillProof, amends_goodwill_proof, ADW_TYPE_BIN)

static char *
dup_moment (AmendsGoodwillProof *self, AmendsInstant moment)
{
  return amends_format_moment_full (moment, amends_session_now (self->session),
                                    amends_session_get_zone (self->session));
}

static void
update_asked_row (AmendsGoodwillProof *self, AmendsGoodwill *goodwill)
{
  g_autofree char *when = dup_moment (self, goodwill->requested_at);
  const char *role = amends_enum_get_label (AMENDS_TYPE_ROLE, (int) goodwill->approver_role);
  /* TRANSLATORS: %s is who asked for an approval */
  g_autofree char *title = g_strdup_printf (
      _ ("Asked by %s"), goodwill->requested_by != NULL ? goodwill->requested_by : "–");
  /* TRANSLATORS: a time, and the role that decides, such as "VP CS" */
  g_autofree char *subtitle = g_strdup_printf (_ ("%1$s · for the decision of %2$s"), when, role);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->asked_row), title);
  adw_action_row_set_subtitle (self->asked_row, subtitle);
}

static char *
describe_source (AmendsGoodwill *goodwill)
{
  if (goodwill->evidence_kind == AMENDS_GOODWILL_EVIDENCE_CRM)
    return g_strdup (_ ("Confirmed in the CRM"));
  if (goodwill->evidence_kind != AMENDS_GOODWILL_EVIDENCE_REPLY)
    return NULL;
  if (g_strcmp0 (goodwill->recorded_by, goodwill->requested_by) == 0)
    return g_strdup (_ ("Recorded by the requester"));
  if (goodwill->recorded_by == NULL)
    return NULL;
  /* TRANSLATORS: %s is who attached the evidence */
  return g_strdup_printf (_ ("Recorded by %s"), goodwill->recorded_by);
}

static void
update_decided_row (AmendsGoodwillProof *self, AmendsGoodwill *goodwill, AmendsGoodwillState state)
{
  gboolean declined = state == AMENDS_GOODWILL_DECLINED;
  gboolean decided = goodwill->decided_by != NULL && state != AMENDS_GOODWILL_REQUESTED;
  g_autofree char *title = NULL;
  g_autofree char *when = NULL;
  g_autofree char *source = NULL;
  g_autofree char *first = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->decided_row), decided);
  if (!decided)
    return;
  if (state == AMENDS_GOODWILL_VOID)
    /* TRANSLATORS: %s is who has approved what was changed later */
    title = g_strdup_printf (_ ("Approved by %s before it was changed"), goodwill->decided_by);
  else
    /* TRANSLATORS: %s is who has decided */
    title = g_strdup_printf (declined ? _ ("Declined by %s") : _ ("Approved by %s"),
                             goodwill->decided_by);
  when = dup_moment (self, goodwill->decided_at);
  source = describe_source (goodwill);
  first = amends_case_join (when, source);
  subtitle = goodwill->evidence != NULL ? g_strdup_printf ("%s\n%s", first, goodwill->evidence)
                                        : g_strdup (first);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->decided_row), title);
  adw_action_row_set_subtitle (self->decided_row, subtitle);
  adw_action_row_set_icon_name (self->decided_row,
                                declined ? "window-close-symbolic" : "object-select-symbolic");
}

static void
update_expiry_row (AmendsGoodwillProof *self, AmendsGoodwill *goodwill, AmendsGoodwillState state)
{
  AmendsInstant now = amends_session_now (self->session);
  gboolean shown = state == AMENDS_GOODWILL_APPROVED && goodwill->expires != AMENDS_INSTANT_NONE;
  g_autofree char *when = NULL;
  g_autofree char *left = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->expiry_row), shown);
  if (!shown)
    return;
  when = dup_moment (self, goodwill->expires);
  left = amends_format_in (goodwill->expires - now);
  /* TRANSLATORS: %s is when an approval ends */
  title = g_strdup_printf (_ ("Good until %s"), when);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expiry_row), title);
  adw_action_row_set_subtitle (self->expiry_row, left);
}

static void
update_draft_row (AmendsGoodwillProof *self, AmendsDraft *draft)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->draft_row), draft != NULL);
  if (draft == NULL)
    return;
  name = amends_case_dup_draft_title (draft);
  /* TRANSLATORS: %s is the title of a draft that has the offer in it */
  title = g_strdup_printf (_ ("The offer is in “%s”"), name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->draft_row), title);
  adw_action_row_set_subtitle (self->draft_row, draft->sent_at != AMENDS_INSTANT_NONE
                                                    ? _ ("Sent to the customer")
                                                    : _ ("Not sent yet"));
}

static void
record_cb (AmendsGoodwillProof *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "goodwill.record", NULL);
}

static void
draft_cb (AmendsGoodwillProof *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "goodwill.open-draft", NULL);
}

static void
amends_goodwill_proof_dispose (GObject *object)
{
  g_clear_object (&AMENDS_GOODWILL_PROOF (object)->session);

  G_OBJECT_CLASS (amends_goodwill_proof_parent_class)->dispose (object);
}

static void
amends_goodwill_proof_class_init (AmendsGoodwillProofClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amends_goodwill_proof_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               AMENDS_CASE_TEMPLATE ("amends-goodwill-proof.ui"));
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillProof, asked_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillProof, decided_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillProof, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillProof, record_row);
  gtk_widget_class_bind_template_child (widget_class, AmendsGoodwillProof, draft_row);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_cb);
}

static void
amends_goodwill_proof_init (AmendsGoodwillProof *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amends_goodwill_proof_set (AmendsGoodwillProof *self,
                           AmendsSession *session,
                           AmendsGoodwill *goodwill,
                           AmendsDraft *draft)
{
  AmendsGoodwillState state;

  g_return_if_fail (AMENDS_IS_GOODWILL_PROOF (self));
  g_return_if_fail (AMENDS_IS_GOODWILL (goodwill));

  g_set_object (&self->session, session);
  state = amends_goodwill_get_state (goodwill, amends_session_now (session));
  update_asked_row (self, goodwill);
  update_decided_row (self, goodwill, state);
  update_expiry_row (self, goodwill, state);
  update_draft_row (self, draft);
}

void
amends_goodwill_proof_set_decidable (AmendsGoodwillProof *self, gboolean decidable)
{
  g_return_if_fail (AMENDS_IS_GOODWILL_PROOF (self));

  gtk_widget_set_visible (self->record_row, decidable);
}
