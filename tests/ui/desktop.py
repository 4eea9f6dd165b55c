#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the desktop meets it on the bus, with its window closed: search, notifications and
their buttons, and staying in the background.
  desktop.py PROGRAM"""

import fcntl
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

import gi

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import keys  # noqa: E402  (the path comes first)

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402  (the version comes first)

NOW = "2026-03-10T12:58:00+01:00"
PATIENCE = 60
SEARCH = "org.gnome.Shell.SearchProvider2"
NOTIFICATIONS = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>
<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>
<method name='CloseNotification'><arg type='u' direction='in'/></method>
<method name='GetCapabilities'><arg type='as' direction='out'/></method>
<method name='GetServerInformation'><arg type='s' direction='out'/><arg type='s' direction='out'/>
<arg type='s' direction='out'/><arg type='s' direction='out'/></method>
<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>
<signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>
</interface></node>"""


class Desktop:
    """What shows notifications on this bus."""

    def __init__(self, bus):
        self.bus = bus
        self.shown = []
        node = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS)
        bus.register_object("/org/freedesktop/Notifications", node.interfaces[0], self.called, None, None)
        reply = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                              GLib.Variant("(su)", ("org.freedesktop.Notifications", 4)), None, 0, -1, None)
        assert reply.unpack() == (1,), reply

    def called(self, bus, sender, path, interface, method, parameters, invocation):
        if method == "Notify":
            _, _, _, title, body, actions, _, _ = parameters.unpack()
            self.shown.append({"title": title, "body": body,
                               "actions": dict(zip(actions[1::2], actions[0::2]))})
            invocation.return_value(GLib.Variant("(u)", (len(self.shown),)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            invocation.return_value(None)


def wait(done, what, patience=PATIENCE):
    context = GLib.MainContext.default()
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = done()
        if found:
            return found
        while context.pending():
            context.iteration(False)
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


class App:
    """The program as a service, with the sample in a workspace of its own as the usual one."""

    def __init__(self, program, bus):
        self.program = program
        self.bus = bus
        self.folder = tempfile.TemporaryDirectory(prefix="amends-desktop-")
        self.workspace = os.path.join(self.folder.name, "workspace")
        self.environment = dict(os.environ, GTK_A11Y="none")
        self.command("sample", "load")
        self.process = None

    def command(self, *arguments):
        return subprocess.run([self.program, "--workspace", self.workspace, "--now", NOW, *arguments],
                              env=self.environment, check=True, timeout=PATIENCE, capture_output=True,
                              text=True).stdout

    def start(self, *arguments):
        before = set(self.names())
        self.process = subprocess.Popen([self.program, "--workspace", self.workspace, "--now", NOW, *arguments],
                                        env=self.environment)
        self.name = wait(lambda: next(iter(set(self.names()) - before), None), "the program on the bus")
        self.path = "/" + self.name.replace(".", "/")

    def names(self):
        reply = self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                   "ListNames", None, None, 0, -1, None)
        return [name for name in reply.unpack()[0] if name.startswith("dev.amends.Amends")]

    def call(self, path, interface, method, parameters):
        """Answered while this process itself serves the bus."""
        replies = []
        self.bus.call(self.name, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, PATIENCE * 1000,
                      None, lambda source, result: replies.append(source.call_finish(result)))
        reply = wait(lambda: replies, f"an answer to {method}")[0]
        return reply.unpack()

    def search(self, method, *arguments):
        signature = {"GetInitialResultSet": "(as)", "GetSubsearchResultSet": "(asas)", "GetResultMetas": "(as)",
                     "ActivateResult": "(sasu)", "LaunchSearch": "(asu)"}[method]
        return self.call(self.path + "/SearchProvider", SEARCH, method, GLib.Variant(signature, arguments))

    def action(self, name, parameter):
        self.call(self.path, "org.freedesktop.Application", "ActivateAction",
                  GLib.Variant("(sava{sv})", (name, [parameter] if parameter else [], {})))

    def windows(self):
        tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True, check=True).stdout
        return tree.count("Amends")

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def set_background(self, wanted):
        """As the preferences would, for the next start."""
        keyfile = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
        keyfile.parent.mkdir(parents=True, exist_ok=True)
        keyfile.write_text(f"[dev/amends/Amends]\nbackground={'true' if wanted else 'false'}\n", encoding="utf-8")
        self.environment["GSETTINGS_BACKEND"] = "keyfile"

    def close_window(self):
        wait(lambda: self.windows() > 0, "the window")
        end = time.monotonic() + PATIENCE
        while self.windows() > 0 and time.monotonic() < end:
            keys.press("ctrl+w")
            try:
                wait(lambda: self.windows() == 0 or self.process.poll() is not None, "the window to close", 2)
            except AssertionError:
                keys.focus(self.process.pid)

    def close(self):
        self.stop()
        self.folder.cleanup()


def test_search(app):
    ids, = app.search("GetInitialResultSet", ["northway"])
    assert any(name.startswith("case:") for name in ids) and any(name.startswith("account:") for name in ids), ids
    assert len(ids) == len(set(ids)), ids
    metas, = app.search("GetResultMetas", ids[:5])
    assert [meta["id"] for meta in metas] == ids[:5], metas
    case = next(meta for meta in metas if meta["id"].startswith("case:"))
    assert case["name"].startswith("ESC-") and "Northway Freight" in case["name"], case
    assert len(case["description"].split(" · ")) >= 3, case
    narrower, = app.search("GetSubsearchResultSet", ids, ["northway", "ESC-0007"])
    assert len(narrower) <= len(ids), narrower

    begun = time.monotonic()
    for word in ("n", "no", "nor", "north"):
        app.search("GetInitialResultSet", [word])
    print(f"# a search takes {(time.monotonic() - begun) / 4 * 1000:.0f} ms, with the wait of this test")


def test_strange_search(app):
    for terms in ([], [""], ["  "], ['"', "*", "OR", "'"], ["x" * 10000], ["取消"], ["%s%n"]):
        ids, = app.search("GetInitialResultSet", terms)
        assert isinstance(ids, list), ids
    metas, = app.search("GetResultMetas", ["case:nowhere", "account:", "rubbish", ""])
    assert metas == [], metas
    metas, = app.search("GetResultMetas", [])
    assert metas == [], metas


def test_reminders(app, desktop):
    """The window is there for a moment only: the reminders at the start come all the same."""
    app.action("place", GLib.Variant("s", "today"))
    shown = wait(lambda: desktop.shown, "a notification")
    assert len(shown) == 1, shown
    assert "overdue" in shown[0]["title"] and "\n" in shown[0]["body"], shown
    assert "Open Today" in shown[0]["actions"], shown


def test_button(app):
    case, step = find_ids(app)
    app.action("reminder-done", GLib.Variant("(ssi)", (case, step, -1)))
    wait(lambda: is_done(app, step), "the checkpoint to be done")


def find_ids(app):
    database = next(pathlib.Path(app.workspace).glob("*.db"))
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT escalation_id, id FROM checkpoint WHERE step = 'planned' LIMIT 1").fetchone()


def is_done(app, step):
    database = next(pathlib.Path(app.workspace).glob("*.db"))
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT step FROM checkpoint WHERE id = ?", (step,)).fetchone() == ("done",)


def test_rubbish_action(app):
    app.action("open-case", GLib.Variant("(ss)", ("no such case", "nowhere")))
    app.action("open-account", GLib.Variant("s", "nobody"))
    app.action("place", GLib.Variant("s", "nowhere"))
    app.action("search", GLib.Variant("s", "northway"))
    wait(lambda: app.windows() > 0, "the window")
    time.sleep(0.5)
    assert app.process.poll() is None


def test_background(app):
    """With the window closed it goes on only if it was told to, and still answers then."""
    app.stop()
    app.set_background(False)
    app.start()
    app.close_window()
    assert wait(lambda: app.process.poll() is not None, "the end of the program")
    assert app.process.returncode == 0, app.process.returncode

    app.set_background(True)
    app.start()
    app.close_window()
    try:
        wait(lambda: app.process.poll() is not None, "its end", 1.5)
        raise RuntimeError(f"it has ended: {app.process.returncode}")
    except AssertionError:
        pass
    ids, = app.search("GetInitialResultSet", ["northway"])
    assert ids
    app.action("open-case", GLib.Variant("(ss)", ("ESC-0007", "drafts")))
    wait(lambda: app.windows() > 0, "a window again")
    app.action("quit", None)
    wait(lambda: app.process.poll() is not None, "the end after Quit")


def test_lead(app, desktop):
    """Another process reminds: this one keeps silent until that has gone."""
    app.stop()
    desktop.shown.clear()
    # What was said before is said by nobody again.
    with sqlite3.connect(pathlib.Path(app.workspace, "workspace.db")) as connection:
        connection.execute("DELETE FROM setting WHERE key = 'reminders.said-until'")
    with open(pathlib.Path(app.workspace, "leader.lock"), "rb") as leader:
        fcntl.flock(leader, fcntl.LOCK_EX)
        app.start()
        try:
            wait(lambda: desktop.shown, "a notification", 4)
            raise RuntimeError("both have reminded")
        except AssertionError:
            pass
    app.command("event", "ESC-0007", "A change that the other process makes last.")
    wait(lambda: desktop.shown, "a notification of the new leader")
    assert len(desktop.shown) == 1, desktop.shown


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    desktop = Desktop(bus)
    app = App(sys.argv[1], bus)
    app.start("--gapplication-service")
    tests = [("search", lambda: test_search(app)), ("strange-search", lambda: test_strange_search(app)),
             ("button", lambda: test_button(app)), ("reminders", lambda: test_reminders(app, desktop)),
             ("rubbish-action", lambda: test_rubbish_action(app)), ("background", lambda: test_background(app)),
             ("lead", lambda: test_lead(app, desktop))]
    print(f"1..{len(tests)}")
    try:
        for number, (name, test) in enumerate(tests, 1):
            try:
                test()
                print(f"ok {number} /ui/desktop/{name}")
            except (AssertionError, GLib.Error, OSError, RuntimeError, sqlite3.Error, subprocess.SubprocessError) as error:
                traceback.print_exc()
                print(f"not ok {number} /ui/desktop/{name} #", (str(error).splitlines() or [""])[0])
    finally:
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
