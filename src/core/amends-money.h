/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Minor units of one major unit: 100 for USD, 1 for JPY, 1000 for KWD; 0 for an unknown currency.
 */
int amends_currency_get_factor (const char *currency);
gboolean amends_currency_is_valid (const char *currency);

/**
 * amends_money_format:
 * @minor: minor units
 * @language: "en" or "zh-CN"
 *
 * For people: "$540,000", "€1,250.50", "¥2,860,000" (CNY), "CHF 12,000". Minor units show only when
 * they are not zero.
 *
 * Returns: (transfer full)
 */
char *amends_money_format (gint64 minor, const char *currency, const char *language);

/* Between JSON's decimal major units and ours; FALSE when it does not fit or has too many places.
 */
gboolean amends_money_from_major (double major, const char *currency, gint64 *minor);
double amends_money_to_major (gint64 minor, const char *currency);

G_END_DECLS
