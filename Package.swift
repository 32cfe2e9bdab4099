// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "swift-key-hierarchy",
    platforms: [.macOS(.v26)],
    // The tool is no product: a package that depends on this one would then fetch what only the tool needs.
    products: [
        .library(name: "Policy", targets: ["Policy"]),
        // KeyHierarchy exports KeyCryptography and SQLServerFormats: their public types are part of what users build on.
        .library(name: "KeyHierarchy", targets: ["KeyCryptography", "KeyHierarchy"]),
        .library(name: "Backup", targets: ["Backup"]),
        .library(name: "Recovery", targets: ["Recovery"]),
        .library(name: "SQLiteKeyStore", targets: ["SQLiteKeyStore"]),
        .library(name: "PostgreSQLKeyStore", targets: ["PostgreSQLKeyStore"]),
        .library(name: "PKCS11RootProtector", targets: ["PKCS11RootProtector"]),
        .library(name: "SQLServerFormats", targets: ["SQLServerFormats"]),
        .library(name: "SealedMessages", targets: ["SealedMessages"]),
        .library(name: "TransactSQL", targets: ["TransactSQL"]),
        .library(name: "TransactSQLSyntax", targets: ["TransactSQLSyntax"]),
        .library(name: "KeyHierarchyTesting", targets: ["KeyHierarchyTesting"]),
    ],
    traits: [
        .trait(name: "SQLite", description: "The durable store of the SQLiteKeyStore product, on GRDB."),
        .trait(name: "PostgreSQL", description: "The store of the PostgreSQLKeyStore product, on libpq."),
        .trait(name: "Logging", description: "An audit sink that writes to swift-log."),
        .trait(
            name: "PKCS11",
            description:
                "The PKCS11RootProtector product: the service master key under a key of a hardware token, by way "
                + "of p11-kit."
        ),
        .trait(
            name: "InsecureTesting",
            description: "For benchmarks and tests in release mode: KeyHierarchyTesting's cheap derivation and "
                + "deterministic random source, which only debug builds have otherwise. Never ship a program with it."
        ),
        .default(enabledTraits: ["SQLite", "Logging"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.8.0"),
        // A command for `make docs`; no target uses it, so nobody who depends on this package fetches it.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // C at the bottom.
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .systemLibrary(
            name: "CPostgreSQL",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        .systemLibrary(
            name: "CP11Kit",
            pkgConfig: "p11-kit-1",
            providers: [.apt(["libp11-kit-dev"]), .brew(["p11-kit"])]
        ),
        .target(name: "CSystem"),
        .target(name: "CPasswordLists", exclude: ["Lists"]),

        // The library.
        .target(name: "Policy", dependencies: ["CPasswordLists"]),
        .target(name: "KeyCryptography", dependencies: ["COpenSSL"]),
        .target(name: "SQLServerFormats", dependencies: ["KeyCryptography"]),
        .target(name: "SealedMessages", dependencies: ["KeyCryptography"]),
        .target(name: "DurableFiles", dependencies: ["CSystem", "KeyCryptography"]),
        .target(
            name: "KeyHierarchy",
            dependencies: [
                "DurableFiles",
                "KeyCryptography",
                "Policy",
                "SQLServerFormats",
                "SealedMessages",
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Logging"])),
            ]
        ),
        .target(name: "Backup", dependencies: ["DurableFiles", "KeyCryptography", "KeyHierarchy"]),
        .target(name: "Recovery", dependencies: ["Backup", "KeyHierarchy", "Policy"]),
        // What the rows of a store are, whatever database keeps them.
        .target(name: "StoreRows", dependencies: ["KeyHierarchy"]),
        .target(
            name: "SQLiteKeyStore",
            dependencies: [
                "DurableFiles",
                "KeyHierarchy",
                "StoreRows",
                .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
                .product(name: "GRDBSQLite", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
            ]
        ),
        .target(
            name: "PostgreSQLKeyStore",
            dependencies: [
                .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
                "KeyHierarchy",
                "StoreRows",
            ]
        ),
        .target(
            name: "PKCS11RootProtector",
            dependencies: [
                "DurableFiles",
                "KeyCryptography",
                "KeyHierarchy",
                .target(name: "CP11Kit", condition: .when(traits: ["PKCS11"])),
            ]
        ),
        .target(
            name: "TransactSQL",
            dependencies: [
                "Backup", "DurableFiles", "KeyCryptography", "KeyHierarchy", "Policy", "TransactSQLSyntax",
            ],
            exclude: ["Messages/Listing"]
        ),
        // The syntax of scripts; it knows nothing of keys.
        .target(name: "TransactSQLSyntax"),
        // What a user's own tests need. Nothing above depends on it.
        .target(name: "KeyHierarchyTesting", dependencies: ["Backup", "KeyCryptography", "KeyHierarchy"]),

        // The tool.
        .target(name: "LineEditing"),
        .executableTarget(
            name: "keyhierarchy",
            dependencies: [
                "Backup",
                "DurableFiles",
                "KeyCryptography",
                "KeyHierarchy",
                "LineEditing",
                "PKCS11RootProtector",
                "Policy",
                "PostgreSQLKeyStore",
                "Recovery",
                "SQLiteKeyStore",
                "TransactSQL",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // The programs in the README and in the articles, compiled as they stand, and run by the tests.
        .executableTarget(
            name: "Samples",
            dependencies: [
                "Backup", "KeyHierarchy", "KeyHierarchyTesting", "Policy", "Recovery", "SQLServerFormats",
                "SQLiteKeyStore", "SealedMessages", "TransactSQL", "TransactSQLSyntax",
            ],
            path: "Documentation/Samples",
            plugins: ["ExtractSamples"]
        ),
        .plugin(name: "ExtractSamples", capability: .buildTool(), dependencies: ["SampleExtractor"]),
        .executableTarget(name: "SampleExtractor", path: "Documentation/SampleExtractor"),

        // The tests.
        .target(name: "CSanitizerOptions", path: "Tests/CSanitizerOptions"),
        .target(name: "MemorySearch", dependencies: ["KeyCryptography"], path: "Tests/MemorySearch"),
        .target(name: "CChildPrograms", path: "Tests/CChildPrograms"),
        .target(name: "ChildPrograms", dependencies: ["CChildPrograms"], path: "Tests/ChildPrograms"),
        .target(name: "StockOpenSSL", dependencies: ["ChildPrograms"], path: "Tests/StockOpenSSL"),
        // They need a process of their own: `make memory` and `make timing`.
        .executableTarget(
            name: "MemoryCheck",
            dependencies: [
                "Backup", "ChildPrograms", "KeyCryptography", "KeyHierarchy", "MemorySearch", "SQLiteKeyStore",
                "SealedMessages",
            ],
            path: "Tests/MemoryCheck"
        ),
        .executableTarget(name: "TimingCheck", dependencies: ["KeyCryptography"], path: "Tests/TimingCheck"),
        .testTarget(name: "PolicyTests", dependencies: ["Policy"]),
        .testTarget(
            name: "KeyCryptographyTests",
            dependencies: ["COpenSSL", "CSanitizerOptions", "KeyCryptography", "MemorySearch", "StockOpenSSL"],
            resources: [.copy("Vectors")]
        ),
        .testTarget(
            name: "SQLServerFormatsTests",
            dependencies: ["KeyCryptography", "SQLServerFormats", "StockOpenSSL"],
            resources: [.copy("Vectors")]
        ),
        .testTarget(
            name: "SealedMessagesTests",
            dependencies: ["KeyCryptography", "SealedMessages"],
            resources: [.copy("Vectors")]
        ),
        .testTarget(name: "DurableFilesTests", dependencies: ["DurableFiles", "KeyCryptography"]),
        .testTarget(
            name: "KeyHierarchyTests",
            dependencies: [
                "Backup",
                "ChildPrograms",
                "KeyHierarchy",
                "KeyHierarchyTesting",
                "Policy",
                "SQLiteKeyStore",
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Logging"])),
            ]
        ),
        .testTarget(
            name: "KeyHierarchyTestingTests",
            dependencies: ["KeyHierarchy", "KeyHierarchyTesting"]
        ),
        .testTarget(
            name: "SQLiteKeyStoreTests",
            dependencies: [
                "ChildPrograms",
                "KeyHierarchy",
                "KeyHierarchyTesting",
                "SQLiteKeyStore",
                "StoreRows",
                .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
            ]
        ),
        // A server of PostgreSQL's for tests.
        .target(name: "PostgreSQLServer", dependencies: ["ChildPrograms"], path: "Tests/PostgreSQLServer"),
        .testTarget(
            name: "PostgreSQLKeyStoreTests",
            dependencies: [
                .target(name: "CPostgreSQL", condition: .when(traits: ["PostgreSQL"])),
                "KeyHierarchy",
                "KeyHierarchyTesting",
                "PostgreSQLKeyStore",
                "PostgreSQLServer",
                "StoreRows",
            ]
        ),
        .target(name: "SoftToken", dependencies: ["ChildPrograms"], path: "Tests/SoftToken"),
        .testTarget(
            name: "PKCS11RootProtectorTests",
            dependencies: [
                "ChildPrograms", "KeyCryptography", "KeyHierarchy", "KeyHierarchyTesting", "PKCS11RootProtector",
                "SoftToken", "StockOpenSSL",
            ],
            resources: [.copy("StubToken")]
        ),
        .testTarget(
            name: "BackupTests",
            dependencies: [
                "Backup", "ChildPrograms", "KeyCryptography", "KeyHierarchy", "KeyHierarchyTesting", "Policy",
            ],
            resources: [.copy("Samples")]
        ),
        .testTarget(
            name: "RecoveryTests",
            dependencies: ["Backup", "KeyHierarchy", "KeyHierarchyTesting", "Policy", "Recovery"]
        ),
        .target(name: "TestScripts", path: "Tests/TestScripts", resources: [.copy("Scripts")]),
        .testTarget(
            name: "TransactSQLTests",
            dependencies: [
                "Backup", "KeyCryptography", "KeyHierarchy", "KeyHierarchyTesting", "Policy", "Recovery", "TestScripts",
                "TransactSQL", "TransactSQLSyntax",
            ]
        ),
        .testTarget(name: "TransactSQLSyntaxTests", dependencies: ["TestScripts", "TransactSQLSyntax"]),
        .testTarget(name: "LineEditingTests", dependencies: ["LineEditing"]),
        .testTarget(
            name: "ToolTests",
            dependencies: [
                "ChildPrograms", "KeyHierarchy", "KeyHierarchyTesting", "LineEditing", "PostgreSQLServer", "Recovery",
                "SQLiteKeyStore", "SampleExtractor", "Samples", "SoftToken", "TransactSQL", "keyhierarchy",
            ]
        ),
        // `make crash`, `make faults` and `make stress`: what needs processes of its own.
        .target(name: "CFaultySystem", path: "Tests/CFaultySystem"),
        .executableTarget(
            name: "reliability",
            dependencies: [
                "Backup",
                "CFaultySystem",
                "ChildPrograms",
                "KeyCryptography",
                "KeyHierarchy",
                "KeyHierarchyTesting",
                "PostgreSQLKeyStore",
                "PostgreSQLServer",
                "SQLiteKeyStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Reliability"
        ),
    ]
)

for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
