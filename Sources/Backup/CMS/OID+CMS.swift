/// An object identifier in its encoded form, and its dotted form for people.
struct OID: Hashable, Sendable, CustomStringConvertible {
    /// The contents of the DER encoding.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Encodes arcs, of which there must be at least two.
    init(_ arcs: UInt64...) {
        var bytes: [UInt8] = []
        for arc in [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2) {
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            bytes += groups.reversed()
        }
        self.bytes = bytes
    }

    /// The dotted form; arcs beyond 64 bits are shown as `?`.
    var description: String {
        var arcs: [UInt64?] = []
        var arc: UInt64? = 0
        for byte in bytes {
            arc = arc.flatMap { $0 >> 57 == 0 ? $0 << 7 | UInt64(byte & 0x7F) : nil }
            if byte & 0x80 == 0 {
                arcs.append(arc)
                arc = 0
            }
        }
        guard let first = arcs.first else { return "an empty object identifier" }
        let root = first.map { min($0 / 40, 2) }
        let second = first.flatMap { first in root.map { first - $0 * 40 } }
        return ([root, second] + arcs.dropFirst()).map { $0.map { String($0) } ?? "?" }.joined(separator: ".")
    }
}

extension OID {
    /// AuthEnvelopedData (RFC 5083 §2).
    static let authEnvelopedData = OID(1, 2, 840, 113549, 1, 9, 16, 1, 23)
    /// EnvelopedData (RFC 5652 §6): not authenticated, and so not accepted.
    static let envelopedData = OID(1, 2, 840, 113549, 1, 7, 3)
    /// SymmetricKeyPackage (RFC 6031 §2).
    static let symmetricKeyPackage = OID(1, 2, 840, 113549, 1, 9, 16, 1, 25)
    /// PBKDF2 (RFC 8018 appendix A.2).
    static let pbkdf2 = OID(1, 2, 840, 113549, 1, 5, 12)
    /// HMAC-SHA-256 as PBKDF2's pseudorandom function.
    static let hmacWithSHA256 = OID(1, 2, 840, 113549, 2, 9)
    /// HMAC-SHA-384 as PBKDF2's pseudorandom function.
    static let hmacWithSHA384 = OID(1, 2, 840, 113549, 2, 10)
    /// HMAC-SHA-512 as PBKDF2's pseudorandom function.
    static let hmacWithSHA512 = OID(1, 2, 840, 113549, 2, 11)
    /// The password-based key wrap of RFC 3211 §2.3.
    static let passwordRecipientKeyWrap = OID(1, 2, 840, 113549, 1, 9, 16, 3, 9)
    /// AES-256 in CBC mode.
    static let aes256CBC = OID(2, 16, 840, 1, 101, 3, 4, 1, 42)
    /// AES-256 in GCM (RFC 5084).
    static let aes256GCM = OID(2, 16, 840, 1, 101, 3, 4, 1, 46)
    /// The attribute that holds a backup's facts: 2.25.147612382794204762347412434543101955609, an identifier made from
    /// a random UUID (X.667), which needs no registration.
    static let backupFacts = OID(bytes: [
        0x69, 0x81, 0xDE, 0x8D, 0x8E, 0x97, 0xD3, 0xB1, 0xD2, 0xB1,
        0xAF, 0x8A, 0x9F, 0x8B, 0xED, 0xC0, 0xDB, 0xF5, 0x9C, 0x19,
    ])
}
