import Backup
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

/// Restores that are carried out in memory to see whether they would succeed.
struct RehearsalTests {
    private let first: Password = "9-Small-Otters-Swim"
    private let second: Password = "4-Grey-Herons-Wait"

    private func backUp(_ instance: TestInstance, masterKeyOf database: DatabaseName? = nil) async throws
        -> MemoryBackupMedium
    {
        let medium = MemoryBackupMedium(place: database.map { "\($0).pem" } ?? "smk.pem")
        if let database {
            try await instance.session.backUpMasterKey(
                of: database, to: medium, under: BackupPassword(second), derivation: .insecureForTesting)
        } else {
            try await instance.session.backUpServiceMasterKey(
                to: medium, under: BackupPassword(first), derivation: .insecureForTesting)
        }
        return medium
    }

    @Test func theServiceMasterKeyBringsEverythingUnderItBack() async throws {
        let instance = try await TestInstance(databases: ["Sales", "HR"])
        try await instance.session.createCredential(
            "storage", in: .database("Sales"), identity: "somebody", secret: SecretBytes(text: "secret"))
        let backup = try await backUp(instance)
        let before = try await StoreSnapshot(of: instance.store)
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [second, first], of: instance.hierarchy)
        #expect(rehearsal.succeeds, "\(rehearsal)")
        #expect(rehearsal.keys.count == 4)
        #expect(try await StoreSnapshot(of: instance.store) == before)
    }

    @Test func aKeyThatOnlyAPasswordOpensStaysClosedWithoutIt() async throws {
        let instance = try await TestInstance(databases: ["Sales"], passwordOnly: ["Vault"])
        let backup = try await backUp(instance)
        let without = try await Rehearsal(backups: [backup], passwords: [first], of: instance.hierarchy)
        #expect(!without.succeeds)
        #expect(
            without.description
                == "The master key of database Vault (Vault) would not come back: the password 'password' was not given."
        )
        let with = try await Rehearsal(
            backups: [backup], passwords: [first, TestInstance.password], of: instance.hierarchy)
        #expect(with.succeeds, "\(with)")
    }

    @Test func theBackupOfADatabaseMasterKeyBringsBackWhatIsUnderIt() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createCredential(
            "storage", in: .database("Sales"), identity: "somebody", secret: SecretBytes(text: "secret"))
        let backup = try await backUp(instance, masterKeyOf: "Sales")
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [second], of: instance.hierarchy)
        #expect(rehearsal.backups.map(\.outcome) == [.restored])
        #expect(
            rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }.map(\.title) == [
                "master key of database Sales", "credential 'storage'",
            ])
        // What protects the service master key on this machine is not there on a new one.
        #expect(rehearsal.keys.first?.outcome == .staysClosed("no backup of it was given."))
        #expect(!rehearsal.succeeds)
    }

    @Test func aBackupOfAnOlderKeyBringsNothingBack() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let backup = try await backUp(instance)
        try await instance.session.regenerateServiceMasterKey()
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [first], of: instance.hierarchy)
        #expect(!rehearsal.succeeds)
        guard case .opened = rehearsal.backups.first?.outcome else {
            Issue.record("\(rehearsal.backups)")
            return
        }
    }

    /// The files of a certificate, each form of them, in the order PFX, private key file.
    private func backUpCertificate(
        _ instance: TestInstance,
        in database: DatabaseName = "Vault",
        password: Password? = nil
    ) async throws -> [MemoryBackupMedium] {
        let pfx = MemoryBackupMedium(place: "guard.pfx")
        let keyFile = MemoryBackupMedium(place: "guard.pvk")
        try await instance.session.backUpCertificate(
            "Guard", in: database, toPFX: pfx, under: second, password: password)
        try await instance.session.backUpCertificate(
            "Guard", in: database, to: MemoryBackupMedium(place: "guard.cer"), privateKeyTo: keyFile, under: second,
            password: password)
        return [pfx, keyFile]
    }

    @Test(arguments: [0, 1])
    func theFileOfACertificateBringsItsPrivateKeyBack(form: Int) async throws {
        let instance = try await TestInstance(passwordOnly: ["Vault"])
        try await instance.session.openMasterKey(of: "Vault", password: TestInstance.password)
        try await instance.session.createCertificate("Guard", in: "Vault", subject: "Guard")
        let file = try await backUpCertificate(instance)[form]
        let rehearsal = try await Rehearsal(
            backups: [try await backUp(instance), file], passwords: [first, second], of: instance.hierarchy)
        #expect(rehearsal.backups.map(\.outcome) == [.restored, .restored])
        #expect(rehearsal.backups.last?.subject == "private key of a certificate")
        let back = rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }
        #expect(back.map(\.key.kind) == [.serviceMasterKey, .certificate])
        #expect(back.last?.outcome == .comesBack(by: "its backup"))
        // The master key, whose password was not given, stays closed all the same.
        #expect(!rehearsal.succeeds)
        let without = try await Rehearsal(
            backups: [try await backUp(instance, masterKeyOf: nil)], passwords: [first], of: instance.hierarchy)
        #expect(without.keys.count { if case .comesBack = $0.outcome { true } else { false } } == 1)
    }

    /// SQL Server neither takes a private key in beside another one (15332), nor gives one up that something is under (33011).
    @Test func theFileOfACertificateThatIsInUseCannotBePutInThePlaceOfOneWithAPassword() async throws {
        let instance = try await TestInstance(databases: ["Vault"])
        let third: Password = "7-Green-Geese-Graze"
        try await instance.session.createCertificate(
            "Guard", in: "Vault", subject: "Guard", protectedBy: .password(third))
        try await instance.session.createSymmetricKey("Drawer", in: "Vault", encryptedBy: [.certificate("Guard")])
        let backups = [try await backUp(instance)] + (try await backUpCertificate(instance, password: third))
        let rehearsal = try await Rehearsal(backups: backups, passwords: [first, second], of: instance.hierarchy)
        #expect(!rehearsal.succeeds)
        let back = rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }
        #expect(back.map(\.key.kind) == [.serviceMasterKey, .databaseMasterKey, .certificate])
        #expect(back.last?.outcome == .comesBack(by: "its file, on another server only"))
        #expect(rehearsal.description.contains("on another server"), "\(rehearsal)")
        // With its password it opens where it is.
        let whole = try await Rehearsal(
            backups: backups, passwords: [first, second, third], of: instance.hierarchy)
        #expect(whole.succeeds, "\(whole)")
    }

    @Test func theFileOfACertificateComesInThePlaceOfOneWhoseMasterKeyIsLost() async throws {
        let instance = try await TestInstance(passwordOnly: ["Vault"])
        try await instance.session.openMasterKey(of: "Vault", password: TestInstance.password)
        try await instance.session.createCertificate("Guard", in: "Vault", subject: "Guard")
        try await instance.session.createSymmetricKey("Drawer", in: "Vault", encryptedBy: [.certificate("Guard")])
        let backups = [try await backUp(instance)] + (try await backUpCertificate(instance))
        let rehearsal = try await Rehearsal(backups: backups, passwords: [first, second], of: instance.hierarchy)
        let back = rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }
        #expect(back.map(\.key.kind) == [.serviceMasterKey, .symmetricKey, .certificate])
    }

    /// The backup of a database takes its encryption key along.
    @Test func theFileOfACertificateBringsEncryptedDatabasesBack() async throws {
        let instance = try await TestInstance(databases: ["Vault"])
        try await instance.session.createMasterKey(in: "master", password: TestInstance.password)
        try await instance.session.createCertificate("Guard", in: "master", subject: "Guard")
        try await instance.session.createDatabaseEncryptionKey(of: "Vault", certificate: "Guard")
        let files = try await backUpCertificate(instance, in: "master")
        let rehearsal = try await Rehearsal(backups: files, passwords: [second], of: instance.hierarchy)
        let back = rehearsal.keys.filter { if case .comesBack = $0.outcome { true } else { false } }
        #expect(back.map(\.key.kind) == [.certificate, .databaseEncryptionKey])
    }

    @Test func theBackupOfASymmetricKeyBringsItBackWhenItsPasswordIsLost() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(second)])
        try await instance.session.openSymmetricKey("Cards", in: "Sales", by: .password(second))
        let cards = MemoryBackupMedium(place: "cards.pem")
        try await instance.session.backUpSymmetricKey(
            "Cards", in: "Sales", to: cards, under: BackupPassword(first), derivation: .insecureForTesting)
        let root = try await backUp(instance)
        #expect(try await !Rehearsal(backups: [root], passwords: [first], of: instance.hierarchy).succeeds)
        let rehearsal = try await Rehearsal(backups: [root, cards], passwords: [first], of: instance.hierarchy)
        #expect(rehearsal.succeeds, "\(rehearsal)")
        // That of another key of that name does not.
        try await instance.session.dropSymmetricKey("Cards", in: "Sales")
        try await instance.session.createSymmetricKey("Cards", in: "Sales", encryptedBy: [.password(second)])
        let other = try await Rehearsal(backups: [root, cards], passwords: [first], of: instance.hierarchy)
        #expect(!other.succeeds)
        #expect(
            other.backups.last?.outcome
                == .opened("The database has another symmetric key of that name now, or none."))
    }

    @Test func aPasswordOfAUsersOwnIsNotTakenForABackup() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createSymmetricKey(
            "Cards", in: "Sales", encryptedBy: [.password(second, label: "rehearsal")])
        let rehearsal = try await Rehearsal(
            backups: [try await backUp(instance)], passwords: [first, second], of: instance.hierarchy)
        let cards = rehearsal.keys.first { $0.key.kind == .symmetricKey }
        #expect(cards?.outcome == .comesBack(by: "the password 'rehearsal'"))
    }

    @Test func twoFilesOfOneCertificateAreBothItsOwn() async throws {
        let instance = try await TestInstance(databases: ["Vault"])
        try await instance.session.createCertificate("Guard", in: "Vault", subject: "Guard")
        let files = try await backUpCertificate(instance)
        let rehearsal = try await Rehearsal(backups: files, passwords: [second], of: instance.hierarchy)
        #expect(rehearsal.backups.map(\.outcome) == [.restored, .restored])
    }

    @Test func theFileOfAnotherCertificateBringsNothingBack() async throws {
        let other = try await TestInstance(databases: ["Vault"])
        try await other.session.createCertificate("Guard", in: "Vault", subject: "Guard")
        let files = try await backUpCertificate(other)
        let instance = try await TestInstance(databases: ["Vault"])
        try await instance.session.createCertificate("Guard", in: "Vault", subject: "Guard")
        let rehearsal = try await Rehearsal(backups: files, passwords: [second], of: instance.hierarchy)
        #expect(
            rehearsal.backups.map(\.outcome)
                == [Rehearsal.BackupOutcome](
                    repeating: .opened("The instance has no certificate and no asymmetric key that it belongs to."),
                    count: 2))
        #expect(rehearsal.keys.allSatisfy { if case .comesBack = $0.outcome { false } else { true } })
        let refused = try await Rehearsal(backups: files, passwords: [first], of: instance.hierarchy)
        #expect(
            refused.backups.map(\.outcome)
                == [Rehearsal.BackupOutcome](
                    repeating: .failed("None of the 1 passwords opens it."), count: 2))
    }

    @Test func aBackupThatNoPasswordOpensFails() async throws {
        let instance = try await TestInstance()
        let backup = try await backUp(instance)
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [second], of: instance.hierarchy)
        #expect(rehearsal.backups.map(\.outcome) == [.failed("None of the 1 passwords opens it.")])
        #expect(!rehearsal.succeeds)
    }

    @Test func aFileThatIsNoBackupFails() async throws {
        let medium = MemoryBackupMedium(place: "notes.txt", contents: Array("Remember the milk.".utf8))
        let missing = MemoryBackupMedium(place: "gone.pem")
        let rehearsal = try await Rehearsal(backups: [medium, missing], passwords: [first])
        #expect(!rehearsal.succeeds)
        #expect(rehearsal.backups.count == 2)
        #expect(rehearsal.description.contains("No key was rehearsed."))
    }

    @Test func withoutAnInstanceTheBackupsAreRestoredIntoAnEmptyOne() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createSymmetricKey(
            "Card numbers", in: "Sales", encryptedBy: [.password(TestInstance.password)])
        try await instance.session.openSymmetricKey("Card numbers", in: "Sales", by: .password(TestInstance.password))
        let symmetricKey = MemoryBackupMedium(place: "card-numbers.pem")
        try await instance.session.backUpSymmetricKey(
            "Card numbers", in: "Sales", to: symmetricKey, under: BackupPassword(first), derivation: .insecureForTesting
        )
        // In the wrong order: the service master key last.
        let backups = [symmetricKey, try await backUp(instance, masterKeyOf: "Sales"), try await backUp(instance)]
        let rehearsal = try await Rehearsal(backups: backups, passwords: [first, second])
        #expect(rehearsal.backups.map(\.outcome) == [.restored, .restored, .restored])
        #expect(rehearsal.succeeds, "\(rehearsal)")
        #expect(rehearsal.keys.count == 3)
    }

    @Test func aDamagedEncryptionIsFoundAlthoughItsKeyComesBack() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        try await instance.session.createCredential(
            "storage", in: .database("Sales"), identity: "somebody", secret: SecretBytes(text: "secret"))
        let backup = try await backUp(instance)
        try await instance.store.write { store in
            let database = try store.database(named: "Sales")?.id ?? .master
            for key in try store.keys(in: database) where key.id.kind == .credential {
                for var encryption in try store.encryptions(of: key.id) {
                    var bytes = encryption.sealed.bytes
                    bytes[bytes.count - 1] ^= 1
                    encryption.sealed = SealedSecret(bytes)
                    try store.put([encryption])
                }
            }
        }
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [first], of: instance.hierarchy)
        #expect(
            rehearsal.description
                == "The credential 'storage' (Sales) would not come back: the master key of database Sales does not open it: "
                + "it was damaged, or made under another key.")
    }

    @Test func noPasswordIsInWhatIsSaid() async throws {
        let instance = try await TestInstance(passwordOnly: ["Vault"])
        let backup = try await backUp(instance)
        let rehearsal = try await Rehearsal(backups: [backup], passwords: [second], of: instance.hierarchy)
        var dumped = ""
        dump(rehearsal, to: &dumped)
        for text in [dumped, "\(rehearsal)"] {
            #expect(!text.contains("Otters") && !text.contains("Herons") && !text.contains("Basalt"))
        }
    }
}
