#if PostgreSQL
import KeyHierarchy
import StoreRows

/// Encryptions as a statement takes any number of them at once: an array for each column.
struct EncryptionArrays {
    /// The columns, in the order of `KeyEncryption.values()`, and their types.
    private static let columns = [
        ("database_id", "bigint"), ("kind", "bigint"), ("number", "bigint"), ("slot", "bigint"),
        ("protector", "bigint"),
        ("protector_database_id", "bigint"), ("protector_kind", "bigint"), ("protector_number", "bigint"),
        ("protector_name", "text"), ("label", "text"), ("created", "bigint"), ("last_proved", "bigint"),
        ("sealed", "bytea"),
    ]

    private static let names = columns.map(\.0).joined(separator: ", ")
    private static let rows = "unnest(\(columns.map { "?::\($0.1)[]" }.joined(separator: ", "))) AS new (\(names))"

    /// Encrypts secrets again under the same protectors: what a key that is replaced asks for, a hundred thousand times.
    /// Unlike ``upsert``, it leaves what is indexed alone.
    static let renewal = """
        UPDATE key_encryptions AS old SET last_proved = new.last_proved, sealed = new.sealed FROM \(rows)
        WHERE old.database_id = new.database_id AND old.kind = new.kind AND old.number = new.number
            AND old.slot = new.slot AND old.protector = new.protector
            AND old.protector_database_id IS NOT DISTINCT FROM new.protector_database_id
            AND old.protector_kind IS NOT DISTINCT FROM new.protector_kind
            AND old.protector_number IS NOT DISTINCT FROM new.protector_number
            AND old.protector_name IS NOT DISTINCT FROM new.protector_name
            AND old.label = new.label AND old.created = new.created
        """

    static let upsert = """
        INSERT INTO key_encryptions (\(names)) SELECT \(names) FROM \(rows)
        ON CONFLICT (database_id, kind, number, slot) DO UPDATE SET
            protector = excluded.protector, protector_database_id = excluded.protector_database_id,
            protector_kind = excluded.protector_kind, protector_number = excluded.protector_number,
            protector_name = excluded.protector_name, label = excluded.label, created = excluded.created,
            last_proved = excluded.last_proved, sealed = excluded.sealed
        """

    /// The arrays, in the order of the columns.
    let parameters: StatementParameters

    /// - Parameter encryptions: Encryptions with different identifiers.
    init(_ encryptions: some Collection<KeyEncryption>) throws {
        var columns = [[UInt8]](repeating: [], count: Self.columns.count)
        for encryption in encryptions {
            for (index, value) in try encryption.values().enumerated() {
                try Self.append(value, to: &columns[index])
            }
        }
        var parameters = StatementParameters()
        for (elements, (_, type)) in zip(columns, Self.columns) {
            parameters.append { bytes in
                // One dimension, perhaps with NULL in it, of that type, of that length, counted from 1.
                let type: Int32 = type == "bigint" ? 20 : type == "text" ? 25 : 17
                for number in [1, 1, type, Int32(encryptions.count), 1] { bytes.append(bigEndian: number) }
                bytes.append(contentsOf: elements)
            }
        }
        self.parameters = parameters
    }

    /// Adds an element: its length and its bytes.
    private static func append(_ value: ColumnValue, to elements: inout [UInt8]) throws {
        _ = try value.checkedSize()
        switch value {
        case .null:
            elements.append(bigEndian: Int32(-1))
        case .integer(let number):
            elements.append(bigEndian: Int32(8))
            elements.append(bigEndian: number)
        case .text(let text):
            let start = elements.count
            elements.append(bigEndian: Int32(0))
            StoredText.append(text, to: &elements)
            let size = UInt32(elements.count - start - 4)
            for index in 0..<4 { elements[start + index] = UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32(index))) }
        case .blob(let blob):
            elements.append(bigEndian: Int32(blob.count))
            elements.append(contentsOf: blob)
        }
    }
}
#endif
