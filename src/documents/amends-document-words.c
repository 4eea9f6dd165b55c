/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the documents in both languages. */

#include "config.h"

#include "amends-document-words.h"

#include "amends-enum-types.h"
#include "amends-enums.h"

static const struct
{
  const char *en;
  const char *zh;
} words[] = {
#define WORD_PAIR(name, en, zh) { en, zh },
  AMENDS_DOCUMENT_WORDS (WORD_PAIR)
#undef WORD_PAIR
};

/* In the order of the enums. */
typedef struct
{
  GType (*type) (void);
  const char *labels[AMENDS_ROLE_CUSTOMER + 1][2];
} Labels;

static const Labels all_labels[] = {
  { amends_severity_get_type,
    { { "", "" }, { "Low", "低" }, { "Medium", "中" }, { "High", "高" }, { "Critical", "严重" } } },
  { amends_track_get_type,
    { { "", "" },
      { "P1, executive level", "P1，高管级" },
      { "P2, CSM-managed", "P2，由客户成功经理主导" },
      { "P3, support-tracked", "P3，由支持团队跟进" } } },
  { amends_category_get_type,
    { { "", "" },
      { "Technical", "技术" },
      { "Commercial", "商务" },
      { "Relationship", "关系" },
      { "Executive", "高管" },
      { "Legal", "法务" } } },
  { amends_reason_get_type,
    { { "", "" },
      { "Product failure", "产品故障" },
      { "Service gap", "服务缺口" },
      { "Relationship breakdown", "关系破裂" },
      { "Contract dispute", "合同争议" },
      { "Competitive threat", "竞争威胁" } } },
  { amends_scenario_get_type,
    { { "", "" },
      { "Our fault", "我方责任" },
      { "Not our fault", "非我方责任" },
      { "Cannot fix", "无法修复" },
      { "Very angry", "客户非常愤怒" } } },
  { amends_status_get_type,
    { { "Open", "待处理" },
      { "In progress", "处理中" },
      { "Waiting on customer", "等待客户" },
      { "Resolved", "已解决" },
      { "Closed", "已关闭" },
      { "Closed as duplicate", "作为重复事件关闭" },
      { "Withdrawn", "已撤回" } } },
  { amends_workaround_get_type,
    { { "", "" },
      { "None", "无" },
      { "Hard to use", "难以使用" },
      { "Easy to use", "易于使用" } } },
  { amends_relationship_get_type,
    { { "", "" }, { "Strong", "稳固" }, { "Strained", "紧张" }, { "New", "新客户" } } },
  { amends_channel_get_type,
    { { "", "" },
      { "E-mail", "邮件" },
      { "Call", "电话" },
      { "Meeting", "会议" },
      { "Chat", "即时消息" },
      { "Ticket", "工单" },
      { "Social media", "社交媒体" },
      { "Letter", "信函" } } },
  { amends_direction_get_type,
    { { "in", "收到" }, { "out", "发出" }, { "two-way", "双向" }, { "internal", "内部" } } },
  { amends_audience_get_type,
    { { "Customer", "客户" },
      { "Customer executive", "客户高管" },
      { "Internal team", "内部团队" },
      { "Internal executives", "内部高管" } } },
  { amends_horizon_get_type,
    { { "Immediate, within 4 hours", "立即（4 小时内）" },
      { "Short term, 24 to 48 hours", "短期（24 至 48 小时）" },
      { "Long term, prevention", "长期（预防）" } } },
  { amends_step_get_type,
    { { "Planned", "计划中" },
      { "Done", "已完成" },
      { "Skipped", "已跳过" },
      { "Superseded", "已被取代" } } },
  { amends_level_get_type, { { "Low", "低" }, { "Medium", "中" }, { "High", "高" } } },
  { amends_clock_kind_get_type,
    { { "Notify", "内部通知" },
      { "Acknowledge", "确认收到" },
      { "Substantive response", "实质性回复" },
      { "Next update", "下次更新" },
      { "Resolve", "解决" } } },
  { amends_goodwill_kind_get_type,
    { { "Service credit", "服务抵扣" },
      { "Contract extension", "合同延期" },
      { "Premium support", "高级支持" },
      { "Other gesture", "其他补偿" } } },
  { amends_goodwill_state_get_type,
    { { "Requested", "已申请" },
      { "Approved", "已批准" },
      { "Declined", "已拒绝" },
      { "Withdrawn", "已撤回" },
      { "Expired", "已过期" },
      { "Void", "已失效" } } },
  { amends_role_get_type,
    { { "CSM", "客户成功经理" },
      { "CS Manager", "客户成功主管" },
      { "VP Customer Success", "客户成功副总裁" },
      { "Account Manager", "客户经理" },
      { "Executive sponsor", "高管发起人" },
      { "Support", "技术支持" },
      { "Support lead", "技术支持主管" },
      { "Engineering", "工程团队" },
      { "VP Engineering", "工程副总裁" },
      { "Product", "产品团队" },
      { "Legal", "法务" },
      { "Finance", "财务" },
      { "Security", "安全团队" },
      { "CTO", "首席技术官" },
      { "CRO", "首席营收官" },
      { "Customer", "客户" } } },
};

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const days[][2] = {
  { "Mon", "周一" }, { "Tue", "周二" }, { "Wed", "周三" }, { "Thu", "周四" },
  { "Fri", "周五" }, { "Sat", "周六" }, { "Sun", "周日" },
};

static gboolean
is_chinese (const char *language)
{
  return language != NULL && g_str_has_prefix (language, "zh");
}

const char *
amends_document_words_get (const char *language, AmendsDocumentWord word)
{
  g_return_val_if_fail (word < AMENDS_N_WORDS, "");

  return is_chinese (language) ? words[word].zh : words[word].en;
}

const char *
amends_document_words_get_label (const char *language, GType type, int value)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_labels); i++)
    if (all_labels[i].type () == type && value >= 0 && value <= AMENDS_ROLE_CUSTOMER)
      {
        const char *label = all_labels[i].labels[value][is_chinese (language) ? 1 : 0];

        return label ? label : "";
      }
  g_return_val_if_reached ("");
}

char *
amends_document_words_format_time (const char *language, AmendsInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) when = amends_instant_to_date_time (at, zone);
  int year, month, day;

  g_date_time_get_ymd (when, &year, &month, &day);
  if (is_chinese (language))
    return g_strdup_printf ("%d年%d月%d日 %02d:%02d", year, month, day, g_date_time_get_hour (when),
                            g_date_time_get_minute (when));
  return g_strdup_printf ("%d %s %d, %02d:%02d", day, months[month - 1], year,
                          g_date_time_get_hour (when), g_date_time_get_minute (when));
}

char *
amends_document_words_format_day (const char *language, AmendsInstant at, GTimeZone *zone)
{
  g_autoptr (GDateTime) when = amends_instant_to_date_time (at, zone);
  int weekday = g_date_time_get_day_of_week (when) - 1;
  int month = g_date_time_get_month (when), day = g_date_time_get_day_of_month (when);

  return is_chinese (language)
             ? g_strdup_printf ("%d月%d日 %s", month, day, days[weekday][1])
             : g_strdup_printf ("%s %d %s", days[weekday][0], day, months[month - 1]);
}

char *
amends_document_words_format_date (const char *language, const char *date)
{
  GDate parsed;

  g_date_clear (&parsed, 1);
  if (!amends_date_parse (date, &parsed, NULL))
    return g_strdup (date);
  return is_chinese (language)
             ? g_strdup_printf ("%d年%d月%d日", g_date_get_year (&parsed),
                                g_date_get_month (&parsed), g_date_get_day (&parsed))
             : g_strdup_printf ("%d %s %d", g_date_get_day (&parsed),
                                months[g_date_get_month (&parsed) - 1], g_date_get_year (&parsed));
}

char *
amends_document_words_format_duration (const char *language, gint64 milliseconds)
{
  gint64 minutes = MAX (0, milliseconds) / AMENDS_MINUTE;
  static const struct
  {
    int minutes;
    AmendsDocumentWord word;
  } units[] = { { 24 * 60, AMENDS_WORD_DAYS }, { 60, AMENDS_WORD_HOURS }, { 1, AMENDS_WORD_MIN } };
  GString *text = g_string_new (NULL);
  guint said = 0;

  for (guint i = 0; i < G_N_ELEMENTS (units) && said < 2; i++)
    {
      int n = (int) (minutes / units[i].minutes);

      minutes %= units[i].minutes;
      /* After "2 d" come hours or nothing: "2 d 10 min" would be of no use. */
      if (said > 0)
        said = 2;
      if (n == 0 && !(i == 2 && text->len == 0))
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, amends_document_words_get (language, units[i].word), n);
      said = MAX (said, 1);
    }
  return g_string_free (text, FALSE);
}
