#!/bin/sh
# Makes sure that the tests have a browser: Debian's Chromium if the machine has it or can
# install it, else the one that Playwright brings.
set -eu

if command -v chromium >/dev/null; then
    exit 0
fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    if $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null; then
        exit 0
    fi
    echo "apt-get could not install chromium; trying Playwright's own" >&2
fi
exec "$PLAYWRIGHT" install --with-deps chromium
