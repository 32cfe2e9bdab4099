import KeyHierarchy

/// What was found about a key, and done about it.
struct KeyReport: Encodable {
    let instance: String
    /// The key in words; "all keys" of an instance that could not be opened.
    let key: String
    /// The public name of the key.
    let fingerprint: String?
    /// What it was at risk of.
    let found: [String]
    /// What it is at risk of now.
    var remaining: [String]
    /// Where it was backed up to.
    var backups: [String] = []
    /// What should be known about those places.
    var warnings: [String] = []
    /// Why it could not be backed up.
    var failure: String?

    init(instance: String, key: FleetKey, found: [KeyRisk], remaining: [KeyRisk]) {
        self.instance = instance
        self.key = key.subject.name
        fingerprint = key.fingerprint.description
        self.found = found.map(\.description)
        self.remaining = remaining.map(\.description)
    }

    /// An instance that could not be opened.
    init(instance: String, _ error: any Error) {
        self.instance = instance
        key = "all keys"
        fingerprint = nil
        found = [KeyRisk.unreadable("\(error)".onOneLine).description]
        remaining = found
    }

    /// The lines for a person.
    var lines: [String] {
        var lines = ["\(instance): \(key)"]
        lines += backups.map { "  backed up to \($0)" }
        lines += warnings.map { "  note: \($0)" }
        if let failure { lines.append("  could not be backed up: \(failure)") }
        lines += remaining.map { "  at risk: \($0)" }
        return lines
    }
}
