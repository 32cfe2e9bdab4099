import COpenSSL

/// The name of a subject or an issuer in a certificate.
package struct X509Name: Hashable, Sendable {
    /// The whole name, such as `CN = Sales, O = Contoso`: in the order in which it is encoded, with short names of
    /// attributes, and characters escaped as in RFC 4514.
    package let text: String
    /// The text of the common name, when the name has that and nothing else, as those have that SQL Server makes of a
    /// `SUBJECT`.
    package let commonName: String?

    /// Reads a name of a certificate, an `X509_NAME`.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when it has text that is none.
    init(_ name: OpaquePointer?) throws(CryptographyError) {
        unsafe text = try Self.text(of: name)
        unsafe commonName = try Self.commonName(of: name)
    }

    private static func text(of name: OpaquePointer?) throws(CryptographyError) -> String {
        let output = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(output) }
        guard unsafe output != nil, unsafe x509_print_name(output, name) >= 0 else {
            ERR_clear_error()
            throw X509Certificate.malformed
        }
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(output))
        let count = unsafe BIO_read(output, &bytes, Int32(bytes.count))
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }

    private static func commonName(of name: OpaquePointer?) throws(CryptographyError) -> String? {
        guard unsafe X509_NAME_entry_count(name) == 1 else { return nil }
        let entry = unsafe X509_NAME_get_entry(name, 0)
        guard unsafe OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)) == NID_commonName else { return nil }
        var bytes: UnsafeMutablePointer<UInt8>?
        let count = unsafe ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(entry))
        defer { unsafe CRYPTO_free(bytes, nil, 0) }
        guard count >= 0 else {
            ERR_clear_error()
            throw X509Certificate.malformed
        }
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    }
}
