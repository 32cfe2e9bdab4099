import Backup
import KeyCryptography
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

@testable import TransactSQL

/// The statements of recovery steps, carried out after the loss that they are for: a certificate comes back, and with it what
/// is under it.
@Suite(.enabled(if: (try? LegacyDigest.md4.hash([])) != nil, "libcrypto's legacy provider is not installed."))
struct CarriedOutStepTests {
    private let directory: TemporaryDirectory
    private static let filePassword: Password = "Harbour 5 Walnut"
    private static let newPassword = "Meadow 3 Thistle"

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// What is lost.
    enum Loss: String, CaseIterable {
        /// Every way into the master key, under which the private key is.
        case masterKey
        /// The machine, and the password of the master key.
        case machine
        /// The password of the private key.
        case password
        /// The database, which comes back without its keys.
        case database
    }

    struct Case: CustomTestStringConvertible {
        let loss: Loss
        let isPFX: Bool
        /// Whether a symmetric key is under the certificate.
        let isInUse: Bool

        var testDescription: String { "\(loss.rawValue)\(isPFX ? ", a PFX" : "")\(isInUse ? ", in use" : "")" }

        static let all = Loss.allCases.flatMap { loss in
            [false, true].flatMap { isPFX in
                [false, true].filter { loss != .database || !$0 }.map { Case(loss: loss, isPFX: isPFX, isInUse: $0) }
            }
        }
    }

    @Test(arguments: Case.all)
    func aCertificateComesBackByItsSteps(_ this: Case) async throws {
        let instance = try await instance(this)
        let message = this.isInUse ? try await encrypt(instance) : nil
        let inventory = try await instance.session.inventory()
        let report = RecoveryAnalysis(inventory).losing(try await lost(this.loss, instance))
        let steps = report.steps.compactMap(\.transactSQL)
        if this.loss == .database {
            try await instance.session.dropDatabase("Sales")
            try await instance.session.createDatabase("Sales")
        }
        // Nothing is open there.
        let connection = Connection(
            this.loss == .machine ? try await instance.restartedOnAnotherMachine() : try await instance.restarted())
        let another = try await Connection()
        #expect(
            try await another.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = '\(Self.newPassword)'").isEmpty)
        let isElsewhere = this.loss == .password && this.isInUse
        #expect(steps.contains { $0.hasPrefix("-- On another server") } == isElsewhere)
        for (number, step) in steps.enumerated() {
            let script = filled(step, number)
            let server = step.hasPrefix("-- On another server") ? another : connection
            #expect(try await server.errors(script) == [], "\(script)")
        }
        // The master key that takes the place of one that is lost has its own password alone.
        let opening =
            this.loss == .masterKey && this.isInUse
            ? "OPEN MASTER KEY DECRYPTION BY PASSWORD = '\(Self.newPassword)';" : ""
        let home = isElsewhere ? "USE master;" : "USE Sales; \(opening)"
        #expect(try await isOpen(isElsewhere ? another : connection, home))
        if let message, !isElsewhere {
            let values = try await connection.rows(
                """
                \(home)
                OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Cards;
                SELECT CAST(DECRYPTBYKEY(\(message)) AS varchar(9))
                """)
            #expect(values == [["x"]])
        }
    }

    /// A database whose certificate is under its master key, which only a password opens, or under a password of its own.
    private func instance(_ this: Case) async throws -> TestInstance {
        let isUnderPassword = this.loss == .password
        let isPasswordOnly = [.masterKey, .database].contains(this.loss)
        let instance = try await TestInstance(
            databases: isPasswordOnly ? [] : ["Sales"], passwordOnly: isPasswordOnly ? ["Sales"] : []
        ) {
            // Of the version that makes the shorter keys, unless it must be one that knows a PFX.
            if !this.isPFX { $0.sqlServerVersion = .sql2019 }
        }
        let session = instance.session
        try await session.openMasterKey(of: "Sales", password: TestInstance.password)
        let password = isUnderPassword ? TestInstance.otherPassword : nil
        try await session.createCertificate(
            "Cards", in: "Sales", subject: "Card numbers",
            protectedBy: password.map { .password($0, label: "safe") } ?? .masterKey)
        let file = "\(directory.path)/cards.\(this.isPFX ? "pfx" : "pvk")"
        if this.isPFX {
            try await session.backUpCertificate(
                "Cards", in: "Sales", toPFX: BackupFile(file), under: Self.filePassword, password: password)
        } else {
            try await session.backUpCertificate(
                "Cards", in: "Sales", to: BackupFile("\(directory.path)/cards.cer"), privateKeyTo: BackupFile(file),
                under: Self.filePassword, password: password)
        }
        if this.isInUse {
            try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        }
        return instance
    }

    private func encrypt(_ instance: TestInstance) async throws -> String? {
        let connection = Connection(instance)
        return try await connection.rows(
            """
            USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Cards
                \(try await isUnderPassword(instance) ? "WITH PASSWORD = 'Quartz 9 Meadow'" : "");
            SELECT ENCRYPTBYKEY(KEY_GUID('Data'), 'x')
            """
        ).first?.first
    }

    private func isUnderPassword(_ instance: TestInstance) async throws -> Bool {
        try await instance.session.inventory().keys.contains { key in
            key.id.kind == .certificate && key.encryptions.contains { $0.protector == .password }
        }
    }

    private func lost(_ loss: Loss, _ instance: TestInstance) async throws -> [Asset] {
        let database = try await instance.session.database("Sales").id
        switch loss {
        case .masterKey, .machine:
            let id = KeyIdentifier.databaseMasterKey(of: database)
            let ways = try await instance.session.inventory().key(id)?.encryptions ?? []
            let passwords = ways.map { Asset.keyPassword(KeyEncryption.Identifier(key: id, slot: $0.slot)) }
            return passwords + (loss == .machine ? [.rootProtector(.machineKey)] : [])
        case .password: return [.password(label: "safe")]
        case .database: return [.database(database)]
        }
    }

    /// A step with something in the place of each `<…>`.
    private func filled(_ step: String, _ number: Int) -> String {
        var text = ""
        var rest = step[...]
        while let start = rest.firstRange(of: "'<"), let end = rest[start.upperBound...].firstRange(of: ">'") {
            text += rest[..<start.lowerBound]
            text += "'\(value(String(rest[start.upperBound..<end.lowerBound]), number))'"
            rest = rest[end.upperBound...]
        }
        return text + rest
    }

    private func value(_ place: String, _ number: Int) -> String {
        switch place {
        case "its .cer file": "\(directory.path)/cards.cer"
        case "a file", "another file", "a file for the private key":
            "\(directory.path)/\(place.filter { $0 != " " }) \(number)"
        case let place where place.hasSuffix("of a backup"): "Harbour 5 Walnut"
        default: Self.newPassword
        }
    }

    /// Whether the private key of the certificate opens.
    private func isOpen(_ connection: Connection, _ home: String) async throws -> Bool {
        let message = "DECLARE @m varbinary(8000) = ENCRYPTBYCERT(CERT_ID('Cards'), 'y');"
        let protection = try await connection.rows(
            "\(home) SELECT pvt_key_encryption_type FROM sys.certificates WHERE name = 'Cards'")
        let password = protection == [["PW"]] ? ", N'\(Self.newPassword)'" : ""
        return try await connection.rows(
            """
            \(home) \(message)
            SELECT CAST(DECRYPTBYCERT(CERT_ID('Cards'), @m\(password)) AS varchar(9))
            """) == [["y"]]
    }
}
