import KeyHierarchy

/// What an operation did, or would do.
struct ChangeResult: Report {
    struct Entry: Encodable {
        let name: String
        let consequence: String

        init(_ entry: ChangeReport.Entry) {
            name = entry.name
            consequence = entry.consequence
        }
    }

    struct Message: Encodable {
        let number: Int
        let severity: Int
        let state: Int
        let text: String
    }

    /// How many entries of a list a person is shown.
    private static let shownEntries = 20

    /// What the operation is, in words: "Regenerated the service master key".
    let action: String
    /// Whether nothing was done, only found out.
    let dryRun: Bool
    let rewrapped: [String]
    let lost: [Entry]
    let noLongerOpens: [Entry]
    let replacedPasswords: [Entry]
    /// Keys of which nothing that is left ever opened them.
    let unproved: [Entry]
    let messages: [Message]
    /// How many of those that were encrypted again have no name in ``rewrapped``.
    private let unnamedCount: Int

    private enum CodingKeys: CodingKey {
        case action, dryRun, rewrapped, lost, noLongerOpens, replacedPasswords, unproved, messages
    }

    /// - Parameter namesAll: Whether to look the names of all keys up, of which there may be a million.
    init(
        _ action: String,
        _ report: ChangeReport,
        dryRun: Bool,
        namesAll: Bool,
        in hierarchy: EncryptionHierarchy
    ) async throws {
        self.action = action
        self.dryRun = dryRun
        let named = Array(report.rewrapped.prefix(namesAll ? .max : Self.shownEntries))
        rewrapped = try await hierarchy.names(of: named)
        unnamedCount = report.rewrapped.count - named.count
        lost = report.lost.map(Entry.init)
        noLongerOpens = report.noLongerOpens.map(Entry.init)
        replacedPasswords = report.replacedPasswords.map(Entry.init)
        unproved = report.unproved.map(Entry.init)
        messages = report.messages.map {
            Message(number: $0.number, severity: $0.severity, state: $0.state, text: $0.text)
        }
    }

    func text(_ style: Style) -> String {
        var lines = [dryRun ? "\(style.bold("Dry run")): \(action). Nothing was changed." : "\(action)."]
        lines += messages.map { "Msg \($0.number), Level \($0.severity), State \($0.state): \($0.text)" }
        lines += section("Encrypted again", rewrapped, unnamed: unnamedCount)
        lines += section(style.warning("Lost"), lost.map { "\($0.name). \($0.consequence)" })
        lines += section(style.warning("No longer opens"), noLongerOpens.map { "\($0.name). \($0.consequence)" })
        lines += section("Replaced", replacedPasswords.map { "\($0.name). \($0.consequence)" })
        lines += section(style.warning("Never proved"), unproved.map { "\($0.name). \($0.consequence)" })
        return lines.joined(separator: "\n")
    }

    private func section(_ title: String, _ entries: [String], unnamed: Int = 0) -> [String] {
        guard !entries.isEmpty else { return [] }
        let rest = entries.count + unnamed - Self.shownEntries
        return ["\(title):"] + entries.prefix(Self.shownEntries).flatMap { Layout.wrapped($0, after: "  ", width: 2) }
            + (rest > 0 ? ["  and \(rest) more (--json names them all)"] : [])
    }
}
