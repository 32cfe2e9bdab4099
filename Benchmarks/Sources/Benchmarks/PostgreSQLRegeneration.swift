import CFloor
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore

/// Replacing the service master key of a store in PostgreSQL, beside one UPDATE of the same rows by psql.
struct PostgreSQLRegeneration {
    /// Where the database is, as libpq reads it.
    let connection: String
    let size: Int

    private static let threads = Int32(ProcessInfo.processInfo.activeProcessorCount)

    func measure(into table: inout Table) async throws {
        try PSQL.run("DROP SCHEMA IF EXISTS key_hierarchy CASCADE", on: connection)
        let store = try await PostgreSQLKeyStore(connection, access: .create)
        let instance = try await TestInstance(store: store)
        try await instance.hierarchy.fill(databases: size)
        let pairs = try await Pairs(
            3,
            floor: {
                // What is there, so that the keys still open afterwards.
                try PSQL.run(Self.present, on: connection)
                try PSQL.run("VACUUM ANALYZE", on: connection)
                return try await time { try PSQL.run(Self.floor, on: connection) }
                    + floor_rewrap(Int64(size), Self.threads)
            }
        ) {
            try PSQL.run("VACUUM ANALYZE", on: connection)
            return try await time {
                let report = try await instance.session.regenerateServiceMasterKey()
                guard report.rewrapped.count == size else { throw Regeneration.Incomplete() }
            }
        }
        table.add("Regenerate over \(size.formatted()) databases in PostgreSQL", pairs, bound: 2)
    }

    private static let present = """
        DROP TABLE IF EXISTS floor_rows;
        CREATE TABLE floor_rows AS SELECT database_id, kind, number, slot, created AS last_proved, sealed
        FROM key_encryptions WHERE protector = 2
        """

    private static let floor = """
        UPDATE key_encryptions AS old SET last_proved = new.last_proved, sealed = new.sealed FROM floor_rows AS new
        WHERE old.database_id = new.database_id AND old.kind = new.kind AND old.number = new.number
            AND old.slot = new.slot
        """
}
