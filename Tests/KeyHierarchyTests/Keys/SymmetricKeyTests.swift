import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Symmetric keys")
struct SymmetricKeyTests {
    private let password = TestInstance.password
    private let other = TestInstance.otherPassword

    private func bench() async throws -> TestInstance {
        try await TestInstance(databases: ["Sales"])
    }

    @Test func haveNumbersFrom256OnAndAreNotOpenedByCreatingThem() async throws {
        let session = try await bench().session
        let first = try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        let second = try await session.createSymmetricKey(
            "Pay", in: "Sales", material: .random(.aes128), encryptedBy: [.password(password)])
        #expect(first.id.number == 256 && second.id.number == 257)
        #expect(second.algorithm == .aes128 && first.algorithm == .aes256)
        #expect(await session.openKeyIdentifiers.isEmpty)
        #expect(try await session.symmetricKeys(in: "Sales").map(\.name) == ["Cards", "Pay"])
    }

    @Test func openWithTheirPasswordAlone() async throws {
        let session = try await bench().session
        let key = try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await session.openSymmetricKey("cards", in: "Sales", by: .password(other))
        }
        try await session.openSymmetricKey("CARDS", in: "Sales", by: .password(password))
        #expect(await session.openKeyIdentifiers == [key.id])
        // A key that is open is not asked for its password again.
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(other))
        try await session.closeSymmetricKey("cards", in: "Sales")
        try await expectRefusal(.keyNotOpen, 15315) { try await session.closeSymmetricKey("Cards", in: "Sales") }
        try await expectRefusal(.keyNotOpen, 15315) { try await session.closeSymmetricKey("None", in: "Sales") }
    }

    @Test func protectEachOtherOnlyWhileTheOneAboveIsOpen() async throws {
        let session = try await bench().session
        let parent = try await session.createSymmetricKey("Parent", in: "Sales", encryptedBy: [.password(password)])
        try await expectRefusal(.keyNotOpen, 15315) {
            try await session.createSymmetricKey("Child", in: "Sales", encryptedBy: [.symmetricKey("Parent")])
        }
        try await session.openSymmetricKey("Parent", in: "Sales", by: .password(password))
        let child = try await session.createSymmetricKey(
            "Child", in: "Sales", encryptedBy: [.symmetricKey("Parent"), .password(other)])
        #expect(child.encryptions.map(\.protector) == [.key(parent.id), .password])
        try await session.closeAllSymmetricKeys()
        try await expectRefusal(.keyNotOpen, 15315) {
            try await session.openSymmetricKey("Child", in: "Sales", by: .symmetricKey("Parent"))
        }
        try await session.openSymmetricKey("Parent", in: "Sales", by: .password(password))
        try await session.openSymmetricKey("Child", in: "Sales", by: .symmetricKey("Parent"))
        #expect(await session.openKeyIdentifiers.count == 2)
        try await expectRefusal(.keyInUse, 15352) { try await session.dropSymmetricKey("Parent", in: "Sales") }
        try await session.dropEncryptions(by: [.symmetricKey("Parent")], fromSymmetricKey: "Child", in: "Sales")
        try await session.dropSymmetricKey("Parent", in: "Sales")
        #expect(await session.openKeyIdentifiers == [child.id])
    }

    @Test func keepOneEncryptionAtLeast() async throws {
        let session = try await bench().session
        try await expectRefusal(.lastEncryption, 15542) {
            try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [])
        }
        try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        try await expectRefusal(.keyNotOpen, 15315) {
            try await session.addEncryptions(by: [.password(other)], toSymmetricKey: "Cards", in: "Sales")
        }
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        try await expectRefusal(.lastEncryption, 15558) {
            try await session.dropEncryptions(by: [.password(password)], fromSymmetricKey: "Cards", in: "Sales")
        }
        try await session.addEncryptions(by: [.password(other)], toSymmetricKey: "Cards", in: "Sales")
        try await expectRefusal(.encryptionExists, 15579) {
            try await session.addEncryptions(by: [.password(other)], toSymmetricKey: "Cards", in: "Sales")
        }
        try await expectRefusal(.lastEncryption, 15558) {
            try await session.dropEncryptions(
                by: [.password(password), .password(other)], fromSymmetricKey: "Cards", in: "Sales")
        }
        try await session.dropEncryptions(by: [.password(password)], fromSymmetricKey: "Cards", in: "Sales")
        try await session.closeAllSymmetricKeys()
        try await expectRefusal(.wrongDecryptor, 15313) {
            try await session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        }
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(other))
    }

    @Test func addAllEncryptionsOrNone() async throws {
        let bench = try await bench()
        let session = bench.session
        try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        let before = try await bench.snapshot()
        try await expectRefusal(.noSuchKey, 15151) {
            try await session.addEncryptions(
                by: [.password(other), .symmetricKey("None")], toSymmetricKey: "Cards", in: "Sales")
        }
        try await expectRefusal(.keyInUse, 33007) {
            try await session.addEncryptions(by: [.symmetricKey("cards")], toSymmetricKey: "Cards", in: "Sales")
        }
        try await expectRefusal(.encryptionExists, 15579) {
            try await session.createSymmetricKey(
                "Twice", in: "Sales", encryptedBy: [.password(other), .password(other)])
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func areToldApartByNameWithoutRegardToCase() async throws {
        let session = try await bench().session
        try await session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        try await expectRefusal(.keyExists, 15282) {
            try await session.createSymmetricKey("CARDS", in: "Sales", encryptedBy: [.password(password)])
        }
        try await session.createSymmetricKey("Cards", in: "master", encryptedBy: [.password(password)])
        try await expectRefusal(.noSuchKey, 15151) { try await session.dropSymmetricKey("None", in: "Sales") }
        try await expectRefusal(.invalidName, 15316) {
            try await session.createSymmetricKey("##Cards", in: "Sales", encryptedBy: [.password(password)])
        }
    }

    @Test func thatAreTemporaryBelongToTheirSession() async throws {
        let bench = try await bench()
        let session = bench.session
        let before = try await bench.snapshot()
        let key = try await session.createSymmetricKey("#Scratch", in: "Sales", encryptedBy: [.password(password)])
        #expect(key.isTemporary && key.database == "tempdb")
        #expect(try await bench.snapshot() == before)
        try await expectRefusal(.noSuchKey, 15151) {
            try await bench.hierarchy.session().openSymmetricKey("#Scratch", in: "Sales", by: .password(password))
        }
        try await session.openSymmetricKey("#scratch", in: "master", by: .password(password))
        try await session.addEncryptions(by: [.password(other)], toSymmetricKey: "#Scratch", in: "Sales")
        // Something else is changed meanwhile: the key of the session stays open.
        try await session.createDatabase("New")
        #expect(await session.openKeyIdentifiers == [key.id])
        try await session.closeSymmetricKey("#Scratch", in: "Sales")
        try await session.openSymmetricKey("#Scratch", in: "Sales", by: .password(other))
        try await session.dropSymmetricKey("#Scratch", in: "Sales")
        #expect(await session.openKeyIdentifiers.isEmpty)
        try await expectRefusal(.noSuchKey, 15151) { try await session.symmetricKey("#Scratch", in: "Sales") }
    }

    /// `IDENTITY_VALUE` makes the same GUID of other material.
    @Test func thatAreMadeAnewWithTheirIdentityAreOthers() async throws {
        let bench = try await bench()
        func create(_ phrase: Password, by session: Session) async throws -> SymmetricKey {
            try await session.createSymmetricKey(
                "Cards", in: "Sales",
                material: .passphrase(phrase, .aes256, generation: .sha512, identity: "the cards"),
                encryptedBy: [.password(password)])
        }
        let old = try await create("Mistyped 1 Phrase", by: bench.session)
        try await bench.session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        let second = bench.hierarchy.session()
        try await second.dropSymmetricKey("Cards", in: "Sales")
        let new = try await create("The 1 right Phrase", by: second)
        #expect(new.id == old.id && new.guid == old.guid)
        try await expectRefusal(.keyNotOpen, 15315) { try await bench.session.messageKey("Cards", in: "Sales") }
        #expect(try await bench.session.messageKey(withGUID: new.guid, in: "Sales") == nil)
        try await expectRefusal(.keyNotOpen, 15315) {
            try await bench.session.addEncryptions(by: [.password(other)], toSymmetricKey: "Cards", in: "Sales")
        }
        try await bench.session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        try await second.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        let message = try MessageSealer.seal(
            [1, 2], with: try await bench.session.sealingKey(ofSymmetricKey: "Cards", in: "Sales"))
        let keyring = try await second.keyring(ofSymmetricKey: "Cards", in: "Sales")
        #expect(try MessageOpener.open(message, with: keyring) == [1, 2])
    }

    @Test func thatAreDroppedAreClosedEverywhereAndTheirNumberOpensNothingOld() async throws {
        let bench = try await bench()
        let old = try await bench.session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        try await bench.session.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        let second = bench.hierarchy.session()
        try await second.dropSymmetricKey("Cards", in: "Sales")
        let new = try await second.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(password)])
        #expect(new.id == old.id && new.guid != old.guid)
        try await expectRefusal(.keyNotOpen, 15315) {
            try await bench.session.addEncryptions(by: [.password(other)], toSymmetricKey: "Cards", in: "Sales")
        }
        try await bench.hierarchy.store.write { try $0.put(old.encryptions) }
        try await expectRefusal(.corrupted, 15507) {
            try await second.openSymmetricKey("Cards", in: "Sales", by: .password(password))
        }
    }
}
