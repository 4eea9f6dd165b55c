# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails and reports as they come: an .eml, an HTML mail, notes with times in them."""

import json
import pathlib

from amendstest import DATA, NORTHWAY, Workspace, main

REPORT = """# 2026-03-10, route export down

All times in CET

### 06:40

First dispatchers report that the export hangs

### 07:05

- Support confirms the problem on three accounts
- the export job waits on a lock

### 09:20

Engineering joins
"""


def mail():
    w = Workspace()
    sample = DATA / "sample/escalation.eml"
    assert w.run("new", str(sample), "--account", "Northway Freight").out.strip() == "ESC-0001"
    plan = w.run("plan", "1", "--json").json
    assert plan["escalation"]["severity"] == "critical", plan["escalation"]
    assert plan["escalation"]["contact"] == "Pieter van Dalen"
    assert "212" in plan["escalation"]["statement"]


def html_mail_with_history():
    w = Workspace()
    path = w.file("html.eml", (
        "From: Ann Lee <ann@oak.example>\r\nTo: x@y.example\r\nDate: Tue, 10 Mar 2026 10:00:00 +0100\r\n"
        "Subject: Login broken\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        "<p>Our admins cannot log in since Monday.</p><blockquote>Dear Ann, please cancel your "
        "subscription if you are not happy</blockquote>\r\n"))
    w.run("new", path, "--account", "Oakhurst School Trust")
    plan = w.run("plan", "1", "--json").json
    assert plan["classification"]["churn"]["flag"] is False, plan["classification"]["churn"]
    assert plan["escalation"]["category"] == "technical"


def notes_become_events():
    w = Workspace()
    w.new(NORTHWAY)
    w.run("event", "1", "--from", w.file("report.md", REPORT))
    markdown = w.run("debrief", "1", "-o", w.folder + "/d.md")
    text = pathlib.Path(w.folder, "d.md").read_text()
    assert "First dispatchers report" in text and "06:40" in text, text
    assert w.run("event", "1", "--from", w.file("none.md", "no times here"), code=1).err


def text_alone():
    w = Workspace()
    path = w.file("tweet.txt", "Day 3 of no service and your support line just hangs up. Unbelievable.")
    w.run("new", path, "--account", "Pellworm Energy")
    out = w.run("plan", "1").out
    assert "Pellworm Energy" in out and "{{" not in out and "(null)" not in out


main(mail, html_mail_with_history, notes_become_events, text_alone)
