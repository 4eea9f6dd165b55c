/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of input keep their place. */
#include "config.h"

#include "amends-input-error.h"

#include <gio/gio.h>

static void
test_message (void)
{
  g_autoptr (GError) full =
      amends_input_error_new (AMENDS_INPUT_ERROR_VALUE, "a.json", 3, "account.arr", "It is %d.", 5);
  g_autoptr (GError) bare =
      amends_input_error_new (AMENDS_INPUT_ERROR_MISSING, NULL, 0, NULL, "It is missing.");
  g_autoptr (GError) file =
      amends_input_error_new (AMENDS_INPUT_ERROR_SYNTAX, "a.json", 0, NULL, "It is odd.");
  g_autoptr (GError) line =
      amends_input_error_new (AMENDS_INPUT_ERROR_SYNTAX, NULL, 7, "arr", "It is odd.");

  g_assert_error (full, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
  g_assert_cmpstr (full->message, ==, "a.json:3: account.arr: It is 5.");
  g_assert_cmpstr (bare->message, ==, "It is missing.");
  g_assert_cmpstr (file->message, ==, "a.json: It is odd.");
  g_assert_cmpstr (line->message, ==, "line 7: arr: It is odd.");
}

static void
test_parts (void)
{
  g_autoptr (GError) error =
      amends_input_error_new (AMENDS_INPUT_ERROR_TOO_LARGE, "a%s.json", 3, "f", "100%% sure.");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) prefixed = g_error_copy (error);

  g_prefix_error (&prefixed, "Import: ");
  g_assert_cmpstr (amends_input_error_get_file (copy), ==, "a%s.json");
  g_assert_cmpuint (amends_input_error_get_line (copy), ==, 3);
  g_assert_cmpstr (amends_input_error_get_field (copy), ==, "f");
  g_assert_cmpstr (amends_input_error_get_text (copy), ==, "100% sure.");
  g_assert_cmpstr (amends_input_error_get_text (prefixed), ==, "100% sure.");
  g_assert_cmpstr (amends_input_error_get_nick (copy), ==, "too-large");
}

static void
test_other_domain (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No.");

  g_assert_null (amends_input_error_get_file (error));
  g_assert_cmpuint (amends_input_error_get_line (error), ==, 0);
  g_assert_null (amends_input_error_get_field (error));
  g_assert_null (amends_input_error_get_text (error));
  g_assert_cmpstr (amends_input_error_get_nick (error), ==, "failed");
  g_assert_cmpstr (amends_input_error_get_nick (NULL), ==, "failed");
}

static void
test_set (void)
{
  g_autoptr (GError) error = NULL;

  amends_input_error_set (NULL, AMENDS_INPUT_ERROR_VALUE, NULL, 0, NULL, "Unheard.");
  amends_input_error_set (&error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, "x", "Gone.");
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "x: Gone.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/input-error/message", test_message);
  g_test_add_func ("/input-error/parts", test_parts);
  g_test_add_func ("/input-error/other-domain", test_other_domain);
  g_test_add_func ("/input-error/set", test_set);
  return g_test_run ();
}
