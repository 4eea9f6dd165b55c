/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-cli-private.h"

G_BEGIN_DECLS

int amends_cli_accounts (AmendsCli *cli, GError **error);
int amends_cli_backtest (AmendsCli *cli, GError **error);
int amends_cli_backup (AmendsCli *cli, GError **error);
int amends_cli_calendar (AmendsCli *cli, GError **error);
int amends_cli_check (AmendsCli *cli, GError **error);
int amends_cli_classify (AmendsCli *cli, GError **error);
int amends_cli_crm (AmendsCli *cli, GError **error);
int amends_cli_deadline (AmendsCli *cli, GError **error);
int amends_cli_debrief (AmendsCli *cli, GError **error);
int amends_cli_doctor (AmendsCli *cli, GError **error);
int amends_cli_draft (AmendsCli *cli, GError **error);
int amends_cli_drafts (AmendsCli *cli, GError **error);
int amends_cli_event (AmendsCli *cli, GError **error);
int amends_cli_export_case (AmendsCli *cli, GError **error);
int amends_cli_goodwill (AmendsCli *cli, GError **error);
int amends_cli_import (AmendsCli *cli, GError **error);
int amends_cli_import_case (AmendsCli *cli, GError **error);
int amends_cli_insight_report (AmendsCli *cli, GError **error);
int amends_cli_list (AmendsCli *cli, GError **error);
int amends_cli_new (AmendsCli *cli, GError **error);
int amends_cli_plan (AmendsCli *cli, GError **error);
int amends_cli_reclassify (AmendsCli *cli, GError **error);
int amends_cli_report (AmendsCli *cli, GError **error);
int amends_cli_resolve (AmendsCli *cli, GError **error);
int amends_cli_restore (AmendsCli *cli, GError **error);
int amends_cli_risk (AmendsCli *cli, GError **error);
int amends_cli_sample (AmendsCli *cli, GError **error);
int amends_cli_satisfaction (AmendsCli *cli, GError **error);
int amends_cli_search (AmendsCli *cli, GError **error);
int amends_cli_send (AmendsCli *cli, GError **error);
int amends_cli_similar (AmendsCli *cli, GError **error);
int amends_cli_status (AmendsCli *cli, GError **error);
int amends_cli_sync (AmendsCli *cli, GError **error);
int amends_cli_verify (AmendsCli *cli, GError **error);
int amends_cli_vip (AmendsCli *cli, GError **error);
int amends_cli_warnings (AmendsCli *cli, GError **error);

/* Whether "report" with this word is a report on metrics or risk, not on a case. */
gboolean amends_cli_is_report (char **arguments);

G_END_DECLS
