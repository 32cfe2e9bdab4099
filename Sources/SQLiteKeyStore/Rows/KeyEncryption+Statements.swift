#if SQLite
import KeyHierarchy
import StoreRows

extension KeyEncryption {
    static let upsert = """
        INSERT INTO key_encryptions (
            database_id, kind, number, slot, protector, protector_database_id, protector_kind, protector_number,
            protector_name, label, created, last_proved, sealed
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (database_id, kind, number, slot) DO UPDATE SET
            protector = excluded.protector, protector_database_id = excluded.protector_database_id,
            protector_kind = excluded.protector_kind, protector_number = excluded.protector_number,
            protector_name = excluded.protector_name, label = excluded.label, created = excluded.created,
            last_proved = excluded.last_proved, sealed = excluded.sealed
        """

    /// Encrypts a secret again under the same protector: what a key that is replaced asks for, a hundred thousand times.
    /// Unlike ``upsert``, it leaves the index alone, which takes half the time.
    static let renewal = """
        UPDATE key_encryptions SET last_proved = ?, sealed = ?
        WHERE database_id = ? AND kind = ? AND number = ? AND slot = ? AND \(Protector.condition) AND label = ?
            AND created = ?
        """
}

extension Protector {
    /// What finds the encryptions under a protector, with its values as arguments. `IS` finds NULL too, and uses the index
    /// as `=` does.
    static let condition = """
        protector = ? AND protector_database_id IS ? AND protector_kind IS ? AND protector_number IS ?
            AND protector_name IS ?
        """
}
#endif
