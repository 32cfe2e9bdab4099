import KeyHierarchy
import Recovery

/// What opens after a loss, read from the inventory as a person would: again and again through all keys, until nothing more
/// opens. It knows nothing of graphs.
struct PlainReading {
    let inventory: Inventory
    let lost: Set<Asset>

    func openKeys() -> Set<KeyIdentifier> {
        var open: Set<KeyIdentifier> = []
        while true {
            let count = open.count
            for key in inventory.keys where opens(key, open) { open.insert(key.id) }
            if open.count == count { return open }
        }
    }

    /// The encrypted databases whose data are readable.
    func readableDatabases(_ open: Set<KeyIdentifier>) -> Set<DatabaseIdentifier> {
        Set(
            inventory.databases.filter { database in
                database.isEncrypted && !lost.contains(.database(database.id))
                    && open.contains(.databaseEncryptionKey(of: database.id))
            }.map(\.id))
    }

    private func isInStore(_ key: Inventory.Key) -> Bool {
        !lost.contains(.store) && !lost.contains(.database(key.id.database))
    }

    private func opens(_ key: Inventory.Key, _ open: Set<KeyIdentifier>) -> Bool {
        if isInStore(key), key.encryptions.contains(where: { opens($0, of: key, open) }) { return true }
        return key.backups.contains { backup in
            guard backup.fingerprint == key.fingerprint, !lost.contains(.backup(place: backup.place)) else {
                return false
            }
            if backup.passwords.isEmpty { return !lost.contains(.backupPassword("of \(backup.place)")) }
            return backup.passwords.contains { password in
                password.label == "password"
                    ? !lost.contains(.backupPassword(password.id)) : !lost.contains(.password(label: password.label))
            }
        }
    }

    private func opens(_ encryption: Inventory.Encryption, of key: Inventory.Key, _ open: Set<KeyIdentifier>) -> Bool {
        switch encryption.protector {
        case .root(let name): return !lost.contains(.rootProtector(name))
        case .key(let id):
            // A private key with a password is not replaced from a backup while a symmetric key is under it.
            guard key.id.kind == .symmetricKey, id.kind == .certificate, let certificate = inventory.key(id),
                certificate.encryptions.contains(where: { $0.protector == .password })
            else { return open.contains(id) }
            return isInStore(certificate) && certificate.encryptions.contains { opens($0, of: certificate, open) }
        case .password:
            return encryption.label == "password"
                ? !lost.contains(.keyPassword(KeyEncryption.Identifier(key: key.id, slot: encryption.slot)))
                : !lost.contains(.password(label: encryption.label))
        }
    }
}
