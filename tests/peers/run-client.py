#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a stand-in server with a published client: run-client.py SERVER FOLDER SCRIPT BUILD

Installs what FOLDER/package-lock.json names into BUILD, starts SERVER and runs FOLDER/SCRIPT with
its address. Prints the client's TAP. Skipped where there is no npm or it does not reach its registry.
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH", "ECONNRESET",
               "ERR_SOCKET_TIMEOUT", "ENOTCACHED")


def skip(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


def install(folder, build):
    """Once for each state of the lock file."""
    lock = folder / "package-lock.json"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = build / "installed"
    if stamp.exists() and stamp.read_text() == digest:
        return
    build.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(folder / name, build / name)
    result = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=build,
                            capture_output=True, text=True)
    if result.returncode != 0:
        if any(word in result.stderr for word in UNREACHABLE):
            skip("npm does not reach its registry")
        sys.exit(result.stderr)
    stamp.write_text(digest)


def main():
    server, folder, script, build = sys.argv[1], HERE / sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
    if not shutil.which("npm") or not shutil.which("node"):
        skip("there is no npm")
    install(folder, build)
    peer = subprocess.Popen([sys.executable, "-B", HERE / server, "--until-stdin-closes"],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = int(peer.stdout.readline())
        client = subprocess.run(["node", folder / script, f"http://127.0.0.1:{port}"], cwd=build)
    finally:
        peer.stdin.close()
        peer.wait()
    return client.returncode


if __name__ == "__main__":
    sys.exit(main())
