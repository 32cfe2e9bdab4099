import AgentRootProtector
import KeyHierarchy
import KeyHierarchyTesting
import TemporaryDirectories
import Testing

@testable import RootKeyAgent

/// The promises of every root protector: the kit's, against an agent that listens.
struct AgentLawTests {
    @Test(arguments: RootProtectorLaw.all + RootProtectorLaw.durable)
    func theProtectorKeeps(_ law: RootProtectorLaw) async throws {
        let directory = try TemporaryDirectory()
        let socket = directory.file("agent")
        let server = try AgentServer(socket: socket, protector: try EphemeralRootProtector())
        defer { server.stop() }
        try await law.check {
            AgentRootProtector(socket: socket)
        } remake: { protector in
            AgentRootProtector(socket: protector.socketPath)
        }
    }
}
