import KeyHierarchy
import KeyHierarchyTesting

extension Operation {
    /// Gives Sales a certificate, an asymmetric key that encrypts nothing, a symmetric key under the certificate, a password and
    /// another symmetric key, a further version of its sealing key, and an encryption key; Free a certificate without its
    /// private key; the server a linked server login.
    ///
    /// All private keys have been used once, and the symmetric keys are open, so that nothing is left to be noted.
    static func prepareOtherKeys(on bench: TestInstance) async throws {
        let session = bench.session
        try await session.createMasterKey(in: "master", password: TestInstance.password)
        for (number, (name, database)) in [
            ("Server", "master"), ("Server 2", "master"), ("Cards", "Sales"), ("Public", "Free"),
        ].enumerated() {
            let pair = try await TestKeyPair.shared.value
            try await session.importCertificate(
                name, in: DatabaseName(database), encoded: pair.certificate(number),
                privateKey: name == "Public" ? nil : pair.privateKey)
            if name != "Public" {
                _ = try await session.signature(for: [], with: .certificate(name), in: DatabaseName(database))
            }
        }
        let privateKey = try await TestKeyPair.shared.value.privateKey
        try await session.importAsymmetricKey("Pair", in: "Sales", privateKey: privateKey)
        _ = try await session.signature(for: [], with: .asymmetricKey("Pair"), in: "Sales")
        try await session.createSymmetricKey("Outer", in: "Sales", encryptedBy: [.password(TestInstance.password)])
        try await session.openSymmetricKey("Outer", in: "Sales", by: .password(TestInstance.password))
        try await session.createSymmetricKey(
            "Data", in: "Sales",
            encryptedBy: [.certificate("Cards"), .symmetricKey("Outer"), .password(TestInstance.password)])
        try await session.openSymmetricKey("Data", in: "Sales", by: .password(TestInstance.password))
        try await session.replaceSealingKey(ofSymmetricKey: "Data", in: "Sales")
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "Server")
        try await session.addLinkedServer("Other")
        try await session.setLinkedServerLogin(server: "Other", remoteLogin: "r", password: TestInstance.password)
    }

    /// Those on all other kinds of keys. Keys are imported: making them would take most of the time.
    static let onOtherKeys = [
        Operation("importCertificate") {
            let pair = try await TestKeyPair.shared.value
            try await $0.importCertificate(
                "New", in: "Sales", encoded: pair.certificate(9), privateKey: pair.privateKey)
        },
        Operation("importPrivateKey") {
            let privateKey = try await TestKeyPair.shared.value.privateKey
            try await $0.importPrivateKey(privateKey, ofCertificate: "Public", in: "Free")
        },
        Operation("protectPrivateKey") {
            try await $0.protectPrivateKey(of: .certificate("Cards"), in: "Sales", with: .password("Brand 5 New"))
        },
        Operation("removePrivateKey") { try await $0.removePrivateKey(of: .asymmetricKey("Pair"), in: "Sales") },
        Operation("setActiveForBeginDialog") {
            try await $0.setActiveForBeginDialog(false, certificate: "Cards", in: "Sales")
        },
        Operation("notePrivateKeyBackup") {
            try await $0.notePrivateKeyBackup(
                of: $0.certificate("Cards", in: "Sales"), at: "/safe/cards.pvk",
                password: BackupRecord.PasswordEntry(id: "0a0b0c0d", label: ""))
        },
        Operation("dropCertificate") { try await $0.drop(.certificate("Public"), in: "Free") },
        Operation("importAsymmetricKey") {
            let privateKey = try await TestKeyPair.shared.value.privateKey
            try await $0.importAsymmetricKey("New", in: "Free", privateKey: privateKey)
        },
        Operation("dropAsymmetricKey") { try await $0.drop(.asymmetricKey("Pair"), in: "Sales") },
        Operation("createSymmetricKey") {
            try await $0.createSymmetricKey(
                "New", in: "Sales",
                encryptedBy: [.asymmetricKey("Pair"), .symmetricKey("Data"), .password("Brand 5 New")])
        },
        Operation("addSymmetricKeyEncryptions") {
            try await $0.addEncryptions(
                by: [.asymmetricKey("Pair"), .password("Brand 5 New")], toSymmetricKey: "Data", in: "Sales")
        },
        Operation("dropSymmetricKeyEncryptions") {
            try await $0.dropEncryptions(
                by: [.certificate("Cards"), .symmetricKey("Outer")], fromSymmetricKey: "Data", in: "Sales")
        },
        Operation("replaceSealingKey") { try await $0.replaceSealingKey(ofSymmetricKey: "Data", in: "Sales") },
        Operation("dropSymmetricKey") { try await $0.dropSymmetricKey("Data", in: "Sales") },
        Operation("restoreSymmetricKey") { try await $0.restoreSymmetricKeyAsBackupsDo("Data", in: "Sales") },
        Operation("restoreSymmetricKeyIntoNone") { try await $0.restoreSymmetricKeyAsBackupsDo("New", in: "Free") },
        Operation("createDatabaseEncryptionKey") {
            try await $0.createDatabaseEncryptionKey(of: "Free", certificate: "Server")
        },
        Operation("regenerateDatabaseEncryptionKey") { try await $0.regenerateDatabaseEncryptionKey(of: "Sales") },
        Operation("protectDatabaseEncryptionKey") {
            try await $0.protectDatabaseEncryptionKey(of: "Sales", certificate: "Server 2")
        },
        Operation("setEncryption") { try await $0.setEncryption(true, of: "Sales") },
        Operation("dropDatabaseEncryptionKey") { try await $0.dropDatabaseEncryptionKey(of: "Sales") },
        Operation("setLinkedServerLogin") {
            try await $0.setLinkedServerLogin(server: "Other", remoteLogin: "new", password: "Brand 5 New")
        },
        Operation("dropLinkedServerLogin") { try await $0.dropLinkedServerLogin(server: "Other") },
    ]
}

extension Session {
    fileprivate func restoreSymmetricKeyAsBackupsDo(_ name: String, in database: DatabaseName) async throws {
        let (material, facts) = try await symmetricKeyForBackup("Data", in: "Sales")
        _ = try await audited(.restoreKey, .symmetricKey(name, in: database)) {
            try await restoreSymmetricKey(
                name, in: database,
                NewKeyMaterial(guid: facts.guid, algorithm: facts.algorithm, bytes: material, isFromPassphrase: false),
                newPassword: "Brand 5 New", label: "")
        }
    }
}
