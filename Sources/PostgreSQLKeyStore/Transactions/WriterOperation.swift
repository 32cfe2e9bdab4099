#if PostgreSQL
import Foundation
import StoreRows

/// An operation of a writer, as the table `writers` has it: a row for each writer, with the number of what it committed last.
struct WriterOperation: Sendable {
    /// What tells the writer from all others: a new one each time that a store is opened.
    let writer: UUID
    /// The schema that the table is in.
    let schema: String
    /// The number of the operation, from 1 on.
    var number: Int64 = 0

    init(writer: UUID, schema: String) {
        self.writer = writer
        self.schema = schema
    }

    /// Writes the operation down, in its own transaction: the row is there if what the operation did is.
    func note(in connection: Connection) throws {
        if number == 1 { try Self.forgetOld(in: connection) }
        try connection.execute(
            """
            INSERT INTO writers (id, operation, committed) VALUES (?, ?, now())
            ON CONFLICT (id) DO UPDATE SET operation = excluded.operation, committed = excluded.committed
            """, [.guid(writer), .number(number)])
    }

    /// Whether the operation is the one that the writer committed last.
    func isNoted(in connection: Connection) throws -> Bool {
        try connection.integer("SELECT operation FROM writers WHERE id = ?", [.guid(writer)]) == number
    }

    /// The query that tells an administrator whether the operation was committed: 1 is yes, 0 is no.
    var question: String {
        let id = writer.uuidString.replacing("-", with: "").lowercased()
        return """
            SELECT count(*) FROM "\(schema)".writers WHERE id = '\\x\(id)' AND operation = \(number);
            """
    }

    /// Removes the rows of writers that are long gone.
    private static func forgetOld(in connection: Connection) throws {
        try connection.execute("DELETE FROM writers WHERE committed < now() - interval '7 days'", [])
    }
}
#endif
