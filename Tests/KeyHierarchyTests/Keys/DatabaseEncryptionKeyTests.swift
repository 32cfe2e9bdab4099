import KeyHierarchyTesting
import Testing

@testable import KeyHierarchy

@Suite("Database encryption keys")
struct DatabaseEncryptionKeyTests {
    private func bench() async throws -> TestInstance {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createMasterKey(in: "master", password: TestInstance.password)
        try await bench.session.createCertificate("TDE", in: "master", subject: "TDE")
        return bench
    }

    @Test func lieUnderACertificateOfMaster() async throws {
        let session = try await bench().session
        let report = try await session.createDatabaseEncryptionKey(
            of: "Sales", algorithm: .aes128, certificate: "tde")
        // The certificate is on this server alone.
        #expect(report.messages.map(\.number) == [33091])
        let key = try #require(try await session.databaseEncryptionKey(of: "Sales"))
        #expect(key.algorithm == .aes128 && key.state == .unencrypted && key.certificate == "TDE")
        try await expectRefusal(.databaseEncryption, 33103) {
            try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        }
        try await expectRefusal(.keyInUse, 33127) { try await session.drop(.certificate("TDE"), in: "master") }
    }

    @Test func needACertificateThatOpensByItself() async throws {
        let session = try await bench().session
        try await session.createCertificate(
            "Locked", in: "master", subject: "s", protectedBy: .password(TestInstance.password))
        try await expectRefusal(.databaseEncryption, 33101) {
            try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "Locked")
        }
        try await expectRefusal(.noSuchKey, 15151) {
            try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "None")
        }
        try await expectRefusal(.systemDatabase, 33102) {
            try await session.createDatabaseEncryptionKey(of: "tempdb", certificate: "TDE")
        }
        try await expectRefusal(.databaseEncryption, 33104) {
            try await session.regenerateDatabaseEncryptionKey(of: "Sales")
        }
        try await expectRefusal(.databaseEncryption, 33106) { try await session.setEncryption(true, of: "Sales") }
    }

    @Test func areNotDroppedWhileTheDatabaseIsEncrypted() async throws {
        let session = try await bench().session
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        try await session.setEncryption(true, of: "Sales")
        try await expectRefusal(.databaseEncryption, 33107) { try await session.setEncryption(true, of: "Sales") }
        #expect(try await session.databaseEncryptionKey(of: "Sales")?.state == .encrypted)
        try await expectRefusal(.databaseEncryption, 33105) {
            try await session.dropDatabaseEncryptionKey(of: "Sales")
        }
        try await session.setEncryption(false, of: "Sales")
        try await expectRefusal(.databaseEncryption, 33108) { try await session.setEncryption(false, of: "Sales") }
        let report = try await session.dropDatabaseEncryptionKey(of: "Sales")
        #expect(report.lost.map(\.name) == ["encryption key of database Sales"])
        #expect(try await session.databaseEncryptionKey(of: "Sales") == nil)
        try await session.drop(.certificate("TDE"), in: "master")
    }

    @Test func moveToAnotherCertificateAndStayTheSame() async throws {
        let session = try await bench().session
        try await session.createCertificate("Next", in: "master", subject: "next")
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        let before = try #require(try await session.databaseEncryptionKey(of: "Sales"))
        try await session.protectDatabaseEncryptionKey(of: "Sales", certificate: "Next")
        let after = try #require(try await session.databaseEncryptionKey(of: "Sales"))
        #expect(after.fingerprint == before.fingerprint && after.certificate == "Next")
        try await session.drop(.certificate("TDE"), in: "master")
        try await session.regenerateDatabaseEncryptionKey(of: "Sales", algorithm: .aes192)
        let regenerated = try #require(try await session.databaseEncryptionKey(of: "Sales"))
        #expect(regenerated.fingerprint != after.fingerprint && regenerated.algorithm == .aes192)
        #expect(regenerated.created == before.created)
    }

    /// What opens it goes when it moves.
    @Test func doNotMoveUnderACertificateWhosePrivateKeyDoesNotOpen() async throws {
        let bench = try await bench()
        let session = bench.session
        try await session.createCertificate("Next", in: "master", subject: "next")
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        try await bench.hierarchy.store.write { store in
            let next = try #require(try store.key(.certificate, named: "Next", in: .master))
            let encryption = try #require(try store.encryptions(of: next.id).first)
            try store.put([
                .sample(next.id, slot: encryption.id.slot, by: encryption.protector, label: encryption.label)
            ])
        }
        try await expectRefusal(.corrupted, 15507) {
            try await session.protectDatabaseEncryptionKey(of: "Sales", certificate: "Next")
        }
        #expect(try await session.databaseEncryptionKey(of: "Sales")?.certificate == "TDE")
        try await session.setEncryption(true, of: "Sales")
    }

    /// The private key can be taken away between the check and the change, and the certificate is the same one still.
    @Test func isUnderACertificateAsItWasRead() async throws {
        let bench = try await bench()
        let read = try await bench.session.storedKey(.certificate, named: "TDE", in: "master")
        let mechanism = PreparedMechanism.publicKey(try read.publicKey, of: read.record)
        try await bench.hierarchy.store.read { try mechanism.requireCurrent(in: $0) }
        try await bench.session.removePrivateKey(of: .certificate("TDE"), in: "master")
        let error = await #expect(throws: HierarchyError.self) {
            try await bench.hierarchy.store.read { try mechanism.requireCurrent(in: $0) }
        }
        #expect(error?.code == .conflict)
    }

    @Test func opensAfterEveryKeyAboveItWasReplaced() async throws {
        let session = try await bench().session
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "TDE")
        try await session.regenerateMasterKey(of: "master", password: TestInstance.otherPassword)
        try await session.regenerateServiceMasterKey()
        try await session.setEncryption(true, of: "Sales")
        // Without the service master key nothing opens it when the database starts.
        try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "master")
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await session.regenerateDatabaseEncryptionKey(of: "Sales")
        }
    }
}
