import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("The list of protectors")
struct ProtectorListTests {
    @Test func namesWhoCanOpenEachKey() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let session = bench.session
        try await session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        try await session.createCertificate("Guard", in: "Sales", subject: "Guard")
        try await session.createSymmetricKey(
            "Cards", in: "Sales",
            encryptedBy: [.certificate("Guard"), .password(TestInstance.password, label: "vault")])
        try await session.createCredential("storage", in: .server, identity: "keeper", secret: nil)
        let listed = try await session.protectors()
        #expect(
            listed.map { "\($0.key): \($0.slot) \($0.name)" } == [
                "service master key: 1 machine key",
                "master key of database Sales: 1 password 'password'",
                "master key of database Sales: 2 service master key",
                "master key of database Sales: 3 password 'on call'",
                "symmetric key 'Cards' of database Sales: 1 certificate 'Guard'",
                "symmetric key 'Cards' of database Sales: 2 password 'vault'",
                "certificate 'Guard' of database Sales: 1 master key of database Sales",
            ])
        for protector in listed {
            #expect((protector.derivation != nil) == (protector.protector == .password))
            #expect(try await session.protectors(of: protector.key).contains(protector))
        }
        #expect(try await session.protectors(in: "Sales") == listed.filter { $0.key.database == "Sales" })
    }

    @Test func leavesOutTheKeysThatThePrincipalMayNotChange() async throws {
        let grants = GrantTable([.systemAdministrator: [.controlServer]])
        grants.grant(.control("Sales"), to: Principal(name: "alice"))
        let bench = try await TestInstance(databases: ["Sales", "Vault"]) { $0.authorizer = grants }
        let alice = bench.hierarchy.session(as: Principal(name: "alice"))
        #expect(Set(try await alice.protectors().map(\.key)) == [.masterKey(of: "Sales")])
        for key in [NamedKey.serviceMasterKey, .masterKey(of: "Vault")] {
            let error = await #expect(throws: HierarchyError.self) { try await alice.protectors(of: key) }
            #expect(error?.code == .permissionDenied)
        }
    }

    @Test func refusesATemporaryKeyAndADatabaseThatIsNotThere() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createSymmetricKey(
            "#Brief", in: "Sales", encryptedBy: [.password(TestInstance.password)])
        let error = await #expect(throws: HierarchyError.self) {
            try await bench.session.protectors(of: .symmetricKey("#Brief", in: "Sales"))
        }
        #expect(error?.code == .unsupported)
        try await expectRefusal(.noSuchDatabase, 911) { try await bench.session.protectors(in: "Nowhere") }
        #expect(try await bench.session.protectors(in: "tempdb").isEmpty)
    }

    @Test func isReadThoughAnEncryptionIsDamaged() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let id = try await bench.session.database("Sales").id
        try await bench.store.write { store in
            for encryption in try store.encryptions(of: .databaseMasterKey(of: id)) {
                var encryption = encryption
                encryption.sealed = [9, 9, 9]
                try store.put([encryption])
            }
        }
        let listed = try await bench.session.protectors(in: "Sales")
        #expect(listed.count == 2 && listed.allSatisfy { $0.derivation == nil && !$0.isBelowStandard })
        let error = await #expect(throws: HierarchyError.self) {
            try await bench.session.checkProtector(
                .slot(1), of: .masterKey(of: "Sales"), password: TestInstance.password)
        }
        #expect(error?.code == .corrupted)
    }
}
