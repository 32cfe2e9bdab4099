import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// SEMANTICS, section 4.1, 4.2 and 4.6.
@Suite("The master key of a database")
struct MasterKeyTests {
    @Test func isCreatedUnderThePasswordAndTheServiceMasterKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let key = try #require(try await bench.session.masterKey(of: "SALES"))
        #expect(key.database.description == "Sales")
        #expect(key.algorithm.name == "AES_256")
        #expect(key.protection == .serviceMasterKeyAndPasswords)
        #expect(key.encryptions.map(\.protector) == [.password, .key(.serviceMasterKey)])
        #expect(try await bench.key(of: "Sales").number == 101)
        #expect(await bench.session.openMasterKeys.isEmpty)
    }

    @Test(arguments: ["master", "model", "msdb", "Sales"] as [DatabaseName])
    func mayBeInAnyDatabase(name: DatabaseName) async throws {
        let bench = try await TestInstance()
        if name == "Sales" { try await bench.session.createDatabase(name) }
        try await bench.session.createMasterKey(in: name, password: TestInstance.password, label: "vault envelope 3")
        #expect(try await bench.session.masterKey(of: name)?.encryptions.first?.label == "vault envelope 3")
    }

    @Test func isCreatedOnce() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.snapshot()
        try await expectRefusal(.masterKeyExists, 15578) {
            try await bench.session.createMasterKey(in: "Sales", password: TestInstance.otherPassword)
        }
        // Not even when nobody can open it.
        let stranger = try await bench.restartedOnAnotherMachine()
        try await expectRefusal(.masterKeyExists, 15578) {
            try await stranger.session.createMasterKey(in: "Sales", password: TestInstance.otherPassword)
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func isNotCreatedInADatabaseThatIsMissing() async throws {
        let session = try await TestInstance().session
        try await expectRefusal(.noSuchDatabase, 911) {
            try await session.createMasterKey(in: "Nowhere", password: TestInstance.password)
        }
    }

    @Test(
        arguments: [
            ("", 33062), ("Ab1$xyz", 33062), ("a", 33062), ("alllowercase", 33064), ("UPPER lower", nil),
            ("Abcd1234.", nil), ("Abcd123é", nil), (String(repeating: "Ab1$", count: 32), nil),
            (String(repeating: "Ab1$", count: 32) + "x", 33063),
        ] as [(String, Int?)])
    func demandsAPasswordThatSatisfiesThePolicy(text: String, number: Int?) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createDatabase("New")
        let operations: [(Session) async throws -> Void] = [
            { try await $0.createMasterKey(in: "New", password: Password(text)) },
            { try await $0.addPassword(Password(text), toMasterKeyOf: "Sales") },
            { _ = try await $0.regenerateMasterKey(of: "Sales", password: Password(text)) },
        ]
        for operation in operations {
            let before = try await bench.snapshot()
            guard let number else {
                try await operation(bench.session)
                continue
            }
            try await expectRefusal(.passwordRefused, number) { try await operation(bench.session) }
            #expect(try await bench.snapshot() == before)
        }
    }

    @Test func opensWithAnyOfItsPasswords() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        for password in [TestInstance.password, TestInstance.otherPassword] {
            let session = bench.hierarchy.session()
            try await session.openMasterKey(of: "Sales", password: password)
            #expect(await session.openMasterKeys == [.firstUserDatabase])
        }
        // Both are proved to open it now.
        #expect(try await bench.passwords(of: "Sales").allSatisfy { $0.lastProved != nil })
    }

    @Test func staysClosedToAWrongPassword() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        for wrong in [TestInstance.wrongPassword, "fjord 7 basalt", "Fjord 7 Basalt ", ""] as [Password] {
            try await expectRefusal(.wrongDecryptor, 15313) {
                try await bench.session.openMasterKey(of: "Sales", password: wrong)
            }
        }
        #expect(await bench.session.openMasterKeys.isEmpty)
        #expect(try await bench.passwords(of: "Sales").allSatisfy { $0.lastProved == nil })
    }

    @Test func opensTwiceAndClosesOnce() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await bench.session.closeMasterKey(of: "Sales")
        try await expectRefusal(.keyNotOpen, 15315) { try await bench.session.closeMasterKey(of: "Sales") }
    }

    @Test func thatIsMissingCannotBeOpenedAlteredOrDropped() async throws {
        let bench = try await TestInstance()
        try await bench.session.createDatabase("Sales")
        let operations: [(Session) async throws -> Void] = [
            { try await $0.openMasterKey(of: "Sales", password: TestInstance.password) },
            { try await $0.addPassword(TestInstance.password, toMasterKeyOf: "Sales") },
            { try await $0.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales") },
            { _ = try await $0.dropPassword(TestInstance.password, fromMasterKeyOf: "Sales") },
            { _ = try await $0.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales") },
            { _ = try await $0.regenerateMasterKey(of: "Sales", password: TestInstance.password) },
            { _ = try await $0.regenerateMasterKey(of: "Sales", password: TestInstance.password, tolerance: .force) },
            { _ = try await $0.dropMasterKey(of: "Sales") },
            { _ = try await $0.masterKeyForBackup(of: "Sales") },
        ]
        for operation in operations {
            try await expectRefusal(.noMasterKey, 15151) { try await operation(bench.session) }
        }
        try await expectRefusal(.keyNotOpen, 15315) { try await bench.session.closeMasterKey(of: "Sales") }
        #expect(try await bench.session.masterKey(of: "Sales") == nil)
    }

    @Test func isDroppedThoughNobodyCanOpenIt() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let stranger = try await bench.restartedOnAnotherMachine()
        let report = try await stranger.session.dropMasterKey(of: "Sales")
        #expect(report.lost.map(\.name) == ["master key of database Sales"])
        #expect(try await bench.session.masterKey(of: "Sales") == nil)
    }

    @Test func isNotDroppedWhileACredentialDependsOnIt() async throws {
        let bench = try await TestInstance(databases: ["Sales", "Other"])
        try await bench.createCredential("blob", in: .database("Sales"))
        let before = try await bench.snapshot()
        for tried in ["drop", "plan"] {
            let error = try await expectRefusal(.keyInUse, 15580) {
                if tried == "drop" {
                    try await bench.session.dropMasterKey(of: "Sales")
                } else {
                    _ = try await bench.session.planDropMasterKey(of: "Sales")
                }
            }
            #expect(error.message.contains("'blob'"))
        }
        #expect(try await bench.snapshot() == before)
        // That of another database does not.
        try await bench.session.dropMasterKey(of: "Other")
        try await bench.session.dropCredential("blob", in: .database("Sales"))
        try await bench.session.dropMasterKey(of: "Sales")
    }
}
