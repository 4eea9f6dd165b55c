/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things are. */

#include "config.h"

#include "amends-paths.h"

char *
amends_paths_dup_data (void)
{
  const char *given = g_getenv ("AMENDS_DATA_DIR");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  if (given && *given)
    return g_strdup (given);
  if (program)
    {
      g_autofree char *bin = g_path_get_dirname (program);
      g_autofree char *beside = g_build_filename (bin, "..", "share", "amends", NULL);
      g_autofree char *playbooks = g_build_filename (beside, "playbooks", NULL);

      /* An installed tree that was moved, such as a Flatpak or a prefix under the build folder. */
      if (g_file_test (playbooks, G_FILE_TEST_IS_DIR))
        return g_canonicalize_filename (beside, NULL);
    }
  return g_strdup (PKGDATADIR);
}

char **
amends_paths_list_playbooks (void)
{
  g_autofree char *data = amends_paths_dup_data ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "amends", "playbooks", NULL);
  g_autofree char *shipped = g_build_filename (data, "playbooks", NULL);

  g_strv_builder_add (builder, own);
  g_strv_builder_add (builder, shipped);
  return g_strv_builder_end (builder);
}

char *
amends_paths_dup_workspace (void)
{
  return g_build_filename (g_get_user_data_dir (), "amends", "workspace", NULL);
}
