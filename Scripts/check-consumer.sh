#!/usr/bin/env bash
# Builds and runs a package that depends on the library with no traits, and checks that nothing is fetched for it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
consumer=$(mktemp -d)
trap 'rm -rf "$consumer"' EXIT
mkdir -p "$consumer/Sources/Consumer"
cp "$root/Documentation/FirstProgram/main.swift" "$consumer/Sources/Consumer/main.swift"
cat > "$consumer/Package.swift" << MANIFEST
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "consumer",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "library", path: "$root", traits: [])],
    targets: [
        .executableTarget(
            name: "Consumer",
            dependencies: [
                .product(name: "KeyHierarchy", package: "library"), .product(name: "Backup", package: "library"),
            ]
        )
    ]
)
MANIFEST

cd "$consumer"
swift build
.build/debug/Consumer | grep -x 'The backup holds the key in use: true'
if [ -n "$(ls -A .build/checkouts 2> /dev/null)" ]; then
    echo "Fetched for a consumer without traits: $(ls .build/checkouts)" >&2
    exit 1
fi
echo 'A consumer without traits fetches nothing.'
