#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One whole journey through the accessibility bus, as a screen reader would take it: a message is
logged in the wizard, the first response edited, copied and marked as sent, the case resolved and the
debrief exported as a PDF whose text is read.
  journey.py PROGRAM"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

# A remark of the accessibility library in this process, such as one on a widget that has gone, must not
# end it.
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402  (the environment comes first)

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import keys  # noqa: E402  (the path comes first)

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version must be asked for first)

# Seconds until what is waited for has failed to come; a loaded machine is slow, not broken.
PATIENCE = 120
NOW = "2026-03-10T12:58:00+01:00"
MESSAGE = (
    "Maya,\n\nSince 06:40 this morning none of our 212 dispatchers can export the day's routes. This is the "
    "third time in five weeks. Trucks are standing at the Moerdijk and Venlo depots.\n\nOur renewal is on 24 "
    "April. Frankly, we have started evaluating alternatives.\n\nPieter van Dalen\nCTO, Northway Freight\n")
ACCOUNT = "Northway Freight"
REPLY = ("Pieter,\n\nsince 06:40 none of your 212 dispatchers can export routes, and trucks wait at two depots. "
         "That is ours to put right.\n\nOur engineers have it now. I will call you at 13:30 with what they have "
         "found.\n\nMaya Lindqvist\n")
# Of the message: found in it at once, and quoted in the first response whichever way that is worded.
QUOTE = "evaluating alternatives"
FIX = "Rolled the export service back to release 4.11."
CAUSE = "A release removed the index the export reads by."

# Whoever pastes is another program: this one asks as any other would.
PASTE = """
import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk
Gtk.init()
loop = GLib.MainLoop()
def read(clipboard, result):
    try:
        print(clipboard.read_text_finish(result), end="")
    finally:
        loop.quit()
Gdk.Display.get_default().get_clipboard().read_text_async(None, read)
loop.run()
"""

# What a role is called by users of this script: its number is in the cache, its name costs a message.
ROLES = {
    "check box": Atspi.Role.CHECK_BOX,
    "label": Atspi.Role.LABEL,
    "list item": Atspi.Role.LIST_ITEM,
    "menu item": Atspi.Role.MENU_ITEM,
    "push button": Atspi.Role.PUSH_BUTTON,
    "text": Atspi.Role.TEXT,
}

# What a dump of the tree leaves out.
SILENT_ROLES = (Atspi.Role.FILLER, Atspi.Role.IMAGE, Atspi.Role.SCROLL_BAR)

# What GTK says that is not ours to mend; everything else of this kind fails the journey.
COMPLAINT = re.compile(r": (warning|critical): ")
LIBRARY_COMPLAINTS = {
    # GTK 4.8 rounds the heights of wrapped text up or down, depending on the width asked for.
    "rounded heights": re.compile(r"reports a minimum height of (\d+), but minimum height for width of \d+ is (\d+)"),
    # GDK 4.8 asks for the screen below a popover whose place has just scrolled away.
    "popover without a screen": re.compile(r"gdk_monitor_get_geometry: assertion 'GDK_IS_MONITOR \(monitor\)' failed$"),
}

# Seconds in vain after which what this process has kept of the tree is read anew.
STALE = 10
# A log of many tests shows the end of each: so many lines of the tree, and of what the program said.
TREE_LINES = 40
LOG_LINES = 20

# How far the picture lies inside the window's surface: the shadow where there is no window manager.
SHADOW = 5


def walk(node, depth=0):
    """Widgets come and go while the tree is read: what has gone is left out."""
    yield node, depth
    try:
        children = [node.get_child_at_index(index) for index in range(node.get_child_count())]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from walk(child, depth + 1)


def get_area(node):
    try:
        area = node.get_extents(Atspi.CoordType.WINDOW)
    except GLib.Error:
        return None
    return area if area is not None and area.width > 0 and area.height > 0 else None


def has_state(node, state):
    return node.get_state_set().contains(state)


def has_name(node, name):
    return (node.get_name() or "").startswith(name)


class App:
    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="amends-journey-")
        self.workspace = self.folder + "/workspace"
        self.environment = dict(os.environ, TZ="Europe/Amsterdam")
        self.environment.pop("GTK_A11Y", None)
        self.log = pathlib.Path(self.folder, "stderr")
        self.prepare()
        self.process = subprocess.Popen([program, "--workspace", self.workspace, "--now", NOW],
                                        env=self.environment, stderr=self.log.open("wb"))
        self.root = None

    def prepare(self):
        """Before the window is started"""

    def find_root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    def wait(self, probe, what, seconds=PATIENCE):
        start = time.monotonic()
        stale = start + STALE
        error = None
        while time.monotonic() < start + seconds:
            assert self.process.poll() is None, f"the program has ended ({self.process.returncode})"
            try:
                found = probe()
                error = None
            except GLib.Error as problem:
                found, error = None, problem
            if found:
                return found
            if time.monotonic() > stale:
                self.forget()
                stale = time.monotonic() + STALE
            time.sleep(0.1)
        raise AssertionError(f"did not come: {what}" + (f" ({error.message})" if error else ""))

    def forget(self):
        """What this process has kept of the tree may be out of date, after a message that never came."""
        if self.root is not None:
            self.root.clear_cache()

    def get_windows(self):
        children = (self.root.get_child_at_index(i) for i in range(self.root.get_child_count()))
        return [child for child in children if child is not None]

    def dump(self):
        lines = []
        for node, depth in walk(self.root):
            try:
                if (has_state(node, Atspi.StateType.VISIBLE) and node.get_role() not in SILENT_ROLES
                        and node.get_name() and get_area(node)):
                    lines.append("  " * min(depth, 20) + f"{node.get_role_name()}: {node.get_name()[:70]}".replace("\n", " "))
            except GLib.Error:
                continue
        return lines

    def look_for_window(self, title):
        return next((window for window in self.get_windows() if has_name(window, title)), None)

    def find_window(self, title):
        return self.wait(lambda: self.look_for_window(title), f"the window “{title}”")

    def wait_until_gone(self, title):
        self.wait(lambda: not self.look_for_window(title), f"the end of the window “{title}”")

    def look(self, role, name, within=None, test=lambda node: True):
        for node, _ in walk(within or self.root):
            if (node.get_role() == ROLES[role] and has_name(node, name)
                    and has_state(node, Atspi.StateType.VISIBLE) and get_area(node) and test(node)):
                return node
        return None

    def find(self, role, name, within=None, test=lambda node: True):
        return self.wait(lambda: self.look(role, name, within, test), f"{role} “{name}”")

    def find_button(self, name, role="push button", within=None):
        """Waits until it can be used: it may be greyed out until the form is complete."""
        return self.find(role, name, within, lambda node: (
            node.get_n_actions() > 0 and has_state(node, Atspi.StateType.SENSITIVE)))

    def click(self, name, role="push button", within=None):
        assert self.find_button(name, role, within).do_action(0), f"“{name}” cannot be clicked"

    def find_page(self, label, button):
        """What holds both: GTK 4.8 does not say which page of a stack is showing."""
        node = self.find("label", label)
        while node is not None and self.look("push button", button, node) is None:
            node = node.get_parent()
        assert node is not None, f"no “{button}” beside “{label}”"
        return node

    def close_window(self):
        """Ctrl+Q, again if it came before the window had the focus"""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            keys.press("ctrl+q")
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                keys.focus(self.process.pid)
        assert self.process.poll() is not None, "the program does not end on Ctrl+Q"
        assert self.process.poll() == 0, f"the program ended with {self.process.poll()}"

    def press(self, name, role="list item", within=None):
        """Rows have no action on the bus: they take the pointer."""
        self.point(lambda: self.find(role, name, within))

    def point(self, find):
        """A click on the middle, once it lies still: rows move, or are made anew, while a page fills."""
        node, places = find(), []

        def lies_still():
            nonlocal node
            area = get_area(node)
            if area is None:
                node = find()
                places.clear()
                return False
            places.append((area.x, area.y, area.width, area.height))
            return len(places) >= 3 and len(set(places[-3:])) == 1

        self.wait(lies_still, "an end of moving")
        x, y, width, height = places[-1]
        subprocess.run(["xdotool", "mousemove", str(x + SHADOW + width // 2), str(y + SHADOW + height // 2),
                        "click", "1"], check=True)

    def read(self, node):
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))

    def write(self, name, text, within=None):
        assert self.find("text", name, within).set_text_contents(text), f"“{name}” cannot be written in"

    def key_until(self, key, probe, what):
        """A key sent before the window has the focus is lost: it is sent again until it shows."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            keys.press(key)
            try:
                return self.wait(probe, what, 5)
            except AssertionError:
                if self.process.poll() is not None:
                    raise
                keys.focus(self.process.pid)
        raise AssertionError(f"did not come: {what}, on {key}")

    def run(self, *arguments):
        """A command in the same workspace."""
        return json.loads(subprocess.run(
            [self.program, "--workspace", self.workspace, *arguments, "--json"], env=self.environment,
            check=True, capture_output=True, text=True, timeout=PATIENCE).stdout)

    def get_complaints(self):
        return [line for line in self.log.read_text(errors="replace").splitlines()
                if COMPLAINT.search(line) and not any(known.search(line) for known in LIBRARY_COMPLAINTS.values())]

    def report(self, error, where):
        """Everything about a failure, what matters first and once more last. Returns: lines of TAP."""
        verdict = f"{type(error).__name__}: {error}"
        lines = [f"{where}: {verdict}", *traceback.format_exc().splitlines(), "What the program said:",
                 *self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]]
        if self.root is not None and self.process.poll() is None:
            try:
                tree = self.dump()
            except GLib.Error as problem:
                tree = [f"not there: {problem.message}"]
            lines += [f"What is there, of {len(tree)} lines the last:", *tree[-TREE_LINES:]]
        lines.append(f"{where}: {verdict}")
        return "".join(f"# {part}\n" for line in lines for part in line.splitlines() or [""])

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE)

    def close(self):
        self.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def paste(environment):
    return subprocess.run([sys.executable, "-c", PASTE], capture_output=True, text=True, timeout=PATIENCE,
                          env=environment).stdout


def begin(app):
    """A fresh workspace asks how to begin; starting empty leads to the wizard"""
    app.press("Start empty")
    app.find("text", "What the customer said")


def log_message(app):
    """The wizard takes the message and the account and makes the plan"""
    app.write("What the customer said", MESSAGE)
    app.find("label", f"“{QUOTE}”")
    app.click("Continue")
    app.write("Account", ACCOUNT)
    app.find("list item", ACCOUNT)
    app.click("Continue")
    app.find("text", "Technical owner")
    app.click("Continue")
    app.click("Create plan")
    app.find("label", "Now, within 4 hours")


def edit_reply(app):
    """The first response is rewritten and kept"""
    app.key_until("alt+2", lambda: app.look("list item", "First response"), "the list of drafts")
    app.press("First response")
    node = app.find("text", "Text of the message")
    app.wait(lambda: QUOTE in app.read(node), "the draft in the editor")
    assert node.set_text_contents(REPLY)
    app.find("push button", "Version 2")
    app.find("label", "Nothing found in 41 words. Saved 12:58.")


def copy_reply(app):
    """Copy puts the text on the clipboard for other programs"""
    app.click("Copy")
    app.wait(lambda: paste(app.environment).strip() == REPLY.strip(), "the reply on the clipboard")


def mark_sent(app):
    """Marking it as sent stops the clock and closes the text"""
    app.click("Mark as sent…")
    app.click("Mark as sent", within=app.find_window("Mark as sent"))
    app.wait_until_gone("Mark as sent")
    app.find("label", "Sent 12:58")
    app.find("list item", "Acknowledge, met")


def resolve(app):
    """The case is resolved with fix and cause, confirmed by the customer"""
    app.click("Status and changes of this case")
    app.click("Resolve…", "menu item")
    dialog = app.find_window("Resolve")
    app.write("What was done", FIX, dialog)
    app.write("Cause", CAUSE, dialog)
    app.click("The customer has confirmed it", "check box", dialog)
    app.click("Resolve", within=dialog)
    app.wait_until_gone("Resolve")
    app.find("label", "Resolved")


def export_debrief(app):
    """The debrief is exported as a PDF that names the account, the fix and the cause"""
    path = pathlib.Path(app.folder, "debrief.pdf")
    app.key_until("alt+7", lambda: app.look("label", "Executive summary"), "the debrief")
    before = app.wait(lambda: len(app.get_windows()), "the window")
    page = app.find_page("Executive summary", "Export")
    app.click("Export", within=page)
    app.click("PDF…", "menu item", page)
    # Typed, the name would be completed by the chooser while it still comes.
    dialog = app.wait(lambda: app.get_windows()[before:], "the file chooser")[0]
    app.write("Name:", str(path), dialog)
    app.wait(lambda: app.read(app.look("text", "Name:", dialog)) == str(path), "the name of the file")
    app.click("Save", within=dialog)
    app.wait(lambda: len(app.get_windows()) == before, "the end of the file chooser")
    app.wait(lambda: path.exists() and path.read_bytes().rstrip().endswith(b"%%EOF"), "the PDF")
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    words = " ".join(text.split())
    for expected in (ACCOUNT, FIX.rstrip("."), CAUSE.rstrip(".")):
        assert expected in words, f"“{expected}” is not in the PDF: {words}"


def verify(app):
    """The chain of the log and the database hold together"""
    found = app.run("verify")
    assert found["ok"] and found["entries"] >= 4 and found["broken_at"] == 0, json.dumps(found)


def leave(app):
    """The program ends, and has complained of nothing"""
    app.close_window()
    complaints = app.get_complaints()
    assert not complaints, "\n".join(complaints)


STAGES = [begin, log_message, edit_reply, copy_reply, mark_sent, resolve, export_debrief, verify, leave]


def main():
    print(f"1..{len(STAGES)}", flush=True)
    app = App(sys.argv[1])
    number, stage = 1, STAGES[0]
    try:
        app.root = app.wait(app.find_root, "the window")
        for number, stage in enumerate(STAGES, 1):
            start = time.monotonic()
            stage(app)
            print(f"ok {number} - {stage.__doc__}", f"# {time.monotonic() - start:.1f}", flush=True)
    except (AssertionError, GLib.Error, OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"not ok {number} - {stage.__doc__}")
        print(app.report(error, f"in stage {number}, {stage.__name__}"), end="", flush=True)
        return 1
    finally:
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
