import Foundation
import Testing

/// `keyhierarchy protectors`, as a DBA runs it.
@Suite struct ProtectorsCommandTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try tool.write("Dmk-Passw0rd-77", to: "dmk.pw")
        try tool.write("wrong-Passw0rd", to: "wrong.pw")
        let run = try tool(
            "keyhierarchy init \(instance) && keyhierarchy database create Sales \(instance) && keyhierarchy master-key "
                + "create --database Sales --password-file dmk.pw --label safe \(instance)")
        try #require(run.status == 0, "\(run.errors)")
    }

    private func protectors() throws -> [[String: Any]] {
        let list = try tool("keyhierarchy protectors list --json \(instance)").json
        let keys = try #require(list["keys"] as? [[String: Any]])
        return keys.flatMap { $0["protectors"] as? [[String: Any]] ?? [] }
    }

    @Test func theListNamesWhoOpensWhat() throws {
        defer { tool.cleanUp() }
        let run = try tool("keyhierarchy protectors list \(instance)")
        #expect(run.status == 0, "\(run.errors)")
        for text in [
            "Service master key", "  1  machine key", "Master key of database Sales", "  1  password 'safe'",
            "  2  service master key", "never proved", "scrypt (N = 2^17, r = 8, p = 1)",
        ] {
            #expect(run.output.contains(text), "\(text)\n\(run.output)")
        }
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(run.output)")
        #expect(
            try protectors().compactMap { $0["opener"] as? String } == [
                "machine key", "password 'safe'", "service master key",
            ])
    }

    @Test func aCheckSaysWhetherAPasswordOpensTheKey() throws {
        defer { tool.cleanUp() }
        let check = "keyhierarchy protectors check --database Sales --label safe"
        let wrong = try tool("\(check) --password-file wrong.pw \(instance)")
        #expect(wrong.status == 1)
        #expect(wrong.errors.hasPrefix("Msg 15313, "), "\(wrong.errors)")
        #expect(wrong.errors.contains("labelled 'safe' (slot 1) of the master key of database Sales is another one"))
        #expect(try protectors()[1]["lastProved"] == nil)
        let right = try tool("\(check) --password-stdin \(instance) < dmk.pw")
        #expect(right.status == 0 && right.output.contains("Opens"), "\(right.errors)")
        #expect(try protectors()[1]["lastProved"] != nil)
        #expect(try tool("keyhierarchy protectors check --database Sales --slot 2 \(instance)").status == 0)
        #expect(try tool("keyhierarchy protectors check --database Sales \(instance)").status == 64)
        #expect(try tool("keyhierarchy protectors check --certificate x --slot 1 \(instance)").status == 64)
    }

    /// Whoever can write the store chooses what the administrator's terminal gets.
    @Test func aLabelOfTheStoreSteersNoTerminal() throws {
        defer { tool.cleanUp() }
        let label = "x\u{1B}]0;owned\u{7}\n  9  machine key\u{202E}"
        let hexadecimal = label.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let change = "UPDATE key_encryptions SET label = CAST(x''\(hexadecimal)'' AS TEXT) WHERE database_id = 5"
            .replacing("''", with: "'")
        #expect(try tool("sqlite3 -cmd '.timeout 60000' s.db \"\(change)\"").status == 0)
        let listed = try tool("keyhierarchy protectors list --database Sales \(instance)")
        #expect(listed.status == 0 && listed.output.contains("owned"), "\(listed.errors)")
        let refused = try tool(
            "keyhierarchy protectors check --database Sales --label none --password-file dmk.pw \(instance)")
        #expect(refused.status == 1 && refused.errors.contains("owned"), "\(refused.errors)")
        for text in [listed.output, refused.errors] {
            #expect(!text.unicodeScalars.contains { "\u{1B}\u{7}\u{202E}".unicodeScalars.contains($0) })
        }
        #expect(!listed.output.contains("\n  9  "))
    }

    @Test func aCheckMendsNothing() throws {
        defer { tool.cleanUp() }
        let both = "\(instance) --service-account-key a.key"
        let protected = try tool(
            "keyhierarchy service-master-key protect --new-machine-key m.key --new-service-account-key a.key \(instance)"
        )
        #expect(protected.status == 0, "\(protected.errors)")
        for label in ["machine key", "service account"] {
            let run = try tool("keyhierarchy protectors check --label '\(label)' \(both)")
            #expect(run.status == 0, "\(run.errors)")
        }
        // Another key in the machine key's place: an ordinary start would mend it by the other one.
        #expect(try tool("head -c 32 /dev/urandom > m.key").status == 0)
        for _ in 0..<2 {
            let run = try tool("keyhierarchy protectors check --label 'machine key' \(both)")
            #expect(run.status == 1 && run.errors.contains("does not open the service master key"), "\(run.errors)")
        }
        #expect(try tool("rm m.key").status == 0)
        let missing = try tool("keyhierarchy protectors check --label 'machine key' \(instance)")
        #expect(missing.status == 1 && missing.errors.contains("was not given"), "\(missing.errors)")
        // A password needs neither of them.
        let password = try tool(
            "keyhierarchy protectors check --database Sales --label safe --password-file dmk.pw \(instance)")
        #expect(password.status == 0, "\(password.errors)")
        #expect(!tool.exists("m.key"))
    }

    @Test func aPasswordIsRenamedAndUpgraded() throws {
        defer { tool.cleanUp() }
        let renamed = try tool(
            "keyhierarchy protectors rename --database Sales --label safe --to 'vault envelope 3' --password-file dmk.pw "
                + instance)
        #expect(renamed.status == 0, "\(renamed.errors)")
        #expect(try protectors()[1]["label"] as? String == "vault envelope 3")
        let refused = try tool(
            "keyhierarchy protectors rename --database Sales --slot 1 --to x --password-file wrong.pw \(instance)")
        #expect(refused.status == 1 && refused.errors.contains("is another one"))
        for options in ["--database Sales --slot 1", "--all-below"] {
            let run = try tool("keyhierarchy protectors upgrade \(options) --password-file dmk.pw \(instance)")
            #expect(run.status == 0 && run.output.contains("Nothing had to be done"), "\(run.errors)")
        }
    }

    @Test func droppingWarnsOfWhatWasNeverProved() throws {
        defer { tool.cleanUp() }
        let drop = "keyhierarchy master-key alter --database Sales --drop-service-master-key"
        let warned = try tool("\(drop) --dry-run \(instance)")
        #expect(warned.output.contains("Never proved:") && warned.output.contains("'safe'"), "\(warned.output)")
        _ = try tool("keyhierarchy protectors check --database Sales --label safe --password-file dmk.pw \(instance)")
        let proved = try tool("\(drop) --json \(instance)").json
        #expect((proved["unproved"] as? [Any])?.isEmpty == true)
    }
}
