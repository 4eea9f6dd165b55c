#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One whole journey through the accessibility bus, as a screen reader would take it: a message is
logged in the wizard, the first response edited, copied and marked as sent, the case resolved and the
debrief exported as a PDF whose text is read.
  journey.py PROGRAM"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402  (the version must be asked for first)

NOW = "2026-03-10T12:58:00+01:00"
MESSAGE = (
    "Maya,\n\nSince 06:40 this morning none of our 212 dispatchers can export the day's routes. This is the "
    "third time in five weeks. Trucks are standing at the Moerdijk and Venlo depots.\n\nOur renewal is on 24 "
    "April. Frankly, we have started evaluating alternatives.\n\nPieter van Dalen\nCTO, Northway Freight\n")
REPLY = ("Pieter,\n\nsince 06:40 none of your 212 dispatchers can export routes, and trucks wait at two depots. "
         "That is ours to put right.\n\nOur engineers have it now. I will call you at 13:30 with what they have "
         "found.\n\nMaya Lindqvist\n")


def walk(node, depth=0):
    yield node, depth
    try:
        count = node.get_child_count()
    except gi.repository.GLib.Error:
        return
    for index in range(count):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from walk(child, depth + 1)


class App:
    def __init__(self, program):
        self.folder = tempfile.mkdtemp(prefix="amends-journey-")
        environment = dict(os.environ, TZ="Europe/Amsterdam")
        environment.pop("GTK_A11Y", None)
        self.process = subprocess.Popen(
            [program, "--workspace", self.folder + "/workspace", "--now", NOW], env=environment)
        self.root = self.wait(self.find_root, "the window")

    def find_root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    def wait(self, probe, what, seconds=15):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, "the program has ended"
            found = probe()
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"did not appear: {what}\n{self.dump()}")

    def dump(self):
        lines = []
        for node, depth in walk(self.root):
            if node.get_state_set().contains(Atspi.StateType.SHOWING) and node.get_name():
                lines.append("  " * min(depth, 20) + f"{node.get_role_name()}: {node.get_name()[:70]}")
        return "\n".join(lines)

    def look(self, role, name):
        for node, _ in walk(self.root):
            if (node.get_role_name() == role and (node.get_name() or "").startswith(name)
                    and node.get_state_set().contains(Atspi.StateType.SHOWING)):
                return node
        return None

    def find(self, role, name):
        return self.wait(lambda: self.look(role, name), f"{role} “{name}”")

    def click(self, name, role="push button"):
        node = self.find(role, name)
        self.wait(lambda: node.get_state_set().contains(Atspi.StateType.SENSITIVE), f"{name} to act")
        if node.get_n_actions() > 0:
            node.do_action(0)
        else:
            self.press_at(node)
        time.sleep(0.4)

    def press_at(self, node):
        area = node.get_extents(Atspi.CoordType.WINDOW)
        subprocess.run(["xdotool", "mousemove", str(area.x + area.width // 2),
                        str(area.y + area.height // 2), "click", "1"], check=True)

    def write(self, name, text, role="text"):
        node = self.find(role, name)
        node.set_text_contents(text)
        time.sleep(0.3)

    def key(self, keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True)
        time.sleep(0.4)

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=20)
