# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong is said with its place; nothing is lost and nothing crashes."""

import copy
import json
import os
import pathlib
import shutil

from amendstest import DATA, NORTHWAY, Workspace, main, validate


def refused(w, intake, *words, code=1):
    path = w.file("bad.json", intake if isinstance(intake, (str, bytes)) else json.dumps(intake))
    result = w.run("new", path, code=code)
    for word in words:
        assert word in result.err, (word, result.err)
    assert result.out == ""
    return result


def wrong_json():
    w = Workspace()
    refused(w, "{", "bad.json")
    refused(w, '{"account":{"name":"A"},"statement":"x","statement":"y"}', "statement")
    refused(w, '{"account":{"name":"A"},\n"statement":5}', "bad.json:2", "statement")
    refused(w, '{"account":{"name":"A"}}', "statement")
    refused(w, '{"statement":"x"}', "account")
    refused(w, '{"account":{"name":""},"statement":"x"}', "account.name")
    refused(w, b'\xff\xfe{"account":1}')
    refused(w, "[" * 100000)
    assert w.run("list", "--json").json["escalations"] == []


def wrong_values():
    w = Workspace()
    for path, value, word in [
            (("account", "time_zone"), "America/Nowhere", "America/Nowhere"),
            (("account", "renewal"), "1026-04-24", "renewal"),
            (("account", "renewal"), "24 April", "renewal"),
            (("account", "currency"), "GOLD", "currency"),
            (("account", "health"), 101, "health"),
            (("account", "arr"), -5, "arr"),
            (("account", "segment"), "huge", "segment"),
            (("received",), "1926-03-10T08:52:00+01:00", "received"),
            (("received",), "2026-03-10T08:52:00", "received"),
            (("received",), "2026-04-10T08:52:00+01:00", "received"),
            (("users_affected",), -3, "users_affected"),
            (("channel",), "pigeon", "channel"),
            (("stakeholders",), [{"role": "wizard"}], "role"),
            (("fix",), {"confirmed_at": "soon"}, "confirmed_at")]:
        intake = copy.deepcopy(NORTHWAY)
        target = intake
        for key in path[:-1]:
            target = target[key]
        target[path[-1]] = value
        refused(w, intake, word)


def errors_as_json():
    w = Workspace()
    path = w.file("bad.json", '{"account":{"name":"A"},\n"statement":5}')
    result = w.run("new", path, "--json", code=1)
    error = json.loads(result.err)
    validate(error, "error")
    assert error["line"] == 2 and error["field"] == "statement" and error["file"] == "bad.json"


def unknown_keys_warn():
    w = Workspace()
    intake = dict(NORTHWAY, colour="blue")
    path = w.file("intake.json", json.dumps(intake))
    result = w.run("new", path)
    assert "colour" in result.err and result.out.strip() == "ESC-0001"


def hostile_text_stays_text():
    w = Workspace()
    nasty = "<b>&amp; R&D</b> \u202ereversed\u202c \u0007 \x1b[31m \ufffe 100% '); DROP TABLE draft; --"
    intake = copy.deepcopy(NORTHWAY)
    intake["account"]["name"] = "R&D <b>Ltd</b>"
    intake["contact"]["name"] = "Ann <script>alert(1)</script>"
    for field in ("statement", "impact", "underlying_issue", "affected_feature", "since"):
        intake[field] = nasty
    intake["actions_taken"] = [{"at": "2026-03-10T09:20:00+01:00", "text": nasty}]
    intake["offer"] = intake["cannot_offer"] = intake["open_items"] = [nasty]
    w.new(intake)
    html = w.run("plan", "1", "--format", "html").out
    assert "<script>" not in html and "<b>&" not in html
    assert "\u202e" not in html and "\x07" not in html
    for kind in ("md", "html", "pdf", "json", "txt"):
        w.run("debrief", "1", "-o", f"{w.folder}/debrief.{kind}")
    w.run("calendar", "1", "-o", f"{w.folder}/x.ics")
    assert w.run("verify", "--json").json["ok"]


def sizes():
    w = Workspace()
    refused(w, json.dumps(dict(NORTHWAY, impact="x" * 10_000_000)), "impact")
    big = w.file("big.txt", "Nothing works. " * 700_000)
    assert "MB" in w.run("new", big, "--account", "A", code=1).err
    w.run("new", w.file("empty.txt", ""), "--account", "A", code=1)
    w.run("new", w.file("nul.txt", b"\0\0\0"), "--account", "A", code=1)
    w.run("new", w.folder + "/missing.json", code=1)
    w.run("new", w.folder, code=1)
    w.new({"account": {"name": "A"}, "statement": "It is slow."})
    assert "A" in w.run("plan", "1").out


def playbook_faults():
    w = Workspace()
    own = pathlib.Path(w.folder, "config/amends/playbooks/standard")
    own.mkdir(parents=True)
    (own / "playbook.json").write_text("{ half a file")
    error = w.run("new", w.file("x.json", json.dumps(NORTHWAY)), code=1).err
    assert "playbook.json" in error, error
    shutil.rmtree(own)
    w.run("deadline", "--severity", "low", "--received", "now", "--playbook", "nowhere", code=1)


def damaged_database():
    w = Workspace()
    w.new(NORTHWAY)
    database = pathlib.Path(w.path, "workspace.db")
    whole = database.read_bytes()
    database.write_bytes(b"garbage" * 1000)
    for extra in ("workspace.db-wal", "workspace.db-shm"):
        pathlib.Path(w.path, extra).unlink(missing_ok=True)
    assert w.run("list", code=1).err
    database.write_bytes(whole)
    assert len(w.run("list", "--json").json["escalations"]) == 1


def usage():
    w = Workspace()
    w.run("explode", code=2)
    w.run("plan", code=2)
    w.run("plan", "1", "--colour", code=2)
    w.run("plan", "ESC-9999", code=1)
    w.run("plan", "nonsense", code=1)
    w.run("deadline", code=2)
    w.run("deadline", "--severity", "awful", "--received", "now", code=2)
    w.run("deadline", "--severity", "low", "--received", "yesterday", code=1)
    w.run("deadline", "--severity", "low", "--received", "2026-03-10T09:00:00Z", "--pause",
          "2026-03-10T12:00:00Z/2026-03-10T11:00:00Z", code=1)
    assert "plan" in w.run("--help").out
    assert w.run("--version").out.startswith("Amends ")
    w.run("list", now="not a time", code=1)


main(wrong_json, wrong_values, errors_as_json, unknown_keys_warn, hostile_text_stays_text, sizes,
     playbook_faults, damaged_database, usage)
