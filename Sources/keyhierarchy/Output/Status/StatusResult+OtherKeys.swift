import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What is no master key. Each has a line of text.
extension StatusResult {
    struct Certificate: Encodable {
        let name: String
        let subject: String
        let thumbprint: String
        let keyLength: Int
        let startDate: Date
        let expiryDate: Date
        let expired: Bool
        /// What protects the private key, in SQL Server's words.
        let privateKey: String
        /// When the private key was last written to a file; absent when it never was.
        let privateKeyBackup: Date?
    }

    struct AsymmetricKey: Encodable {
        let name: String
        let thumbprint: String
        let keyLength: Int
        /// What protects the private key, in SQL Server's words.
        let privateKey: String
    }

    struct SymmetricKey: Encodable {
        let name: String
        let guid: String
        let algorithm: String
        /// Absent for a key from a pass phrase.
        let fingerprint: String?
        let protectors: [Protector]
    }

    struct EncryptionKey: Encodable {
        let algorithm: String
        let fingerprint: String?
        /// Whether the database is encrypted.
        let state: String
        /// The certificate of master that protects it.
        let certificate: String
        let regenerated: Date
    }

    struct Credential: Encodable {
        let name: String
        let identity: String
        let hasSecret: Bool
    }

    struct LinkedServerLogin: Encodable {
        let server: String
        let localLogin: String?
        let remoteLogin: String
        let hasPassword: Bool
    }
}

extension StatusResult.Certificate {
    init(_ certificate: Certificate, now: Date) {
        name = certificate.name
        subject = certificate.subject
        thumbprint = certificate.thumbprint.hexadecimal
        keyLength = certificate.keyLength
        startDate = certificate.startDate
        expiryDate = certificate.expiryDate
        expired = certificate.expiryDate < now
        privateKey = certificate.privateKeyProtection.name
        privateKeyBackup = certificate.privateKeyBackup
    }

    var hasPrivateKey: Bool {
        privateKey != PrivateKeyProtection.none.name
    }

    var line: String {
        let expiry = "\(expired ? "expired" : "expires") \(expiryDate.day)"
        let backup = privateKeyBackup.map { "backed up \($0.day)" } ?? "never backed up"
        return "Certificate '\(name)', RSA \(keyLength), \(expiry), \(StatusResult.place(of: privateKey))"
            + (hasPrivateKey ? ", \(backup)" : "")
    }
}

extension StatusResult.AsymmetricKey {
    init(_ key: AsymmetricKey) {
        name = key.name
        thumbprint = key.thumbprint.hexadecimal
        keyLength = key.keyLength
        privateKey = key.privateKeyProtection.name
    }

    var line: String {
        "Asymmetric key '\(name)', RSA \(keyLength), \(StatusResult.place(of: privateKey))"
    }
}

extension StatusResult.SymmetricKey {
    init(_ key: SymmetricKey, in hierarchy: EncryptionHierarchy) async throws {
        name = key.name
        guid = key.guid.uuidString
        algorithm = key.algorithm.name
        fingerprint = key.fingerprint?.description
        var protectors: [StatusResult.Protector] = []
        for encryption in key.encryptions {
            var kind = "password"
            if case .key(let id) = encryption.protector {
                kind = try await hierarchy.store.read { try $0.name(of: id) }
            }
            protectors.append(StatusResult.Protector(encryption, kind: kind))
        }
        self.protectors = protectors
    }

    var line: String {
        "Symmetric key '\(name)', \(algorithm), under \(protectors.map(\.name).joined(separator: ", "))"
    }
}

extension StatusResult.EncryptionKey {
    init(_ key: DatabaseEncryptionKey) {
        algorithm = key.algorithm.name
        fingerprint = key.fingerprint?.description
        state = key.state == .encrypted ? "encrypted" : "not encrypted"
        certificate = key.certificate
        regenerated = key.regenerated
    }

    var line: String {
        "Encryption key, \(algorithm), under certificate '\(certificate)' of master: database \(state)"
    }
}

extension StatusResult.Credential {
    init(_ credential: Credential) {
        name = credential.name
        identity = credential.identity
        hasSecret = credential.hasSecret
    }

    var line: String {
        "Credential '\(name)' for \(identity)\(hasSecret ? "" : ", without a secret")"
    }
}

extension StatusResult.LinkedServerLogin {
    init(_ login: LinkedServerLogin) {
        server = login.server
        localLogin = login.localLogin
        remoteLogin = login.usesSelfCredential ? "itself" : login.remoteLogin ?? "nobody"
        hasPassword = login.hasPassword
    }

    var line: String {
        let local = localLogin.map { "'\($0)'" } ?? "all others"
        return "Linked server '\(server)', \(local) as '\(remoteLogin)'\(hasPassword ? "" : ", without a password")"
    }
}

extension StatusResult {
    /// Where a private key is, for people.
    fileprivate static func place(of protection: String) -> String {
        switch protection {
        case PrivateKeyProtection.masterKey.name: "private key under the master key"
        case PrivateKeyProtection.password.name: "private key under a password"
        default: "no private key"
        }
    }
}

extension Date {
    /// The day, in UTC.
    fileprivate var day: String {
        formatted(.iso8601.year().month().day())
    }
}

extension [UInt8] {
    /// Two digits for each byte, in upper case, as `sys.certificates` is mostly shown.
    fileprivate var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
