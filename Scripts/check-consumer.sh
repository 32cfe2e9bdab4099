#!/usr/bin/env bash
# Builds and runs packages that depend on parts of the library with no traits, and checks that each gets what it uses and
# nothing more: no package is fetched, no other module is built, no other library is linked.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
consumers=$(mktemp -d)
trap 'rm -rf "$consumers"' EXIT

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

libraries() {
    if [ "$(uname)" = Darwin ]; then otool -L "$1"; else ldd "$1"; fi
}

# check "PRODUCTS" "MODULES" "LIBRARIES" OUTPUT < PROGRAM
# A program that uses the products; the modules that are built for it; which of libcrypto, libsqlite3, libpq and libp11-kit it is
# linked with; and the line that it prints.
check() {
    local directory products
    directory=$consumers/$(printf '%s' "$1" | tr -d ' ')
    products=$(for product in $1; do printf '.product(name: "%s", package: "library"), ' "$product"; done)
    mkdir -p "$directory/Sources/Consumer"
    cat > "$directory/Sources/Consumer/main.swift"
    cat > "$directory/Package.swift" << MANIFEST
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "consumer",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "library", path: "$root", traits: [])],
    targets: [.executableTarget(name: "Consumer", dependencies: [$products])]
)
MANIFEST

    cd "$directory"
    swift build --quiet
    local fetched built linked
    fetched=$(ls -A .build/checkouts 2> /dev/null || true)
    [ -z "$fetched" ] || fail "Fetched for a consumer of $1 without traits:" "$fetched"
    # What is only planned has a directory too, but no object files.
    built=$(cd .build/debug && find . -name '*.o' | sed -n 's#^\./\([^/]*\)\.build/.*#\1#p' | sort -u | xargs)
    [ "$built" = "$2" ] || fail "Built for a consumer of $1: $built" "To be built are: $2"
    linked=$(libraries .build/debug/Consumer | sed -nE 's/.*(lib(crypto|sqlite3|pq|p11-kit)).*/\1/p' | sort -u | xargs)
    [ "$linked" = "$3" ] || fail "Linked for a consumer of $1: $linked" "To be linked are: $3"
    # What is not linked could still be asked for, with its headers, when the package is built.
    ! grep -qE 'libpq|CPostgreSQL|p11-kit|CP11Kit' .build/debug.yaml || fail "Building a consumer of $1 needs libpq or p11-kit."
    .build/debug/Consumer | grep -xF "$4" > /dev/null || fail "A consumer of $1 did not print '$4'."
    echo "A consumer of $1 without traits fetches nothing, and builds only $built."
}

check 'Policy' 'CPasswordLists Consumer Policy' '' 'tooShort, commonlyUsed' << 'PROGRAM'
import Policy

print(PasswordPolicy.nist800_63b4.violations(of: "Passw0rd").map(\.code.description).joined(separator: ", "))
PROGRAM

# The program of the README.
sed -n '/^```swift$/,/^```$/p' "$root/README.md" | sed '/^```/d' |
    check 'KeyHierarchy Backup' 'Backup CPasswordLists CSystem Consumer DurableFiles KeyCryptography KeyHierarchy Policy SQLServerFormats SealedMessages' \
        'libcrypto' 'The backup holds the key in use: true'

check 'Recovery KeyHierarchy' 'Backup CPasswordLists CSystem Consumer DurableFiles KeyCryptography KeyHierarchy Policy Recovery SQLServerFormats SealedMessages' \
    'libcrypto' 'service master key: lost' << 'PROGRAM'
import KeyHierarchy
import Recovery

let inventory = try await EncryptionHierarchy().session().inventory()
for consequence in RecoveryAnalysis(inventory).losing([.rootProtector(.machineKey)]).consequences {
    print("\(consequence.key.title): \(consequence.outcome)")
}
PROGRAM
