#if os(Linux)
import KeyCryptography
import MemorySearch
import Synchronization

/// The system's random source, which remembers what it gave without giving it away.
///
/// Keys have 32 bytes, salts 16, nonces 12. Salts are drawn ahead, so that a test can derive a password's key before the
/// operation that will; and each nonce is a moment at which an operation holds the keys that it works with.
final class WatchedRandomSource: RandomSource {
    private struct State {
        var keys: [Trace] = []
        var salts: [[UInt8]] = []
        var wanted: [Trace] = []
        var seen = 0
    }

    private let state = Mutex(State())

    /// The keys that were drawn since the last call.
    func takeKeys() -> [Trace] {
        state.withLock { state in
            defer { state.keys = [] }
            return state.keys
        }
    }

    /// Returns the next salts that will be drawn.
    func nextSalts(_ count: Int) throws -> [[UInt8]] {
        try state.withLock { state in
            while state.salts.count < count { state.salts.append(try SystemRandomSource().bytes(16)) }
            return Array(state.salts.prefix(count))
        }
    }

    /// Looks for secrets whenever a nonce is drawn, until ``stopWatching()``.
    func watch(_ traces: [Trace]) {
        state.withLock { state in
            state.wanted = traces
            state.seen = 0
        }
    }

    /// Returns how many of the secrets were seen.
    func stopWatching() -> Int {
        state.withLock { state in
            state.wanted = []
            return state.seen
        }
    }

    func fill(_ bytes: inout MutableRawSpan) throws {
        if bytes.byteCount == 16, let salt = state.withLock({ $0.salts.isEmpty ? nil : $0.salts.removeFirst() }) {
            for (offset, byte) in salt.enumerated() {
                unsafe bytes.storeBytes(of: byte, toUncheckedByteOffset: offset, as: UInt8.self)
            }
            return
        }
        try SystemRandomSource().fill(&bytes)
        if bytes.byteCount == 32 {
            let complement = (0..<32).map { unsafe ~bytes.unsafeLoad(fromUncheckedByteOffset: $0, as: UInt8.self) }
            state.withLock { $0.keys.append(Trace(ofComplement: complement)) }
        }
        guard bytes.byteCount == 12 else { return }
        let wanted = state.withLock { $0.wanted }
        guard !wanted.isEmpty else { return }
        let mappings = try ProcessMemory.mappings()
        let seen = try wanted.filter { try $0.isFound(in: mappings) }.count
        state.withLock { $0.seen = max($0.seen, seen) }
    }
}
#endif
