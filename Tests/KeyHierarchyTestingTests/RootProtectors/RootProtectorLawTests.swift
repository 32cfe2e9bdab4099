import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("The laws of root protectors")
struct RootProtectorLawTests {
    @Test(arguments: RootProtectorLaw.all)
    func areKeptByAnEphemeralOne(_ law: RootProtectorLaw) async throws {
        try await law.check { try EphemeralRootProtector() }
    }

    @Test(arguments: RootProtectorLaw.all + RootProtectorLaw.durable)
    func areKeptByAMachineKeyFile(_ law: RootProtectorLaw) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "machine-key-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await law.check {
            try MachineKeyFile.create(at: path)
        } remake: { _ in
            try MachineKeyFile(path: path)
        }
    }

    @Test(arguments: RootProtectorLaw.all)
    func areKeptByAFaultInjectingOneWithoutFaults(_ law: RootProtectorLaw) async throws {
        try await law.check { FaultInjectingRootProtector(try EphemeralRootProtector()) }
    }

    @Test(arguments: try BrokenProtector.all())
    func areSeenToBeBroken(_ protector: BrokenProtector) async throws {
        let law = try #require(RootProtectorLaw.all.first { $0.name == protector.law })
        let violation = await #expect(throws: LawViolation.self) { try await law.check { protector } }
        #expect(violation?.law == law.name)
    }

    @Test(arguments: RootProtectorLaw.durable)
    func areSeenToBeBrokenByOneThatIsAnotherEachTime(_ law: RootProtectorLaw) async throws {
        await #expect(throws: LawViolation.self) {
            try await law.check {
                try EphemeralRootProtector()
            } remake: { _ in
                try EphemeralRootProtector()
            }
        }
        await #expect(throws: LawViolation.self) { try await law.check { try EphemeralRootProtector() } }
    }

    @Test func canAllBeBroken() throws {
        let names = try BrokenProtector.all().map(\.law)
        #expect(Set(names) == Set(RootProtectorLaw.all.map(\.name)))
    }

    @Test func areAllCheckedInOneCall() async throws {
        try await RootProtectorLaw.checkAll {
            try EphemeralRootProtector()
        } remake: {
            $0
        }
        await #expect(throws: LawViolation.self) {
            try await RootProtectorLaw.checkAll {
                try EphemeralRootProtector()
            } remake: { _ in
                try EphemeralRootProtector()
            }
        }
    }
}
