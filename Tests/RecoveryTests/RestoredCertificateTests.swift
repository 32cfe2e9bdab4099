import KeyHierarchy
import Testing

@testable import Recovery

/// How the private key of a certificate comes back: the statements are others where the certificate is there still.
struct RestoredCertificateTests {
    private static let roots: [Asset] = [.rootProtector(.machineKey), .rootProtector(.serviceAccount)]
    private static let target = "TO FILE = '<a file>' ENCRYPTION BY PASSWORD = '<its password>';"
    private static let decryption = "DECRYPTION BY PASSWORD = '<the password ''vault envelope 3''>'"

    /// An instance without backups of its master keys, and with a file of the certificate TDE in master.
    private func instance(_ file: String) -> (sample: SampleInventory, certificate: KeyIdentifier) {
        var sample = SampleInventory(isInOrder: false)
        sample.keys.append(
            sample.key(
                .databaseMasterKey(of: .master), "##MS_DatabaseMasterKey##", "master key of database master",
                ways: [sample.way(1, .key(.serviceMasterKey), "service master key")]))
        let id = KeyIdentifier(kind: .certificate, database: .master, number: 256)
        sample.keys.append(
            sample.key(
                id, "TDE", "certificate 'TDE'",
                ways: [sample.way(1, .key(.databaseMasterKey(of: .master)), "master key")],
                backups: [sample.backup(of: id, at: file)]))
        return (sample, id)
    }

    private func statements(_ report: LossReport) -> [String] {
        report.steps.compactMap(\.transactSQL).filter { $0.contains("CERTIFICATE [TDE]") }
    }

    private func backupsOfMasterKeys(_ report: LossReport) -> [String] {
        report.steps.compactMap(\.transactSQL).filter { $0.contains("BACKUP MASTER KEY") }
    }

    @Test func aPrivateKeyThatIsThereIsTakenAwayFirst() {
        let report = RecoveryAnalysis(instance("/a/tde.pvk").sample.inventory).losing(Self.roots)
        #expect(
            statements(report).first == """
                USE [master];
                ALTER CERTIFICATE [TDE] REMOVE PRIVATE KEY;
                ALTER CERTIFICATE [TDE] WITH PRIVATE KEY (FILE = '/a/tde.pvk', \(Self.decryption), \
                ENCRYPTION BY PASSWORD = '<its new password>');
                """)
    }

    @Test func aPFXTakesANewCertificate() {
        let report = RecoveryAnalysis(instance("/a/tde.PFX").sample.inventory).losing(Self.roots)
        #expect(
            statements(report).first == """
                USE [master];
                DROP CERTIFICATE [TDE];
                CREATE CERTIFICATE [TDE] FROM FILE = '/a/tde.PFX' WITH FORMAT = 'PFX', PRIVATE KEY (\(Self.decryption), \
                ENCRYPTION BY PASSWORD = '<its new password>');
                """)
    }

    @Test(arguments: ["/a/tde.pvk", "/a/tde.pfx"])
    func whatSomethingIsUnderIsNotPutBackInPlace(_ file: String) throws {
        let (present, certificate) = instance(file)
        var sample = present
        let sales = sample.addDatabase("Sales", isEncrypted: true)
        sample.add(.databaseEncryptionKey, "Sales", in: sales, by: .key(certificate))
        let report = RecoveryAnalysis(sample.inventory).losing(Self.roots)
        let step = try #require(report.steps.first { $0.instruction.contains("certificate 'TDE'") })
        #expect(step.instruction.contains("cannot be put back in place") && step.instruction.contains("another server"))
        let statement = try #require(step.transactSQL)
        #expect(statement.contains("CREATE CERTIFICATE [TDE]"))
        #expect(!statement.contains("ALTER") && !statement.contains("DROP"))
    }

    @Test func aLostCertificateIsCreatedUnderANewMasterKey() throws {
        let (present, certificate) = instance("/a/tde.pvk")
        var sample = present
        let sales = sample.addDatabase("Sales", isEncrypted: true)
        sample.add(.databaseEncryptionKey, "Sales", in: sales, by: .key(certificate))
        let report = RecoveryAnalysis(sample.inventory).losing([.database(.master), .database(sales)])
        #expect(
            statements(report).first == """
                USE [master];
                CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<its new password>';
                CREATE CERTIFICATE [TDE] FROM FILE = '<its .cer file>' \
                WITH PRIVATE KEY (FILE = '/a/tde.pvk', \(Self.decryption));
                """)
        // The backup of the database needs the certificate, and everything needs master.
        let steps = report.steps
        #expect(steps[0].instruction.hasPrefix("Bring master back"))
        #expect(steps[1].command == "keyhierarchy init" && steps[1].transactSQL == nil)
        let creation = try #require(steps.firstIndex { $0.transactSQL?.contains("CREATE CERTIFICATE") == true })
        let database = try #require(steps.firstIndex { $0.instruction.hasPrefix("Bring the database Sales back") })
        #expect(creation < database)
        #expect(report.databases == [sales] && report.restorableDatabases == [sales])
        #expect(report.databaseBackups.isEmpty)
    }

    @Test func aDatabaseWhoseCertificateIsLostComesBackFromNoBackup() {
        var sample = SampleInventory(isInOrder: false)
        let certificate = sample.add(.certificate, "TDE", in: .master, by: .key(.serviceMasterKey))
        let sales = sample.addDatabase("Sales", isEncrypted: true)
        sample.add(.databaseEncryptionKey, "Sales", in: sales, by: .key(certificate))
        let report = RecoveryAnalysis(sample.inventory).losing([.database(.master), .database(sales)])
        #expect(report.databases == [sales] && report.restorableDatabases.isEmpty)
        #expect(report.databaseBackups == [sales])
        #expect(!report.steps.contains { $0.instruction.hasPrefix("Bring the database Sales back from its own") })
    }

    @Test func aSymmetricKeyUnderACertificateWithALostPasswordIsLost() throws {
        var sample = SampleInventory(isInOrder: false)
        let id = KeyIdentifier(kind: .certificate, database: .master, number: 256)
        sample.keys.append(
            sample.key(
                id, "TDE", "certificate 'TDE'", ways: [sample.way(1, .password, "safe")],
                backups: [sample.backup(of: id, at: "/a/tde.pvk")]))
        let key = sample.add(.symmetricKey, "Values", in: .master, by: .key(id))
        let report = RecoveryAnalysis(sample.inventory).losing([.password(label: "safe")])
        #expect(report.consequences.first { $0.key.id == key }?.outcome == .lost)
        #expect(report.consequences.first { $0.key.id == id }?.outcome == .recoverable)
        let step = try #require(report.steps.first { $0.instruction.contains("certificate 'TDE'") })
        #expect(step.instruction.contains("the symmetric key 'Values'"))
    }

    /// The private key counts for none once there is another master key.
    @Test func aSymmetricKeyUnderACertificateWithALostMasterKeyComesBack() throws {
        let (present, certificate) = instance("/a/tde.pvk")
        var sample = present
        let key = sample.add(.symmetricKey, "Values", in: .master, by: .key(certificate))
        let report = RecoveryAnalysis(sample.inventory).losing(Self.roots)
        #expect(report.consequences.first { $0.key.id == key }?.outcome == .recoverable)
        #expect(
            statements(report).first == """
                USE [master];
                ALTER MASTER KEY FORCE REGENERATE WITH ENCRYPTION BY PASSWORD = '<its new password>';
                OPEN MASTER KEY DECRYPTION BY PASSWORD = '<its new password>';
                ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;
                ALTER CERTIFICATE [TDE] WITH PRIVATE KEY (FILE = '/a/tde.pvk', \(Self.decryption));
                CLOSE MASTER KEY;
                """)
        #expect(backupsOfMasterKeys(report) == ["USE [master];\nBACKUP MASTER KEY \(Self.target)"])
    }

    @Test func aMasterKeyThatIsMadeForACertificateIsBackedUp() {
        let report = RecoveryAnalysis(instance("/a/tde.pvk").sample.inventory).losing([.store])
        #expect(statements(report).contains { $0.contains("CREATE MASTER KEY ENCRYPTION BY PASSWORD") })
        // A PVK has no certificate in it.
        #expect(report.steps.contains { $0.instruction.contains("the certificate's own file (.cer)") })
        let pfx = RecoveryAnalysis(instance("/a/tde.pfx").sample.inventory).losing([.store])
        #expect(!pfx.steps.contains { $0.instruction.contains(".cer") })
        #expect(backupsOfMasterKeys(report) == ["USE [master];\nBACKUP MASTER KEY \(Self.target)"])
    }

    @Test func aPFXIsMadeAFileOfTheServerForACertificateInUse() throws {
        let (present, certificate) = instance("/a/tde.pfx")
        var sample = present
        sample.add(.symmetricKey, "Values", in: .master, by: .key(certificate))
        let report = RecoveryAnalysis(sample.inventory).losing(Self.roots)
        #expect(
            statements(report).first == """
                USE [tempdb];
                CREATE CERTIFICATE [TDE] FROM FILE = '/a/tde.pfx' WITH FORMAT = 'PFX', PRIVATE KEY (\(Self.decryption), \
                ENCRYPTION BY PASSWORD = '<its new password>');
                BACKUP CERTIFICATE [TDE] TO FILE = '<a file>' WITH PRIVATE KEY (FILE = '<a file for the private key>', \
                ENCRYPTION BY PASSWORD = '<the password ''vault envelope 3''>', \
                DECRYPTION BY PASSWORD = '<its new password>');
                DROP CERTIFICATE [TDE];
                USE [master];
                ALTER MASTER KEY FORCE REGENERATE WITH ENCRYPTION BY PASSWORD = '<its new password>';
                OPEN MASTER KEY DECRYPTION BY PASSWORD = '<its new password>';
                ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;
                ALTER CERTIFICATE [TDE] WITH PRIVATE KEY (FILE = '<a file for the private key>', \(Self.decryption));
                CLOSE MASTER KEY;
                """)
    }

    @Test func aLostStoreBeginsWithANewInstance() {
        let report = RecoveryAnalysis(instance("/a/tde.pvk").sample.inventory).losing([.store])
        #expect(report.steps.first?.command == "keyhierarchy init")
        #expect(!report.steps.contains { $0.command?.contains("regenerate") == true })
    }
}
