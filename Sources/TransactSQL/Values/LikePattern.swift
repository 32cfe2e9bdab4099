/// A pattern of `LIKE`: `%` for any text, `_` for one character, `[a-z]` and `[^a-z]` for one of a set.
///
/// Case makes no difference, as in the default collation.
struct LikePattern {
    private enum Element {
        case anything
        case anyOne
        case one(Character)
        case set([ClosedRange<Character>], isNegated: Bool)
    }

    private let elements: [Element]

    /// Reads a pattern.
    ///
    /// - Parameters:
    ///   - pattern: The text.
    ///   - escape: The character before which the next one stands for itself.
    init(_ pattern: String, escape: Character? = nil) {
        var elements: [Element] = []
        var rest = Substring(pattern)
        while let character = rest.popFirst() {
            switch character {
            case escape:
                elements.append(.one(Self.fold(rest.popFirst() ?? character)))
            case "%":
                if case .anything? = elements.last { continue }
                elements.append(.anything)
            case "_": elements.append(.anyOne)
            case "[":
                guard let set = Self.set(consuming: &rest, escape: escape) else {
                    // A bracket that is not closed matches nothing.
                    elements.append(.set([], isNegated: false))
                    rest = ""
                    continue
                }
                elements.append(set)
            default: elements.append(.one(Self.fold(character)))
            }
        }
        self.elements = elements
    }

    /// Whether the whole text fits the pattern.
    ///
    /// - Throws: `CancellationError`: both may be long.
    func matches(_ text: String) throws -> Bool {
        let text = text.map(Self.fold)
        var position = 0
        var element = 0
        // Where to go on when what follows the last `%` does not fit: one character later. No earlier `%` need be tried
        // again, so the time is bounded by the product of the lengths.
        var retry: (element: Int, position: Int)?
        while position < text.count {
            if element < elements.count, case .anything = elements[element] {
                element += 1
                retry = (element, position)
            } else if element < elements.count, Self.fits(text[position], elements[element]) {
                element += 1
                position += 1
            } else if let last = retry {
                try Task.checkCancellation()
                retry = (last.element, last.position + 1)
                element = last.element
                position = last.position + 1
            } else {
                // Blanks at the end of the text make no difference.
                return element == elements.count && text[position...].allSatisfy { $0 == " " }
            }
        }
        return elements[element...].allSatisfy { if case .anything = $0 { true } else { false } }
    }

    private static func fits(_ character: Character, _ element: Element) -> Bool {
        switch element {
        case .anything: false
        case .anyOne: true
        case .one(let other): character == other
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }

    private static func fold(_ character: Character) -> Character {
        let folded = character.lowercased()
        return folded.count == 1 ? Character(folded) : character
    }

    private static func set(consuming rest: inout Substring, escape: Character?) -> Element? {
        var text = rest
        let isNegated = text.first == "^"
        if isNegated { text.removeFirst() }
        var ranges: [ClosedRange<Character>] = []
        var isFirst = true
        while var low = text.popFirst() {
            // A closing bracket at the beginning is one of the set.
            if low == "]", !isFirst {
                rest = text
                return .set(ranges, isNegated: isNegated)
            }
            isFirst = false
            if low == escape, let next = text.popFirst() { low = next }
            low = fold(low)
            var high = low
            if text.first == "-", let bound = text.dropFirst().first, bound != "]" {
                text = text.dropFirst(2)
                high = fold(bound)
            }
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }
}
