#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom. Fails on an include that goes up or sideways between the folders of src/,
on a relative include, and on a system library used outside the folder that owns it."""

import pathlib
import re
import sys

SEES = {
    "base": set(),
    "core": {"base"},
    "policy": {"base", "core"},
    "advisor": {"base", "core", "policy"},
    "storage": {"base", "core"},
    "interchange": {"base", "core"},
    "net": {"base"},
    "crm": {"base", "core", "storage", "net"},
    "documents": {"base", "core", "policy", "advisor"},
    "app": {"base", "core", "policy", "advisor", "storage", "interchange", "net", "crm", "documents"},
    "cli": {"base", "core", "policy", "advisor", "documents", "app"},
    "ui": {"base", "core", "policy", "advisor", "documents", "app"},
}
# Who owns a system library's headers. Where two folders share one, both are named.
OWNS = {
    r"gtk/|gdk/|adwaita\.h|libportal": {"ui"},
    r"sqlite3\.h": {"storage"},
    r"libsoup/|libsecret/": {"net"},
    r"gmime/|libical/|gsf/|csv\.h": {"documents", "interchange"},
    r"cairo|pango/": {"documents", "ui"},
}


def main() -> int:
    src = pathlib.Path(sys.argv[1])
    home = {}
    for header in src.rglob("*.h"):
        folder = header.relative_to(src).parts[0]
        if header.name in home:
            print(f"{header}: the name stands in {home[header.name]}/ too")
            return 1
        home[header.name] = folder

    faults = 0
    for path in sorted([*src.rglob("*.c"), *src.rglob("*.h")]):
        folder = path.relative_to(src).parts[0]
        if folder not in SEES:
            continue  # main.c puts the parts together
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
            if not found:
                continue
            name = found.group(2)
            fault = None
            if ".." in name or (found.group(1) == '"' and "/" in name):
                fault = "relative include"
            elif found.group(1) == '"' and name in home:
                target = home[name]
                if target != folder and target not in SEES[folder]:
                    fault = f"{folder}/ may not see {target}/"
            elif found.group(1) == "<":
                for pattern, owners in OWNS.items():
                    if re.match(pattern, name) and folder not in owners:
                        fault = f"{folder}/ may not use <{name}>"
            if fault:
                faults += 1
                print(f"{path.relative_to(src)}:{number}: {fault}: {line.strip()}")
    print(f"{faults} faults in {len(home)} headers' users")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
