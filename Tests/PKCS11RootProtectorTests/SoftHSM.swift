#if PKCS11
import Foundation
import KeyCryptography
import PKCS11RootProtector
import SoftToken

/// What the tests ask of the SoftHSM of their process.
enum SoftHSM {
    static let isInstalled = SoftToken.isInstalled
    static let pin = Password(SoftToken.pin)

    static var modulePath: String {
        get throws {
            _ = try SoftToken.shared.get()
            return SoftToken.modulePath ?? ""
        }
    }

    /// Names a key that no other test has.
    static func newKey(_ name: String, token: String = "Root") throws -> PKCS11URI {
        PKCS11URI(modulePath: try modulePath, token: token, keyLabel: "\(name) \(UUID())")
    }
}
#endif
