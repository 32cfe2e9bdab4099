import LineEditing

/// What is being typed: the words since the last `;` or line of `GO`, and what they end in.
struct SQLTail {
    /// The words, each with the line on which it begins, counted from 0.
    private(set) var words: [(word: SQLWord, isFirstOfLine: Bool)] = []
    /// The word that the text ends in, if it does.
    private(set) var partial = ""
    /// Whether the text ends in a string, a quoted name or a comment: there is nothing to complete.
    private(set) var isInside = false

    init(_ text: some StringProtocol) {
        var rest = Substring(text)
        var isFirstOfLine = true
        while let character = rest.first {
            switch character {
            case "\n":
                rest = rest.dropFirst()
                if isFirstOfLine { break }
                isFirstOfLine = true
                if case .word(let word)? = words.last?.word, words.last?.isFirstOfLine == true,
                    word.lowercased() == "go"
                {
                    words = []
                }
            case _ where character.isWhitespace: rest = rest.dropFirst()
            case "'": take(.string, closedBy: "'", &rest, &isFirstOfLine)
            case "\"": take(.name, closedBy: "\"", &rest, &isFirstOfLine)
            case "[": take(.name, closedBy: "]", &rest, &isFirstOfLine)
            case "-" where rest.hasPrefix("--"):
                rest = rest.drop { $0 != "\n" }
                isInside = rest.isEmpty
            case "/" where rest.hasPrefix("/*"):
                takeComment(&rest)
            case ";":
                rest = rest.dropFirst()
                words = []
                isFirstOfLine = true
            case _ where LineBuffer.isPartOfWord(character):
                let word = rest.prefix { LineBuffer.isPartOfWord($0) || $0 == "." }
                rest = rest[word.endIndex...]
                // The mark of a Unicode string is a part of that.
                if word.uppercased() == "N", rest.first == "'" { break }
                add(.word(String(word)), &isFirstOfLine)
                if rest.isEmpty { partial = String(word) }
            default:
                rest = rest.dropFirst()
                add(.sign(character), &isFirstOfLine)
            }
        }
    }

    private mutating func add(_ word: SQLWord, _ isFirstOfLine: inout Bool) {
        words.append((word, isFirstOfLine))
        isFirstOfLine = false
    }

    /// Takes a string or a name to its end; a doubled mark stands for one.
    private mutating func take(
        _ word: SQLWord, closedBy mark: Character, _ rest: inout Substring, _ isFirstOfLine: inout Bool
    ) {
        rest = rest.dropFirst()
        while let end = rest.firstIndex(of: mark) {
            rest = rest[rest.index(after: end)...]
            guard rest.first == mark else { return add(word, &isFirstOfLine) }
            rest = rest.dropFirst()
        }
        rest = rest[rest.endIndex...]
        isInside = true
    }

    /// Takes a comment to its end; comments nest.
    private mutating func takeComment(_ rest: inout Substring) {
        var depth = 0
        while !rest.isEmpty {
            if rest.hasPrefix("/*") {
                depth += 1
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("*/") {
                depth -= 1
                rest = rest.dropFirst(2)
                if depth == 0 { return }
            } else {
                rest = rest.dropFirst()
            }
        }
        isInside = true
    }
}
