import Foundation
import Testing

/// The lines that the documentation promises, run as they stand.
@Suite struct DocumentedLinesTests {
    let tool: Tool

    init() throws {
        tool = try Tool()
        try tool.write("Dmk-Passw0rd-77\n", to: "dmk.pw")
        try tool.write("B4ckup-Passw0rd", to: "b.pw")
        try tool.write("N3w-Passw0rd-xx\r\n", to: "new.pw")
        try FileManager.default.createDirectory(
            at: tool.directory.appending(path: "usb"), withIntermediateDirectories: false)
    }

    @Test func theWholeLifeOfAServiceMasterKey() throws {
        defer { tool.cleanUp() }
        let source = "--store s.db --machine-key m.key"
        let target = "--store t.db --machine-key n.key"
        for line in [
            "keyhierarchy init \(source)",
            "keyhierarchy database create Sales \(source)",
            "keyhierarchy master-key create --database Sales --password-file dmk.pw \(source)",
            "keyhierarchy master-key alter --database Sales --drop-service-master-key --open-password-file dmk.pw "
                + source,
            "keyhierarchy backup service-master-key smk.pem --copy-to usb --password-file b.pw \(source)",
            "keyhierarchy backup master-key Sales sales.pem --open-password-file dmk.pw --password-file b.pw \(source)",
            "keyhierarchy inspect smk.pem --json",
            "keyhierarchy verify smk.pem --password-file b.pw --json",
            "keyhierarchy verify smk.pem --password-file b.pw \(source)",
            "keyhierarchy restore service-master-key smk.pem --password-file b.pw \(target)",
            "keyhierarchy restore master-key Sales sales.pem --password-file b.pw --new-password-file new.pw \(target)",
            "keyhierarchy status --json \(source)",
            "printf 'Tr0ub4dor&3x' | keyhierarchy password check --profile sqlServer --password-stdin --json",
        ] {
            let run = try tool(line)
            #expect(run.status == 0, "\(line)\n\(run.errors)")
        }

        #expect(try tool.read("usb/smk.pem") == tool.read("smk.pem"))
        let verified = try tool("keyhierarchy verify smk.pem --password-file b.pw --json \(source)").json
        #expect(verified["current"] as? Bool == true)
        #expect(try tool("keyhierarchy service-master-key regenerate \(source)").status == 0)
        let outdated = try tool("keyhierarchy verify smk.pem --password-file b.pw --json \(source)").json
        #expect(outdated["current"] as? Bool == false)

        // The restored instance has the key of the backup, and the database's key opens with its new password.
        let status = try tool("keyhierarchy status --json \(target)").json
        let root = try #require(status["serviceMasterKey"] as? [String: Any])
        #expect(root["fingerprint"] as? String == verified["fingerprint"] as? String)
        let opened = try tool(
            "keyhierarchy master-key alter --database Sales --add-service-master-key --open-password-file new.pw "
                + target)
        #expect(opened.status == 0, "\(opened.errors)")
    }

    @Test func stockOpenSSLRecoversTheKeyThatTheLabelNames() throws {
        defer { tool.cleanUp() }
        let instance = "--store s.db --machine-key m.key"
        #expect(try tool("keyhierarchy init \(instance)").status == 0)
        #expect(try tool("keyhierarchy backup service-master-key smk.pem --password-file b.pw \(instance)").status == 0)
        // The label's own line, with the file and the password filled in.
        let label = String(decoding: try tool.read("smk.pem"), as: UTF8.self)
        let recover = try #require(label.split(separator: "\n").first { $0.hasPrefix("Recover: ") })
        let line = recover.dropFirst("Recover: ".count)
            .replacing("FILE", with: "smk.pem").replacing("PASSWORD", with: "B4ckup-Passw0rd")
        let printed = try tool(String(line))
        #expect(printed.status == 0, "\(printed.errors)")
        let key = try #require(printed.output.split(separator: ":").last).trimmingCharacters(in: .newlines)
        let digest = try tool("printf 'key fingerprint' | openssl dgst -sha256 -mac HMAC -macopt hexkey:\(key)")
        let fingerprint = try #require(digest.output.split(separator: " ").last).prefix(32)
        #expect(label.contains("Fingerprint: \(fingerprint)\n"))
    }
}
