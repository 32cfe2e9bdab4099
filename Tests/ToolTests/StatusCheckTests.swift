import Foundation
import Testing

/// `keyhierarchy status --check`: what a nightly job reads.
@Suite struct StatusCheckTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key --service-account-key a.key"

    init() throws {
        tool = try Tool()
        try tool.write("B4ckup-Passw0rd", to: "b.pw")
        try FileManager.default.createDirectory(
            at: tool.directory.appending(path: "usb"), withIntermediateDirectories: false)
        let run = try tool("keyhierarchy init \(instance)")
        try #require(run.status == 0, "\(run.errors)")
    }

    @Test func itSucceedsOnlyWhenNothingIsLacking() throws {
        defer { tool.cleanUp() }
        let check = "keyhierarchy status --check \(instance)"
        let lacking = try tool(check)
        #expect(lacking.status == 1)
        #expect(lacking.output.split(separator: "\n").count == 1)
        #expect(lacking.output.contains("service master key") && lacking.output.contains("backup"))
        let json = try tool("\(check) --json").json
        #expect(json["inOrder"] as? Bool == false)

        let backup = try tool(
            "keyhierarchy backup service-master-key smk.pem --copy-to usb --password-file b.pw \(instance)")
        #expect(backup.status == 0, "\(backup.errors)")
        for line in [check, "\(check) --max-age 12h", "\(check) --format junit", "\(check) --format prometheus"] {
            let run = try tool(line)
            #expect(run.status == 0, "\(line)\n\(run.output)\(run.errors)")
        }
        #expect(try tool("\(check) --format prometheus").output.contains("keyhierarchy_in_order{"))
        #expect(try tool("\(check) --format json --max-age 2w").json["maximumAgeSeconds"] as? Int == 1_209_600)
    }

    @Test func itNoticesThatNothingOpensTheRootAnyMore() throws {
        defer { tool.cleanUp() }
        _ = try tool("keyhierarchy backup service-master-key smk.pem --copy-to usb --password-file b.pw \(instance)")
        #expect(try tool("keyhierarchy status --check \(instance)").status == 0)
        _ = try tool("mv m.key a.key usb")
        let lost = try tool("keyhierarchy status --check \(instance)")
        #expect(lost.status == 1)
        #expect(lost.output.contains("nothing that is here opens it"), "\(lost.output)")
        // The printed report does not say otherwise.
        #expect(try tool("keyhierarchy report \(instance)").output.contains("nothing that is here opens it"))
        // One of the two is enough, wherever it is named.
        #expect(try tool("keyhierarchy status --check --store s.db --machine-key usb/m.key").status == 0)
        let check = "keyhierarchy status --check --store s.db --machine-key m.key"
        #expect(try tool("KEYHIERARCHY_SERVICE_ACCOUNT_KEY=usb/a.key \(check)").status == 0)
    }

    @Test(arguments: [
        "--check --max-age 90", "--check --max-age 0d", "--check --max-age -1d", "--check --max-age +1d",
        "--check --max-age 9999999999999999999w", "--check --max-age 36501d", "--check --max-age d", "--max-age 90d",
        "--format junit", "--check --format yaml", "--check --json --format junit",
    ])
    func wrongUsageExitsWith64(_ options: String) throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy status \(options) \(instance)").status == 64)
    }
}
