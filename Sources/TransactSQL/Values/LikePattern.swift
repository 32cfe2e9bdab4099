/// A pattern of `LIKE`: `%` for any text, `_` for one character, `[a-z]` and `[^a-z]` for one of a set.
///
/// Case makes no difference, as in the default collation. Characters are UTF-16 code units, as they are for a server.
struct LikePattern {
    private enum Element {
        case anything
        case anyOne
        case one(UInt16)
        case set([ClosedRange<UInt16>], isNegated: Bool)
    }

    /// The characters that have a meaning.
    private enum Mark {
        static let percent = UInt16(UInt8(ascii: "%"))
        static let underscore = UInt16(UInt8(ascii: "_"))
        static let opening = UInt16(UInt8(ascii: "["))
        static let closing = UInt16(UInt8(ascii: "]"))
        static let caret = UInt16(UInt8(ascii: "^"))
        static let dash = UInt16(UInt8(ascii: "-"))
        static let blank = UInt16(UInt8(ascii: " "))
    }

    private let elements: [Element]

    /// Reads a pattern.
    ///
    /// - Parameters:
    ///   - pattern: The text.
    ///   - escape: The character before which the next one stands for itself.
    init(_ pattern: String, escape: UInt16? = nil) {
        let (units, folded) = (Array(pattern.utf16), SQLText.foldedUnits(pattern))
        var elements: [Element] = []
        var index = 0
        while index < units.count {
            let unit = units[index]
            if unit == escape {
                // With nothing behind it, it matches nothing.
                index += 1
                elements.append(index < units.count ? .one(folded[index]) : .set([], isNegated: false))
            } else if unit == Mark.percent {
                if case .anything? = elements.last {} else { elements.append(.anything) }
            } else if unit == Mark.underscore {
                elements.append(.anyOne)
            } else if unit == Mark.opening {
                guard let (set, end) = Self.set(units, folded, from: index + 1, escape: escape) else {
                    // A bracket that is not closed matches nothing.
                    elements.append(.set([], isNegated: false))
                    break
                }
                elements.append(set)
                index = end
            } else {
                elements.append(.one(folded[index]))
            }
            index += 1
        }
        self.elements = elements
    }

    /// Whether the whole text fits the pattern.
    ///
    /// - Throws: `CancellationError`: both may be long.
    func matches(_ text: String) throws -> Bool {
        let text = SQLText.foldedUnits(text)
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
                return element == elements.count && text[position...].allSatisfy { $0 == Mark.blank }
            }
        }
        return elements[element...].allSatisfy { if case .anything = $0 { true } else { false } }
    }

    private static func fits(_ unit: UInt16, _ element: Element) -> Bool {
        switch element {
        case .anything: false
        case .anyOne: true
        case .one(let other): unit == other
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(unit) } != isNegated
        }
    }

    /// Reads a set behind its opening bracket, and says where its closing one stands; `nil` when it has none.
    private static func set(
        _ units: [UInt16],
        _ folded: [UInt16],
        from start: Int,
        escape: UInt16?
    ) -> (Element, end: Int)? {
        var index = start
        let isNegated = index < units.count && units[index] == Mark.caret
        if isNegated { index += 1 }
        var ranges: [ClosedRange<UInt16>] = []
        var isFirst = true
        while index < units.count {
            // A closing bracket at the beginning is one of the set.
            if units[index] == Mark.closing, !isFirst {
                return (Element.set(ranges, isNegated: isNegated), end: index)
            }
            isFirst = false
            if units[index] == escape, index + 1 < units.count { index += 1 }
            let low = folded[index]
            var high = low
            index += 1
            if index + 1 < units.count, units[index] == Mark.dash, units[index + 1] != Mark.closing {
                high = folded[index + 1]
                index += 2
            }
            if low <= high { ranges.append(low...high) }
        }
        return nil
    }
}
