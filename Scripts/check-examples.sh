#!/usr/bin/env bash
# Builds, tests and runs the examples; what they print must be as Examples/Demonstrations has it.
# Usage: check-examples.sh [--record], which writes down what they print instead of comparing it.
set -euo pipefail
cd "$(dirname "$0")/.."

# The demonstrations make their instances with the tool.
swift build --traits "$(sed -n 's/^TRAITS := //p' Makefile)" --product keyhierarchy
tool=$(swift build --show-bin-path)/keyhierarchy

cd Examples
mkdir -p .build
swift build --build-tests 2>&1 | tee .build/check.log
if grep -E '/Examples/(Sources|Tests)/[^:]*:[0-9]+:[0-9]+: warning:' .build/check.log; then
    echo 'The examples have warnings.' >&2
    exit 1
fi
swift test --skip-build --quiet
programs=$(swift build --show-bin-path)

# Directories, times and whatever is random are not the same twice.
without_chance() {
    sed -E \
        -e 's#(/[^/ ]+)*/tmp\.[A-Za-z0-9]+#DIRECTORY#g' \
        -e 's#[0-9]{8}T[0-9]{6}Z#TIME#g' \
        -e 's#\.[0-9a-f]{8}\.pem#.KEY.pem#g' \
        -e 's#root-[0-9a-f]{32}#root-KEY#g' \
        -e 's#"sealed":"[^"]+"#"sealed":"BASE64"#g'
}

for demonstration in fleet-backup tenant-vault; do
    expected=Demonstrations/$demonstration.txt
    printed=.build/$demonstration.txt
    "Demonstrations/$demonstration.sh" "$programs" "$tool" | without_chance > "$printed"
    if [ "${1:-}" = --record ]; then
        cp "$printed" "$expected"
    elif ! diff -u "$expected" "$printed"; then
        echo "Examples/Demonstrations/$demonstration.sh does not print what is expected." >&2
        exit 1
    fi
    echo "$demonstration runs as Examples/$expected says."
done
