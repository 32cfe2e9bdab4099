#if PKCS11
import KeyHierarchy
import PKCS11RootProtector

/// Where the PIN of a token comes from.
enum TokenPIN {
    /// Reads a `pkcs11:` URI.
    static func uri(_ text: String) throws -> PKCS11URI {
        do {
            return try PKCS11URI(text)
        } catch {
            throw ToolError(error.description)
        }
    }

    /// Reads the PIN from a file, or asks for it if the token wants one and is there.
    ///
    /// A token that is absent is no error yet: another key may open the instance.
    static func read(for uri: PKCS11URI, file: String?) async throws -> Password? {
        if let file { return try PasswordSource(file: file, prompt: "").read() }
        if let pin = try uri.readPIN() { return pin }
        let tokens = try? await Token.list(module: uri.modulePath).filter { $0.answers(to: uri) }
        guard let token = tokens?.first, token.requiresPIN, !token.hasPINPad else { return nil }
        return try PasswordSource(
            prompt: "PIN of the token '\(token.label)'",
            options: "--token-pin-file, or --new-token-pin-file for a new token, or put pin-source into the URI"
        ).read()
    }
}
#endif
