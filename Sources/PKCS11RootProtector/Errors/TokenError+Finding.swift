#if PKCS11
extension TokenError {
    static func noSuchToken(_ uri: PKCS11URI, present: [Token]) -> TokenError {
        TokenError(
            .noSuchToken, "There is no token \(uri.tokenName) at the module \(uri.modulePath). \(list(present))",
            advice:
                "Plug the token in, or mend the URI. Without the token, other root protectors of the instance open it, "
                + "if it has any.")
    }

    static func ambiguousToken(_ uri: PKCS11URI, found: [Token]) -> TokenError {
        TokenError(
            .ambiguousToken, "Several tokens of the module \(uri.modulePath) answer to the URI. \(list(found))",
            advice: "Say which by token, serial or slot-id.")
    }

    private static func list(_ tokens: [Token]) -> String {
        if tokens.isEmpty { return "It has none that is set up." }
        let shown = tokens.prefix(10).map { "'\($0.label)' in slot \($0.slot)" }.joined(separator: ", ")
        return "It has \(shown)\(tokens.count > 10 ? " and others" : "")."
    }

    static func noSuchKey(_ uri: PKCS11URI, token: String) -> TokenError {
        TokenError(
            .noSuchKey, "The token \(token) has no AES key \(name(of: uri)), or not for this PIN.",
            advice: "List its keys: keyhierarchy token list. To make one: keyhierarchy token create-key.")
    }

    static func ambiguousKey(_ uri: PKCS11URI, token: String) -> TokenError {
        TokenError(
            .ambiguousKey, "The token \(token) has several AES keys \(name(of: uri)).",
            advice: "Add the identifier of the one that is meant, id=%.., to the URI: keyhierarchy token list shows it."
        )
    }

    static func keyExists(_ uri: PKCS11URI, token: String) -> TokenError {
        TokenError(
            .keyExists, "The token \(token) has an AES key \(name(of: uri)) already. Nothing was made.",
            advice: "Use it, or choose another label.")
    }

    static func unsuitableKey(_ problem: String, _ uri: PKCS11URI, advice: String? = nil) -> TokenError {
        TokenError(
            .unsuitableKey, "The key \(name(of: uri)) \(problem).",
            advice: advice ?? "Make another one: keyhierarchy token create-key.")
    }

    private static func name(of uri: PKCS11URI) -> String {
        if let label = uri.keyLabel { return "'\(label)'" }
        guard let identifier = uri.keyIdentifier else { return "of this description" }
        let digits = identifier.prefix(32).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "with the identifier \(digits)"
    }
}

extension PKCS11URI {
    /// Which token it names, as in "the token …".
    var tokenName: String {
        token.map { "'\($0)'" } ?? slot.map { "in slot \($0)" } ?? "of this description"
    }
}
#endif
