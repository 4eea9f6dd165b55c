# SPDX-License-Identifier: GPL-3.0-or-later
# What Amends needs from the system, by distribution. Sourced by run and check.
#   amends_setup build|test [--yes]

AMENDS_BUILD_DEBIAN="gcc libc6-dev meson ninja-build pkg-config python3 gettext desktop-file-utils
  libglib2.0-dev libglib2.0-dev-bin libgtk-4-dev libgtk-4-bin libadwaita-1-dev libjson-glib-dev
  libsqlite3-dev libgmime-3.0-dev libical-dev libcmark-dev libportal-gtk4-dev libenchant-2-dev
  libpango1.0-dev libcairo2-dev libsoup-3.0-dev libsecret-1-dev libcsv-dev ca-certificates
  glib-networking adwaita-icon-theme shared-mime-info"
AMENDS_TEST_DEBIAN="appstream xvfb xauth dbus dbus-x11 at-spi2-core python3-gi gir1.2-atspi-2.0
  python3-jsonschema xdotool imagemagick fonts-cantarell fonts-noto-cjk poppler-utils clang-format
  locales sqlite3 man-db hunspell-en-us gnome-keyring openssl"
AMENDS_BUILD_FEDORA="gcc meson ninja-build pkgconf-pkg-config python3 gettext desktop-file-utils
  glib2-devel gtk4-devel libadwaita-devel json-glib-devel sqlite-devel gmime30-devel libical-devel
  cmark-devel libportal-gtk4-devel enchant2-devel pango-devel cairo-devel libsoup3-devel
  libsecret-devel libcsv-devel glib-networking adwaita-icon-theme"
AMENDS_TEST_FEDORA="appstream xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon dbus-x11 at-spi2-core
  python3-gobject python3-jsonschema xdotool ImageMagick abattis-cantarell-fonts
  google-noto-sans-cjk-fonts poppler-utils clang-tools-extra libasan libubsan sqlite hunspell-en-US
  gnome-keyring openssl"
AMENDS_BUILD_ARCH="gcc meson ninja pkgconf python gettext desktop-file-utils glib2-devel gtk4
  libadwaita json-glib sqlite gmime3 libical cmark libportal-gtk4 enchant pango cairo libsoup3
  libsecret libcsv glib-networking adwaita-icon-theme"
AMENDS_TEST_ARCH="appstream xorg-server-xvfb xorg-xauth dbus at-spi2-core python-gobject
  python-jsonschema xdotool imagemagick cantarell-fonts noto-fonts-cjk poppler clang
  hunspell-en_us gnome-keyring openssl"

amends_distribution () {
  # shellcheck disable=SC1091
  [ -r /etc/os-release ] && . /etc/os-release
  case " ${ID:-} ${ID_LIKE:-} " in
    *debian*|*ubuntu*) echo debian ;;
    *fedora*|*rhel*) echo fedora ;;
    *arch*) echo arch ;;
    *) echo unknown ;;
  esac
}

amends_missing () {
  case $1 in
    debian) shift; for p in "$@"; do
              dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null | grep -qx installed || echo "$p"
            done ;;
    fedora) shift; for p in "$@"; do rpm -q --whatprovides "$p" >/dev/null 2>&1 || echo "$p"; done ;;
    arch) shift; for p in "$@"; do pacman -Qq "$p" >/dev/null 2>&1 || echo "$p"; done ;;
  esac
}

amends_setup () {
  local what=$1 yes=${2:-} kind wanted missing sudo="" answer
  kind=$(amends_distribution)
  case $kind in
    debian) wanted=$AMENDS_BUILD_DEBIAN; [ "$what" = test ] && wanted="$wanted $AMENDS_TEST_DEBIAN" ;;
    fedora) wanted=$AMENDS_BUILD_FEDORA; [ "$what" = test ] && wanted="$wanted $AMENDS_TEST_FEDORA" ;;
    arch) wanted=$AMENDS_BUILD_ARCH; [ "$what" = test ] && wanted="$wanted $AMENDS_TEST_ARCH" ;;
    *) echo "This system is neither Debian, Fedora nor Arch. Install the packages named in" \
            "build-aux/setup.sh by hand; the build goes on with what is there." >&2
       return 0 ;;
  esac
  # Node comes from more places than the distribution, and its packages then conflict with those.
  if [ "$what" = test ] && ! command -v npm >/dev/null 2>&1; then wanted="$wanted nodejs npm"; fi
  # shellcheck disable=SC2086
  missing=$(amends_missing "$kind" $wanted | tr '\n' ' ')
  [ -z "${missing// /}" ] && return 0

  echo "Missing packages: $missing"
  if [ "$(id -u)" != 0 ]; then
    sudo=sudo
    if [ "$yes" != --yes ]; then
      [ -t 0 ] || { echo "Install them, or call again with --yes." >&2; return 1; }
      printf 'Install them now? [Y/n] '
      read -r answer
      case $answer in ""|y|Y|yes) ;; *) return 1 ;; esac
    fi
  fi
  # shellcheck disable=SC2086
  case $kind in
    debian) $sudo apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
              -o DPkg::Lock::Timeout=600 $missing ;;
    fedora) $sudo dnf install -y -q $missing ;;
    arch) $sudo pacman -S --needed --noconfirm $missing ;;
  esac
}

# Some systems put another python3 first in PATH, one without the system's modules.
amends_meson () {
  if command -v ccache >/dev/null 2>&1; then CC="ccache ${CC:-gcc}"; export CC; fi
  meson "$@"
}
