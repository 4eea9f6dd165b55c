#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up test logs of meson: single cases where a test speaks TAP, whole tests otherwise. Names
every skipped test with its reason and ends with one line of totals."""

import json
import re
import sys

# How many lines of what a failed program said are repeated, and how many that say what failed.
TAIL = 40
VERDICTS = 6
VERDICT = re.compile(r"^not ok\b|^Bail out!|^#? ?\*\*|\bERROR:|AssertionError\b|\bCRITICAL \*\*")


def count(entry):
    """(passed, failed, [skipped]) of one test program."""
    name, result = entry["name"], entry["result"]
    lines = (entry.get("stdout") or "").splitlines()
    ok = [line for line in lines if re.match(r"ok\b", line)]
    failed = sum(1 for line in lines if line.startswith("not ok"))
    skipped = [line for line in ok if re.search(r"# SKIP", line, re.I)]
    passed = len(ok) - len(skipped)
    reasons = [re.sub(r"^ok \d+ ?-? ?", "", line) for line in skipped]
    if result == "SKIP" and not reasons:
        return 0, 0, [name + ": " + (lines[-1] if lines else "no reason given")]
    if result in ("OK", "EXPECTEDFAIL", "SKIP"):
        return (passed, failed, [f"{name}: {r}" for r in reasons]) if ok else (1, 0, [])
    # A program that died counts as a failure even if every case before it passed.
    return passed, max(failed, 1), [f"{name}: {r}" for r in reasons]


def get_verdicts(entry):
    """The lines that say what failed, first ones first."""
    said = [line for stream in ("stdout", "stderr") for line in (entry.get(stream) or "").splitlines()]
    verdicts = [line for line in said if VERDICT.search(line)]
    return list(dict.fromkeys(verdicts))[:VERDICTS] or [f"it ended with {entry.get('returncode', '?')}"]


def main() -> int:
    passed = failed = 0
    skipped, broken = [], []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                good, bad, left_out = count(entry)
                passed, failed = passed + good, failed + bad
                skipped += left_out
                if bad:
                    broken.append((f"{path}: {entry['name']} ({entry['result']})", entry))
    # Once more at the end, where a log that is cut in the middle still shows it.
    for name, entry in broken:
        print("failed:", name)
        for stream in ("stdout", "stderr"):
            for line in (entry.get(stream) or "").splitlines()[-TAIL:]:
                print("   ", line[:400])
    for reason in skipped:
        print("skipped:", reason)
    for name, entry in broken:
        print("failed:", name)
        for line in get_verdicts(entry):
            print("   ", line[:400])
    if passed + failed == 0:
        print("no test ran")
        return 1
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
