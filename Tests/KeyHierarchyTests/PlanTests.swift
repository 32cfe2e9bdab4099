import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A plan")
struct PlanTests {
    /// Every plan there is, on an instance with a master key of two passwords in Sales, credentials, a certificate and
    /// a symmetric key.
    static let kinds = [
        "drop database", "drop master key", "regenerate", "regenerate by force", "drop password", "drop service key",
        "regenerate service key", "regenerate service key by force", "protect", "restore", "restore service key",
        "drop certificate", "drop symmetric key",
    ]

    private static func bench() async throws -> TestInstance {
        let bench = try await TestInstance(databases: ["Sales", "Free"])
        try await bench.session.addPassword(TestInstance.otherPassword, label: "on call", toMasterKeyOf: "Sales")
        try await bench.createCredential("blob", in: .database("Sales"))
        try await bench.createCredential("server", in: .server)
        let pair = try await TestKeyPair.shared.value
        try await bench.session.importCertificate(
            "Cards", in: "Sales", encoded: pair.certificate(1), privateKey: pair.privateKey)
        try await bench.session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.password(TestInstance.password)])
        return bench
    }

    private static func plan(_ kind: String, by session: Session) async throws -> Plan {
        switch kind {
        case "drop database": try await session.planDropDatabase("Sales")
        case "drop master key": try await session.planDropMasterKey(of: "Free")
        case "regenerate": try await session.planRegenerateMasterKey(of: "Sales", password: "Brand 5 New")
        case "regenerate by force":
            try await session.planRegenerateMasterKey(of: "Sales", password: "Brand 5 New", tolerance: .force)
        case "drop password": try await session.planDropPassword(TestInstance.otherPassword, fromMasterKeyOf: "Sales")
        case "drop service key": try await session.planDropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        case "regenerate service key": try await session.planRegenerateServiceMasterKey()
        case "regenerate service key by force": try await session.planRegenerateServiceMasterKey(tolerance: .force)
        case "protect": try await session.planProtectServiceMasterKey(with: [EphemeralRootProtector()])
        case "drop certificate": try await session.planDrop(.certificate("Cards"), in: "Sales")
        case "drop symmetric key": try await session.planDropSymmetricKey("Data", in: "Sales")
        case "restore":
            try await session.planRestoreMasterKey(
                of: "Sales", SharedSecret(.random(count: 32)), newPassword: "Brand 5 New", label: "", tolerance: .none)
        default: try await session.planRestoreServiceMasterKey(SharedSecret(.random(count: 32)), tolerance: .none)
        }
    }

    @Test(arguments: kinds)
    func changesNothingUntilItIsCommittedAndThenDoesWhatItSays(kind: String) async throws {
        let bench = try await Self.bench()
        let before = try await bench.snapshot()
        let plan = try await Self.plan(kind, by: bench.session)
        #expect(try await bench.snapshot() == before)
        let report = try await bench.session.commit(plan)
        #expect(report == plan.report)
        let after = try await bench.snapshot()
        #expect(after != before)
        #expect(after.instance?.revision == (before.instance?.revision ?? 0) + 1)
        // What it lists as encrypted again is what has other bytes now, and what it lists as lost is gone or as it was.
        let bytes = Dictionary(grouping: before.encryptions, by: \.id.key)
        for key in report.rewrapped {
            let rewrapped = after.encryptions.filter { $0.id.key == key }
            #expect(!rewrapped.isEmpty && rewrapped != bytes[key])
        }
        for entry in report.lost {
            let left = after.encryptions.filter { $0.id.key == entry.key }.map(\.sealed)
            #expect(left.isEmpty || left == bytes[entry.key]?.map(\.sealed))
        }
    }

    @Test(arguments: kinds)
    func isRefusedOnceAnythingHasChanged(kind: String) async throws {
        let bench = try await Self.bench()
        let plan = try await Self.plan(kind, by: bench.session)
        try await bench.hierarchy.session().createDatabase("Meanwhile")
        let before = try await bench.snapshot()
        try await expectRefusal(.planOutdated) { try await bench.session.commit(plan) }
        #expect(try await bench.snapshot() == before)
    }

    @Test(arguments: kinds)
    func isCommittedOnce(kind: String) async throws {
        let bench = try await Self.bench()
        let plan = try await Self.plan(kind, by: bench.session)
        try await bench.session.commit(plan)
        let before = try await bench.snapshot()
        try await expectRefusal(.planOutdated) { try await bench.session.commit(plan) }
        #expect(try await bench.snapshot() == before)
    }

    @Test func isOfNoUseOnAnotherInstance() async throws {
        let plan = try await Self.plan("drop database", by: Self.bench().session)
        let bench = try await Self.bench()
        let before = try await bench.snapshot()
        try await expectRefusal(.planOutdated) { try await bench.session.commit(plan) }
        #expect(try await bench.snapshot() == before)
    }

    @Test func toDropAKeyNamesItAndIsRefusedWhereTheDeedWouldBe() async throws {
        let session = try await Self.bench().session
        let certificate = try await session.planDrop(.certificate("cards"), in: "Sales")
        #expect(certificate.report.lost.map(\.name) == ["certificate 'Cards' of database Sales"])
        let key = try await session.planDropSymmetricKey("data", in: "Sales")
        #expect(key.report.lost.map(\.name) == ["symmetric key 'Data' of database Sales"])
        try await session.createSymmetricKey("Under", in: "Sales", encryptedBy: [.certificate("Cards")])
        try await expectRefusal(.keyInUse, 15352) { try await session.planDrop(.certificate("Cards"), in: "Sales") }
        try await expectRefusal(.noSuchKey, 15151) { try await session.planDropSymmetricKey("None", in: "Sales") }
    }

    @Test func isOutdatedByAProtectorThatWasMended() async throws {
        let account = try EphemeralRootProtector(name: .serviceAccount)
        let bench = try await TestInstance(rootProtectors: [EphemeralRootProtector(), account])
        let plan = try await bench.session.planRegenerateServiceMasterKey()
        _ = try await bench.restarted(rootProtectors: [EphemeralRootProtector(), account])
        try await expectRefusal(.planOutdated) { try await bench.session.commit(plan) }
    }

    @Test func isMadeAgainWhileTheStoreIsBusy() async throws {
        let store = FaultInjectingStore()
        let bench = try await TestInstance(store: store)
        try await bench.session.createDatabase("Sales")
        store.schedule = Array(repeating: .conflict, count: 5)
        #expect(try await bench.session.planDropDatabase("Sales").report.losesNothing)
    }

    @Test func takesThePermissionOfWhoCommitsIt() async throws {
        let grants = GrantTable([.systemAdministrator: [.controlServer]])
        let bench = try await TestInstance(databases: ["Sales"]) { $0.authorizer = grants }
        let nobody = bench.hierarchy.session(as: Principal(name: "nobody"))
        let before = try await bench.snapshot()
        let plans: [(Plan, Int)] = try await [
            (bench.session.planDropDatabase("Sales"), 15247),
            (bench.session.planDropMasterKey(of: "Sales"), 15151),
            (bench.session.planRegenerateMasterKey(of: "Sales", password: TestInstance.password), 15151),
            (bench.session.planRegenerateServiceMasterKey(), 15247),
        ]
        for (plan, number) in plans {
            try await expectRefusal(.permissionDenied, number) { try await nobody.commit(plan) }
        }
        // Taken back between the plan and the deed.
        grants.revoke(.controlServer, from: .systemAdministrator)
        try await expectRefusal(.permissionDenied, 15247) { try await bench.session.commit(plans[0].0) }
        #expect(try await bench.snapshot() == before)
    }
}
