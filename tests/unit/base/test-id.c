/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities and digests. */
#include "config.h"

#include "amends-id.h"

static void
test_new (void)
{
  g_autofree char *a = amends_id_new ();
  g_autofree char *b = amends_id_new ();

  g_assert_true (amends_id_is_valid (a));
  g_assert_cmpstr (a, !=, b);
}

static void
test_invalid (void)
{
  g_assert_false (amends_id_is_valid (NULL));
  g_assert_false (amends_id_is_valid (""));
  g_assert_false (amends_id_is_valid ("not-an-id"));
  g_assert_false (amends_id_is_valid ("01234567-89ab-cdef-0123-456789abcdeg"));
}

static void
test_digest (void)
{
  g_autofree char *empty = amends_digest ("", -1);
  g_autofree char *abc = amends_digest ("abcd", 3);

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/new", test_new);
  g_test_add_func ("/id/invalid", test_invalid);
  g_test_add_func ("/id/digest", test_digest);
  return g_test_run ();
}
