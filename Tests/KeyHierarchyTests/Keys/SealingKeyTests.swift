import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Sealing keys")
struct SealingKeyTests {
    private let password = TestInstance.password

    @Test func openWhatTheirEarlierVersionsHaveSealed() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let session = bench.session
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.password(password)])
        try await expectRefusal(.keyNotOpen, 15315) {
            _ = try await session.sealingKey(ofSymmetricKey: "Data", in: "Sales")
        }
        try await session.openSymmetricKey("Data", in: "Sales", by: .password(password))
        let first = try await session.sealingKey(ofSymmetricKey: "Data", in: "Sales")
        let old = try MessageSealer.seal([1, 2, 3], with: first, context: [7])
        #expect(try await session.replaceSealingKey(ofSymmetricKey: "Data", in: "Sales") == 2)
        #expect(try await session.replaceSealingKey(ofSymmetricKey: "data", in: "Sales") == 3)
        let latest = try await session.sealingKey(ofSymmetricKey: "Data", in: "Sales")
        #expect(first.id.version == 1 && latest.id.version == 3 && first.id.guid == latest.id.guid)
        let new = try MessageSealer.seal([4, 5], with: latest, context: [7])
        // In another session, after the keys above were replaced.
        try await session.regenerateMasterKey(of: "Sales", password: TestInstance.otherPassword)
        let other = bench.hierarchy.session()
        try await other.openSymmetricKey("Data", in: "Sales", by: .password(password))
        let keyring = try await other.keyring(ofSymmetricKey: "Data", in: "Sales")
        #expect(try MessageOpener.open(old, with: keyring, context: [7]) == [1, 2, 3])
        #expect(try MessageOpener.open(new, with: keyring, context: [7]) == [4, 5])
        #expect(throws: CryptographyError.self) {
            try MessageOpener.open(new, with: Keyring([first]), context: [7])
        }
    }

    @Test func goWithTheirSymmetricKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let session = bench.session
        let before = try await bench.snapshot()
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.password(password)])
        try await session.openSymmetricKey("Data", in: "Sales", by: .password(password))
        try await session.replaceSealingKey(ofSymmetricKey: "Data", in: "Sales")
        try await session.dropSymmetricKey("Data", in: "Sales")
        let after = try await bench.snapshot()
        #expect(after.keys == before.keys && after.encryptions == before.encryptions)
    }

    @Test func ofATemporaryKeyHaveOneVersion() async throws {
        let session = try await TestInstance(databases: []).session
        try await session.createSymmetricKey("#t", in: "master", encryptedBy: [.password(password)])
        try await session.openSymmetricKey("#t", in: "master", by: .password(password))
        #expect(try await session.sealingKey(ofSymmetricKey: "#t", in: "master").id.version == 1)
        let error = await #expect(throws: HierarchyError.self) {
            try await session.replaceSealingKey(ofSymmetricKey: "#t", in: "master")
        }
        #expect(error?.code == .unsupported)
    }
}
