import COpenSSL

/// Why a cryptographic operation failed. It never carries a secret.
public struct CryptographyError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it was. New codes may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case notAuthentic, tooCostly, tooLong, unsupported, malformed, notUnicode, keyNotFound
            case randomnessUnavailable, libraryFailure
        }

        private let kind: Kind

        /// The name of the code.
        public var description: String {
            kind.rawValue
        }

        /// The key is the wrong one, or the ciphertext or its associated data was changed.
        public static let notAuthentic = Code(kind: .notAuthentic)
        /// The stored parameters of a key derivation ask for more time or memory than the ceiling allows.
        public static let tooCostly = Code(kind: .tooCostly)
        /// A value that is longer than the format holds.
        public static let tooLong = Code(kind: .tooLong)
        /// An algorithm or format version that this version of the library does not know.
        public static let unsupported = Code(kind: .unsupported)
        /// Bytes that do not have the form that they should have.
        public static let malformed = Code(kind: .malformed)
        /// Bytes that should be text and are not valid UTF-8.
        public static let notUnicode = Code(kind: .notUnicode)
        /// A message names a key that is not there.
        public static let keyNotFound = Code(kind: .keyNotFound)
        /// The random source failed.
        public static let randomnessUnavailable = Code(kind: .randomnessUnavailable)
        /// libcrypto refused an operation: out of memory, or a provider that forbids the algorithm.
        public static let libraryFailure = Code(kind: .libraryFailure)
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened and what to do, for a person.
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String {
        message
    }

    /// Throws a ``Code-swift.struct/libraryFailure`` with libcrypto's own reason unless `condition` holds.
    static func check(_ condition: Bool, _ operation: StaticString) throws(CryptographyError) {
        guard condition else { throw failure(of: operation) }
    }

    /// The error for a call of libcrypto that failed, with the reason that libcrypto gives.
    static func failure(of operation: StaticString) -> CryptographyError {
        let reason = unsafe ERR_reason_error_string(ERR_peek_last_error()).map { unsafe String(cString: $0) }
        ERR_clear_error()
        return CryptographyError(.libraryFailure, "libcrypto: \(operation) failed: \(reason ?? "no reason given").")
    }
}
