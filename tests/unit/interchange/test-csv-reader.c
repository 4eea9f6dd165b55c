/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV files: encodings, delimiters, quotation marks, lines, faults, any bytes. */

#include "config.h"

#include "amends-csv-encoding.h"
#include "amends-csv-reader.h"
#include "amends-input-error.h"

#include <string.h>

/* "line:cell|cell" and "!" before a row with a fault, one a line. */
static char *
read_all (const char *bytes, gsize length, const char *encoding, gsize chunk, AmendsCsvForm *form)
{
  g_autoptr (GInputStream) head =
      g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (GInputStream) body =
      g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (AmendsCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);
  AmendsCsvRow row;

  g_assert_true (amends_csv_form_guess (head, encoding, 0, form, NULL, &error));
  g_assert_no_error (error);
  reader = amends_csv_reader_new (body, form, "x.csv", chunk);
  while (amends_csv_reader_next (reader, &row, NULL, &error))
    {
      g_string_append_printf (out, "%s%u:", row.fault != NULL ? "!" : "", row.line);
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_true (g_utf8_validate (row.cells[i], -1, NULL));
          g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", row.cells[i]);
        }
      g_string_append_c (out, '\n');
    }
  if (error != NULL)
    g_string_append_printf (out, "error %u\n", amends_input_error_get_line (error));
  return g_string_free (out, FALSE);
}

/* The same whatever the pieces are in which the file comes. */
static void
check_bytes (const char *bytes,
             gsize length,
             const char *encoding,
             char delimiter,
             const char *rows)
{
  static const gsize chunks[] = { 1, 2, 3, 7, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      AmendsCsvForm form;
      g_autofree char *read = read_all (bytes, length, NULL, chunks[i], &form);

      g_assert_cmpstr (read, ==, rows);
      g_assert_cmpstr (form.encoding, ==, encoding);
      g_assert_cmpint (form.delimiter, ==, delimiter);
    }
}

static void
check (const char *text, char delimiter, const char *rows)
{
  check_bytes (text, strlen (text), "UTF-8", delimiter, rows);
}

static void
test_rows (void)
{
  check ("a,b\n1,2\n", ',', "1:a|b\n2:1|2\n");
  check ("a,b\r\n1,2\r\n3,4", ',', "1:a|b\n2:1|2\n3:3|4\n");
  check ("a,b\r1,2\r3,4\r", ',', "1:a|b\n2:1|2\n3:3|4\n");
  check ("\n\r\na,b\n\n \n1,2\n\n", ',', "3:a|b\n6:1|2\n");
  check (" a , b \n\" a \",\"b\"\n", ',', "1:a|b\n2: a |b\n");
  check ("a,b,c\n1\n,,\n1,2,3,4\n", ',', "1:a|b|c\n2:1\n3:||\n4:1|2|3|4\n");
  check ("", ',', "");
  check ("one\ntwo\n", ',', "1:one\n2:two\n");
}

static void
test_quotes (void)
{
  check ("a,b\n\"x, \"\"y\"\"\",\"\"\n", ',', "1:a|b\n2:x, \"y\"|\n");
  /* A row begins where its first line does; breaks within cells count as lines. */
  check ("a,b\n\"1\n2\r\n3\r4\",x\nlast,y\n", ',', "1:a|b\n2:1\n2\r\n3\r4|x\n6:last|y\n");
  check ("a,b\n5\" pipe,x\n", ',', "1:a|b\n2:5\" pipe|x\n");
  check ("a,b\n1,\"open\n2,x\n", ',', "1:a|b\n!2:1|open\n2,x\n\n");
}

static void
test_delimiters (void)
{
  check ("a;b\n1,5;2,5\n\"x;y\";3\n", ';', "1:a|b\n2:1,5|2,5\n3:x;y|3\n");
  check ("a\tb\n1, 2\t3\n\t4\n", '\t', "1:a|b\n2:1, 2|3\n3:|4\n");
  check ("a|b\n1|2\n", '|', "1:a|b\n2:1|2\n");
  check ("name, legal;arr\nAble, Sons;1\nB;2\n", ';', "1:name, legal|arr\n2:Able, Sons|1\n3:B|2\n");
  check ("sep=;\na;b,c\n1;2\n", ';', "2:a|b,c\n3:1|2\n");
  check ("sep=|\r\na|b\r\n", '|', "2:a|b\n");
}

static void
check_converted (const char *text, const char *to, const char *mark, const char *encoding)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autofree char *converted = g_convert (text, -1, to, "UTF-8", NULL, &length, &error);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_no_error (error);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_autofree char *joined = g_strjoinv ("|", cells);

      g_string_append_printf (rows, "%u:%s\n", i + 1, joined);
    }
  g_byte_array_append (bytes, (const guint8 *) mark, (guint) strlen (mark));
  g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);
  check_bytes ((const char *) bytes->data, bytes->len, encoding, ',', rows->str);
}

static void
test_encodings (void)
{
  static const char western[] = "Name,Ort\nMüller & Söhne,Zürich\nCafé Noë,Genève\n"
                                "“Quoted” – dash,10 €\nŠkoda,£5\n";
  static const char chinese[] = "客户名称,续约日期\n华东精密制造,2026年3月10日\n一汽,数据缺少\n"
                                "晨曦连锁超市（上海）,“好”\n";

  check_converted (western, "UTF-8", "", "UTF-8");
  check_converted (western, "UTF-8", "\xef\xbb\xbf", "UTF-8");
  check_converted (western, "WINDOWS-1252", "", "windows-1252");
  check_converted (western, "UTF-16LE", "", "UTF-16LE");
  check_converted (western, "UTF-16BE", "", "UTF-16BE");
  check_converted (western, "UTF-16LE", "\xff\xfe", "UTF-16LE");
  check_converted (western, "UTF-16BE", "\xfe\xff", "UTF-16BE");
  check_converted (chinese, "UTF-8", "", "UTF-8");
  check_converted (chinese, "GB18030", "", "GB18030");
  check_converted (chinese, "UTF-16LE", "", "UTF-16LE");
  check_converted (chinese, "UTF-16BE", "", "UTF-16BE");
  check_converted (chinese, "UTF-16LE", "\xff\xfe", "UTF-16LE");
  /* Characters beyond the plane of most; four bytes in GB18030, pairs in UTF-16. */
  check_converted ("名,x\n𠮷野家,客户名称数据\n", "GB18030", "", "GB18030");
  check_converted ("名,x\n𠮷野家,y\n", "UTF-16BE", "", "UTF-16BE");
}

static void
test_few_letters (void)
{
  static const struct
  {
    const char *text;
    const char *encoding;
  } files[] = {
    { "name\nM\xfcller\n", "windows-1252" },
    { "name\nGen\xe8ve\n", "windows-1252" },
    { "name\nFran\xe7ois, Zo\xeb\n", "windows-1252" },
    { "price\n\x80 10\n", "windows-1252" },
    { "price\n\xa3"
      "10\n",
      "windows-1252" },
    { "name\n\xb1\xb1\xbe\xa9\n", "GB18030" }, /* 北京 */
    { "name\n\xcd\xf5\n", "GB18030" },         /* 王 */
    { "name\nplain\n", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_assert_cmpstr (amends_csv_encoding_guess ((const guint8 *) files[i].text,
                                                strlen (files[i].text), TRUE),
                     ==, files[i].encoding);
  g_assert_cmpstr (amends_csv_encoding_find ("Latin1"), ==, "windows-1252");
  g_assert_cmpstr (amends_csv_encoding_find ("GBK"), ==, "GB18030");
  g_assert_null (amends_csv_encoding_find ("klingon"));
}

/* The first letter beyond ASCII stands after more than a megabyte. */
static void
test_late_letter (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *rows = NULL;
  AmendsCsvForm form;

  while (text->len < 3 * 1024 * 1024)
    g_string_append (text, "plain words of a row,more of them\n");
  g_string_append (text, "M\xfcller,x\n");
  rows = read_all (text->str, text->len, NULL, 0, &form);
  g_assert_cmpstr (form.encoding, ==, "windows-1252");
  g_assert_true (g_str_has_suffix (rows, ":Müller|x\n"));
  g_assert_null (strchr (rows, '!'));
}

/* Each fault is named with its line; the rows beside it are read. */
static void
test_faults (void)
{
  static const char nul[] = "a,b\n1,2\0x\n3,4\n";
  static const char odd[] = "a\0,\0b\0\n\0\x01\xd8,\0x\0\n\0";
  g_autofree char *stops = NULL;
  AmendsCsvForm form;
  g_autoptr (GString) text = g_string_new ("é,ü\n");

  for (guint i = 0; i < 30; i++)
    g_string_append (text, "é,ü\n");
  g_string_append (text, "x\xff,y\nlast,é\n");
  stops = read_all (text->str, text->len, NULL, 0, &form);
  g_assert_cmpstr (form.encoding, ==, "UTF-8");
  g_assert_nonnull (strstr (stops, "!32:x\xef\xbf\xbd|y\n33:last|é\n"));

  check_bytes (nul, sizeof nul - 1, "UTF-8", ',', "1:a|b\n!2:1|2\xef\xbf\xbdx\n3:3|4\n");
  check_bytes (odd, sizeof odd - 1, "UTF-16LE", ',', "1:a|b\n!2:\xef\xbf\xbd|x\n");
}

static void
test_fault_words (void)
{
  static const char bytes[] = "a\nok\n\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
                              "\xa9\xc3\xa9\xc3\xa9 \xc3(\n";
  g_autoptr (GInputStream) body = g_memory_input_stream_new_from_data (bytes, -1, NULL);
  const AmendsCsvForm form = { "UTF-8", ',' };
  g_autoptr (AmendsCsvReader) reader = amends_csv_reader_new (body, &form, "x.csv", 0);
  AmendsCsvRow row;

  for (int i = 0; i < 3; i++)
    g_assert_true (amends_csv_reader_next (reader, &row, NULL, NULL));
  g_assert_cmpuint (row.line, ==, 3);
  g_assert_nonnull (strstr (row.fault, "0xC3"));
  g_assert_nonnull (strstr (row.fault, "line 3"));
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *rows = NULL;
  AmendsCsvForm form;

  for (guint i = 0; i <= AMENDS_CSV_MAX_CELL; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, ",2\nnext,3\n");
  rows = read_all (text->str, text->len, NULL, 0, &form);
  g_assert_cmpstr (rows, ==, "1:a|b\n!2:|2\n3:next|3\n");

  g_clear_pointer (&rows, g_free);
  g_string_assign (text, "a,b\n");
  for (guint i = 0; i <= AMENDS_CSV_MAX_CELLS; i++)
    g_string_append (text, "x,");
  g_string_append (text, "\nnext,3\n");
  rows = read_all (text->str, text->len, NULL, 0, &form);
  g_assert_nonnull (strstr (rows, "\n!2:x|"));
  g_assert_true (g_str_has_suffix (rows, "\n3:next|3\n"));

  /* A quotation mark that nothing closes. */
  g_clear_pointer (&rows, g_free);
  g_string_assign (text, "a,b\nok,1\n\"");
  while (text->len <= AMENDS_CSV_MAX_ROW)
    g_string_append (text, "words and words and words of a row that does not end\n");
  rows = read_all (text->str, text->len, NULL, 0, &form);
  g_assert_cmpstr (rows, ==, "1:a|b\n2:ok|1\nerror 3\n");
}

static void
test_any_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260310);
  static const char alphabet[] = "a,;\t|\"\n\r \0\xe9\xb1\xb1\xef\xbb\xbf\xff\xfe\xd8z";

  for (guint round = 0; round < 3000; round++)
    {
      char bytes[64];
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof bytes);
      g_autofree char *whole = NULL;
      g_autofree char *parts = NULL;
      AmendsCsvForm form;

      for (gsize i = 0; i < length; i++)
        bytes[i] = round % 2 == 0 ? (char) g_rand_int (random)
                                  : alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      whole = read_all (bytes, length, NULL, 0, &form);
      parts = read_all (bytes, length, NULL, 1, &form);
      g_assert_cmpstr (whole, ==, parts);
    }
}

static void
test_write (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cells[] = {
    { "plain", "plain" },
    { "a,b", "\"a,b\"" },
    { "say \"x\"", "\"say \"\"x\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "\"'=1+1\"" },
    { "+49 30", "\"'+49 30\"" },
    { "-5", "\"'-5\"" },
    { "@sum", "\"'@sum\"" },
    { "\t=1", "\"'\t=1\"" },
    { "a=b", "a=b" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GString) row = g_string_new (NULL);

      amends_csv_append_cell (row, cells[i].text);
      g_assert_cmpstr (row->str, ==, cells[i].cell);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-reader/rows", test_rows);
  g_test_add_func ("/csv-reader/quotes", test_quotes);
  g_test_add_func ("/csv-reader/delimiters", test_delimiters);
  g_test_add_func ("/csv-reader/encodings", test_encodings);
  g_test_add_func ("/csv-reader/few-letters", test_few_letters);
  g_test_add_func ("/csv-reader/late-letter", test_late_letter);
  g_test_add_func ("/csv-reader/faults", test_faults);
  g_test_add_func ("/csv-reader/fault-words", test_fault_words);
  g_test_add_func ("/csv-reader/limits", test_limits);
  g_test_add_func ("/csv-reader/any-bytes", test_any_bytes);
  g_test_add_func ("/csv-reader/write", test_write);
  return g_test_run ();
}
