import Foundation
import Testing

/// What the tool says when it refuses, and that nothing has changed then.
@Suite struct RefusalTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try tool.write("Dmk-Passw0rd-77", to: "dmk.pw")
        try tool.write("B4ckup-Passw0rd", to: "b.pw")
        try tool.write("wrong-Passw0rd", to: "wrong.pw")
        try tool.write("simple", to: "simple.pw")
        let run = try tool("keyhierarchy init \(instance) && keyhierarchy database create Sales \(instance)")
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func errorsCarrySQLServersNumbers() throws {
        defer { tool.cleanUp() }
        let create = "keyhierarchy master-key create --database Sales --password-file"
        let alter = "keyhierarchy master-key alter --database Sales"
        for (line, number) in [
            ("keyhierarchy backup master-key Sales x.pem --password-file b.pw", "15151"),
            ("\(create) simple.pw", "33062"),
            ("\(create) dmk.pw", nil),
            ("\(create) dmk.pw", "15578"),
            ("keyhierarchy database create SALES", "1801"),
            ("keyhierarchy database drop master", "3708"),
            ("keyhierarchy master-key drop --database Nowhere", "911"),
            ("\(alter) --drop-password-file dmk.pw", "15558"),
            ("\(alter) --drop-password-file wrong.pw", "15313"),
            ("\(alter) --add-password-file dmk.pw", "15579"),
            ("\(alter) --drop-service-master-key", nil),
            ("keyhierarchy backup master-key Sales x.pem --password-file b.pw", "15581"),
            ("keyhierarchy backup master-key Sales x.pem --password-file b.pw --open-password-file wrong.pw", "15313"),
            ("keyhierarchy backup service-master-key smk.pem --password-file simple.pw", "33062"),
            ("keyhierarchy backup service-master-key smk.pem --password-file b.pw", nil),
            ("keyhierarchy backup service-master-key smk.pem --password-file b.pw", "15240"),
            ("keyhierarchy restore service-master-key smk.pem --password-file wrong.pw", "15466"),
            ("keyhierarchy restore service-master-key nothing.pem --password-file b.pw", "15317"),
            ("keyhierarchy restore master-key Sales smk.pem --password-file b.pw --new-password-file dmk.pw", "15317"),
        ] as [(String, String?)] {
            let run = try tool("\(line) \(instance)")
            if let number {
                #expect(run.status == 1, "\(line)")
                #expect(run.errors.hasPrefix("Msg \(number), Level 16, State "), "\(line)\n\(run.errors)")
            } else {
                #expect(run.status == 0, "\(line)\n\(run.errors)")
            }
            #expect(!run.errors.contains("Passw0rd"), "\(line)")
        }
        #expect(!tool.exists("x.pem"))
    }

    @Test func aDryRunChangesNothing() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy master-key create --database Sales --password-file dmk.pw \(instance)")
        let before = try tool("keyhierarchy status --json \(instance)").output
        for line in [
            "keyhierarchy service-master-key regenerate",
            "keyhierarchy service-master-key protect --new-machine-key other.key",
            "keyhierarchy database drop Sales", "keyhierarchy master-key drop --database Sales",
            "keyhierarchy master-key alter --database Sales --drop-service-master-key",
            "keyhierarchy master-key regenerate --database Sales --password-file b.pw",
        ] {
            let run = try tool("\(line) --dry-run --json \(instance)")
            #expect(run.status == 0, "\(line)\n\(run.errors)")
            #expect(try run.json["dryRun"] as? Bool == true)
        }
        #expect(try tool("keyhierarchy status --json \(instance)").output == before)
        #expect(!tool.exists("other.key"))
    }

    @Test(arguments: [
        "keyhierarchy nonsense", "keyhierarchy init --nonsense", "keyhierarchy master-key alter --database Sales",
        "keyhierarchy verify", "keyhierarchy password check --profile nobody --password-stdin",
        "keyhierarchy backup service-master-key x.pem --password-file b.pw --password-stdin",
        "keyhierarchy backup service-master-key x.pem --password-file b.pw --copy-to nowhere/",
    ])
    func wrongUsageExitsWith64(line: String) throws {
        defer { tool.cleanUp() }
        let store = line.contains("backup") ? instance : ""
        #expect(try tool("\(line) \(store)").status == 64)
    }

    @Test(arguments: ["nowhere", "nowhere/", "nowhere/x.pem", "./nowhere.d", "nowhere.pem/"])
    func aPlaceForACopyThatIsNotThereIsNotTakenForAFile(place: String) throws {
        defer { tool.cleanUp() }
        let run = try tool(
            "keyhierarchy backup service-master-key x.pem --password-file b.pw --copy-to \(place) \(instance)")
        #expect(run.status == 64 && run.errors.contains("nowhere"), "\(run.errors)")
        #expect(!tool.exists("x.pem") && !tool.exists(place))
    }

    @Test func aCopyIsAFileWhoseNameSaysSo() throws {
        defer { tool.cleanUp() }
        let backup = "keyhierarchy backup service-master-key --password-file b.pw \(instance)"
        #expect(try tool("\(backup) x.pem --copy-to y.pem").status == 0)
        #expect(try tool("mkdir usb; \(backup) x --copy-to usb/x").status == 0)
        #expect(tool.exists("y.pem") && tool.exists("usb/x"))
        #expect(try tool("\(backup) z --copy-to y").status == 64)
        #expect(!tool.exists("z") && !tool.exists("y"))
    }

    @Test func anInstanceThatCannotBeMadeLeavesNoKeyAndAnnouncesNone() throws {
        defer { tool.cleanUp() }
        let failed = try tool("keyhierarchy init --store s.db/x.db --machine-key other.key")
        #expect(failed.status == 1 && !failed.errors.contains("Created"), "\(failed.errors)")
        #expect(!tool.exists("other.key"))
        let second = "--machine-key other.key --service-account-key s.db/second.key"
        #expect(try tool("keyhierarchy init --store other.db \(second)").status == 1)
        #expect(!tool.exists("other.key") && !tool.exists("other.db"))
        let made = try tool("keyhierarchy init --store other.db --machine-key other.key")
        #expect(made.status == 0 && made.errors.contains("Created the machine key other.key."), "\(made.errors)")
    }

    @Test func aStoreOrAMachineKeyThatIsMissingIsNotMade() throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy database list --store other.db").status == 1)
        let run = try tool("keyhierarchy service-master-key regenerate --store s.db --machine-key other.key")
        #expect(run.status == 1)
        #expect(run.errors.contains("restore service-master-key"))
        #expect(!tool.exists("other.db") && !tool.exists("other.key"))
    }

    @Test func aLostMachineKeyIsMendedByRestoring() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy master-key create --database Sales --password-file dmk.pw \(instance)")
        _ = try tool("keyhierarchy backup service-master-key smk.pem --password-file b.pw \(instance)")
        let lost = "--store s.db --machine-key new.key"
        let status = try tool("keyhierarchy status --json \(lost)").json
        #expect((status["serviceMasterKey"] as? [String: Any])?["opensByItself"] as? Bool == false)
        let restored = try tool("keyhierarchy restore service-master-key smk.pem --password-file b.pw \(lost)")
        #expect(restored.status == 0, "\(restored.errors)")
        // The database's key opens by itself again: nothing had to be encrypted again.
        #expect(try tool("keyhierarchy backup master-key Sales s.pem --password-file b.pw \(lost)").status == 0)
    }

    @Test func passwordsThatAreRefusedSayWhyAndAreNotPrinted() throws {
        defer { tool.cleanUp() }
        let run = try tool("printf 'geheim' | keyhierarchy password check --password-stdin --json")
        #expect(run.status == 1)
        #expect(try run.json["accepted"] as? Bool == false)
        #expect((try run.json["violations"] as? [Any])?.count == 2)
        #expect(!run.output.contains("geheim") && !run.errors.contains("geheim"))
    }

    @Test func aPasswordCanBeAddedToABackupAndRemovedFromIt() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy backup service-master-key smk.pem --password-file b.pw \(instance)")
        let original = try tool.read("smk.pem")
        let added = try tool(
            "keyhierarchy backup add-password smk.pem two.pem --password-file b.pw --new-password-file dmk.pw "
                + "--label 'on-call'")
        #expect(added.status == 0, "\(added.errors)")
        #expect(try tool("keyhierarchy verify two.pem --password-file dmk.pw").status == 0)
        #expect(try tool("keyhierarchy verify two.pem --password-file b.pw").status == 0)
        let passwords = try #require(
            try tool("keyhierarchy inspect two.pem --json").json["passwords"] as? [[String: Any]])
        #expect(Set(passwords.compactMap { $0["label"] as? String }) == ["password", "on-call"])
        let old = try #require(passwords.first { $0["label"] as? String == "password" }?["id"] as? String)
        let removed = try tool(
            "keyhierarchy backup remove-password two.pem one.pem --id \(old) --password-file dmk.pw")
        #expect(removed.status == 0, "\(removed.errors)")
        #expect(try tool("keyhierarchy verify one.pem --password-file b.pw").status == 1)
        #expect(try tool("keyhierarchy verify one.pem --password-file dmk.pw").status == 0)
        #expect(try tool.read("smk.pem") == original)
    }

    @Test func aRefusedRestoreLeavesNothingBehind() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy master-key create --database Sales --password-file dmk.pw \(instance)")
        _ = try tool("keyhierarchy backup master-key Sales sales.pem --password-file b.pw \(instance)")
        let target = "--store t.db --machine-key t.key"
        #expect(
            try tool("keyhierarchy restore service-master-key sales.pem --password-file b.pw \(target)").status == 1)
        #expect(!tool.exists("t.db") && !tool.exists("t.key"))
        #expect(try tool("keyhierarchy init \(target)").status == 0)
        let refused = try tool(
            "keyhierarchy restore master-key Sales sales.pem --password-file b.pw --new-password-file simple.pw "
                + target)
        #expect(refused.status == 1)
        #expect(try !tool("keyhierarchy database list \(target)").output.contains("Sales"))
    }

    @Test func oneOfTwoKeysThatIsLostIsMendedByTheOther() throws {
        defer { tool.cleanUp() }
        let both = "--store two.db --machine-key two.key --service-account-key account.key"
        #expect(try tool("keyhierarchy init \(both)").status == 0)
        for lost in ["two.key", "account.key"] {
            let fingerprint = try tool("keyhierarchy status --json \(both)").output
            try FileManager.default.removeItem(at: tool.directory.appending(path: lost))
            // A missing second key may be a typing error: it is made anew only when asked for.
            let line =
                lost == "two.key"
                ? "database create New"
                : "service-master-key protect --new-machine-key two.key --new-service-account-key account.key"
            let instance = lost == "two.key" ? both : "--store two.db --machine-key two.key"
            let run = try tool("keyhierarchy \(line) \(instance)")
            #expect(run.status == 0, "\(run.errors)")
            #expect(tool.exists(lost))
            #expect(fingerprint.contains("fingerprint"))
        }
        let missing = try tool("keyhierarchy database create Typo \(both)x")
        #expect(missing.status == 1)
        #expect(!tool.exists("account.keyx"))
        // The machine key is there: nothing has to be restored, and what the advice says works as it stands.
        #expect(!missing.errors.contains("restore"))
        let advice = try #require(missing.errors.split(separator: "\n").last { $0.hasPrefix("keyhierarchy ") })
        #expect(try tool(String(advice)).status == 0)
        #expect(try tool("keyhierarchy database create Mended \(both)x").status == 0)
    }

    @Test func keysThatWereMadeForNothingAreTakenBack() throws {
        defer { tool.cleanUp() }
        let protect = "keyhierarchy service-master-key protect"
        let refused = try tool("\(protect) --new-machine-key a.key --new-service-account-key no/b.key \(instance)")
        #expect(refused.status == 1 && !tool.exists("a.key"))
        let same = try tool("\(protect) --new-machine-key a.key --new-service-account-key ./a.key \(instance)")
        #expect(same.status == 64 && same.errors.contains("losing it would lose both"))
        #expect(!tool.exists("a.key"))
        #expect(try tool("keyhierarchy status \(instance)").status == 0)
    }

    /// What fails once a change is committed has not undone it.
    @Test func aResultThatCannotBePrintedTakesNothingBack() throws {
        defer { tool.cleanUp() }
        let backup = "keyhierarchy backup service-master-key smk.pem --password-file b.pw \(instance)"
        #expect(try tool(backup).status == 0)
        try FileManager.default.removeItem(at: tool.directory.appending(path: "m.key"))
        let restore = "keyhierarchy restore service-master-key smk.pem --password-file b.pw \(instance)"
        #expect(try tool("\(restore) > /dev/full").status == 1)
        #expect(tool.exists("m.key"))
        #expect(try tool("keyhierarchy status \(instance)").output.contains("opens by itself"))
    }

    /// One that a start makes anew and takes back protects nothing from then on, either.
    @Test func aKeyThatIsNoneOfTheInstanceDoesNotJoinIt() throws {
        defer { tool.cleanUp() }
        let only = "--store two.db --machine-key two.key"
        #expect(try tool("keyhierarchy init \(only)").status == 0)
        let protect = "keyhierarchy service-master-key protect --new-service-account-key account.key"
        #expect(try tool("\(protect) \(only)").status == 0)
        try FileManager.default.removeItem(at: tool.directory.appending(path: "two.key"))
        let both = "\(only) --service-account-key account.key"
        let regenerated = try tool("keyhierarchy service-master-key regenerate \(both)")
        #expect(regenerated.status == 0 && regenerated.errors.contains("does not protect"), "\(regenerated.errors)")
        #expect(!tool.exists("two.key"))
        #expect(try !tool("keyhierarchy protectors list \(both)").output.contains("machine key"))
    }

    @Test func onlyABackupIsOverwritten() throws {
        defer { tool.cleanUp() }
        let backup = "keyhierarchy backup service-master-key"
        #expect(try tool("\(backup) s.db --overwrite --password-file b.pw \(instance)").status == 1)
        #expect(try tool("\(backup) m.key --overwrite --password-file b.pw \(instance)").status == 1)
        #expect(try tool("keyhierarchy status \(instance)").status == 0)
        #expect(try tool("\(backup) smk.pem --password-file b.pw \(instance)").status == 0)
        #expect(try tool("\(backup) smk.pem --overwrite --password-file b.pw \(instance)").status == 0)
        #expect(try tool("\(backup) x.pem --copy-to ./x.pem --password-file b.pw \(instance)").status == 64)
        #expect(!tool.exists("x.pem"))
    }

    @Test func aRehearsalNeedsNoInstance() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy backup service-master-key smk.pem --password-file b.pw \(instance)")
        let run = try tool(
            "keyhierarchy restore service-master-key smk.pem --dry-run --password-file b.pw --store new.db "
                + "--machine-key new.key")
        #expect(run.status == 0, "\(run.errors)")
        #expect(!tool.exists("new.db") && !tool.exists("new.key"))
        #expect(try tool("KEYHIERARCHY_STORE=lost.db keyhierarchy verify smk.pem --password-file b.pw").status == 0)
    }
}
