import Foundation
import KeyHierarchy

@testable import Backup

/// An instance to back up and restore, with derivations that cost nothing.
struct Instance {
    let hierarchy: EncryptionHierarchy
    let session: Session

    /// Passwords that satisfy the policy of SQL Server.
    static let password: Password = "Correct-Horse-9-Battery"
    static let otherPassword: Password = "Staple-4-Tango-Foxtrot"
    static let keyPassword: Password = "Inside-7-The-Database"

    /// Starts an instance.
    init(
        server: String = "SQLPROD01",
        store: any KeyStore = InMemoryKeyStore(),
        rootProtectors: [any RootProtector]? = nil,
        principal: Principal = .systemAdministrator,
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        var options = EncryptionHierarchy.Options()
        options.serverName = server
        options.passwordDerivation = .insecure
        configure(&options)
        hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: rootProtectors, options: options)
        session = hierarchy.session(as: principal)
    }

    /// Starts an instance with a database "Sales" that has a master key, and a credential under each master key.
    static func populated(
        store: any KeyStore = InMemoryKeyStore(),
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws -> Instance {
        let instance = try await Instance(store: store, configure: configure)
        try await instance.session.createDatabase("Sales")
        try await instance.session.createMasterKey(in: "Sales", password: keyPassword)
        for scope in [Credential.Scope.server, .database("Sales")] {
            try await instance.session.createCredential(
                "Blob", in: scope, identity: "reader", secret: Array("open sesame".utf8).secret)
        }
        return instance
    }

    /// The secret of a credential of ``populated(store:configure:)``.
    func credential(_ scope: Credential.Scope) async throws -> String {
        try await session.withSecret(ofCredential: "Blob", in: scope) { bytes in
            String(decoding: bytes.bytes(in: 0..<bytes.byteCount), as: UTF8.self)
        }
    }

    /// The bytes of the service master key.
    func serviceMasterKeyBytes() async throws -> [UInt8] {
        try await hierarchy.openServiceMasterKey().material.array
    }

    /// Backs the service master key up into memory, with a derivation that costs nothing.
    func serviceMasterKeyBackup(under passwords: BackupPassword...) async throws -> MemoryBackupMedium {
        let medium = MemoryBackupMedium()
        if passwords.isEmpty {
            try await session.backUpServiceMasterKey(
                to: medium, under: BackupPassword(Self.password), derivation: .insecure)
        } else {
            let key = try await hierarchy.openServiceMasterKey()
            let (backup, _) = try await BackupWriting.seal(
                key.material, .serviceMasterKey(key, server: try await hierarchy.serverName()), passwords: passwords,
                derivation: .insecure, random: SystemRandomSource())
            try await medium.write(backup.contents)
        }
        return medium
    }

    /// Backs the master key of "Sales" up into memory.
    func masterKeyBackup() async throws -> MemoryBackupMedium {
        let medium = MemoryBackupMedium()
        try await session.backUpMasterKey(
            of: "Sales", to: medium, under: BackupPassword(Self.password), derivation: .insecure)
        return medium
    }

    /// The bytes of the file of such a backup.
    func serviceMasterKeyFile(under passwords: BackupPassword...) async throws -> [UInt8] {
        let key = try await hierarchy.openServiceMasterKey()
        let list = passwords.isEmpty ? [BackupPassword(Self.password)] : passwords
        let (backup, _) = try await BackupWriting.seal(
            key.material, .serviceMasterKey(key, server: try await hierarchy.serverName()), passwords: list,
            derivation: .insecure, random: SystemRandomSource())
        return backup.contents
    }
}

extension BackupFacts {
    /// What is to be said of a service master key that is backed up now.
    static func serviceMasterKey(_ key: OpenKey, server: String) -> BackupFacts {
        BackupFacts(
            kind: .serviceMasterKey, server: server, database: nil, algorithm: key.algorithm, created: Date(),
            fingerprint: key.fingerprint)
    }
}

extension [UInt8] {
    /// A secret with these bytes.
    var secret: SecretBytes {
        withRawSpan { SecretBytes(copying: $0) }
    }

    /// The bytes as text.
    var text: String {
        String(decoding: self, as: UTF8.self)
    }

    /// The bytes with one bit changed.
    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}

extension SharedSecret {
    /// The bytes, which no program should want.
    var array: [UInt8] {
        bytes.withBytes { $0.bytes(in: 0..<bytes.count) }
    }
}

extension SealedBackup {
    /// Opens a file, or says with which code it is refused.
    static func refusal(of file: [UInt8], password: Password = Instance.password) async throws -> BackupError.Code? {
        do {
            let backup = try SealedBackup(parsing: file)
            _ = backup.inspection
            _ = try await backup.open(password: password)
            return nil
        } catch let error as BackupError {
            return error.code
        }
    }
}
