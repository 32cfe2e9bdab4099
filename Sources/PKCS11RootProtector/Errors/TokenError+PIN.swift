#if PKCS11
extension TokenError {
    static func pinNeeded(_ token: Token) -> TokenError {
        TokenError(
            .pinUnavailable, "The token '\(token.label)' wants a PIN, and none was given.",
            advice: "Name a file that holds it, or type it in.")
    }

    /// - Parameter wasTried: Whether the token was asked; a PIN that it refused once is not tried again.
    static func pinIncorrect(_ token: Token, wasTried: Bool, cause: ModuleAnswer? = nil) -> TokenError {
        let tries =
            if token.isPINLocked {
                "It is locked now."
            } else if token.isFinalTry {
                "One more wrong PIN will lock it."
            } else if token.isPINCountLow {
                "A few tries are left."
            } else {
                "It does not say how many tries are left."
            }
        return TokenError(
            .pinIncorrect,
            wasTried
                ? "The token '\(token.label)' refused the PIN. \(tries)"
                : "The PIN is not the one of the token '\(token.label)': it was refused before, or another one was taken. It "
                    + "was not tried again. \(tries)",
            advice: "Find out the right PIN before you try again.", cause: cause)
    }

    static func pinFinalTry(_ token: Token) -> TokenError {
        TokenError(
            .pinFinalTry,
            "One more wrong PIN would lock the token '\(token.label)', so the PIN was not tried. Somebody has given it "
                + "wrong ones.",
            advice:
                "Find out who, and why. Then give the right PIN by hand, which sets the count back: to allow it here, "
                + "use --token-final-try or the option allowsFinalTry.")
    }

    static func pinLocked(_ token: Token, cause: ModuleAnswer? = nil) -> TokenError {
        TokenError(
            .pinLocked, "The token '\(token.label)' has locked itself after too many wrong PINs.",
            advice: "Its security officer can set a new PIN (C_InitPIN; pkcs11-tool --init-pin). The keys in it stay. "
                + "Meanwhile the other root protectors of the instance open it.",
            cause: cause)
    }

    static func pinToBeSet(_ token: Token, cause: ModuleAnswer? = nil) -> TokenError {
        TokenError(
            .pinToBeSet, "The PIN of the token '\(token.label)' was never set, has expired, or must be changed first.",
            advice: "Set it with the tool of the token's maker, or with pkcs11-tool --change-pin.", cause: cause)
    }
}
#endif
