/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Measure:
 * @name: by which it can be chosen on the command line
 * @run: prints its figures, a line each; FALSE with the error when it cannot be measured
 *
 * One file per measure, each listed in measure-judgement.c.
 */
typedef struct
{
  const char *name;
  gboolean (*run) (const char *playbooks, const char *data, GError **error);
} Measure;

extern const Measure measure_classify;

G_END_DECLS
