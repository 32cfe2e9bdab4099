// swift-tools-version: 6.2

import PackageDescription

// A package of its own: nobody who depends on the library builds or fetches what only its examples need. A program of
// yours names the library by its URL where this one names a path.
let package = Package(
    name: "Examples",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "fleet-backup", targets: ["FleetBackup"]),
        .executable(name: "tenant-vault", targets: ["TenantVaultTool"]),
        .executable(name: "root-key-agent", targets: ["RootKeyAgent"]),
    ],
    dependencies: [
        .package(name: "swift-key-hierarchy", path: "..", traits: ["SQLite"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    ],
    targets: [
        // What the programs share.
        .target(name: "PasswordFiles", dependencies: [.keyHierarchy]),
        .testTarget(
            name: "PasswordFilesTests",
            dependencies: ["PasswordFiles", "TemporaryDirectories", .keyHierarchy]
        ),
        .target(name: "StopSignals"),
        .target(name: "TemporaryDirectories", path: "Tests/TemporaryDirectories"),

        // An admin tool that finds keys at risk on many instances, and backs them up on a schedule.
        .executableTarget(
            name: "FleetBackup",
            dependencies: ["PasswordFiles", "StopSignals", .backup, .keyHierarchy, .sqliteKeyStore, .argumentParser]
        ),
        .testTarget(
            name: "FleetBackupTests",
            dependencies: [
                "FleetBackup", "PasswordFiles", "TemporaryDirectories", .backup, .keyHierarchy, .keyHierarchyTesting,
                .sqliteKeyStore,
            ]
        ),

        // A service that keeps tenants' keys.
        .systemLibrary(
            name: "CLibcrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .target(name: "TenantVault", dependencies: ["CLibcrypto", .backup, .keyHierarchy]),
        .executableTarget(
            name: "TenantVaultTool",
            dependencies: [
                "AgentRootProtector", "PasswordFiles", "StopSignals", "TenantVault", .keyHierarchy, .sqliteKeyStore,
                .argumentParser,
            ]
        ),
        .testTarget(
            name: "TenantVaultTests",
            dependencies: [
                "TemporaryDirectories", "TenantVault", .backup, .keyHierarchy, .keyHierarchyTesting, .sqliteKeyStore,
            ]
        ),

        // A key store of one's own: each commit is a file in a directory.
        .target(name: "CommitLogKeyStore", dependencies: [.keyHierarchy]),
        .testTarget(
            name: "CommitLogKeyStoreTests",
            dependencies: ["CommitLogKeyStore", "TemporaryDirectories", .keyHierarchy, .keyHierarchyTesting]
        ),

        // A root protector of one's own: an agent behind a Unix socket, and the agent.
        .target(name: "AgentRootProtector", dependencies: [.keyHierarchy]),
        .executableTarget(
            name: "RootKeyAgent",
            dependencies: ["AgentRootProtector", "StopSignals", .keyHierarchy, .argumentParser]
        ),
        .testTarget(
            name: "AgentRootProtectorTests",
            dependencies: [
                "AgentRootProtector", "RootKeyAgent", "TemporaryDirectories", .keyHierarchy, .keyHierarchyTesting,
            ]
        ),

        // Somebody's key-management code, and its tests with the kit.
        .target(name: "KeyRotation", dependencies: [.backup, .keyHierarchy]),
        .testTarget(
            name: "KeyRotationTests",
            dependencies: ["KeyRotation", .backup, .keyHierarchy, .keyHierarchyTesting]
        ),
    ]
)

extension Target.Dependency {
    static let argumentParser = Self.product(name: "ArgumentParser", package: "swift-argument-parser")
    static let backup = Self.product(name: "Backup", package: "swift-key-hierarchy")
    static let keyHierarchy = Self.product(name: "KeyHierarchy", package: "swift-key-hierarchy")
    static let keyHierarchyTesting = Self.product(name: "KeyHierarchyTesting", package: "swift-key-hierarchy")
    static let sqliteKeyStore = Self.product(name: "SQLiteKeyStore", package: "swift-key-hierarchy")
}

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
