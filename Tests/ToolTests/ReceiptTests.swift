import Foundation
import Testing

/// A backup that is verified on another machine, and recorded at home.
@Suite struct ReceiptTests {
    let tool: Tool
    let home = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try tool.write("B4ckup-Passw0rd", to: "b.pw")
        try tool.write("Oth3r-Passw0rd", to: "o.pw")
        let run = try tool(
            "keyhierarchy init \(home) && keyhierarchy backup service-master-key smk.pem --label vault "
                + "--password-file b.pw \(home)")
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func aReceiptBringsHomeWhatWasShownElsewhere() throws {
        defer { tool.cleanUp() }
        let verified = try tool("keyhierarchy verify smk.pem --password-file b.pw --receipt r.json")
        #expect(verified.status == 0, "\(verified.errors)")
        let text = String(decoding: try tool.read("r.json"), as: UTF8.self)
        #expect(text.contains("/smk.pem\"") && text.contains("vault") && !text.contains("Passw0rd"))
        let recorded = try tool("keyhierarchy backup record r.json --json \(home)")
        #expect(recorded.status == 0, "\(recorded.errors)")
        // Its whole path, so that it is not taken for a file of the same name elsewhere.
        let place = try #require(try recorded.json["place"] as? String)
        #expect(place.hasPrefix("reported:/") && place.hasSuffix("/\(tool.directory.lastPathComponent)/smk.pem"))
        // It is the same file, and no copy of it.
        #expect(try tool("keyhierarchy status --check \(home)").output.contains("no copy of its backup"))
        let status = try tool("keyhierarchy status --json \(home)").json
        let root = try #require(status["serviceMasterKey"] as? [String: Any])
        let backups = try #require(root["backups"] as? [[String: Any]])
        #expect(backups.count == 2)
        #expect(try tool("keyhierarchy backup record r.json \(home)").output.contains("has not seen the backup"))
    }

    @Test func aReceiptReplacesNothingAndOneOfAnotherInstanceIsRefused() throws {
        defer { tool.cleanUp() }
        try tool.write("mine", to: "r.json")
        let verified = try tool("keyhierarchy verify smk.pem --password-file b.pw --receipt r.json")
        #expect(verified.status == 1 && verified.errors.contains("exists already"))
        #expect(try tool.read("r.json") == Data("mine".utf8))
        #expect(try tool("keyhierarchy backup record r.json \(home)").status == 1)
        #expect(try tool("keyhierarchy verify smk.pem --password-file o.pw --receipt w.json").status == 1)
        #expect(!tool.exists("w.json"))
        #expect(try tool("keyhierarchy verify smk.pem --password-file b.pw --receipt q.json").status == 0)
        let other = "--store o.db --machine-key o.key"
        #expect(try tool("keyhierarchy init \(other)").status == 0)
        let refused = try tool("keyhierarchy backup record q.json \(other)")
        #expect(refused.status == 1 && refused.errors.contains("no such key is or was backed up here"))
    }

    @Test func theInstanceNotesABackupThatGetsAnotherPassword() throws {
        defer { tool.cleanUp() }
        for line in [
            "keyhierarchy backup add-password smk.pem two.pem --password-file b.pw --new-password-file o.pw "
                + "--label on-call \(home)",
            "keyhierarchy backup remove-password two.pem three.pem --password-file b.pw \(home) "
                + "--id $(grep -o 'Password: [0-9a-f]* on-call' two.pem | cut -c11-18)",
            "keyhierarchy backup remove-password two.pem four.pem --password-file o.pw \(home) "
                + "--id $(grep -o 'Password: [0-9a-f]* on-call' two.pem | cut -c11-18)",
        ] {
            let run = try tool(line)
            #expect(run.status == 0, "\(line)\n\(run.errors)")
        }
        let status = try tool("keyhierarchy status --json \(home)").json
        let root = try #require(status["serviceMasterKey"] as? [String: Any])
        let places = try #require(root["backups"] as? [[String: Any]]).compactMap { $0["place"] as? String }
        let names = Set(places.compactMap { $0.split(separator: "/").last.map(String.init) })
        // The last one was opened with the password that it no longer has.
        #expect(names == ["smk.pem", "two.pem", "three.pem"])
    }
}
