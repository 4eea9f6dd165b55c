# SPDX-License-Identifier: GPL-3.0-or-later
"""accounts: the list of accounts, by words and segment."""

import copy

from amendstest import NORTHWAY, Workspace, main, validate

CHINESE = {"account": {"name": "华东精密制造", "arr": 2860000, "currency": "CNY",
                       "segment": "enterprise", "language": "zh-CN"},
           "contact": {"name": "陈丽", "title": "数字化总监"},
           "received": "2026-03-10T08:52:00+01:00", "severity": "high",
           "statement": "排产报表从周一开始缺少3号车间的数据，生产停了。"}


def small(name):
    intake = copy.deepcopy(NORTHWAY)
    intake["account"] = {"name": name, "segment": "smb"}
    intake["contact"] = {"name": "Ann Other"}
    return intake


def filled():
    w = Workspace()
    for intake in (NORTHWAY, CHINESE, small("Able & Sons")):
        w.new(intake)
    return w


def accounts(w, *arguments):
    result = w.run("accounts", *arguments, "--json").json
    validate(result, "account-list")
    return result["accounts"]


def nothing_yet():
    w = Workspace()
    assert accounts(w) == []
    assert w.run("accounts").out == ""


def facts_of_each():
    w = filled()
    found = accounts(w)
    assert [one["name"] for one in found] == ["Able & Sons", "Northway Freight", "华东精密制造"], found
    northway = found[1]
    assert (northway["arr"], northway["currency"], northway["health"]) == (540000, "USD", 46), northway
    assert (northway["open"], northway["escalations"]) == (1, 1), northway
    assert northway["last_contact"].startswith("2026-03-10T07:52"), northway
    assert found[0]["arr"] is None and found[0]["health"] is None, found[0]
    assert "$540,000" in w.run("accounts").out


def words_find_people_and_both_languages():
    w = filled()
    assert [one["name"] for one in accounts(w, "pieter")] == ["Northway Freight"]
    assert [one["name"] for one in accounts(w, "精密")] == ["华东精密制造"]
    assert [one["name"] for one in accounts(w, "陈丽")] == ["华东精密制造"]
    assert [one["name"] for one in accounts(w, "freight", "NORTH")] == ["Northway Freight"]
    assert accounts(w, "freight", "陈丽") == []
    assert accounts(w, "%") == [] and accounts(w, "' OR 1=1") == []


def segment_and_limit():
    w = filled()
    assert [one["name"] for one in accounts(w, "--segment", "smb")] == ["Able & Sons"]
    assert len(accounts(w, "--limit", "2")) == 2
    assert "enterprise" in w.run("accounts", "--segment", "giant", code=2).err


main(nothing_yet, facts_of_each, words_find_people_and_both_languages, segment_and_limit)
