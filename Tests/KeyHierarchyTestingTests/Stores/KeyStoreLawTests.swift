import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("The laws of stores")
struct KeyStoreLawTests {
    private static let laws = KeyStoreLaw.all + KeyStoreLaw.durable + KeyStoreLaw.shared
    private static let broken =
        BrokenLaw.reading + BrokenLaw.writing + BrokenLaw.walking + BrokenLaw.transactions + BrokenLaw.reopening

    @Test(arguments: laws)
    func areKeptByTheStoreInMemory(_ law: KeyStoreLaw) async throws {
        // Its records live as long as a value does: to open them again is to go on with it.
        try await law.check {
            InMemoryKeyStore()
        } reopen: { store in
            store
        }
    }

    @Test(arguments: laws)
    func areKeptByAFaultInjectingStoreWithoutFaults(_ law: KeyStoreLaw) async throws {
        try await law.check {
            FaultInjectingStore()
        } reopen: { store in
            store
        }
    }

    @Test(arguments: broken)
    func areSeenToBeBroken(_ broken: BrokenLaw) async throws {
        let law = try #require(Self.laws.first { $0.name == broken.law })
        let violation = await #expect(throws: LawViolation.self) { try await broken.check(law) }
        #expect(violation?.law == law.name)
    }

    @Test func areSeenToBeBrokenByAStoreThatHoldsThreads() async throws {
        let law = KeyStoreLaw.writesOffThreadPool(patience: .milliseconds(600))
        await #expect(throws: LawViolation.self) { try await law.check { HoldsThreads() } }
    }

    @Test func canAllBeBroken() {
        let names = Set(Self.broken.map(\.law) + [KeyStoreLaw.writesOffThreadPool(patience: .zero).name])
        #expect(names == Set(Self.laws.map(\.name)))
        #expect(Set(Self.laws.map(\.id)).count == Self.laws.count)
    }

    @Test func tellWhatWasExpectedAndWhatCame() async throws {
        let law = try #require(KeyStoreLaw.all.first)
        let violation = await #expect(throws: LawViolation.self) {
            let store = InMemoryKeyStore()
            try await store.write { try $0.put(InstanceRecord.sample()) }
            try await law.check { store }
        }
        #expect(violation?.law == "a new store is empty")
        #expect(violation?.expected == "no instance: nil")
        #expect(violation?.found.contains("SERVER") == true)
        #expect(violation?.description.contains("a new store is empty") == true)
        #expect(violation?.cause == nil)
    }

    @Test func tellAnErrorOfTheStoreAsTheCause() async throws {
        struct Unmakeable: Error {}
        let law = try #require(KeyStoreLaw.all.first)
        let violation = await #expect(throws: LawViolation.self) {
            try await law.check { () throws -> InMemoryKeyStore in throw Unmakeable() }
        }
        #expect(violation?.cause is Unmakeable)
    }

    @Test(arguments: KeyStoreLaw.durable + KeyStoreLaw.shared)
    func areNotPassedForWantOfAStoreToOpenAgain(_ law: KeyStoreLaw) async throws {
        await #expect(throws: LawViolation.self) { try await law.check { InMemoryKeyStore() } }
    }

    @Test func areAllCheckedInOneCall() async throws {
        try await KeyStoreLaw.checkAll {
            InMemoryKeyStore()
        } reopen: {
            $0
        }
        let violation = await #expect(throws: LawViolation.self) {
            try await KeyStoreLaw.checkAll {
                InMemoryKeyStore()
            } reopen: { _ in
                InMemoryKeyStore()
            }
        }
        #expect(violation?.law == KeyStoreLaw.durable.first?.name)
    }
}

/// Carries operations out on the thread that asks.
private struct HoldsThreads: KeyStore {
    /// For operations that write nothing.
    private struct Nothing: ForwardingWriter {
        var base: any KeyStoreWriter { self }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try body(Nothing())
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try body(Nothing())
    }
}
