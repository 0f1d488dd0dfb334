#!/bin/sh
# Makes sure that the tests have nginx: the machine's, else Debian's. None is left running.
set -eu

if command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]; then
    exit 0
fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
    echo "nginx is needed; install it, or let this script run apt-get" >&2
    exit 1
fi
$as_root apt-get update -qq
# Debian starts what it installs, but where a policy says no.
policy=/usr/sbin/policy-rc.d
[ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null; $as_root chmod +x "$policy"; forget="$policy"; }
$as_root apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
[ -z "${forget:-}" ] || $as_root rm "$forget"
