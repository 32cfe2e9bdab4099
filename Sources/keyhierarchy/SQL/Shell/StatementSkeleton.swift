/// The words of a statement on keys, with places for what only its author knows.
///
/// `'…'` is a string, `<database>` the name of a database, `<name>` another name.
struct StatementSkeleton {
    private let parts: [String]

    init(_ text: String) {
        parts = text.split(separator: " ").map(String.init)
    }

    /// What could come next.
    enum Next: Hashable {
        /// This text: words up to the next place that only the author can fill.
        case text(String)
        /// The name of a database.
        case database
    }

    /// Returns what could come behind a beginning of the statement, or `nil` when this is none.
    ///
    /// - Parameters:
    ///   - words: The words, signs and strings of the beginning.
    ///   - isPartial: Whether the last one may be the beginning of a word; then what is returned replaces it.
    func next(after words: [SQLWord], isPartial: Bool) -> Next? {
        let complete = isPartial ? words.dropLast() : words[...]
        guard complete.count < parts.count, zip(complete, parts).allSatisfy({ $0.fits($1) }) else { return nil }
        let rest = parts[complete.count...]
        guard let first = rest.first else { return nil }
        if isPartial, let last = words.last {
            guard first == "<database>" || last.begins(first) else { return nil }
        }
        if first == "<database>" { return .database }
        let text = rest.prefix { !$0.hasPrefix("<") && !$0.contains("'…'") }
        var next = text.joined(separator: " ")
        if let place = rest.dropFirst(text.count).first {
            if !next.isEmpty { next += " " }
            // The quotation mark begins a string that the author goes on with.
            if let mark = place.firstIndex(of: "'") { next += place[...mark] }
        }
        next = next.replacing(" ,", with: ",").replacing(" ;", with: ";")
        return next.isEmpty ? nil : .text(next)
    }
}
