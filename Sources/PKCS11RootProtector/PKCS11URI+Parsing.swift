#if PKCS11
import CP11Kit

extension PKCS11URI {
    /// The most bytes of a URI that is read.
    private static let maximumSize = 4096

    /// Reads a `pkcs11:` URI (RFC 7512).
    ///
    /// - Parameter text: The URI. It must name the module with `module-path`.
    /// - Throws: ``TokenError/Code-swift.struct/invalidURI`` when it is none, when it carries a PIN, or when it has a part
    ///   that this library does not know: to leave it out could mean another key.
    public init(_ text: String) throws(TokenError) {
        // An error does not repeat the text, which may have a PIN in it.
        guard text.utf8.count <= Self.maximumSize, !text.utf8.contains(0) else {
            throw .invalidURI("It has more than \(Self.maximumSize) bytes, or a NUL character.")
        }
        guard let uri = unsafe p11_kit_uri_new() else { throw .outOfMemory }
        defer { unsafe p11_kit_uri_free(uri) }
        let result = unsafe p11_kit_uri_parse(text, P11_KIT_URI_FOR_ANY, uri)
        guard result == P11_KIT_URI_OK.rawValue else {
            throw .invalidURI(unsafe p11_kit_uri_message(result).map { unsafe String(cString: $0) } ?? "")
        }
        guard unsafe p11_kit_uri_get_pin_value(uri) == nil else {
            throw .invalidURI(
                "It carries a PIN (pin-value), which others could read in scripts, in logs and in the list of processes.",
                advice:
                    "Leave it out. Name a file with pin-source, or type the PIN in. If others may have seen it, change "
                    + "the PIN.")
        }
        guard unsafe p11_kit_uri_any_unrecognized(uri) == 0, unsafe !Self.namesMore(uri) else {
            throw .invalidURI("It has a part that this library does not know.")
        }
        guard let modulePath = unsafe p11_kit_uri_get_module_path(uri).map({ unsafe String(cString: $0) }),
            !modulePath.isEmpty
        else {
            throw .invalidURI(
                "It does not name the module.",
                advice:
                    "Add the shared library of the token's maker, such as ?module-path=/usr/lib/softhsm/libsofthsm2.so")
        }
        self.init(modulePath: modulePath)
        if let info = unsafe p11_kit_uri_get_token_info(uri) {
            token = unsafe FixedText.part(info.pointee.label)
            serialNumber = unsafe FixedText.part(info.pointee.serialNumber)
            manufacturer = unsafe FixedText.part(info.pointee.manufacturerID)
            model = unsafe FixedText.part(info.pointee.model)
        }
        let slotID = unsafe p11_kit_uri_get_slot_id(uri)
        slot = slotID == UInt.max ? nil : slotID
        if let type = unsafe Self.attribute(CK_ATTRIBUTE_TYPE(CKA_CLASS), of: uri) {
            let secretKey = unsafe withUnsafeBytes(of: CK_OBJECT_CLASS(CKO_SECRET_KEY)) { unsafe Array($0) }
            guard type == secretKey else {
                throw .invalidURI(
                    "It names another object than a secret key.", advice: "Write type=secret-key, or nothing.")
            }
        }
        keyLabel = try unsafe Self.attribute(CK_ATTRIBUTE_TYPE(CKA_LABEL), of: uri).map(Self.text)
        keyIdentifier = unsafe Self.attribute(CK_ATTRIBUTE_TYPE(CKA_ID), of: uri)
        if let source = unsafe p11_kit_uri_get_pin_source(uri) {
            pinSource = try Self.path(unsafe String(cString: source))
        }
    }

    /// Whether a URI has parts that p11-kit knows and this library does not go by: those of slots and of modules.
    private static func namesMore(_ uri: OpaquePointer) -> Bool {
        if unsafe p11_kit_uri_get_module_name(uri) != nil { return true }
        if let slot = unsafe p11_kit_uri_get_slot_info(uri) {
            if unsafe slot.pointee.slotDescription.0 != 0 || slot.pointee.manufacturerID.0 != 0 { return true }
        }
        guard let module = unsafe p11_kit_uri_get_module_info(uri) else { return false }
        return unsafe module.pointee.libraryDescription.0 != 0 || module.pointee.manufacturerID.0 != 0
            || module.pointee.libraryVersion.major != 0xFF
    }

    private static func attribute(_ type: CK_ATTRIBUTE_TYPE, of uri: OpaquePointer) -> [UInt8]? {
        guard let attribute = unsafe p11_kit_uri_get_attribute(uri, type), let value = unsafe attribute.pointee.pValue
        else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: value, count: Int(attribute.pointee.ulValueLen)))
    }

    private static func text(_ bytes: [UInt8]) throws(TokenError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .invalidURI("The label of the key is not UTF-8.")
        }
        return text
    }

    /// The path of a `pin-source`, which may be a `file:` URI.
    private static func path(_ source: String) throws(TokenError) -> String {
        let path = source.hasPrefix("file:") ? String(source.dropFirst(5)) : source
        let withoutHost = path.hasPrefix("///") ? String(path.dropFirst(2)) : path
        guard withoutHost.hasPrefix("/"), !withoutHost.hasPrefix("//") else {
            throw .invalidURI(
                "Its pin-source is not the whole path of a file. Programs that print a PIN are not run.",
                advice: "Write pin-source=/path/to/file, or give the PIN otherwise.")
        }
        return withoutHost
    }
}
#endif
