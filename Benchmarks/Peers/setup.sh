#!/usr/bin/env bash
# Installs what the library is measured against. Nothing of it is needed to build or to test.
set -euo pipefail
cd "$(dirname "$0")"

if command -v apt-get > /dev/null; then
    missing=()
    for package in age jose softhsm2 python3-venv; do
        dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        as_root=()
        [ "$(id -u)" -eq 0 ] || as_root=(sudo)
        "${as_root[@]}" apt-get update --quiet=2
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 "${missing[@]}"
    fi
fi
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --requirement requirements.txt
