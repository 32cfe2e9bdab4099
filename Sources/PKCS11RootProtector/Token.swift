#if PKCS11
import CP11Kit

/// A token: a hardware security module, a smart card or a key stick in a slot, as a PKCS #11 module describes it.
public struct Token: Hashable, Sendable {
    /// Its label, which whoever set it up has chosen.
    public let label: String
    /// Its serial number.
    public let serialNumber: String
    /// Who made it.
    public let manufacturer: String
    /// Its model.
    public let model: String
    /// The number of the slot that it is in.
    public let slot: UInt
    /// Whether it wants a PIN before it shows and uses its keys.
    public let requiresPIN: Bool
    /// Whether it has keys, or a screen, of its own for the PIN.
    public let hasPINPad: Bool
    /// Whether wrong PINs were given since the last right one, as far as it tells.
    public let isPINCountLow: Bool
    /// Whether one more wrong PIN locks it, as far as it tells.
    public let isFinalTry: Bool
    /// Whether it has locked itself after too many wrong PINs.
    public let isPINLocked: Bool
    /// Whether its PIN must be set before it is used.
    let isPINToBeSet: Bool
    /// Whether somebody has set it up.
    let isInitialized: Bool

    init(_ info: CK_TOKEN_INFO, slot: CK_SLOT_ID) {
        label = FixedText.text(info.label)
        serialNumber = FixedText.text(info.serialNumber)
        manufacturer = FixedText.text(info.manufacturerID)
        model = FixedText.text(info.model)
        self.slot = slot
        func has(_ flag: some BinaryInteger) -> Bool {
            info.flags & CK_FLAGS(flag) != 0
        }
        requiresPIN = has(CKF_LOGIN_REQUIRED)
        hasPINPad = has(CKF_PROTECTED_AUTHENTICATION_PATH)
        isPINCountLow = has(CKF_USER_PIN_COUNT_LOW)
        isFinalTry = has(CKF_USER_PIN_FINAL_TRY)
        isPINLocked = has(CKF_USER_PIN_LOCKED)
        isPINToBeSet = has(CKF_USER_PIN_TO_BE_CHANGED) || !has(CKF_USER_PIN_INITIALIZED)
        isInitialized = has(CKF_TOKEN_INITIALIZED)
    }

    /// Lists the tokens that are plugged in and set up.
    ///
    /// - Parameter module: The module: the path of a shared library, or its name in p11-kit's directory of modules.
    /// - Returns: The tokens in the order of their slots. No PIN is needed.
    /// - Throws: ``TokenError``; ``TokenError/Code-swift.struct/moduleUnusable`` when the module cannot be loaded.
    public static func list(module: String) async throws -> [Token] {
        try await PKCS11Module.shared(module).tokens()
    }

    /// What names this token in a `pkcs11:` URI.
    ///
    /// - Parameter module: The module that the token was found with.
    public func uri(module: String) -> PKCS11URI {
        var uri = PKCS11URI(modulePath: module, token: label)
        uri.serialNumber = serialNumber
        return uri
    }

    /// Whether a URI means this token, as far as it says which.
    ///
    /// - Parameter uri: The URI; what it says of a key does not matter.
    public func answers(to uri: PKCS11URI) -> Bool {
        isInitialized && (uri.slot ?? slot) == slot && (uri.token ?? label) == label
            && (uri.serialNumber ?? serialNumber) == serialNumber
            && (uri.manufacturer ?? manufacturer) == manufacturer && (uri.model ?? model) == model
    }
}
#endif
