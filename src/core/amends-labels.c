/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words people read for every state, in the order of the enums. */

#include "config.h"

#include "amends-labels.h"

#include "amends-enum-types.h"

#include <glib/gi18n-lib.h>

static const char *const segment_labels[] = {
  NC_ ("segment", "Unknown"),
  NC_ ("segment", "Enterprise"),
  NC_ ("segment", "Mid-Market"),
  NC_ ("segment", "SMB"),
};

static const char *const contact_role_labels[] = {
  NC_ ("contact role", "Unknown"),        NC_ ("contact role", "Champion"),
  NC_ ("contact role", "Executive"),      NC_ ("contact role", "Administrator"),
  NC_ ("contact role", "Decision maker"), NC_ ("contact role", "User"),
};

static const char *const executive_labels[] = {
  NC_ ("executive", "By title"),
  NC_ ("executive", "Yes"),
  NC_ ("executive", "No"),
};

static const char *const channel_labels[] = {
  NC_ ("channel", "Unknown"),      NC_ ("channel", "E-mail"), NC_ ("channel", "Call"),
  NC_ ("channel", "Meeting"),      NC_ ("channel", "Chat"),   NC_ ("channel", "Ticket"),
  NC_ ("channel", "Social media"), NC_ ("channel", "Letter"),
};

static const char *const trigger_labels[] = {
  NC_ ("trigger", "Unknown"),          NC_ ("trigger", "Formal notice"),
  NC_ ("trigger", "Angry e-mail"),     NC_ ("trigger", "Call asking for an executive"),
  NC_ ("trigger", "Threat to cancel"), NC_ ("trigger", "Ticket"),
  NC_ ("trigger", "Survey"),           NC_ ("trigger", "Raised by a colleague"),
};

static const char *const emotion_labels[] = {
  NC_ ("emotion", "Unknown"),    NC_ ("emotion", "Calm"),  NC_ ("emotion", "Concerned"),
  NC_ ("emotion", "Frustrated"), NC_ ("emotion", "Angry"), NC_ ("emotion", "Very angry"),
};

static const char *const workaround_labels[] = {
  NC_ ("workaround", "Unknown"),
  NC_ ("workaround", "None"),
  NC_ ("workaround", "Hard"),
  NC_ ("workaround", "Easy"),
};

static const char *const category_labels[] = {
  NC_ ("category", "Unknown"),      NC_ ("category", "Technical"), NC_ ("category", "Commercial"),
  NC_ ("category", "Relationship"), NC_ ("category", "Executive"), NC_ ("category", "Legal"),
};

static const char *const reason_labels[] = {
  NC_ ("reason", "Unknown"),          NC_ ("reason", "Product failure"),
  NC_ ("reason", "Service gap"),      NC_ ("reason", "Relationship breakdown"),
  NC_ ("reason", "Contract dispute"), NC_ ("reason", "Competitive threat"),
};

static const char *const severity_labels[] = {
  NC_ ("severity", "Unknown"), NC_ ("severity", "Low"),      NC_ ("severity", "Medium"),
  NC_ ("severity", "High"),    NC_ ("severity", "Critical"),
};

static const char *const track_labels[] = {
  NC_ ("track", "Unknown"),
  NC_ ("track", "P1, executive level"),
  NC_ ("track", "P2, CSM-managed"),
  NC_ ("track", "P3, support-tracked"),
};

static const char *const priority_labels[] = {
  NC_ ("priority", "Unknown"), NC_ ("priority", "P1"), NC_ ("priority", "P2"),
  NC_ ("priority", "P3"),      NC_ ("priority", "P4"),
};

static const char *const scenario_labels[] = {
  NC_ ("scenario", "Unknown"),    NC_ ("scenario", "Our fault"),  NC_ ("scenario", "Not our fault"),
  NC_ ("scenario", "Cannot fix"), NC_ ("scenario", "Very angry"),
};

static const char *const status_labels[] = {
  NC_ ("status", "Open"),      NC_ ("status", "In progress"), NC_ ("status", "Waiting on customer"),
  NC_ ("status", "Resolved"),  NC_ ("status", "Closed"),      NC_ ("status", "Closed as duplicate"),
  NC_ ("status", "Withdrawn"),
};

static const char *const relationship_labels[] = {
  NC_ ("relationship", "Unknown"),
  NC_ ("relationship", "Strong"),
  NC_ ("relationship", "Strained"),
  NC_ ("relationship", "New"),
};

static const char *const clock_kind_labels[] = {
  NC_ ("clock kind", "Notify"),
  NC_ ("clock kind", "Acknowledge"),
  NC_ ("clock kind", "Substantive response"),
  NC_ ("clock kind", "Next update"),
  NC_ ("clock kind", "Resolve"),
};

static const char *const clock_state_labels[] = {
  NC_ ("clock state", "Running"), NC_ ("clock state", "Paused"), NC_ ("clock state", "Due soon"),
  NC_ ("clock state", "Late"),    NC_ ("clock state", "Met"),
};

static const char *const audience_labels[] = {
  NC_ ("audience", "Customer"),
  NC_ ("audience", "Customer executive"),
  NC_ ("audience", "Internal team"),
  NC_ ("audience", "Internal executives"),
};

static const char *const horizon_labels[] = {
  NC_ ("horizon", "Now, within 4 hours"),
  NC_ ("horizon", "Next, 24 to 48 hours"),
  NC_ ("horizon", "So that it stays fixed"),
};

static const char *const step_labels[] = {
  NC_ ("step", "Planned"),
  NC_ ("step", "Done"),
  NC_ ("step", "Skipped"),
  NC_ ("step", "Superseded"),
};

static const char *const direction_labels[] = {
  NC_ ("direction", "From the customer"),
  NC_ ("direction", "To the customer"),
  NC_ ("direction", "Two-way"),
  NC_ ("direction", "Internal"),
};

static const char *const interaction_kind_labels[] = {
  NC_ ("interaction kind", "Contact"),    NC_ ("interaction kind", "Ticket"),
  NC_ ("interaction kind", "E-mail"),     NC_ ("interaction kind", "Call"),
  NC_ ("interaction kind", "Meeting"),    NC_ ("interaction kind", "Survey"),
  NC_ ("interaction kind", "Complaint"),  NC_ ("interaction kind", "Escalation"),
  NC_ ("interaction kind", "Forum post"), NC_ ("interaction kind", "Social media"),
  NC_ ("interaction kind", "Note"),
};

static const char *const warning_state_labels[] = {
  NC_ ("warning state", "Open"),    NC_ ("warning state", "Accepted"),
  NC_ ("warning state", "Snoozed"), NC_ ("warning state", "False alarm"),
  NC_ ("warning state", "Past"),
};

static const char *const commitment_state_labels[] = {
  NC_ ("commitment state", "Open"),
  NC_ ("commitment state", "Kept"),
  NC_ ("commitment state", "Missed"),
};

static const char *const goodwill_state_labels[] = {
  NC_ ("goodwill state", "Requested"), NC_ ("goodwill state", "Approved"),
  NC_ ("goodwill state", "Declined"),  NC_ ("goodwill state", "Withdrawn"),
  NC_ ("goodwill state", "Expired"),   NC_ ("goodwill state", "Void"),
};

static const char *const goodwill_evidence_labels[] = {
  NC_ ("goodwill evidence", "None"),
  NC_ ("goodwill evidence", "Recorded by the requester’s side"),
  NC_ ("goodwill evidence", "Confirmed in the CRM"),
};

static const char *const goodwill_kind_labels[] = {
  NC_ ("goodwill kind", "Service credit"),
  NC_ ("goodwill kind", "Contract extension"),
  NC_ ("goodwill kind", "Premium support"),
  NC_ ("goodwill kind", "Other gesture"),
};

static const char *const level_labels[] = {
  NC_ ("level", "Low"),
  NC_ ("level", "Medium"),
  NC_ ("level", "High"),
};

static const char *const gate_level_labels[] = {
  NC_ ("gate level", "Advice"),
  NC_ ("gate level", "Must fix"),
};

static const char *const text_kind_labels[] = {
  NC_ ("text kind", "Customer text"),
  NC_ ("text kind", "Internal brief"),
  NC_ ("text kind", "Debrief"),
};

static const char *const role_labels[] = {
  NC_ ("role", "CSM"),
  NC_ ("role", "CS Manager"),
  NC_ ("role", "VP Customer Success"),
  NC_ ("role", "Account manager"),
  NC_ ("role", "Executive sponsor"),
  NC_ ("role", "Support"),
  NC_ ("role", "Support lead"),
  NC_ ("role", "Engineering"),
  NC_ ("role", "VP Engineering"),
  NC_ ("role", "Product"),
  NC_ ("role", "Legal"),
  NC_ ("role", "Finance"),
  NC_ ("role", "Security"),
  NC_ ("role", "CTO"),
  NC_ ("role", "CRO"),
  NC_ ("role", "Customer"),
};

static const char *const due_kind_labels[] = {
  NC_ ("due kind", "Clock"),   NC_ ("due kind", "Planned"), NC_ ("due kind", "Action"),
  NC_ ("due kind", "Debrief"), NC_ ("due kind", "Promise"),
};

static const char *const event_kind_labels[] = {
  NC_ ("event kind", "Case logged"),
  NC_ ("event kind", "Reclassified"),
  NC_ ("event kind", "Status changed"),
  NC_ ("event kind", "Owner changed"),
  NC_ ("event kind", "Case changed"),
  NC_ ("event kind", "Account added"),
  NC_ ("event kind", "Account changed"),
  NC_ ("event kind", "Contact added"),
  NC_ ("event kind", "Contact changed"),
  NC_ ("event kind", "Person changed"),
  NC_ ("event kind", "Clock met"),
  NC_ ("event kind", "Clock late"),
  NC_ ("event kind", "Clock paused"),
  NC_ ("event kind", "Clock runs again"),
  NC_ ("event kind", "Draft written"),
  NC_ ("event kind", "Draft edited"),
  NC_ ("event kind", "Message sent"),
  NC_ ("event kind", "Customer wrote"),
  NC_ ("event kind", "Sending undone"),
  NC_ ("event kind", "Promise made"),
  NC_ ("event kind", "Promise kept"),
  NC_ ("event kind", "Promise missed"),
  NC_ ("event kind", "Planned"),
  NC_ ("event kind", "Done"),
  NC_ ("event kind", "Moved"),
  NC_ ("event kind", "Plan changed"),
  NC_ ("event kind", "Action done"),
  NC_ ("event kind", "Action changed"),
  NC_ ("event kind", "Stakeholder changed"),
  NC_ ("event kind", "Goodwill requested"),
  NC_ ("event kind", "Goodwill changed"),
  NC_ ("event kind", "Goodwill withdrawn"),
  NC_ ("event kind", "Goodwill decided"),
  NC_ ("event kind", "Gate overridden"),
  NC_ ("event kind", "Debrief edited"),
  NC_ ("event kind", "Import"),
  NC_ ("event kind", "Sync"),
  NC_ ("event kind", "Changed on both sides"),
  NC_ ("event kind", "Difference settled"),
  NC_ ("event kind", "Early warning"),
  NC_ ("event kind", "Early warning answered"),
  NC_ ("event kind", "Undone"),
  NC_ ("event kind", "Note"),
};

typedef struct
{
  GType (*type) (void);
  const char *context;
  const char *const *labels;
  guint n_labels;
} Labels;

#define LABELS(name, context)                                                                      \
  {                                                                                                \
    amends_##name##_get_type, context, name##_labels, G_N_ELEMENTS (name##_labels)                 \
  }

static const Labels all_labels[] = {
  LABELS (segment, "segment"),
  LABELS (contact_role, "contact role"),
  LABELS (executive, "executive"),
  LABELS (channel, "channel"),
  LABELS (trigger, "trigger"),
  LABELS (emotion, "emotion"),
  LABELS (workaround, "workaround"),
  LABELS (category, "category"),
  LABELS (reason, "reason"),
  LABELS (severity, "severity"),
  LABELS (track, "track"),
  LABELS (priority, "priority"),
  LABELS (scenario, "scenario"),
  LABELS (status, "status"),
  LABELS (relationship, "relationship"),
  LABELS (clock_kind, "clock kind"),
  LABELS (clock_state, "clock state"),
  LABELS (audience, "audience"),
  LABELS (horizon, "horizon"),
  LABELS (step, "step"),
  LABELS (direction, "direction"),
  LABELS (interaction_kind, "interaction kind"),
  LABELS (warning_state, "warning state"),
  LABELS (commitment_state, "commitment state"),
  LABELS (goodwill_state, "goodwill state"),
  LABELS (goodwill_kind, "goodwill kind"),
  LABELS (goodwill_evidence, "goodwill evidence"),
  LABELS (level, "level"),
  LABELS (gate_level, "gate level"),
  LABELS (text_kind, "text kind"),
  LABELS (role, "role"),
  LABELS (due_kind, "due kind"),
  LABELS (event_kind, "event kind"),
};

const char *
amends_enum_get_label (GType type, int value)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_labels); i++)
    if (all_labels[i].type () == type)
      {
        g_return_val_if_fail (value >= 0 && (guint) value < all_labels[i].n_labels, "");
        return g_dpgettext2 (GETTEXT_PACKAGE, all_labels[i].context, all_labels[i].labels[value]);
      }
  g_return_val_if_reached ("");
}

const char *
amends_enum_get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value (klass, value);

  return entry ? entry->value_nick : "";
}

gboolean
amends_enum_from_nick (GType type, const char *nick, int *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value_by_nick (klass, nick);

  if (entry == NULL)
    return FALSE;
  *value = entry->value;
  return TRUE;
}

char *
amends_enum_list_nicks (GType type)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < klass->n_values; i++)
    {
      if (g_str_equal (klass->values[i].value_nick, "unknown"))
        continue;
      if (list->len > 0)
        g_string_append (list, i + 1 == klass->n_values ? _ (" or ") : ", ");
      g_string_append (list, klass->values[i].value_nick);
    }
  return g_strdup (list->str);
}
