#if PostgreSQL
import StoreRows

/// The values of a statement in PostgreSQL's binary form, one behind the other.
struct StatementParameters {
    private var bytes: [UInt8] = []
    /// Where each value is; `nil` for NULL.
    private var ranges: [Range<Int>?] = []

    init() {}

    /// - Throws: ``HierarchyError/Code-swift.struct/storeFailed`` when a value is longer than a store takes.
    init(_ values: [ColumnValue]) throws {
        for value in values { try append(value) }
    }

    mutating func append(_ value: ColumnValue) throws {
        _ = try value.checkedSize()
        switch value {
        case .null: ranges.append(nil)
        case .integer(let number): append { $0.append(bigEndian: number) }
        case .text(let text): append { StoredText.append(text, to: &$0) }
        case .blob(let blob): append { $0.append(contentsOf: blob) }
        }
    }

    /// Adds the bytes that `write` writes as one value.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        ranges.append(start..<bytes.count)
    }

    /// The size of all values, in bytes.
    var size: Int { bytes.count }

    /// Calls `body` with the values as libpq takes them: their number, addresses, lengths, and formats.
    func withPointers<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Result
    ) rethrows -> Result {
        // A value without bytes must have an address all the same: without one it would be NULL.
        try unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
            try unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                let pointers = unsafe ranges.map { range in
                    unsafe range.flatMap { unsafe characters.baseAddress?.advanced(by: $0.lowerBound) }
                }
                let lengths = ranges.map { Int32($0?.count ?? 0) }
                return try unsafe body(
                    Int32(ranges.count), pointers, lengths, [Int32](repeating: 1, count: ranges.count))
            }
        }
    }
}

extension [UInt8] {
    /// Adds an integer as the protocol has it.
    mutating func append(bigEndian number: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
    }
}
#endif
