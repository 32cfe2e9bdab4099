#!/usr/bin/env bash
# Installs the system libraries and the commands that this package, its tests and its guides need, if they are missing.
set -euo pipefail

command -v swift > /dev/null || {
    echo "Swift is missing. Install 6.2.3 or later: https://www.swift.org/install" >&2
    exit 1
}

if [ "$(uname)" = Darwin ]; then
    # SQLite comes with the system.
    for formula in openssl@3 libpq postgresql@17 p11-kit softhsm; do
        brew list --versions "$formula" > /dev/null || brew install "$formula"
    done
elif command -v apt-get > /dev/null; then
    # Of postgresql only the programs are used: tests start servers of their own.
    missing=()
    for package in libssl-dev libsqlite3-dev libpq-dev libp11-kit-dev openssl sqlite3 postgresql softhsm2; do
        dpkg-query --show --showformat '${Status}' "$package" 2> /dev/null | grep -q 'install ok installed' ||
            missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        as_root=()
        [ "$(id -u)" -eq 0 ] || as_root=(sudo)
        echo "Installing ${missing[*]}"
        "${as_root[@]}" apt-get update --quiet=2
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 "${missing[@]}"
    fi
else
    echo "There is no apt here. Install libcrypto of OpenSSL 3, SQLite 3.37 or later, libpq and p11-kit" \
        "with their headers, PostgreSQL and SoftHSM." >&2
fi
