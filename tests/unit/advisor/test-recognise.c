/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pasted message gives away. */

#include "config.h"

#include "amends-recognise.h"

static AmendsClassifier *classifier;

static GListModel *
make_accounts (void)
{
  static const char *const names[] = { "Northwind", "Northwind Logistics", "华星科技", "A" };
  GListStore *store = g_list_store_new (AMENDS_TYPE_ACCOUNT);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);

      account->name = g_strdup (names[i]);
      g_list_store_append (store, account);
    }
  return G_LIST_MODEL (store);
}

static GListModel *
make_contacts (GListModel *accounts)
{
  GListStore *store = g_list_store_new (AMENDS_TYPE_CONTACT);
  g_autoptr (AmendsContact) contact = amends_record_new (AMENDS_TYPE_CONTACT);
  g_autoptr (AmendsAccount) account = g_list_model_get_item (accounts, 1);

  contact->name = g_strdup ("Dana Whitfield");
  contact->email = g_strdup ("Dana.Whitfield@northwind.example");
  contact->account_id = g_strdup (account->id);
  g_list_store_append (store, contact);
  return G_LIST_MODEL (store);
}

/* (transfer full) (nullable): the first passage of @kind. */
static char *
get_passage (AmendsRecognised *found, const char *text, AmendsFoundKind kind)
{
  for (guint i = 0; i < found->found->len; i++)
    {
      const AmendsFound *one = &g_array_index (found->found, AmendsFound, i);

      if (one->kind == kind)
        return g_utf8_substring (text, one->start, one->end);
    }
  return NULL;
}

static void
check_passage (AmendsRecognised *found, const char *text, AmendsFoundKind kind, const char *words)
{
  g_autofree char *passage = get_passage (found, text, kind);

  g_assert_cmpstr (passage, ==, words);
}

static void
test_english (void)
{
  const char *text = "From: Dana Whitfield <dana.whitfield@northwind.example>\nSubject: RE: "
                     "Dispatch board down\n\n"
                     "Hello,\n\nNone of our 212 dispatchers can log in since 7:40 this morning. "
                     "It costs us $18,000 an hour. Our renewal is on 24 April 2026.\n\n"
                     "Regards,\nDana Whitfield\nChief Operating Officer\nNorthwind Logistics\n";
  g_autoptr (GListModel) accounts = make_accounts ();
  g_autoptr (GListModel) contacts = make_contacts (accounts);
  g_autoptr (AmendsRecognised) found = amends_recognise (classifier, text, accounts, contacts);

  g_assert_cmpstr (found->name, ==, "Dana Whitfield");
  g_assert_cmpstr (found->title, ==, "Chief Operating Officer");
  g_assert_true (found->executive);
  g_assert_cmpstr (found->email, ==, "dana.whitfield@northwind.example");
  g_assert_cmpstr (found->account->name, ==, "Northwind Logistics");
  g_assert_nonnull (found->contact);
  g_assert_cmpstr (found->issue, ==, "Dispatch board down");
  g_assert_cmpint (found->users_affected, ==, 212);
  g_assert_cmpstr (found->language, ==, "en");
  g_assert_nonnull (found->since);
  g_assert_true (g_str_has_prefix (found->since, "since 7:40"));
  g_assert_true (g_str_has_prefix (found->impact, "None of our 212 dispatchers can log in"));
  check_passage (found, text, AMENDS_FOUND_MONEY, "costs us $18,000 an");
  check_passage (found, text, AMENDS_FOUND_ACCOUNT, "Northwind Logistics");
  check_passage (found, text, AMENDS_FOUND_TITLE, "Chief Operating Officer");
  check_passage (found, text, AMENDS_FOUND_RENEWAL, "on 24 April 2026");
}

static void
test_chinese (void)
{
  const char *text =
      "您好：\n\n我们华星科技有300多名员工从今天上午8点起无法登录系统，业务中断。\n\n"
      "谢谢\n王强\n运营总监\n";
  g_autoptr (GListModel) accounts = make_accounts ();
  g_autoptr (AmendsRecognised) found = amends_recognise (classifier, text, accounts, NULL);

  g_assert_cmpstr (found->language, ==, "zh-CN");
  g_assert_cmpstr (found->name, ==, "王强");
  g_assert_cmpstr (found->title, ==, "运营总监");
  g_assert_true (found->executive);
  g_assert_cmpstr (found->account->name, ==, "华星科技");
  g_assert_cmpint (found->users_affected, ==, 300);
  g_assert_nonnull (found->issue);
  g_assert_cmpint (g_utf8_strlen (found->issue, -1), <=, 70);
}

static void
test_contact_gives_account (void)
{
  const char *text = "The printer queue is stuck.\n\nThanks,\nDana Whitfield";
  g_autoptr (GListModel) accounts = make_accounts ();
  g_autoptr (GListModel) contacts = make_contacts (accounts);
  g_autoptr (AmendsRecognised) found = amends_recognise (classifier, text, accounts, contacts);

  g_assert_cmpstr (found->account->name, ==, "Northwind Logistics");
  g_assert_cmpstr (found->issue, ==, "The printer queue is stuck");
}

static void
test_long_issue (void)
{
  const char *text =
      "Since the last update the export of the quarterly payroll report for the German "
      "subsidiary fails with an error message that none of us understands.";
  g_autoptr (AmendsRecognised) found = amends_recognise (classifier, text, NULL, NULL);

  g_assert_cmpint (g_utf8_strlen (found->issue, -1), <=, 70);
  g_assert_true (g_str_has_prefix (found->issue, "Since the last update the export"));
}

static void
test_edges (void)
{
  static const char *const texts[] = {
    "",           " ",     "\n",         "a",     "@",
    "a@",         "$",     "\xff\xfe",   "From:", "Subject:\n\n",
    "-- \n-- \n", "since", "Regards,\n", "😀",     "From: <x@y.example>\nSubject: re: fw:\n\nHi,\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GListModel) accounts = make_accounts ();
      g_autoptr (AmendsRecognised) found = amends_recognise (classifier, texts[i], accounts, NULL);

      g_assert_null (found->account);
      g_assert_cmpint (found->users_affected, ==, AMENDS_UNKNOWN);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  g_autoptr (AmendsPlaybook) playbook = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load ((const char *const[]){ folder, NULL }, "standard", NULL, &error);
  g_assert_no_error (error);
  classifier = amends_classifier_new (playbook, &error);
  g_assert_no_error (error);
  g_test_add_func ("/recognise/english", test_english);
  g_test_add_func ("/recognise/chinese", test_chinese);
  g_test_add_func ("/recognise/contact-gives-account", test_contact_gives_account);
  g_test_add_func ("/recognise/long-issue", test_long_issue);
  g_test_add_func ("/recognise/edges", test_edges);
  status = g_test_run ();
  g_object_unref (classifier);
  return status;
}
