import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BuiltInFunction {
    /// Functions that encrypt and decrypt with symmetric keys and pass phrases.
    static let keys: [String: BuiltInFunction] = [
        "encryptbykey": BuiltInFunction(2...4, .varbinary(8000)) { call in
            guard let guid = try call.guid(0), let plaintext = try call.bytes(1) else { return .null }
            let authenticator = try call.authenticator(at: 2)
            let key = try await call.context.session.messageKey(withGUID: guid, in: call.context.state.database)
            guard let key, let authenticator else { return .null }
            guard !key.algorithm.isDeprecated || call.context.compatibilityLevel < 130 else {
                throw StatementFailure(33128, key.algorithm.name)
            }
            var cipher = try KeyMessageCipher(key, random: call.context.hierarchy.options.random)
            let version = call.context.messageVersion
            return try Self.message(of: plaintext) { plaintext in
                try cipher.encrypt(plaintext, authenticator: authenticator.bytes, version: version)
            }
        }.taking(.bytesOrText, at: 1),
        "decryptbykey": BuiltInFunction(1...3, .varbinary(8000)) { call in
            guard let message = try call.bytes(0), let guid = KeyMessage.keyGUID(of: message) else { return .null }
            let key = try await call.context.session.messageKey(withGUID: guid, in: call.context.state.database)
            return try Self.plaintext(of: message, key, try call.authenticator(at: 1))
        }.taking(.bytes, at: 0),
        "decryptbykeyautocert": BuiltInFunction(3...5, .varbinary(8000)) { call in
            try await Self.decryptAutomatically(call, .certificate)
        },
        "decryptbykeyautoasymkey": BuiltInFunction(3...5, .varbinary(8000)) { call in
            try await Self.decryptAutomatically(call, .asymmetricKey)
        },
        "encryptbypassphrase": BuiltInFunction(2...4, .varbinary(8000)) { call in
            guard let passphrase = try call.text(0), let plaintext = try call.bytes(1),
                let authenticator = try call.authenticator(at: 2)
            else { return .null }
            let version = call.context.messageVersion
            let random = call.context.hierarchy.options.random
            return try Self.message(of: plaintext) { plaintext in
                try PassphraseMessage.encrypt(
                    plaintext, passphrase: Password(passphrase), authenticator: authenticator.bytes, version: version,
                    random: random)
            }
        }.taking(.bytesOrText, at: 1),
        "decryptbypassphrase": BuiltInFunction(2...4, .varbinary(8000)) { call in
            guard let passphrase = try call.text(0), let message = try call.bytes(1),
                let authenticator = try call.authenticator(at: 2)
            else { return .null }
            return try PassphraseMessage.decrypt(
                message, passphrase: Password(passphrase), authenticator: authenticator.bytes
            ).map { .binary($0) } ?? .null
        },
    ]

    /// The longest message in bytes: what `varbinary` holds. Whether a server answers NULL or 8152 then is not known.
    private static let maximumMessageSize = 8000

    /// The message of a plaintext, `NULL` when it would be too long.
    private static func message(
        of plaintext: [UInt8],
        _ encrypt: ([UInt8]) throws -> [UInt8]
    ) throws -> SQLValue {
        guard plaintext.count <= maximumMessageSize else { return .null }
        let message = try encrypt(plaintext)
        return message.count <= maximumMessageSize ? .binary(message) : .null
    }

    private static func plaintext(
        of message: [UInt8],
        _ key: MessageKey?,
        _ authenticator: Authenticator?
    ) throws -> SQLValue {
        guard let key, let authenticator else { return .null }
        return try KeyMessageCipher(key).decrypt(message, authenticator: authenticator.bytes).map { .binary($0) }
            ?? .null
    }

    /// Decrypts with a key that a certificate or asymmetric key opens for this once; one that does not protect the key gives
    /// `NULL`, as functions answer what does not decrypt, not 15313. What a server does is not documented.
    private static func decryptAutomatically(
        _ call: BuiltInCall,
        _ kind: KeyIdentifier.Kind
    ) async throws -> SQLValue {
        guard let message = try call.bytes(2), let guid = KeyMessage.keyGUID(of: message),
            let pair = try await call.keyPair(kind, at: 0)
        else { return .null }
        let password = try call.text(1).map { Password($0) }
        let context = call.context
        let key = try await context.openingAutomatically {
            do {
                return try await context.session.messageKey(
                    withGUID: guid, in: context.state.database, decryptedBy: pair, password: password)
            } catch let error as HierarchyError where error.code == .wrongDecryptor {
                return nil
            }
        }
        return try plaintext(of: message, key, try call.authenticator(at: 3))
    }
}

/// What a message is bound to: bytes, or nothing.
struct Authenticator {
    let bytes: [UInt8]?
}

extension BuiltInCall {
    /// An argument as an identifier; `nil` for `NULL`.
    func guid(_ index: Int) throws -> UUID? {
        guard
            case .uniqueIdentifier(let guid) = try self[index].converted(
                from: type(index) ?? .uniqueidentifier, to: .uniqueidentifier)
        else { return nil }
        return guid
    }

    /// The two arguments that say whether there is an authenticator, and which; `nil` when there is one and it is `NULL`.
    func authenticator(at index: Int) throws -> Authenticator? {
        guard arguments.count > index, let isAdded = try int(index), isAdded != 0 else {
            return Authenticator(bytes: nil)
        }
        return try bytes(index + 1).map { Authenticator(bytes: $0) }
    }

    /// The certificate or asymmetric key of the current database whose number an argument is; `nil` when there is none.
    func keyPair(_ kind: KeyIdentifier.Kind, at index: Int) async throws -> KeyPair? {
        guard let number = try int(index).flatMap({ Int32(exactly: $0) }) else { return nil }
        let database = try await context.currentDatabase().id
        let name = try await context.read { store in
            try store.key(KeyIdentifier(kind: kind, database: database, number: number))?.name
        }
        return name.map { kind == .certificate ? .certificate($0) : .asymmetricKey($0) }
    }
}

extension ExecutionContext {
    /// The version of the messages that the modelled server writes.
    var messageVersion: MessageVersion {
        version >= .sql2017 ? .v2 : .v1
    }
}
