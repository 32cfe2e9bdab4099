import KeyHierarchy
import Testing

@testable import Recovery

/// Commands and statements as they are written out: what opens a key first, and names that look like options.
struct StepWordingTests {
    private static let roots: [Asset] = [.rootProtector(.machineKey), .rootProtector(.serviceAccount)]

    // MARK: Keys that only a password opens

    @Test func aMasterKeyUnderAPasswordIsOpenedFirst() throws {
        var sample = SampleInventory()
        let id = KeyIdentifier.databaseMasterKey(of: sample.addDatabase("Vault", isUnderServiceMasterKey: false))
        let inventory = sample.inventory
        let key = try #require(inventory.key(id))
        let backup = inventory.backingUp(key)
        #expect(
            backup.command == "keyhierarchy backup master-key Vault NEW-FILE --copy-to DIRECTORY --open-password")
        #expect(
            backup.transactSQL == """
                USE [Vault];
                OPEN MASTER KEY DECRYPTION BY PASSWORD = '<a password of the master key>';
                BACKUP MASTER KEY TO FILE = '<a file>' ENCRYPTION BY PASSWORD = '<its password>';
                CLOSE MASTER KEY;
                """)
        let addition = inventory.addingPassword(to: key, "Add one.")
        #expect(addition.command == "keyhierarchy master-key alter --database Vault --add-password --open-password")
        #expect(addition.transactSQL?.contains("OPEN MASTER KEY") == true)
    }

    @Test func aMasterKeyUnderTheServiceMasterKeyIsNot() throws {
        var sample = SampleInventory()
        let id = KeyIdentifier.databaseMasterKey(of: sample.addDatabase("Sales"))
        let inventory = sample.inventory
        let backup = inventory.backingUp(try #require(inventory.key(id)))
        #expect(backup.command == "keyhierarchy backup master-key Sales NEW-FILE --copy-to DIRECTORY")
        #expect(backup.transactSQL?.contains("OPEN MASTER KEY") == false)
    }

    @Test func aPrivateKeyUnderAPasswordTakesIt() throws {
        var sample = SampleInventory()
        let sales = sample.addDatabase("Sales")
        let id = sample.add(.certificate, "Guard", in: sales, by: .password)
        let inventory = sample.inventory
        let key = try #require(inventory.key(id))
        let statement = try #require(inventory.backingUp(key).transactSQL)
        #expect(statement.contains("ENCRYPTION BY PASSWORD = '<its password>', DECRYPTION BY PASSWORD = '<"))
    }

    @Test func aSymmetricKeyIsOpenedByWhatItIsUnder() throws {
        var sample = SampleInventory()
        let vault = sample.addDatabase("Vault", isUnderServiceMasterKey: false)
        let certificate = sample.add(.certificate, "Guard", in: vault)
        let parent = sample.add(.symmetricKey, "Parent", in: vault, by: .key(certificate))
        let child = sample.add(.symmetricKey, "Child", in: vault, by: .key(parent))
        let inventory = sample.inventory
        let step = inventory.backingUp(try #require(inventory.key(child)))
        #expect(
            step.transactSQL == """
                USE [Vault];
                OPEN MASTER KEY DECRYPTION BY PASSWORD = '<a password of the master key>';
                OPEN SYMMETRIC KEY [Parent] DECRYPTION BY CERTIFICATE [Guard];
                OPEN SYMMETRIC KEY [Child] DECRYPTION BY SYMMETRIC KEY [Parent];
                BACKUP SYMMETRIC KEY [Child] TO FILE = '<a file>' ENCRYPTION BY PASSWORD = '<its password>';
                CLOSE SYMMETRIC KEY [Child];
                CLOSE SYMMETRIC KEY [Parent];
                CLOSE MASTER KEY;
                """)
    }

    @Test func keysInACircleAreOpenedOnceEach() throws {
        var sample = SampleInventory()
        let sales = sample.addDatabase("Sales")
        // The second is the next key that is added.
        let second = KeyIdentifier(kind: .symmetricKey, database: sales, number: Int32(257 + sample.keys.count))
        let first = sample.add(.symmetricKey, "First", in: sales, by: .key(second))
        sample.add(.symmetricKey, "Second", in: sales, by: .key(first))
        let inventory = sample.inventory
        let key = try #require(inventory.key(first))
        let statement = try #require(inventory.backingUp(key).transactSQL)
        #expect(statement.split(separator: "\n").count { $0.hasPrefix("OPEN SYMMETRIC KEY") } == 1)
    }

    @Test func anAddedPasswordIsNotedInTheStore() {
        let weakness = Weakness(
            assets: [.password(label: "vault envelope 3")], keys: [.serviceMasterKey], databases: [],
            databaseBackups: [])
        let remedies = RecoveryAnalysis(SampleInventory().inventory).remedies(for: weakness)
        #expect(
            remedies.map(\.command) == [
                "keyhierarchy backup add-password /backups/1-1-102.pem NEW-FILE --store STORE"
            ])
    }

    // MARK: Root protectors

    @Test func theOneThatIsLeftIsNamed() {
        let analysis = RecoveryAnalysis(SampleInventory().inventory)
        let command = "keyhierarchy service-master-key protect"
        let machine = analysis.losing([.rootProtector(.machineKey)]).steps
        #expect(
            machine.map(\.command) == [
                "\(command) --service-account-key FILE --new-machine-key NEW-FILE --new-service-account-key FILE"
            ])
        #expect(machine.allSatisfy { $0.transactSQL == nil })
        let account = analysis.losing([.rootProtector(.serviceAccount)]).steps
        #expect(
            account.map(\.command) == [
                "\(command) --machine-key FILE --new-machine-key FILE --new-service-account-key NEW-FILE"
            ])
    }

    @Test func aSecondRootProtectorLeavesTheTokenWhereItIs() {
        let sample = SampleInventory()
        let key = sample.key(
            .serviceMasterKey, "##MS_ServiceMasterKey##", "service master key",
            ways: [sample.way(1, .root(.token), "token")])
        let step = sample.inventory.addingRootProtector(to: key, "Add one.")
        #expect(
            step.command
                == "keyhierarchy service-master-key protect --token URI --new-token URI --new-machine-key NEW-FILE")
    }

    // MARK: Secrets that are entered again

    @Test func theSecretsOfAServerAreEnteredEachInItsWay() {
        var sample = SampleInventory(isInOrder: false)
        let name = "##DBMKEY_6B29FC40-CA47-1067-B31D-00DD010662DA_7B29FC40-CA47-1067-B31D-00DD010662DA##"
        sample.add(.credential, "mail", in: .master, by: .key(.serviceMasterKey))
        sample.add(.credential, name, in: .master, by: .key(.serviceMasterKey))
        sample.add(.linkedServerLogin, "it's far", in: .master, by: .key(.serviceMasterKey))
        let analysis = RecoveryAnalysis(sample.inventory)
        let closed = analysis.losing(Self.roots).steps.compactMap(\.transactSQL)
        #expect(closed.contains { $0.contains("ALTER CREDENTIAL [mail]") })
        #expect(closed.contains { $0.hasPrefix("EXEC sp_control_dbmasterkey_password") })
        #expect(!closed.contains { $0.contains("DBMKEY_") })
        #expect(closed.contains { $0.hasPrefix("EXEC sp_addlinkedsrvlogin @rmtsrvname = N'it''s far'") })
        let gone = analysis.losing([.store]).steps.compactMap(\.transactSQL)
        #expect(gone.contains { $0.contains("CREATE CREDENTIAL [mail]") })
        #expect(gone.contains { $0.hasPrefix("EXEC sp_addlinkedserver @server = N'it''s far'") })
    }

    // MARK: Names that begin with a hyphen

    @Test func aNameThatBeginsWithAHyphenIsNoOption() throws {
        var sample = SampleInventory()
        let id = KeyIdentifier.databaseMasterKey(of: sample.addDatabase("-rf"))
        let inventory = sample.inventory
        let key = try #require(inventory.key(id))
        #expect(
            inventory.backingUp(key).command == "keyhierarchy backup master-key --copy-to DIRECTORY -- -rf NEW-FILE")
        #expect(
            inventory.addingPassword(to: key, "Add one.").command
                == "keyhierarchy master-key alter --database=-rf --add-password")
        let restores = RecoveryAnalysis(inventory).losing([.store]).steps.compactMap(\.command)
        #expect(restores.contains("keyhierarchy restore master-key -- -rf /backups/5-2-101.pem"))
    }

    @Test(arguments: [("Sales", "-d Sales"), ("-x", "-d=-x"), ("- x", "-d='- x'"), ("two words", "-d 'two words'")])
    func valuesOfOptionsAreQuoted(_ text: String, _ words: String) {
        #expect(text.shellValue(of: "-d") == words)
    }
}
