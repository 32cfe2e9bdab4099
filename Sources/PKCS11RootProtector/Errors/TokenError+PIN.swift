#if PKCS11
extension TokenError {
    static func pinNeeded(_ token: Token) -> TokenError {
        TokenError(
            .pinUnavailable, "The token '\(token.label)' wants a PIN, and none was given.",
            advice: "Name a file that holds it, or type it in.")
    }

    /// - Parameter now: The token after the try; `nil` when it does not answer.
    static func pinIncorrect(_ token: Token, now: Token?, cause: ModuleAnswer) -> TokenError {
        TokenError(
            .pinIncorrect, "The token '\(token.label)' refused the PIN. \(tries(of: now))",
            advice: "Find out the right PIN before you try again.", cause: cause)
    }

    /// For a PIN that the token refused once, or that is not the one it was opened with.
    static func pinKnownToBeWrong(_ token: Token) -> TokenError {
        TokenError(
            .pinIncorrect,
            "The PIN is not the one of the token '\(token.label)': it was refused before, or another one was taken. It "
                + "was not tried again. \(tries(of: token))",
            advice: "Find out the right PIN before you try again.")
    }

    static func tooManyPINsRefused(_ token: Token, count: Int) -> TokenError {
        TokenError(
            .pinIncorrect,
            "The token '\(token.label)' has refused \(count) PINs that this process gave it, and taken none since. No "
                + "other one is tried. \(tries(of: token))",
            advice: "Find out who gives wrong PINs, and which one is right. Then start the program again.")
    }

    private static func tries(of token: Token?) -> String {
        if token?.isPINLocked == true {
            "It is locked now."
        } else if token?.isFinalTry == true {
            "One more wrong PIN will lock it."
        } else if token?.isPINCountLow == true {
            "A few tries are left."
        } else {
            "It does not say how many tries are left."
        }
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
            advice: "Its security officer can set a new PIN (C_InitPIN; pkcs11-tool --login --login-type so --init-pin)"
                + ". The keys in it stay. Meanwhile other root protectors of the instance open it, if it has any.",
            cause: cause)
    }

    static func pinToBeSet(_ token: Token, cause: ModuleAnswer? = nil) -> TokenError {
        TokenError(
            .pinToBeSet, "The PIN of the token '\(token.label)' was never set, has expired, or must be changed first.",
            advice: "Set it with the tool of the token's maker, or with pkcs11-tool --change-pin.", cause: cause)
    }
}
#endif
