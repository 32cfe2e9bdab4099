#if PostgreSQL
import KeyHierarchy

/// Opens connections to a store.
struct ConnectionOpening: Sendable {
    let info: ConnectionInfo
    let schema: String
    /// The store, for messages.
    let store: String
    /// How long a writer waits for another one, and everybody for a server that is away.
    let patience: Duration

    init(info: ConnectionInfo, schema: String, patience: Duration) throws {
        guard Self.isPlainName(schema) else {
            throw HierarchyError(
                .storeFailed, "The schema of a key store cannot have that name.",
                advice:
                    "Use 1 to 63 small letters of ASCII, digits and underscores, beginning with a letter, and not with "
                    + "pg_.")
        }
        self.info = info
        self.schema = schema
        self.patience = patience
        store = [schema, info.place].filter { !$0.isEmpty }.joined(separator: " in ")
    }

    func connect() throws -> Connection {
        do {
            return try Connection(info, schema: schema, store: store, patience: patience)
        } catch let failure as PostgreSQLFailure {
            throw HierarchyError.cannotConnect(store, failure)
        }
    }

    /// A name that means the same with quotes and without, so that a person can type it.
    private static func isPlainName(_ name: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 63 else { return false }
        return !name.hasPrefix("pg_")
            && name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") }
    }
}
#endif
