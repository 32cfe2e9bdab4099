/// What encryptions are bound to: their associated data.
///
/// A row that is copied to another key, database, slot or protector, or whose label was changed, does not open.
///
/// A context serves one encryption after the other without taking memory for each. Those that lie under one key differ in
/// their identifiers alone, which stand at the same place: only that place is written again then.
struct SealContext {
    /// The associated data of the encryption that was described last: a version, then every fact with a fixed length or a
    /// length in front, so that no two different encryptions share it.
    private(set) var bytes: [UInt8] = []

    private var protector: Protector?
    private var label = ""

    private static let version: UInt8 = 1
    /// Where the slot ends: behind the version, the kind, and the numbers of database, key and slot.
    private static let identifierEnd = 1 + 1 + 4 + 4 + 4

    /// Puts the associated data of an encryption into ``bytes``.
    mutating func describe(_ id: KeyEncryption.Identifier, protector: Protector, label: String) {
        if protector != self.protector || !label.hasSameBytes(as: self.label) {
            describe(protector, label: label)
        }
        let key = id.key
        bytes[1] = key.kind.rawValue
        unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe buffer.storeBytes(of: key.database.rawValue.bigEndian, toByteOffset: 2, as: Int32.self)
            unsafe buffer.storeBytes(of: key.number.bigEndian, toByteOffset: 6, as: Int32.self)
            unsafe buffer.storeBytes(of: id.slot.bigEndian, toByteOffset: 10, as: Int32.self)
        }
    }

    private mutating func describe(_ protector: Protector, label: String) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(Self.version)
        bytes.append(contentsOf: repeatElement(0, count: Self.identifierEnd - 1))
        switch protector {
        case .root(let name):
            bytes.append(1)
            bytes.append(lengthPrefixed: name.rawValue)
        case .key(let key):
            bytes.append(2)
            bytes.append(key.kind.rawValue)
            bytes.append(bigEndian: key.database.rawValue)
            bytes.append(bigEndian: key.number)
        case .password:
            bytes.append(3)
        }
        bytes.append(lengthPrefixed: label)
        self.protector = protector
        self.label = label
    }

    /// Returns the associated data of one encryption.
    static func associatedData(
        for id: KeyEncryption.Identifier,
        protector: Protector,
        label: String
    ) -> [UInt8] {
        var context = SealContext()
        context.describe(id, protector: protector, label: label)
        return context.bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(lengthPrefixed text: String) {
        append(bigEndian: Int32(text.utf8.count))
        append(contentsOf: text.utf8)
    }

    /// Appends the bytes of an integer, the highest first.
    mutating func append(bigEndian value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
