import KeyHierarchy

// What a store promises that keeps its records beyond its own life.
extension KeyStoreLaw {
    static let reopening: [KeyStoreLaw] = {
        guard let records = try? SampleRecords() else { preconditionFailure("The samples are valid.") }
        return [
            KeyStoreLaw("what was committed is there when the store is opened again") { store in
                try await store.write { try records.write(to: $0) }
            } reopened: { store in
                try await store.read { try records.expectIn($0) }
            },
            KeyStoreLaw("what was not committed is not there when the store is opened again") { store in
                try await store.fill(databases: 5...6)
                try await expectError("the operation's own") {
                    try await store.write { store in
                        try store.put(InstanceRecord.sample(revision: 2))
                        try store.removeDatabase(.sample(5))
                        try store.put(DatabaseRecord.sample(7))
                        throw OwnError(number: 1)
                    }
                }
            } reopened: { store in
                try await store.read { store in
                    try expect("the revision", store.instance()?.revision, is: 1)
                    try expect("databases", store.databases(after: nil, limit: 10).map(\.id.rawValue), is: [5, 6])
                    try expect("encryptions by password", store.encryptionCount(under: .password), is: 2)
                }
            },
            KeyStoreLaw("a store that is opened again can be written") { store in
                try await store.fill(databases: 5...6)
            } reopened: { store in
                try await store.write { store in
                    try store.put(DatabaseRecord.sample(7))
                    try store.removeDatabase(.sample(5))
                }
                try await store.incrementRevision()
                try await store.read { store in
                    try expect("the revision", store.instance()?.revision, is: 2)
                    try expect("databases", store.databases(after: nil, limit: 10).map(\.id.rawValue), is: [6, 7])
                }
            },
        ]
    }()

    static let sharing = [
        KeyStoreLaw(
            "what one value has committed another one sees",
            body: .shared { first, second in
                try await first.write { try $0.put(InstanceRecord.sample(revision: 1)) }
                try expect("the revision", try await second.read { try $0.instance()?.revision }, is: 1)
                try await second.incrementRevision()
                try expect("the revision", try await first.read { try $0.instance()?.revision }, is: 2)
            }),
        KeyStoreLaw(
            "writers through several values come one after the other, and no change is lost",
            body: .shared { first, second in
                try await first.write { try $0.put(InstanceRecord.sample(revision: 0)) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<50 {
                        group.addTask { try await (number.isMultiple(of: 2) ? first : second).incrementRevision() }
                    }
                    try await group.waitForAll()
                }
                for store in [first, second] {
                    let revision = try await store.read { try $0.instance()?.revision }
                    try expect("the revision after 50 increments", revision, is: 50)
                }
            }),
    ]
}

extension KeyStoreLaw {
    /// A law about one new store.
    init(_ name: String, _ check: @escaping @Sendable (any KeyStore) async throws -> Void) {
        self.init(name, body: .store(check))
    }

    /// A law about a new store, and the same records opened again.
    init(
        _ name: String,
        _ before: @escaping @Sendable (any KeyStore) async throws -> Void,
        reopened after: @escaping @Sendable (any KeyStore) async throws -> Void
    ) {
        self.init(name, body: .reopened(before: before, after: after))
    }

    init(_ name: String, body: Body) {
        self.name = name
        self.body = body
    }
}
