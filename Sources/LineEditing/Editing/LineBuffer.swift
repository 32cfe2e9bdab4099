/// A text of one or more lines with a cursor in it.
///
/// The text is kept in two parts, so that the cursor always stands between characters as people see them, however many scalars
/// or bytes these have.
package struct LineBuffer: Hashable, Sendable {
    /// What stands before the cursor.
    package private(set) var before: String
    /// What stands behind the cursor.
    package private(set) var after: String

    /// Creates a buffer.
    ///
    /// - Parameters:
    ///   - before: What stands before the cursor.
    ///   - after: What stands behind it.
    package init(_ before: String = "", _ after: String = "") {
        self.before = before
        self.after = after
    }

    /// The whole text.
    package var text: String { before + after }

    /// Whether there is no text.
    package var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// What stands before the cursor in its line.
    private var lineStart: Substring { before.suffix(while: { $0 != "\n" }) }

    /// What stands behind the cursor in its line.
    private var lineEnd: Substring { after.prefix { $0 != "\n" } }

    /// Puts text before the cursor.
    mutating func insert(_ text: String) {
        before += text
    }

    /// Puts text in the place of the last characters before the cursor.
    mutating func replace(last count: Int, with text: String) {
        before.removeLast(min(count, before.count))
        before += text
    }
}

/// Moving.
extension LineBuffer {
    mutating func moveLeft() {
        if let character = before.popLast() { after.insert(character, at: after.startIndex) }
    }

    mutating func moveRight() {
        if !after.isEmpty { before.append(after.removeFirst()) }
    }

    mutating func moveToLineStart() { moveLeft(over: lineStart) }
    mutating func moveToLineEnd() { moveRight(over: lineEnd) }
    mutating func moveToStart() { moveLeft(over: before[...]) }
    mutating func moveToEnd() { moveRight(over: after[...]) }
    mutating func moveWordLeft() { moveLeft(over: wordBefore) }
    mutating func moveWordRight() { moveRight(over: wordAfter) }

    /// Moves to the line above, to the same column as far as it has one; returns whether there is a line above.
    mutating func moveUp() -> Bool {
        let column = DisplayWidth.columns(of: lineStart)
        let start = lineStart
        guard start.startIndex > before.startIndex else { return false }
        moveLeft(over: start)
        moveLeft()
        moveLeft(over: lineStart)
        moveRight(over: prefix(of: lineEnd, columns: column))
        return true
    }

    /// Moves to the line below, to the same column as far as it has one; returns whether there is a line below.
    mutating func moveDown() -> Bool {
        let column = DisplayWidth.columns(of: lineStart)
        let end = lineEnd
        guard end.endIndex < after.endIndex else { return false }
        moveRight(over: end)
        moveRight()
        moveRight(over: prefix(of: lineEnd, columns: column))
        return true
    }

    private mutating func moveLeft(over part: Substring) {
        let moved = String(part)
        before.removeLast(moved.count)
        after = moved + after
    }

    private mutating func moveRight(over part: Substring) {
        let moved = String(part)
        after.removeFirst(moved.count)
        before += moved
    }

    private func prefix(of line: Substring, columns: Int) -> Substring {
        var width = 0
        return line.prefix { character in
            width += DisplayWidth.columns(of: character)
            return width <= columns
        }
    }
}

/// Deleting. What is returned is what was deleted.
extension LineBuffer {
    mutating func deleteLeft() -> String? { before.popLast().map(String.init) }
    mutating func deleteRight() -> String? { after.isEmpty ? nil : String(after.removeFirst()) }
    mutating func deleteToLineStart() -> String { deleteLeft(lineStart) }
    mutating func deleteWordLeft() -> String { deleteLeft(wordBefore) }
    mutating func deleteWordRight() -> String { deleteRight(wordAfter) }

    /// Deletes to the end of the line; at its end, the line break.
    mutating func deleteToLineEnd() -> String {
        lineEnd.isEmpty ? deleteRight() ?? "" : deleteRight(lineEnd)
    }

    /// Exchanges the characters around the cursor, at the end of a line the last two, and moves behind them.
    mutating func transpose() -> Bool {
        if lineEnd.isEmpty {
            guard lineStart.count > 1 else { return false }
            moveLeft()
        }
        guard let left = lineStart.last, let right = lineEnd.first else { return false }
        before.removeLast()
        after.removeFirst()
        before.append(right)
        before.append(left)
        return true
    }

    private mutating func deleteLeft(_ part: Substring) -> String {
        let deleted = String(part)
        before.removeLast(deleted.count)
        return deleted
    }

    private mutating func deleteRight(_ part: Substring) -> String {
        let deleted = String(part)
        after.removeFirst(deleted.count)
        return deleted
    }
}

/// Words: what Transact-SQL takes for one.
extension LineBuffer {
    /// The word before the cursor with what stands between the two.
    private var wordBefore: Substring {
        let word = before.dropLast(while: { !Self.isPartOfWord($0) }).suffix(while: Self.isPartOfWord)
        return before[word.startIndex...]
    }

    /// The word behind the cursor with what stands between the two.
    private var wordAfter: Substring {
        let word = after.drop { !Self.isPartOfWord($0) }.prefix(while: Self.isPartOfWord)
        return after[..<word.endIndex]
    }

    package static func isPartOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_@#$".contains(character)
    }
}

package extension BidirectionalCollection {
    /// The longest end whose elements all satisfy the predicate.
    func suffix(while predicate: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { formIndex(before: &start) }
        return self[start...]
    }

    /// What is left without the longest end whose elements all satisfy the predicate.
    func dropLast(while predicate: (Element) -> Bool) -> SubSequence {
        self[..<suffix(while: predicate).startIndex]
    }
}
