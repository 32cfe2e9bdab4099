/// The values of the row that a query is at, as the database gives them.
///
/// Nothing is believed of them here: that is ``StoredRow``'s business, which is the same for all databases.
package protocol RowValues: AnyObject {
    /// The value of a column, from 0 on. Bytes stay where they are until the next value is asked for.
    func value(of column: Int) -> StoredValue
    /// The name of a column, for messages.
    func name(of column: Int) -> String
}

/// A value as a row has it, of whatever sort.
@unsafe
package enum StoredValue {
    case null
    case integer(Int64)
    /// The bytes of a text, which need not be UTF-8.
    case text(UnsafeBufferPointer<UInt8>)
    case bytes(UnsafeRawBufferPointer)
    /// A value of a sort that no store has.
    case other
}
