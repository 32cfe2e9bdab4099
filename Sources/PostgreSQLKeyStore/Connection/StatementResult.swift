#if PostgreSQL
import CPostgreSQL
import StoreRows

/// What a statement has answered: rows in binary form, all in memory, and the row of them that is looked at.
@safe
final class StatementResult: RowValues {
    private let result: OpaquePointer
    private let types: [Oid]
    /// The row that is looked at.
    private var row: Int32 = 0
    /// The text that was asked for last, where it is not as it is stored.
    private var unescaped: UnsafeMutableBufferPointer<UInt8>?

    /// Takes a result over, and frees it in the end.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
        types = unsafe (0..<PQnfields(result)).map { unsafe PQftype(result, $0) }
    }

    deinit {
        unsafe unescaped?.deallocate()
        unsafe PQclear(result)
    }

    /// The number of rows.
    var count: Int {
        Int(unsafe PQntuples(result))
    }

    /// What the server says that it did: the name of the command and, for some, the number of rows.
    var tag: String {
        unsafe PQcmdStatus(result).map { unsafe String(cString: $0) } ?? ""
    }

    /// How many rows a statement changed.
    var changedCount: Int {
        unsafe PQcmdTuples(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0
    }

    /// Goes to a row, from 0 on.
    func look(at row: Int) {
        self.row = Int32(row)
    }

    func value(of column: Int) -> StoredValue {
        guard types.indices.contains(column) else { return unsafe .other }
        let index = Int32(column)
        guard unsafe PQgetisnull(result, row, index) == 0 else { return unsafe .null }
        guard let start = unsafe PQgetvalue(result, row, index) else { return unsafe .other }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, index)))
        switch types[column] {
        case Self.int8 where bytes.count == 8:
            return unsafe .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case Self.text:
            return unsafe text(bytes.bindMemory(to: UInt8.self))
        case Self.bytea:
            return unsafe .bytes(bytes)
        default:
            return unsafe .other
        }
    }

    func name(of column: Int) -> String {
        unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) } ?? "column \(column)"
    }

    private func text(_ stored: UnsafeBufferPointer<UInt8>) -> StoredValue {
        guard unsafe StoredText.isEscaped(stored) else { return unsafe .text(stored) }
        guard let text = unsafe StoredText.unescape(stored) else { return unsafe .other }
        unsafe unescaped?.deallocate()
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = unsafe copy.initialize(from: text)
        unsafe unescaped = copy
        return unsafe .text(UnsafeBufferPointer(copy))
    }

    // The numbers of the server's built-in types never change (pg_type.dat).
    private static let bytea: Oid = 17
    private static let int8: Oid = 20
    private static let text: Oid = 25
}
#endif
