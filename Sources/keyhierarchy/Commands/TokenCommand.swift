#if PKCS11
import ArgumentParser
import KeyHierarchy
import PKCS11RootProtector

/// `keyhierarchy token`
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "List tokens and their keys, and make a key in one.",
        subcommands: [List.self, CreateKey.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens of a module, or the AES keys of one token.",
            discussion: "What it prints as URI is what --token takes elsewhere.")

        @Option(help: ArgumentHelp("The PKCS #11 module, whose tokens are listed.", valueName: "file")) var module:
            String?
        @Option(help: ArgumentHelp("The token whose keys are listed, as a pkcs11: URI.", valueName: "uri"))
        var token: String?
        @OptionGroup var pin: TokenPINOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            switch (module, token) {
            case (let module?, nil):
                try output.print(TokenListResult(tokens: try await Token.list(module: module), module: module))
            case (nil, let text?):
                let uri = try TokenPIN.uri(text)
                let keys = try await TokenKey.list(
                    uri, pin: try await TokenPIN.read(for: uri, file: pin.tokenPinFile),
                    allowsFinalTry: pin.tokenFinalTry)
                try output.print(TokenKeyListResult(keys: keys))
            default:
                throw ValidationError(
                    "Give either --module FILE, to list its tokens, or --token URI, to list its keys.")
            }
        }
    }

    struct CreateKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an AES key of 256 bits in a token, which never leaves it.",
            discussion:
                "The URI names the token and the label of the new key: pkcs11:token=LABEL;object=KEY?module-path=...")

        @Option(help: ArgumentHelp("The token and the label of the key, as a pkcs11: URI.", valueName: "uri"))
        var token: String
        @OptionGroup var pin: TokenPINOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let uri = try TokenPIN.uri(token)
            let key = try await TokenKey.create(
                uri, pin: try await TokenPIN.read(for: uri, file: pin.tokenPinFile), allowsFinalTry: pin.tokenFinalTry)
            try output.print(TokenKeyListResult(keys: [key]))
            Console.note(
                "There is no copy of this key. Keep a backup of the service master key, or a second root protector: without "
                    + "them, all is lost with the token.")
        }
    }
}
#endif
