/// How something in a diagram stands, said by a colour, by the form of a sign, and by a word.
enum Mark: Int, Hashable, Comparable, Sendable {
    /// Nothing is asked for.
    case neutral
    case inOrder
    /// It lacks something.
    case lacking
    /// Its loss costs keys or data; or it is a key that nothing opens.
    case weak

    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The word in the legend, and in diagrams that are text.
    var word: String {
        switch self {
        case .neutral: "not checked"
        case .inOrder: "in order"
        case .lacking: "lacks something"
        case .weak: "single point of failure, or closed"
        }
    }
}
