/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases for the tests of debriefs and of the documents made from cases. */

#include "config.h"

#include "debrief-case.h"

#include "amends-log-entry.h"
#include "amends-rule-hit.h"

#define HOURS(n) (DEBRIEF_CASE_RECEIVED + (n) *AMENDS_HOUR)

const char debrief_case_hostile[] =
    "Dr. <b>R&D</b>! **bold** | `x` [l](http://e.example)? \u202Eevil\u202C\r\n"
    "- item 1.\n# heading。=SUM(A1) 第二句！第三句；مرحبا \xff\xfe e.g. {{ account.name }} {% if "
    "%}…";

static const struct
{
  const char *key;
  const char *en;
  const char *zh;
} words[] = {
  { "account", "Fjordline Ferries", "海峡轮渡" },
  { "contact", "Sverre Lie", "王敏" },
  { "contact-title", "Head of Ports", "港务总监" },
  { "title", "Boarding lists exported without cabin numbers", "登船清单导出后缺少舱位号" },
  { "statement",
    "Since last night every boarding list comes out without cabin numbers.\n\n"
    "Three sailings had to be boarded by hand. This is not acceptable in the season.",
    "从昨晚开始，所有登船清单都没有舱位号。\n\n三个航班只能人工登船，旺季里这无法接受。" },
  { "impact", "Three sailings boarded by hand, each about 40 minutes late.",
    "三个航班人工登船，每班延误约 40 分钟。" },
  { "since", "28 February 22:00", "2月28日 22:00" },
  { "cause", "A field renamed in release 4.1 without a matching change in the export.",
    "4.1 版本更改了字段名称，导出模块没有同步修改。" },
  { "cause-category", "Release process", "发布流程" },
  { "factor-1", "No test covered renamed fields", "没有覆盖字段改名的测试" },
  { "factor-2", "Release notes did not list export fields", "发布说明未列出导出字段" },
  { "fix", "The export reads the new field again, released on 3 March.",
    "导出模块已改读新字段，3月3日发布。" },
  { "owner", "Anja Roth", "李婷" },
  { "technical", "Jonas Weber", "陈强" },
  { "executive", "Maria Lindqvist", "周岚" },
  { "action-1", "Send the terminals the manual list.", "向各码头发送人工清单。" },
  { "action-2", "Confirm the cause with Engineering.", "与工程团队确认原因。" },
  { "action-3", "Release notes list changed export fields.", "发布说明须列出有改动的导出字段。" },
  { "reply",
    "We see that cabin numbers are missing and have Engineering on it; next news at 12:00.",
    "已确认清单缺少舱位号，工程团队正在处理，12:00 前再次更新。" },
  { "update", "The cause is found; the fix is in test, next update at 18:00.",
    "原因已查明，修复正在测试，18:00 再次更新。" },
  { "thanks", "Boarding works again, confirmed at 08:30.", "登船已恢复正常，08:30 确认。" },
  { "promise", "Next news at 12:00", "12:00 前再次更新" },
  { "situation",
    "Fjordline Ferries exports boarding lists without cabin numbers. Three sailings were boarded "
    "by hand.",
    "海峡轮渡导出的登船清单缺少舱位号。三个航班只能人工登船。" },
  { "limit", "No date for a permanent fix.", "不承诺最终修复日期。" },
  { "limit-why", "Engineering has not confirmed one.", "工程团队尚未确认。" },
  { "risk", "Churn at renewal", "续约时流失" },
  { "risk-why", "Renewal on 1 December, two competitors known.",
    "12月1日续约，已知两家竞争对手。" },
  { "risk-mitigation", "Daily update at 09:00 and a call with the sponsor.",
    "每天 9:00 更新，并安排高层通话。" },
  { "agenda", "Customer call", "客户通话" },
  { "agenda-item", "What happened and what it meant for the sailings",
    "发生了什么，对航班有何影响" },
  { "agenda-cue", "Let him finish; then name the three sailings.",
    "先听对方说完，再提及三个航班。" },
  { "script", "Hard news", "坏消息话术" },
  { "script-part", "Opening", "开场" },
  { "script-text", "I have news you will not like, and I want you to hear it from me.",
    "有个不好的消息，我想亲自告诉您。" },
  { "say", "This is what we know.", "目前已知情况如下。" },
  { "avoid", "That should not have happened.", "这本不该发生。" },
  { "stage", "Acknowledge", "确认" },
  { "check", "Name the problem in their words", "用客户的话说明问题" },
  { "question", "Which sailings are affected tomorrow?", "明天哪些航班会受影响？" },
  { "checkpoint", "First news", "首次更新" },
  { "checkpoint-purpose", "Say what is known.", "说明已知情况。" },
  { "message", "What we know and when we write next", "已知情况及下次更新时间" },
  { "timing", "Every day at 09:00", "每天 9:00" },
  { "subject", "Cabin numbers missing: where we stand", "舱位号缺失：目前情况" },
  { "body",
    "Dear Sverre,\n\ncabin numbers are missing from every list since last night.\n\n- We have "
    "**Engineering** on it.\n- Until then, use the manual list.\n\nAnja Roth",
    "王总您好：\n\n昨晚起所有清单缺少舱位号。\n\n- **工程团队**正在处理。\n- "
    "在此之前请使用人工清单。\n\n李婷" },
  { "ask", "Confirm the cause by 12:00.", "12:00 前确认原因。" },
  { "event-1", "First report by Sverre Lie, Bergen terminal", "王敏首次反映，卑尔根码头" },
  { "event-2", "Cause confirmed by Engineering", "工程团队确认原因" },
  { "event-3", "Resolved: the export reads the new field", "已解决：导出模块改读新字段" },
  { "rule", "“not acceptable” and an executive wrote.", "“无法接受”，且由高管来信。" },
  { "quote", "This is not acceptable", "这无法接受" },
  { "goodwill", "Two months of support", "两个月支持服务" },
};

static gboolean hostile;

static const char *
say (const char *language, const char *key)
{
  if (hostile)
    return debrief_case_hostile;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].key, key))
      return g_str_equal (language, "en") ? words[i].en : words[i].zh;
  g_assert_not_reached ();
}

void
debrief_case_add_message (AmendsCase *case_,
                          AmendsDirection direction,
                          AmendsInstant at,
                          const char *text)
{
  g_autoptr (AmendsMessage) message = amends_record_new (AMENDS_TYPE_MESSAGE);

  amends_record_set (message, "direction", direction, "channel", AMENDS_CHANNEL_E_MAIL, "at", at,
                     "body", text, NULL);
  g_list_store_append (case_->messages, message);
}

void
debrief_case_add_clock (AmendsCase *case_,
                        AmendsClockKind kind,
                        AmendsInstant due,
                        AmendsInstant met_at)
{
  g_autoptr (AmendsClock) clock = amends_record_new (AMENDS_TYPE_CLOCK);

  amends_record_set (clock, "kind", kind, "cycle", 1, "started", DEBRIEF_CASE_RECEIVED, "due", due,
                     "met-at", met_at, "closed", met_at != AMENDS_INSTANT_NONE, NULL);
  g_list_store_append (case_->clocks, clock);
}

static void
add_event (AmendsCase *case_, AmendsEventKind kind, AmendsInstant at, const char *summary)
{
  g_autoptr (AmendsEvent) event = amends_record_new (AMENDS_TYPE_EVENT);

  amends_record_set (event, "kind", kind, "at", at, "recorded", at, "summary", summary, "actor",
                     case_->escalation->owner, NULL);
  g_list_store_append (case_->events, event);
}

static void
add_action (AmendsCase *case_, AmendsHorizon horizon, AmendsStep step, const char *text)
{
  g_autoptr (AmendsAction) action = amends_record_new (AMENDS_TYPE_ACTION);

  amends_record_set (action, "horizon", horizon, "step", step, "text", text, "owner",
                     case_->escalation->owner, "due", HOURS (24 * ((int) horizon + 1)), NULL);
  g_list_store_append (case_->actions, action);
}

static AmendsCase *
make_case (const char *l, const char *title)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);
  g_autoptr (AmendsContact) contact = amends_record_new (AMENDS_TYPE_CONTACT);
  g_autoptr (AmendsClassification) classification = amends_record_new (AMENDS_TYPE_CLASSIFICATION);
  g_autoptr (AmendsRuleHit) hit = amends_record_new (AMENDS_TYPE_RULE_HIT);
  const char *factors[] = { say (l, "factor-1"), say (l, "factor-2"), NULL };
  gboolean en = g_str_equal (l, "en");

  amends_record_set (account, "name", say (l, "account"), "arr", (gint64) 19800000, "currency",
                     en ? "USD" : "CNY", "health", 68, "renewal", "2026-12-01", "segment",
                     AMENDS_SEGMENT_ENTERPRISE, "time-zone", en ? "Europe/Oslo" : "Asia/Shanghai",
                     NULL);
  amends_record_set (contact, "name", say (l, "contact"), "title", say (l, "contact-title"), NULL);
  amends_record_set (hit, "rule", "severity-high", "target", "severity", "value", "high", "text",
                     say (l, "rule"), "phrase", say (l, "quote"), "decided", TRUE, NULL);
  g_list_store_append (classification->rules, hit);
  amends_record_set (
      escalation, "number", 35, "title", title, "statement", say (l, "statement"), "received",
      DEBRIEF_CASE_RECEIVED, "created", DEBRIEF_CASE_RECEIVED + 5 * AMENDS_MINUTE, "channel",
      AMENDS_CHANNEL_E_MAIL, "impact", say (l, "impact"), "users-affected", 1140, "since",
      say (l, "since"), "category", AMENDS_CATEGORY_TECHNICAL, "reason",
      AMENDS_REASON_PRODUCT_FAILURE, "severity", AMENDS_SEVERITY_HIGH, "track", AMENDS_TRACK_P2,
      "emotion", AMENDS_EMOTION_FRUSTRATED, "workaround", AMENDS_WORKAROUND_HARD, "root-cause",
      say (l, "cause"), "root-cause-category", say (l, "cause-category"), "factors", factors,
      "fix-text", say (l, "fix"), "owner", say (l, "owner"), "technical-owner",
      say (l, "technical"), "executive-owner", say (l, "executive"), "status",
      AMENDS_STATUS_RESOLVED, "cycle", 1, "cycle-started", DEBRIEF_CASE_RECEIVED, "resolved-at",
      HOURS (43), "customer-confirmed-at", HOURS (49), "relationship", AMENDS_RELATIONSHIP_STRAINED,
      "language", l, "classification", classification, "satisfaction", 4, "satisfaction-scale", 5,
      "affected-feature", say (l, "cause-category"), NULL);
  return amends_case_new (escalation, account, contact);
}

static void
add_plan (AmendsCase *case_, const char *l)
{
  g_autoptr (AmendsPlan) plan = amends_record_new (AMENDS_TYPE_PLAN);
  g_autoptr (AmendsLimit) limit = amends_record_new (AMENDS_TYPE_LIMIT);
  g_autoptr (AmendsRisk) risk = amends_record_new (AMENDS_TYPE_RISK);
  g_autoptr (AmendsCommunication) row = amends_record_new (AMENDS_TYPE_COMMUNICATION);
  g_autoptr (AmendsAgenda) agenda = amends_record_new (AMENDS_TYPE_AGENDA);
  g_autoptr (AmendsAgendaItem) item = amends_record_new (AMENDS_TYPE_AGENDA_ITEM);
  g_autoptr (AmendsScript) script = amends_record_new (AMENDS_TYPE_SCRIPT);
  g_autoptr (AmendsScriptPart) part = amends_record_new (AMENDS_TYPE_SCRIPT_PART);
  g_autoptr (AmendsStage) stage = amends_record_new (AMENDS_TYPE_STAGE);
  const char *questions[] = { say (l, "question"), NULL };
  const char *checks[] = { say (l, "check"), NULL };
  const char *phrases[] = { say (l, "say"), NULL };
  const char *wrong[] = { say (l, "avoid"), NULL };

  amends_record_set (limit, "text", say (l, "limit"), "why", say (l, "limit-why"), NULL);
  amends_record_set (risk, "kind", "churn", "title", say (l, "risk"), "probability",
                     AMENDS_LEVEL_MEDIUM, "impact", AMENDS_LEVEL_HIGH, "why", say (l, "risk-why"),
                     "mitigation", say (l, "risk-mitigation"), NULL);
  amends_record_set (row, "audience", AMENDS_AUDIENCE_CUSTOMER, "who", say (l, "contact"),
                     "message", say (l, "message"), "channel", AMENDS_CHANNEL_E_MAIL, "timing",
                     say (l, "timing"), NULL);
  amends_record_set (item, "minutes", 5, "title", say (l, "agenda-item"), "text", say (l, "impact"),
                     "cue", say (l, "agenda-cue"), NULL);
  amends_record_set (agenda, "title", say (l, "agenda"), "minutes", 20, "can", phrases, "cannot",
                     wrong, NULL);
  g_list_store_append (agenda->items, item);
  amends_record_set (part, "title", say (l, "script-part"), "text", say (l, "script-text"), "say",
                     phrases, "avoid", wrong, NULL);
  amends_record_set (script, "title", say (l, "script"), NULL);
  g_list_store_append (script->parts, part);
  amends_record_set (stage, "title", say (l, "stage"), "checklist", checks, "questions", questions,
                     NULL);
  amends_record_set (plan, "situation", say (l, "situation"), "questions", questions, NULL);
  g_list_store_append (plan->limits, limit);
  g_list_store_append (plan->risks, risk);
  g_list_store_append (plan->communication, row);
  g_list_store_append (plan->agendas, agenda);
  g_list_store_append (plan->scripts, script);
  g_list_store_append (plan->stages, stage);
  g_set_object (&case_->plan, plan);
}

static void
add_people (AmendsCase *case_, const char *l)
{
  g_autoptr (AmendsStakeholder) one = amends_record_new (AMENDS_TYPE_STAKEHOLDER);
  g_autoptr (AmendsStakeholder) two = amends_record_new (AMENDS_TYPE_STAKEHOLDER);
  const char *sources[] = { say (l, "limit-why"), NULL };

  amends_record_set (one, "role", AMENDS_ROLE_ENGINEERING, "name", say (l, "technical"), "contact",
                     "jonas.weber@example.com", "responsibility", say (l, "action-2"), "raci", "R",
                     "ask", say (l, "ask"), "deadline", HOURS (5), "notified-at", HOURS (1),
                     "acknowledged-at", HOURS (2), "sources", sources, NULL);
  amends_record_set (two, "role", AMENDS_ROLE_VP_CS, "name", say (l, "executive"), "raci", "I",
                     "ask", say (l, "ask"), "deadline", HOURS (30), NULL);
  g_list_store_append (case_->stakeholders, one);
  g_list_store_append (case_->stakeholders, two);
}

static void
add_drafts (AmendsCase *case_, const char *l)
{
  static const struct
  {
    const char *kind;
    AmendsAudience audience;
  } kinds[] = {
    { "first-response", AMENDS_AUDIENCE_CUSTOMER },
    { "progress-update", AMENDS_AUDIENCE_CUSTOMER },
    { "brief-engineering", AMENDS_AUDIENCE_INTERNAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (AmendsDraft) draft = amends_record_new (AMENDS_TYPE_DRAFT);

      amends_record_set (draft, "kind", kinds[i].kind, "audience", kinds[i].audience, "title",
                         say (l, "checkpoint"), "subject", say (l, "subject"), "body",
                         say (l, "body"), "language", l, "recipient", say (l, "contact"), "sent-at",
                         i == 0 ? HOURS (0) + 42 * AMENDS_MINUTE : AMENDS_INSTANT_NONE, NULL);
      g_list_store_append (case_->drafts, draft);
    }
}

static void
add_history (AmendsCase *case_, const char *l)
{
  g_autoptr (AmendsCheckpoint) checkpoint = amends_record_new (AMENDS_TYPE_CHECKPOINT);
  g_autoptr (AmendsCommitment) promise = amends_record_new (AMENDS_TYPE_COMMITMENT);
  g_autoptr (AmendsGoodwill) goodwill = amends_record_new (AMENDS_TYPE_GOODWILL);

  add_event (case_, AMENDS_EVENT_ESCALATION_CREATED, HOURS (0), say (l, "event-1"));
  add_event (case_, AMENDS_EVENT_NOTE, HOURS (32), say (l, "event-2"));
  add_event (case_, AMENDS_EVENT_ESCALATION_STATUS, HOURS (43), say (l, "event-3"));
  add_event (case_, AMENDS_EVENT_DRAFT_EDITED, HOURS (43), say (l, "subject"));
  debrief_case_add_message (case_, AMENDS_DIRECTION_OUTBOUND, HOURS (0) + 42 * AMENDS_MINUTE,
                            say (l, "reply"));
  debrief_case_add_message (case_, AMENDS_DIRECTION_OUTBOUND, HOURS (20), say (l, "update"));
  debrief_case_add_message (case_, AMENDS_DIRECTION_INBOUND, HOURS (49), say (l, "thanks"));
  debrief_case_add_clock (case_, AMENDS_CLOCK_ACKNOWLEDGE, HOURS (1),
                          HOURS (0) + 42 * AMENDS_MINUTE);
  debrief_case_add_clock (case_, AMENDS_CLOCK_UPDATE, HOURS (24), HOURS (20));
  debrief_case_add_clock (case_, AMENDS_CLOCK_RESOLVE, HOURS (48), HOURS (43));
  amends_record_set (checkpoint, "at", HOURS (5), "title", say (l, "checkpoint"), "purpose",
                     say (l, "checkpoint-purpose"), "audience", AMENDS_AUDIENCE_CUSTOMER, "channel",
                     AMENDS_CHANNEL_E_MAIL, "owner", say (l, "owner"), NULL);
  g_list_store_append (case_->checkpoints, checkpoint);
  amends_record_set (promise, "text", say (l, "promise"), "due", HOURS (5), "state",
                     AMENDS_COMMITMENT_KEPT, NULL);
  g_list_store_append (case_->commitments, promise);
  amends_record_set (goodwill, "kind", AMENDS_GOODWILL_CREDIT, "amount", (gint64) 495000,
                     "currency", case_->account->currency, "text", say (l, "goodwill"), "reason",
                     say (l, "impact"), "state", AMENDS_GOODWILL_APPROVED, "approver-role",
                     AMENDS_ROLE_CS_MANAGER, "decided-by", say (l, "executive"), "decided-at",
                     HOURS (26), NULL);
  g_list_store_append (case_->goodwill, goodwill);
}

AmendsCase *
debrief_case_new_full (const char *language)
{
  AmendsCase *case_ = make_case (language, say (language, "title"));

  add_plan (case_, language);
  add_people (case_, language);
  add_drafts (case_, language);
  add_action (case_, AMENDS_HORIZON_IMMEDIATE, AMENDS_STEP_DONE, say (language, "action-1"));
  add_action (case_, AMENDS_HORIZON_SHORT_TERM, AMENDS_STEP_PLANNED, say (language, "action-2"));
  add_action (case_, AMENDS_HORIZON_LONG_TERM, AMENDS_STEP_PLANNED, say (language, "action-3"));
  add_history (case_, language);
  return case_;
}

AmendsCase *
debrief_case_new_sparse (void)
{
  g_autoptr (AmendsEscalation) escalation = amends_record_new (AMENDS_TYPE_ESCALATION);
  g_autoptr (AmendsAccount) account = amends_record_new (AMENDS_TYPE_ACCOUNT);

  amends_record_set (escalation, "statement", "Nothing works.", "received", DEBRIEF_CASE_RECEIVED,
                     "severity", AMENDS_SEVERITY_HIGH, "cycle", 1, NULL);
  return amends_case_new (escalation, account, NULL);
}

AmendsCase *
debrief_case_new_hostile (void)
{
  AmendsCase *case_;

  hostile = TRUE;
  case_ = debrief_case_new_full ("en");
  hostile = FALSE;
  return case_;
}
