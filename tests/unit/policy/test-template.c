/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: faults with their line, each filter, and what a missing fact takes along. */

#include "config.h"

#include "amends-input-error.h"
#include "amends-template.h"

static AmendsTemplateWords *words_en;
static AmendsTemplateWords *words_zh;

/* Tuesday 10 March 2026, 09:00 in Amsterdam. */
#define NOW (G_GINT64_CONSTANT (1773129600) * AMENDS_SECOND)

static char *
render_with (const char *text, AmendsFacts *facts, AmendsTemplateWords *words, GPtrArray *questions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsTemplate) template = amends_template_parse (text, "x.md", &error);
  g_autoptr (GTimeZone) zone = amends_zone_load ("Europe/Amsterdam", NULL);
  AmendsTemplateScope scope = {
    .facts = facts, .words = words, .now = NOW, .zone = zone, .seed = 7, .questions = questions
  };

  g_assert_no_error (error);
  return amends_template_render (template, &scope);
}

static AmendsFacts *
make_facts (void)
{
  AmendsFacts *facts = amends_facts_new ();
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) amends_facts_unref);
  AmendsFacts *person = amends_facts_new ();

  amends_facts_set_text (person, "who", "Ines");
  amends_facts_set_text (person, "ask", "Read it.");
  g_ptr_array_add (people, person);
  person = amends_facts_new ();
  amends_facts_set_text (person, "who", "Mark");
  g_ptr_array_add (people, person);

  amends_facts_set_text (facts, "customer.name", "Pieter van Dalen");
  amends_facts_set_text (facts, "impact", "Trucks wait. Our depots are full!");
  amends_facts_set_text (facts, "api", "API calls fail.");
  amends_facts_set_text (facts, "who", "周敏");
  amends_facts_set_text (facts, "rival", "筑云");
  amends_facts_set_text (facts, "said", "“Close our plan” is what our board says.");
  amends_facts_set_text (facts, "steps", "Restore each depot by hand");
  amends_facts_set_number (facts, "users", 1212);
  amends_facts_set_number (facts, "one", 1);
  amends_facts_set_number (facts, "minutes", 240);
  amends_facts_set_instant (facts, "soon", NOW + 8 * AMENDS_HOUR + 30 * AMENDS_MINUTE);
  amends_facts_set_instant (facts, "friday", NOW + 3 * AMENDS_DAY);
  amends_facts_set_date (facts, "renewal", "2026-04-24");
  amends_facts_set_date (facts, "later", "2027-04-24");
  amends_facts_set_money (facts, "arr", 54000000, "USD");
  amends_facts_set_boolean (facts, "yes", TRUE);
  amends_facts_set_boolean (facts, "no", FALSE);
  amends_facts_set_strv (facts, "items", (const char *const[]){ "a", "b", "c", NULL });
  amends_facts_set_list (facts, "people", people);
  amends_facts_set_text (facts, "evil", "{{ users }} *x* <b>y</b> [z](u)\n# h");
  return facts;
}

static const struct
{
  const char *text;
  const char *expected;
} renderings[] = {
  { "{{ customer.name | first_name }},", "Pieter," },
  { "I call {{ soon | time }}.", "I call today at 17:30." },
  { "I write {{ soon | by }}.", "I write by 17:30 today." },
  { "See you {{ friday | time }}.", "See you on Friday at 09:00." },
  { "{{ friday | short }}", "Friday 09:00" },
  { "{{ friday | day }}", "on Friday" },
  { "{{ soon | clock }}", "17:30" },
  { "{{ soon | since }}", "17:30 today" },
  { "{{ renewal | date }} {{ later | date }}", "24 April 24 April 2027" },
  { "{{ minutes | duration }}", "4 hours" },
  { "{{ arr }}", "$540,000" },
  { "{{ users }}", "1,212" },
  { "{{ users | count 'user' 'users' }}, {{ one | count 'user' 'users' }}", "1,212 users, 1 user" },
  { "{{ items | list }}", "a, b and c" },
  { "{{ items | first | upper }}", "A" },
  { "{{ impact | fragment | yours }}", "trucks wait; your depots are full" },
  { "{{ impact | excerpt '12' | fragment | theirs }}", "trucks wait" },
  { "{{ api | fragment }}", "API calls fail" },
  { "{{ customer.name | lower | upper_first | sentence }}", "Pieter van dalen." },
  { "{{ customer.name | lower_first | quote }}", "“pieter van Dalen”" },
  { "{{ none | else 'the customer' | upper_first }}", "The customer" },
  { "{{ said | theirs }}", "“Close our plan” is what their board says." },
  { "Until then: {{ steps | fragment }}.", "Until then: restore each depot by hand." },
  /* A missing fact takes its sentence, its span, its item, its heading along. */
  { "One. Two {{ none }}. Three.", "One. Three." },
  { "One[[, and {{ none }}]] two.", "One two." },
  { "- {{ none }}\n- b", "- b" },
  { "## Head\n{{ none }}.\n\n## Next\nText.", "## Next\nText." },
  { "**Lead.** {{ none }}.\n\nText.", "Text." },
  { "Items:\n\n{% for p in people %}\n- {{ p.who }}: {{ p.ask | fragment }}.\n{% end %}",
    "Items:\n\n- Ines: read it." },
  { "1. One\n2. {{ none }}\n3. Three", "1. One\n3. Three" },
  /* Conditions. */
  { "{% if yes and not no %}a{% else %}b{% end %}", "a" },
  { "{% if none == 'x' or users > 1211 %}a{% elif yes %}b{% end %}", "a" },
  { "{% if none != 'x' and (no or customer.name in ('x', 'Pieter van Dalen')) %}a{% end %}", "a" },
  { "{% if none >= 0 %}a{% else %}b{% end %}", "b" },
  { "{% if people == 2 %}two{% end %}", "two" },
  /* Facts are literal. */
  { "{{ evil }}", "{{ users }} \\*x\\* \\<b>y\\</b> \\[z](u) # h" },
  { "One\ntwo.\nThree\\\nfour.", "One two. Three\nfour." },
};

static void
test_render (void)
{
  g_autoptr (AmendsFacts) facts = make_facts ();

  for (guint i = 0; i < G_N_ELEMENTS (renderings); i++)
    {
      g_autofree char *text = render_with (renderings[i].text, facts, words_en, NULL);

      g_assert_cmpstr (text, ==, renderings[i].expected);
    }
}

static void
test_chinese (void)
{
  g_autoptr (AmendsFacts) facts = make_facts ();
  g_autofree char *one =
      render_with ("第一句。缺{{ none }}。我会在{{ soon | time }}致电。", facts, words_zh, NULL);
  g_autofree char *two = render_with ("{{ items | list }}", facts, words_zh, NULL);
  g_autofree char *three = render_with ("由{{ customer.name }}{{ who }}致电{{ api | fragment }}，"
                                        "在看 {{ rival }}。",
                                        facts, words_zh, NULL);

  g_assert_cmpstr (one, ==, "第一句。我会在今天 17:30 致电。");
  /* Facts that meet each other and the words around them; a space of the template too many. */
  g_assert_cmpstr (three, ==, "由 Pieter van Dalen 周敏致电 API calls fail，在看筑云。");
  g_assert_cmpstr (two, ==, "a、b和c");
}

static void
test_questions (void)
{
  g_autoptr (AmendsFacts) facts = make_facts ();
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text =
      render_with ("A {{ since }}. B {{ since }}. {% ask feature %}{% ask impact %}C.", facts,
                   words_en, questions);

  g_assert_cmpstr (text, ==, "C.");
  g_assert_cmpuint (questions->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (questions, 0), ==, "Since when, and who confirmed it?");
}

static void
test_pick (void)
{
  g_autoptr (AmendsFacts) facts = make_facts ();
  const char *text = "{% pick %}a{% or %}b{% or %}c{% end %}";
  g_autofree char *one = render_with (text, facts, words_en, NULL);
  g_autofree char *two = render_with (text, facts, words_en, NULL);

  g_assert_cmpstr (one, ==, two);
  g_assert_true (one[0] >= 'a' && one[0] <= 'c' && one[1] == '\0');
}

static const struct
{
  const char *text;
  guint line;
} faults[] = {
  { "a\n{{ x ", 2 },
  { "a\n\n{% if x %}\nb", 3 },
  { "{{ x | nofilter }}", 1 },
  { "{{ x | count }}", 1 },
  { "{{ x | excerpt 3 }}", 1 },
  { "a\n{% end %}", 2 },
  { "a\n{% unknown %}", 2 },
  { "{% if x == %}a{% end %}", 1 },
  { "{% if (x %}a{% end %}", 1 },
  { "{% for x of y %}a{% end %}", 1 },
  { "{% if x %}{% else %}{% else %}{% end %}", 1 },
  { "a [[ b", 1 },
  { "---\ntitle: A\nno colon\n---\nx", 3 },
  { "---\ntitle: A\nsubject: {{ }}\n---\nx", 3 },
  { "---\ntitle: A\n", 2 },
  { "---\ntitle: A\n---\nok\n{{ 1x }}\n", 5 },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      AmendsTemplate *template = amends_template_parse (faults[i].text, "bad.md", &error);

      g_assert_null (template);
      g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_SYNTAX);
      g_assert_cmpstr (amends_input_error_get_file (error), ==, "bad.md");
      g_assert_cmpuint (amends_input_error_get_line (error), >=, faults[i].line);
      g_assert_cmpuint (amends_input_error_get_line (error), <=, faults[i].line + 1);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("AMENDS_DATA_DIR"), "playbooks", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AmendsPlaybook) playbook = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  playbook = amends_playbook_load (folders, "standard", NULL, &error);
  g_assert_no_error (error);
  words_en = amends_template_words_load (playbook, "en", &error);
  g_assert_no_error (error);
  words_zh = amends_template_words_load (playbook, "zh-CN", &error);
  g_assert_no_error (error);

  g_test_add_func ("/template/render", test_render);
  g_test_add_func ("/template/chinese", test_chinese);
  g_test_add_func ("/template/questions", test_questions);
  g_test_add_func ("/template/pick", test_pick);
  g_test_add_func ("/template/faults", test_faults);
  result = g_test_run ();
  amends_template_words_unref (words_en);
  amends_template_words_unref (words_zh);
  return result;
}
