#if PKCS11
import DurableFiles

extension TokenError {
    static let outOfMemory = TokenError(.tokenFailed, "There is no memory left.")

    static func invalidURI(_ problem: String, advice: String? = nil) -> TokenError {
        TokenError(
            .invalidURI, "The pkcs11: URI cannot be used. \(problem)",
            advice: advice ?? "It looks like this: pkcs11:token=LABEL;object=KEY?module-path=/path/to/module.so")
    }

    static func module(_ path: String, _ problem: String) -> TokenError {
        TokenError(
            .moduleUnusable, "The PKCS #11 module \(path) cannot be used: \(problem)",
            advice:
                "Check the module-path: it is a shared library of the token's maker, for this machine's architecture. "
                + "Its dependencies and its configuration must be there too.")
    }

    static func misbehaved(_ what: String) -> TokenError {
        TokenError(
            .tokenMisbehaved, "The PKCS #11 module does not keep to the standard: \(what).",
            advice: "Nothing that it said is used. Ask its maker for a version that is mended.")
    }

    static func pinFile(_ error: FileError) -> TokenError {
        TokenError(
            .pinUnavailable, "The PIN cannot be read.",
            advice: "The file must belong to this account alone (chmod 600) and hold the PIN.", cause: error)
    }

    static func emptyPINFile(_ path: String) -> TokenError {
        TokenError(.pinUnavailable, "The PIN file \(path) is empty.")
    }

    /// - Parameter subject: What does not offer it, as in "The token 'Root'".
    static func mechanismMissing(_ subject: String, cause: (any Error)? = nil) -> TokenError {
        TokenError(
            .mechanismMissing,
            "\(subject) does not offer AES-GCM with a key of 256 bits, which binds the service master key to its "
                + "place.",
            advice:
                "Use another token, or firmware that has CKM_AES_GCM for C_Encrypt and C_Decrypt. Nothing weaker is "
                + "used in its stead.",
            cause: cause)
    }

    static let malformed = TokenError(
        .malformed, "What is to be opened is not what a token has sealed: its length is wrong.",
        advice: "Restore the service master key from its backup, or open the instance by another root protector.")

    static func unsupported(algorithm: UInt8) -> TokenError {
        TokenError(
            .unsupported,
            "What is to be opened has algorithm \(algorithm), which a token of this version does not have.",
            advice: "It belongs to another root protector, or a newer version wrote it.")
    }

    static func notAuthentic(_ token: Token, cause: ModuleAnswer) -> TokenError {
        TokenError(
            .notAuthentic,
            "The key in the token '\(token.label)' does not open what is stored: another key has sealed it, or it was "
                + "changed, or belongs elsewhere.",
            advice: "Check that the URI names the key that was used. If it does, open the instance by another root "
                + "protector, or restore the service master key from its backup.",
            cause: cause)
    }
}
#endif
