# SPDX-License-Identifier: GPL-3.0-or-later
"""The workspace: permissions, backup, several processes at once, the sample."""

import json
import os
import pathlib
import sqlite3
import subprocess

from amendstest import NOW, NORTHWAY, PROGRAM, Workspace, main


def private_files():
    w = Workspace()
    w.new(NORTHWAY)
    assert oct(os.stat(w.path).st_mode & 0o777) == "0o700"
    for entry in pathlib.Path(w.path).iterdir():
        mode = entry.stat().st_mode & 0o777
        assert mode == (0o700 if entry.is_dir() else 0o600), (entry, oct(mode))


def backup_and_restore():
    w = Workspace()
    w.new(NORTHWAY)
    backup = w.folder + "/backup.db"
    w.run("backup", backup)
    w.new(NORTHWAY)
    assert len(w.run("list", "--json").json["escalations"]) == 2
    w.run("restore", backup)
    assert len(w.run("list", "--json").json["escalations"]) == 1
    w.run("restore", w.file("nonsense.db", "nonsense"), code=1)
    w.run("restore", w.folder + "/missing.db", code=1)
    assert len(w.run("list", "--json").json["escalations"]) == 1
    assert w.run("verify", "--json").json["ok"]


def ten_at_once():
    w = Workspace()
    w.new(NORTHWAY)
    path = w.file("one.json", json.dumps(NORTHWAY))
    environment = dict(os.environ, HOME=w.folder, XDG_DATA_HOME=w.folder, DBUS_SESSION_BUS_ADDRESS="disabled:")
    running = [subprocess.Popen([PROGRAM, "--workspace", w.path, "--now", NOW, "new", path],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
               for _ in range(10)]
    numbers = []
    for process in running:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
        numbers.append(out.decode().strip())
    assert sorted(numbers) == [f"ESC-{n:04d}" for n in range(2, 12)], numbers
    assert w.run("verify", "--json").json["ok"]


def newer_schema_is_read_only():
    w = Workspace()
    w.new(NORTHWAY)
    database = sqlite3.connect(w.path + "/workspace.db")
    database.execute("PRAGMA user_version = 9999")
    database.commit()
    database.close()
    assert len(w.run("list", "--json").json["escalations"]) == 1
    assert w.run("event", "1", "a note", code=1).err


def tampering_is_seen():
    w = Workspace()
    w.new(NORTHWAY)
    database = sqlite3.connect(w.path + "/workspace.db")
    triggers = [row[0] for row in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'")]
    assert triggers, "the log must refuse changes"
    try:
        database.execute("UPDATE event SET actor = 'Somebody else' WHERE seq = 2")
        refused = False
    except sqlite3.DatabaseError:
        refused = True
    assert refused
    for trigger in triggers:
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute("UPDATE event SET actor = 'Somebody else' WHERE seq = 2")
    database.commit()
    database.close()
    found = w.run("verify", "--json", code=1).json
    assert not found["ok"] and found["broken_at"] == 2, found


def sample_comes_and_goes():
    w = Workspace()
    w.run("sample", "load")
    rows = w.run("list", "--json").json["escalations"]
    assert len(rows) == 8 and all(row["sample"] for row in rows)
    assert {row["status"] for row in rows} >= {"open", "in-progress", "waiting", "resolved", "closed"}
    for row in rows:
        assert w.run("plan", row["id"]).out
    w.new(NORTHWAY)
    w.run("sample", "remove")
    rows = w.run("list", "--json").json["escalations"]
    assert len(rows) == 1 and not rows[0]["sample"]
    assert w.run("verify", "--json").json["ok"]


def doctor():
    w = Workspace()
    out = w.run("doctor").out
    assert w.path in out and "standard" in out.lower()


main(private_files, backup_and_restore, ten_at_once, newer_schema_is_read_only, tampering_is_seen,
     sample_comes_and_goes, doctor)
