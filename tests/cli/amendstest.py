# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program in a workspace of its own and speaks TAP."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

PROGRAM = sys.argv[1]
DATA = pathlib.Path(os.environ["AMENDS_DATA_DIR"])
NOW = "2026-03-10T12:58:00+01:00"


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)


class Workspace:
    """A fresh workspace; calls happen at NOW unless said otherwise."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="amends-test-")
        self.path = os.path.join(self.folder, "workspace")

    def file(self, name, content):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def run(self, *arguments, now=NOW, stdin=None, code=0):
        environment = dict(os.environ, HOME=self.folder, XDG_DATA_HOME=self.folder + "/data",
                           XDG_CONFIG_HOME=self.folder + "/config",
                           DBUS_SESSION_BUS_ADDRESS="disabled:")
        done = subprocess.run(
            [PROGRAM, "--workspace", self.path, "--now", now, *arguments],
            input=stdin, capture_output=True, timeout=60, env=environment)
        done.stdout = done.stdout.decode()
        done.stderr = done.stderr.decode()
        result = Result(done)
        if code is not None:
            assert result.code == code, (
                f"amends {' '.join(map(str, arguments))[:200]}: exit {result.code}, expected {code}\n"
                f"{result.out[-1500:]}\n{result.err[-1500:]}")
        return result

    def new(self, intake, *arguments, **options):
        path = self.file("intake.json", json.dumps(intake, ensure_ascii=False))
        return self.run("new", path, *arguments, **options).out.strip()


def validate(instance, schema):
    """Against data/schema/NAME.json."""
    import jsonschema
    text = (DATA / "schema" / (schema + ".json")).read_text()
    jsonschema.Draft202012Validator(json.loads(text)).validate(instance)


def main(*tests):
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", "-")
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Exception:  # every failure is reported as one, whatever it is
            failed += 1
            for line in traceback.format_exc().splitlines():
                print("#", line)
            print(f"not ok {number} - {name}", flush=True)
    sys.exit(1 if failed else 0)


NORTHWAY = {
    "account": {"name": "Northway Freight", "arr": 540000, "currency": "USD",
                "segment": "enterprise", "renewal": "2026-04-24", "health": 46,
                "time_zone": "Europe/Amsterdam", "language": "en"},
    "contact": {"name": "Pieter van Dalen", "title": "CTO", "email": "p.vandalen@northway.example"},
    "received": "2026-03-10T08:52:00+01:00",
    "channel": "e-mail",
    "trigger": "angry-e-mail",
    "statement": "Since 06:40 this morning none of our 212 dispatchers can export the day's routes. "
                 "This is the third time in five weeks. Trucks are standing at the Moerdijk and Venlo "
                 "depots and my people are typing consignments by hand.\n\nI was told in February "
                 "this was fixed. It clearly was not. I want to know today what you are doing about "
                 "it, and I want to hear it from your VP, not from a ticket queue.\n\nOur renewal is "
                 "on 24 April. Frankly, we have started evaluating alternatives.",
    "emotion": "very-angry",
    "impact": "trucks wait at two depots and consignments are typed by hand",
    "users_affected": 212,
    "since": "06:40 today",
    "underlying_issue": "The route export waits on a locked table",
    "workaround": "hard",
    "affected_feature": "route export",
    "actions_taken": [{"at": "2026-03-10T09:20:00+01:00",
                       "text": "Engineering and Support are on one call"}],
    "open_items": ["Which change of 9 March touched the route table"],
    "offer": ["a call with the lead engineer"],
    "cannot_offer": ["a fix date before the cause is confirmed"],
    "stakeholders": [{"role": "engineering", "name": "Tomasz Wilk"},
                     {"role": "vp-cs", "name": "Helen Marsh"}],
}
