#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Posture {
    /// The posture as a report of tests in JUnit's XML, which servers of continuous integration read: one test for each key,
    /// named after it and grouped by its database, which fails when anything is lacking.
    ///
    /// Characters that XML cannot hold stand as U+FFFD.
    public var junitXML: String {
        let failures = keys.count { !$0.shortfalls.isEmpty }
        let counts = "tests=\"\(keys.count)\" failures=\"\(failures)\" errors=\"0\""
        // The form of the schema: without a zone, and UTC all the same.
        let timestamp = time.formatted(.iso8601).prefix(19)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"key hierarchy\" \(counts) time=\"0\">",
            "<testsuite name=\"\(server.xmlAttribute)\" \(counts) skipped=\"0\" time=\"0\" timestamp=\"\(timestamp)\" "
                + "hostname=\"\(server.xmlAttribute)\">",
        ]
        for key in keys {
            let names = "classname=\"\(key.database.xmlAttribute)\" name=\"\(key.title.xmlAttribute)\""
            let test = "<testcase \(names) time=\"0\""
            guard !key.shortfalls.isEmpty else {
                lines.append("\(test)/>")
                continue
            }
            let types = key.shortfalls.map(\.kind.rawValue).joined(separator: " ")
            let message = key.shortfalls.map(\.explanation).joined(separator: "; ")
            let text = key.shortfalls.map { "\($0.explanation)\n\($0.remedy.text)" }.joined(separator: "\n")
            lines.append("\(test)>")
            lines.append(
                "<failure type=\"\(types)\" message=\"\(message.xmlAttribute)\">\(text.xmlText)</failure>")
            lines.append("</testcase>")
        }
        return (lines + ["</testsuite>", "</testsuites>"]).joined(separator: "\n") + "\n"
    }
}

extension RecoveryStep {
    /// The step with its command and its statements, a line or more for each.
    fileprivate var text: String {
        [instruction, command, transactSQL].compactMap { $0 }.joined(separator: "\n")
    }
}
