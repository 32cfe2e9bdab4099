#if PKCS11
/// Which key of which token: what a `pkcs11:` URI (RFC 7512) says.
///
///     pkcs11:token=Root;object=service-master-key?module-path=/usr/lib/softhsm/libsofthsm2.so
///
/// The parts before the question mark must all be those of the one token and the one key that are meant; a part that is
/// left out may be anything. A URI has no PIN: `pin-value` is refused, since a URI ends up in scripts, in logs and in the
/// list of processes. `pin-source` names a file that holds it.
public struct PKCS11URI: Hashable, Sendable {
    /// The module: the path of a shared library, or its name in p11-kit's directory of modules.
    public var modulePath: String
    /// The label of the token.
    public var token: String?
    /// The serial number of the token.
    public var serialNumber: String?
    /// Who made the token.
    public var manufacturer: String?
    /// The model of the token.
    public var model: String?
    /// The number of the slot. It may change when tokens are plugged in another order; a label does not.
    public var slot: UInt?
    /// The label of the key.
    public var keyLabel: String?
    /// The identifier of the key (`CKA_ID`).
    public var keyIdentifier: [UInt8]?
    /// The path of a file that holds the PIN.
    public var pinSource: String?

    /// Creates the description of a key from its parts.
    ///
    /// - Parameters:
    ///   - modulePath: The module: the path of a shared library, or its name in p11-kit's directory of modules.
    ///   - token: The label of the token.
    ///   - slot: The number of the slot.
    ///   - keyLabel: The label of the key.
    ///   - keyIdentifier: The identifier of the key (`CKA_ID`).
    ///   - pinSource: The path of a file that holds the PIN.
    public init(
        modulePath: String,
        token: String? = nil,
        slot: UInt? = nil,
        keyLabel: String? = nil,
        keyIdentifier: [UInt8]? = nil,
        pinSource: String? = nil
    ) {
        self.modulePath = modulePath
        self.token = token
        self.slot = slot
        self.keyLabel = keyLabel
        self.keyIdentifier = keyIdentifier
        self.pinSource = pinSource
    }
}

extension PKCS11URI: CustomStringConvertible {
    /// The URI, as RFC 7512 writes it. What is no letter and no digit is escaped more often than it asks for.
    public var description: String {
        var path: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value { path.append("\(name)=\(Self.escaped(Array(value.utf8)))") }
        }
        add("model", model)
        add("manufacturer", manufacturer)
        add("serial", serialNumber)
        add("token", token)
        if let slot { path.append("slot-id=\(slot)") }
        if let keyIdentifier { path.append("id=\(Self.escaped(keyIdentifier))") }
        add("object", keyLabel)
        var query = ["module-path=\(Self.escaped(Array(modulePath.utf8)))"]
        if let pinSource { query.append("pin-source=\(Self.escaped(Array(pinSource.utf8)))") }
        return "pkcs11:\(path.joined(separator: ";"))?\(query.joined(separator: "&"))"
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                text.unicodeScalars.append(UnicodeScalar(byte))
            default:
                text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
#endif
