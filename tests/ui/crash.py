#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was typed two seconds before the program is killed is there when it comes back.
  crash.py PROGRAM"""

import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import journey  # noqa: E402  (the path comes first)
from gi.repository import GLib  # noqa: E402  (journey asks for the version)

CASE = "Northway Freight"
SIDEBAR = 250
# Seconds of work that a crash may cost.
LOSS = 2
WORDS = "These words were typed just before the power went."


class App(journey.App):
    def prepare(self):
        subprocess.run([self.program, "--workspace", self.workspace, "--now", journey.NOW, "sample", "load"],
                       env=self.environment, check=True, timeout=journey.PATIENCE)


def open_draft(app):
    # The customer stands in Today as well; the sidebar is what lies to the left.
    app.point(lambda: app.find("label", CASE, test=lambda node: node.get_name() == CASE
                               and 0 < journey.get_area(node).x < SIDEBAR))
    app.key_until("alt+2", lambda: app.look("list item", "Progress update,"), "the list of drafts")
    app.press("Progress update,")
    return app.find("text", "Text of the message")


def main():
    print("1..1")
    app = App(sys.argv[1])
    try:
        app.root = app.wait(app.find_root, "the program on the accessibility bus")
        text = open_draft(app)
        app.wait(lambda: "Pieter" in app.read(text), "the draft in the editor")
        assert text.set_text_contents(f"Pieter, {WORDS}")
        time.sleep(LOSS)
        app.process.send_signal(signal.SIGKILL)
        app.process.wait(timeout=journey.PATIENCE)
        found = subprocess.run([app.program, "--workspace", app.workspace, "--now", journey.NOW, "search", WORDS[:30]],
                               env=app.environment, check=True, capture_output=True, text=True,
                               timeout=journey.PATIENCE).stdout
        assert "ESC-0007" in found, found
        print("ok 1 /ui/crash/typing")
    except (AssertionError, GLib.Error, OSError, subprocess.SubprocessError) as error:
        print("not ok 1 /ui/crash/typing")
        print(app.report(error, "typing"), end="", flush=True)
    finally:
        if app.process.poll() is None:
            app.process.kill()
            app.process.wait()
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
