import Foundation
import Testing

@Suite("The status of an instance")
struct StatusTests {
    private let tool: Tool
    private let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try tool.write(
            """
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Basalt-7-Fjord';
            CREATE CERTIFICATE Server WITH SUBJECT = 'Server';
            CREATE DATABASE Sales;
            GO
            USE Sales;
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Basalt-7-Fjord';
            CREATE CERTIFICATE Cards WITH SUBJECT = 'Card numbers', START_DATE = '20240101', EXPIRY_DATE = '20250131';
            CREATE ASYMMETRIC KEY Pair WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Basalt-7-Fjord';
            CREATE SYMMETRIC KEY Data WITH ALGORITHM = AES_256
                ENCRYPTION BY CERTIFICATE Cards, PASSWORD = 'Basalt-7-Fjord';
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE Server;
            ALTER DATABASE Sales SET ENCRYPTION ON;
            CREATE DATABASE SCOPED CREDENTIAL Storage WITH IDENTITY = 'keeper', SECRET = 'x';
            BACKUP CERTIFICATE Cards TO FILE = 'c:\\cards.cer'
                WITH PRIVATE KEY (FILE = 'c:\\cards.pvk', ENCRYPTION BY PASSWORD = 'Basalt-7-Fjord');
            """, to: "keys.sql")
        for line in [
            "keyhierarchy init \(instance)", "mkdir c", "keyhierarchy sql -f keys.sql --file-root . \(instance)",
        ] {
            let run = try tool(line)
            try #require(run.status == 0, "\(line)\n\(run.output)\n\(run.errors)")
        }
    }

    @Test func listsTheKeysOfEveryKind() throws {
        defer { tool.cleanUp() }
        let status = try tool("keyhierarchy status --json \(instance)").json
        let databases = try #require(status["databases"] as? [[String: Any]])
        #expect(databases.map { $0["name"] as? String } == ["master", "Sales"])
        let sales = databases[1]
        let certificate = try #require((sales["certificates"] as? [[String: Any]])?.first)
        #expect(certificate["name"] as? String == "Cards" && certificate["expired"] as? Bool == true)
        #expect(certificate["privateKey"] as? String == "ENCRYPTED_BY_MASTER_KEY")
        #expect((certificate["expiryDate"] as? String)?.hasPrefix("2025-01-31") == true)
        #expect(certificate["privateKeyBackup"] is String)
        let symmetricKey = try #require((sales["symmetricKeys"] as? [[String: Any]])?.first)
        let protectors = try #require(symmetricKey["protectors"] as? [[String: Any]])
        #expect(protectors.map { $0["kind"] as? String } == ["certificate 'Cards'", "password"])
        let asymmetricKey = try #require((sales["asymmetricKeys"] as? [[String: Any]])?.first)
        #expect(asymmetricKey["privateKey"] as? String == "ENCRYPTED_BY_PASSWORD")
        let encryptionKey = try #require(sales["encryptionKey"] as? [String: Any])
        #expect(encryptionKey["state"] as? String == "encrypted" && encryptionKey["certificate"] as? String == "Server")
        #expect((sales["credentials"] as? [[String: Any]])?.first?["name"] as? String == "Storage")
        let warnings = try #require(status["warnings"] as? [String])
        #expect(warnings.contains { $0.contains("'Server' of database master was never backed up") })
        #expect(!warnings.contains { $0.contains("'Cards'") })
    }

    @Test func isTextOf80ColumnsThatNamesEachKey() throws {
        defer { tool.cleanUp() }
        let text = try tool("keyhierarchy status \(instance)").output
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for key in [
            "Certificate 'Cards', RSA 3072, expired 2025-01-31, private key under the master key, backed up 20",
            "Certificate 'Server', RSA 3072, expires 20",
            "Asymmetric key 'Pair', RSA 2048, private key under a password",
            "Symmetric key 'Data', AES_256, under certificate 'Cards', password",
            "Encryption key, AES_256, under certificate 'Server' of master: database encrypted",
            "Credential 'Storage' for keeper",
        ] {
            #expect(words.contains(key), "\(text)")
        }
    }

    @Test func givesEachOfManyDatabasesALine() throws {
        defer { tool.cleanUp() }
        try tool.write(
            (0..<300).map { number in
                "CREATE DATABASE Tenant\(number);\nGO\nUSE Tenant\(number);\n"
                    + (number == 7 ? "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Basalt-7-Fjord';\n" : "")
            }.joined(), to: "many.sql")
        #expect(try tool("keyhierarchy sql -f many.sql \(instance)").status == 0)
        let lines = try tool("keyhierarchy status \(instance)").output.split(separator: "\n")
        #expect(300...330 ~= lines.count)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        #expect(lines.contains("  Tenant7: master key opens by itself"))
        #expect(lines.contains("  Tenant8: no master key"))
        let one = try tool("keyhierarchy status --database sales \(instance)").output
        #expect(one.contains("Certificate 'Cards'") && !one.contains("Tenant"))
        #expect(try tool("keyhierarchy status --database nowhere \(instance)").status == 1)
    }
}
