#if PKCS11
import PKCS11RootProtector

/// The tokens of a module.
struct TokenListResult: Report {
    struct Entry: Encodable {
        let label: String
        let manufacturer: String
        let model: String
        let serialNumber: String
        let slot: UInt
        let uri: String
        let notice: String?
    }

    let tokens: [Entry]

    init(tokens: [Token], module: String) {
        self.tokens = tokens.map { token in
            let notice =
                if token.isPINLocked {
                    "locked after too many wrong PINs"
                } else if token.isFinalTry {
                    "one more wrong PIN locks it"
                } else if token.isPINCountLow {
                    "wrong PINs were given"
                } else {
                    String?.none
                }
            return Entry(
                label: token.label, manufacturer: token.manufacturer, model: token.model,
                serialNumber: token.serialNumber, slot: token.slot, uri: token.uri(module: module).description,
                notice: notice)
        }
    }

    func text(_ style: Style) -> String {
        guard !tokens.isEmpty else { return "The module has no token that is set up." }
        return tokens.map { token in
            ([style.bold(token.label)]
                + Layout.facts(
                    [
                        ("Made by", "\(token.manufacturer), \(token.model)"), ("Serial", token.serialNumber),
                        ("Slot", "\(token.slot)"), ("URI", token.uri), ("PIN", token.notice),
                    ], indent: "  ")).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

/// Keys of a token.
struct TokenKeyListResult: Report {
    struct Entry: Encodable {
        let label: String
        let bitCount: Int
        let staysInToken: Bool
        let neverLeft: Bool
        let encrypts: Bool
        let uri: String
    }

    let keys: [Entry]

    init(keys: [TokenKey]) {
        self.keys = keys.map { key in
            Entry(
                label: key.label, bitCount: key.bitCount, staysInToken: key.staysInToken, neverLeft: key.neverLeft,
                encrypts: key.encrypts, uri: key.uri.description)
        }
    }

    func text(_ style: Style) -> String {
        guard !keys.isEmpty else { return "The token has no AES key that answers to the URI, or not for this PIN." }
        return keys.map { key in
            let secrecy =
                if !key.staysInToken {
                    style.warning("can be taken out of the token")
                } else if key.neverLeft {
                    "made in the token, and never left it"
                } else {
                    "stays in the token, and may have been elsewhere before"
                }
            return
                ([style.bold(key.label)]
                + Layout.facts(
                    [
                        ("Bits", "\(key.bitCount)"), ("Key", secrecy),
                        ("Use", key.encrypts ? "encrypts and decrypts" : "may not encrypt"), ("URI", key.uri),
                    ], indent: "  ")).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
#endif
