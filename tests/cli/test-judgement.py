# SPDX-License-Identifier: GPL-3.0-or-later
"""classify, check and deadline: no workspace is needed and none is made."""

import json
import os

from amendstest import Workspace, main, validate


def classification():
    w = Workspace()
    found = w.run("classify", "-", "--json", stdin=(
        b"The invoice for March charges us twice. If this is not corrected we will cancel our "
        b"contract and move to another vendor.\n")).json
    validate(found, "classification")
    assert found["category"] == "commercial", found
    assert found["churn"]["flag"] is True
    for signal in found["signals"]:
        assert signal["end"] > signal["start"] >= 0
    assert not os.path.exists(w.path), "classify must not make a workspace"


def vendor_cancelled_is_no_threat():
    w = Workspace()
    text = b"You cancelled my order without telling me and I had to buy it elsewhere."
    assert w.run("classify", "-", "--json", stdin=text).json["churn"]["flag"] is False
    text = "不会取消，只是想了解一下发票。".encode()
    assert w.run("classify", "-", "--json", stdin=text).json["churn"]["flag"] is False


def batch_keeps_order_and_reports_bad_lines():
    w = Workspace()
    lines = [json.dumps({"id": "a", "text": "Nothing works since this morning."}), "{broken",
             json.dumps({"id": "b", "text": "系统崩溃，所有用户无法登录。"}, ensure_ascii=False)]
    result = w.run("classify", "-", "--batch", stdin="\n".join(lines).encode(), code=1)
    found = [json.loads(line) for line in result.out.splitlines()]
    assert [f["id"] for f in found] == ["a", "b"]
    assert "line 2" in result.err, result.err


def gate():
    w = Workspace()
    text = "Pieter,\n\nwe should be fine, it will be fixed by 18:00 today. I guarantee it.\n"
    result = w.run("check", "-", "--json", stdin=text.encode(), code=3)
    found = result.json
    validate(found, "gate")
    rules = {f["rule"] for f in found["findings"]}
    assert found["blocked"] and {"unconfirmed-date", "over-promise"} <= rules, rules
    for finding in found["findings"]:
        if finding["rule"] != "next-update":
            assert text[finding["start"]:finding["end"]] == finding["text"], finding


def gate_is_quiet_on_good_text():
    w = Workspace()
    text = ("Pieter,\n\nsince 06:40 none of your dispatchers can export routes, and trucks wait at two "
            "depots. That is ours to put right.\n\nOur engineers are on it. I call you at 16:00 with "
            "what they have found, and you hear from me every four hours after that.\n\nMaya\n")
    found = w.run("check", "-", "--json", stdin=text.encode()).json
    assert found["findings"] == [], found


def deadline_around_the_clock():
    w = Workspace()
    found = w.run("deadline", "--severity", "critical", "--received", "2026-03-28T22:30:00+01:00",
                  "--json").json
    validate(found, "deadline")
    due = {c["clock"]: c["due"] for c in found["clocks"]}
    assert due["acknowledge"] == "2026-03-28T22:30:00Z", due
    assert due["resolve"] == "2026-03-29T21:30:00Z", due


def deadline_in_working_hours():
    w = Workspace()
    calendar = {"time_zone": "Europe/Berlin",
                "hours": {d: [["09:00", "12:30"], ["13:30", "17:00"]]
                          for d in ("mon", "tue", "wed", "thu", "fri")},
                "holidays": ["2026-04-03"], "day_minutes": 420}
    path = w.file("calendar.json", json.dumps(calendar))
    found = w.run("deadline", "--severity", "medium", "--received", "2026-04-01T15:00:00+02:00",
                  "--calendar", path, "--json").json
    due = {c["clock"]: c["due"] for c in found["clocks"]}
    # Eight working hours: 2 h on Wednesday, 6 of 7 on Thursday: 09:00-12:30, 13:30-16:00.
    assert due["substantive"] == "2026-04-02T14:00:00Z", due
    # Five days of 7 h: Wed 2, Thu 7, Fri is a holiday, Mon to Wed 7 each, Thu 5 h: 15:00.
    assert due["resolve"] == "2026-04-09T13:00:00Z", due
    paused = w.run("deadline", "--severity", "medium", "--received", "2026-04-01T15:00:00+02:00",
                   "--calendar", path, "--pause",
                   "2026-04-02T08:00:00+02:00/2026-04-02T10:00:00+02:00", "--json").json
    due = {c["clock"]: c["due"] for c in paused["clocks"]}
    assert due["resolve"] == "2026-04-09T14:00:00Z", due
    assert due["substantive"] == "2026-04-02T14:00:00Z", due


def support_led_is_another_playbook():
    w = Workspace()
    found = w.run("deadline", "--severity", "low", "--received", "2026-03-10T09:00:00Z",
                  "--playbook", "support-led", "--json").json
    rules = {c["clock"]: c for c in found["clocks"]}
    assert "48" in json.dumps(rules["substantive"]), rules["substantive"]


main(classification, vendor_cancelled_is_no_threat, batch_keeps_order_and_reports_bad_lines, gate,
     gate_is_quiet_on_good_text, deadline_around_the_clock, deadline_in_working_hours,
     support_led_is_another_playbook)
