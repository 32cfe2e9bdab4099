#if PKCS11
import CP11Kit
import KeyCryptography

/// The functions of a module that is loaded and started. They are called on the thread of the module.
@safe
struct ModuleFunctions {
    let table: UnsafeMutablePointer<CK_FUNCTION_LIST>
    private let path: String

    /// The most slots and the most keys that are looked at.
    private static let maximumSlots = 1000

    init(loading path: String) throws(TokenError) {
        // What it would print says less than the error, and not to whom it concerns.
        p11_kit_be_quiet()
        guard let table = unsafe p11_kit_module_load(path, 0) else {
            let problem = unsafe p11_kit_message().map { unsafe FixedText.printable(String(cString: $0).utf8) }
            throw .module(path, problem ?? "it cannot be loaded.")
        }
        unsafe self.table = table
        self.path = path
        // p11-kit itself takes a module for started that another part of the process has started.
        let result = unsafe p11_kit_module_initialize(table)
        guard result == CKR_OK else {
            unsafe p11_kit_module_release(table)
            throw .module(path, "it does not start. \(ModuleAnswer(result: result))")
        }
    }

    /// The tokens that are plugged in and set up.
    func tokens() throws(ModuleFailure) -> [Token] {
        let (tokens, failure) = try lookIntoSlots()
        if tokens.isEmpty, let failure { throw failure }
        return tokens
    }

    /// The tokens that are plugged in and set up, and what the first slot answered that failed: one broken reader is no
    /// reason to do without the tokens in the others.
    private func lookIntoSlots() throws(ModuleFailure) -> (tokens: [Token], failure: ModuleFailure?) {
        var slots = [CK_SLOT_ID](repeating: 0, count: Self.maximumSlots)
        var count: CK_ULONG = 0
        let result = unsafe token_slots(table, &slots, CK_ULONG(Self.maximumSlots), &count)
        guard result == CKR_OK else { throw ModuleFailure(result, "while its slots were listed") }
        var tokens: [Token] = []
        var failure: ModuleFailure?
        for slot in slots.prefix(Int(count)).sorted() {
            do throws(ModuleFailure) {
                // It may have been taken out since the slots were listed.
                if let token = try token(in: slot), token.isInitialized { tokens.append(token) }
            } catch {
                failure = failure ?? error
            }
        }
        return (tokens, failure)
    }

    /// The one token that a URI names.
    func token(_ uri: PKCS11URI) throws -> Token {
        let (present, failure) = try lookIntoSlots()
        let found = present.filter { $0.answers(to: uri) }
        guard let token = found.first else {
            if var failure {
                // It may be the one in that slot.
                failure.purpose = "while the token \(uri.tokenName) was looked for"
                throw failure
            }
            throw TokenError.noSuchToken(uri, present: present)
        }
        guard found.count == 1 else { throw TokenError.ambiguousToken(uri, found: found) }
        return token
    }

    private func token(in slot: CK_SLOT_ID) throws(ModuleFailure) -> Token? {
        var info = CK_TOKEN_INFO()
        let result = unsafe token_info(table, slot, &info)
        switch result {
        case CKR_OK: return Token(info, slot: slot)
        case CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED, CKR_DEVICE_REMOVED, CKR_SLOT_ID_INVALID: return nil
        default: throw ModuleFailure(result, "while it was looked at", token: "in slot \(slot)")
        }
    }

    /// Whether a token encrypts and decrypts with AES-GCM and keys of 256 bits.
    func requireMechanism(of token: Token) throws {
        var info = CK_MECHANISM_INFO()
        let result = unsafe token_mechanism_info(table, token.slot, CK_MECHANISM_TYPE(CKM_AES_GCM), &info)
        guard result == CKR_OK || result == CKR_MECHANISM_INVALID else {
            throw ModuleFailure(result, "while its mechanisms were looked at")
        }
        let needed = CK_FLAGS(CKF_ENCRYPT) | CK_FLAGS(CKF_DECRYPT)
        guard result == CKR_OK, info.flags & needed == needed else {
            throw TokenError.mechanismMissing("The token '\(token.label)'", cause: ModuleAnswer(result: result))
        }
    }

    func openSession(with token: Token, writable: Bool) throws(ModuleFailure) -> CK_SESSION_HANDLE {
        var handle = CK_SESSION_HANDLE()
        let result = unsafe token_open_session(table, token.slot, writable ? 1 : 0, &handle)
        guard result == CKR_OK else { throw ModuleFailure(result, "while a session was opened") }
        return handle
    }

    /// Whether a session with a token is lost: there is none of its number any more, or it is another token's by now.
    func isLost(_ handle: CK_SESSION_HANDLE, with token: Token) -> Bool {
        var slot = CK_SLOT_ID()
        let result = unsafe token_session_slot(table, handle, &slot)
        // What a module does not tell shows when the session is used.
        guard result == CKR_OK else { return ModuleFailure(result, "while its session was looked at").isLostSession }
        return slot != token.slot
    }

    /// Closes a session, of which the module may know nothing any more.
    func closeSession(_ handle: CK_SESSION_HANDLE) {
        _ = unsafe token_close_session(table, handle)
    }

    /// Gives the PIN to a token that wants one, unless that could lock it.
    ///
    /// - Returns: Whether the token took the PIN.
    func logIn(_ session: CK_SESSION_HANDLE, token: Token, pin: Password?, allowsFinalTry: Bool) throws -> Bool {
        guard token.requiresPIN else { return false }
        if token.isPINLocked { throw TokenError.pinLocked(token) }
        if token.isFinalTry && !allowsFinalTry { throw TokenError.pinFinalTry(token) }
        if token.isPINToBeSet { throw TokenError.pinToBeSet(token) }
        guard pin != nil || token.hasPINPad else { throw TokenError.pinNeeded(token) }
        let result =
            if let pin {
                unsafe pin.withUnsafeBytes { unsafe token_login(table, session, $0.baseAddress, CK_ULONG($0.count)) }
            } else {
                unsafe token_login(table, session, nil, 0)
            }
        switch result {
        case CKR_OK:
            return true
        // Another part of the process has logged in: the token can then not be asked whether the PIN is right.
        case CKR_USER_ALREADY_LOGGED_IN:
            return false
        case CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE:
            // The flags as they are now say how many tries are left. The PIN is refused whatever the answer is.
            let now = try? self.token(in: token.slot)
            throw TokenError.pinIncorrect(token, now: now, cause: ModuleAnswer(result: result))
        case CKR_PIN_LOCKED:
            throw TokenError.pinLocked(token, cause: ModuleAnswer(result: result))
        case CKR_PIN_EXPIRED, CKR_USER_PIN_NOT_INITIALIZED:
            throw TokenError.pinToBeSet(token, cause: ModuleAnswer(result: result))
        default:
            throw ModuleFailure(result, "while the PIN was given")
        }
    }
}
#endif
