# SPDX-License-Identifier: GPL-3.0-or-later
"""risk, warnings, backtest, vip: on the sample and on nothing."""

import pathlib

from amendstest import Workspace, main, validate


def sample():
    w = Workspace()
    w.run("sample", "load")
    return w


def nothing_yet():
    w = Workspace()
    for command, schema, member in (("risk", "account-risks", "accounts"),
                                    ("warnings", "warnings", "warnings")):
        result = w.run(command, "--json").json
        validate(result, schema)
        assert result[member] == []
    result = w.run("backtest", "--json").json
    validate(result, "backtest")
    assert result["too_few"] and result["escalations"] == 0
    validate(w.run("vip", "--json").json, "vip")
    assert "Nobody" in w.run("risk", "Nobody", code=1).err


def every_point_has_its_evidence():
    w = sample()
    result = w.run("risk", "--json").json
    validate(result, "account-risks")
    scores = [one["score"] for one in result["accounts"]]
    known = [score for score in scores if score is not None]
    assert known == sorted(known, reverse=True) and scores[:len(known)] == known, scores
    unknown = [one for one in result["accounts"] if one["score"] is None]
    assert unknown and all(one["level"] == "unknown" for one in unknown)
    for one in result["accounts"]:
        if one["score"] is None:
            continue
        assert abs(sum(factor["points"] for factor in one["factors"]) - one["score"]) < 0.6, one
        for factor in one["factors"]:
            assert factor["points"] < 0.05 or factor["evidence"], factor


def a_friday_evening():
    w = sample()
    one = w.run("risk", "Marisol Retail", "--json").json
    validate(one, "account-risk")
    assert one["level"] in ("medium", "high"), one["score"]
    assert "vip-waiting" in [rule["rule"] for rule in one["rules"]]
    texts = [row["text"] for factor in one["factors"] for row in factor["evidence"]]
    assert any("$12" in text for text in texts), texts
    assert "renewal in 52 days" in one["reason"], one["reason"]
    assert "$380,000" in w.run("risk", "Marisol Retail").out


def warnings_are_answered():
    w = sample()
    first = w.run("warnings", "--json").json
    validate(first, "warnings")
    assert first["warnings"] and all(one["due"] for one in first["warnings"])
    again = w.run("warnings", "--json").json
    assert again == first, "a warning is raised once"
    one = first["warnings"][0]["id"]
    w.run("warnings", "false-alarm", one, "--note", "Known to us")
    left = w.run("warnings", "--json").json["warnings"]
    assert one not in [each["id"] for each in left] and len(left) == len(first["warnings"]) - 1
    everything = {each["id"]: each for each in w.run("warnings", "--all", "--json").json["warnings"]}
    assert everything[one]["state"] == "false-alarm" and everything[one]["note"] == "Known to us"
    w.run("warnings", "take-back", one)
    assert w.run("warnings", "--json").json == first
    w.run("warnings", "snooze", one)
    assert one not in [each["id"] for each in w.run("warnings", "--json").json["warnings"]]
    assert w.run("warnings", "accept", "no-such-id", code=1).err
    assert w.run("warnings", "maybe", one, code=2).err


def figures_and_files():
    w = sample()
    validate(w.run("backtest", "--json").json, "backtest")
    assert "Too few" in w.run("backtest").out
    result = w.run("vip", "--json").json
    validate(result, "vip")
    assert result["tiers"][0]["matrix"]["p3"]["minutes"] == 30
    assert "Marisol Retail" in result["tiers"][0]["accounts"]
    path = pathlib.Path(w.folder, "vip.md")
    w.run("vip", "--export", str(path))
    text = path.read_text()
    for word in ("Tier 1", "Triggers", "cancel", "Figures to watch"):
        assert word in text, word
    assert w.run("vip", "--export", w.folder + "/vip.doc", code=1).err


main(nothing_yet, every_point_has_its_evidence, a_friday_evening, warnings_are_answered,
     figures_and_files)
