#if PKCS11
import CP11Kit

/// The code that a module returned, in p11-kit's words.
struct ModuleAnswer: Error, CustomStringConvertible {
    let result: CK_RV

    var description: String {
        let words = unsafe p11_kit_strerror(result).map { unsafe String(cString: $0) } ?? "Unknown error"
        return "The PKCS #11 module answered 0x\(String(result, radix: 16)): \(words)."
    }
}
#endif
