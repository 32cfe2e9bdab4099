import KeyHierarchy

extension StatusResult {
    /// A database and its keys.
    struct Database: Encodable {
        let id: Int32
        let name: String
        let masterKey: Key?
        let encryptionKey: EncryptionKey?
        let certificates: [Certificate]
        let asymmetricKeys: [AsymmetricKey]
        let symmetricKeys: [SymmetricKey]
        let credentials: [Credential]
    }
}

extension StatusResult.Database {
    init(_ database: DatabaseRecord, in hierarchy: EncryptionHierarchy, rootIsReadable: Bool) async throws {
        let session = hierarchy.session()
        let name = database.name
        id = database.id.rawValue
        self.name = name.description
        masterKey = try await session.masterKey(of: name).map { StatusResult.Key($0, rootIsReadable: rootIsReadable) }
        encryptionKey = try await session.databaseEncryptionKey(of: name).map(StatusResult.EncryptionKey.init)
        let now = hierarchy.options.now()
        certificates = try await session.certificates(in: name).map { StatusResult.Certificate($0, now: now) }
        asymmetricKeys = try await session.asymmetricKeys(in: name).map(StatusResult.AsymmetricKey.init)
        var symmetricKeys: [StatusResult.SymmetricKey] = []
        for key in try await session.symmetricKeys(in: name) {
            symmetricKeys.append(try await StatusResult.SymmetricKey(key, in: hierarchy))
        }
        self.symmetricKeys = symmetricKeys
        // Those of master belong to the server.
        credentials =
            database.id == .master
            ? [] : try await session.credentials(in: .database(name)).map(StatusResult.Credential.init)
    }

    /// Whether there is anything to tell of a system database.
    var hasKeys: Bool {
        masterKey != nil || !others.isEmpty
    }

    var warnings: [String] {
        var warnings: [String] = []
        if let masterKey {
            if masterKey.lastVerifiedBackup == nil {
                warnings.append("The master key of database \(name) has no verified backup.")
            } else if masterKey.changedSinceBackup == true {
                warnings.append("The master key of database \(name) has changed since it was backed up.")
            }
        }
        for certificate in certificates where certificate.hasPrivateKey && certificate.privateKeyBackup == nil {
            warnings.append(
                "The private key of certificate '\(certificate.name)' of database \(name) was never backed up.")
        }
        return warnings
    }

    /// The database in full, a key below the master key on a line.
    func lines(_ style: Style) -> [String] {
        var lines = ["  \(style.bold(name))"]
        if let masterKey {
            lines.append("    Master key")
            lines += masterKey.lines(style, indent: "      ")
        } else {
            lines.append("    no master key")
        }
        let shown = others.prefix(Self.shownKeys).flatMap { Layout.wrapped($0, after: "    ", width: 4, hanging: 2) }
        let rest = others.count - Self.shownKeys
        return lines + shown + (rest > 0 ? ["    and \(rest) more keys (--json names them all)"] : [])
    }

    /// The database in short: what opens its master key, and how many keys of which kind it has.
    func summary(_ style: Style) -> [String] {
        let counts = [
            (certificates.count, "certificate"), (asymmetricKeys.count, "asymmetric key"),
            (symmetricKeys.count, "symmetric key"), (credentials.count, "credential"),
        ].filter { $0.0 > 0 }.map { count, noun in "\(count) \(noun)\(count == 1 ? "" : "s")" }
        let facts =
            [masterKey.map { "master key \($0.opening)" } ?? "no master key"] + counts
            + (encryptionKey.map { [$0.state] } ?? [])
        return Layout.wrapped(
            facts.joined(separator: ", "), after: "  \(style.bold(name)): ", width: name.count + 4, hanging: -name.count
        )
    }

    /// What is not the master key, a line each.
    private var others: [String] {
        (encryptionKey.map { [$0.line] } ?? []) + certificates.map(\.line) + asymmetricKeys.map(\.line)
            + symmetricKeys.map(\.line) + credentials.map(\.line)
    }

    /// How many keys of a database a person is shown.
    private static let shownKeys = 20
}
