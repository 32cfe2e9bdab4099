import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

@Suite("A random source that fails")
struct RandomSourceTests {
    /// A source that fails once it has been told to.
    private final class BrokenSource: RandomSource {
        struct Broken: Error {}

        let isBroken = Atomic(false)

        func fill(_ bytes: inout MutableRawSpan) throws {
            guard !isBroken.load(ordering: .relaxed) else { throw Broken() }
            try SystemRandomSource().fill(&bytes)
        }
    }

    @Test func failsEveryOperationThatNeedsItWhole() async throws {
        let random = BrokenSource()
        let instance = try await TestInstance(databases: ["Sales"]) { $0.random = random }
        try await instance.createCredential(in: .database("Sales"))
        let session = instance.session
        let before = try await StoreSnapshot(of: instance.store)
        random.isBroken.store(true, ordering: .relaxed)
        let operations: [@Sendable () async throws -> Void] = [
            { _ = try await session.createDatabase("New") },
            { try await session.addPassword("Brand 5 New", toMasterKeyOf: "Sales") },
            { _ = try await session.regenerateMasterKey(of: "Sales", password: "Brand 5 New") },
            { _ = try await session.regenerateServiceMasterKey() },
            {
                try await session.alterCredential(
                    "storage", in: .database("Sales"), identity: "i", secret: SecretBytes(text: "another"))
            },
        ]
        for (index, operation) in operations.enumerated() {
            let error = await #expect(throws: CryptographyError.self, "operation \(index)") { try await operation() }
            #expect(error?.code == .randomnessUnavailable)
            #expect(try await StoreSnapshot(of: instance.store) == before)
        }
        random.isBroken.store(false, ordering: .relaxed)
        try await session.regenerateServiceMasterKey()
    }

    @Test func isAskedForEverythingThatIsRandom() async throws {
        // Two instances that differ in nothing: whatever did not come from the source would tell them apart.
        func run() async throws -> StoreSnapshot {
            let instance = try await TestInstance(seed: 7, databases: ["Sales", "Stock"], passwordOnly: ["Vault"])
            try await instance.createCredential(in: .server)
            try await instance.createCredential(in: .database("Sales"))
            try await instance.session.addPassword("Brand 5 New", toMasterKeyOf: "Stock")
            try await instance.session.regenerateMasterKey(of: "Sales", password: "Brand 6 New")
            try await instance.hierarchy.fill(databases: 2000)
            try await instance.session.regenerateServiceMasterKey()
            return try await StoreSnapshot(of: instance.store)
        }
        #expect(try await run() == run())
    }
}
