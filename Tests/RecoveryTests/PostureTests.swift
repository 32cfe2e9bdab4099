import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

/// What a key must have to be in order, one rule after the other.
struct PostureTests {
    let sample = SampleInventory()

    private func kinds(_ key: Inventory.Key) -> [Shortfall.Kind] {
        var sample = sample
        sample.keys = [key]
        return Posture(of: sample.inventory).shortfalls.map(\.kind)
    }

    private func serviceMasterKey(
        ways: [Inventory.Encryption]? = nil,
        backups: [BackupRecord]
    ) -> Inventory.Key {
        sample.key(
            .serviceMasterKey, "##MS_ServiceMasterKey##", "service master key",
            ways: ways ?? sample.keys[0].encryptions, backups: backups)
    }

    @Test func aKeyThatHasEverythingIsInOrder() {
        let posture = Posture(of: sample.inventory)
        #expect(posture.isInOrder)
        #expect(posture.keys.map(\.backupPlaceCount) == [2])
        #expect(posture.keys.map(\.provedProtectorCount) == [2])
    }

    @Test func aBackupMustHoldTheKeyAsItIs() {
        #expect(kinds(serviceMasterKey(backups: [])) == [.noBackup])
        let outdated = sample.backup(of: .serviceMasterKey, at: "/a", holding: 9)
        #expect(kinds(serviceMasterKey(backups: [outdated])) == [.outdatedBackup])
    }

    @Test func aBackupMustBeVerifiedWithinTheAge() {
        for (days, expected) in [(89.9, []), (90.1, [.staleBackup]), (-5, [])] as [(Double, [Shortfall.Kind])] {
            let backups = ["/a", "/b"].map { sample.backup(of: .serviceMasterKey, at: $0, daysAgo: days) }
            #expect(kinds(serviceMasterKey(backups: backups)) == expected, "\(days) days")
        }
        let week = Posture(of: sample.inventory, maximumAge: .seconds(86_400))
        #expect(week.shortfalls.map(\.kind) == [.staleBackup])
    }

    @Test func aBackupMustBeInTwoPlaces() {
        let one = sample.backup(of: .serviceMasterKey, at: "/a")
        #expect(kinds(serviceMasterKey(backups: [one])) == [.noCopy])
        // One that holds an older key is no copy.
        let outdated = sample.backup(of: .serviceMasterKey, at: "/b", holding: 9, isCopy: true)
        #expect(kinds(serviceMasterKey(backups: [one, outdated])) == [.noCopy])
    }

    @Test func aMasterKeyMustHaveTwoWaysInThatWereProved() {
        let backups = sample.keys[0].backups
        let proved = sample.way(1, .root(.machineKey))
        let unproved = sample.way(2, .root(.serviceAccount), isProved: false)
        #expect(kinds(serviceMasterKey(ways: [], backups: backups)) == [.tooFewProtectors])
        #expect(kinds(serviceMasterKey(ways: [proved], backups: backups)) == [.tooFewProtectors])
        #expect(kinds(serviceMasterKey(ways: [proved, unproved], backups: backups)) == [.unprovedProtectors])
        #expect(kinds(serviceMasterKey(ways: [unproved, proved, proved], backups: backups)).isEmpty)
    }

    @Test func aCertificateMustBeBackedUpAndValid() throws {
        var sample = sample
        let database = sample.addDatabase("Sales")
        let month = 31 * 86_400.0
        sample.add(.certificate, "Cards", in: database, isBackedUp: true, expiry: SampleInventory.time + month)
        #expect(Posture(of: sample.inventory).isInOrder)
        sample.add(.certificate, "Old", in: database, isBackedUp: true, expiry: SampleInventory.time - 1)
        sample.add(.certificate, "Ageing", in: database, isBackedUp: true, expiry: SampleInventory.time + 86_400)
        sample.add(.certificate, "Bare", in: database, expiry: SampleInventory.time + month)
        let posture = Posture(of: sample.inventory)
        #expect(posture.shortfalls.map(\.kind) == [.expiry, .expiry, .noBackup])
        #expect(posture.keys.last?.title == "certificate 'Bare' of database Sales")
    }

    @Test func whatIsKnownElsewhereOrUnderSomethingElseIsNotAskedFor() {
        var sample = sample
        let database = sample.addDatabase("Sales")
        sample.add(.credential, "storage", in: database)
        sample.add(.asymmetricKey, "signer", in: database)
        sample.add(.databaseEncryptionKey, "", in: database)
        sample.add(.sealingKey, "version", in: database)
        sample.add(.linkedServerLogin, "reports", in: database)
        let id = KeyIdentifier(kind: .symmetricKey, database: database, number: 999)
        let way = sample.way(1, .password)
        sample.keys.append(sample.key(id, "From phrases", "symmetric key", ways: [way], fingerprint: nil))
        let bare = KeyIdentifier(kind: .certificate, database: database, number: 999)
        sample.keys.append(sample.key(bare, "Public", "certificate", ways: []))
        #expect(Posture(of: sample.inventory).keys.count == 2)
        sample.add(.symmetricKey, "Values", in: database)
        #expect(Posture(of: sample.inventory).shortfalls.map(\.kind) == [.noBackup])
    }

    @Test func aKeyThatNothingOpensIsLackingThoughItsProtectorsWereProved() {
        let posture = Posture(of: SampleInventory().inventory, opensRoot: false)
        let closed = posture.key(.serviceMasterKey)?.shortfalls.filter { $0.kind == .closed } ?? []
        #expect(closed.count == 1)
        #expect(closed.first?.remedy.command != nil)
        #expect(!Self.everything.shortfalls.contains { $0.kind == .closed })
    }

    /// Whoever shows both takes them together: what the check calls closed, no report calls in order.
    @Test func whatOpensTheRootIsLookedAtWithTheInventory() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let here = try await instance.session.examine()
        #expect(here.inventory.keys.count == 2)
        #expect(!here.posture.shortfalls.contains { $0.kind == .closed })
        let elsewhere = try await instance.restartedOnAnotherMachine().session.examine(maximumAge: .seconds(86_400))
        #expect(elsewhere.posture.maximumAge == .seconds(86_400))
        let kinds = elsewhere.posture.key(.serviceMasterKey)?.shortfalls.map(\.kind) ?? []
        #expect(kinds.contains(.closed))
        let report = RecoveryReport(of: RecoveryAnalysis(elsewhere.inventory), posture: elsewhere.posture)
        #expect(report.html.contains("nothing that is here opens it"))
    }

    @Test func everyShortfallSaysWhatMendsIt() {
        for kind in Shortfall.Kind.allCases where kind != .closed {
            let shortfalls = Self.everything.shortfalls.filter { $0.kind == kind }
            #expect(!shortfalls.isEmpty, "\(kind)")
            for shortfall in shortfalls {
                #expect(shortfall.remedy.command != nil || shortfall.remedy.transactSQL != nil, "\(kind)")
            }
        }
        let lines = Self.everything.description.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == Self.everything.shortfalls.count)
    }

    /// A posture with every kind of shortfall, and names that are hostile.
    static let everything: Posture = {
        var sample = SampleInventory()
        sample.server = hostile
        sample.addDatabase("A", isBackedUp: false, isUnderServiceMasterKey: false)
        let database = sample.addDatabase("</testcase>\"'&\\{}")
        sample.add(.certificate, hostile, in: database, expiry: SampleInventory.time)
        let id = KeyIdentifier(kind: .symmetricKey, database: database, number: 900)
        let unproved = sample.way(1, .password, isProved: false)
        for (number, backup) in [
            sample.backup(of: id, at: "/a", holding: 9),
            sample.backup(of: id, at: hostile, daysAgo: 500),
        ].enumerated() {
            sample.keys.append(
                sample.key(
                    KeyIdentifier(kind: .symmetricKey, database: database, number: 900 + Int32(number)),
                    "\(hostile) \(number)", "symmetric key '\(hostile)'", ways: [unproved], backups: [backup]))
        }
        return Posture(of: sample.inventory)
    }()

    static let hostile = "a\u{0}\u{1B}[2J\n]]>\r\"' <b>&amp;\\\u{202E}\u{FFFE}"

    @Test func theDateOfACertificateIsItsOwn() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let expiry = Date(timeIntervalSince1970: 1_900_000_000)
        try await instance.session.createCertificate("Cards", in: "Sales", subject: "Cards", expiryDate: expiry)
        let inventory = try await instance.session.inventory()
        #expect(inventory.keys.compactMap(\.expiryDate) == [expiry])
    }
}
