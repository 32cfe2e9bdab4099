import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

/// A root protector that does one thing wrong.
struct BrokenProtector: RootProtector, CustomTestStringConvertible {
    typealias Seal = @Sendable (EphemeralRootProtector, borrowing SecretBytes, [UInt8]) async throws -> [UInt8]
    typealias Open = @Sendable (EphemeralRootProtector, [UInt8], [UInt8]) async throws -> SecretBytes

    let law: String
    let testDescription: String
    let name = RootProtectorName.machineKey
    private let base: EphemeralRootProtector
    private let sealing: Seal
    private let opening: Open

    init(
        _ law: String,
        _ defect: String,
        seal: @escaping Seal = { try await $0.seal($1, context: $2) },
        open: @escaping Open = { try await $0.open($1, context: $2) }
    ) throws {
        self.law = law
        testDescription = "\(defect): \(law)"
        base = try EphemeralRootProtector()
        sealing = seal
        opening = open
    }

    func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try await sealing(base, key, context)
    }

    func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        try await opening(base, sealed, context)
    }
}

extension BrokenProtector {
    struct Refusal: Error {}

    static func all() throws -> [BrokenProtector] {
        try sealing() + refusing()
    }

    private static func sealing() throws -> [BrokenProtector] {
        let seals = Mutex(Set<[UInt8]>())
        let lastContext = Mutex<[UInt8]>([])
        let constant = Mutex<[[UInt8]: [UInt8]]>([:])
        return [
            try BrokenProtector(
                "what was sealed opens", "opens each seal once",
                open: { base, sealed, context in
                    guard seals.withLock({ $0.insert(sealed).inserted }) else { throw Refusal() }
                    return try await base.open(sealed, context: context)
                }),
            try BrokenProtector(
                "a key of 16 bytes, from an old server, is sealed like one of 32", "fills keys up to 32 bytes",
                seal: { base, key, context in
                    let bytes = key.bytes + [UInt8](repeating: 0, count: 32 - key.count)
                    return try await base.seal(bytes.secret, context: context)
                }),
            try BrokenProtector(
                "a key whose bytes are all equal is sealed like any other", "refuses a key of zeros",
                seal: { base, key, context in
                    guard key.bytes.contains(where: { $0 != 0 }) else { throw Refusal() }
                    return try await base.seal(key, context: context)
                }),
            try BrokenProtector(
                "contexts of one and of 500 bytes will do", "refuses long contexts",
                seal: { base, key, context in
                    guard context.count < 200 else { throw Refusal() }
                    return try await base.seal(key, context: context)
                }),
            try BrokenProtector(
                "two seals of one key differ", "seals the same key to the same bytes",
                seal: { base, key, context in
                    let bytes = key.bytes
                    if let sealed = constant.withLock({ $0[bytes + context] }) { return sealed }
                    let sealed = try await base.seal(key, context: context)
                    constant.withLock { $0[bytes + context] = sealed }
                    return sealed
                }),
            try BrokenProtector(
                "a seal does not show the key", "keeps the key beside its seal",
                seal: { base, key, context in try await base.seal(key, context: context) + key.bytes }),
            try BrokenProtector(
                "a seal has at most 8,192 bytes, which is what a store keeps", "writes seals of 10,000 bytes",
                seal: { base, key, context in
                    let sealed = try await base.seal(key, context: context)
                    return sealed + [UInt8](repeating: 0, count: 10_000)
                }),
            try BrokenProtector(
                "many seal and open at once", "remembers one context at a time",
                seal: { base, key, context in
                    lastContext.withLock { $0 = context }
                    return try await base.seal(key, context: context)
                },
                open: { base, sealed, context in
                    let last = lastContext.withLock { $0 }
                    await Task.yield()
                    guard last == context else { throw Refusal() }
                    return try await base.open(sealed, context: context)
                }),
        ]
    }

    private static func refusing() throws -> [BrokenProtector] {
        [
            try BrokenProtector(
                "a seal does not open with another context", "ignores the context",
                seal: { base, key, _ in try await base.seal(key, context: []) },
                open: { base, sealed, _ in try await base.open(sealed, context: []) }),
            try BrokenProtector(
                "a long context binds to its last byte", "binds to the first 256 bytes of a context",
                seal: { base, key, context in try await base.seal(key, context: Array(context.prefix(256))) },
                open: { base, sealed, context in try await base.open(sealed, context: Array(context.prefix(256))) }),
            try BrokenProtector(
                "a seal with a changed bit does not open", "puts bytes before the seal that nothing looks at",
                seal: { base, key, context in try await [1, 2] + base.seal(key, context: context) },
                open: { base, sealed, context in
                    try await base.open(Array(sealed.dropFirst(2)), context: context)
                }),
            try BrokenProtector(
                "a seal that was cut short or drawn out does not open", "ignores what follows the seal",
                open: { base, sealed, context in try await base.open(Array(sealed.prefix(61)), context: context) }),
            try BrokenProtector(
                "bytes that nobody has sealed do not open", "opens nothing as a key of zeros",
                open: { base, sealed, context in
                    guard !sealed.isEmpty else { return [UInt8](repeating: 0, count: 32).secret }
                    return try await base.open(sealed, context: context)
                }),
        ]
    }
}

extension SecretBytes {
    fileprivate var bytes: [UInt8] {
        withBytes { span in unsafe span.withUnsafeBytes { unsafe Array($0) } }
    }
}

extension [UInt8] {
    fileprivate var secret: SecretBytes {
        withRawSpan { SecretBytes(copying: $0) }
    }
}
