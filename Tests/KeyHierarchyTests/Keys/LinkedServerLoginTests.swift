import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Linked server logins")
struct LinkedServerLoginTests {
    @Test func lieUnderTheServiceMasterKeyAndAreEncryptedAgainWithIt() async throws {
        let bench = try await TestInstance(databases: [])
        let session = bench.session
        try await session.addLinkedServer("REMOTE")
        try await session.setLinkedServerLogin(server: "REMOTE", remoteLogin: "reader", password: "s3cret")
        try await session.setLinkedServerLogin(
            server: "remote", localLogin: "app", remoteLogin: "writer", password: "other")
        try await session.setLinkedServerLogin(server: "remote", remoteLogin: "reader2", password: "new")
        let logins = try await session.linkedServerLogins()
        #expect(logins.map(\.remoteLogin) == ["reader2", "writer"] && logins.allSatisfy(\.hasPassword))
        #expect(logins.map(\.localLogin) == [nil, "app"])
        let report = try await session.regenerateServiceMasterKey()
        #expect(report.rewrapped.count { $0.kind == .linkedServerLogin } == 2)
        #expect(try await session.dropLinkedServerLogin(server: "Remote", localLogin: "APP"))
        #expect(try await !session.dropLinkedServerLogin(server: "Remote", localLogin: "APP"))
        #expect(try await session.linkedServerLogins().count == 1)
    }

    @Test func belongToAServer() async throws {
        let session = try await TestInstance(databases: []).session
        func refusal(_ operation: () async throws -> Void) async -> Int? {
            let error = await #expect(throws: HierarchyError.self) { try await operation() }
            #expect(error?.code == .linkedServer)
            return error?.sqlServer?.number
        }
        let none = await refusal {
            try await session.setLinkedServerLogin(server: "Remote", remoteLogin: "reader", password: "s3cret")
        }
        #expect(none == 15015)
        try await session.addLinkedServer("Remote", product: "Oracle", provider: "OraOLEDB.Oracle", dataSource: "orcl")
        try await session.addLinkedServer("Other")
        let again = await refusal { try await session.addLinkedServer("REMOTE") }
        let itself = await refusal { try await session.addLinkedServer("LOCALHOST") }
        #expect(again == 15028 && itself == 15028)
        #expect(try await session.linkedServers().map(\.number) == [1, 2])
        #expect(try await session.linkedServers().map(\.dataSource) == ["orcl", nil])
        #expect(try await session.linkedServerLogins().allSatisfy(\.usesSelfCredential))
        try await session.dropLinkedServer("other")
        try await session.setLinkedServerLogin(server: "REMOTE", remoteLogin: "reader", password: "s3cret")
        #expect(try await session.linkedServerLogins().map(\.server) == ["Remote"])
        let inUse = await refusal { try await session.dropLinkedServer("Remote") }
        let missing = await refusal { try await session.dropLinkedServer("Other", droppingLogins: true) }
        #expect(inUse == 15190 && missing == 15015)
        try await session.dropLinkedServer("Remote", droppingLogins: true)
        #expect(try await session.linkedServerLogins().isEmpty)
        #expect(try await session.linkedServers().isEmpty)
    }

    @Test func forgetThePasswordOfOneThatIsItself() async throws {
        let session = try await TestInstance(databases: []).session
        try await session.addLinkedServer("Remote")
        try await session.setLinkedServerLogin(server: "Remote", remoteLogin: "reader", password: "s3cret")
        #expect(try await session.linkedServerLogins().map(\.hasPassword) == [true])
        try await session.setLinkedServerLoginToItself(server: "Remote")
        let login = try #require(try await session.linkedServerLogins().first)
        #expect(login.usesSelfCredential && !login.hasPassword && login.remoteLogin == nil)
        // Nothing is left to be encrypted again.
        #expect(try await session.regenerateServiceMasterKey().rewrapped.allSatisfy { $0.kind != .linkedServerLogin })
        try await session.setLinkedServerLogin(server: "Remote", remoteLogin: "reader", password: nil)
        #expect(try await session.linkedServerLogins().map(\.hasPassword) == [false])
    }

    @Test func thatForceGivesUpAreNamed() async throws {
        let bench = try await TestInstance(databases: [])
        try await bench.session.addLinkedServer("REMOTE")
        try await bench.session.setLinkedServerLogin(server: "REMOTE", remoteLogin: "reader", password: "s3cret")
        let elsewhere = try await bench.restartedOnAnotherMachine()
        let report = try await elsewhere.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.messages.map(\.number) == [15585, 15593])
        #expect(report.lost.map(\.name) == ["linked server login 'REMOTE'"])
        // It stays, unreadable, until it is set again or the key that it is under is restored.
        try await expectRefusal(.dependentUnreadable, 15320) {
            try await elsewhere.session.regenerateServiceMasterKey()
        }
        try await elsewhere.session.setLinkedServerLogin(server: "REMOTE", remoteLogin: "reader", password: "s3cret")
        #expect(try await elsewhere.session.regenerateServiceMasterKey().losesNothing)
    }
}
