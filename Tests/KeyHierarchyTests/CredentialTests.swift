import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// SEMANTICS, section 9.
@Suite("Credentials", .serialized)
struct CredentialTests {
    static let scopes: [Credential.Scope] = [.server, .database("Sales")]

    @Test(arguments: scopes)
    func keepASecretUntilTheyAreDropped(scope: Credential.Scope) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential("Blob", in: scope, secret: "one")
        #expect(try await bench.secret(ofCredential: "BLOB", in: scope) == "one")
        try await bench.session.alterCredential("blob", in: scope, identity: "other", secret: SecretBytes(text: "two"))
        #expect(try await bench.secret(ofCredential: "Blob", in: scope) == "two")
        let listed = try await bench.session.credentials(in: scope)
        #expect(listed.map(\.name) == ["Blob"])
        #expect(listed.map(\.identity) == ["other"])
        #expect(listed.map(\.hasSecret) == [true])
        #expect(listed.map(\.scope) == [scope])
        try await bench.session.dropCredential("bLOB", in: scope)
        #expect(try await bench.session.credentials(in: scope).isEmpty)
    }

    @Test(arguments: scopes)
    func areIdentitiesAloneWithoutASecret(scope: Credential.Scope) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createCredential("blob", in: scope, identity: "one", secret: nil)
        #expect(try await bench.session.credentials(in: scope).map(\.hasSecret) == [false])
        try await expectRefusal(.corrupted, 33047) { try await bench.secret(ofCredential: "blob", in: scope) }
        try await bench.session.alterCredential("blob", in: scope, identity: "two", secret: SecretBytes(text: "s"))
        #expect(try await bench.secret(ofCredential: "blob", in: scope) == "s")
        try await bench.session.alterCredential("blob", in: scope, identity: "three", secret: nil)
        let listed = try await bench.session.credentials(in: scope)
        #expect(listed.map(\.identity) == ["three"] && listed.map(\.hasSecret) == [false])
        try await expectRefusal(.noSuchCredential, 15151) {
            try await bench.session.alterCredential("x", in: scope, identity: "", secret: nil)
        }
        // What is without a secret is nothing that regenerating a key could lose.
        let report = try await bench.session.regenerateServiceMasterKey()
        #expect(report.lost.isEmpty)
    }

    @Test func needNoKeyWithoutASecret() async throws {
        let bench = try await TestInstance()
        try await bench.session.createDatabase("Sales")
        try await bench.session.createCredential("blob", in: .database("Sales"), identity: "i", secret: nil)
        #expect(try await bench.session.credentials(in: .database("Sales")).map(\.name) == ["blob"])
    }

    @Test(arguments: scopes)
    func haveOneNameEachInTheirScope(scope: Credential.Scope) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        for scope in Self.scopes { try await bench.createCredential("blob", in: scope) }
        let before = try await bench.snapshot()
        try await expectRefusal(.credentialExists, 15530) { try await bench.createCredential("BLOB", in: scope) }
        #expect(try await bench.snapshot() == before)
    }

    @Test(arguments: scopes)
    func thatAreMissingAreNotFound(scope: Credential.Scope) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await expectRefusal(.noSuchCredential, 15151) { try await bench.secret(ofCredential: "x", in: scope) }
        try await expectRefusal(.noSuchCredential, 15151) { try await bench.session.dropCredential("x", in: scope) }
        try await expectRefusal(.noSuchCredential, 15151) {
            try await bench.session.alterCredential("x", in: scope, identity: "", secret: SecretBytes(text: "s"))
        }
    }

    @Test(arguments: [0, 1, 8000, 8001])
    func holdUpTo8000Bytes(count: Int) async throws {
        let bench = try await TestInstance()
        let secret = String(repeating: "x", count: count)
        if 1...8000 ~= count {
            try await bench.createCredential(in: .server, secret: secret)
            #expect(try await bench.secret(in: .server) == secret)
            try await bench.session.regenerateServiceMasterKey()
            #expect(try await bench.secret(in: .server) == secret)
        } else {
            try await expectRefusal(.invalidName) { try await bench.createCredential(in: .server, secret: secret) }
        }
    }

    @Test func areNotScopedToMaster() async throws {
        let bench = try await TestInstance()
        try await expectRefusal(.systemDatabase, 33158) { try await bench.createCredential(in: .database("master")) }
        try await expectRefusal(.systemDatabase, 33158) { try await bench.session.credentials(in: .database("master")) }
    }

    @Test func needAMasterKeyInTheirDatabase() async throws {
        let bench = try await TestInstance()
        try await bench.session.createDatabase("Sales")
        try await expectRefusal(.masterKeyClosed, 15581) { try await bench.createCredential(in: .database("Sales")) }
        try await expectRefusal(.noSuchDatabase, 911) { try await bench.createCredential(in: .database("Nowhere")) }
    }

    @Test func ofTheServerNeedTheServiceMasterKey() async throws {
        let bench = try await TestInstance()
        try await bench.createCredential(in: .server)
        let stranger = try await bench.restartedOnAnotherMachine()
        try await expectRefusal(.serviceMasterKeyUnreadable, 33094) {
            try await stranger.createCredential("new", in: .server)
        }
        // To use one is another message than to set one.
        try await expectRefusal(.serviceMasterKeyUnreadable, 33047) { try await stranger.secret(in: .server) }
        // Dropped it can be: that needs no key.
        try await stranger.session.dropCredential("storage", in: .server)
    }

    @Test(arguments: ["", "a\nb", String(repeating: "x", count: 129)])
    func haveNamesLikeDatabases(name: String) async throws {
        let bench = try await TestInstance()
        let number = name.count > 128 ? 103 : nil
        try await expectRefusal(.invalidName, number) { try await bench.createCredential(name, in: .server) }
    }

    /// What is not there because the database is gone is not told as if it were missing from the database.
    @Test func areNotLookedForInADatabaseThatWasDroppedMeanwhile() async throws {
        let operations: [@Sendable (Session) async throws -> Void] = [
            { try await $0.alterCredential("blob", in: Self.scopes[1], identity: "i", secret: SecretBytes(text: "s")) },
            {
                try await $0.createCredential("blob", in: Self.scopes[1], identity: "i", secret: SecretBytes(text: "s"))
            },
            { try await $0.dropCredential("blob", in: Self.scopes[1]) },
        ]
        for operation in operations {
            let store = FaultInjectingStore()
            let bench = try await TestInstance(databases: ["Sales"], store: store)
            try await bench.createCredential("blob", in: Self.scopes[1])
            let process = try await bench.restarted()
            store.beforeNextWrite { try await process.session.dropDatabase("Sales") }
            try await expectRefusal(.noSuchDatabase, 911) { try await operation(bench.session) }
        }
        let store = FaultInjectingStore()
        let bench = try await TestInstance(databases: ["Sales"], store: store)
        try await bench.createCredential("blob", in: Self.scopes[1])
        let process = try await bench.restarted()
        store.afterRead { try await process.session.dropDatabase("Sales") }
        try await expectRefusal(.noSuchDatabase, 911) { try await bench.session.credentials(in: Self.scopes[1]) }
    }
}
