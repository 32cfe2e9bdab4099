# What the demonstrations share: a directory that is thrown away, and functions that show what is done.
# shellcheck shell=bash

directory=$(mktemp -d)
# Sorting is by bytes on every machine.
export LC_ALL=C
background=()

# Whatever happens, nothing is left running, and nothing lying about.
clean_up() {
    for process in "${background[@]}"; do kill "$process" 2> /dev/null || true; done
    rm -rf "$directory"
}
trap clean_up EXIT
cd "$directory"
chmod 700 .
umask 077

step() {
    printf '\n== %s\n' "$1"
}

# Runs a program, and says with which status it ended unless that is 0.
run() {
    local status=0
    printf '$ %s %s\n' "${1##*/}" "${*:2}"
    "$@" 2>&1 || status=$?
    [ "$status" -eq 0 ] || printf '(exit status %s)\n' "$status"
}

# Asks a program in the background to stop, and says how it ended.
stop() {
    local status=0
    kill -TERM "$1"
    wait "$1" || status=$?
    printf 'SIGTERM to %s: exit status %s\n' "$2" "$status"
}

# Waits until a command succeeds, for half a minute.
until_true() {
    for _ in $(seq 300); do
        if "$@"; then return; fi
        sleep 0.1
    done
    echo "This did not come true: $*" >&2
    exit 1
}
