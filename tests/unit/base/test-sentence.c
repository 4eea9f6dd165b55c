/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence splitter. In each case the sentences expected stand behind each other with "|". */
#include "config.h"

#include "amends-text.h"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static const Case english[] = {
  { "", "" },
  { "   \n\n ", "" },
  { "Hello", "Hello" },
  { "The export failed. We are on it.", "The export failed.|We are on it." },
  { "  The export failed.\n", "The export failed." },
  { "Why? Because! Done.", "Why?|Because!|Done." },
  { "Really?! Yes.", "Really?!|Yes." },
  { "Dr. Smith called. He is upset.", "Dr. Smith called.|He is upset." },
  { "Mr. and Mrs. Vance left.", "Mr. and Mrs. Vance left." },
  { "Use a CSV, e.g. Export all, i.e. everything.",
    "Use a CSV, e.g. Export all, i.e. everything." },
  { "We met at St. Gallen. It rained.", "We met at St. Gallen.|It rained." },
  { "It is on Main St. The door is red.", "It is on Main St.|The door is red." },
  { "J. R. Miller signed. All good.", "J. R. Miller signed.|All good." },
  { "J.R.R. Tolkien wrote it.", "J.R.R. Tolkien wrote it." },
  { "So did I. Then we left.", "So did I.|Then we left." },
  { "We go with plan B. The team agrees.", "We go with plan B.|The team agrees." },
  { "It costs $4.5 million. That is 3.5 % more.", "It costs $4.5 million.|That is 3.5 % more." },
  { "Call me at 10.30 today. Or at 9 a.m. Monday.",
    "Call me at 10.30 today.|Or at 9 a.m. Monday." },
  { "It broke at 9 a.m. CET and at 5 p.m. again.", "It broke at 9 a.m. CET and at 5 p.m. again." },
  { "It broke at 9 a.m. We fixed it.", "It broke at 9 a.m.|We fixed it." },
  { "Well... maybe. And then... We stopped.", "Well... maybe.|And then...|We stopped." },
  { "We waited… and waited.", "We waited… and waited." },
  { "Version 2.4.1 is out. See app.example.com/a.html?x=1 for more.",
    "Version 2.4.1 is out.|See app.example.com/a.html?x=1 for more." },
  { "Write to help@example.com. Thanks!", "Write to help@example.com.|Thanks!" },
  { "We use Node.js. It works.", "We use Node.js.|It works." },
  { "He said “It is broken.” Then he hung up.", "He said “It is broken.”|Then he hung up." },
  { "He said \"It is broken.\" Then he hung up.", "He said \"It is broken.\"|Then he hung up." },
  { "It stopped. \"Fix it now.\" We did.", "It stopped.|\"Fix it now.\"|We did." },
  { "She asked \"why?\" and left.", "She asked \"why?\" and left." },
  { "It failed (see the log.) Then it ran.", "It failed (see the log.)|Then it ran." },
  { "It failed (see the log). Then it ran.", "It failed (see the log).|Then it ran." },
  { "Acme Inc. Support called. Acme Inc. is angry.",
    "Acme Inc. Support called.|Acme Inc. is angry." },
  { "We lost Acme Corp. They left in May.", "We lost Acme Corp.|They left in May." },
  { "Reports, exports, etc. We need them.", "Reports, exports, etc.|We need them." },
  { "Reports, exports, etc. are late.", "Reports, exports, etc. are late." },
  { "See ticket No. 5. No. We did not.", "See ticket No. 5.|No.|We did not." },
  { "It took 200 ms. Ms. Lee timed it.", "It took 200 ms.|Ms. Lee timed it." },
  { "Due Fri. Sept. 4 at noon. Sit in the sun. Relax.",
    "Due Fri. Sept. 4 at noon.|Sit in the sun.|Relax." },
  { "The U.S. Government pays. The U.S. team knows.",
    "The U.S. Government pays.|The U.S. team knows." },
  { "it is broken. we need it now. why? tell us.", "it is broken.|we need it now.|why?|tell us." },
  { "1. Restart the job. 2. Check the log.", "Restart the job.|2. Check the log." },
  { "**Done.** We closed it.", "**Done.**|We closed it." },
  { "In 2026. And later.", "In 2026.|And later." },
  { "The fix is in.The rest follows.", "The fix is in.The rest follows." },
  { "Great. :-)", "Great." },
};

static const Case blocks[] = {
  { "Hi Anna,\n\nthank you for\nyour time.\n\nRegards",
    "Hi Anna,|thank you for\nyour time.|Regards" },
  { "# What happened\nThe export failed", "What happened|The export failed" },
  { "What we know:\nThe export failed.", "What we know:|The export failed." },
  { "**Impact**\nTwo teams wait.", "**Impact**|Two teams wait." },
  { "Steps\n- restart the job\n- check the log\n", "Steps|restart the job|check the log" },
  { "1) restart\n2) check\n(3) report\na) wait", "restart|check|report|wait" },
  { "10. Restart it\n11. Check it", "Restart it|Check it" },
  { "•Restart it\n• Check it", "Restart it|Check it" },
  { "One.\n---\nTwo.", "One.|Two." },
  { "-5 degrees\nit was", "-5 degrees\nit was" },
  { "one\r\n\r\ntwo", "one|two" },
};

static const Case chinese[] = {
  { "系统崩溃了。我们正在处理！什么时候好？", "系统崩溃了。|我们正在处理！|什么时候好？" },
  { "原因已查明；修复今天上线。", "原因已查明；|修复今天上线。" },
  { "他说：“系统坏了。”然后挂了电话。", "他说：“系统坏了。”|然后挂了电话。" },
  { "「坏了。」他说。", "「坏了。」|他说。" },
  { "（详见日志。）我们会跟进。", "（详见日志。）|我们会跟进。" },
  { "我们等了……还在等。", "我们等了……还在等。" },
  { "我们等了……。还在等。", "我们等了……。|还在等。" },
  { "怎么回事？！请回复。", "怎么回事？！|请回复。" },
  { "版本 2.4.1 已发布。价格涨了3.5倍。", "版本 2.4.1 已发布。|价格涨了3.5倍。" },
  { "状态OK.我们继续。", "状态OK.|我们继续。" },
  { "Acme Inc.的系统坏了。", "Acme Inc.的系统坏了。" },
  { "请联系 Dr. Smith。谢谢", "请联系 Dr. Smith。|谢谢" },
  { "一、情况\n二、影响\n３项", "情况|影响\n３项" },
  { "1、重启\n2、检查\n（三）报告", "重启|检查|报告" },
  { "情况说明：\n导出失败", "情况说明：|导出失败" },
  { "第一行\n\n第二行", "第一行|第二行" },
  { "它坏了。\"马上修。\"我们修了。", "它坏了。|\"马上修。\"|我们修了。" },
  { "首先,我们道歉.  其次,我们修复.", "首先,我们道歉.|其次,我们修复." },
};

static void
check_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GArray) spans = amends_text_split_sentences (cases[i].text);
      g_autoptr (GString) joined = g_string_new (NULL);
      guint last = 0;

      for (guint j = 0; j < spans->len; j++)
        {
          AmendsSpan span = g_array_index (spans, AmendsSpan, j);

          g_assert_cmpuint (span.start, >=, last);
          g_assert_cmpuint (span.end, >, span.start);
          last = span.end;
          if (j > 0)
            g_string_append_c (joined, '|');
          g_string_append_len (joined, cases[i].text + span.start, span.end - span.start);
        }
      g_assert_cmpstr (joined->str, ==, cases[i].expected);
    }
}

static void
test_english (void)
{
  check_cases (english, G_N_ELEMENTS (english));
}

static void
test_blocks (void)
{
  check_cases (blocks, G_N_ELEMENTS (blocks));
}

static void
test_chinese (void)
{
  check_cases (chinese, G_N_ELEMENTS (chinese));
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GArray) dots = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "The export at app.example.com failed again. ");
  spans = amends_text_split_sentences (text->str);
  g_assert_cmpuint (spans->len, ==, 20000);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "a.");
  dots = amends_text_split_sentences (text->str);
  g_assert_cmpuint (dots->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentence/english", test_english);
  g_test_add_func ("/sentence/blocks", test_blocks);
  g_test_add_func ("/sentence/chinese", test_chinese);
  g_test_add_func ("/sentence/long", test_long);
  return g_test_run ();
}
