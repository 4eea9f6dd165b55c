/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all parts of a case page have in common: the case and when to draw it anew. */

#include "config.h"

#include "amends-case-subpage.h"

#include "amends-minute.h"

typedef struct
{
  AmendsSession *session; /* (owned) (nullable) */
  AmendsCase *case_;      /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned) */
  gboolean folded;
} AmendsCaseSubpagePrivate;

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmendsCaseSubpage, amends_case_subpage, ADW_TYPE_BIN)

static void
changed_cb (AmendsSession *session, const char *escalation_id, gpointer user_data)
{
  AmendsCaseSubpage *self = user_data;
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  if (priv->case_ == NULL)
    return;
  if (escalation_id == NULL || g_strcmp0 (escalation_id, priv->case_->escalation->id) == 0)
    amends_case_subpage_refresh (self);
}

static void
minute_cb (GtkWidget *widget)
{
  amends_case_subpage_refresh (AMENDS_CASE_SUBPAGE (widget));
}

static void
amends_case_subpage_dispose (GObject *object)
{
  AmendsCaseSubpage *self = AMENDS_CASE_SUBPAGE (object);
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  g_clear_object (&priv->signals);
  g_clear_object (&priv->case_);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (amends_case_subpage_parent_class)->dispose (object);
}

static void
amends_case_subpage_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmendsCaseSubpage *self = AMENDS_CASE_SUBPAGE (object);
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  if (id == PROP_FOLDED)
    g_value_set_boolean (value, priv->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
amends_case_subpage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmendsCaseSubpage *self = AMENDS_CASE_SUBPAGE (object);
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  if (id != PROP_FOLDED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (priv->folded == g_value_get_boolean (value))
    return;
  priv->folded = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, properties[PROP_FOLDED]);
}

static void
amends_case_subpage_class_init (AmendsCaseSubpageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amends_case_subpage_dispose;
  object_class->get_property = amends_case_subpage_get_property;
  object_class->set_property = amends_case_subpage_set_property;

  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
amends_case_subpage_init (AmendsCaseSubpage *self)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  priv->signals = g_signal_group_new (AMENDS_TYPE_SESSION);
  g_signal_group_connect (priv->signals, "changed", G_CALLBACK (changed_cb), self);
  amends_minute_follow (GTK_WIDGET (self), minute_cb);
}

AmendsSession *
amends_case_subpage_get_session (AmendsCaseSubpage *self)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CASE_SUBPAGE (self), NULL);

  return priv->session;
}

AmendsCase *
amends_case_subpage_get_case (AmendsCaseSubpage *self)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CASE_SUBPAGE (self), NULL);

  return priv->case_;
}

void
amends_case_subpage_set_case (AmendsCaseSubpage *self, AmendsSession *session, AmendsCase *case_)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);
  AmendsCaseSubpageClass *klass;

  g_return_if_fail (AMENDS_IS_CASE_SUBPAGE (self));
  g_return_if_fail ((session == NULL) == (case_ == NULL));

  klass = AMENDS_CASE_SUBPAGE_GET_CLASS (self);
  if (priv->case_ != NULL && priv->case_ != case_ && klass->leave != NULL)
    klass->leave (self);
  g_set_object (&priv->session, session);
  g_set_object (&priv->case_, case_);
  g_signal_group_set_target (priv->signals, session);
  amends_case_subpage_refresh (self);
}

void
amends_case_subpage_refresh (AmendsCaseSubpage *self)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  g_return_if_fail (AMENDS_IS_CASE_SUBPAGE (self));

  if (priv->case_ != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    AMENDS_CASE_SUBPAGE_GET_CLASS (self)->refresh (self);
}

gboolean
amends_case_subpage_get_folded (AmendsCaseSubpage *self)
{
  AmendsCaseSubpagePrivate *priv = amends_case_subpage_get_instance_private (self);

  g_return_val_if_fail (AMENDS_IS_CASE_SUBPAGE (self), FALSE);

  return priv->folded;
}
