#!/usr/bin/env bash
# Exchanges messages and files with software of others, both ways: see Scripts/Interoperability/check.py. It is installed for
# that alone; nothing of it is needed to build or to test.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --traits "$(sed -n 's/^TRAITS := //p' Makefile)" --product keyhierarchy
environment=.build/interoperability
if [ ! -x "$environment/bin/python" ]; then
    if command -v apt-get > /dev/null && ! dpkg -s python3-venv > /dev/null 2>&1; then
        as_root=()
        [ "$(id -u)" -eq 0 ] || as_root=(sudo)
        "${as_root[@]}" apt-get update --quiet=2
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 python3-venv
    fi
    python3 -m venv "$environment"
fi
"$environment/bin/pip" install --quiet --requirement Scripts/Interoperability/requirements.txt
"$environment/bin/python" Scripts/Interoperability/check.py "$(swift build --show-bin-path)/keyhierarchy"
