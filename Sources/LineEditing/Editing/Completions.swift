/// What could stand in the place of the characters before the cursor.
package struct Completions: Hashable, Sendable {
    /// How many characters before the cursor are replaced.
    package var replacedCount: Int
    /// The texts that could take their place.
    package var candidates: [String]

    /// Creates completions.
    ///
    /// - Parameters:
    ///   - candidates: The texts that could take the place of characters before the cursor.
    ///   - replacedCount: How many characters they replace.
    package init(_ candidates: [String] = [], replacing replacedCount: Int = 0) {
        self.candidates = candidates
        self.replacedCount = replacedCount
    }

    /// The beginning that all candidates have in common.
    var commonPrefix: String {
        guard var prefix = candidates.first else { return "" }
        for candidate in candidates.dropFirst() { prefix = prefix.commonPrefix(with: candidate) }
        return prefix
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
