/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-instant.h"

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * The words of the documents themselves. A document has its own language, which need not be that of
 * the interface, so they stand here in both and do not go through gettext. Everything may be called
 * from any thread.
 */

#define AMENDS_DOCUMENT_WORDS(X)                                                                   \
  X (REPORT, "Escalation report", "升级事件报告")                                                  \
  X (PLAN, "Response plan", "应对计划")                                                            \
  X (DEBRIEF, "Debrief", "复盘报告")                                                               \
  X (TIMES_IN, "All times in %s", "所有时间均为 %s 时区")                                          \
  X (NOT_KNOWN, "Not known yet: %s.", "尚不清楚：%s。")                                            \
  X (LIST_BETWEEN, ", ", "、")                                                                     \
  X (JOIN_BETWEEN, ", ", "，")                                                                     \
  X (IN_BRACKETS, " (%s)", "（%s）")                                                               \
  X (QUOTED, " “%s”", "“%s”")                                                                      \
  X (LABEL_COLON, ": ", "：")                                                                      \
  X (JOINT, " ", "")                                                                               \
  X (GLANCE, "At a glance", "概况")                                                                \
  X (NUMBER, "Escalation", "事件编号")                                                             \
  X (ACCOUNT, "Account", "客户")                                                                   \
  X (CONTACT, "Contact", "联系人")                                                                 \
  X (ARR, "ARR", "年度经常性收入（ARR）")                                                          \
  X (HEALTH, "Health", "健康度")                                                                   \
  X (OF_100, "%d of 100", "%d（满分 100）")                                                        \
  X (RENEWAL, "Renewal", "续约日期")                                                               \
  X (TYPE, "Type", "类型")                                                                         \
  X (SEVERITY, "Severity", "级别")                                                                 \
  X (TRACK, "Track", "处理路径")                                                                   \
  X (CATEGORY, "Category", "类别")                                                                 \
  X (REASON, "Reason", "原因类型")                                                                 \
  X (SCENARIO, "Scenario", "情形")                                                                 \
  X (STATUS, "Status", "状态")                                                                     \
  X (CREATED, "Created", "创建时间")                                                               \
  X (SLA_DEADLINE, "SLA deadline", "SLA 时限")                                                     \
  X (STATEMENT, "What the customer said", "客户原话")                                              \
  X (NO_STATEMENT, "The customer's own words are not on record.", "没有记录客户原话。")            \
  X (IMPACT, "Impact", "影响")                                                                     \
  X (BUSINESS, "Business", "业务影响")                                                             \
  X (USERS, "Users affected", "受影响用户")                                                        \
  X (SINCE, "Since", "开始时间")                                                                   \
  X (DURATION, "Duration", "持续时间")                                                             \
  X (WORKAROUND, "Workaround", "临时方案")                                                         \
  X (ROOT_CAUSE, "Root cause", "根本原因")                                                         \
  X (ASSESSMENT, "Assessment", "判断")                                                             \
  X (FACTORS, "Contributing factors", "促成因素")                                                  \
  X (NO_CAUSE, "The root cause is not known yet.", "根本原因尚不清楚。")                           \
  X (PATH, "Escalation path", "升级路径")                                                          \
  X (TIME, "Time", "时间")                                                                         \
  X (DAY, "Day", "日期")                                                                           \
  X (ACTION, "Action", "事项")                                                                     \
  X (OWNER, "Owner", "负责人")                                                                     \
  X (STATE, "State", "进展")                                                                       \
  X (LOGGED, "Escalation logged", "登记升级事件")                                                  \
  X (TOLD, "Bring in %s", "通知%s")                                                                \
  X (DONE, "Done", "已完成")                                                                       \
  X (NOW, "Now", "进行中")                                                                         \
  X (PENDING, "Pending", "待进行")                                                                 \
  X (RESOLVED_STEP, "Resolved", "问题解决")                                                        \
  X (OWNERS, "Owners", "负责人")                                                                   \
  X (ROLE, "Role", "角色")                                                                         \
  X (NAME, "Name", "姓名")                                                                         \
  X (PRIMARY, "Primary", "主要负责人")                                                             \
  X (TECHNICAL, "Technical", "技术负责人")                                                         \
  X (EXECUTIVE, "Executive", "高管负责人")                                                         \
  X (RESPONSIBILITY, "Responsibility", "职责")                                                     \
  X (REACH_AT, "Contact", "联系方式")                                                              \
  X (NO_OWNERS, "No owners have been named yet.", "尚未指定负责人。")                              \
  X (ACTIONS, "Actions", "行动项")                                                                 \
  X (NO_ACTIONS, "No actions are planned yet.", "尚未安排行动项。")                                \
  X (DUE, "Due", "期限")                                                                           \
  X (COMMUNICATION_PLAN, "Communication plan", "沟通计划")                                         \
  X (NO_COMMUNICATION_PLAN, "No communication plan has been made yet.", "尚未制定沟通计划。")      \
  X (AUDIENCE, "Audience", "对象")                                                                 \
  X (MESSAGE, "Message", "内容")                                                                   \
  X (CHANNEL, "Channel", "方式")                                                                   \
  X (TIMING, "Timing", "时间安排")                                                                 \
  X (COMMUNICATION_LOG, "Communication log", "沟通记录")                                           \
  X (NO_COMMUNICATION, "Nothing has been written or said yet.", "尚无沟通记录。")                  \
  X (RECIPIENT, "Recipient", "接收人")                                                             \
  X (SUMMARY, "Summary", "摘要")                                                                   \
  X (SENDER, "Sender", "发送人")                                                                   \
  X (RISKS, "Risks", "风险")                                                                       \
  X (NO_RISKS, "No risks have been assessed yet.", "尚未评估风险。")                               \
  X (RISK, "Risk", "风险")                                                                         \
  X (PROBABILITY, "Probability", "可能性")                                                         \
  X (MITIGATION, "Mitigation", "应对措施")                                                         \
  X (GOODWILL, "Goodwill", "补偿方案")                                                             \
  X (NO_GOODWILL, "No goodwill has been requested.", "尚未申请补偿。")                             \
  X (OPTION, "Option", "方案")                                                                     \
  X (VALUE, "Value", "价值")                                                                       \
  X (MONTHS, "%d months", "%d 个月")                                                               \
  X (ONE_MONTH, "1 month", "1 个月")                                                               \
  X (APPROVAL, "Approval", "审批")                                                                 \
  X (DECIDED_BY, "%s by %s, %s", "%s，%s，%s")                                                     \
  X (AWAITS, "%s, awaits %s", "%s，待%s审批")                                                      \
  X (AFTER, "After resolution", "解决之后")                                                        \
  X (SATISFACTION, "Satisfaction check", "满意度调查")                                             \
  X (SCORE, "%d of %d", "%d（满分 %d）")                                                           \
  X (SCHEDULED, "planned for %s", "计划于 %s 进行")                                                \
  X (LESSONS, "Lessons", "经验教训")                                                               \
  X (IMPROVEMENT_MADE, "Improvement implemented", "已落实的改进")                                  \
  X (IMPROVEMENT_SEEN, "Improvement identified", "已提出的改进")                                   \
  X (IMPLEMENTED, "implemented", "已落实")                                                         \
  X (IDENTIFIED, "identified, not yet implemented", "已提出，尚未落实")                            \
  X (NO_AFTER, "Nothing is on record yet for the time after the resolution.",                      \
     "解决之后的情况尚无记录。")                                                                   \
  X (SITUATION, "Situation", "情况概述")                                                           \
  X (NO_SITUATION, "The situation has not been summed up yet.", "尚未概述情况。")                  \
  X (CLASSIFICATION, "Classification", "分级")                                                     \
  X (WHY, "Why", "依据")                                                                           \
  X (CLOCKS, "Clocks", "时限")                                                                     \
  X (NO_CLOCKS, "No clock runs for this case.", "本事件没有计时。")                                \
  X (CLOCK, "Clock", "时限类型")                                                                   \
  X (RULE, "Rule", "规则")                                                                         \
  X (LEFT, "%s left", "还剩 %s")                                                                   \
  X (LATE, "late by %s", "已超时 %s")                                                              \
  X (MET_EARLY, "met %s early", "提前 %s 完成")                                                    \
  X (MET_LATE, "met %s late", "超时 %s 完成")                                                      \
  X (MET_ON_TIME, "met on time", "按时完成")                                                       \
  X (PAUSED, "paused, waiting on the customer", "暂停，等待客户")                                  \
  X (ENDED, "no longer runs", "已停止")                                                            \
  X (LIMITS, "Do not commit to", "不可承诺")                                                       \
  X (NO_LIMITS, "Nothing has been ruled out yet.", "尚无不可承诺事项。")                           \
  X (TIMELINE, "Timeline", "时间线")                                                               \
  X (TIMELINE_14, "Timeline, 14 days", "时间线（14 天）")                                          \
  X (NO_TIMELINE, "Nothing is planned yet.", "尚无安排。")                                         \
  X (WHAT, "What", "内容")                                                                         \
  X (WHO, "Who", "人员")                                                                           \
  X (WHO_HEARS, "Who hears what", "沟通对象与内容")                                                \
  X (STAKEHOLDERS, "Stakeholders", "相关人员")                                                     \
  X (NO_STAKEHOLDERS, "No stakeholders have been named yet.", "尚未确定相关人员。")                \
  X (ASK, "Ask", "请求")                                                                           \
  X (DRAFTS, "Messages to the customer", "致客户的信息")                                           \
  X (NO_DRAFTS, "No drafts have been written yet.", "尚未起草。")                                  \
  X (BRIEFINGS, "Internal briefings", "内部简报")                                                  \
  X (SUBJECT, "Subject", "主题")                                                                   \
  X (TO, "To", "收件人")                                                                           \
  X (SENT, "Sent", "发送时间")                                                                     \
  X (AGENDAS, "Agendas", "会议议程")                                                               \
  X (MINUTES, "%d min", "%d 分钟")                                                                 \
  X (CUE, "If it gets hard", "若场面棘手")                                                         \
  X (CAN, "Can be committed", "可以承诺")                                                          \
  X (CANNOT, "Cannot be committed", "不能承诺")                                                    \
  X (SCRIPTS, "Scripts", "话术")                                                                   \
  X (SAY, "Say", "可以说")                                                                         \
  X (AVOID, "Do not say", "不要说")                                                                \
  X (STAGES, "Checklists", "检查清单")                                                             \
  X (QUESTIONS, "Open questions", "待确认问题")                                                    \
  X (NO_QUESTIONS, "No question is open.", "没有待确认的问题。")                                   \
  X (EXECUTIVE_SUMMARY, "Executive summary", "执行摘要")                                           \
  X (WENT_WELL, "What went well", "做得好的方面")                                                  \
  X (DIFFERENTLY, "What we should have done differently", "本应换一种做法的方面")                  \
  X (CAUSE_AND_FACTORS, "Root cause and contributing factors", "根本原因与促成因素")               \
  X (FIVE_WHYS, "Five whys", "五个为什么")                                                         \
  X (REACTION, "The customer's reaction and the relationship now", "客户反应与目前关系")           \
  X (RELATIONSHIP, "Relationship now", "目前关系")                                                 \
  X (CHANGE, "Process change", "流程改进")                                                         \
  X (REACH, "Does it reach other accounts", "是否波及其他客户")                                    \
  X (OUTCOME, "Outcome", "结果")                                                                   \
  X (RETAINED, "ARR retained", "保住的年度经常性收入")                                             \
  X (LOST, "ARR lost", "流失的年度经常性收入")                                                     \
  X (NOT_WRITTEN, "Not written yet.", "尚未填写。")                                                \
  X (COMPLETE, "The debrief is complete.", "复盘内容已完整。")                                     \
  X (PERCENT, "The debrief is %d %% complete.", "复盘完成度 %d%%。")                               \
  X (LOG_EMPTY, "The log is empty.", "日志为空。")                                                 \
  X (DAYS, "%d d", "%d 天")                                                                        \
  X (HOURS, "%d h", "%d 小时")                                                                     \
  X (MIN, "%d min", "%d 分钟")                                                                     \
  X (SO_FAR, "%s so far", "至今 %s")

typedef enum
{
#define AMENDS_DOCUMENT_WORD_NAME(name, en, zh) AMENDS_WORD_##name,
  AMENDS_DOCUMENT_WORDS (AMENDS_DOCUMENT_WORD_NAME)
#undef AMENDS_DOCUMENT_WORD_NAME
      AMENDS_N_WORDS,
} AmendsDocumentWord;

/* (transfer none) static. @language: "en" or "zh-CN"; another gives English. */
const char *amends_document_words_get (const char *language, AmendsDocumentWord word);

/* (transfer none) static: what people call @value of an enum of amends-enums.h that documents
 * show; "" for its "unknown". */
const char *amends_document_words_get_label (const char *language, GType type, int value);

/* (transfer full): "1 Mar 2026, 08:20" or "2026年3月1日 08:20". */
char *amends_document_words_format_time (const char *language, AmendsInstant at, GTimeZone *zone);
/* (transfer full): "Sun 1 Mar" or "3月1日 周日". */
char *amends_document_words_format_day (const char *language, AmendsInstant at, GTimeZone *zone);
/* (transfer full): of a date such as "2026-12-01": "1 Dec 2026"; other text as it is. */
char *amends_document_words_format_date (const char *language, const char *date);
/* (transfer full): "2 d 5 h", "5 h 20 min", "40 min"; the two largest units. */
char *amends_document_words_format_duration (const char *language, gint64 milliseconds);

G_END_DECLS
