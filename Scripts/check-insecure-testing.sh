#!/usr/bin/env bash
# Checks that what is insecure in KeyHierarchyTesting cannot be reached from a release build, unless a manifest says so.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
consumer=$(mktemp -d)
trap 'rm -rf "$consumer"' EXIT
mkdir -p "$consumer/Sources/Consumer"
cd "$consumer"

manifest() {
    cat > Package.swift << MANIFEST
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "consumer",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "library", path: "$root", traits: [$1])],
    targets: [
        .executableTarget(
            name: "Consumer",
            dependencies: [.product(name: "KeyHierarchyTesting", package: "library")]
        )
    ]
)
MANIFEST
}

cat > Sources/Consumer/main.swift << 'PROGRAM'
import KeyHierarchy
import KeyHierarchyTesting

var options = EncryptionHierarchy.Options()
options.passwordDerivation = .insecureForTesting
options.random = DeterministicRandomSource(seed: 1)
_ = try await TestInstance(seed: 1)
PROGRAM

manifest ''
if swift build --configuration release > build.log 2>&1; then
    echo 'A release build reaches what is insecure, without the trait InsecureTesting.' >&2
    exit 1
fi
for name in insecureForTesting DeterministicRandomSource seed; do
    if ! grep -q "error: .*$name" build.log; then
        echo "A release build fails for another reason than $name, or does not fail for it:" >&2
        grep 'error:' build.log >&2 || tail -n 20 build.log >&2
        exit 1
    fi
done

manifest '"InsecureTesting"'
swift build --configuration release
echo 'What is insecure is reached from debug builds and with the trait InsecureTesting alone.'
