// swift-tools-version: 6.2

import PackageDescription

/// Programs that fuzz one parser each, of bytes that come from outside.
let programs = [
    "BackupContainer", "BackupContents", "BackupFile", "BackupLabel", "CertificateFile", "KeyMessage", "MachineKey",
    "Names", "PFXContents", "PFXFile", "PVKFile", "PassphraseMessage", "SealedMessage", "SealedSecret", "SQLBatch",
    "TokenURI", "VerificationReceipt",
]
/// Those that need SQLite. The others are faster without its counters.
let programsOnSQLite = ["StoreFile", "StoreRow"]

// A package of its own, so that nobody who depends on the library builds it. `Scripts/fuzz.sh` builds it with the
// instruments, and with -enable-testing: the programs reach what the parsers do not show.
let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "swift-key-hierarchy", path: "..", traits: ["PKCS11", "SQLite"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.8.0"),
    ],
    targets: [
        .target(name: "CFuzzer"),
        .target(name: "FuzzTarget", dependencies: ["CFuzzer"]),
        // Writes what the corpora began with.
        .executableTarget(name: "Seeds", dependencies: library + sqlite),
    ]
        + programs.map { .executableTarget(name: $0, dependencies: ["FuzzTarget"] + library) }
        + programsOnSQLite.map { .executableTarget(name: $0, dependencies: ["FuzzTarget"] + library + sqlite) }
)

var library: [Target.Dependency] {
    [
        .product(name: "Backup", package: "swift-key-hierarchy"),
        .product(name: "KeyHierarchy", package: "swift-key-hierarchy"),
        .product(name: "PKCS11RootProtector", package: "swift-key-hierarchy"),
        .product(name: "Policy", package: "swift-key-hierarchy"),
        .product(name: "SQLServerFormats", package: "swift-key-hierarchy"),
        .product(name: "SealedMessages", package: "swift-key-hierarchy"),
        .product(name: "TransactSQLSyntax", package: "swift-key-hierarchy"),
    ]
}

var sqlite: [Target.Dependency] {
    [
        .product(name: "SQLiteKeyStore", package: "swift-key-hierarchy"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ]
}

for target in package.targets where target.name != "CFuzzer" {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
