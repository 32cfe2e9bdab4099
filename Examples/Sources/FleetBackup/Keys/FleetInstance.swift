import Foundation
import KeyHierarchy
import PasswordFiles
import SQLiteKeyStore

/// An instance that has been opened, with whatever of its keys opens.
struct FleetInstance {
    let session: Session
    /// All master keys: that of the service, then those of databases in the order of their numbers.
    let keys: [FleetKey]

    /// Opens an instance.
    ///
    /// - Parameters:
    ///   - access: For reading only, nothing is written to the store, not even that its keys have opened.
    ///   - now: The clock of the instance.
    /// - Throws: What opening the store and its keys throws.
    init(
        _ configuration: InstanceConfiguration,
        access: SQLiteKeyStore.Access,
        now: @escaping @Sendable () -> Date
    ) async throws {
        var options = EncryptionHierarchy.Options()
        options.now = now
        options.maintainsStore = access != .readOnly
        let hierarchy = try await EncryptionHierarchy(
            store: try SQLiteKeyStore(path: configuration.store, access: access),
            rootProtectors: try Self.rootProtectors(configuration), options: options)
        session = hierarchy.session(as: Principal(name: "fleet-backup"))
        keys = try await Self.keys(of: session, configuration)
    }

    /// Reads the keys that are there. Of two, one may be missing: the other one opens the instance.
    private static func rootProtectors(_ configuration: InstanceConfiguration) throws -> [any RootProtector] {
        let named: [(String?, RootProtectorName)] = [
            (configuration.machineKey, .machineKey), (configuration.serviceAccountKey, .serviceAccount),
        ]
        let present: [any RootProtector] = try named.compactMap { path, name in
            guard let path, FileManager.default.fileExists(atPath: path) else { return nil }
            return try MachineKeyFile(path: path, name: name)
        }
        guard !present.isEmpty else {
            throw ConfigurationError("There is no machine key at \(configuration.machineKey).")
        }
        return present
    }

    private static func keys(of session: Session, _ configuration: InstanceConfiguration) async throws -> [FleetKey] {
        let root = try await session.serviceMasterKey()
        var keys = [
            FleetKey(
                subject: .serviceMasterKey, fingerprint: root.fingerprint, encryptions: root.encryptions,
                backups: root.backups, obstacle: root.isReadable ? nil : "no key of this machine opens it")
        ]
        var last: DatabaseIdentifier?
        while case let page = try await session.databases(after: last), !page.isEmpty {
            for database in page {
                guard let key = try await session.masterKey(of: database.name) else { continue }
                let obstacle = await open(key, in: session, rootIsReadable: root.isReadable, configuration)
                keys.append(
                    FleetKey(
                        subject: .masterKey(database), fingerprint: key.fingerprint, encryptions: key.encryptions,
                        backups: key.backups, obstacle: obstacle))
            }
            last = page.last?.id
        }
        return keys
    }

    /// Opens the master key of a database in the session, where the service master key does not.
    ///
    /// - Returns: Why it does not open, or `nil`.
    private static func open(
        _ key: DatabaseMasterKey,
        in session: Session,
        rootIsReadable: Bool,
        _ configuration: InstanceConfiguration
    ) async -> String? {
        if rootIsReadable, key.protection == .serviceMasterKeyAndPasswords { return nil }
        let files = configuration.databasePasswordFiles
        guard let file = files.first(where: { (try? DatabaseName($0.key)) == key.database })?.value else {
            return "it opens with a password, and databasePasswordFiles has none for it"
        }
        do {
            try await session.openMasterKey(of: key.database, password: try PasswordFile(file).password())
            return nil
        } catch {
            return "\(error)".onOneLine
        }
    }
}

extension String {
    /// The text with spaces for line breaks, for lists.
    var onOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
