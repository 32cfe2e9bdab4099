import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A secret is nowhere")
struct SecrecyTests {
    private static let password: Password = "Sesame 4711 Open"

    @Test func inWhatIsPrintedOrReflected() async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance { $0.auditSinks = [sink] }
        try await bench.session.createDatabase("Sales")
        try await bench.session.createMasterKey(in: "Sales", password: Self.password)
        try await bench.session.openMasterKey(of: "Sales", password: Self.password)
        try await bench.createCredential("blob", in: .server, secret: "HighlySecretValue")
        let plan = try await bench.session.planRegenerateMasterKey(of: "Sales", password: Self.password)
        let error = try await expectRefusal(.passwordRefused, 33064) {
            try await bench.session.addPassword("sesame4711open", toMasterKeyOf: "Sales")
        }
        let root = try await bench.session.serviceMasterKeyForBackup()
        let key = try await bench.session.masterKeyForBackup(of: "Sales").key

        // Words that no fingerprint, address or number can spell by chance.
        let secrets = ["Sesame", "sesame", "HighlySecret"] + [root, key].flatMap(Self.spellings)
        let things: [(String, Any)] = [
            ("session", bench.session), ("hierarchy", bench.hierarchy), ("password", Self.password),
            ("service master key", root), ("master key", key), ("plan", plan), ("error", error),
            ("events", sink.events), ("facts", try await bench.session.serviceMasterKey()),
            ("key", try await bench.session.masterKey(of: "Sales") as Any),
            ("protector", bench.rootProtectors[0]), ("material", key.material), ("bench", bench),
        ]
        for (name, thing) in things {
            var dumped = ""
            dump(thing, to: &dumped)
            for text in [dumped, String(describing: thing), String(reflecting: thing)] {
                for secret in secrets {
                    #expect(!text.contains(secret), "\(name)")
                }
            }
        }
    }

    @Test(arguments: ["Sesame 4711 Open", "sesame", "", "HighlySecretValue"])
    func inTheErrorsOfOperationsThatTookIt(text: String) async throws {
        let sink = RecordingAuditSink()
        let bench = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [sink] }
        let password = Password(text)
        let operations: [(Session) async throws -> Void] = [
            { try await $0.openMasterKey(of: "Sales", password: password) },
            { try await $0.createMasterKey(in: "Sales", password: password) },
            { _ = try await $0.dropPassword(password, fromMasterKeyOf: "Sales") },
            { try await $0.addPassword(password, toMasterKeyOf: "Nowhere") },
            {
                try await $0.createCredential(
                    "", in: .server, identity: "i", secret: SecretBytes(text: text.isEmpty ? "x" : text))
            },
        ]
        for operation in operations {
            do {
                try await operation(bench.session)
                Issue.record("It succeeded.")
            } catch {
                guard !text.isEmpty else { continue }
                #expect(!"\(error) \(String(reflecting: error))".contains(text))
            }
        }
        guard !text.isEmpty else { return }
        #expect(!"\(sink.events)".contains(text))
    }

    /// How the bytes of a key could look in a text.
    private static func spellings(of key: OpenKey) -> [String] {
        let bytes = key.material.bytes.withBytes { bytes in
            (0..<8).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        return [
            bytes.hex, bytes.hex.uppercased(), bytes.map(String.init).joined(separator: ", "),
            bytes.map { "- \($0)\n" }.joined(),
        ]
    }
}
