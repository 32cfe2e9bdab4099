#if PKCS11
import CP11Kit
import KeyCryptography

extension PKCS11Module {
    /// The AES keys that a URI names.
    func keys(_ uri: PKCS11URI, pin: Password?, allowsFinalTry: Bool) throws -> [TokenKey] {
        try withSession(uri, pin: pin, allowsFinalTry: allowsFinalTry) { session in
            try session.keys(uri).map { try session.describe($0, module: uri.modulePath) }
        }
    }

    /// Makes a key, unless one of that label or identifier is there.
    func createKey(_ uri: PKCS11URI, pin: Password?, allowsFinalTry: Bool) throws -> TokenKey {
        guard let label = uri.keyLabel, !label.isEmpty else {
            throw TokenError.invalidURI("It gives the new key no label.", advice: "Add object=LABEL.")
        }
        let identifier = try uri.keyIdentifier ?? SystemRandomSource().bytes(Self.identifierSize)
        var made = uri
        made.keyIdentifier = identifier
        // The session may be lost once the key is made: then it is only looked at again.
        var isMade = false
        return try withSession(uri, pin: pin, allowsFinalTry: allowsFinalTry) { session in
            if !isMade {
                try session.functions.requireMechanism(of: session.token)
                try session.requireNone(of: made)
                let writable = try session.functions.openSession(with: session.token, writable: true)
                defer { session.functions.closeSession(writable) }
                try TokenSession(functions: session.functions, handle: writable, token: session.token)
                    .makeKey(label: Array(label.utf8), identifier: identifier)
                isMade = true
            }
            return try session.describe(try session.key(made), module: uri.modulePath)
        }
    }

    /// The length of the identifier of a new key in bytes.
    private static let identifierSize = 16

    /// Encrypts a secret with the key that a URI names.
    func seal(
        _ secret: borrowing SecretBytes,
        nonce: [UInt8],
        context: [UInt8],
        with protector: PKCS11RootProtector
    ) throws -> [UInt8] {
        let secret = SharedSecret(secret.prefix(secret.count))
        return try withKey(of: protector) { session, key in
            try [TokenSeal.algorithm] + session.encrypt(secret.bytes, with: key, nonce: nonce, context: context)
        }
    }

    /// Decrypts a secret with the key that a URI names.
    func open(_ form: TokenSeal, context: [UInt8], with protector: PKCS11RootProtector) throws -> SharedSecret {
        try withKey(of: protector) { session, key in try session.decrypt(form, with: key, context: context) }
    }

    /// Runs `body` with the one key that a protector uses, once it is seen to be fit for it.
    ///
    /// The key is looked for each time: its handle does not outlive the session, and a start needs it a few times only.
    private func withKey<Result>(
        of protector: PKCS11RootProtector,
        _ body: (TokenSession, CK_OBJECT_HANDLE) throws -> Result
    ) throws -> Result {
        let uri = protector.key
        let options = protector.options
        return try withSession(uri, pin: protector.pin, allowsFinalTry: options.allowsFinalTry) { session in
            try session.functions.requireMechanism(of: session.token)
            let key = try session.key(uri)
            let found = try session.describe(key, module: uri.modulePath)
            guard found.bitCount == 0 || found.bitCount == 256 else {
                throw TokenError.unsuitableKey("has \(found.bitCount) bits, and not 256", uri)
            }
            guard found.encrypts else { throw TokenError.unsuitableKey("may not encrypt and decrypt", uri) }
            guard found.staysInToken || options.allowsExtractableKey else {
                throw TokenError.unsuitableKey(
                    "could be taken out of the token: it is extractable, or not sensitive", uri,
                    advice: "Make another one: keyhierarchy token create-key. To use it all the same, set the option "
                        + "allowsExtractableKey.")
            }
            return try body(session, key)
        }
    }
}

extension TokenSession {
    /// Throws when there is a key with the label or the identifier of a new one.
    fileprivate func requireNone(of new: PKCS11URI) throws {
        var byIdentifier = new
        byIdentifier.keyLabel = nil
        var byLabel = new
        byLabel.keyIdentifier = nil
        for name in [byLabel, byIdentifier] where try !keys(name).isEmpty {
            throw TokenError.keyExists(name, token: "'\(token.label)'")
        }
    }

    /// The one key that a URI names.
    fileprivate func key(_ uri: PKCS11URI) throws -> CK_OBJECT_HANDLE {
        let keys = try keys(uri)
        guard let key = keys.first else { throw TokenError.noSuchKey(uri, token: "'\(token.label)'") }
        guard keys.count == 1 else { throw TokenError.ambiguousKey(uri, token: "'\(token.label)'") }
        return key
    }
}
#endif
