import FuzzTarget
import GRDB
import GRDBSQLite
import KeyHierarchy

@testable import SQLiteKeyStore
@testable import StoreRows

/// A row as SQLite would return it, with values of any sort in any column.
private struct Cells {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func byte() -> UInt8? {
        rest.popFirst()
    }

    /// Binds the next value: a sort, and a number of 8 bytes or a length of 2 with as many bytes.
    mutating func bind(to statement: OpaquePointer, at index: Int32) {
        guard let sort = byte() else { return }
        switch sort % 6 {
        case 0: unsafe sqlite3_bind_null(statement, index)
        case 1: unsafe sqlite3_bind_int64(statement, index, Int64(bitPattern: number(8)))
        case 2: unsafe sqlite3_bind_int64(statement, index, Int64(number(1)))
        case 3: unsafe sqlite3_bind_double(statement, index, Double(bitPattern: number(8)))
        case 4:
            let text = string()
            unsafe text.withUnsafeBytes { text in
                unsafe sqlite3_bind_text(
                    statement, index,
                    text.baseAddress?.assumingMemoryBound(to: CChar.self) ?? UnsafePointer(Self.nothing),
                    Int32(text.count), Self.copied)
            }
        default:
            let bytes = string()
            unsafe bytes.withUnsafeBytes { bytes in
                if bytes.isEmpty {
                    unsafe sqlite3_bind_zeroblob(statement, index, 0)
                } else {
                    unsafe sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), Self.copied)
                }
            }
        }
    }

    private mutating func number(_ count: Int) -> UInt64 {
        let bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func string() -> [UInt8] {
        let count = Int(number(2))
        let bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        return Array(bytes)
    }

    /// SQLite takes a copy.
    private static let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    private nonisolated(unsafe) static let nothing = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
}

/// Reads a row of one table; what is read must be the same when it is written and read again.
private struct Parser {
    let connection: StoreConnection

    private func read<Record: Equatable>(
        _ cells: inout Cells,
        columns: String,
        of table: StoreTable,
        decode: (inout StoredRow) throws -> Record,
        values: (Record) throws -> [ColumnValue]
    ) throws {
        let count = columns.split(separator: ",").count
        let sql = "SELECT " + repeatElement("?", count: count).joined(separator: ",")
        let statement = try connection.database.cachedStatement(sql: sql)
        statement.setUncheckedArguments(StatementArguments())
        for index in 1...Int32(count) { unsafe cells.bind(to: statement.sqliteStatement, at: index) }
        let cursor = try Row.fetchCursor(statement)
        guard try cursor.next() != nil else { return }
        var row = StoredRow(of: StatementValues(statement), table: table, store: "store")
        let record = try decode(&row)
        statement.setUncheckedArguments(StatementArguments())
        var again: Record?
        try connection.forEachRow(sql, try values(record), of: table) { again = try decode(&$0) }
        guard again == record else { fatalError("What was read is not what is written: \(record)") }
    }

    func parse(_ bytes: [UInt8]) throws {
        var cells = Cells(bytes)
        switch (cells.byte() ?? 0) % 5 {
        case 0:
            try read(&cells, columns: InstanceRecord.columns, of: .instance) {
                try InstanceRecord(&$0)
            } values: {
                try [.integer(1)] + $0.values()
            }
        case 1:
            try read(&cells, columns: DatabaseRecord.columns, of: .databases) {
                try DatabaseRecord(&$0)
            } values: {
                try $0.values()
            }
        case 2:
            try read(&cells, columns: KeyRecord.columns, of: .keys) {
                try KeyRecord(&$0)
            } values: {
                try $0.values()
            }
        case 3:
            try read(&cells, columns: KeyEncryption.columns, of: .keyEncryptions) {
                try KeyEncryption(&$0)
            } values: {
                try $0.values()
            }
        default:
            try read(&cells, columns: BackupRecord.columns, of: .backups) {
                try BackupRecord(&$0)
            } values: {
                try $0.values()
            }
        }
    }
}

private let queue = try DatabaseQueue()
try queue.inDatabase { try ConnectionSettings.apply(to: $0) }

FuzzTarget.run(refusing: [HierarchyError.self], allocating: 128 << 10, perByte: 256) { bytes in
    try queue.inDatabase { database in
        try Parser(connection: StoreConnection(database: database, path: "store")).parse(bytes)
    }
}
