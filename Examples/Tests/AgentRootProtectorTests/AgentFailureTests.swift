import AgentRootProtector
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import TemporaryDirectories
import Testing

@testable import RootKeyAgent

/// What happens when the agent is away, slow, or somebody else.
struct AgentFailureTests {
    private let directory: TemporaryDirectory
    private let socket: String

    init() throws {
        directory = try TemporaryDirectory()
        socket = directory.file("agent")
    }

    private func code(of protector: AgentRootProtector) async -> AgentError.Code? {
        do {
            _ = try await protector.open([1, 2, 3], context: [])
            return nil
        } catch {
            return (error as? AgentError)?.code
        }
    }

    @Test func anAgentThatIsAwayIsUnavailable() async throws {
        #expect(await code(of: AgentRootProtector(socket: socket)) == .unavailable)
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        #expect(await code(of: AgentRootProtector(socket: socket)) == .refused)
        server.stop()
        #expect(await code(of: AgentRootProtector(socket: socket)) == .unavailable)
    }

    @Test func anAgentThatDoesNotAnswerIsGivenUp() async throws {
        let server = try AgentServer(socket: socket, protector: PatientProtector())
        defer { server.stop() }
        let clock = ContinuousClock()
        let start = clock.now
        #expect(await code(of: AgentRootProtector(socket: socket, timeout: .milliseconds(200))) == .timedOut)
        #expect(clock.now - start < .seconds(5))
    }

    @Test func aCancelledTaskDoesNotWaitForTheAgent() async throws {
        let server = try AgentServer(socket: socket, protector: PatientProtector())
        defer { server.stop() }
        let task = Task { [socket] in
            try await AgentRootProtector(socket: socket, timeout: .seconds(60)).open([1], context: [])
                .count
        }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: [[], [0, 0, 0, 0, 0], [3, 0], [1, 0, 0, 0, 0], [3, 0, 0, 0, 9, 1, 2]] as [[UInt8]])
    func anAnswerThatIsNoneIsAnError(bytes: [UInt8]) async throws {
        let descriptor = try UnixSocket.listen(at: socket)
        defer { _ = close(descriptor) }
        Thread.detachNewThread {
            var client: Int32 = -1
            while client < 0 { client = accept(descriptor, nil, nil) }
            var request = [UInt8](repeating: 0, count: 64)
            _ = unsafe recv(client, &request, request.count, 0)
            _ = unsafe write(client, bytes, bytes.count)
            _ = close(client)
        }
        let code = await code(of: AgentRootProtector(socket: socket))
        #expect(code == .malformed || code == .unavailable)
    }

    @Test func aSocketThatOthersCanUseIsNotGivenTheKey() async throws {
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        defer { server.stop() }
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: socket)
        #expect(await code(of: AgentRootProtector(socket: socket)) == .notPrivate)
    }

    @Test func aSecondAgentDoesNotTakeTheSocketOfTheFirst() async throws {
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        defer { server.stop() }
        let error = #expect(throws: AgentError.self) {
            try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        }
        #expect(error?.code == .unavailable)
        #expect(await code(of: AgentRootProtector(socket: socket)) == .refused)
    }

    @Test func anAgentTakesTheSocketOverOfOneThatDied() async throws {
        let descriptor = try UnixSocket.listen(at: socket)
        _ = close(descriptor)
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        defer { server.stop() }
        #expect(await code(of: AgentRootProtector(socket: socket)) == .refused)
    }

    /// The instance lives with the agent beside a machine key: either may be away at a start.
    @Test func anInstanceStartsWithoutTheAgentAndIsMendedByIt() async throws {
        let protector = try EphemeralRootProtector(name: .serviceAccount)
        let machineKey = try EphemeralRootProtector()
        let agent = AgentRootProtector(socket: socket)
        let server = try AgentServer(socket: socket, protector: protector)
        let instance = try await TestInstance(databases: ["Sales"], rootProtectors: [machineKey, agent])
        #expect(instance.hierarchy.startupMessages.isEmpty)
        server.stop()

        let away = try await instance.restarted()
        #expect(try await away.session.serviceMasterKey().isReadable)
        #expect(away.hierarchy.startupMessages.map(\.number) == [33095])

        let back = try AgentServer(socket: socket, protector: protector)
        defer { back.stop() }
        let alone = try await instance.restarted(rootProtectors: [agent])
        #expect(try await alone.session.serviceMasterKey().isReadable)
    }

    @Test func anInstanceWithTheAgentAloneSaysWhyItCannotReadItsKey() async throws {
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        let instance = try await TestInstance(rootProtectors: [AgentRootProtector(socket: socket)])
        server.stop()
        let restarted = try await instance.restarted()
        let error = await #expect(throws: HierarchyError.self) {
            try await restarted.session.createDatabase("Sales")
            try await restarted.session.createMasterKey(in: "Sales", password: TestInstance.password)
        }
        #expect(error?.code == .serviceMasterKeyUnreadable)
        #expect((error?.cause as? AgentError)?.code == .unavailable)
    }
}

/// A protector that thinks about it for ever.
private struct PatientProtector: RootProtector {
    let name = AgentRootProtector.defaultName

    func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try await Task.sleep(for: .seconds(3600))
        return []
    }

    func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        try await Task.sleep(for: .seconds(3600))
        return try SecretBytes.random(count: 32)
    }
}
