/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wizard knows, apart from how it shows it. */

#include "config.h"

#include "amends-wizard-keep.h"

#include "amends-enum-types.h"
#include "amends-json.h"
#include "amends-labels.h"

#include <glib/gi18n-lib.h>

#define KEY_INTAKE "wizard"
#define KEY_REASONS "wizard-reasons"

static void
complete (AmendsIntake *intake)
{
  if (intake->account == NULL)
    intake->account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  if (intake->contact == NULL)
    intake->contact = amends_record_new (AMENDS_TYPE_CONTACT);
  if (intake->escalation == NULL)
    intake->escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
}

AmendsIntake *
amends_wizard_new_intake (void)
{
  AmendsIntake *intake = amends_record_new (AMENDS_TYPE_INTAKE);

  complete (intake);
  intake->step = 1;
  return intake;
}

void
amends_wizard_replace (AmendsIntake *intake, AmendsIntake *source)
{
  g_autoptr (AmendsIntake) whole = amends_record_copy (source);

  complete (whole);
  /* Record by record: the forms are bound to these. */
  amends_record_assign (intake->account, whole->account);
  amends_record_assign (intake->contact, whole->contact);
  if (whole->escalation->received == AMENDS_INSTANT_NONE)
    whole->escalation->received = intake->escalation->received;
  amends_record_assign (intake->escalation, whole->escalation);
}

void
amends_wizard_clear (AmendsIntake *intake)
{
  g_autoptr (AmendsIntake) empty = amends_wizard_new_intake ();

  intake->escalation->received = AMENDS_INSTANT_NONE;
  amends_wizard_replace (intake, empty);
  amends_record_set (intake, "step", 1, NULL);
}

void
amends_wizard_set_beginning (AmendsSession *session, AmendsIntake *intake)
{
  g_autofree char *zone = amends_zone_dup_local_name ();

  amends_record_set (intake->escalation, "received", amends_session_now (session), "channel",
                     AMENDS_CHANNEL_E_MAIL, "time-zone", zone, NULL);
}

AmendsIntake *
amends_wizard_dup_intake (AmendsIntake *intake)
{
  AmendsIntake *copy = amends_record_copy (intake);

  if (copy->contact->name == NULL && copy->contact->email == NULL)
    g_clear_object (&copy->contact);
  return copy;
}

static char *
reasons_to_text (GHashTable *reasons)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GHashTableIter iter;
  gpointer field;
  gpointer why;

  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, reasons);
  while (g_hash_table_iter_next (&iter, &field, &why))
    {
      json_builder_set_member_name (builder, field);
      json_builder_add_string_value (builder, why);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return amends_json_to_canonical (root);
}

static void
reasons_from_text (GHashTable *reasons, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = amends_json_parse (text, strlen (text), NULL, &error);
  JsonObjectIter iter;
  const char *field;
  JsonNode *why;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_message ("The reasons kept for the wizard are damaged: %s",
                 error != NULL ? error->message : "no object");
      return;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &field, &why))
    if (JSON_NODE_HOLDS_VALUE (why) && json_node_get_value_type (why) == G_TYPE_STRING)
      g_hash_table_insert (reasons, g_strdup (field), json_node_dup_string (why));
}

void
amends_wizard_keep (AmendsSession *session, AmendsIntake *intake, GHashTable *reasons)
{
  g_autofree char *text = intake != NULL ? amends_record_to_text (intake) : NULL;
  g_autofree char *why = NULL;

  if (amends_session_is_read_only (session))
    return;
  if (reasons != NULL && g_hash_table_size (reasons) > 0)
    why = reasons_to_text (reasons);
  if (g_strcmp0 (amends_session_get_setting (session, KEY_INTAKE), text) != 0)
    amends_session_set_setting (session, KEY_INTAKE, text);
  if (g_strcmp0 (amends_session_get_setting (session, KEY_REASONS), why) != 0)
    amends_session_set_setting (session, KEY_REASONS, why);
}

gboolean
amends_wizard_bring_back (AmendsSession *session, AmendsIntake *intake, GHashTable *reasons)
{
  const char *text = amends_session_get_setting (session, KEY_INTAKE);
  const char *why = amends_session_get_setting (session, KEY_REASONS);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsIntake) kept = NULL;

  if (text == NULL)
    return FALSE;
  kept = amends_record_from_text (AMENDS_TYPE_INTAKE, text, KEY_INTAKE, &error);
  if (kept == NULL)
    {
      g_message ("What the wizard kept is damaged: %s", error->message);
      return FALSE;
    }
  amends_wizard_replace (intake, kept);
  amends_record_set (intake, "step", CLAMP (kept->step, 1, 4), NULL);
  if (why != NULL)
    reasons_from_text (reasons, why);
  return TRUE;
}

/* Equal but for the identity, which is drawn anew for each unknown name. */
static gboolean
says_the_same (gpointer a, gpointer b)
{
  g_autoptr (AmendsRecord) twin = NULL;

  if (a == NULL || b == NULL)
    return a == b;
  twin = amends_record_copy (b);
  amends_record_set (twin, "id", amends_record_get_id (a), NULL);
  return amends_record_equal (a, twin);
}

static void
take_record (gpointer mine, gpointer before, gpointer now)
{
  g_autoptr (AmendsRecord) empty = amends_record_new (G_OBJECT_TYPE (mine));
  gboolean untouched =
      says_the_same (mine, empty) || (before != NULL && says_the_same (mine, before));

  if (untouched && now != NULL && !says_the_same (mine, now))
    amends_record_assign (mine, now);
  else if (untouched && now == NULL)
    amends_record_assign (mine, empty);
}

static void
take_field (gpointer mine, gpointer before, gpointer now, GParamSpec *pspec)
{
  g_auto (GValue) current = G_VALUE_INIT;
  g_auto (GValue) old = G_VALUE_INIT;
  g_auto (GValue) fresh = G_VALUE_INIT;

  g_value_init (&current, pspec->value_type);
  g_value_init (&old, pspec->value_type);
  g_value_init (&fresh, pspec->value_type);
  g_object_get_property (mine, pspec->name, &current);
  g_object_get_property (before, pspec->name, &old);
  g_object_get_property (now, pspec->name, &fresh);
  if (g_param_values_cmp (pspec, &current, &old) == 0 &&
      g_param_values_cmp (pspec, &current, &fresh) != 0)
    g_object_set_property (mine, pspec->name, &fresh);
}

void
amends_wizard_take_over (AmendsIntake *intake, AmendsIntake *derived, AmendsIntake *fresh)
{
  static const char *const fields[] = { "title", "users-affected", "since", "language" };
  g_autoptr (AmendsEscalation) nothing = amends_record_new (AMENDS_TYPE_ESCALATION);
  AmendsEscalation *before = derived != NULL ? derived->escalation : nothing;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    take_field (intake->escalation, before, fresh->escalation,
                g_object_class_find_property (G_OBJECT_GET_CLASS (intake->escalation), fields[i]));
  take_record (intake->account, derived != NULL ? derived->account : NULL, fresh->account);
  take_record (intake->contact, derived != NULL ? derived->contact : NULL, fresh->contact);
}

char *
amends_wizard_describe_change (AmendsEscalation *escalation, const char *field, const char *why)
{
  const struct
  {
    const char *field;
    const char *format;
    GType type;
    int value;
  } changes[] = {
    /* TRANSLATORS: of a change by hand: what it was set to, and why */
    { "severity", _ ("Severity set to %1$s: %2$s"), AMENDS_TYPE_SEVERITY, escalation->severity },
    /* TRANSLATORS: of a change by hand: what it was set to, and why */
    { "track", _ ("Track set to %1$s: %2$s"), AMENDS_TYPE_TRACK, escalation->track },
    /* TRANSLATORS: of a change by hand: what it was set to, and why */
    { "category", _ ("Category set to %1$s: %2$s"), AMENDS_TYPE_CATEGORY, escalation->category },
    /* TRANSLATORS: of a change by hand: what it was set to, and why */
    { "reason", _ ("Reason set to %1$s: %2$s"), AMENDS_TYPE_REASON, escalation->reason },
    /* TRANSLATORS: of a change by hand: what it was set to, and why */
    { "scenario", _ ("Situation set to %1$s: %2$s"), AMENDS_TYPE_SCENARIO, escalation->scenario },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (changes[i].field, field))
      return g_strdup_printf (changes[i].format,
                              amends_enum_get_label (changes[i].type, changes[i].value), why);
  return g_strdup (why);
}
