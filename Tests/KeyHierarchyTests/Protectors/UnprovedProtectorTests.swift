import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("What is left when a protector is dropped")
struct UnprovedProtectorTests {
    private func bench() async throws -> TestInstance {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        return bench
    }

    @Test func isWarnedOfUntilOneOfItsPasswordsWasProved() async throws {
        let bench = try await bench()
        let plan = try await bench.session.planDropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        let warning = try #require(plan.report.unproved.first)
        #expect(warning.name == "master key of database Sales")
        #expect(warning.consequence.contains("'password', 'on call'"))
        #expect(plan.report.lost.isEmpty)
        try await bench.session.checkProtector(
            .label("on call"), of: .masterKey(of: "Sales"), password: TestInstance.otherPassword)
        let report = try await bench.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        #expect(report.unproved.isEmpty && report.noLongerOpens.count == 1)
    }

    @Test func isWarnedOfThoughTheServiceMasterKeyOpensTheKey() async throws {
        let bench = try await bench()
        try await bench.session.checkProtector(.label("service master key"), of: .masterKey(of: "Sales"))
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        // The one that is dropped was proved; the one that stays was not.
        let report = try await bench.session.planDropPassword(TestInstance.password, fromMasterKeyOf: "Sales").report
        #expect(report.unproved.count == 1)
        let other = try await bench.session.dropPassword(TestInstance.otherPassword, fromMasterKeyOf: "Sales")
        #expect(other.unproved.isEmpty)
    }

    @Test func isToldOfSymmetricKeysToo() async throws {
        let bench = try await bench()
        let session = bench.session
        try await session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await session.createSymmetricKey(
            "Cards", in: "Sales",
            encryptedBy: [.password(TestInstance.password, label: "safe"), .certificate("Guard")])
        try await session.openSymmetricKey("Cards", in: "Sales", by: .password(TestInstance.password))
        let dropped = try await session.dropEncryptions(
            by: [.password(TestInstance.password)], fromSymmetricKey: "Cards", in: "Sales")
        #expect(dropped.noLongerOpens.map(\.consequence) == ["The password labelled 'safe' no longer opens it."])
        #expect(dropped.unproved.map(\.name) == ["symmetric key 'Cards' of database Sales"])
        try await session.addEncryptions(
            by: [.password(TestInstance.password)], toSymmetricKey: "Cards", in: "Sales")
        try await session.checkProtector(.slot(2), of: .symmetricKey("Cards", in: "Sales"))
        let again = try await session.dropEncryptions(
            by: [.password(TestInstance.password)], fromSymmetricKey: "Cards", in: "Sales")
        #expect(again.unproved.isEmpty)
    }
}
