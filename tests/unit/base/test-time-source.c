/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's clock and the one that stands still. */
#include "config.h"

#include "amends-time-source.h"

static void
count_cb (AmendsTimeSource *source, guint *count)
{
  *count += 1;
}

static void
test_fixed (void)
{
  AmendsTimeSource *source = amends_time_source_new_fixed (5 * AMENDS_DAY);
  guint moved = 0;

  g_signal_connect (source, "moved", G_CALLBACK (count_cb), &moved);
  g_assert_true (amends_time_source_is_fixed (source));
  g_assert_cmpint (amends_time_source_now (source), ==, 5 * AMENDS_DAY);
  amends_time_source_set_fixed (source, 5 * AMENDS_DAY);
  g_assert_cmpuint (moved, ==, 0);
  amends_time_source_set_fixed (source, 6 * AMENDS_DAY);
  g_assert_cmpuint (moved, ==, 1);
  g_assert_cmpint (amends_time_source_now (source), ==, 6 * AMENDS_DAY);
  g_assert_finalize_object (source);
}

static void
test_system (void)
{
  AmendsTimeSource *source = amends_time_source_new_system ();
  gint64 before = g_get_real_time () / 1000;
  AmendsInstant now = amends_time_source_now (source);

  g_assert_false (amends_time_source_is_fixed (source));
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
  g_assert_finalize_object (source);
}

static void
test_system_cannot_be_set (void)
{
  g_autoptr (AmendsTimeSource) source = NULL;

  if (g_test_subprocess ())
    {
      source = amends_time_source_new_system ();
      amends_time_source_set_fixed (source, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*self->fixed*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-source/fixed", test_fixed);
  g_test_add_func ("/time-source/system", test_system);
  g_test_add_func ("/time-source/system-cannot-be-set", test_system_cannot_be_set);
  return g_test_run ();
}
