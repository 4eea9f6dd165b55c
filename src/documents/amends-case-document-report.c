/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The escalation report. The order of its sections is fixed: its readers know where to look. */

#include "config.h"

#include "amends-case-document-private.h"

#include "amends-enum-types.h"
#include "amends-money.h"
#include "amends-text.h"

static char *
say_money (AmendsCaseWriter *self, gint64 minor, const char *currency)
{
  return minor == AMENDS_MONEY_UNKNOWN || currency == NULL
             ? g_strdup ("")
             : amends_money_format (minor, currency, self->language);
}

/* (transfer none) (nullable): the clock of the cycle at hand that the report answers for. */
static AmendsClock *
find_resolve_clock (AmendsCase *case_)
{
  GListModel *clocks = G_LIST_MODEL (case_->clocks);
  AmendsClock *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (clocks); i++)
    {
      g_autoptr (AmendsClock) clock = g_list_model_get_item (clocks, i);

      if (clock->kind == AMENDS_CLOCK_RESOLVE && (found == NULL || clock->cycle >= found->cycle))
        found = clock;
    }
  return found;
}

static char *
say_deadline (AmendsCaseWriter *self)
{
  AmendsClock *clock = find_resolve_clock (self->case_);
  g_autofree char *due = NULL;
  g_autofree char *state = NULL;

  if (clock == NULL || clock->due == AMENDS_INSTANT_NONE)
    return g_strdup ("");
  due = amends_case_writer_time (self, clock->due);
  state = amends_case_writer_clock_state (self, clock);
  return amends_case_writer_join (self, due, state);
}

static char *
say_type (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;

  return amends_case_writer_join (
      self, amends_case_writer_label (self, AMENDS_TYPE_CATEGORY, escalation->category),
      amends_case_writer_label (self, AMENDS_TYPE_REASON, escalation->reason));
}

static void
add_glance (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  AmendsAccount *account = self->case_->account;
  g_autofree char *number = amends_escalation_format_number (MAX (0, escalation->number));
  g_autofree char *created = amends_case_writer_time (self, escalation->created);
  g_autofree char *deadline = say_deadline (self);
  g_autofree char *type = say_type (self);

  amends_case_writer_heading (self, 1, AMENDS_WORD_GLANCE);
  amends_case_writer_field (self, AMENDS_WORD_NUMBER, escalation->number > 0 ? number : NULL);
  amends_case_writer_field (self, AMENDS_WORD_ACCOUNT, account ? account->name : NULL);
  if (!self->for_customer)
    {
      g_autofree char *arr =
          account ? say_money (self, account->arr, account->currency) : g_strdup ("");
      g_autofree char *health =
          account && account->health != AMENDS_UNKNOWN
              ? g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_OF_100),
                                 account->health)
              : NULL;

      amends_case_writer_field (self, AMENDS_WORD_ARR, arr);
      amends_case_writer_field (self, AMENDS_WORD_HEALTH, health);
    }
  amends_case_writer_field (self, AMENDS_WORD_TYPE, type);
  amends_case_writer_field (self, AMENDS_WORD_SEVERITY,
                            amends_case_writer_label (self, AMENDS_TYPE_SEVERITY,
                                                      escalation->severity));
  amends_case_writer_field (self, AMENDS_WORD_STATUS,
                            amends_case_writer_label (self, AMENDS_TYPE_STATUS,
                                                      escalation->status));
  amends_case_writer_field (self, AMENDS_WORD_CREATED, created);
  amends_case_writer_field (self, AMENDS_WORD_SLA_DEADLINE, deadline);
  amends_case_writer_name_unknown (self);
}

static void
add_statement (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  AmendsContact *contact = self->case_->contact;
  g_autofree char *who = NULL;
  g_autofree char *received = NULL;
  g_autofree char *source = NULL;

  amends_case_writer_heading (self, 1, AMENDS_WORD_STATEMENT);
  if (!amends_case_writer_is_filled (escalation->statement))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_STATEMENT);
      return;
    }
  who = contact ? amends_case_writer_join (self, contact->name, contact->title) : g_strdup ("");
  received = amends_case_writer_time (self, escalation->received);
  source = amends_case_writer_join (self, who, received);
  amends_document_add_quote (self->document, escalation->statement,
                             *source != '\0' ? source : NULL);
}

static char *
say_duration (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  gboolean over = escalation->resolved_at != AMENDS_INSTANT_NONE;
  AmendsInstant end = over ? escalation->resolved_at : self->context->now;
  g_autofree char *duration = NULL;

  if (escalation->received == AMENDS_INSTANT_NONE || end < escalation->received)
    return g_strdup ("");
  duration = amends_document_words_format_duration (self->language, end - escalation->received);
  return over ? g_steal_pointer (&duration)
              : g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_SO_FAR), duration);
}

/* With the separator that both languages use. */
static char *
say_number (int number)
{
  if (number < 1000)
    return g_strdup_printf ("%d", number);
  if (number < 1000000)
    return g_strdup_printf ("%d,%03d", number / 1000, number % 1000);
  return g_strdup_printf ("%d,%03d,%03d", number / 1000000, number / 1000 % 1000, number % 1000);
}

static void
add_impact (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  g_autofree char *users =
      escalation->users_affected != AMENDS_UNKNOWN ? say_number (escalation->users_affected) : NULL;
  g_autofree char *duration = say_duration (self);

  amends_case_writer_heading (self, 1, AMENDS_WORD_IMPACT);
  amends_case_writer_field (self, AMENDS_WORD_BUSINESS, escalation->impact);
  amends_case_writer_field (self, AMENDS_WORD_USERS, users);
  amends_case_writer_field (self, AMENDS_WORD_SINCE, escalation->since);
  amends_case_writer_field (self, AMENDS_WORD_DURATION, duration);
  amends_case_writer_name_unknown (self);
}

static void
add_cause (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  const char *cause = escalation->root_cause;
  char **factors = escalation->factors;

  if (self->debrief && amends_case_writer_is_filled (self->debrief->root_cause))
    cause = self->debrief->root_cause;
  if (self->debrief && self->debrief->factors && self->debrief->factors[0])
    factors = self->debrief->factors;

  amends_case_writer_heading (self, 1, AMENDS_WORD_ROOT_CAUSE);
  if (!amends_case_writer_is_filled (cause))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_CAUSE);
      if (!amends_case_writer_is_filled (escalation->root_cause_category) &&
          (self->for_customer || factors == NULL || factors[0] == NULL))
        return;
    }
  else
    amends_case_writer_field (self, AMENDS_WORD_ASSESSMENT, cause);
  amends_case_writer_field (self, AMENDS_WORD_CATEGORY, escalation->root_cause_category);
  if (!self->for_customer)
    amends_case_writer_list (self, AMENDS_WORD_FACTORS, factors);
  amends_case_writer_name_unknown (self);
}

/* --- Escalation path ------------------------------------------------------------------------- */

typedef struct
{
  AmendsInstant at;
  char *action;
  char *owner;
  AmendsDocumentWord state;
} PathStep;

static void
path_step_free (gpointer data)
{
  PathStep *step = data;

  g_free (step->action);
  g_free (step->owner);
  g_free (step);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const PathStep *one = *(PathStep *const *) a;
  const PathStep *two = *(PathStep *const *) b;

  /* What has no time yet comes last. */
  if ((one->at == AMENDS_INSTANT_NONE) != (two->at == AMENDS_INSTANT_NONE))
    return one->at == AMENDS_INSTANT_NONE ? 1 : -1;
  return one->at < two->at ? -1 : one->at > two->at;
}

static void
add_step (GPtrArray *steps,
          AmendsInstant at,
          char *action,
          const char *owner,
          AmendsDocumentWord state)
{
  PathStep *step = g_new0 (PathStep, 1);

  step->at = at;
  step->action = action;
  step->owner = g_strdup (owner ? owner : "");
  step->state = state;
  g_ptr_array_add (steps, step);
}

static char *
say_bringing_in (AmendsCaseWriter *self, AmendsStakeholder *person)
{
  g_autofree char *told =
      g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_TOLD),
                       amends_case_writer_label (self, AMENDS_TYPE_ROLE, person->role));

  return g_strconcat (told,
                      amends_case_writer_is_filled (person->ask)
                          ? amends_case_writer_word (self, AMENDS_WORD_LABEL_COLON)
                          : "",
                      person->ask, NULL);
}

/* Whether somebody is still to be brought in: not who runs the case, nor who is asked nothing. */
static gboolean
has_part (AmendsCase *case_, AmendsStakeholder *person)
{
  if (amends_case_writer_is_filled (person->name) &&
      g_strcmp0 (person->name, case_->escalation->owner) == 0)
    return FALSE;
  return amends_case_writer_is_filled (person->ask);
}

static GPtrArray *
list_steps (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  GListModel *people = G_LIST_MODEL (self->case_->stakeholders);
  GPtrArray *steps = g_ptr_array_new_with_free_func (path_step_free);

  if (escalation->created != AMENDS_INSTANT_NONE)
    add_step (steps, escalation->created,
              g_strdup (amends_case_writer_word (self, AMENDS_WORD_LOGGED)), escalation->owner,
              AMENDS_WORD_DONE);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsStakeholder) person = g_list_model_get_item (people, i);
      gboolean told = person->notified_at != AMENDS_INSTANT_NONE;
      gboolean done = person->acknowledged_at != AMENDS_INSTANT_NONE;

      if (person->role == AMENDS_ROLE_CUSTOMER || (!told && !has_part (self->case_, person)))
        continue;
      add_step (steps, told ? person->notified_at : person->deadline,
                say_bringing_in (self, person),
                amends_case_writer_is_filled (person->name)
                    ? person->name
                    : amends_case_writer_label (self, AMENDS_TYPE_ROLE, person->role),
                done ? AMENDS_WORD_DONE : (told ? AMENDS_WORD_NOW : AMENDS_WORD_PENDING));
    }
  if (escalation->resolved_at != AMENDS_INSTANT_NONE)
    add_step (steps, escalation->resolved_at,
              g_strdup (amends_case_writer_word (self, AMENDS_WORD_RESOLVED_STEP)),
              escalation->owner, AMENDS_WORD_DONE);
  g_ptr_array_sort (steps, compare_steps);
  return steps;
}

static void
add_path (AmendsCaseWriter *self)
{
  g_autoptr (GPtrArray) steps = list_steps (self);

  amends_case_writer_heading (self, 1, AMENDS_WORD_PATH);
  if (steps->len == 0)
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_STAKEHOLDERS);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_TIME, 3);
  amends_case_writer_column (self, AMENDS_WORD_ACTION, 6);
  amends_case_writer_column (self, AMENDS_WORD_OWNER, 3);
  amends_case_writer_column (self, AMENDS_WORD_STATE, 2);
  for (guint i = 0; i < steps->len; i++)
    {
      PathStep *step = g_ptr_array_index (steps, i);
      g_autofree char *at = amends_case_writer_time (self, step->at);

      amends_document_add_row (self->document, at, step->action, step->owner,
                               amends_case_writer_word (self, step->state), NULL);
    }
  amends_document_end_table (self->document);
}

/* --- Owners and actions ---------------------------------------------------------------------- */

static AmendsStakeholder *
find_person (AmendsCase *case_, const char *name)
{
  GListModel *people = G_LIST_MODEL (case_->stakeholders);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (AmendsStakeholder) person = g_list_model_get_item (people, i);

      if (g_strcmp0 (person->name, name) == 0)
        return person;
    }
  return NULL;
}

/* (transfer none) (nullable): @owner, else who of @roles is named in the case. */
static const char *
choose_owner (AmendsCase *case_, const char *owner, const AmendsRole *roles, guint n)
{
  GListModel *people = G_LIST_MODEL (case_->stakeholders);

  for (guint r = 0; !amends_case_writer_is_filled (owner) && r < n; r++)
    for (guint i = 0; i < g_list_model_get_n_items (people); i++)
      {
        g_autoptr (AmendsStakeholder) person = g_list_model_get_item (people, i);

        if (person->role == roles[r] && amends_case_writer_is_filled (person->name))
          owner = person->name;
      }
  return owner;
}

static void
add_owners (AmendsCaseWriter *self)
{
  static const AmendsRole technical[] = { AMENDS_ROLE_ENGINEERING, AMENDS_ROLE_SUPPORT_LEAD,
                                          AMENDS_ROLE_SUPPORT };
  static const AmendsRole executive[] = { AMENDS_ROLE_EXECUTIVE_SPONSOR, AMENDS_ROLE_VP_CS };
  AmendsEscalation *escalation = self->case_->escalation;
  const struct
  {
    AmendsDocumentWord role;
    const char *name;
  } owners[] = {
    { AMENDS_WORD_PRIMARY, escalation->owner },
    { AMENDS_WORD_TECHNICAL, choose_owner (self->case_, escalation->technical_owner, technical,
                                           G_N_ELEMENTS (technical)) },
    { AMENDS_WORD_EXECUTIVE, choose_owner (self->case_, escalation->executive_owner, executive,
                                           G_N_ELEMENTS (executive)) },
  };
  guint shown = 0;

  amends_case_writer_heading (self, 1, AMENDS_WORD_OWNERS);
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      AmendsStakeholder *person;

      if (!amends_case_writer_is_filled (owners[i].name))
        continue;
      if (shown++ == 0)
        {
          amends_document_begin_table (self->document);
          amends_case_writer_column (self, AMENDS_WORD_ROLE, 2);
          amends_case_writer_column (self, AMENDS_WORD_NAME, 3);
          amends_case_writer_column (self, AMENDS_WORD_RESPONSIBILITY, 5);
          amends_case_writer_column (self, AMENDS_WORD_REACH_AT, 4);
        }
      person = find_person (self->case_, owners[i].name);
      amends_document_add_row (self->document, amends_case_writer_word (self, owners[i].role),
                               owners[i].name,
                               person && person->responsibility ? person->responsibility : "",
                               person && person->contact ? person->contact : "", NULL);
    }
  if (shown > 0)
    amends_document_end_table (self->document);
  else
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_OWNERS);
}

static void
add_horizon (AmendsCaseWriter *self, AmendsHorizon horizon)
{
  GListModel *actions = G_LIST_MODEL (self->case_->actions);
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr (AmendsAction) action = g_list_model_get_item (actions, i);
      g_autofree char *due = NULL;

      if (action->horizon != horizon || action->step == AMENDS_STEP_SUPERSEDED)
        continue;
      if (shown++ == 0)
        {
          amends_document_add_heading (
              self->document, 2, amends_case_writer_label (self, AMENDS_TYPE_HORIZON, horizon));
          amends_document_begin_table (self->document);
          amends_case_writer_column (self, AMENDS_WORD_ACTION, 6);
          amends_case_writer_column (self, AMENDS_WORD_OWNER, 3);
          amends_case_writer_column (self, AMENDS_WORD_DUE, 3);
          amends_case_writer_column (self, AMENDS_WORD_STATUS, 2);
        }
      due = amends_case_writer_time (self, action->due);
      amends_document_add_row (self->document, action->text ? action->text : "",
                               action->owner ? action->owner : "", due,
                               amends_case_writer_label (self, AMENDS_TYPE_STEP, action->step),
                               NULL);
    }
  if (shown > 0)
    amends_document_end_table (self->document);
}

static void
add_actions (AmendsCaseWriter *self)
{
  amends_case_writer_heading (self, 1, AMENDS_WORD_ACTIONS);
  if (amends_case_writer_is_empty (self->case_->actions))
    amends_case_writer_paragraph (self, AMENDS_WORD_NO_ACTIONS);
  for (int i = AMENDS_HORIZON_IMMEDIATE; i <= AMENDS_HORIZON_LONG_TERM; i++)
    add_horizon (self, i);
}

/* --- Communication --------------------------------------------------------------------------- */

static char *
say_message_type (AmendsCaseWriter *self, AmendsMessage *message)
{
  return amends_case_writer_join (
      self, amends_case_writer_label (self, AMENDS_TYPE_CHANNEL, message->channel),
      amends_case_writer_label (self, AMENDS_TYPE_DIRECTION, message->direction));
}

static int
compare_messages (gconstpointer a, gconstpointer b)
{
  const AmendsMessage *one = *(AmendsMessage *const *) a;
  const AmendsMessage *two = *(AmendsMessage *const *) b;

  return one->at < two->at ? -1 : one->at > two->at;
}

static GPtrArray *
list_messages (AmendsCaseWriter *self)
{
  GListModel *messages = G_LIST_MODEL (self->case_->messages);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (AmendsMessage) message = g_list_model_get_item (messages, i);

      if (!self->for_customer || message->direction != AMENDS_DIRECTION_INTERNAL)
        g_ptr_array_add (list, g_steal_pointer (&message));
    }
  g_ptr_array_sort (list, compare_messages);
  return list;
}

static void
add_communication_log (AmendsCaseWriter *self)
{
  g_autoptr (GPtrArray) messages = list_messages (self);

  amends_case_writer_heading (self, 1, AMENDS_WORD_COMMUNICATION_LOG);
  if (messages->len == 0)
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_COMMUNICATION);
      return;
    }
  amends_document_begin_table (self->document);
  amends_case_writer_column (self, AMENDS_WORD_TIME, 3);
  amends_case_writer_column (self, AMENDS_WORD_TYPE, 2);
  amends_case_writer_column (self, AMENDS_WORD_RECIPIENT, 2);
  amends_case_writer_column (self, AMENDS_WORD_SUMMARY, 6);
  amends_case_writer_column (self, AMENDS_WORD_SENDER, 2);
  for (guint i = 0; i < messages->len; i++)
    {
      AmendsMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *at = amends_case_writer_time (self, message->at);
      g_autofree char *type = say_message_type (self, message);
      const char *said =
          amends_case_writer_is_filled (message->subject) ? message->subject : message->body;
      g_autofree char *clean = amends_text_clean (said ? said : "", -1);
      g_autofree char *summary = amends_text_one_line (clean, 160);

      amends_document_add_row (self->document, at, type,
                               message->recipient ? message->recipient : "", summary,
                               message->sender ? message->sender : "", NULL);
    }
  amends_document_end_table (self->document);
}

/* --- Goodwill and after ---------------------------------------------------------------------- */

static char *
say_value (AmendsCaseWriter *self, AmendsGoodwill *goodwill)
{
  g_autofree char *amount = say_money (self, goodwill->amount, goodwill->currency);
  g_autofree char *months = NULL;

  if (goodwill->months == 1)
    months = g_strdup (amends_case_writer_word (self, AMENDS_WORD_ONE_MONTH));
  else if (goodwill->months > 1)
    months = g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_MONTHS), goodwill->months);
  return amends_case_writer_join (self, amount, months);
}

static char *
say_approval (AmendsCaseWriter *self, AmendsGoodwill *goodwill)
{
  const char *state = amends_case_writer_label (self, AMENDS_TYPE_GOODWILL_STATE, goodwill->state);
  g_autofree char *decided = amends_case_writer_time (self, goodwill->decided_at);

  if (self->for_customer)
    return g_strdup (state);
  if (goodwill->state == AMENDS_GOODWILL_REQUESTED)
    return g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_AWAITS), state,
                            amends_case_writer_label (self, AMENDS_TYPE_ROLE,
                                                      goodwill->approver_role));
  if (amends_case_writer_is_filled (goodwill->decided_by) && *decided != '\0')
    return g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_DECIDED_BY), state,
                            goodwill->decided_by, decided);
  return g_strdup (state);
}

static void
add_goodwill (AmendsCaseWriter *self)
{
  GListModel *list = G_LIST_MODEL (self->case_->goodwill);
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (AmendsGoodwill) goodwill = g_list_model_get_item (list, i);
      g_autofree char *option = NULL;
      g_autofree char *value = NULL;
      g_autofree char *approval = NULL;

      if (self->for_customer && goodwill->state != AMENDS_GOODWILL_APPROVED)
        continue;
      if (shown++ == 0)
        {
          amends_case_writer_heading (self, 1, AMENDS_WORD_GOODWILL);
          amends_document_begin_table (self->document);
          amends_case_writer_column (self, AMENDS_WORD_OPTION, 5);
          amends_case_writer_column (self, AMENDS_WORD_VALUE, 3);
          amends_case_writer_column (self, AMENDS_WORD_APPROVAL, 5);
        }
      option = amends_case_writer_join (
          self, amends_case_writer_label (self, AMENDS_TYPE_GOODWILL_KIND, goodwill->kind),
          goodwill->text);
      value = say_value (self, goodwill);
      approval = say_approval (self, goodwill);
      amends_document_add_row (self->document, option, value, approval, NULL);
    }
  if (shown > 0)
    amends_document_end_table (self->document);
  else if (!self->for_customer)
    {
      amends_case_writer_heading (self, 1, AMENDS_WORD_GOODWILL);
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_GOODWILL);
    }
}

static char *
say_satisfaction (AmendsCaseWriter *self)
{
  AmendsEscalation *escalation = self->case_->escalation;
  g_autofree char *due = NULL;

  if (escalation->satisfaction != AMENDS_UNKNOWN && escalation->satisfaction_scale > 0)
    return g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_SCORE),
                            escalation->satisfaction, escalation->satisfaction_scale);
  if (escalation->satisfaction_due == AMENDS_INSTANT_NONE)
    return g_strdup ("");
  due = amends_case_writer_time (self, escalation->satisfaction_due);
  return g_strdup_printf (amends_case_writer_word (self, AMENDS_WORD_SCHEDULED), due);
}

static void
add_after (AmendsCaseWriter *self)
{
  g_autofree char *satisfaction = say_satisfaction (self);
  AmendsDebrief *debrief = self->debrief;
  const char *lessons = debrief ? debrief->differently : NULL;
  const char *improvement = debrief ? debrief->change_text : NULL;
  gboolean made = debrief && debrief->change_implemented;

  amends_case_writer_heading (self, 1, AMENDS_WORD_AFTER);
  if (*satisfaction == '\0' && !amends_case_writer_is_filled (improvement) &&
      !amends_case_writer_is_filled (lessons))
    {
      amends_case_writer_paragraph (self, AMENDS_WORD_NO_AFTER);
      return;
    }
  amends_case_writer_field (self, AMENDS_WORD_SATISFACTION, satisfaction);
  amends_case_writer_field (self, AMENDS_WORD_LESSONS, lessons);
  amends_case_writer_field (
      self, made ? AMENDS_WORD_IMPROVEMENT_MADE : AMENDS_WORD_IMPROVEMENT_SEEN, improvement);
  amends_case_writer_name_unknown (self);
}

AmendsDocument *
amends_case_document_build_report (AmendsCase *case_, const AmendsCaseDocumentContext *context)
{
  AmendsCaseWriter writer;

  amends_case_writer_begin (&writer, case_, context, AMENDS_WORD_REPORT);
  add_glance (&writer);
  add_statement (&writer);
  add_impact (&writer);
  add_cause (&writer);
  if (!writer.for_customer)
    {
      add_path (&writer);
      add_owners (&writer);
      add_actions (&writer);
    }
  amends_case_writer_add_communication_plan (&writer, AMENDS_WORD_COMMUNICATION_PLAN);
  add_communication_log (&writer);
  if (!writer.for_customer)
    amends_case_writer_add_risks (&writer);
  add_goodwill (&writer);
  if (!writer.for_customer)
    add_after (&writer);
  return amends_case_writer_end (&writer);
}
