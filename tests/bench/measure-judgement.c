/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the judgement on data that are not part of the project.
 *
 *   measure-judgement PLAYBOOKS DATA [MEASURE…]
 *
 * PLAYBOOKS is the folder of playbooks, DATA a folder of data; without a MEASURE all are run. */

#include "config.h"

#include "measure.h"

#include <locale.h>

static const Measure *const measures[] = {
  &measure_classify,
};

static gboolean
is_wanted (const Measure *measure, char **names)
{
  return *names == NULL || g_strv_contains ((const char *const *) names, measure->name);
}

int
main (int argc, char **argv)
{
  int status = 0;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("Usage: measure-judgement PLAYBOOKS DATA [MEASURE…]\n");
      return 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!is_wanted (measures[i], argv + 3))
        continue;
      g_print ("--- %s\n", measures[i]->name);
      if (!measures[i]->run (argv[1], argv[2], &error))
        {
          g_printerr ("%s: %s\n", measures[i]->name, error->message);
          status = 1;
        }
    }
  return status;
}
