import KeyCryptography

/// What of an instance really opens, with the service master key as far as a root protector opens it, and with some
/// passwords: every secret is opened, and forgotten again.
package struct OpeningTrial: Sendable {
    /// The encryption that opened each secret, by its slot; 0 for the service master key, and for what a file has opened.
    package private(set) var slots: [KeyIdentifier: Int32] = [:]
    /// The encryptions whose protector was there and that did not open: damaged, or made by another key of that name.
    package private(set) var refused: Set<KeyEncryption.Identifier> = []

    /// The secrets that stayed closed and that a key opens which was in use before, by the index of that key.
    package private(set) var secretsUnderFormerKeys: [KeyIdentifier: Int] = [:]

    /// The private keys from files that are those of the instance, by their indices.
    package private(set) var knownPrivateKeys: Set<Int> = []

    /// What opens on another server only: certificates whose file cannot be put in their place, since something is under them,
    /// and the encryption keys of databases under them, which come with the backups of their databases to whichever
    /// server has the certificate. What has opened them here as well is in ``slots``.
    package func opensElsewhere(_ id: KeyIdentifier) -> Bool {
        certificatesElsewhere[id] != nil || databaseKeysElsewhere.contains(id)
    }

    /// What the files of those certificates hold.
    private var certificatesElsewhere: [KeyIdentifier: RSAPrivateKey] = [:]
    private var databaseKeysElsewhere: Set<KeyIdentifier> = []

    /// The keys that were opened and that others may be under. Those of `master` serve all databases, those of another
    /// database that one alone.
    private var opened: [KeyIdentifier: Opened] = [:]
    /// The encryptions by password that none of the passwords opens: deriving keys for them once is enough.
    private var closedToPasswords: Set<KeyEncryption.Identifier> = []

    private enum Opened {
        case key(OpenKey)
        case privateKey(RSAPrivateKey)
    }

    /// Opens what can be opened.
    ///
    /// - Parameters:
    ///   - hierarchy: The instance. It is read, a database at a time.
    ///   - passwords: Passwords to try where nothing else opens a key.
    ///   - privateKeys: Private keys from files, for the certificates and asymmetric keys that nothing else opens.
    ///   - formerKeys: Keys that were in use before, to try on what stays closed.
    ///   - keysInUse: The keys that something is under. A private key is put in the place of one with a password only where
    ///     nothing is (33011); one under a master key that does not open counts for none.
    /// - Throws: What the store throws; ``CryptographyError`` when libcrypto fails.
    package init(
        _ hierarchy: EncryptionHierarchy,
        passwords: [Password],
        privateKeys: [PrivateKey] = [],
        formerKeys: [OpenKey] = [],
        keysInUse: Set<KeyIdentifier> = []
    ) async throws {
        if let key = try? await hierarchy.openServiceMasterKey() {
            slots[.serviceMasterKey] = 0
            opened[.serviceMasterKey] = .key(key)
        }
        var last: DatabaseIdentifier?
        while let database = try await hierarchy.store.read({ [last] in try $0.databases(after: last, limit: 1).first })
        {
            let rows = try await hierarchy.store.read { store in
                try store.keys(in: database.id).map {
                    Session.StoredKey(database: database, record: $0, encryptions: try store.encryptions(of: $0.id))
                }
            }
            let shared = opened
            try await open(rows, passwords: passwords, privateKeys: privateKeys.map(\.key), keysInUse: keysInUse)
            try tryFormerKeys(formerKeys, on: rows.filter { slots[$0.record.id] == nil })
            if database.id != .master { opened = shared }
            last = database.id
        }
    }

    /// Opens the keys of a database: under other keys until that leads no further, then by files, then by passwords.
    private mutating func open(
        _ rows: [Session.StoredKey],
        passwords: [Password],
        privateKeys: [RSAPrivateKey],
        keysInUse: Set<KeyIdentifier>
    ) async throws {
        var closed = rows.filter { slots[$0.record.id] == nil }
        let files = try files(of: closed, among: privateKeys)
        while true {
            let count = closed.count
            try closed.removeAll { try openByKey($0) }
            if closed.count < count { continue }
            closed.removeAll { stored in
                guard let index = files[stored.record.id] else { return false }
                guard !keysInUse.contains(stored.record.id) || stored.takesPrivateKeyInUse else {
                    if stored.record.id.kind == .certificate {
                        certificatesElsewhere[stored.record.id] = privateKeys[index]
                    }
                    return false
                }
                opened[stored.record.id] = .privateKey(privateKeys[index])
                slots[stored.record.id] = 0
                return true
            }
            if closed.count < count { continue }
            guard let index = try await indexOfKey(in: closed, openedBy: passwords) else { return }
            closed.remove(at: index)
        }
    }

    /// The private keys from files that belong to certificates and asymmetric keys, by their indices.
    private mutating func files(
        of rows: [Session.StoredKey],
        among privateKeys: [RSAPrivateKey]
    ) throws -> [KeyIdentifier: Int] {
        var files: [KeyIdentifier: Int] = [:]
        guard !privateKeys.isEmpty else { return files }
        for stored in rows where [.certificate, .asymmetricKey].contains(stored.record.id.kind) {
            let publicKey = try? stored.publicKey
            // There may be several files of one key.
            let matching = privateKeys.indices.filter { privateKeys[$0].publicKey == publicKey }
            files[stored.record.id] = matching.first
            knownPrivateKeys.formUnion(matching)
        }
        return files
    }

    private mutating func tryFormerKeys(_ formerKeys: [OpenKey], on closed: [Session.StoredKey]) throws {
        for (index, key) in formerKeys.enumerated() {
            var opener = try key.opener()
            for stored in closed where secretsUnderFormerKeys[stored.record.id] == nil {
                for encryption in stored.encryptions where encryption.protector == .key(key.id) {
                    guard (try? opener.openIfAuthentic(encryption)) != nil else { continue }
                    secretsUnderFormerKeys[stored.record.id] = index
                }
            }
        }
    }

    private mutating func openByKey(_ stored: Session.StoredKey) throws -> Bool {
        for encryption in stored.encryptions {
            guard case .key(let id) = encryption.protector else { continue }
            if let protector = opened[id] {
                if try take(stored, encryption, { try Self.material(of: encryption, under: protector) }) { return true }
            } else if stored.record.id.kind == .databaseEncryptionKey, let key = certificatesElsewhere[id] {
                guard try take(stored, encryption, { try PublicKeySeal.open(encryption, with: key) }) else { continue }
                slots[stored.record.id] = nil
                databaseKeysElsewhere.insert(stored.record.id)
                return true
            }
        }
        return false
    }

    /// The index of the first key that a password opens.
    private mutating func indexOfKey(in closed: [Session.StoredKey], openedBy passwords: [Password]) async throws
        -> Int?
    {
        for (index, stored) in closed.enumerated() {
            for encryption in stored.passwords
            where !refused.contains(encryption.id) && !closedToPasswords.contains(encryption.id) {
                var isDamaged = false
                for password in passwords {
                    let material: SharedSecret?
                    do {
                        material = try await PasswordSeal.open(encryption, with: password)
                    } catch let error as CryptographyError where error.code != .libraryFailure {
                        isDamaged = true
                        break
                    }
                    if let material, try take(stored, encryption, { material }) { return index }
                }
                if isDamaged { refused.insert(encryption.id) } else { closedToPasswords.insert(encryption.id) }
            }
        }
        return nil
    }

    private static func material(of encryption: KeyEncryption, under protector: Opened) throws -> SharedSecret? {
        switch protector {
        case .key(let key):
            var opener = try key.opener()
            return try opener.openIfAuthentic(encryption)
        case .privateKey(let key):
            return try PublicKeySeal.open(encryption, with: key)
        }
    }

    /// Takes in what an encryption holds, if it is the key that the record says.
    ///
    /// - Returns: Whether it is.
    private mutating func take(
        _ stored: Session.StoredKey,
        _ encryption: KeyEncryption,
        _ open: () throws -> SharedSecret?
    ) throws -> Bool {
        do {
            guard let material = try open() else {
                refused.insert(encryption.id)
                return false
            }
            switch stored.record.id.kind {
            case .certificate, .asymmetricKey:
                let key = try RSAPrivateKey(uncheckedPKCS8: material.bytes)
                guard key.publicKey == (try stored.publicKey) else { throw HierarchyError.corrupted("Another key.") }
                opened[stored.record.id] = .privateKey(key)
            default:
                // A credential's secret is just bytes: there is nothing to compare it with.
                if stored.record.algorithm != nil {
                    opened[stored.record.id] = .key(try OpenKey(verifying: material, record: stored.record))
                }
            }
            slots[stored.record.id] = encryption.id.slot
            return true
        } catch let error as CryptographyError where error.code == .libraryFailure {
            throw error
        } catch is CryptographyError, is HierarchyError {
            refused.insert(encryption.id)
            return false
        }
    }
}

extension Session.StoredKey {
    /// Whether a private key can be put in the place of one that does not open, though something is under it: of a certificate,
    /// unless a password protects it. An asymmetric key would have to be dropped.
    fileprivate var takesPrivateKeyInUse: Bool {
        record.id.kind == .certificate && passwords.isEmpty
    }
}
