#!/usr/bin/env bash
# Runs a command with the connection string of a server of PostgreSQL's as its last argument, and ends the server after it.
# The server is in a directory of its own, and listens on a Unix-domain socket alone.
# Usage: with-postgresql.sh COMMAND [ARGUMENT...]
set -euo pipefail

programs=${PG_BINDIR:-}
if [ -z "$programs" ]; then
    found=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin 2> /dev/null | sort -V || true)
    programs=$(printf '%s' "$found" | tail -n 1)
fi
[ -x "$programs/initdb" ] || {
    echo 'PostgreSQL is not installed: make setup does it.' >&2
    exit 1
}

directory=$(mktemp -d /tmp/postgresql-XXXXXX)
# A server refuses to be root's.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$directory"
    as_server=(setpriv --reuid postgres --regid postgres --clear-groups)
fi
server() {
    (cd / && ${as_server[@]+"${as_server[@]}"} "$programs/$1" "${@:2}")
}
trap 'server pg_ctl stop --silent --mode fast --pgdata "$directory/data" || true; rm -rf "$directory"' EXIT

server initdb --pgdata "$directory/data" --username app --auth trust --encoding UTF8 --locale C > "$directory/initdb.log"
server pg_ctl start --silent --wait --pgdata "$directory/data" --log "$directory/data/log" --options \
    "-c listen_addresses= -c unix_socket_directories=$directory -c shared_buffers=512MB -c max_wal_size=8GB"
"$@" "host=$directory user=app dbname=postgres"
