import LineEditing
import TransactSQL
import TransactSQLSyntax

/// A line of a script with a caret under a place in it.
struct Caret {
    /// Both lines, indented.
    let text: String

    private static let indent = "    "
    /// What a tab comes to: where it would go depends on the terminal.
    private static let tab = "    "

    init(_ excerpt: SourceExcerpt) {
        let line = Self.visible(String(excerpt.text.dropLast(while: \.isWhitespace)))
        let before = DisplayWidth.columns(of: Self.visible(String(excerpt.text.prefix(excerpt.offset))))
        text = "\(Self.indent)\(line)\n\(Self.indent)\(String(repeating: " ", count: before))^"
    }

    private static func visible(_ text: String) -> String {
        VisibleText.of(text.replacing("\t", with: tab))
    }
}
