/// Looks for a text in others, whatever the case of either.
///
/// By the algorithm of Knuth, Morris and Pratt: the time grows with the lengths of the texts, not with their product.
struct TextSearch {
    /// What is looked for, in UTF-16 code units.
    private let wanted: [UInt16]
    /// For each beginning of that, how long the longest shorter beginning is that it ends with.
    private let borders: [Int]

    init(for text: String) {
        let wanted = SQLText.foldedUnits(text)
        var borders = [Int](repeating: 0, count: wanted.count)
        var border = 0
        for index in wanted.indices.dropFirst() {
            while border > 0, wanted[index] != wanted[border] { border = borders[border - 1] }
            if wanted[index] == wanted[border] { border += 1 }
            borders[index] = border
        }
        self.wanted = wanted
        self.borders = borders
    }

    /// The length of what is looked for, in UTF-16 code units.
    var length: Int { wanted.count }

    /// Where it stands first in a text, at a place or behind it; `nil` when it stands nowhere there, or is empty.
    ///
    /// - Parameters:
    ///   - units: The units of the text, as ``SQLText/foldedUnits(_:)`` gives them.
    ///   - start: The place, 0 or more.
    /// - Throws: `CancellationError`: the text may be long.
    func first(in units: [UInt16], from start: Int = 0) throws -> Int? {
        guard !wanted.isEmpty, start < units.count else { return nil }
        var border = 0
        for index in start..<units.count {
            if index.isMultiple(of: 1 << 16) { try Task.checkCancellation() }
            while border > 0, units[index] != wanted[border] { border = borders[border - 1] }
            if units[index] == wanted[border] { border += 1 }
            if border == wanted.count { return index + 1 - border }
        }
        return nil
    }
}
