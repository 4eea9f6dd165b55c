#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start to first frame with Today's rows in it, and memory then, beside a bare window in the same run.
  tests/ui/run-under-xvfb.sh tests/bench/bench-start.py PROGRAM BARE-WINDOW WORKSPACE [ROUNDS]
The workspace is made by fill-workspace. Both programs say on their debug channel when they have painted;
starts alternate, the first of each is thrown away, and the medians are printed."""

import os
import pathlib
import statistics
import subprocess
import sys
import time

ROUNDS = 11
# Long enough for what is loaded after the first frame.
SETTLE = 3


def read_memory(pid):
    """Resident and private megabytes"""
    fields = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value, _ = line.split()
        fields[name.rstrip(":")] = int(value) / 1024
    return fields["Rss"], fields["Private_Dirty"] + fields["Private_Clean"]


def read_cpu(pid):
    """Milliseconds the main thread has run, which other programs on the machine disturb less"""
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def start(arguments, mark):
    environment = dict(os.environ, G_MESSAGES_DEBUG="amends-ui amends-bench", GTK_A11Y="none")
    environment.pop("G_DEBUG", None)
    begin = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    for line in process.stdout:
        if mark in line:
            break
    else:
        raise SystemExit(f"{arguments[0]} ended before it painted “{mark}”")
    taken = (time.monotonic() - begin) * 1000
    cpu = read_cpu(process.pid)
    memory = read_memory(process.pid)
    time.sleep(SETTLE)
    settled = read_memory(process.pid)
    process.terminate()
    process.stdout.read()
    process.wait()
    return taken, cpu, *memory, settled[0]


def main():
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    program, bare, workspace = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    contestants = {
        "bare window": ([bare], "The first frame is painted"),
        "amends": ([program, "--workspace", workspace], "The first frame with"),
    }
    figures = {name: [] for name in contestants}
    for number in range(rounds + 1):
        for name, (arguments, mark) in contestants.items():
            measured = start(arguments, mark)
            if number > 0:
                figures[name].append(measured)
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in figures.items()}
    titles = ("start ms", "main CPU ms", "RSS MB", "private MB", f"RSS MB {SETTLE} s on")
    print(f"{'':12}" + "".join(f"{title:>14}" for title in titles))
    for name, row in medians.items():
        print(f"{name:12}" + "".join(f"{value:14.1f}" for value in row))
    print(f"{'ratio':12}" + "".join(
        f"{mine / floor:14.2f}" for mine, floor in zip(medians["amends"], medians["bare window"])))


if __name__ == "__main__":
    main()
