import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Posture {
    /// The posture as metrics in Prometheus' text exposition format, version 0.0.4: for the textfile collector of a node
    /// exporter, say.
    ///
    /// Labels are `server`, `database`, `kind` and `key`; the names in them are as they are, escaped as the format asks.
    public var prometheusText: String {
        let server = [("server", server)]
        var metrics = [
            Metric(
                "in_order", "Whether no key lacks anything (1), or some do (0).", [(server, isInOrder ? 1 : 0)]),
            Metric(
                "check_timestamp_seconds", "When the keys were looked at.", [(server, time.timeIntervalSince1970)]),
            Metric(
                "check_maximum_age_seconds", "The greatest age of a verification that counts.",
                [(server, maximumAge.timeInterval)]),
            Metric(
                "key_in_order", "Whether a key lacks nothing (1), or something (0).",
                keys.map { (labels($0), $0.shortfalls.isEmpty ? 1 : 0) }),
            Metric(
                "key_shortfall", "What a key lacks, one series for each.",
                keys.flatMap { key in
                    key.shortfalls.map { (labels(key) + [("shortfall", $0.kind.rawValue)], 1) }
                }),
            Metric(
                "key_backup_verified_timestamp_seconds",
                "When a backup that holds the key as it is was last verified.",
                keys.compactMap { key in key.backupVerified.map { (labels(key), $0.timeIntervalSince1970) } }),
            Metric(
                "key_backup_places", "In how many places there are backups that hold the key as it is.",
                keys.map { (labels($0), Double($0.backupPlaceCount)) }),
            Metric(
                "key_proved_protectors", "How many ways into the key were used with success.",
                keys.map { (labels($0), Double($0.provedProtectorCount)) }),
        ]
        metrics.append(
            Metric(
                "certificate_expiry_timestamp_seconds", "Until when a certificate is valid.",
                keys.compactMap { key in key.expiryDate.map { (labels(key), $0.timeIntervalSince1970) } }))
        return metrics.map(\.text).joined()
    }

    private func labels(_ key: Key) -> [(String, String)] {
        [("server", server), ("database", key.database), ("kind", key.id.kind.noun), ("key", key.name)]
    }
}

private struct Metric {
    let name: String
    let help: String
    let samples: [(labels: [(String, String)], value: Double)]

    init(_ name: String, _ help: String, _ samples: [([(String, String)], Double)]) {
        self.name = "keyhierarchy_" + name
        self.help = help
        self.samples = samples.map { (labels: $0.0, value: $0.1) }
    }

    var text: String {
        guard !samples.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            + samples.map { labels, value in
                "\(name){\(labels.map { "\($0.0)=\"\(Self.escape($0.1))\"" }.joined(separator: ","))} \(value)\n"
            }.joined()
    }

    /// Backslash, quotation mark and line feed are all that the format escapes.
    private static func escape(_ value: String) -> String {
        String(
            String.UnicodeScalarView(
                value.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    switch scalar {
                    case "\\": ["\\", "\\"]
                    case "\"": ["\\", "\""]
                    case "\n": ["\\", "n"]
                    default: [scalar]
                    }
                }))
    }
}
