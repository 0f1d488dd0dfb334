#!/bin/sh
# Makes sure that the tests have Chromium, the programs of a PostgreSQL server and nginx: those of
# the machine, else Debian's. None is left running on the machine.
set -eu

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 ||
    missing="$missing postgresql"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
    [ "$missing" != " chromium" ] || exit 0 # then Playwright brings its own
    echo "Missing:$missing; install what is missing, or let this script run apt-get" >&2
    exit 1
fi
install="$as_root apt-get install -y -qq"

# Debian starts what it installs, but where a policy says no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    trap '$as_root rm "$policy"' EXIT
fi

$as_root apt-get update -qq
for program in $missing; do
    case $program in
    chromium)
        $install chromium >/dev/null || echo "apt-get has no chromium; Playwright has one" >&2
        ;;
    postgresql) # would make a server of its own, unless it is told not to
        $install --no-install-recommends postgresql-common >/dev/null
        echo "create_main_cluster = false" |
            $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        $install --no-install-recommends postgresql >/dev/null
        ;;
    nginx)
        $install --no-install-recommends nginx-light >/dev/null
        ;;
    esac
done
