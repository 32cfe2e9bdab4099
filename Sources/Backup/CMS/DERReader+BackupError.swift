import KeyCryptography

// Reading with errors that say what is wrong with a backup: `what` is what an element is in the standard.
extension DERReader {
    /// Returns the range of the contents of the next element, and goes behind it.
    mutating func next(_ tag: DERTag, _ what: String, in bytes: RawSpan) throws(BackupError) -> Range<Int> {
        do {
            return try next(tag, in: bytes)
        } catch {
            throw BackupError.malformed("\(what) is missing, cut short, or something else.")
        }
    }

    /// Returns a reader of the elements within the next element, and goes behind it.
    mutating func descend(_ tag: DERTag, _ what: String, in bytes: RawSpan) throws(BackupError) -> DERReader {
        DERReader(try next(tag, what, in: bytes))
    }

    /// Returns the bytes of the next OCTET STRING, whose length must lie within `lengths`.
    mutating func octets(
        _ what: String,
        as tag: DERTag = .octetString,
        lengths: ClosedRange<Int>,
        in bytes: RawSpan
    ) throws(BackupError) -> [UInt8] {
        let range = try next(tag, what, in: bytes)
        guard lengths.contains(range.count) else {
            throw BackupError.malformed("\(what) has \(range.count) bytes; \(lengths) are allowed.")
        }
        return bytes.bytes(in: range)
    }

    /// Returns the next INTEGER, which must not be negative and must fit into 63 bits.
    mutating func integer(_ what: String, in bytes: RawSpan) throws(BackupError) -> Int {
        guard let range = try? unsignedInteger(in: bytes), range.count <= 8,
            let number = Int(exactly: bytes.bytes(in: range).reduce(0 as UInt64) { $0 << 8 | UInt64($1) })
        else {
            throw BackupError.malformed("\(what) is not a small number in its shortest form.")
        }
        return number
    }

    /// Returns the next OBJECT IDENTIFIER.
    mutating func identifier(_ what: String, in bytes: RawSpan) throws(BackupError) -> OID {
        let range = try next(.objectIdentifier, what, in: bytes)
        guard 1...32 ~= range.count else {
            throw BackupError.malformed("\(what) is not an object identifier of sensible length.")
        }
        return OID(contents: bytes.bytes(in: range))
    }

    /// Throws unless everything has been read.
    func finish(_ what: String) throws(BackupError) {
        guard isAtEnd else { throw BackupError.malformed("\(what) has more bytes than it should.") }
    }
}
