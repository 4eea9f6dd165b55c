/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes an account a risk, and how VIPs are handled: what the rules answer. */

#include "config.h"

#include "amends-risk-rules-private.h"

#include "amends-enum-types.h"
#include "amends-labels.h"
#include "amends-money.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (AmendsRiskRules, amends_risk_rules, G_TYPE_OBJECT)

static const char *const factor_ids[AMENDS_N_FACTORS] = {
  [AMENDS_FACTOR_TICKETS] = "tickets",     [AMENDS_FACTOR_SENTIMENT] = "sentiment",
  [AMENDS_FACTOR_USAGE] = "usage",         [AMENDS_FACTOR_VALUE] = "value",
  [AMENDS_FACTOR_CHAMPION] = "champion",   [AMENDS_FACTOR_RENEWAL] = "renewal",
  [AMENDS_FACTOR_EXECUTIVE] = "executive",
};

/* --- Life ---------------------------------------------------------------------------------------
 */

static void
clear_threshold (gpointer data)
{
  AmendsRiskThreshold *threshold = data;

  g_clear_pointer (&threshold->headline, amends_translations_free);
  g_clear_pointer (&threshold->ahead, amends_translations_free);
}

static void
clear_action (gpointer data)
{
  AmendsRiskActionRule *action = data;

  g_clear_pointer (&action->title, amends_translations_free);
}

static void
clear_curve (AmendsRiskCurve *curve)
{
  g_clear_pointer (&curve->x, g_free);
  g_clear_pointer (&curve->y, g_free);
  curve->n = 0;
}

static void
clear_sign (gpointer data)
{
  AmendsRiskSign *sign = data;

  g_clear_pointer (&sign->title, amends_translations_free);
  g_clear_pointer (&sign->reason, amends_translations_free);
  g_clear_pointer (&sign->reason_one, amends_translations_free);
  g_clear_pointer (&sign->text, amends_translations_free);
  g_clear_pointer (&sign->words, g_free);
  clear_curve (&sign->curve);
}

static void
clear_rule (gpointer data)
{
  AmendsRiskRule *rule = data;

  g_clear_pointer (&rule->title, amends_translations_free);
  g_clear_pointer (&rule->signs, g_free);
}

static void
clear_approach (gpointer data)
{
  AmendsRiskApproach *approach = data;

  g_clear_pointer (&approach->title, amends_translations_free);
  g_clear_pointer (&approach->signs, g_free);
}

static void
list_free (gpointer data)
{
  AmendsRiskList *list = data;

  g_free (list->name);
  g_strfreev (list->english);
  g_strfreev (list->chinese);
  g_free (list);
}

AmendsVipCell *
amends_vip_cell_copy (const AmendsVipCell *self)
{
  AmendsVipCell *copy = g_new0 (AmendsVipCell, 1);

  copy->response = self->response;
  copy->handler = g_strdup (self->handler);
  copy->n_notify = self->n_notify;
  copy->notify = g_memdup2 (self->notify, self->n_notify * sizeof (AmendsRole));
  return copy;
}

void
amends_vip_cell_free (AmendsVipCell *self)
{
  if (self == NULL)
    return;
  g_free (self->handler);
  g_free (self->notify);
  g_free (self);
}

static void
amends_risk_rules_finalize (GObject *object)
{
  AmendsRiskRules *self = AMENDS_RISK_RULES (object);

  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    g_clear_pointer (&self->factors[i].title, amends_translations_free);
  for (guint i = 0; i < AMENDS_N_RISK_LEVELS; i++)
    g_clear_pointer (&self->levels[i].name, amends_translations_free);
  for (guint i = 0; i < N_TIERS; i++)
    {
      g_clear_pointer (&self->tiers[i], amends_translations_free);
      for (guint j = 0; j < N_PRIORITIES; j++)
        g_clear_pointer (&self->cells[i][j], amends_vip_cell_free);
    }
  g_array_unref (self->thresholds);
  g_array_unref (self->actions);
  g_array_unref (self->signs);
  g_array_unref (self->rules);
  g_array_unref (self->approaches);
  g_hash_table_unref (self->by_sign);
  g_hash_table_unref (self->by_word);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->handlers);
  g_ptr_array_unref (self->handler_ids);
  g_hash_table_unref (self->rates);
  g_ptr_array_unref (self->lists);
  g_strfreev (self->boilerplate);
  g_free (self->currency);
  clear_curve (&self->value);
  g_clear_object (&self->sla);
  G_OBJECT_CLASS (amends_risk_rules_parent_class)->finalize (object);
}

static void
amends_risk_rules_class_init (AmendsRiskRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amends_risk_rules_finalize;
}

static GArray *
new_array (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

static void
amends_risk_rules_init (AmendsRiskRules *self)
{
  self->thresholds = new_array (sizeof (AmendsRiskThreshold), clear_threshold);
  self->actions = new_array (sizeof (AmendsRiskActionRule), clear_action);
  self->signs = new_array (sizeof (AmendsRiskSign), clear_sign);
  self->rules = new_array (sizeof (AmendsRiskRule), clear_rule);
  self->approaches = new_array (sizeof (AmendsRiskApproach), clear_approach);
  self->by_sign = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_word = g_hash_table_new (NULL, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) amends_translations_free);
  self->handlers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) amends_translations_free);
  self->handler_ids = g_ptr_array_new_with_free_func (g_free);
  self->rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lists = g_ptr_array_new_with_free_func (list_free);
}

/* --- Score --------------------------------------------------------------------------------------
 */

double
amends_risk_curve_at (const AmendsRiskCurve *self, double x)
{
  if (self->n == 0)
    return 1;
  if (isnan (x) || x <= self->x[0])
    return self->y[0];
  for (guint i = 1; i < self->n; i++)
    if (x < self->x[i])
      return self->y[i - 1] +
             (self->y[i] - self->y[i - 1]) * (x - self->x[i - 1]) / (self->x[i] - self->x[i - 1]);
  return self->y[self->n - 1];
}

const char *
amends_risk_factor_get_id (AmendsFactor factor)
{
  g_return_val_if_fail (factor < AMENDS_N_FACTORS, "");

  return g_intern_static_string (factor_ids[factor]);
}

gboolean
amends_risk_factor_from_id (const char *id, AmendsFactor *factor)
{
  for (guint i = 0; i < AMENDS_N_FACTORS; i++)
    if (g_strcmp0 (id, factor_ids[i]) == 0)
      {
        *factor = (AmendsFactor) i;
        return TRUE;
      }
  return FALSE;
}

const char *
amends_risk_rules_get_factor_title (AmendsRiskRules *self,
                                    AmendsFactor factor,
                                    const char *language)
{
  return amends_translations_get (self->factors[factor].title, language);
}

double
amends_risk_rules_get_weight (AmendsRiskRules *self, AmendsFactor factor)
{
  return self->factors[factor].points;
}

guint
amends_risk_rules_get_n_thresholds (AmendsRiskRules *self)
{
  return self->thresholds->len;
}

const AmendsRiskThreshold *
amends_risk_rules_get_threshold (AmendsRiskRules *self, guint index)
{
  return &g_array_index (self->thresholds, AmendsRiskThreshold, index);
}

const AmendsRiskThreshold *
amends_risk_rules_find_threshold (AmendsRiskRules *self, int score)
{
  const AmendsRiskThreshold *found = NULL;

  for (guint i = 0; i < self->thresholds->len; i++)
    if (score >= amends_risk_rules_get_threshold (self, i)->from)
      found = amends_risk_rules_get_threshold (self, i);
  return found;
}

const AmendsRiskActionRule *
amends_risk_rules_find_action (AmendsRiskRules *self, const char *id)
{
  for (guint i = 0; i < self->actions->len; i++)
    if (g_strcmp0 (g_array_index (self->actions, AmendsRiskActionRule, i).id, id) == 0)
      return &g_array_index (self->actions, AmendsRiskActionRule, i);
  return NULL;
}

AmendsRiskLevel
amends_risk_rules_get_level (AmendsRiskRules *self, int score)
{
  AmendsRiskLevel level = AMENDS_RISK_LOW;

  if (score < 0)
    return AMENDS_RISK_UNKNOWN;
  while (level + 1 < AMENDS_N_RISK_LEVELS && score >= self->levels[level + 1].from)
    level++;
  return level;
}

const char *
amends_risk_rules_get_level_name (AmendsRiskRules *self,
                                  AmendsRiskLevel level,
                                  const char *language,
                                  AmendsTone *tone)
{
  g_return_val_if_fail (level < AMENDS_N_RISK_LEVELS, "");

  if (tone != NULL)
    *tone = self->levels[level].tone;
  return level == AMENDS_RISK_UNKNOWN
             ? amends_risk_rules_get_text (self, "unknown.headline", language)
             : amends_translations_get (self->levels[level].name, language);
}

guint
amends_risk_rules_get_n_rules (AmendsRiskRules *self)
{
  return self->rules->len;
}

const AmendsRiskRule *
amends_risk_rules_get_rule (AmendsRiskRules *self, guint index)
{
  return &g_array_index (self->rules, AmendsRiskRule, index);
}

const AmendsRiskRule *
amends_risk_rules_find_rule (AmendsRiskRules *self, const char *id)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (g_strcmp0 (amends_risk_rules_get_rule (self, i)->id, id) == 0)
      return amends_risk_rules_get_rule (self, i);
  return NULL;
}

guint
amends_risk_rules_get_n_signs (AmendsRiskRules *self)
{
  return self->signs->len;
}

const AmendsRiskSign *
amends_risk_rules_get_sign (AmendsRiskRules *self, guint index)
{
  return &g_array_index (self->signs, AmendsRiskSign, index);
}

const AmendsRiskSign *
amends_risk_rules_find_sign (AmendsRiskRules *self, const char *id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_sign, id));

  return index > 0 ? amends_risk_rules_get_sign (self, index - 1) : NULL;
}

const AmendsRiskSign *
amends_risk_rules_find_word (AmendsRiskRules *self, const char *kind)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_word, kind));

  return index > 0 ? amends_risk_rules_get_sign (self, index - 1) : NULL;
}

guint
amends_risk_rules_get_n_approaches (AmendsRiskRules *self)
{
  return self->approaches->len;
}

const AmendsRiskApproach *
amends_risk_rules_get_approach (AmendsRiskRules *self, guint index)
{
  return &g_array_index (self->approaches, AmendsRiskApproach, index);
}

double
amends_risk_rules_get_number (AmendsRiskRules *self, const char *name)
{
  const double *value = g_hash_table_lookup (self->numbers, name);

  g_return_val_if_fail (value != NULL, 0);

  return *value;
}

const char *
amends_risk_rules_get_text (AmendsRiskRules *self, const char *name, const char *language)
{
  return amends_translations_get (g_hash_table_lookup (self->texts, name), language);
}

char *
amends_risk_rules_fill (const char *text, ...)
{
  GString *out = g_string_new (text);
  const char *name;
  va_list list;

  va_start (list, text);
  while ((name = va_arg (list, const char *)) != NULL)
    {
      const char *value = va_arg (list, const char *);
      g_autofree char *hole = g_strdup_printf ("{%s}", name);

      g_string_replace (out, hole, value != NULL ? value : "", 0);
    }
  va_end (list);
  return g_string_free (out, FALSE);
}

const char *const *
amends_risk_rules_get_boilerplate (AmendsRiskRules *self)
{
  return (const char *const *) self->boilerplate;
}

double
amends_risk_rules_rate_value (AmendsRiskRules *self, AmendsAccount *account, gboolean *used)
{
  const double *rate = NULL;
  double major = 0;
  gboolean money = account->arr != AMENDS_MONEY_UNKNOWN && account->arr >= 0 &&
                   account->currency != NULL && amends_currency_is_valid (account->currency);

  if (money)
    {
      major = amends_money_to_major (account->arr, account->currency);
      rate = g_hash_table_lookup (self->rates, account->currency);
    }
  money = money && (rate != NULL || g_strcmp0 (account->currency, self->currency) == 0);
  if (used != NULL)
    *used = money;
  if (money)
    return amends_risk_curve_at (&self->value, rate != NULL ? major * *rate : major);
  return account->segment < N_SEGMENTS ? self->segments[account->segment] : 0;
}

/* --- VIPs ---------------------------------------------------------------------------------------
 */

int
amends_risk_rules_get_tier (AmendsRiskRules *self, AmendsAccount *account)
{
  return CLAMP (amends_sla_get_vip_tier (self->sla, account), 1, N_TIERS);
}

const char *
amends_risk_rules_get_tier_name (AmendsRiskRules *self, int tier, const char *language)
{
  g_return_val_if_fail (tier >= 1 && tier <= N_TIERS, "");

  return amends_translations_get (self->tiers[tier - 1], language);
}

const AmendsVipCell *
amends_risk_rules_get_cell (AmendsRiskRules *self, int tier, AmendsPriority priority)
{
  g_return_val_if_fail (tier >= 1 && tier <= N_TIERS, NULL);
  g_return_val_if_fail (priority >= AMENDS_PRIORITY_P1 && priority <= AMENDS_PRIORITY_P4, NULL);

  return self->cells[tier - 1][priority - AMENDS_PRIORITY_P1];
}

const char *
amends_risk_rules_get_handler_name (AmendsRiskRules *self, const char *id, const char *language)
{
  return amends_translations_get (g_hash_table_lookup (self->handlers, id), language);
}

GPtrArray *
amends_risk_rules_list_handlers (AmendsRiskRules *self)
{
  return g_ptr_array_copy (self->handler_ids, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
}

/* (transfer full) */
static char *
describe_response (AmendsRiskRules *self, int minutes, const char *language)
{
  g_autofree char *n = NULL;

  if (minutes < 0)
    return g_strdup (amends_risk_rules_get_text (self, "by-clocks", language));
  if (minutes == 0)
    return g_strdup (amends_risk_rules_get_text (self, "at-once", language));
  if (minutes == 60)
    return g_strdup (amends_risk_rules_get_text (self, "hours.one", language));
  n = g_strdup_printf ("%d", minutes % 60 == 0 ? minutes / 60 : minutes);
  return amends_risk_rules_fill (
      amends_risk_rules_get_text (self, minutes % 60 == 0 ? "hours" : "minutes", language), "n", n,
      NULL);
}

char *
amends_risk_rules_describe_cell (AmendsRiskRules *self,
                                 const AmendsVipCell *cell,
                                 const char *language)
{
  g_autofree char *time = describe_response (self, cell->response, language);
  const char *who = amends_risk_rules_get_handler_name (self, cell->handler, language);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < cell->n_notify; i++)
    g_string_append_printf (told, "%s%s",
                            i > 0 ? amends_risk_rules_get_text (self, "joiner", language) : "",
                            amends_enum_get_label (AMENDS_TYPE_ROLE, (int) cell->notify[i]));
  return amends_risk_rules_fill (
      amends_risk_rules_get_text (self, told->len > 0 ? "cell.told" : "cell", language), "who", who,
      "time", time, "list", told->str, NULL);
}

const char *const *
amends_risk_rules_get_list (AmendsRiskRules *self, const char *name, const char *language)
{
  static const char *const empty[] = { NULL };

  for (guint i = 0; i < self->lists->len; i++)
    {
      const AmendsRiskList *list = self->lists->pdata[i];

      if (g_strcmp0 (list->name, name) == 0)
        return (const char *const *) (g_strcmp0 (language, "zh-CN") == 0 && list->chinese != NULL
                                          ? list->chinese
                                          : list->english);
    }
  return empty;
}
