/// A password, kept as UTF-8 in wiped memory, exactly as it was given.
///
/// Nothing normalises, trims or folds it: SQL Server compares passwords exactly, and so does everything here.
/// Two spellings of one text (`é` as one scalar or as two) are two passwords. Only NUL characters at the end make no
/// difference: HMAC, on which the derivation functions rest, pads keys with zeros.
///
/// A string literal is convenient in examples and tests, but a `String` is never wiped. Programs should build passwords
/// from bytes that never were one: see ``init(utf8:)-(SecretBytes)``.
public struct Password: Sendable {
    private let storage: SharedSecret

    /// Creates a password from UTF-8 bytes.
    ///
    /// - Parameter bytes: The UTF-8 encoding of the password, without an end of line or a NUL. It is taken over, not
    ///   copied.
    /// - Throws: ``CryptographyError/Code-swift.struct/notUnicode`` when the bytes are not valid UTF-8.
    public init(utf8 bytes: consuming SecretBytes) throws(CryptographyError) {
        let valid = unsafe bytes.withUnsafeBytes { buffer in
            unsafe (try? UTF8Span(validating: buffer.bindMemory(to: UInt8.self).span)) != nil
        }
        guard valid else {
            throw CryptographyError(.notUnicode, "The password is not valid UTF-8 text.")
        }
        storage = SharedSecret(bytes)
    }

    /// Creates a password from a string, whose own memory is not wiped.
    ///
    /// - Parameter string: The password. Of any length; the policy decides what is accepted.
    public init(_ string: String) {
        storage = SharedSecret(unsafe SecretBytes(copying: string.utf8Span.span.bytes))
    }

    /// The length of the password in UTF-8 bytes.
    public var utf8Count: Int {
        storage.bytes.count
    }

    /// Calls `body` with the text of the password, which it must not keep.
    ///
    /// - Parameter body: What to do with the text, which is the memory of the password itself.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withText<Result: ~Copyable, Failure: Error>(
        _ body: (UTF8Span) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe try storage.bytes.withUnsafeBytes { buffer throws(Failure) in
            // Every initialiser has validated the bytes.
            unsafe try body(UTF8Span(unchecked: buffer.bindMemory(to: UInt8.self).span))
        }
    }

    /// Whether two passwords have the same bytes, in time that depends on their lengths alone.
    package static func == (left: Password, right: Password) -> Bool {
        left.storage.bytes == right.storage.bytes
    }

    /// Whether the bytes of the password stand somewhere in the text.
    package func isContained(in text: String) -> Bool {
        let text = Array(text.utf8)
        return unsafe withUnsafeBytes { bytes in
            guard unsafe !bytes.isEmpty, bytes.count <= text.count else { return false }
            return (0...(text.count - bytes.count)).contains { start in
                unsafe text[start..<(start + bytes.count)].elementsEqual(bytes)
            }
        }
    }

    /// Calls `body` with a pointer to the UTF-8 bytes, for the C boundary.
    package func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe try storage.bytes.withUnsafeBytes(body)
    }
}

extension Password: ExpressibleByStringLiteral {
    /// Creates a password from a literal, for tests and examples: it stands in the program for everybody to read.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension Password: CustomStringConvertible, CustomReflectable {
    /// Says that this is a password, and nothing about it.
    public var description: String {
        "Password(redacted)"
    }

    /// Hides the stored bytes from `dump` and from reflection.
    public var customMirror: Mirror {
        Mirror(self, children: [])
    }
}
