/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part in an escalation and why. */

#include "config.h"

#include "amends-stakeholder-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-person.h"
#include "amends-policy-reading.h"
#include "amends-stakeholder.h"
#include "amends-translations.h"

#define N_ROLES (AMENDS_ROLE_CUSTOMER + 1)
#define N_SEVERITIES (AMENDS_SEVERITY_CRITICAL + 1)
#define N_CATEGORIES (AMENDS_CATEGORY_LEGAL + 1)

typedef enum
{
  TRIGGER_UNRESOLVED,
  TRIGGER_EXECUTIVE,
  TRIGGER_EXECUTIVE_NOTIFY,
  TRIGGER_CHURN,
  TRIGGER_ENGINEERING,
  TRIGGER_BILLING,
  TRIGGER_CONTRACT,
  TRIGGER_PRODUCT_GAP,
  N_TRIGGERS,
} Trigger;

static const char *const trigger_names[N_TRIGGERS] = {
  "unresolved",  "executive", "executive_notify", "churn",
  "engineering", "billing",   "contract",         "product_gap",
};

/* Roles that come together, and the sentence that says why. */
typedef struct
{
  GArray *roles;            /* (owned) (element-type int) */
  AmendsTranslations *text; /* (owned) (nullable) */
  gboolean choose_one;      /* the first role that someone fills, else the first */
  int after_hours;          /* unresolved: of its trigger, of a step of a path; 0: at once */
} Group;

typedef struct
{
  AmendsTranslations *title;          /* (owned) (nullable) */
  AmendsTranslations *responsibility; /* (owned) (nullable) */
  AmendsTranslations *ask;            /* (owned) (nullable) */
  char *raci;                         /* (owned) (nullable) */
} Role;

struct _AmendsStakeholderRules
{
  GObject parent_instance;

  Role roles[N_ROLES];
  GPtrArray *paths[N_SEVERITIES];  /* (owned) (element-type Group) */
  Group *categories[N_CATEGORIES]; /* (owned) (nullable) */
  Group *triggers[N_TRIGGERS];     /* (owned) (nullable) */
  GHashTable *named;               /* (owned): further triggers, name to Group */
  GPtrArray *names;                /* (owned) (element-type utf8): of these, in order */
  GArray *accountable;             /* (owned) (element-type int): the first present has the A */
  int answer_hours;                /* from notified to acknowledged */
};

G_DEFINE_FINAL_TYPE (AmendsStakeholderRules, amends_stakeholder_rules, G_TYPE_OBJECT)

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->roles);
  g_clear_pointer (&group->text, amends_translations_free);
  g_free (group);
}

static void
amends_stakeholder_rules_finalize (GObject *object)
{
  AmendsStakeholderRules *self = AMENDS_STAKEHOLDER_RULES (object);

  for (guint i = 0; i < N_ROLES; i++)
    {
      g_clear_pointer (&self->roles[i].title, amends_translations_free);
      g_clear_pointer (&self->roles[i].responsibility, amends_translations_free);
      g_clear_pointer (&self->roles[i].ask, amends_translations_free);
      g_clear_pointer (&self->roles[i].raci, g_free);
    }
  for (guint i = 0; i < N_SEVERITIES; i++)
    g_clear_pointer (&self->paths[i], g_ptr_array_unref);
  for (guint i = 0; i < N_CATEGORIES; i++)
    g_clear_pointer (&self->categories[i], group_free);
  for (guint i = 0; i < N_TRIGGERS; i++)
    g_clear_pointer (&self->triggers[i], group_free);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->accountable, g_array_unref);

  G_OBJECT_CLASS (amends_stakeholder_rules_parent_class)->finalize (object);
}

static void
amends_stakeholder_rules_class_init (AmendsStakeholderRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_stakeholder_rules_finalize;
}

static void
amends_stakeholder_rules_init (AmendsStakeholderRules *self)
{
  for (guint i = 0; i < N_SEVERITIES; i++)
    self->paths[i] = g_ptr_array_new_with_free_func (group_free);
  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, group_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

/* Of the object that the reader stands on. */
static Group *
read_group (AmendsJsonReader *reader)
{
  Group *group = g_new0 (Group, 1);

  group->roles =
      amends_policy_read_enum_list (reader, "roles", AMENDS_JSON_REQUIRED, amends_role_get_type ());
  if (!amends_json_reader_failed (reader) && group->roles->len == 0)
    amends_json_reader_fail (reader, "roles", AMENDS_INPUT_ERROR_MISSING,
                             _ ("At least one role is expected here."));
  group->text = amends_translations_read (reader, "text", AMENDS_JSON_REQUIRED);
  group->choose_one = amends_json_reader_get_boolean (reader, "choose_one", FALSE);
  return group;
}

static void
read_role (AmendsStakeholderRules *self, AmendsJsonReader *reader, int role)
{
  Role *entry = &self->roles[role];
  const char *nick = amends_enum_get_nick (amends_role_get_type (), role);

  if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_REQUIRED))
    return;
  entry->title = amends_translations_read (reader, "title", AMENDS_JSON_REQUIRED);
  entry->responsibility = amends_translations_read (reader, "responsibility", AMENDS_JSON_REQUIRED);
  entry->ask = amends_translations_read (reader, "ask", AMENDS_JSON_REQUIRED);
  entry->raci = amends_json_reader_dup_string (reader, "raci", AMENDS_JSON_REQUIRED);
  if (entry->raci != NULL &&
      (*entry->raci == '\0' || strspn (entry->raci, "RACI") != strlen (entry->raci)))
    amends_json_reader_fail (reader, "raci", AMENDS_INPUT_ERROR_VALUE,
                             _ ("One or more of the letters R, A, C and I are expected here."));
  amends_json_reader_leave (reader);
}

static void
read_path (AmendsStakeholderRules *self, AmendsJsonReader *reader, int severity)
{
  const char *nick = amends_enum_get_nick (amends_severity_get_type (), severity);
  guint n;

  if (!amends_json_reader_enter_array (reader, nick, AMENDS_JSON_REQUIRED))
    return;
  n = amends_json_reader_get_count (reader);
  if (n == 0)
    amends_json_reader_fail (reader, NULL, AMENDS_INPUT_ERROR_MISSING,
                             _ ("An escalation path has at least one step."));
  for (guint i = 0; i < n && amends_json_reader_at (reader, i); i++)
    {
      Group *group = read_group (reader);

      group->after_hours = (int) amends_json_reader_get_int (reader, "after_hours",
                                                             AMENDS_JSON_OPTIONAL, 0, 24 * 366, 0);
      g_ptr_array_add (self->paths[severity], group);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

static void
read_categories (AmendsStakeholderRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "category", AMENDS_JSON_REQUIRED))
    return;
  for (int i = AMENDS_CATEGORY_TECHNICAL; i < N_CATEGORIES; i++)
    {
      const char *nick = amends_enum_get_nick (amends_category_get_type (), i);

      if (!amends_json_reader_enter_object (reader, nick, AMENDS_JSON_OPTIONAL))
        continue;
      self->categories[i] = read_group (reader);
      amends_json_reader_leave (reader);
    }
  amends_json_reader_leave (reader);
}

/* Those that the plan of the playbook pulls, under names of its own. */
static void
read_named_triggers (AmendsStakeholderRules *self, AmendsJsonReader *reader)
{
  g_autoptr (GPtrArray) members = amends_json_reader_list_members (reader);

  for (guint i = 0; i < members->len; i++)
    {
      const char *name = g_ptr_array_index (members, i);
      gboolean own = FALSE;

      for (guint k = 0; k < N_TRIGGERS; k++)
        own = own || g_str_equal (name, trigger_names[k]);
      if (own || !amends_json_reader_enter_object (reader, name, AMENDS_JSON_OPTIONAL))
        continue;
      g_ptr_array_add (self->names, g_strdup (name));
      g_hash_table_insert (self->named, g_ptr_array_index (self->names, self->names->len - 1),
                           read_group (reader));
      amends_json_reader_leave (reader);
    }
}

static void
read_triggers (AmendsStakeholderRules *self, AmendsJsonReader *reader)
{
  if (!amends_json_reader_enter_object (reader, "triggers", AMENDS_JSON_REQUIRED))
    return;
  for (guint i = 0; i < N_TRIGGERS; i++)
    {
      if (!amends_json_reader_enter_object (reader, trigger_names[i], AMENDS_JSON_OPTIONAL))
        continue;
      self->triggers[i] = read_group (reader);
      if (i == TRIGGER_UNRESOLVED)
        self->triggers[i]->after_hours = (int) amends_json_reader_get_int (
            reader, "after_hours", AMENDS_JSON_REQUIRED, 1, 24 * 366, 1);
      amends_json_reader_leave (reader);
    }
  read_named_triggers (self, reader);
  amends_json_reader_leave (reader);
}

AmendsStakeholderRules *
amends_stakeholder_rules_read (AmendsJsonReader *reader)
{
  g_autoptr (AmendsStakeholderRules) self = g_object_new (AMENDS_TYPE_STAKEHOLDER_RULES, NULL);

  g_return_val_if_fail (reader != NULL, NULL);

  if (amends_json_reader_enter_object (reader, "roles", AMENDS_JSON_REQUIRED))
    {
      for (int i = 0; i < AMENDS_ROLE_CUSTOMER; i++)
        read_role (self, reader, i);
      amends_json_reader_leave (reader);
    }
  if (amends_json_reader_enter_object (reader, "severity", AMENDS_JSON_REQUIRED))
    {
      for (int i = AMENDS_SEVERITY_LOW; i < N_SEVERITIES; i++)
        read_path (self, reader, i);
      amends_json_reader_leave (reader);
    }
  read_categories (self, reader);
  read_triggers (self, reader);
  self->accountable = amends_policy_read_enum_list (reader, "accountable", AMENDS_JSON_REQUIRED,
                                                    amends_role_get_type ());
  self->answer_hours = (int) amends_json_reader_get_int (reader, "answer_hours",
                                                         AMENDS_JSON_OPTIONAL, 1, 24 * 366, 24);
  return amends_json_reader_failed (reader) ? NULL : g_steal_pointer (&self);
}

AmendsStakeholderRules *
amends_stakeholder_rules_new (AmendsPlaybook *playbook, GPtrArray **warnings, GError **error)
{
  g_autoptr (AmendsJsonReader) reader = NULL;
  g_autoptr (AmendsStakeholderRules) self = NULL;

  g_return_val_if_fail (AMENDS_IS_PLAYBOOK (playbook), NULL);

  reader = amends_playbook_read (playbook, "stakeholders", error);
  if (reader == NULL)
    return NULL;
  self = amends_stakeholder_rules_read (reader);
  if (!amends_json_reader_finish (reader, warnings, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* (transfer full) (nullable): the one named @name, or without a name who fills @role, preferring
 * the person at this machine. */
static AmendsPerson *
find_person (GListModel *people, AmendsRole role, const char *name)
{
  g_autoptr (AmendsPerson) found = NULL;
  guint n = people != NULL ? g_list_model_get_n_items (people) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AmendsPerson) person = g_list_model_get_item (people, i);

      if (name != NULL ? g_strcmp0 (person->name, name) != 0 : person->role != role)
        continue;
      if (found == NULL || (person->me && !found->me))
        g_set_object (&found, person);
    }
  return g_steal_pointer (&found);
}

static const char *
non_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

/* Who holds @role for this very account, by name; (nullable). */
static const char *
get_account_holder (const AmendsStakeholderInput *input, AmendsRole role)
{
  const AmendsAccount *account = input->account;

  if (role == AMENDS_ROLE_CSM && non_empty (input->owner) != NULL)
    return input->owner;
  if (account == NULL)
    return NULL;
  if (role == AMENDS_ROLE_CSM)
    return non_empty (account->csm);
  if (role == AMENDS_ROLE_ACCOUNT_MANAGER)
    return non_empty (account->account_manager);
  if (role == AMENDS_ROLE_EXECUTIVE_SPONSOR)
    return non_empty (account->executive_sponsor);
  return NULL;
}

static AmendsStakeholder *
find_row (GPtrArray *rows, AmendsRole role, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    {
      AmendsStakeholder *row = rows->pdata[i];

      if (row->role == role || (name != NULL && g_strcmp0 (row->name, name) == 0))
        return row;
    }
  return NULL;
}

/* Adds @text to @strings unless it is there. */
static void
add_string (char ***strings, const char *text)
{
  guint n = *strings != NULL ? g_strv_length (*strings) : 0;

  if (*text == '\0' || (n > 0 && g_strv_contains ((const char *const *) *strings, text)))
    return;
  *strings = g_renew (char *, *strings, n + 2);
  (*strings)[n] = g_strdup (text);
  (*strings)[n + 1] = NULL;
}

/* A person in two roles answers for both. */
static void
append_text (char **text, const char *more)
{
  if (*more == '\0' || (*text != NULL && strstr (*text, more) != NULL))
    return;
  if (*text == NULL)
    *text = g_strdup (more);
  else
    {
      char *both = g_strdup_printf ("%s\n%s", *text, more);

      g_free (*text);
      *text = both;
    }
}

static void
add_letters (char **raci, const char *letters)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (const char *p = "RACI"; *p != '\0'; p++)
    {
      if ((*raci != NULL && strchr (*raci, *p) != NULL) ||
          (letters != NULL && strchr (letters, *p) != NULL))
        g_string_append_c (all, *p);
    }
  g_free (*raci);
  *raci = g_strdup (all->str);
}

static void
add_role (AmendsStakeholderRules *self,
          GPtrArray *rows,
          const AmendsStakeholderInput *input,
          AmendsRole role,
          const char *source)
{
  const Role *entry = &self->roles[role];
  const char *name = get_account_holder (input, role);
  g_autoptr (AmendsPerson) person = find_person (input->people, role, name);
  AmendsStakeholder *row;

  if (name == NULL && person != NULL)
    name = non_empty (person->name);
  row = find_row (rows, role, name);
  if (row == NULL)
    {
      row = amends_record_new (AMENDS_TYPE_STAKEHOLDER);
      row->role = role;
      row->name = g_strdup (name);
      if (person != NULL && person->emails != NULL)
        row->contact = g_strdup (person->emails[0]);
      row->deadline = input->deadline;
      g_ptr_array_add (rows, row);
    }
  append_text (&row->responsibility,
               amends_translations_get (entry->responsibility, input->language));
  append_text (&row->ask, amends_translations_get (entry->ask, input->language));
  append_text (&row->generated_ask, amends_translations_get (entry->ask, input->language));
  add_letters (&row->raci, entry->raci);
  add_string (&row->sources, source);
}

static gboolean
is_filled (GListModel *people, AmendsRole role)
{
  g_autoptr (AmendsPerson) person = find_person (people, role, NULL);

  return person != NULL;
}

/* (transfer full) (element-type int): all roles of @group, or the one that @people can fill. */
static GArray *
choose_roles (const Group *group, GListModel *people)
{
  GArray *roles = g_array_new (FALSE, FALSE, sizeof (int));

  if (!group->choose_one)
    {
      g_array_append_vals (roles, group->roles->data, group->roles->len);
      return roles;
    }
  for (guint i = 0; i < group->roles->len && roles->len == 0; i++)
    {
      int role = g_array_index (group->roles, int, i);

      if (is_filled (people, (AmendsRole) role))
        g_array_append_val (roles, role);
    }
  if (roles->len == 0)
    g_array_append_vals (roles, group->roles->data, 1);
  return roles;
}

static void
add_group (AmendsStakeholderRules *self,
           GPtrArray *rows,
           const AmendsStakeholderInput *input,
           const Group *group)
{
  g_autoptr (GArray) roles = NULL;

  if (group == NULL)
    return;
  roles = choose_roles (group, input->people);
  for (guint i = 0; i < roles->len; i++)
    add_role (self, rows, input, (AmendsRole) g_array_index (roles, int, i),
              amends_translations_get (group->text, input->language));
}

static gboolean
is_triggered (AmendsStakeholderRules *self, const AmendsStakeholderInput *input, Trigger trigger)
{
  const Group *group = self->triggers[trigger];

  switch (trigger)
    {
    case TRIGGER_UNRESOLVED:
      return group != NULL && input->unresolved_hours >= group->after_hours;
    case TRIGGER_EXECUTIVE:
    case TRIGGER_EXECUTIVE_NOTIFY:
      return input->executive;
    case TRIGGER_CHURN:
      return input->churn;
    case TRIGGER_ENGINEERING:
      return input->engineering;
    case TRIGGER_BILLING:
      return input->billing;
    case TRIGGER_CONTRACT:
      return input->contract;
    case TRIGGER_PRODUCT_GAP:
      return input->product_gap;
    case N_TRIGGERS:
      break;
    }
  g_return_val_if_reached (FALSE);
}

/* Someone must answer for the outcome even where the usual one does not take part. */
static void
name_accountable (AmendsStakeholderRules *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (strchr (((AmendsStakeholder *) rows->pdata[i])->raci, 'A') != NULL)
        return;
    }
  for (guint i = 0; i < self->accountable->len; i++)
    {
      AmendsRole role = (AmendsRole) g_array_index (self->accountable, int, i);
      AmendsStakeholder *row = find_row (rows, role, NULL);

      if (row != NULL)
        {
          add_letters (&row->raci, "A");
          return;
        }
    }
}

GPtrArray *
amends_stakeholder_rules_build (AmendsStakeholderRules *self, const AmendsStakeholderInput *input)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), rows);
  g_return_val_if_fail (input != NULL, rows);
  g_return_val_if_fail (input->severity < N_SEVERITIES, rows);
  g_return_val_if_fail (input->category < N_CATEGORIES, rows);

  for (guint i = 0; i < self->paths[input->severity]->len; i++)
    add_group (self, rows, input, self->paths[input->severity]->pdata[i]);
  add_group (self, rows, input, self->categories[input->category]);
  for (int i = 0; i < N_TRIGGERS; i++)
    {
      if (is_triggered (self, input, (Trigger) i))
        add_group (self, rows, input, self->triggers[i]);
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);

      if (input->triggers != NULL && g_strv_contains (input->triggers, name))
        add_group (self, rows, input, g_hash_table_lookup (self->named, name));
    }
  name_accountable (self, rows);
  return rows;
}

guint
amends_stakeholder_rules_count_steps (AmendsStakeholderRules *self, AmendsSeverity severity)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), 0);
  g_return_val_if_fail (severity < N_SEVERITIES, 0);

  return self->paths[severity]->len;
}

GArray *
amends_stakeholder_rules_list_step (AmendsStakeholderRules *self,
                                    AmendsSeverity severity,
                                    guint step,
                                    GListModel *people)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), NULL);
  g_return_val_if_fail (severity < N_SEVERITIES, NULL);
  g_return_val_if_fail (step < self->paths[severity]->len, NULL);

  return choose_roles (self->paths[severity]->pdata[step], people);
}

int
amends_stakeholder_rules_get_step_hours (AmendsStakeholderRules *self,
                                         AmendsSeverity severity,
                                         guint step)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), 0);
  g_return_val_if_fail (severity < N_SEVERITIES, 0);
  g_return_val_if_fail (step < self->paths[severity]->len, 0);

  return ((Group *) self->paths[severity]->pdata[step])->after_hours;
}

int
amends_stakeholder_rules_get_answer_hours (AmendsStakeholderRules *self)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), 0);

  return self->answer_hours;
}

const char *
amends_stakeholder_rules_get_title (AmendsStakeholderRules *self,
                                    AmendsRole role,
                                    const char *language)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), "");
  g_return_val_if_fail (role < N_ROLES, "");

  return amends_translations_get (self->roles[role].title, language);
}

const char *
amends_stakeholder_rules_get_ask (AmendsStakeholderRules *self,
                                  AmendsRole role,
                                  const char *language)
{
  g_return_val_if_fail (AMENDS_IS_STAKEHOLDER_RULES (self), "");
  g_return_val_if_fail (role < N_ROLES, "");

  return amends_translations_get (self->roles[role].ask, language);
}
