/// The security identifier of a login or user that is mapped to a certificate or asymmetric key: made from its thumbprint.
enum PrincipalIdentifier {
    /// `sid`: 12 bytes that say what it is, and the thumbprint.
    static func bytes(thumbprint: [UInt8]) -> [UInt8] {
        [1, 6, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0] + thumbprint
    }

    /// `string_sid`: the thumbprint as five numbers of 32 bits, with their lowest byte first.
    static func text(thumbprint: [UInt8]) -> String {
        let numbers = stride(from: 0, to: thumbprint.count, by: 4).map { start in
            thumbprint[start...].prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        return (["S-1-9-1"] + numbers.map(String.init)).joined(separator: "-")
    }
}
