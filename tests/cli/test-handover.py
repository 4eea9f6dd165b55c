# SPDX-License-Identifier: GPL-3.0-or-later
"""A case handed over to a colleague: out of one workspace, into another, and back."""

import copy
import json
import os
import pathlib

from amendstest import NORTHWAY, Workspace, main, validate
from handovertest import MAYA, read, with_team, write

OTHER = {"account": {"name": "Aldous Pharma"}, "contact": {"name": "Gareth Pryce"},
         "received": "2026-03-10T09:00:00+01:00", "statement": "The label printer stands still since six."}


def hand(source, target, *arguments, name="case.json", now="2026-03-10T13:10:00+01:00", code=0):
    path = f"{source.folder}/{name}"
    source.run("export-case", "1", path, now=now)
    result = target.run(*arguments, "import-case", path, "--json", now=now, code=code)
    if code == 0:
        validate(result.json, "handover")
        return result.json
    return result


def dump(workspace, number="1"):
    """The case as a file has it, without what is of this workspace."""
    path = f"{workspace.folder}/dump.json"
    workspace.run("export-case", number, path)
    case = read(path)["case"]
    case["escalation"].pop("number", None)
    return case


def events(case):
    return [event["id"] for event in case["events"] if event.get("kind") != "import-batch"]


def texts(case, kind):
    draft = next(d for d in case["drafts"] if d["kind"] == kind)
    return draft, [v["body"] for v in case["versions"] if v["id"] == draft["id"]]


def the_whole_case_arrives():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    a.run("event", "1", "Lock found 锁", "--at", "2026-03-10T11:10:00+01:00")
    a.run("draft", "1", "first-response", "--set", a.file("mine.txt", "My words.\n\nMaya\n"),
          now="2026-03-10T13:05:00+01:00")
    done = hand(a, b)
    assert (done["id"], done["outcome"]) == ("ESC-0001", "added") and done["events"] > 4, done
    path = pathlib.Path(a.folder, "case.json")
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    validate(read(path), "case")
    one, two = dump(a), dump(b)
    for part in ("account", "contact", "plan", "clocks", "checkpoints", "actions", "messages",
                 "stakeholders", "goodwill"):
        assert one.get(part) == two.get(part), part
    assert one["escalation"] == two["escalation"]
    strip = lambda drafts: [{k: v for k, v in d.items() if k != "version"} for d in drafts]
    assert strip(one["drafts"]) == strip(two["drafts"])
    assert events(one) == events(two)
    mine, versions = texts(two, "first-response")
    assert mine["body"] == "My words.\n\nMaya\n" and len(versions) == 2, versions
    assert [v for v in two["events"] if v.get("kind") == "import-batch"][0]["payload"].count(read(path)["digest"])
    assert b.run("search", "锁", "--json").json["hits"]
    assert b.run("verify", "--json").json["ok"]


def twice_is_once():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    hand(a, b)
    before = dump(b)
    again = hand(a, b)
    assert again["outcome"] == "unchanged" and again["events"] == 0, again
    assert dump(b) == before and len(b.run("list", "--json").json["escalations"]) == 1
    assert "nothing new" in b.run("import-case", f"{a.folder}/case.json").err
    # Into where it came from, too.
    assert a.run("import-case", f"{a.folder}/case.json", "--json").json["outcome"] == "unchanged"


def there_and_back():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    hand(a, b)
    b.run("event", "1", "Called Pieter", "--direction", "two-way", "--channel", "call",
          now="2026-03-10T14:00:00+01:00")
    b.run("draft", "1", "progress-update", "--set", b.file("u.txt", "Their update.\n"),
          now="2026-03-10T14:05:00+01:00")
    back = hand(b, a, now="2026-03-10T14:10:00+01:00")
    assert (back["outcome"], back["kept"]) == ("updated", 0), back
    assert texts(dump(a), "progress-update")[0]["body"] == "Their update.\n"
    plan = a.run("plan", "1", "--json").json
    assert plan["escalation"]["status"] == "in-progress"
    assert a.run("verify", "--json").json["ok"]
    # What is older brings nothing.
    stale = a.run("import-case", f"{a.folder}/case.json", "--json").json
    assert stale["outcome"] == "unchanged", stale
    assert a.run("plan", "1", "--json").json["escalation"]["status"] == "in-progress"


def both_sides_changed():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    hand(a, b)
    a.run("draft", "1", "first-response", "--set", a.file("a.txt", "Ours, older.\n"),
          now="2026-03-10T14:00:00+01:00")
    a.run("reclassify", "1", "--severity", "high", "--why", "Half of them export again",
          now="2026-03-10T14:01:00+01:00")
    b.run("draft", "1", "first-response", "--set", b.file("b.txt", "Theirs, newer.\n"),
          now="2026-03-10T14:01:30+01:00")
    b.run("event", "1", "Rang the depot", now="2026-03-10T14:02:00+01:00")
    b.run("draft", "1", "progress-update", "--set", b.file("c.txt", "Theirs, older.\n"),
          now="2026-03-10T14:02:00+01:00")
    a.run("draft", "1", "progress-update", "--set", a.file("d.txt", "Ours, newer.\n"),
          now="2026-03-10T14:03:00+01:00")
    result = hand(b, a, now="2026-03-10T14:10:00+01:00")
    assert result["outcome"] == "updated" and result["kept"] >= 2, result
    case = dump(a)
    first, versions = texts(case, "first-response")
    assert first["body"] == "Theirs, newer.\n" and "Ours, older.\n" in versions, versions
    assert versions[-1] == first["body"]
    update, versions = texts(case, "progress-update")
    assert update["body"] == "Ours, newer.\n" and "Theirs, older.\n" in versions, versions
    assert versions[-1] == update["body"]
    log = " ".join(event["summary"] or "" for event in case["events"])
    assert "Both sides had changed" in log and "Rang the depot" in log, log
    assert len({event["id"] for event in case["events"]}) == len(case["events"])
    # And the same again is nothing new.
    assert a.run("import-case", f"{b.folder}/case.json", "--json").json["outcome"] == "unchanged"
    assert a.run("verify", "--json").json["ok"]


def a_number_that_is_taken():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    b.new(OTHER)
    done = hand(a, b)
    assert (done["id"], done["number_there"]) == ("ESC-0002", "ESC-0001"), done
    rows = {row["id"]: row["account"] for row in b.run("list", "--json").json["escalations"]}
    assert rows == {"ESC-0001": "Aldous Pharma", "ESC-0002": "Northway Freight"}, rows


def the_account_that_is_here_stays():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    known = copy.deepcopy(OTHER)
    known["account"] = {"name": "NORTHWAY freight", "arr": 1000, "currency": "EUR"}
    known["contact"] = {"name": "P. van Dalen", "email": "P.VANDALEN@northway.example"}
    b.new(known)
    hand(a, b)
    case = dump(b, "2")
    assert case["account"]["name"] == "NORTHWAY freight" and case["account"]["arr"] == 100000, case["account"]
    assert case["contact"]["name"] == "P. van Dalen", case["contact"]


def people_come_by_address():
    a, b = Workspace(), Workspace()
    with_team(Workspace(), a, NORTHWAY)
    done = hand(a, b)
    # Whom the case names, with the managers above them; nobody else.
    assert sorted(done["people_added"]) == ["Grace Adeyemi", "Helen Marsh"], done
    assert b.run("--as", "helen.marsh@harborline.example", "list").code == 0
    again = hand(a, b)
    assert again["people_added"] == [], again


def goodwill_travels_with_its_evidence():
    a, b = Workspace(), Workspace()
    with_team(Workspace(), a, NORTHWAY)
    a.run(*MAYA, "goodwill", "request", "1", "--kind", "credit", "--amount", "12500", "--text",
          "Service credit", "--reason", "Third failure", now="2026-03-10T13:00:00+01:00")
    reply = a.file("r.eml", "From: Helen <helen.marsh@harborline.example>\r\nMessage-ID: <a@b>\r\n"
                   "Date: Tue, 10 Mar 2026 13:05:00 +0100\r\n\r\nApproved.\r\n")
    a.run(*MAYA, "goodwill", "approve", "1", "--reply", reply, now="2026-03-10T13:08:00+01:00")
    hand(a, b)
    row = b.run("goodwill", "list", "1", "--json").json["requests"][0]
    assert (row["state"], row["decided_by"]) == ("approved", "Helen Marsh"), row
    # Here, too, she who asked is known, and nobody approves what he asked for.
    b.run(*MAYA, "goodwill", "edit", "1", "1", "--amount", "13000", now="2026-03-10T15:00:00+01:00")
    own = b.file("own.eml", "From: maya@private.example\r\nSubject: Re: Approval\r\nMessage-ID: <c@d>\r\nDate: Tue, 10 Mar 2026 15:10:00 +0100\r\n\r\nYes.\r\n")
    assert "own request" in b.run(*MAYA, "goodwill", "approve", "1", "--reply", own, code=3,
                                  now="2026-03-10T16:00:00+01:00").err


def bad_files_change_nothing():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    b.new(OTHER)
    path = f"{a.folder}/case.json"
    a.run("export-case", "1", path)
    text = pathlib.Path(path).read_text()
    good = read(path)

    def broken(change, seal=True):
        content = copy.deepcopy(good)
        change(content)
        return write(b, "bad.json", content, seal=seal)

    def event(content):
        content["case"]["events"][0]["summary"] = "Never happened"

    def twin(content):
        content["case"]["drafts"].append(content["case"]["drafts"][0])

    escalation = lambda **facts: lambda c: c["case"]["escalation"].update(facts)
    cases = [  # each file is made just before it is read
        (lambda: b.file("bad.json", ""), "bad.json"),
        (lambda: b.file("bad.json", "# no JSON"), "bad.json:1"),
        (lambda: b.file("bad.json", b"\xff\xfe"), "bad.json"),
        (lambda: b.file("bad.json", text[:len(text) // 2]), "bad.json:"),
        (lambda: b.file("bad.json", "[1, 2]"), "bad.json"),
        (lambda: b.file("bad.json", "{}"), "format"),
        (lambda: b.file("bad.json", json.dumps(NORTHWAY)), "format"),
        (lambda: broken(lambda c: c.update(format="calendar")), "calendar"),
        (lambda: broken(lambda c: c.update(version=2)), "Update it"),
        (lambda: broken(escalation(severity="low"), seal=False), "digest"),
        (lambda: broken(lambda c: c.update(digest="0" * 64), seal=False), "digest"),
        (lambda: broken(event), "case.events[0].digest"),
        (lambda: broken(lambda c: c["case"].pop("account")), "account"),
        (lambda: broken(escalation(severity="dreadful")), "severity"),
        (lambda: broken(escalation(id="../../etc")), "id"),
        (lambda: broken(escalation(received="2031-01-01T00:00:00Z")), "future"),
        (lambda: broken(lambda c: c["case"].update(drafts="none")), "drafts"),
        (lambda: broken(twin), "drafts"),
        (lambda: broken(lambda c: c.update(case=[])), "case"),
        (lambda: f"{b.folder}/missing.json", "missing.json"),
        (lambda: b.folder, ""),
    ]
    for make, words in cases:
        said = b.run("import-case", make(), code=1)
        assert words in said.err and said.err.startswith("amends: "), (words, said.err)
    assert len(b.run("list", "--json").json["escalations"]) == 1
    assert b.run("verify", "--json").json["ok"]


def a_part_of_another_case_stays_there():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    b.new(OTHER)
    stolen = dump(b)["drafts"][0]["id"]
    path = f"{a.folder}/case.json"
    a.run("export-case", "1", path)
    content = read(path)
    content["case"]["drafts"][0]["id"] = stolen
    said = b.run("import-case", write(b, "bad.json", content), code=1).err
    assert "belongs to another case" in said, said
    assert len(b.run("list", "--json").json["escalations"]) == 1


def a_playbook_that_is_not_here():
    a, b = Workspace(), Workspace()
    a.new(NORTHWAY)
    path = f"{a.folder}/case.json"
    a.run("export-case", "1", path)
    content = read(path)
    content["case"]["escalation"]["playbook"] = "acme"
    content["case"]["escalation"]["a_thing_of_tomorrow"] = 1
    done = b.run("import-case", write(b, "acme.json", content), "--json").json
    assert "acme" in done["playbook_notice"] and done["outcome"] == "added", done
    newer = read(path)
    newer["case"]["escalation"]["playbook_version"] = 99
    done = Workspace().run("import-case", write(b, "newer.json", newer), "--json").json
    assert "99" in done["playbook_notice"], done


def nothing_is_half_written():
    a = Workspace()
    a.new(NORTHWAY)
    folder = pathlib.Path(a.folder, "closed")
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o500)
        a.run("export-case", "1", str(folder / "x.json"), code=1)
    a.run("export-case", "1", str(folder / "no" / "x.json"), code=1)
    a.run("export-case", "7", f"{a.folder}/x.json", code=1)
    a.run("export-case", "1", code=2)
    assert not pathlib.Path(a.folder, "x.json").exists()


main(the_whole_case_arrives, twice_is_once, there_and_back, both_sides_changed,
     a_number_that_is_taken, the_account_that_is_here_stays, people_come_by_address,
     goodwill_travels_with_its_evidence, bad_files_change_nothing,
     a_part_of_another_case_stays_there, a_playbook_that_is_not_here, nothing_is_half_written)
