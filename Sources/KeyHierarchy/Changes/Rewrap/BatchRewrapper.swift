/// Encrypts batches again. Taking its ciphers and its memory up costs more than a batch, so they are kept.
struct BatchRewrapper: ~Copyable {
    private var old: SecretOpener?
    private var new: SecretOpener
    private var sealer: SecretSealer
    private let secret = SecretBuffer(capacity: SealedSecret.maximumSize)

    /// Prepares the ciphers.
    ///
    /// - Parameters:
    ///   - old: The present key, or `nil` when it cannot be read.
    ///   - new: The key that takes its place.
    init(from old: OpenKey?, to new: OpenKey) throws(CryptographyError) {
        // All that can fail comes first: a value that cannot be copied is made as a whole.
        let opener = try new.opener()
        let sealer = try new.sealer()
        self.old = try Self.opener(of: old)
        self.new = opener
        self.sealer = sealer
    }

    private static func opener(of key: OpenKey?) throws(CryptographyError) -> SecretOpener? {
        guard let key else { return nil }
        return try key.opener()
    }

    /// Encrypts a batch again, in place.
    ///
    /// - Parameters:
    ///   - batch: Encryptions under the old key.
    ///   - nonces: A fresh nonce for each of them, one behind the other.
    /// - Returns: The indices of those that neither key opens, which stay as they are.
    mutating func rewrap(_ batch: inout [KeyEncryption], nonces: [UInt8]) throws(CryptographyError) -> [Int] {
        var unreadable: [Int] = []
        var batch = batch.mutableSpan
        for index in batch.indices {
            guard let count = try open(index, of: batch.span) else {
                unreadable.append(index)
                continue
            }
            let nonce = index * SealedForm.nonceSize..<(index + 1) * SealedForm.nonceSize
            batch[index].lastProved = nil
            unsafe try sealer.seal(
                UnsafeRawBufferPointer(secret.bytes(count: count)).bytes, into: &batch[index],
                nonce: nonces.span.bytes.extracting(nonce))
        }
        return unreadable
    }

    /// Opens an encryption into ``secret``, and returns the length of what it holds, or `nil` when neither key opens it.
    private mutating func open(_ index: Int, of batch: Span<KeyEncryption>) throws(CryptographyError) -> Int? {
        do {
            if let count = try old?.open(index, of: batch, into: secret) { return count }
        } catch let error where error.code != .libraryFailure {
            // Under another key, damaged, or of a newer version.
        }
        do {
            // A restored key may be the one that everything was under all along.
            return try new.open(index, of: batch, into: secret)
        } catch let error where error.code != .libraryFailure {
            return nil
        }
    }
}
