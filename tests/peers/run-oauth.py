#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test against a published OAuth 2.0 server: run-oauth.py FOLDER BUILD TEST

Installs what FOLDER/package-lock.json names into BUILD, as run-client.py does, and runs TEST with
the path of the server in AMENDS_OAUTH_SERVER.
"""

import importlib
import os
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
clients = importlib.import_module("run-client")


def main():
    folder, build, test = HERE / sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    if not shutil.which("npm") or not shutil.which("node"):
        clients.skip("there is no npm")
    clients.install(folder, build)
    server = build / "node_modules/@dwmkerr/mock-llm/dist/main.js"
    os.environ["AMENDS_OAUTH_SERVER"] = str(server)
    os.execv(test, [test, "-p", "/crm/sign-in/published"])


if __name__ == "__main__":
    main()
