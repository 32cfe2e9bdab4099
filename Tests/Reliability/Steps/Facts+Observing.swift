import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

extension Facts {
    /// Finds out what is true of an instance: opens everything that should open, by every way that should open it.
    ///
    /// - Throws: ``Violation`` for what no kill, no fault and no other writer may lead to; what the library throws.
    static func observe(_ place: Place) async throws -> Facts {
        let store = try place.openStore()
        try await store.verifyIntegrity()
        let hierarchy = try await place.start(on: store, maintainsStore: false)
        let session = hierarchy.session()
        let root = try await session.serviceMasterKey()
        guard root.isReadable else { throw Violation("The machine key does not open the service master key.") }
        var databases: [String: Database] = [:]
        for record in try await session.databases() where record.id >= .firstUserDatabase {
            databases[record.name.description] = Database(masterKey: try await masterKey(of: record, in: hierarchy))
        }
        return Facts(
            serviceMasterKey: root.fingerprint.description, databases: databases,
            backups: try await backups(in: place))
    }

    private static func masterKey(
        of database: DatabaseRecord,
        in hierarchy: EncryptionHierarchy
    ) async throws -> MasterKey? {
        let name = database.name
        guard let key = try await hierarchy.session().masterKey(of: name) else { return nil }
        let opensByItself = key.protection == .serviceMasterKeyAndPasswords
        if opensByItself {
            // It throws unless the service master key opens the encryption, to the very key that is recorded.
            _ = try await hierarchy.session().masterKeyForBackup(of: name)
        }
        var passwords: Set<Int> = []
        let session = hierarchy.session()
        for password in Self.passwords {
            let other = hierarchy.session()
            do {
                try await other.openMasterKey(of: name, password: Step.password(password))
                passwords.insert(password)
            } catch let error as HierarchyError where error.code == .wrongDecryptor {
                continue
            }
        }
        guard let first = passwords.first,
            passwords.count == key.encryptions.count(where: { $0.protector == .password })
        else { throw Violation("A password of \(name) opens nothing.") }
        try await session.openMasterKey(of: name, password: Step.password(first))
        var credential: Int?
        if !(try await session.credentials(in: .database(name))).isEmpty {
            credential = Int(try await session.text(ofCredential: "c", in: .database(name)))
        }
        return MasterKey(
            fingerprint: key.fingerprint.description, passwords: passwords, opensByItself: opensByItself,
            credential: credential)
    }

    /// Opens every file where a backup is expected. A neighbour that a writer has left behind has another name.
    private static func backups(in place: Place) async throws -> [Int: Backup] {
        var backups: [Int: Backup] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: place.backups.path) {
            if Leftover.isTemporary(name) { continue }
            guard name.hasSuffix(".pem"), let number = Int(name.dropLast(4)) else {
                throw Violation("Nobody knows the file \(name).")
            }
            let backup = try await place.backup(number).verify(password: Step.backupPassword)
            backups[number] = Backup(
                fingerprint: backup.fingerprint?.description ?? "none",
                isOfServiceMasterKey: backup.facts?.kind == .serviceMasterKey)
        }
        return backups
    }
}
