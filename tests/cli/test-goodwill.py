# SPDX-License-Identifier: GPL-3.0-or-later
"""Goodwill: asked for, approved by somebody else, offered; and every way in which it is refused."""

import copy
import json
import pathlib
import shutil

from amendstest import NORTHWAY, Workspace, main, validate
from handovertest import HELEN, MAYA, with_team

ASKED = "2026-03-10T13:00:00+01:00"
LATER = "2026-03-10T15:00:00+01:00"
CREDIT = ("--kind", "credit", "--text", "Service credit on the March invoice",
          "--reason", "Third failure in five weeks")


class Team(Workspace):
    """Northway's case in a workspace that knows the team; calls are Maya's unless said otherwise."""

    ready = {}  # workspaces to copy, by what was told

    def __init__(self, intake=NORTHWAY):
        super().__init__()
        key = json.dumps(intake)
        if key not in self.ready:
            first = Workspace()
            self.ready[key] = with_team(Workspace(), first, intake), first.path
        self.id, path = self.ready[key]
        shutil.copytree(path, self.path)

    def goodwill(self, *arguments, who=MAYA, now=LATER, code=0):
        return self.run(*who, "goodwill", *arguments, now=now, code=code)

    def request(self, *arguments, who=MAYA, now=ASKED, code=0):
        result = self.goodwill("request", self.id, *(arguments or ("--amount", "12500", *CREDIT)),
                               "--json", who=who, now=now, code=code)
        if code == 0:
            validate(result.json, "goodwill-request")
            return result.json
        return result

    def mail(self, text="Approved.", sender="Helen Marsh <helen.marsh@harborline.example>",
             date="Tue, 10 Mar 2026 14:00:00 +0100", identifier="<one@harborline.example>"):
        head = [f"From: {sender}", "To: maya.lindqvist@harborline.example",
                "Subject: Re: Approval", f"Message-ID: {identifier}",
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit"]
        if date:
            head.insert(1, f"Date: {date}")
        return self.file("reply.eml", "\r\n".join(head) + "\r\n\r\n" + text.replace("\n", "\r\n") + "\r\n")

    def approve(self, *request, code=0, who=MAYA, now=LATER, command="approve", **mail):
        result = self.goodwill(command, self.id, *request, "--reply", self.mail(**mail), "--json",
                               who=who, now=now, code=code)
        if code == 0:
            validate(result.json, "goodwill-request")
            return result.json
        return result

    def list(self, *arguments, now=LATER):
        result = self.goodwill("list", *arguments, "--json", now=now).json
        validate(result, "goodwill-list")
        return result["requests"]


def suggestion_is_in_proportion():
    w = Team()
    found = w.goodwill("suggest", w.id, "--json").json
    validate(found, "goodwill-suggestions")
    credit = next(s for s in found["suggestions"] if s["kind"] == "credit")
    assert (credit["amount"], credit["currency"]) == (27000, "USD"), credit  # 5 % of 540,000
    assert credit["approver_role"] == "vp-cs" and "$5,000" in credit["who"], credit
    assert "tier 1" in credit["reason"] and "5 %" in credit["reason"], credit
    assert "27,000" in w.goodwill("suggest", w.id).out
    small = copy.deepcopy(NORTHWAY)
    small["account"].update(arr=8000, segment="smb")
    little = Team(small).goodwill("suggest", "1", "--json").json["suggestions"]
    assert next(s for s in little if s["kind"] == "credit")["amount"] == 200, little


def suggestion_speaks_the_language_of_the_case():
    chinese = {"account": {"name": "华东精密制造", "arr": 2860000, "currency": "CNY",
                           "segment": "enterprise", "language": "zh-CN"},
               "contact": {"name": "陈丽", "title": "数字化总监"},
               "received": "2026-03-10T08:52:00+01:00", "severity": "high",
               "statement": "排产报表从周一开始缺少3号车间的数据，生产停了，高管团队在问。"}
    w = Team(chinese)
    found = w.goodwill("suggest", w.id, "--json").json["suggestions"]
    assert found and "年合同额" in found[0]["reason"] and "抵扣" in found[0]["text"], found


def approved_by_another_person():
    w = Team()
    asked = w.request()
    assert (asked["state"], asked["approver_role"], asked["approver"]) == \
        ("requested", "vp-cs", "Helen Marsh"), asked
    assert asked["recipient"] == "Pieter van Dalen" and asked["share_of_arr"] == round(12500 / 540000, 6)
    offer = w.file("offer.txt", "Pieter,\n\nwe credit your account with $12,500. I call you at 16:00.\n\nMaya\n")
    w.run("check", offer, "--escalation", w.id, now=LATER, code=3)
    drafts = {d["kind"] for d in w.run("plan", w.id, "--json").json["drafts"]}
    assert "goodwill-offer" not in drafts
    done = w.approve()
    assert (done["state"], done["decided_by"], done["evidence_kind"]) == \
        ("approved", "Helen Marsh", "reply"), done
    assert "recorded by Maya Lindqvist" in done["evidence"], done
    assert done["decided_at"] == "2026-03-10T13:00:00Z" and done["expires"] == "2026-04-09T13:00:00Z"
    draft = next(d for d in w.run("plan", w.id, "--json").json["drafts"] if d["kind"] == "goodwill-offer")
    assert "Service credit on the March invoice" in draft["body"] or \
        "service credit on the March invoice" in draft["body"], draft
    w.run("check", offer, "--escalation", w.id, now=LATER)
    log = w.run("search", "Helen Marsh").out
    assert w.run("verify", "--json").json["ok"], log


def edits_of_the_drafts_are_kept():
    w = Team()
    mine = "Pieter,\n\nmy own words stay. I call you at 16:00.\n\nMaya\n"
    w.run("draft", w.id, "first-response", "--set", w.file("mine.txt", mine))
    w.request()
    w.approve()
    assert "my own words stay" in w.run("drafts", w.id, "first-response").out


def manager_approves_within_the_limit():
    w = Team()
    asked = w.request("--amount", "4000", *CREDIT)
    assert asked["approver_role"] == "cs-manager" and asked["approver"] == "Ruth Okafor", asked
    assert w.approve(sender="Ruth Okafor <ruth.okafor@harborline.example>")["state"] == "approved"
    above = Team()
    above.request("--amount", "4000", *CREDIT)
    assert above.approve()["decided_by"] == "Helen Marsh"  # further up in the list
    top = Team()
    top.request()
    # The VP's own manager, whose role no list names.
    assert top.approve(sender="Grace <grace@harborline.example>")["decided_by"] == "Grace Adeyemi"


def nobody_approves_his_own_request():
    w = Team()
    w.request()
    said = w.goodwill("approve", w.id, code=3).err
    assert "own request" in said and "Helen Marsh" in said, said
    for address in ("maya.lindqvist@harborline.example", "maya@private.example", "MAYA@PRIVATE.EXAMPLE"):
        said = w.approve(sender=f"Maya <{address}>", code=3).err
        assert "own request" in said, said
    said = w.approve(sender="Maya Lindqvist <maya@elsewhere.example>", code=3).err
    assert "own request" in said, said
    assert w.list()[0]["state"] == "requested"
    boss = Team()
    boss.request(who=HELEN)
    assert "own request" in boss.approve(sender="Helen <helen@private.example>", code=3).err
    # Whoever changes the sum asks for it, too.
    changed = Team()
    changed.request()
    changed.goodwill("edit", changed.id, "--amount", "20000", who=HELEN, now=ASKED)
    assert "own request" in changed.approve(code=3).err


def wrong_people_are_refused():
    w = Team()
    w.request()
    assert "Jonas Weber" in w.approve(sender="jonas.weber@harborline.example", code=3).err
    assert "VP Customer Success" in w.approve(sender="Ruth <ruth.okafor@harborline.example>", code=3).err
    assert "no address of anybody" in w.approve(sender="Helen Marsh <helen@evil.example>", code=3).err
    assert w.list()[0]["state"] == "requested"


def wrong_times_are_refused():
    w = Team()
    w.request()
    assert "cannot speak of this" in w.approve(date="Tue, 10 Mar 2026 12:00:00 +0100", code=3).err
    assert "future" in w.approve(date="Tue, 10 Mar 2026 18:00:00 +0100", code=3).err
    assert "no date" in w.approve(date=None, code=3).err


def a_refusal_is_no_approval():
    for text in ("No, we cannot do that.", "Hi Maya,\n\nno.\n\nHelen", "This is not approved.",
                 "Sorry Maya, I can’t approve this one.", "Declined - too much.", "不同意，金额太高。",
                 "玛雅：\n\n暂不批准。"):
        w = Team()
        w.request()
        said = w.approve(text=text, code=3).err
        assert "declines" in said, (text, said)
    for text in ("No problem, approved.", "Approved. No need to ask again.", "同意，没有问题。", "Go ahead.",
                 "No objections from me, go ahead with $12,500 today at 14:30.", "Why not? Yes.",
                 "Yes\n\n> Please answer with yes or no.\n> It is declined without you, $99,000"):
        w = Team()
        w.request()
        assert w.approve(text=text)["state"] == "approved", text
    w = Team()
    w.request()
    assert "agrees" in w.approve(text="Yes, approved.", command="decline", code=3).err
    for text in ("> all of it is quoted\n> approved", "",
                 "-----Original Message-----\nFrom: Maya Lindqvist\nSubject: Approval\n\nYes or no?"):
        said = w.goodwill("approve", w.id, "--reply", w.mail(text=text), code=None)
        assert said.code in (1, 3), (text, said.out)


def another_amount_is_refused():
    for text in ("Approved up to 5,000.", "Fine with me: $ 5000.", "Approved for 5k", "Ok for €12,500.",
                 "同意给 5000 元。", "可以，1.5万美元。", "Approved: 12,500 USD now and $3,000 in May."):
        w = Team()
        w.request()
        said = w.approve(text=text, code=3).err
        assert "the request is $12,500" in said, (text, said)
    for text in ("Approved, 12.5k it is.", "Approved: $12,500.00", "Yes. Call me at 16:30 on 12 March 2026.",
                 "同意 12500 美元。", "Approved (ticket #48120, 100 % ours).", "Yes, USD 12,500"):
        w = Team()
        w.request()
        assert w.approve(text=text)["state"] == "approved", text
    w = Team()
    w.request("--kind", "extension", "--months", "3", "--text", "Three months", "--reason", "Lost time")
    assert "3 months" in w.approve(text="Approved, but only two months.", code=3).err
    assert w.approve(text="Approved, three months.")["state"] == "approved"


def one_reply_serves_once():
    w = Team()
    first = w.request()
    second = w.request("--amount", "2000", "--kind", "credit", "--text", "Another", "--reason", "Again")
    assert "several" in w.goodwill("approve", w.id, code=2).err.lower()
    w.approve(first["id"][:8])
    assert "another request already" in w.approve(second["id"], code=3).err
    assert w.approve("2", identifier="<two@harborline.example>", text="Yes to this as well.")["id"] == second["id"]
    assert "closed" in w.approve("1", identifier="<three@x.example>", code=3).err
    assert "no single request" in w.goodwill("withdraw", w.id, "9", code=1).err


def changes_void_an_approval():
    w = Team()
    w.request()
    w.approve()
    changed = w.goodwill("edit", w.id, "1", "--amount", "15000", "--json").json
    assert changed["state"] == "void", changed
    offer = w.file("offer.txt", "Pieter,\n\nwe credit your account with $15,000. I call you at 16:00.\n\nMaya\n")
    w.run("check", offer, "--escalation", w.id, now=LATER, code=3)
    # The old reply is older than the change.
    assert "cannot speak" in w.approve(code=3).err
    again = w.approve(date="Tue, 10 Mar 2026 16:00:00 +0100", identifier="<b@x.example>",
                      text="Yes, $15,000.", now="2026-03-10T17:00:00+01:00")
    assert again["state"] == "approved", again
    reason = w.goodwill("edit", w.id, "1", "--reason", "Said better", "--json").json
    assert reason["state"] == "approved", reason


def approvals_expire():
    w = Team()
    w.request()
    w.approve()
    assert w.list(w.id)[0]["state"] == "approved"
    assert w.list(w.id, now="2026-04-20T10:00:00+02:00")[0]["state"] == "expired"


def the_year_has_a_limit():
    w = Team()
    said = w.request("--amount", "60000", *CREDIT, code=3).err
    assert "$54,000" in said and "10 %" in said, said
    w.request("--amount", "50000", *CREDIT)
    w.approve(text="Yes.")
    said = w.request("--amount", "5000", *CREDIT, code=3).err
    assert "$4,000" in said and "$50,000" in said, said
    # It counts on another case of the account, and no longer after a year.
    other = copy.deepcopy(NORTHWAY)
    other["statement"] = "The invoice of March is wrong again."
    number = w.run(*MAYA, "new", w.file("other.json", json.dumps(other))).out.strip()
    assert "$4,000" in w.goodwill("request", number, "--amount", "5000", *CREDIT, code=3).err
    w.goodwill("request", number, "--amount", "5000", *CREDIT, now="2027-03-12T10:00:00+01:00")
    # Approved in the meantime elsewhere: asked again when it is decided.
    race = Team()
    race.request("--amount", "40000", *CREDIT)
    race.request("--amount", "30000", *CREDIT)
    race.approve("1", text="Yes.")
    assert "$14,000" in race.approve("2", text="Yes.", identifier="<c@x.example>", code=3).err


def another_currency_goes_to_the_last_approver():
    w = Team()
    result = w.goodwill("request", w.id, "--amount", "1000", "--currency", "EUR", *CREDIT, now=ASKED)
    assert "VP Customer Success" in result.out and "EUR" not in w.list()[0]["approver_role"], result.out
    assert w.list()[0]["approver_role"] == "vp-cs"
    assert "cannot be set against" in result.out, result.out


def bad_requests_name_the_field():
    w = Team()
    for arguments, code, words in (
            (("--kind", "credit", "--text", "x", "--reason", "y"), 1, "amount"),
            (("--kind", "extension", "--text", "x", "--reason", "y"), 1, "months"),
            (("--kind", "extension", "--months", "9", "--text", "x", "--reason", "y"), 3, "6 at most"),
            (("--kind", "extension", "--months", "0", "--text", "x", "--reason", "y"), 1, "above zero"),
            (("--kind", "gift", "--text", "x", "--reason", "y"), 2, "credit, extension"),
            (("--kind", "credit", "--amount", "-5", "--text", "x", "--reason", "y"), 1, "above zero"),
            (("--kind", "credit", "--amount", "lots", "--text", "x", "--reason", "y"), 1, "12500"),
            (("--kind", "credit", "--amount", "1e400", "--text", "x", "--reason", "y"), 1, "no amount"),
            (("--kind", "credit", "--amount", "5.001", "--text", "x", "--reason", "y"), 1, "USD"),
            (("--kind", "credit", "--amount", "5", "--currency", "ZZZZ", "--text", "x", "--reason", "y"), 1, "three letters"),
            (("--kind", "credit", "--amount", "5", "--reason", "y"), 1, "in words"),
            (("--kind", "credit", "--amount", "5", "--text", "x"), 1, "why"),
            (("--text", "x"), 2, "--kind")):
        said = w.goodwill("request", w.id, *arguments, code=None)
        assert said.code == code and words in said.err, (arguments, said.code, said.err)
    w.goodwill(code=2)
    w.goodwill("bribe", w.id, code=2)
    assert w.list() == []
    assert "already" in (w.request(), w.request(code=3))[1].err


def bad_mails_change_nothing():
    w = Team()
    w.request()
    for content in (b"", b"not a mail at all", b"\xff\xfe\x00\x00", b"%PDF-1.4"):
        path = w.file("bad.eml", content)
        said = w.goodwill("approve", w.id, "--reply", path, code=None)
        assert said.code in (1, 3) and said.err, (content, said.code)
    w.goodwill("approve", w.id, "--reply", w.folder + "/missing.eml", code=1)
    assert w.list()[0]["state"] == "requested"


def withdrawn_and_declined_stay_so():
    w = Team()
    w.request()
    gone = w.goodwill("withdraw", w.id, "--why", "Solved otherwise", "--json").json
    assert gone["state"] == "withdrawn"
    assert "closed" in w.goodwill("edit", w.id, "1", "--amount", "5", code=3).err
    assert "closed" in w.approve("1", code=3).err
    w.request()
    assert w.approve(text="No, not this time.", command="decline")["state"] == "declined"
    assert "closed" in w.goodwill("withdraw", w.id, "2", code=3).err


def a_text_for_the_approver():
    w = Team()
    w.request()
    letter = w.goodwill("ask", w.id, "--json").json
    validate(letter, "goodwill-letter")
    assert letter["to"] == "Helen Marsh" and letter["address"] == "helen.marsh@harborline.example"
    for words in ("$12,500", "2.3 %", "Third failure in five weeks", "Northway Freight", "ESC-0001",
                  "Nothing has been approved", "Maya Lindqvist"):
        assert words in letter["body"], (words, letter["body"])
    assert "{" not in letter["body"] and "[[" not in letter["body"], letter["body"]
    path = pathlib.Path(w.folder, "ask.eml")
    w.goodwill("ask", w.id, "-o", str(path))
    text = path.read_text()
    assert "To: Helen Marsh <helen.marsh@harborline.example>" in text and "X-Unsent: 1" in text, text[:600]
    w.approve(text="Yes.")
    w.request("--amount", "2000", "--kind", "credit", "--text", "Second", "--reason", "Again")
    body = w.goodwill("ask", w.id, now=LATER).out
    assert "Service credit on the March invoice" in body and "$12,500" in body, body


def approvals_of_all_cases():
    w = Team()
    w.request()
    w.request("--amount", "2000", "--kind", "credit", "--text", "Second", "--reason", "Again")
    w.approve("1", text="Yes.")
    rows = w.list()
    assert [r["state"] for r in rows] == ["requested", "approved"], rows
    assert rows[0]["account"] == "Northway Freight" and rows[0]["escalation"] == w.id
    out = w.goodwill("list").out
    assert "waits for" in out and "good until" in out, out
    assert w.list(now="2026-12-01T10:00:00+01:00") == rows[:1]


def a_playbook_may_want_the_crm():
    w = Team()
    w.request()
    folder = pathlib.Path(w.folder, "config/amends/playbooks/strict")
    folder.mkdir(parents=True)
    head = '{"format": 1, "id": "strict", "version": 1, "name": {"en": "Strict"}, "extends": "standard"}'
    (folder / "playbook.json").write_text(head)
    (folder / "goodwill.json").write_text('{"require_crm_confirmation": true}')
    import sqlite3
    db = sqlite3.connect(pathlib.Path(w.path, "workspace.db"))
    db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('playbook', 'strict')")
    db.commit()
    db.close()
    assert "in the CRM" in w.approve(code=3).err
    assert w.list()[0]["state"] == "requested"
    shutil.rmtree(folder)


main(suggestion_is_in_proportion, suggestion_speaks_the_language_of_the_case,
     approved_by_another_person, edits_of_the_drafts_are_kept, manager_approves_within_the_limit,
     nobody_approves_his_own_request, wrong_people_are_refused, wrong_times_are_refused,
     a_refusal_is_no_approval, another_amount_is_refused, one_reply_serves_once,
     changes_void_an_approval, approvals_expire, the_year_has_a_limit,
     another_currency_goes_to_the_last_approver, bad_requests_name_the_field,
     bad_mails_change_nothing, withdrawn_and_declined_stay_so, a_text_for_the_approver,
     approvals_of_all_cases, a_playbook_may_want_the_crm)
