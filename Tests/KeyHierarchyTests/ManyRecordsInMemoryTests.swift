import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// The laws of stores hold for few records; here are enough for its pages, chunks and buckets to fill and to part.
@Suite("A store in memory with many records")
struct ManyRecordsInMemoryTests {
    /// What a store should hold, kept as plainly as can be.
    private struct Model: Equatable {
        var databases: [DatabaseIdentifier: DatabaseRecord] = [:]
        var keys: [KeyIdentifier: KeyRecord] = [:]
        var encryptions: [KeyEncryption.Identifier: KeyEncryption] = [:]

        init() {}

        init(of store: any KeyStoreReader) throws {
            let snapshot = try StoreSnapshot(of: store)
            for database in snapshot.databases { databases[database.id] = database }
            for key in snapshot.keys { keys[key.id] = key }
            for encryption in snapshot.encryptions { encryptions[encryption.id] = encryption }
        }

        mutating func removeKey(_ id: KeyIdentifier) {
            keys[id] = nil
            encryptions = encryptions.filter { $0.key.key != id }
        }

        mutating func removeDatabase(_ id: DatabaseIdentifier) {
            for key in keys.keys where key.database == id { removeKey(key) }
            databases[id] = nil
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func holdsWhatWasWrittenInWhateverOrder(seed: UInt64) async throws {
        var generator = SplitMix64(seed: seed)
        let store = InMemoryKeyStore()
        var model = Model()
        // Numbers in three regions that lie far apart, none of which begins with a page.
        let numbers = (Array(1...600) + Array(70_001...70_300) + Array((Int32.max - 130)...(Int32.max))).map {
            Int32($0)
        }
        for round in 0..<30 {
            let steps = try (0..<120).map { _ in
                let number = numbers.randomElement(using: &generator) ?? 1
                return try Step(kind: Int.random(in: 0..<10, using: &generator), number: number, round: round)
            }
            let before = model
            var changed = model
            for step in steps { step.apply(to: &changed) }
            let expected = changed
            let isRolledBack = round % 7 == 3
            do {
                try await store.write { store throws in
                    for step in steps { try step.apply(to: store) }
                    #expect(try Model(of: store) == expected)
                    if isRolledBack { throw CancellationError() }
                }
            } catch is CancellationError {}
            model = isRolledBack ? before : expected
            let stored = try await store.read { try Model(of: $0) }
            #expect(stored == model, "seed \(seed), round \(round)")
        }
        let names = model.databases.values
        try await store.read { store throws in
            for database in names { #expect(try store.database(named: database.name) == database) }
            #expect(try store.database(named: "Nowhere") == nil)
        }
    }

    @Test func showsAReaderTheStateInWhichItBegan() async throws {
        let instance = try await TestInstance()
        try await instance.hierarchy.fill(databases: 500)
        let before = try await StoreSnapshot(of: instance.store)
        let session = instance.session
        // The reader waits until the writer is done: it must not be the other way round. It holds a thread meanwhile, which
        // must be none of the few that the writer needs.
        let reading = Task(executorPreference: QueueExecutor()) {
            try await instance.store.read { store in
                let done = DispatchSemaphore(value: 0)
                Task {
                    defer { done.signal() }
                    try await session.regenerateServiceMasterKey()
                }
                done.wait()
                return try StoreSnapshot(of: store)
            }
        }
        let during = try await reading.value
        #expect(during == before)
        #expect(try await StoreSnapshot(of: instance.store) != before)
    }

    /// A change, made once for the model and the store.
    private enum Step {
        case put(DatabaseRecord, KeyRecord, [KeyEncryption])
        case encrypt(KeyIdentifier, [KeyEncryption])
        case removeKey(KeyIdentifier)
        case removeDatabase(DatabaseIdentifier)

        init(kind: Int, number: Int32, round: Int) throws {
            let key = KeyIdentifier.masterKey(number)
            switch kind {
            case 0...4:
                let name = try DatabaseName("A database with the number \(number) in round \(round % 3)")
                self = .put(
                    try .sample(number, name), .sample(key, version: Int64(round)), Self.encryptions(of: key, round))
            case 5...7: self = .encrypt(key, Self.encryptions(of: key, round))
            case 8: self = .removeKey(key)
            default: self = .removeDatabase(key.database)
            }
        }

        /// Encryptions of different lengths and protectors; another round has others, in the same slots or in more.
        private static func encryptions(of key: KeyIdentifier, _ round: Int) -> [KeyEncryption] {
            let number = Int(key.database.rawValue % 1000)
            return (1...Int32(1 + (number + round) % 4)).map { slot in
                let seed = number + 7 * Int(slot) + round
                return KeyEncryption.sample(
                    key, slot: slot, by: seed % 3 == 0 ? .password : .key(.serviceMasterKey),
                    label: "label \(seed % 5)",
                    lastProved: seed % 2 == 0 ? Date(timeIntervalSince1970: Double(seed)) : nil,
                    sealed: [UInt8](repeating: UInt8(truncatingIfNeeded: seed), count: [61, 61, 45, 80, 0][seed % 5]))
            }
        }

        func apply(to model: inout Model) {
            switch self {
            case .put(let database, let key, let encryptions):
                model.databases[database.id] = database
                model.keys[key.id] = key
                for encryption in encryptions { model.encryptions[encryption.id] = encryption }
            case .encrypt(let key, let encryptions):
                guard model.keys[key] != nil else { return }
                for encryption in encryptions { model.encryptions[encryption.id] = encryption }
            case .removeKey(let key): model.removeKey(key)
            case .removeDatabase(let database): model.removeDatabase(database)
            }
        }

        func apply(to store: any KeyStoreWriter) throws {
            switch self {
            case .put(let database, let key, let encryptions):
                try store.put(database)
                try store.put(key)
                try store.put(encryptions)
            case .encrypt(let key, let encryptions):
                if try store.key(key) != nil { try store.put(encryptions) }
            case .removeKey(let key): try store.removeKey(key)
            case .removeDatabase(let database): try store.removeDatabase(database)
            }
        }
    }
}
