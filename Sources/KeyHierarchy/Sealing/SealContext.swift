/// What an encryption is bound to: its associated data.
///
/// A row that is copied to another key, database, slot or protector, or whose label was changed, does not open.
enum SealContext {
    /// Returns the associated data of an encryption: a version, then every fact with a fixed length or a length in front,
    /// so that no two different encryptions share it.
    static func associatedData(
        for id: KeyEncryption.Identifier,
        protector: Protector,
        label: String
    ) -> [UInt8] {
        var data: [UInt8] = [1]
        data.reserveCapacity(48 + label.utf8.count)
        data.append(id.key)
        data.append(bigEndian: id.slot)
        switch protector {
        case .root(let name):
            data.append(1)
            data.append(lengthPrefixed: name.rawValue)
        case .key(let key):
            data.append(2)
            data.append(key)
        case .password:
            data.append(3)
        }
        data.append(lengthPrefixed: label)
        return data
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ key: KeyIdentifier) {
        append(key.kind.rawValue)
        append(bigEndian: key.database.rawValue)
        append(bigEndian: key.number)
    }

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
