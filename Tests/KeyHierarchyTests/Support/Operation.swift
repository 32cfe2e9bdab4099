import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// An operation of a session, to carry out on an instance that ``Operation/prepare(_:)`` has made.
struct Operation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (Session) async throws -> Void

    /// An instance with databases Sales (two passwords, two credentials), Closed (passwords only), Free (nothing under
    /// the key) and Empty (no key), and two credentials of the server. Sales has one of each other kind of key, too; see
    /// ``prepareOtherKeys(on:)``.
    static func prepare(
        on store: any KeyStore = InMemoryKeyStore(),
        rootProtectors: [any RootProtector]? = nil
    ) async throws -> TestInstance {
        let bench = try await TestInstance(
            databases: ["Sales", "Free"], passwordOnly: ["Closed"], store: store, rootProtectors: rootProtectors)
        try await bench.session.createDatabase("Empty")
        try await bench.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        for name in ["one", "two"] {
            try await bench.createCredential(name, in: .database("Sales"))
            try await bench.createCredential(name, in: .server)
        }
        try await prepareOtherKeys(on: bench)
        return bench
    }

    /// Every operation that changes something, each of which succeeds on the instance.
    static let all = onMasterKeys + onOtherKeys

    /// Those on databases, master keys and credentials.
    static let onMasterKeys = [
        Operation("createDatabase") { try await $0.createDatabase("New") },
        Operation("dropDatabase") { try await $0.dropDatabase("Sales") },
        Operation("createMasterKey") { try await $0.createMasterKey(in: "Empty", password: TestInstance.password) },
        Operation("dropMasterKey") { try await $0.dropMasterKey(of: "Free") },
        Operation("regenerateMasterKey") { try await $0.regenerateMasterKey(of: "Sales", password: "Brand 5 New") },
        Operation("forceRegenerateMasterKey") {
            try await $0.regenerateMasterKey(of: "Closed", password: "Brand 5 New", tolerance: .force)
        },
        Operation("addPassword") { try await $0.addPassword("Brand 5 New", toMasterKeyOf: "Sales") },
        Operation("dropPassword") { try await $0.dropPassword(TestInstance.otherPassword, fromMasterKeyOf: "Sales") },
        Operation("renamePassword") {
            try await $0.renamePassword(
                .slot(1), of: .masterKey(of: "Sales"), password: TestInstance.password, to: "vault")
        },
        Operation("addServiceMasterKeyEncryption") {
            try await $0.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        },
        Operation("dropServiceMasterKeyEncryption") {
            try await $0.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        },
        Operation("regenerateServiceMasterKey") { try await $0.regenerateServiceMasterKey() },
        Operation("forceRegenerateServiceMasterKey") { try await $0.regenerateServiceMasterKey(tolerance: .force) },
        Operation("protectServiceMasterKey") {
            try await $0.protectServiceMasterKey(with: [
                EphemeralRootProtector(name: .serviceAccount), EphemeralRootProtector(),
            ])
        },
        Operation("createServerCredential") {
            try await $0.createCredential("new", in: .server, identity: "i", secret: SecretBytes(text: "s"))
        },
        Operation("createScopedCredential") {
            try await $0.createCredential("new", in: .database("Sales"), identity: "i", secret: SecretBytes(text: "s"))
        },
        Operation("alterServerCredential") {
            try await $0.alterCredential("one", in: .server, identity: "i", secret: SecretBytes(text: "s"))
        },
        Operation("alterScopedCredential") {
            try await $0.alterCredential("one", in: .database("Sales"), identity: "i", secret: SecretBytes(text: "s"))
        },
        Operation("dropServerCredential") { try await $0.dropCredential("one", in: .server) },
        Operation("dropScopedCredential") { try await $0.dropCredential("one", in: .database("Sales")) },
        Operation("restoreServiceMasterKey") { try await $0.restoreServiceMasterKeyAsBackupsDo() },
        Operation("restoreMasterKey") { try await $0.restoreMasterKeyAsBackupsDo(of: "Sales") },
        Operation("restoreMasterKeyIntoNone") { try await $0.restoreMasterKeyAsBackupsDo(of: "Empty") },
        Operation("restoreSameMasterKey") {
            let key = try await $0.masterKeyForBackup(of: "Sales").key
            try await $0.restoreMasterKeyAsBackupsDo(of: "Sales", key.material)
        },
    ]

    init<Result>(_ name: String, _ run: @escaping @Sendable (Session) async throws -> Result) {
        testDescription = name
        self.run = { _ = try await run($0) }
    }
}

extension Session {
    fileprivate func restoreServiceMasterKeyAsBackupsDo() async throws {
        let material = SharedSecret(try SecretBytes.random(count: 32))
        _ = try await audited(.restoreServiceMasterKey, .serviceMasterKey) {
            try await restoreServiceMasterKey(material, tolerance: .none, progress: nil)
        }
    }

    fileprivate func restoreMasterKeyAsBackupsDo(of name: DatabaseName, _ material: SharedSecret? = nil) async throws {
        let material = try material ?? SharedSecret(SecretBytes.random(count: 32))
        _ = try await audited(.restoreMasterKey, .masterKey(of: name)) {
            try await restoreMasterKey(
                of: name, material, newPassword: "Brand 5 New", label: "", tolerance: .none)
        }
    }
}
