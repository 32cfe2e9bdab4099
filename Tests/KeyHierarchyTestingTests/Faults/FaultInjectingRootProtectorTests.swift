import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A root protector with faults")
struct FaultInjectingRootProtectorTests {
    @Test(arguments: FaultInjectingRootProtector.Fault.allCases)
    func failsWhileAFaultIsSetAndWorksAgainAfterwards(fault: FaultInjectingRootProtector.Fault) async throws {
        let protector = try FaultInjectingRootProtector(EphemeralRootProtector(name: .serviceAccount))
        #expect(protector.name == .serviceAccount)
        let sealed = try await protector.seal(SecretBytes.random(count: 32), context: [1])
        protector.fault = fault
        let error = await #expect(throws: (any Error).self) {
            _ = try await protector.open(sealed, context: [1]).count
        }
        #expect(error is CancellationError == (fault == .cancelled))
        #expect(error is InjectedFault == (fault != .cancelled))
        do {
            _ = try await protector.seal(SecretBytes.random(count: 32), context: [1])
            #expect(fault == .forgetful)
        } catch {
            #expect(fault != .forgetful)
        }
        protector.fault = nil
        #expect(try await protector.open(sealed, context: [1]).count == 32)
    }

    @Test func isAnUnpluggedTokenToAnInstance() async throws {
        let token = try FaultInjectingRootProtector(EphemeralRootProtector(name: .serviceAccount))
        let instance = try await TestInstance(rootProtectors: [EphemeralRootProtector(), token])
        token.fault = .unavailable
        let restarted = try await instance.restarted()
        #expect(restarted.hierarchy.startupMessages.map(\.number) == [33095])
        #expect(try await restarted.session.serviceMasterKey().isReadable)
    }
}
