import FuzzTarget
import PKCS11RootProtector

/// A `pkcs11:` URI, which p11-kit takes apart. What is read is written so that it is read again.
FuzzTarget.run(refusing: [TokenError.self], allocating: 64 << 10, perByte: 128) { bytes in
    let uri = try PKCS11URI(String(decoding: bytes, as: UTF8.self))
    let again = try PKCS11URI(uri.description)
    precondition(again == uri)
}
