#if PKCS11
import ArgumentParser

/// The PIN of a token, and whether it is tried when it may be the last one.
struct TokenPINOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file that holds the PIN of the token; without it, and without pin-source in the URI, the PIN is asked for.",
            valueName: "file"))
    var tokenPinFile: String?

    @Flag(help: "Try the PIN though one more wrong PIN would lock the token.")
    var tokenFinalTry = false

    /// Whether one of them was given.
    var areGiven: Bool {
        tokenPinFile != nil || tokenFinalTry
    }
}
#endif
