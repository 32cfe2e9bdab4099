import Dispatch
import Synchronization

extension MessageKey {
    /// Encrypts many values, on all processors: a column of a table.
    ///
    /// It keeps the calling thread and the others busy until all is done, a million values of 100 bytes for a fraction of a
    /// second; do not call it where that thread has to answer others meanwhile.
    ///
    /// - Parameters:
    ///   - rows: The bytes of the values, each at most 65,535.
    ///   - authenticators: What each value is bound to, as many as there are values; `nil` for nothing.
    ///   - version: Who has to read the messages.
    ///   - random: Where initialisation vectors come from. It is asked by several threads, so that a source with a fixed
    ///     sequence gives other messages on another number of processors.
    /// - Returns: The messages, in the order of the values.
    /// - Throws: As ``KeyMessageCipher/encrypt(_:authenticator:version:)``.
    public func encrypt(
        rows: [[UInt8]],
        authenticators: [[UInt8]]? = nil,
        version: MessageVersion = .v2,
        random: any RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> [[UInt8]] {
        precondition(authenticators == nil || authenticators?.count == rows.count)
        return try inParallel(rows.count, []) { range, assign throws(CryptographyError) in
            var cipher = try KeyMessageCipher(self, random: random)
            for row in range {
                assign(row, try cipher.encrypt(rows[row], authenticator: authenticators?[row], version: version))
            }
        }
    }

    /// Decrypts many messages, on all processors.
    ///
    /// It keeps the calling thread and the others busy until all is done.
    ///
    /// - Parameters:
    ///   - rows: The messages: any bytes.
    ///   - authenticators: What each value has to be bound to, as many as there are messages; `nil` for nothing.
    /// - Returns: The values, in the order of the messages; `nil` for each message that does not decrypt.
    /// - Throws: As ``KeyMessageCipher/decrypt(_:authenticator:)``.
    public func decrypt(
        rows: [[UInt8]],
        authenticators: [[UInt8]]? = nil
    ) throws(CryptographyError) -> [[UInt8]?] {
        precondition(authenticators == nil || authenticators?.count == rows.count)
        return try inParallel(rows.count, nil) { range, assign throws(CryptographyError) in
            let cipher = try KeyMessageCipher(self)
            for row in range { assign(row, try cipher.decrypt(rows[row], authenticator: authenticators?[row])) }
        }
    }

    /// How many rows a thread takes at a time: so many that preparing the key for them does not count.
    private static let batchSize = 512

    /// Calls `work` for ranges of rows on several threads, and returns what it assigns to them.
    private func inParallel<Value>(
        _ count: Int,
        _ placeholder: Value,
        _ work: @Sendable (Range<Int>, _ assign: (Int, Value) -> Void) throws(CryptographyError) -> Void
    ) throws(CryptographyError) -> [Value] {
        var values = [Value](repeating: placeholder, count: count)
        let failure = Mutex<CryptographyError?>(nil)
        unsafe values.withUnsafeMutableBufferPointer { values in
            // Each row is written by one thread, and read when all have ended.
            nonisolated(unsafe) let values = unsafe values
            DispatchQueue.concurrentPerform(iterations: (count + Self.batchSize - 1) / Self.batchSize) { batch in
                let start = batch * Self.batchSize
                do throws(CryptographyError) {
                    try work(start..<min(start + Self.batchSize, count)) { row, value in unsafe values[row] = value }
                } catch {
                    failure.withLock { $0 = error }
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return values
    }
}
