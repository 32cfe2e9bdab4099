/// A word, a sign or a string of Transact-SQL, as far as telling them apart helps who is typing it.
enum SQLWord: Hashable {
    case word(String)
    case sign(Character)
    case string
    /// A name in brackets or double quotes.
    case name

    /// Whether this is what a part of a skeleton stands for.
    func fits(_ part: String) -> Bool {
        switch self {
        case .word(let word): part.hasPrefix("<") || part.lowercased() == word.lowercased()
        case .sign(let sign): part == String(sign)
        case .string: part.hasSuffix("'")
        case .name: part.hasPrefix("<")
        }
    }

    /// Whether this is the beginning of a word of a skeleton.
    func begins(_ part: String) -> Bool {
        guard case .word(let word) = self else { return false }
        return part.lowercased().hasPrefix(word.lowercased())
    }
}
