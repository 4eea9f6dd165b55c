#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clang-format has nothing to say about any C file. Other versions than 14 lay out a little
differently and are not asked."""

import pathlib
import re
import subprocess
import sys

tool, root = sys.argv[1], pathlib.Path(sys.argv[2])
version = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
if not re.search(r"version 14\.", version):
    print(f"needs clang-format 14, this is: {version.strip()}")
    sys.exit(77)
files = [str(p) for folder in ("src", "tests") for p in sorted(root.glob(f"{folder}/**/*.[ch]"))]
done = subprocess.run([tool, "--dry-run", "-Werror", "--ferror-limit=1", *files],
                      capture_output=True, text=True)
print("\n".join(line for line in done.stderr.splitlines() if "error:" in line) or f"{len(files)} files")
sys.exit(1 if done.returncode else 0)
