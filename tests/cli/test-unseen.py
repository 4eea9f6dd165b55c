#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well the classification does on messages that nothing in it was fitted on."""

import itertools
import json
import pathlib

from amendstest import Workspace, main

UNSEEN = pathlib.Path(__file__).resolve().parent.parent / "corpus" / "unseen"
FLOORS = json.loads((UNSEEN / "floors.json").read_text())
LEVELS = ["low", "medium", "high", "critical"]


def judge(name, language):
    """Pairs of (message, answer)."""
    lines = (UNSEEN / f"{name}-{language}.jsonl").read_text().splitlines()
    messages = [json.loads(line) for line in lines]
    texts = [{"id": m["id"], "text": "\n\n".join(filter(None, [m.get("title"), m["text"]]))} for m in messages]
    stdin = "".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
    answers = [json.loads(line) for line in
               Workspace().run("classify", "-", "--batch", stdin=stdin.encode()).out.splitlines()]
    assert [a["id"] for a in answers] == [m["id"] for m in messages]
    return list(zip(messages, answers, strict=True))


def area(good, bad):
    """Under the curve: how often one that is scores above one that is not."""
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


def check(language, name, value, most=False):
    floor = FLOORS[language][name]
    print(f"# {language} {name}: {value:.3f} (at {'most' if most else 'least'} {floor})")
    assert value <= floor if most else value >= floor, (language, name, value, floor)


def leaving():
    for language in FLOORS:
        pairs = judge("churn", language)
        good = [a["churn"]["flag"] for m, a in pairs if m["leave"]]
        bad = [a["churn"]["flag"] for m, a in pairs if not m["leave"]]
        check(language, "leave_recall", sum(good) / len(good))
        check(language, "leave_false_alarms", sum(bad) / len(bad), most=True)


def severity():
    for language in FLOORS:
        pairs = [(LEVELS.index(m["severity"]), a["severity_score"]) for m, a in judge("severity", language)]
        ordered = [(x, y) for x, y in itertools.combinations(pairs, 2) if x[0] != y[0]]
        right = sum(((x[1] - y[1]) * (x[0] - y[0]) > 0) + 0.5 * (x[1] == y[1]) for x, y in ordered)
        check(language, "severity_order", right / len(ordered))


def categories():
    for language in FLOORS:
        pairs = judge("kind", language)
        check(language, "category", sum(m["category"] == a["category"] for m, a in pairs) / len(pairs))


def tone():
    for language in FLOORS:
        pairs = judge("anger", language)
        check(language, "complaint", area([a["complaint"] for m, a in pairs if m["complaint"]],
                                          [a["complaint"] for m, a in pairs if not m["complaint"]]))
        check(language, "anger", area([a["anger"] for m, a in pairs if m["anger"] >= 2],
                                      [a["anger"] for m, a in pairs if m["anger"] < 2]))


main(leaving, severity, categories, tone)
