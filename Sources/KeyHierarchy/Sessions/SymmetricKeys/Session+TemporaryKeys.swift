extension Session.StoredKey {
    /// Whether the key is a temporary one, of which the store knows nothing.
    var isTemporary: Bool {
        record.id.kind == .symmetricKey && record.name.hasPrefix("#")
    }
}

// Temporary keys are those of one session. They have what other keys have, encryptions among it, and are kept in memory.
extension Session {
    /// Keeps a new temporary key. Their numbers are below 0, where no key of a database has its own.
    func keepTemporaryKey(
        named name: String,
        in tempdb: DatabaseRecord,
        material: NewKeyMaterial,
        encryptedBy mechanisms: [PreparedMechanism]
    ) throws -> StoredKey {
        let id = KeyIdentifier(kind: .symmetricKey, database: tempdb.id, number: nextTemporaryNumber())
        let stored = try material.encrypt(as: id, name: name, in: tempdb, by: mechanisms, environmentOfTemporaryKeys())
        setTemporaryKey(stored)
        return stored
    }

    /// What a change to a temporary key needs to know; it is carried out at once.
    func environmentOfTemporaryKeys() -> ChangeEnvironment {
        ChangeEnvironment(
            now: hierarchy.options.now(), random: hierarchy.options.random, cancellation: CancellationFlag(),
            progress: nil)
    }
}
