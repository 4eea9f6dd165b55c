# SPDX-License-Identifier: GPL-3.0-or-later
"""deadline: calendars, days off from .ics files, pauses, and what is wrong with them."""

import json
import pathlib

from amendstest import Workspace, main, validate

OFFICE = [["09:00", "12:30"], ["13:30", "17:00"]]
RECEIVED = "2026-04-01T15:00:00+02:00"


def calendar(**changes):
    made = {"time_zone": "Europe/Berlin",
            "hours": {day: OFFICE for day in ("mon", "tue", "wed", "thu", "fri")}}
    made.update(changes)
    return json.dumps({k: v for k, v in made.items() if v is not None}, indent=1)


def ics(*events):
    body = "".join(f"BEGIN:VEVENT\r\nUID:{i}@test\r\n{event}\r\nEND:VEVENT\r\n"
                   for i, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n"


def ask(w, *arguments, severity="medium", received=RECEIVED):
    result = w.run("deadline", "--severity", severity, "--received", received, "--json", *arguments)
    validate(result.json, "deadline")
    return {clock["clock"]: clock for clock in result.json["clocks"]}, result


def fault(w, *arguments, code=1):
    error = w.run("deadline", "--severity", "low", "--received", RECEIVED, "--json", *arguments,
                  code=code).err
    found = json.loads(error)
    validate(found, "error")
    return found


def days_off_from_ics():
    w = Workspace()
    hours = w.file("hours.json", calendar(holidays=["2026-04-03"], day_minutes=420))
    german = w.file("de.ics", ics(
        "DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Karfreitag",
        "DTSTART;VALUE=DATE:20200406\r\nRRULE:FREQ=YEARLY;COUNT=10\r\nSUMMARY:Ostermontag",
        "DTSTART:20260407T090000\r\nDTEND:20260407T100000\r\nSUMMARY:A meeting"))
    own = w.file("own.ics", ics("DTSTART;VALUE=DATE:20260408\r\nSUMMARY:公司活动"))
    clocks, result = ask(w, "--calendar", hours, "--holidays", german, "--holidays", own)
    # 2 h on Wednesday, 7 on Thursday, none until Tuesday: 7; none on the 8th; 7, 7, then Monday 5.
    assert clocks["resolve"]["due"] == "2026-04-13T13:00:00Z", clocks["resolve"]["due"]
    ledger = clocks["resolve"]["ledger"]
    assert [line["note"] for line in ledger if line["kind"] == "holiday"] == [
        "Karfreitag", "Ostermontag", "公司活动"], ledger
    assert sum(line["minutes"] for line in ledger) == 5 * 420
    assert all(a["to"] == b["from"] for a, b in zip(ledger, ledger[1:]))
    assert "1 event" in result.err and "de.ics" in result.err, result.err


def people_read_it():
    w = Workspace()
    hours = w.file("hours.json", calendar())
    text = w.run("deadline", "--severity", "high", "--received", RECEIVED, "--vip", "--calendar",
                 hours).out
    assert "Europe/Berlin" in text and "Wed 2026-04-01 15:00 (+02:00)" in text, text
    assert "Within 5 minutes it counts as in time." in text, text


def kept_calendars():
    w = Workspace()
    folder = pathlib.Path(w.folder, "config/amends/calendars")
    folder.mkdir(parents=True)
    (folder / "berlin.json").write_text(calendar())
    clocks, _ = ask(w, "--calendar", "berlin")
    assert clocks["substantive"]["due"] == "2026-04-02T14:00:00Z", clocks["substantive"]
    found = fault(w, "--calendar", "atlantis")
    assert found["code"] == "not-found" and "atlantis" in found["message"], found


def pauses():
    w = Workspace()
    hours = w.file("hours.json", calendar())
    plain, _ = ask(w, "--calendar", hours)
    # 10:00 to 14:00 of Thursday with lunch: three hours, although both say an hour of it.
    paused, _ = ask(w, "--calendar", hours, "--pause",
                    "2026-04-02T11:00:00+02:00/2026-04-02T14:00:00+02:00", "--pause",
                    "2026-04-02T10:00:00+02:00/2026-04-02T12:00:00+02:00")
    assert plain["resolve"]["due"] == "2026-04-08T13:00:00Z", plain["resolve"]["due"]
    assert paused["resolve"]["due"] == "2026-04-09T08:00:00Z", paused["resolve"]["due"]
    for clock in ("acknowledge", "substantive", "update"):
        assert paused[clock]["due"] == plain[clock]["due"], clock
    found = fault(w, "--pause", "2026-04-02T11:00:00+02:00/2026-04-02T10:00:00+02:00")
    assert found["field"] == "--pause", found
    assert fault(w, "--pause", "lunch")["field"] == "--pause"
    assert fault(w, "--pause", "2026-04-02T11:00:00/2026-04-02T12:00:00")["field"] == "--pause"


def bad_times_and_names():
    w = Workspace()
    for received in ("2026-04-01T15:00:00", "2026-04-01", "yesterday", "2026-02-30T10:00:00Z", ""):
        error = w.run("deadline", "--severity", "low", "--received", received, "--json", code=1).err
        assert json.loads(error)["field"] == "--received", error
    assert "nowhere" in fault(w, "--playbook", "nowhere")["message"]
    assert fault(w, "--account", "Nobody")["field"] == "--account"
    w.run("deadline", "--received", RECEIVED, code=2)
    w.run("deadline", "--severity", "severe", "--received", RECEIVED, code=2)


def bad_calendars():
    w = Workspace()
    monday = {"mon": [["09:00", "17:00"]]}
    for text, line, field in (
            (calendar(time_zone="Europe/Atlantis"), 2, "time_zone"),
            (calendar(time_zone=None), 1, "time_zone"),
            (calendar(hours={}), 3, "hours"),
            (calendar(hours={"mon": [], "sun": []}), 3, "hours"),
            (calendar(hours={"mon": [["17:00", "09:00"]]}), 5, "hours.mon[0]"),
            (calendar(hours={"mon": [["09:00", "12:00"], ["11:00", "17:00"]]}), 9, "hours.mon[1]"),
            (calendar(hours={"mon": [["24:00", "24:00"]]}), 5, "hours.mon[0]"),
            (calendar(hours={"mon": [["9", "17:00"]]}), 6, "hours.mon[0][0]"),
            (calendar(hours={"monday": [["09:00", "17:00"]]}), 4, "hours.monday"),
            (calendar(hours=monday, day_minutes=0), 11, "day_minutes"),
            (calendar(hours=monday, day_minutes=-420), 11, "day_minutes"),
            (calendar(hours=monday, day_minutes=100000), 11, "day_minutes"),
            (calendar(hours=monday, holidays=["2026-04-31"]), 12, "holidays[0]"),
            ("[]", 1, None), ("", 1, None), ('{"time_zone": "Europe/Berlin"', 1, None)):
        found = fault(w, "--calendar", w.file("hours.json", text))
        assert found["file"].endswith("hours.json"), found
        assert (found.get("line"), found.get("field")) == (line, field), (text, found)
    assert "missing.json" in fault(w, "--calendar", w.folder + "/missing.json")["message"]


def bad_days_off():
    w = Workspace()
    for text, line, field in (
            ("", None, None), ("Karfreitag 2026-04-03\n", 1, None),
            (ics("DTSTART;VALUE=DATE:20260403")[:70], 5, None),
            (ics("SUMMARY:Karfreitag"), 3, "VEVENT “Karfreitag” DTSTART"),
            (ics("DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=OFTEN"), 3, "VEVENT RRULE")):
        found = fault(w, "--holidays", w.file("days.ics", text))
        assert found["file"].endswith("days.ics"), found
        assert (found.get("line"), found.get("field")) == (line, field), (text, found)
    # Closed for six years on end: no deadline, and no endless search.
    closed = w.file("closed.ics", ics("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY"))
    assert fault(w, "--holidays", closed)["code"] == "range"


main(days_off_from_ics, people_read_it, kept_calendars, pauses, bad_times_and_names, bad_calendars,
     bad_days_off)
