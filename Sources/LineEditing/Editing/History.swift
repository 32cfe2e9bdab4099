/// What was submitted before, oldest first.
package struct History: Hashable, Sendable {
    /// How many entries are kept.
    package static let limit = 1000

    /// The entries, oldest first.
    package private(set) var entries: [String] = []

    /// Creates a history.
    ///
    /// - Parameter entries: Entries, oldest first; the last ones are kept.
    package init(_ entries: [String] = []) {
        for entry in entries { add(entry) }
    }

    /// Adds an entry at the end, unless it is the last one already.
    package mutating func add(_ entry: String) {
        guard entry != entries.last else { return }
        entries.append(entry)
        if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    }

    /// The newest entry before an index that contains a text, whatever its case.
    func index(of text: String, before index: Int) -> Int? {
        let wanted = text.lowercased()
        return entries[..<index].lastIndex { $0.lowercased().contains(wanted) }
    }
}
