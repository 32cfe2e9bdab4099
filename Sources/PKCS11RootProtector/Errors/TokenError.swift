#if PKCS11
/// Why a token did not do what was asked. It never carries a PIN or a key.
public struct TokenError: Error, Sendable {
    /// What kind of failure it was. New codes may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// The name of the code.
        public var description: String {
            name
        }

        /// The text is no `pkcs11:` URI, or one that this library does not take.
        public static let invalidURI = Code("invalidURI")
        /// The module cannot be loaded, or does not start.
        public static let moduleUnusable = Code("moduleUnusable")
        /// No slot of the module has the token.
        public static let noSuchToken = Code("noSuchToken")
        /// Several tokens answer to the URI.
        public static let ambiguousToken = Code("ambiguousToken")
        /// The token was taken out while it was used.
        public static let tokenRemoved = Code("tokenRemoved")
        /// The token has no room for another key.
        public static let tokenFull = Code("tokenFull")
        /// The token wants a PIN, and none was given, or the file of the PIN cannot be used.
        public static let pinUnavailable = Code("pinUnavailable")
        /// The token refused the PIN, or so many others that this one was not tried.
        public static let pinIncorrect = Code("pinIncorrect")
        /// One more wrong PIN would lock the token, so none was tried.
        public static let pinFinalTry = Code("pinFinalTry")
        /// The token has locked itself after too many wrong PINs.
        public static let pinLocked = Code("pinLocked")
        /// The PIN was never set, has expired, or must be changed before the token is used.
        public static let pinToBeSet = Code("pinToBeSet")
        /// The token has no such key.
        public static let noSuchKey = Code("noSuchKey")
        /// Several keys answer to the URI.
        public static let ambiguousKey = Code("ambiguousKey")
        /// The token has a key of that label or identifier already.
        public static let keyExists = Code("keyExists")
        /// The key may not encrypt, is not one of 256 bits, or could leave the token.
        public static let unsuitableKey = Code("unsuitableKey")
        /// The token does not offer AES-GCM, or not for this key.
        public static let mechanismMissing = Code("mechanismMissing")
        /// What is to be opened is not what a protector of this kind returns.
        public static let malformed = Code("malformed")
        /// What is to be opened has an algorithm that this version does not know.
        public static let unsupported = Code("unsupported")
        /// The key in the token did not seal these bytes, or not with this context, or somebody changed them.
        public static let notAuthentic = Code("notAuthentic")
        /// The token, or its module, failed for another reason.
        public static let tokenFailed = Code("tokenFailed")
        /// The module answered what no module may answer.
        public static let tokenMisbehaved = Code("tokenMisbehaved")
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened, to what, for a person.
    public let message: String
    /// What to do next; `nil` when the message says it.
    public let advice: String?
    /// The error underneath, if there was one.
    public let cause: (any Error)?

    init(_ code: Code, _ message: String, advice: String? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.advice = advice
        self.cause = cause
    }
}

extension TokenError: CustomStringConvertible {
    /// The message, the cause, and the advice.
    public var description: String {
        var lines = [message]
        if let cause { lines.append("\(cause)") }
        if let advice { lines.append(advice) }
        return lines.joined(separator: "\n")
    }
}
#endif
