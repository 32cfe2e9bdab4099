import ArgumentParser
import KeyHierarchy
import PKCS11RootProtector

/// The token that protects the service master key, in a tool that was built with the trait PKCS11.
struct TokenOptions: ParsableArguments {
    #if PKCS11
    @Option(
        help: ArgumentHelp(
            "The key in a token that protects the service master key, as a pkcs11: URI with a module-path (default: "
                + "KEYHIERARCHY_TOKEN). Without --machine-key, it is the only one.",
            valueName: "uri"))
    var token: String?

    @OptionGroup var pin: TokenPINOptions

    /// Whether a token was named here.
    var isNamed: Bool {
        token != nil
    }

    /// Whether a token was named, here or in the environment.
    var isGiven: Bool {
        text != nil
    }

    /// The token as it was named, for a person.
    var text: String? {
        token ?? StoreOptions.environment("KEYHIERARCHY_TOKEN")
    }

    /// The protector that the token is, if one was named.
    func protector() async throws -> (any RootProtector)? {
        guard let text else {
            if pin.areGiven { throw ValidationError("Name the token too: --token URI.") }
            return nil
        }
        let key = try TokenPIN.uri(text)
        var options = PKCS11RootProtector.Options()
        options.allowsFinalTry = pin.tokenFinalTry
        return PKCS11RootProtector(
            key, pin: try await TokenPIN.read(for: key, file: pin.tokenPinFile), options: options)
    }
    #else
    var isNamed: Bool { false }
    var isGiven: Bool { false }
    var text: String? { nil }

    func protector() async throws -> (any RootProtector)? {
        nil
    }
    #endif
}
