import KeyCryptography

/// Goes through DER elements (X.690), one after the other.
///
/// It keeps positions only and is lent the bytes for each step, so that it can read secret memory without a copy. Only
/// DER is accepted: definite lengths in their shortest form, each within what contains it. Nesting is as deep as the
/// caller descends, so that hostile bytes cannot choose it.
struct DERReader {
    private var position: Int
    private let end: Int

    /// Reads the elements of the given range.
    init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// Whether everything has been read.
    var isAtEnd: Bool {
        position == end
    }

    /// Returns the tag of the next element, or `nil` at the end.
    func peek(_ bytes: RawSpan) -> DERTag? {
        isAtEnd ? nil : DERTag(octet: bytes[position])
    }

    /// Returns the range of the contents of the next element, and goes behind it.
    ///
    /// - Parameter what: What the element is in the standard, for the error.
    mutating func next(_ tag: DERTag, _ what: String, in bytes: RawSpan) throws(BackupError) -> Range<Int> {
        guard !isAtEnd else {
            throw BackupError.malformed("\(what) is missing.")
        }
        let found = DERTag(octet: try octet(bytes, what))
        guard found == tag else {
            throw BackupError.malformed("\(what) has tag \(found) where \(tag) is due.")
        }
        let length = try length(bytes, what)
        guard length <= end - position else {
            throw BackupError.malformed("\(what) says it has \(length) bytes; only \(end - position) are left.")
        }
        defer { position += length }
        return position..<(position + length)
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
        return bytes.array(range)
    }

    /// Returns the next INTEGER, which must not be negative and must fit into 63 bits.
    mutating func integer(_ what: String, in bytes: RawSpan) throws(BackupError) -> Int {
        let range = try next(.integer, what, in: bytes)
        let contents = bytes.array(range.prefix(9))
        guard let first = contents.first, contents.count <= 8, first & 0x80 == 0,
            contents.count == 1 || first != 0 || contents[1] & 0x80 != 0
        else {
            throw BackupError.malformed("\(what) is not a small number in its shortest form.")
        }
        return contents.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Returns the next OBJECT IDENTIFIER.
    mutating func identifier(_ what: String, in bytes: RawSpan) throws(BackupError) -> OID {
        let range = try next(.objectIdentifier, what, in: bytes)
        guard 1...32 ~= range.count else {
            throw BackupError.malformed("\(what) is not an object identifier of sensible length.")
        }
        return OID(bytes: bytes.array(range))
    }

    /// Throws unless everything has been read.
    func finish(_ what: String) throws(BackupError) {
        guard isAtEnd else {
            throw BackupError.malformed("\(what) has \(end - position) bytes more than it should.")
        }
    }

    private mutating func octet(_ bytes: RawSpan, _ what: String) throws(BackupError) -> UInt8 {
        guard position < end else {
            throw BackupError.malformed("\(what) is cut short.")
        }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func length(_ bytes: RawSpan, _ what: String) throws(BackupError) -> Int {
        let first = try octet(bytes, what)
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard 1...4 ~= count else {
            throw BackupError.malformed("\(what) has an indefinite or absurd length.")
        }
        var length = 0
        for _ in 0..<count { length = length << 8 | Int(try octet(bytes, what)) }
        guard length >= 0x80, length >> (8 * (count - 1)) != 0 else {
            throw BackupError.malformed("\(what) has a length that is not in its shortest form.")
        }
        return length
    }
}

extension RawSpan {
    fileprivate subscript(position: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: position, as: UInt8.self)
    }

    /// Returns a copy of some of the bytes.
    func array(_ range: Range<Int>) -> [UInt8] {
        range.map { self[$0] }
    }
}
