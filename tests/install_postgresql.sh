#!/bin/sh
# Makes sure that the tests have the programs of a PostgreSQL server: those of the machine, else
# Debian's, of which the tests start a private server. None is left running on the machine.
set -eu

if command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    exit 0
fi
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
    echo "PostgreSQL's server is needed; install it, or let this script run apt-get" >&2
    exit 1
fi
install="$as_root apt-get install -y -qq --no-install-recommends"
$as_root apt-get update -qq
# The package would make and start a server of its own, unless it is told not to.
$install postgresql-common >/dev/null
echo "create_main_cluster = false" |
    $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
$install postgresql >/dev/null
