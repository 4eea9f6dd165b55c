# SPDX-License-Identifier: GPL-3.0-or-later
"""similar: texts of a corpus and past cases that are like a text, with the words they share."""

import json
import os

from amendstest import NORTHWAY, Workspace, main, validate

CORPUS = [
    {"id": "a", "title": "Export of invoices fails with a timeout",
     "text": "The nightly export of invoices to the ledger stops after 30 seconds."},
    {"id": "b", "title": "Password reset mail does not arrive",
     "text": "Users wait for the mail that lets them choose a new password."},
    {"id": "c", "title": "发票金额错误", "text": "三月的发票金额错误，我们被重复收费。"},
    {"id": 7, "title": "Dashboard is slow", "text": "Charts take a minute to load."},
]


def lines(items):
    return "\n".join(json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else item
                     for item in items) + "\n"


def batch(w, queries, corpus=None, code=0, *options):
    result = w.run("similar", "--batch", w.file("q.jsonl", lines(queries)), "--corpus",
                   w.file("c.jsonl", lines(CORPUS if corpus is None else corpus)), *options, code=code)
    answers = [json.loads(line) for line in result.out.splitlines()]
    for one in answers:
        validate(one, "similar")
    return answers, result.err


def finds_and_explains():
    w = Workspace()
    answers, _ = batch(w, [
        {"id": "q1", "title": "Invoice exports time out", "text": "Exporting invoices fails at night."},
        {"id": "q2", "title": "", "text": "我们的发票金额错误"},
        {"id": "q3", "title": "It takes very long until the dashboard shows its charts"}])
    assert [one["id"] for one in answers] == ["q1", "q2", "q3"]
    assert [one["matches"][0]["id"] for one in answers] == ["a", "c", 7], answers
    assert any("invoice" in word for word in answers[0]["matches"][0]["shared"])
    assert "发票金额错误" in answers[1]["matches"][0]["shared"], answers[1]
    for one in answers:
        scores = [match["score"] for match in one["matches"]]
        assert scores == sorted(scores, reverse=True)
    assert not os.path.exists(w.path), "a corpus needs no workspace"


def never_itself():
    w = Workspace()
    answers, _ = batch(w, CORPUS)
    for one in answers:
        assert one["id"] not in [match["id"] for match in one["matches"]]


def limit():
    w = Workspace()
    corpus = [{"id": str(i), "title": "export fails", "text": f"case {i}"} for i in range(30)]
    query = [{"id": "q", "title": "export fails"}]
    assert len(batch(w, query, corpus)[0][0]["matches"]) == 10
    assert len(batch(w, query, corpus, 0, "--limit", "3")[0][0]["matches"]) == 3
    w.run("similar", "--limit", "0", "-", stdin=b"x", code=2)
    w.run("similar", "-", "--corpus", "-", stdin=b"x", code=2)


def empty_and_odd_queries():
    w = Workspace()
    queries = [{"id": "empty", "title": "", "text": ""}, {"id": "none"},
               {"id": "null", "title": None, "text": None}, {"id": "word", "text": "invoices"},
               {"id": "emoji", "text": "😡😡😡"}, {"id": "long", "text": "the invoice export " * 55000}]
    answers, _ = batch(w, queries)
    found = {one["id"]: one["matches"] for one in answers}
    assert found["empty"] == found["none"] == found["null"] == found["emoji"] == []
    assert found["word"][0]["id"] == "a" and found["word"][0]["shared"] == ["invoices"]
    assert found["long"][0]["id"] == "a"


def bad_lines_are_named():
    w = Workspace()
    answers, err = batch(w, [{"id": "q1", "text": "invoices"}, "{broken", {"title": "no id"}, "",
                             {"id": "q4", "text": 5}, {"id": "q5", "text": "password"}], code=1)
    assert [one["id"] for one in answers] == ["q1", "q5"]
    for line in (2, 3, 5):
        assert f"q.jsonl:{line}" in err, err
    answers, err = batch(w, [{"id": "q", "text": "invoices"}],
                         CORPUS + ["[]", {"id": "a", "title": "something else"}], code=1)
    assert answers[0]["matches"][0]["id"] == "a"
    assert "c.jsonl:5" in err and "c.jsonl:6" in err and "“a”" in err, err
    answers, err = batch(w, [{"id": "q", "text": "invoices"}], CORPUS + [CORPUS[0]])
    assert err == "" and len(answers[0]["matches"]) == 1, "the same text twice is no fault"
    w.run("similar", "--batch", "/nonexistent", "--corpus", w.file("c.jsonl", lines(CORPUS)), code=1)
    w.run("similar", "--batch", w.file("q.jsonl", ""), "--corpus", "/nonexistent", code=1)


def order_of_the_corpus_does_not_matter():
    w = Workspace()
    queries = [{"id": f"q{i}", "title": one["title"], "text": one["text"]}
               for i, one in enumerate(CORPUS)]
    assert batch(w, queries)[0] == batch(w, queries, CORPUS[::-1])[0]


def past_cases():
    w = Workspace()
    number = w.new(NORTHWAY)
    other = dict(NORTHWAY, account={"name": "Contoso"}, statement="Our invoice was charged twice.",
                 underlying_issue="Double billing", affected_feature="billing", impact="double pay",
                 title="Charged twice")
    w.new(other)
    text = b"Nobody of our dispatchers can export the routes, and the depots wait."
    found = w.run("similar", "-", "--json", stdin=text).json
    validate(found, "similar")
    assert found["matches"][0]["id"] == number, found
    assert "dispatchers" in found["matches"][0]["shared"], found
    human = w.run("similar", "-", stdin=text).out
    assert number in human and "Northway Freight" in human
    mail = w.file("m.eml", b"MIME-Version: 1.0\nFrom: a@b.example\nSubject: Route export\n\nThe export of routes fails.\n")
    assert w.run("similar", mail, "--json").json["matches"][0]["id"] == number
    assert "Nothing similar" in w.run("similar", "-", stdin="😡".encode()).out
    many = w.run("similar", "--batch", "-", stdin=lines(
        [{"id": 1, "text": "charged twice"}, {"id": 2, "text": "route export"}]).encode())
    assert [json.loads(x)["matches"][0]["account"] for x in many.out.splitlines()] == [
        "Contoso", "Northway Freight"], many.out


main(finds_and_explains, never_itself, limit, empty_and_odd_queries, bad_lines_are_named,
     order_of_the_corpus_does_not_matter, past_cases)
