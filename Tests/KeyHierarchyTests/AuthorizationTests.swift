import KeyHierarchyTesting
import Testing

@testable import KeyHierarchy

@Suite("Without the permission")
struct AuthorizationTests {
    /// What each operation asks for, and the number of its refusal.
    private static func needs(_ operation: String) -> (permission: Permission, number: Int) {
        switch operation {
        case "createDatabase": (.createAnyDatabase, 15247)
        case "dropDatabase": (.control("Sales"), 15247)
        case "createServerCredential", "alterServerCredential", "dropServerCredential": (.alterAnyCredential, 15247)
        case "createScopedCredential", "alterScopedCredential", "dropScopedCredential": (.control("sales"), 15247)
        case let name where name.hasSuffix("ServiceMasterKey"): (.controlServer, 15247)
        case "createMasterKey", "restoreMasterKeyIntoNone": (.control("EMPTY"), 15151)
        case "dropMasterKey": (.control("Free"), 15151)
        case "forceRegenerateMasterKey": (.control("Closed"), 15151)
        default: (.control("Sales"), 15151)
        }
    }

    private static let asker = Principal(name: "asker")

    private static func start() async throws -> (bench: TestInstance, grants: GrantTable, session: Session) {
        let grants = GrantTable()
        let prepared = try await Operation.prepare()
        let bench = try await TestInstance(store: prepared.store, rootProtectors: prepared.rootProtectors) {
            $0.authorizer = grants
        }
        return (bench, grants, bench.hierarchy.session(as: asker))
    }

    @Test(arguments: Operation.onMasterKeys)
    func anOperationIsRefusedAndChangesNothing(operation: Operation) async throws {
        let (bench, grants, session) = try await Self.start()
        let (permission, number) = Self.needs(operation.testDescription)
        let before = try await bench.snapshot()
        try await expectRefusal(.permissionDenied, number) { try await operation.run(session) }
        // Every other permission is of no help.
        for other in [.createAnyDatabase, .alterAnyCredential, .control("Other")] + [
            Permission.control("Sales"), .control("Free"), .control("Empty"), .control("Closed"),
        ] where other != permission {
            grants.grant(other, to: Self.asker)
        }
        grants.grant(permission, to: Principal(name: "somebody else"))
        try await expectRefusal(.permissionDenied, number) { try await operation.run(session) }
        #expect(try await bench.snapshot() == before)

        grants.grant(permission, to: Self.asker)
        try await operation.run(session)
        #expect(try await bench.snapshot() != before)
    }

    @Test(arguments: Operation.onMasterKeys)
    func controlServerIsEnough(operation: Operation) async throws {
        let (_, grants, session) = try await Self.start()
        grants.grant(.controlServer, to: Self.asker)
        try await operation.run(session)
        grants.revoke(.controlServer, from: Self.asker)
        try await expectRefusal(.permissionDenied, Self.needs(operation.testDescription).number) {
            try await operation.run(session)
        }
    }

    @Test func aMasterKeyThatIsThereLooksLikeOneThatIsNot() async throws {
        let (bench, _, session) = try await Self.start()
        for name in ["Sales", "Empty", "Nowhere"] as [DatabaseName] {
            let denied = try await expectRefusal(.permissionDenied, 15151) { try await session.masterKey(of: name) }
            #expect(denied.sqlServer == HierarchyError.noMasterKey(name).sqlServer)
            try await expectRefusal(.permissionDenied, 15151) {
                try await session.openMasterKey(of: name, password: TestInstance.password)
            }
        }
        #expect(await session.openMasterKeys.isEmpty)
        #expect(try await bench.passwords(of: "Sales").allSatisfy { $0.lastProved == nil })
    }

    @Test(arguments: Operation.onMasterKeys)
    func anAuthorizerThatFailsRefuses(operation: Operation) async throws {
        let prepared = try await Operation.prepare()
        let bench = try await TestInstance(store: prepared.store, rootProtectors: prepared.rootProtectors) {
            $0.authorizer = Unreachable()
        }
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.permissionDenied) { try await operation.run(bench.session) }
        #expect(error.cause is Unreachable.Failure)
        #expect(try await bench.snapshot() == before)
    }

    private struct Unreachable: Authorizer {
        struct Failure: Error {}

        func isGranted(_ permission: Permission, to principal: Principal) async throws -> Bool {
            throw Failure()
        }
    }
}
