# SPDX-License-Identifier: GPL-3.0-or-later
"""A CRM from the command line: connect, sync, a colleague's changes, conflicts, and no secret."""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import urllib.request

from amendstest import NORTHWAY, Workspace, main, validate

PEERS = pathlib.Path(__file__).parent.parent / "peers"
CANARY = "canary-7f3a91c2e5-secret"


class Peer:
    def __init__(self, name="espocrm"):
        self.process = subprocess.Popen(
            [sys.executable, str(PEERS / f"{name}.py"), "--until-stdin-closes"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1"))
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.call("options", {"keys": [CANARY]})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)

    def call(self, path, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_peer/{path}", data=data,
                                         method=method or ("GET" if body is None else "POST"),
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def records(self, entity):
        return self.call(f"state?entity={entity}")["records"]

    def put(self, entity, record, by="Robin Mertens"):
        return self.call("put", {"entity": entity, "record": record, "by": by})


class Synced(Workspace):
    """Connected to a peer; there is no keyring, so that the key is given each time."""

    def __init__(self, peer):
        super().__init__()
        self.peer = peer
        self.told = ""
        self.crm("connect", "--type", "espocrm", "--url", peer.url, "--json")

    def crm(self, *arguments, code=0):
        result = self.run("crm", *arguments, stdin=CANARY.encode() + b"\n", code=code)
        self.told += result.out + result.err
        return result

    def sync(self, *arguments, code=0):
        result = self.run("sync", "--key-fd", "0", "--json", *arguments, code=code,
                          stdin=CANARY.encode())
        self.told += result.out + result.err
        if code == 0:
            validate(result.json, "sync")
            return result.json
        return result

    def listed(self, name):
        result = self.crm(name, "--json").json
        validate(result, f"crm-{name}")
        return result[name]

    def case(self, number="1"):
        return self.run("plan", number, "--json").json["escalation"]

    def log(self, number="1"):
        file = os.path.join(self.folder, "case.json")
        pathlib.Path(file).unlink(missing_ok=True)
        self.run("export-case", number, file)
        return json.loads(pathlib.Path(file).read_text())["case"]["events"]


def with_peer(test):
    def run():
        with Peer() as peer:
            test(peer, Synced(peer))
    run.__name__ = test.__name__
    return run


@with_peer
def accounts_and_contacts_come_in(peer, w):
    account = peer.put("Account", {"name": "Harbour Retail", "description": "Since 2019"})
    peer.put("Contact", {"name": "Joan Diaz", "accountId": account["id"],
                         "emailAddress": "joan@harbour.example", "title": "COO"})
    first = w.sync()
    assert first["kinds"]["account"]["pulled"] == 1 and first["kinds"]["contact"]["pulled"] == 1, first
    rows = w.run("accounts", "--json").json["accounts"]
    assert [row["name"] for row in rows] == ["Harbour Retail"], rows
    again = w.sync()
    assert again["kinds"].get("account", {}).get("pulled", 0) == 0, again
    peer.put("Account", {"id": account["id"], "name": "Harbour Retail Group"})
    assert w.sync()["kinds"]["account"]["updated"] == 1
    rows = w.run("accounts", "--json").json["accounts"]
    assert [row["name"] for row in rows] == ["Harbour Retail Group"], rows


@with_peer
def calls_come_in(peer, w):
    account = peer.put("Account", {"name": "Harbour Retail"})
    calls = [peer.put("Call", {"name": f"Call {n}", "accountId": account["id"], "direction": "Inbound",
                               "dateStart": "2026-03-01 10:00:00", "description": "Tills “stand” 收银"})
             for n in range(3)]
    peer.put("Call", {"name": "Of nobody", "dateStart": "2026-03-01 10:00:00"})
    assert w.sync()["kinds"]["interaction"]["pulled"] == 3
    peer.put("Call", {"id": calls[1]["id"], "name": "Call with Joan"})
    assert w.sync()["kinds"]["interaction"]["updated"] == 1
    database = sqlite3.connect(f"file:{w.path}/workspace.db?mode=ro", uri=True)
    rows = database.execute("SELECT kind, at, subject, source, sample, text FROM interaction"
                            " ORDER BY subject").fetchall()
    assert rows == [("call", 1772359200000, name, "crm", 0, "Tills “stand” 收银")
                    for name in ("Call 0", "Call 2", "Call with Joan")], rows
    assert database.execute("SELECT count (*) FROM search_interaction_docsize").fetchone() == (3,)
    w.run("verify")


@with_peer
def a_case_goes_out_once(peer, w):
    w.new(NORTHWAY)
    waiting = w.listed("queue")
    assert waiting[0]["title"].startswith("Escalation: ") and not waiting[0]["refused"], waiting[0]
    trial = w.sync("--dry-run")
    assert trial["dry_run"] and trial["kinds"]["case"]["pushed"] == 1, trial
    assert peer.records("Case") == []
    report = w.sync()
    assert report["kinds"]["case"]["pushed"] == 1, report
    cases = peer.records("Case")
    assert len(cases) == 1 and cases[0]["priority"] == "Urgent", cases
    tasks = peer.records("Task")
    assert tasks and all(task["parentId"] == cases[0]["id"] for task in tasks), tasks
    assert w.listed("queue") == [], w.listed("queue")
    w.sync()
    assert len(peer.records("Case")) == 1 and len(peer.records("Task")) == len(tasks)


@with_peer
def what_is_known_here_is_not_doubled(peer, w):
    w.new(NORTHWAY)
    account = peer.put("Account", {"name": "northway freight", "description": "Pays late"})
    w.sync()
    rows = w.run("accounts", "--json").json["accounts"]
    assert len(rows) == 1, rows
    case, = peer.records("Case")
    assert case["accountId"] == account["id"], case
    w.crm("disconnect")
    w.crm("connect", "--type", "espocrm", "--url", peer.url)
    w.run("status", "1", "in-progress")
    w.sync()
    assert len(w.run("accounts", "--json").json["accounts"]) == 1
    case, = peer.records("Case")
    assert case["status"] == "Assigned", case


@with_peer
def another_crm_begins_anew(peer, w):
    """What was linked to one means nothing to another: no row of the first goes to the second."""
    peer.put("Account", {"name": "Harbour Retail"})
    w.new(NORTHWAY)
    w.sync()
    with Peer() as other:
        w.crm("connect", "--type", "espocrm", "--url", other.url, "--first-push")
        w.sync()
        assert len(other.records("Case")) == 1 and len(peer.records("Case")) == 1
        assert len(w.run("accounts", "--json").json["accounts"]) == 2


@with_peer
def answers_that_do_not_come(peer, w):
    w.new(NORTHWAY)
    peer.call("fault", {"kind": "answer-lost", "times": -1, "method": "POST", "path": "api/v1"})
    for _ in range(3):
        w.run("sync", "--key-fd", "0", stdin=CANARY.encode(), code=None)
    peer.call("fault", method="DELETE")
    w.sync()
    assert len(peer.records("Case")) == 1, peer.records("Case")
    names = [task["name"] for task in peer.records("Task")]
    keys = [task["cAmendsKey"] for task in peer.records("Task")]
    assert len(keys) == len(set(keys)), names


@with_peer
def a_colleague_works_on_it(peer, w):
    w.new(NORTHWAY)
    w.sync()
    case = peer.records("Case")[0]
    peer.put("Case", {"id": case["id"], "status": "Pending"}, by="Robin Mertens")
    peer.put("Note", {"type": "Post", "post": "Spoke to Pieter: he tests tonight.",
                      "parentType": "Case", "parentId": case["id"]}, by="Robin Mertens")
    report = w.sync()
    assert report["kinds"]["case"]["updated"] == 1, report
    assert w.case()["status"] == "waiting"
    entries = w.log()
    status = [e for e in entries if e.get("kind") == "escalation-status"][-1]
    assert status["actor"] == "Robin Mertens", status
    assert any("he tests tonight" in (e.get("summary") or "") for e in entries)
    assert w.listed("queue") == []


@with_peer
def both_change_it(peer, w):
    w.new(NORTHWAY)
    w.sync()
    case = peer.records("Case")[0]
    w.run("status", "1", "in-progress")
    peer.put("Case", {"id": case["id"], "status": "Pending"}, by="Robin Mertens")
    report = w.sync()
    assert report["conflicts"] == 1, report
    assert w.case()["status"] == "waiting"
    conflict, = w.listed("conflicts")
    assert (conflict["ours"], conflict["theirs"]) == ("In progress", "Waiting on customer"), conflict
    assert conflict["theirs_by"] == "Robin Mertens" and conflict["ours_by"], conflict
    w.crm("settle", conflict["id"], code=2)
    w.crm("settle", conflict["id"], "--ours")
    w.sync()
    assert peer.records("Case")[0]["status"] == "Assigned", peer.records("Case")
    assert w.case()["status"] == "in-progress"
    assert w.listed("conflicts") == []
    w.crm("settle", conflict["id"], "--ours", code=1)


@with_peer
def what_the_rules_forbid(peer, w):
    """A critical case is not closed without its debrief, whatever the CRM says."""
    w.new(NORTHWAY)
    w.sync()
    case = peer.records("Case")[0]
    peer.put("Case", {"id": case["id"], "status": "Duplicate"}, by="Robin Mertens")
    w.sync()
    peer.put("Case", {"id": case["id"], "status": "Pending"}, by="Robin Mertens")
    report = w.sync()
    assert report["conflicts"] == 1, report
    assert w.case()["status"] == "duplicate"
    conflict, = w.listed("conflicts")
    assert w.crm("settle", conflict["id"], "--theirs", code=1).err
    assert peer.records("Case")[0]["status"] == "Pending"


@with_peer
def removal_is_asked_about(peer, w):
    ids = [peer.put("Account", {"name": f"Account {n}"})["id"] for n in range(12)]
    w.sync()
    for record in ids[:9]:
        peer.call("delete", {"entity": "Account", "id": record})
    report = w.sync("--everything")
    assert report["ask_removal"] == 9, report
    assert len(w.run("accounts", "--json").json["accounts"]) == 12
    w.sync("--allow-removal")
    assert len(w.run("accounts", "--json").json["accounts"]) == 3


@with_peer
def faults_are_told(peer, w):
    w.new(NORTHWAY)
    peer.call("options", {"keys": ["another"]})
    failed = w.sync(code=1)
    message = json.loads(failed.err)["message"]
    assert "key" in message.lower(), message
    peer.call("options", {"keys": [CANARY]})
    status = w.crm("status", "--json").json
    validate(status, "crm-status")
    assert status["problem"] and status["queued"] > 0, status
    w.sync()
    status = w.crm("status", "--json").json
    assert status["problem"] is None and status["queued"] == 0, status
    peer.__exit__()
    failed = w.sync(code=1)
    assert "reach" in json.loads(failed.err)["message"], failed.err


@with_peer
def the_map_can_be_changed(peer, w):
    account = peer.put("Account", {"name": "Harbour Retail", "cRenewal": "2026-09-30", "cHealth": 61})
    w.sync()
    row, = w.run("accounts", "--json").json["accounts"]
    assert row["renewal"] is None
    w.crm("map", "account", "renewal", "cRenewal")
    w.crm("map", "account", "health", "cHealth")
    w.crm("map", "account", "colour", "cColour", code=1)
    w.crm("map", "account", "renewal", code=2)
    w.sync()
    row, = w.run("accounts", "--json").json["accounts"]
    assert (row["renewal"], row["health"]) == ("2026-09-30", 61), row
    rows = w.run("crm", "map", "--key-fd", "0", "--json", stdin=CANARY.encode()).json
    validate(rows, "crm-map")
    assert {"kind": "account", "field": "renewal", "remote": "cRenewal",
            "example": "2026-09-30"} in rows["map"], account


def bad_calls():
    w = Workspace()
    w.run("sync", code=1)
    w.run("crm", code=2)
    w.run("crm", "dance", code=2)
    w.run("crm", "connect", code=2, stdin=b"x")
    w.run("crm", "connect", "--type", "espocrm", "--url", "http://127.0.0.1:1", code=2, stdin=b"")
    w.run("crm", "connect", "--type", "nimbus", "--url", "http://127.0.0.1:1", code=1, stdin=b"x")
    w.run("crm", "connect", "--type", "espocrm", "--url", "http://example.com/", code=1, stdin=b"x")
    status = w.run("crm", "status", "--json").json
    validate(status, "crm-status")
    assert status["connected"] is False, status


@with_peer
def no_secret_anywhere(peer, w):
    w.new(NORTHWAY)
    w.sync()
    w.crm("test", "--key-fd", "0", "--json")
    peer.call("options", {"keys": ["another"]})
    w.sync(code=1)
    secret = CANARY.encode()
    for path in pathlib.Path(w.folder).rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes(), path
    assert CANARY not in w.told
    for request in peer.call("log")["requests"]:
        assert CANARY not in request["target"] and CANARY not in json.dumps(request["body"]), request
    w.crm("disconnect")
    assert w.crm("status", "--json").json["connected"] is False


main(accounts_and_contacts_come_in, calls_come_in, a_case_goes_out_once, what_is_known_here_is_not_doubled,
     another_crm_begins_anew, answers_that_do_not_come,
     a_colleague_works_on_it, both_change_it, what_the_rules_forbid, removal_is_asked_about,
     faults_are_told, the_map_can_be_changed, bad_calls, no_secret_anywhere)
