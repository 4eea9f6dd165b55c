# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard of a screen without a window manager."""

import subprocess

PATIENCE = 120


def press(keys):
    """KEYS as xdotool writes them, to whatever has the focus"""
    subprocess.run(["xdotool", "key", "--clearmodifiers", keys], check=True, timeout=PATIENCE)


def focus(pid):
    """Gives the keys to the window of a process: nobody else does so when another window has gone. One
    that is only about to show cannot have them yet."""
    subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "windowfocus"], check=False,
                   capture_output=True, timeout=PATIENCE)
