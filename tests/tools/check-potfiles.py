#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with strings for translators is named in po/POTFILES, and every name there exists."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
listed = {line for line in (root / "po/POTFILES").read_text().splitlines()
          if line and not line.startswith("#")}
marked = set()
for path in [*root.glob("src/**/*.c"), *root.glob("src/**/*.h")]:
    text = path.read_text()
    if re.search(r'\b(N?_|NC?_|C_|ngettext|g_dngettext)\s*\(\s*(GETTEXT_PACKAGE|")', text):
        marked.add(str(path.relative_to(root)))
for path in root.glob("ui/**/*.ui"):
    if 'translatable="yes"' in path.read_text():
        marked.add(str(path.relative_to(root)))

faults = [f"not in po/POTFILES: {name}" for name in sorted(marked - listed)]
faults += [f"in po/POTFILES but not there: {name}" for name in sorted(listed)
           if not (root / name).exists()]
print("\n".join(faults) or f"{len(listed)} files")
sys.exit(1 if faults else 0)
