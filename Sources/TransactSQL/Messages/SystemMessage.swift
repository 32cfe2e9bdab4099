/// A row of `sys.messages`.
struct SystemMessage: Hashable, Sendable {
    let number: Int
    /// The severity of the listing.
    let severity: Int
    /// The severity with which clients get it: several messages are listed with 10, and sent as errors.
    let sentSeverity: Int
    /// The state with which a server was seen to send it; 1 where nobody wrote that down.
    let state: Int
    /// The text, with its placeholders.
    let text: String

    /// Every message that is known here, in the order of the numbers.
    static let all = table.split(separator: "\n").compactMap(SystemMessage.init(row:))

    private static let byNumber = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })

    /// The message of that number, or `nil` when it is not known here.
    static func numbered(_ number: Int) -> SystemMessage? {
        byNumber[number]
    }

    private init?(row: Substring) {
        let fields = row.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        let severities = fields.dropFirst().first?.split(separator: ">") ?? []
        guard fields.count == 4, let number = Int(fields[0]), let listed = severities.first.flatMap({ Int($0) }) else {
            return nil
        }
        self.number = number
        severity = listed
        sentSeverity = severities.last.flatMap { Int($0) } ?? listed
        state = Int(fields[2]) ?? 1
        text = String(fields[3])
    }
}
