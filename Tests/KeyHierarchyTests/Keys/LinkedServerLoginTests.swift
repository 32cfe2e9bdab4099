import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Linked server logins")
struct LinkedServerLoginTests {
    @Test func lieUnderTheServiceMasterKeyAndAreEncryptedAgainWithIt() async throws {
        let bench = try await TestInstance(databases: [])
        let session = bench.session
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

    @Test func thatForceGivesUpAreNamed() async throws {
        let bench = try await TestInstance(databases: [])
        try await bench.session.setLinkedServerLogin(server: "REMOTE", remoteLogin: "reader", password: "s3cret")
        let elsewhere = try await bench.restartedOnAnotherMachine()
        let report = try await elsewhere.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.messages.map(\.number) == [15585, 15593])
        #expect(report.lost.map(\.name) == ["linked server login 'REMOTE'"])
        #expect(try await elsewhere.session.linkedServerLogins().map(\.hasPassword) == [false])
    }
}
