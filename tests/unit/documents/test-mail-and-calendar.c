/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What leaves as mail and calendar files, and the rich text between.
 */

#include "config.h"

#include <string.h>

#include <gmime/gmime.h>
#include <libical/ical.h>

#include "amends-eml-writer.h"
#include "amends-ics-writer.h"
#include "amends-input-error.h"
#include "amends-rich-text.h"
#include "sample-document.h"

static void
test_rich_html (void)
{
  static const struct
  {
    const char *body;
    const char *html;
  } cases[] = {
    { "Dear Ann,\n\nwe are **sorry**.",
      "<p>Dear Ann,</p>\n<p>we are <strong>sorry</strong>.</p>\n" },
    { "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
    { "Best,\nMaya", "<p>Best,<br />\nMaya</p>\n" },
    { "x <b>y</b> & z", "<p>x &lt;b&gt;y&lt;/b&gt; &amp; z</p>\n" },
    { "<script>\nalert(1)\n</script>",
      "<p>&lt;script&gt;<br />\nalert(1)<br />\n&lt;/script&gt;</p>\n" },
    { "![logo](http://track.example/x.png)", "<p>logo</p>\n" },
    { "[a](javascript:x) [b](https://b.example)",
      "<p>a <a href=\"https://b.example\">b</a></p>\n" },
    { "[![i](x)](data:x)", "<p>i</p>\n" },
    { "**“重点”** 文字", "<p><strong>“重点”</strong> 文字</p>\n" },
    { "", "" },
    { "a\xff\x01", "<p>a\xef\xbf\xbd</p>\n" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = amends_rich_text_to_html (cases[i].body);

      g_assert_cmpstr (html, ==, cases[i].html);
    }
}

static void
test_rich_plain (void)
{
  static const struct
  {
    const char *body;
    const char *plain;
  } cases[] = {
    { "Dear Ann,\n\nwe are **sorry** and *act*.\nNow.",
      "Dear Ann,\n\nwe are sorry and act.\nNow." },
    { "Steps:\n\n- one\n- two **b**\n  - deep\n\nBest,\nMaya",
      "Steps:\n\n- one\n- two b\n  - deep\n\nBest,\nMaya" },
    { "3. c\n4. d", "3. c\n4. d" },
    { "[page](https://p.example/) <https://q.example>",
      "page (https://p.example/) https://q.example" },
    { "x <b>y</b>", "x <b>y</b>" },
    { "", "" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = amends_rich_text_to_plain (cases[i].body);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

static void
test_ics (void)
{
  g_autofree char *longest = g_strnfill (400, 'x');
  g_autofree char *description = g_strconcat (
      "Agenda; a, b\\c\r\nEND:VEVENT\nBEGIN:VEVENT 客户客户客户客户客户客户", longest, NULL);
  AmendsIcsEvent events[] = {
    { "u-1", SAMPLE_CREATED, 0, 30, "Call, with; Ann", description, "Room\r\n1", 15,
      "Europe/Amsterdam" },
    { "u-2", SAMPLE_CREATED, SAMPLE_CREATED + AMENDS_HOUR, 0, "客户电话", NULL, NULL,
      AMENDS_ICS_NO_ALARM, NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  icalcomponent *calendar;
  icalcomponent *event;
  guint i;

  text = sample_take_string (
      amends_ics_writer_write (events, 2, "Plan\r\nX-EVIL:1", SAMPLE_CREATED, &error));
  g_assert_no_error (error);
  lines = g_strsplit (text, "\r\n", -1);
  for (i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strchr (lines[i], '\n'));
      g_assert_false (g_str_has_prefix (lines[i], "X-EVIL"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
  g_assert_nonnull (strstr (text, "DTSTART:20260310T075200Z\r\n"));
  g_assert_nonnull (strstr (text, "DTEND:20260310T082200Z\r\n"));
  g_assert_nonnull (strstr (text, "TRIGGER:-PT15M\r\n"));
  calendar = icalparser_parse_string (text);
  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_VEVENT_COMPONENT), ==, 2);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  g_assert_cmpstr (icalcomponent_get_summary (event), ==, "Call, with; Ann");
  g_assert_true (g_str_has_prefix (icalcomponent_get_description (event),
                                   "Agenda; a, b\\c\nEND:VEVENT\nBEGIN:VEVENT 客户"));
  g_assert_cmpint (icalcomponent_count_components (event, ICAL_VALARM_COMPONENT), ==, 1);
  icalcomponent_free (calendar);
}

static void
test_ics_refused (void)
{
  AmendsIcsEvent good = { "u", SAMPLE_CREATED, 0, 0, "s", NULL, NULL, AMENDS_ICS_NO_ALARM, NULL };
  AmendsIcsEvent event = good;
  g_autoptr (GError) error = NULL;

  event.uid = "";
  g_assert_null (amends_ics_writer_write (&event, 1, NULL, SAMPLE_CREATED, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_MISSING);
  g_clear_error (&error);
  event = good;
  event.end = SAMPLE_CREATED - 1;
  g_assert_null (amends_ics_writer_write (&event, 1, NULL, SAMPLE_CREATED, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_RANGE);
  g_clear_error (&error);
  event = good;
  event.zone = "Europe/Nowhere";
  g_assert_null (amends_ics_writer_write (&event, 1, NULL, SAMPLE_CREATED, &error));
  g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
}

static GMimeMessage *
parse_message (GBytes *bytes)
{
  GMimeStream *stream =
      g_mime_stream_mem_new_with_buffer (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  return message;
}

static void
test_eml (void)
{
  AmendsMailbox to[] = { { "普莉娅\r\nBcc: x@evil.example", "priya@northwind.example" },
                         { NULL, "ops@northwind.example" } };
  AmendsMailDraft draft = { { "Maya \"M\" Lindqvist", "maya@example.com" },
                            to,
                            2,
                            NULL,
                            0,
                            "关于中断\r\nX-Evil: 1\r\n\r\nbody",
                            SAMPLE_CREATED,
                            NULL,
                            "尊敬的客户：\n\nwe are **sorry**.\n.\nFrom here <b>on</b>",
                            "zh-CN",
                            "id@host.example" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = amends_eml_writer_write (&draft, &error);
  g_autoptr (GBytes) again = amends_eml_writer_write (&draft, NULL);
  g_autofree char *text = NULL;
  GMimeMessage *message;
  GMimeObject *body;
  char *plain;
  gsize i;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
  text = sample_take_string (g_bytes_ref (bytes));
  for (i = 0; text[i] != '\0'; i++)
    {
      g_assert_cmpint (text[i], >, 0);
      if (text[i] == '\n')
        g_assert_true (i > 0 && text[i - 1] == '\r');
    }
  g_assert_null (strstr (text, "\nX-Evil"));
  g_assert_null (strstr (text, "\nBcc"));
  message = parse_message (bytes);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, "关于中断 X-Evil: 1  body");
  g_assert_cmpstr (g_mime_object_get_header (GMIME_OBJECT (message), "X-Unsent"), ==, "1");
  g_assert_cmpint (internet_address_list_length (g_mime_message_get_to (message)), ==, 2);
  g_assert_null (g_mime_object_get_header (GMIME_OBJECT (message), "Bcc"));
  body = g_mime_message_get_mime_part (message);
  g_assert_true (GMIME_IS_MULTIPART (body));
  g_assert_cmpint (g_mime_multipart_get_count (GMIME_MULTIPART (body)), ==, 2);
  plain = g_mime_text_part_get_text (
      GMIME_TEXT_PART (g_mime_multipart_get_part (GMIME_MULTIPART (body), 0)));
  g_assert_nonnull (strstr (plain, "尊敬的客户："));
  g_assert_nonnull (strstr (plain, "we are sorry."));
  g_assert_nonnull (strstr (plain, "From here <b>on</b>"));
  g_free (plain);
  g_object_unref (message);
}

static void
test_eml_refused (void)
{
  static const char *const addresses[] = { NULL,    "",      "nobody",         "@host",
                                           "a@",    "a b@c", "a@b\r\nBcc:x@y", "a@b,c@d",
                                           "<a@b>", "a@b>",  "a\x01@b",        "\xff@b",
                                           NULL };
  guint i;

  for (i = 0; i == 0 || addresses[i] != NULL; i++)
    {
      AmendsMailbox to = { NULL, addresses[i] };
      AmendsMailDraft draft = {
        { NULL, "me@example.com" }, &to, 1, NULL, 0, NULL, SAMPLE_CREATED, NULL, NULL, NULL, NULL
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (amends_eml_writer_write (&draft, &error));
      g_assert_error (error, AMENDS_INPUT_ERROR, AMENDS_INPUT_ERROR_VALUE);
      g_assert_cmpstr (amends_input_error_get_field (error), ==, "to[0]");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/rich-text/html", test_rich_html);
  g_test_add_func ("/documents/rich-text/plain", test_rich_plain);
  g_test_add_func ("/documents/ics/round-trip", test_ics);
  g_test_add_func ("/documents/ics/refused", test_ics_refused);
  g_test_add_func ("/documents/eml/round-trip", test_eml);
  g_test_add_func ("/documents/eml/refused", test_eml_refused);
  return g_test_run ();
}
