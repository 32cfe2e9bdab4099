#if PKCS11
import Foundation
import SoftToken
import Testing

@Suite("An instance of the tool whose root is a token", .enabled(if: SoftToken.isInstalled), .serialized)
final class TokenCommandTests {
    private let tool: Tool
    private let token: SoftToken
    private let uri: String

    init() throws {
        tool = try Tool()
        token = try SoftToken(tokens: ["Root", "Spare"])
        uri = "'pkcs11:token=Root;object=smk?module-path=\(SoftToken.modulePath ?? "")'"
        try tool.write(SoftToken.pin + "\n", to: "pin")
        try tool.write("Wrong 1\n", to: "wrong-pin")
    }

    deinit {
        tool.cleanUp()
        token.remove()
    }

    /// Runs the tool with the tokens of this test.
    @discardableResult
    private func run(_ line: String, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Tool.Run
    {
        let run = try tool("export SOFTHSM2_CONF='\(token.configuration)'; \(line)")
        #expect(run.status == status, "\(run.errors)", sourceLocation: sourceLocation)
        return run
    }

    @Test func needsNoMachineKey() throws {
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let options = "--store s.db --token \(uri) --token-pin-file pin"
        try run("keyhierarchy init \(options)")
        let status = try run("keyhierarchy status --json \(options)").output
        #expect(status.contains("\"token\""))
        #expect(!status.contains("machine key"))
        #expect(try !run("find . -name '*.key'").output.contains("key"))
        try run("keyhierarchy service-master-key regenerate \(options)")
        let refused = try run("keyhierarchy service-master-key regenerate --store s.db --machine-key m.key", status: 1)
        #expect(refused.errors.contains("There is no key at m.key"))
    }

    @Test func hasAMachineKeyBesideItWhenOneIsNamed() throws {
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let options = "--store s.db --machine-key m.key --token \(uri) --token-pin-file pin"
        try run("keyhierarchy init \(options)")
        // Each of them opens it alone.
        try run("keyhierarchy service-master-key regenerate \(options)")
        try run("rm m.key; keyhierarchy database create Sales \(options)")
        try run("keyhierarchy database create Stock --store s.db --machine-key m.key")
        let loss = try run("keyhierarchy what-if --lose token --store s.db --machine-key m.key")
        #expect(loss.output.contains("--new-token NEW-URI --new-machine-key FILE"), "\(loss.output)")
        #expect(try run("keyhierarchy diagram --store s.db --machine-key m.key").output.contains("token"))
    }

    @Test func isMovedToAnotherToken() throws {
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let spare = uri.replacing("token=Root", with: "token=Spare")
        try run("keyhierarchy token create-key --token \(spare) --token-pin-file pin")
        try run("keyhierarchy init --store s.db --token \(uri) --token-pin-file pin")
        try run(
            "keyhierarchy service-master-key protect --new-token \(spare) --new-token-pin-file pin --store s.db "
                + "--token \(uri) --token-pin-file pin")
        try run("keyhierarchy database create Sales --store s.db --token \(spare) --token-pin-file pin")
        try run(
            "keyhierarchy service-master-key regenerate --store s.db --token \(uri) --token-pin-file pin", status: 1)
    }

    /// A start gives nobody a key: neither a machine key to an instance in a token, nor the reverse.
    @Test func isNotJoinedByAKeyThatHappensToBeNamed() throws {
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let options = "--store s.db --token \(uri) --token-pin-file pin"
        try run("keyhierarchy init \(options)")
        let changed = try run("KEYHIERARCHY_MACHINE_KEY=m.key keyhierarchy database create Sales \(options)")
        #expect(changed.errors.contains("does not protect the service master key"), "\(changed.errors)")
        #expect(!tool.exists("m.key"))
        #expect(try !run("keyhierarchy status --json \(options)").output.contains("machine key"))
    }

    @Test func isRefusedWithoutThePIN() throws {
        let wrong = try run("keyhierarchy token create-key --token \(uri) --token-pin-file wrong-pin", status: 1)
        #expect(wrong.errors.contains("refused the PIN"))
        #expect(!wrong.errors.contains("Wrong 1"))
        let inURI = uri.replacing("?", with: "?pin-value=hidden&")
        let refused = try run("keyhierarchy token list --token \(inURI)", status: 1)
        #expect(refused.errors.contains("pin-value"))
        #expect(!refused.errors.contains("hidden"))
    }

    @Test func isNamedWithItsReasonWhenAnotherKeyOpensTheInstance() throws {
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let options = "--store s.db --machine-key m.key --token \(uri) --token-pin-file"
        try run("keyhierarchy init \(options) pin")
        for command in ["database create Sales", "status"] {
            let note = Self.line(try run("keyhierarchy \(command) \(options) wrong-pin").errors)
            #expect(note.contains("The token does not open the service master key; another root protector does."))
            #expect(note.contains("The token 'Root' refused the PIN. A few tries are left."))
            #expect(!note.contains("Wrong 1"))
        }
        // What can be mended by another key says that it was.
        try run("head -c 32 /dev/urandom > m.key")
        let note = Self.line(try run("keyhierarchy database create Stock \(options) pin").errors)
        #expect(note.contains("The machine key m.key does not open the service master key;"))
        #expect(note.contains("and it was mended."))
        try run("keyhierarchy database create Other --store s.db --machine-key m.key")
    }

    @Test func isNotGivenUpForAWrongPIN() throws {
        try tool.write("5-Old-Tortoises-Run", to: "a.pw")
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        try run("keyhierarchy init --store s.db --token \(uri) --token-pin-file pin")
        try run("keyhierarchy database create Sales --store s.db --token \(uri) --token-pin-file pin")
        let create = "keyhierarchy master-key create --database Sales --password-file a.pw --store s.db"
        let gone = uri.replacing("token=Root", with: "token=Gone")
        for (options, reason) in [
            ("--token \(uri) --token-pin-file wrong-pin", "The token 'Root' refused the PIN."),
            ("--token \(gone) --token-pin-file pin", "There is no token 'Gone'"),
        ] {
            let refused = Self.line(try run("\(create) \(options)", status: 1).errors)
            #expect(refused.contains("The token does not open the service master key. \(reason)"), "\(refused)")
            #expect(refused.contains("If a PIN is wrong, give the right one"))
            #expect(refused.contains("Only when there is no backup either, regenerate it with force"))
            // And force does not help somebody who does not have the token.
            try run("keyhierarchy service-master-key regenerate --force --store s.db \(options)", status: 1)
        }
        try run("\(create) --token \(uri) --token-pin-file pin")
    }

    /// What was broken into lines, on one.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func isListed() throws {
        let tokens = try run("keyhierarchy token list --module \(SoftToken.modulePath ?? "") --json").json
        #expect(
            (tokens["tokens"] as? [[String: Any]])?.compactMap { $0["label"] as? String }.sorted() == ["Root", "Spare"])
        try run("keyhierarchy token create-key --token \(uri) --token-pin-file pin")
        let keys = try run("keyhierarchy token list --token \(uri) --token-pin-file pin --json").json
        let key = try #require((keys["keys"] as? [[String: Any]])?.first)
        #expect(key["staysInToken"] as? Bool == true)
        let listed = try #require(key["uri"] as? String)
        try run("keyhierarchy init --store s.db --token '\(listed)' --token-pin-file pin")
    }
}
#endif
