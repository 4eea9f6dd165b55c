#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often the window wakes up while nobody touches it.
  tests/ui/run-under-xvfb.sh tests/bench/bench-idle.py PROGRAM WORKSPACE [SECONDS]
Counts, for each thread, how often it went to sleep by itself: once for each wake-up. One a minute is
what is visible; whatever is more needs an explanation."""

import os
import pathlib
import subprocess
import sys
import time

SETTLE = 8


def count(pid):
    """Thread → (name, voluntary context switches)"""
    threads = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        fields = dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines())
        threads[task.name] = (fields["Name"], int(fields["voluntary_ctxt_switches"]))
    return threads


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 65
    environment = dict(os.environ, GTK_A11Y="none")
    process = subprocess.Popen([sys.argv[1], "--workspace", sys.argv[2]], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(SETTLE)
    before = count(process.pid)
    time.sleep(seconds)
    after = count(process.pid)
    process.terminate()
    process.wait()
    total = 0
    for thread, (name, number) in sorted(after.items()):
        woken = number - before.get(thread, (name, 0))[1]
        total += woken
        if woken > 0:
            print(f"{name:20}{woken:6}")
    print(f"{'all threads':20}{total:6} in {seconds} s")


if __name__ == "__main__":
    main()
