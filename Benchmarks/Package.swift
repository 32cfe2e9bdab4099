// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who depends on the library builds or fetches what only its benchmarks need.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        // InsecureTesting: a million databases whose passwords cost nothing.
        .package(name: "swift-key-hierarchy", path: "..", traits: ["SQLite", "PostgreSQL", "InsecureTesting"])
    ],
    targets: [
        .target(
            name: "CFloor",
            linkerSettings: [.linkedLibrary("crypto"), .linkedLibrary("sqlite3"), .linkedLibrary("pthread")]
        ),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CFloor",
                .product(name: "Backup", package: "swift-key-hierarchy"),
                .product(name: "KeyHierarchy", package: "swift-key-hierarchy"),
                .product(name: "KeyHierarchyTesting", package: "swift-key-hierarchy"),
                .product(name: "Policy", package: "swift-key-hierarchy"),
                .product(name: "PostgreSQLKeyStore", package: "swift-key-hierarchy"),
                .product(name: "Recovery", package: "swift-key-hierarchy"),
                .product(name: "SQLServerFormats", package: "swift-key-hierarchy"),
                .product(name: "SQLiteKeyStore", package: "swift-key-hierarchy"),
                .product(name: "SealedMessages", package: "swift-key-hierarchy"),
                .product(name: "TransactSQLSyntax", package: "swift-key-hierarchy"),
            ]
        ),
    ]
)

for target in package.targets where target.type == .executable {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
