import KeyHierarchy

/// A change to a store: a call of a function of ``/KeyHierarchy/KeyStoreWriter``. The cases are part of the format.
enum Change: Codable {
    case putInstance(StoredInstance)
    case putDatabase(StoredDatabase)
    case removeDatabase(Int32)
    case putKey(StoredKey)
    case removeKey(StoredKeyIdentifier)
    case putEncryptions([StoredEncryption])
    case removeEncryption(StoredKeyIdentifier, slot: Int32)
    case putBackup(StoredBackup)

    func apply(to store: any KeyStoreWriter) throws {
        switch self {
        case .putInstance(let instance): try store.put(instance.record)
        case .putDatabase(let database): try store.put(try database.record)
        case .removeDatabase(let number): try store.removeDatabase(DatabaseIdentifier(rawValue: number))
        case .putKey(let key): try store.put(try key.record)
        case .removeKey(let key): try store.removeKey(try key.identifier)
        case .putEncryptions(let encryptions): try store.put(try encryptions.map { try $0.record })
        case .removeEncryption(let key, let slot):
            try store.removeEncryption(KeyEncryption.Identifier(key: try key.identifier, slot: slot))
        case .putBackup(let backup): try store.put(try backup.record)
        }
    }
}
