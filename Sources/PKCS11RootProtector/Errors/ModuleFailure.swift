#if PKCS11
import CP11Kit

/// What a function of a module returned that was not `CKR_OK`.
struct ModuleFailure: Error {
    let result: CK_RV
    /// What the function was called for, as in "The token failed while …".
    var purpose: String
    /// Which token failed, as in "The token … failed"; `nil` as long as it is known of the module alone.
    var token: String?

    init(_ result: CK_RV, _ purpose: String, token: String? = nil) {
        self.result = result
        self.purpose = purpose
        self.token = token
    }

    /// Whether the session is gone: the token was taken out, or another part of the process logged out.
    var isLostSession: Bool {
        switch result {
        case CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED, CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT,
            CKR_USER_NOT_LOGGED_IN, CKR_KEY_HANDLE_INVALID, CKR_OBJECT_HANDLE_INVALID:
            true
        default:
            false
        }
    }

    /// Whether the module takes the operation for one that still goes on: the session is of no use for another one then.
    var leavesOperation: Bool {
        result == CKR_BUFFER_TOO_SMALL || result == CKR_OPERATION_ACTIVE
    }

    /// The failure in words.
    ///
    /// - Parameter module: The path of the module.
    func error(of module: String) -> TokenError {
        let subject = token.map { "The token \($0)" } ?? "The PKCS #11 module \(module)"
        return switch result {
        case CKR_TOKEN_MISBEHAVED:
            .misbehaved("it claims to have written more than there was room for, \(purpose)")
        case CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED, CKR_SESSION_HANDLE_INVALID,
            CKR_SESSION_CLOSED:
            TokenError(
                .tokenRemoved, "\(subject) was taken out, or its connection was lost, \(purpose).",
                advice:
                    "Plug it in again, or mend the connection, and repeat the command. Without the token, other root "
                    + "protectors of the instance open it, if it has any.",
                cause: answer)
        case CKR_DEVICE_MEMORY:
            TokenError(
                .tokenFull, "\(subject) has no room left \(purpose).",
                advice: "Delete keys that are needed no more, or use another token.", cause: answer)
        case CKR_MECHANISM_INVALID, CKR_MECHANISM_PARAM_INVALID, CKR_FUNCTION_NOT_SUPPORTED:
            .mechanismMissing(subject, cause: answer)
        case CKR_KEY_FUNCTION_NOT_PERMITTED, CKR_KEY_TYPE_INCONSISTENT, CKR_KEY_SIZE_RANGE:
            TokenError(
                .unsuitableKey, "\(subject) does not let the key be used \(purpose).",
                advice: "Make a key for it: see `keyhierarchy token create-key`.", cause: answer)
        case CKR_TOKEN_WRITE_PROTECTED, CKR_SESSION_READ_ONLY:
            TokenError(
                .tokenFailed, "\(subject) may not be written \(purpose).",
                advice: "Take off its write protection, or let its security officer make the key.", cause: answer)
        default:
            TokenError(
                .tokenFailed, "\(subject) failed \(purpose).",
                advice: "See the log of the token, and its maker's description of the code.", cause: answer)
        }
    }

    /// What the module said, for whoever looks it up.
    var answer: ModuleAnswer {
        ModuleAnswer(result: result)
    }
}
#endif
