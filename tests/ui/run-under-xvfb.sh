#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test of the window on a screen, a bus and folders of its own.
#   run-under-xvfb.sh PROGRAM [ARGUMENTS…]
set -euo pipefail

for tool in Xvfb dbus-run-session; do
  command -v "$tool" >/dev/null || { echo "1..0 # SKIP $tool is not installed"; exit 0; }
done

home=$(mktemp -d "${TMPDIR:-/tmp}/amends-ui-XXXXXX")
server=""
clean_up () {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$home"
}
trap clean_up EXIT

mkdir -m 700 "$home/tmp" "$home/run" "$home/config" "$home/data" "$home/cache"
mkfifo "$home/display"
# It would start anew when its last client leaves, and turn away one that comes meanwhile.
Xvfb -noreset -displayfd 3 -screen 0 1280x900x24 -nolisten tcp 3>"$home/display" 2>/dev/null &
server=$!
read -r number <"$home/display"

# What moves would be found in another place a moment later.
mkdir "$home/config/gtk-4.0"
printf '[Settings]\ngtk-enable-animations=false\n' >"$home/config/gtk-4.0/settings.ini"

export DISPLAY=":$number" GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=test
export TMPDIR="$home/tmp" HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data"
export XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run"
export GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL=1
# The services of the bus say things too; only what the test says is its result.
dbus-run-session -- bash -c 'exec "$@" >&4 4>&-' bash "$@" 4>&1 >&2
