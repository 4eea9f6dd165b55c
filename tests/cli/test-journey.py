# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road on the command line: from the customer's words to the debrief."""

import copy
import json
import pathlib
import subprocess

from amendstest import NORTHWAY, Workspace, main, validate


def plan_of_a_critical_case():
    w = Workspace()
    assert w.new(NORTHWAY) == "ESC-0001"
    plan = w.run("plan", "ESC-0001", "--json").json
    validate(plan, "plan")
    case = plan["escalation"]
    assert (case["severity"], case["track"], case["category"]) == ("critical", "p1", "technical"), case
    assert plan["classification"]["churn"]["flag"] is True
    due = {clock["clock"]: clock["due"] for clock in plan["clocks"]}
    assert due["acknowledge"] == "2026-03-10T08:22:00Z", due  # an enterprise VIP: 30 minutes
    assert due["substantive"] == "2026-03-10T08:52:00Z", due
    assert due["resolve"] == "2026-03-11T07:52:00Z", due
    kinds = {draft["kind"] for draft in plan["drafts"]}
    for kind in ("first-response", "progress-update", "resolution", "follow-up", "leadership-brief",
                 "internal-brief"):
        assert kind in kinds, (kind, kinds)
    assert plan["do_not_commit"] and plan["risks"] and plan["agendas"] and plan["actions"]
    first = next(d for d in plan["drafts"] if d["kind"] == "first-response")
    assert "{" not in first["body"] and "Pieter" in first["body"], first["body"]


def plan_formats():
    w = Workspace()
    w.new(NORTHWAY)
    text = w.run("plan", "1").out
    assert "Northway Freight" in text and "Pieter" in text
    assert w.run("plan", "1", "--format", "markdown").out.startswith("# ")
    assert "<html" in w.run("plan", "1", "--format", "html").out
    w.run("plan", "1", "--format", "docx", code=2)


def from_message_to_debrief():
    w = Workspace()
    w.new(NORTHWAY)
    reply = ("Pieter,\n\nsince 06:40 none of your 212 dispatchers can export routes, and trucks wait "
             "at two depots. That is ours to put right.\n\nOur engineers have it now. I call you at "
             "13:30 with what they have found.\n\nMaya Lindqvist\n")
    w.run("draft", "1", "first-response", "--set", w.file("reply.txt", reply))
    assert "212 dispatchers" in w.run("drafts", "1", "first-response").out
    w.run("send", "1", "first-response", "--at", "2026-03-10T09:41:00+01:00")
    plan = w.run("plan", "1", "--json").json
    clocks = {}
    for clock in plan["clocks"]:
        clocks.setdefault(clock["clock"], []).append(clock)
    assert clocks["acknowledge"][0]["met"] == "2026-03-10T08:41:00Z", clocks["acknowledge"]
    assert plan["escalation"]["status"] == "in-progress"
    w.run("send", "1", "first-response", code=1)

    w.run("event", "1", "Lock on the route table found", "--at", "2026-03-10T11:10:00+01:00")
    w.run("event", "1", "We can export again.", "--direction", "inbound", "--channel", "call",
          now="2026-03-10T17:10:00+01:00")
    w.run("resolve", "1", "--fix", "The lock was removed and the export rewritten to read a copy",
          "--cause", "A nightly job held a lock on the route table", "--confirmed",
          now="2026-03-10T17:20:00+01:00")
    assert w.run("list", "--json").json["escalations"][0]["status"] == "resolved"
    w.run("status", "1", "closed", now="2026-03-12T10:00:00+01:00", code=3)

    out = pathlib.Path(w.folder, "debrief.pdf")
    w.run("debrief", "1", "-o", str(out), now="2026-03-12T10:00:00+01:00")
    assert oct(out.stat().st_mode & 0o777) == "0o600"
    text = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True,
                          check=True).stdout.decode()
    assert "Northway Freight" in text and "nightly job" in text, text[:2000]
    for ending in ("md", "html", "json", "txt"):
        w.run("debrief", "1", "-o", f"{w.folder}/debrief.{ending}")
    w.run("debrief", "1", "-o", f"{w.folder}/debrief.xyz", code=1)
    w.run("report", "1", "-o", f"{w.folder}/report.md")
    w.run("calendar", "1", "-o", f"{w.folder}/plan.ics")
    assert "BEGIN:VEVENT" in pathlib.Path(w.folder, "plan.ics").read_text()
    found = w.run("verify", "--json").json
    assert found["ok"] and found["entries"] > 5, found


def reopening_counts_a_cycle():
    w = Workspace()
    w.new(NORTHWAY)
    w.run("resolve", "1", "--fix", "Lock removed")
    w.run("status", "1", "in-progress", "--why", "It is back", now="2026-03-11T09:00:00+01:00")
    clocks = w.run("plan", "1", "--json").json["clocks"]
    assert {c["cycle"] for c in clocks} == {1, 2}, clocks
    acknowledge = [c for c in clocks if c["clock"] == "acknowledge" and c["cycle"] == 2]
    assert acknowledge[0]["due"] == "2026-03-11T08:30:00Z", acknowledge


def reclassifying_needs_a_reason():
    w = Workspace()
    w.new(NORTHWAY)
    w.run("reclassify", "1", "--severity", "high", code=3)
    w.run("reclassify", "1", "--why", "x", code=2)
    w.run("reclassify", "1", "--severity", "high", "--why", "One depot exports again")
    plan = w.run("plan", "1", "--json").json
    assert plan["escalation"]["severity"] == "high"
    resolve = next(c for c in plan["clocks"] if c["clock"] == "resolve")
    assert resolve["due"] == "2026-03-12T07:52:00Z", resolve


def gate_blocks_a_promise():
    w = Workspace()
    w.new(NORTHWAY)
    bad = "Pieter,\n\nthe export will be fixed by 18:00 today, I guarantee it.\n\nMaya\n"
    w.run("draft", "1", "first-response", "--set", w.file("bad.txt", bad))
    w.run("send", "1", "first-response", code=3)
    w.run("send", "1", "first-response", "--override", "Agreed with the VP on the phone")


def search_finds_both_languages():
    w = Workspace()
    w.new(NORTHWAY)
    chinese = copy.deepcopy(NORTHWAY)
    chinese["account"] = {"name": "华东精密制造", "language": "zh-CN"}
    chinese["contact"] = {"name": "陈丽", "title": "数字化总监"}
    chinese["statement"] = "排产报表从周一开始缺少3号车间的数据，高管团队在问。如果本周不能解决，我们会考虑取消续约。"
    w.new(chinese)
    hits = w.run("search", "取消", "--json").json["hits"]
    assert hits and hits[0]["number"] == 2, hits
    assert w.run("search", "dispatchers", "--json").json["hits"][0]["number"] == 1
    assert w.run("search", '" OR NEAR(', "--json").json["hits"] == []
    assert [e["id"] for e in w.run("list", "--status", "open", "--json").json["escalations"]]


def chinese_case_is_answered_in_chinese():
    w = Workspace()
    chinese = {"account": {"name": "华东精密制造", "time_zone": "Asia/Shanghai"},
               "contact": {"name": "陈丽", "title": "数字化总监"},
               "received": "2026-03-10T15:00:00+08:00",
               "statement": "排产报表从周一开始缺少3号车间的数据，高管团队在问，这个问题反复出现。"}
    w.new(chinese)
    plan = w.run("plan", "1", "--json").json
    first = next(d for d in plan["drafts"] if d["kind"] == "first-response")
    assert first["language"] == "zh-CN" and "您好" in first["body"], first


main(plan_of_a_critical_case, plan_formats, from_message_to_debrief, reopening_counts_a_cycle,
     reclassifying_needs_a_reason, gate_blocks_a_promise, search_finds_both_languages,
     chinese_case_is_answered_in_chinese)
