/// A piece of a page. Text gets in by ``text(_:)`` alone, which escapes it, so that no name can be taken for markup.
struct HTML {
    let source: String

    /// Nothing.
    static let empty = HTML(source: "")

    /// Text as it is. What would turn the direction of writing, so that a command reads as another one, stands as U+FFFD.
    static func text(_ text: String) -> HTML {
        HTML(
            source: text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).onOneLine }
                .joined(separator: "\n").xmlText)
    }

    /// An element.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - attributes: Names and values, of which the values are escaped.
    ///   - children: What is in it, one behind the other.
    static func element(_ name: String, _ attributes: [(String, String)] = [], _ children: [HTML]) -> HTML {
        let attributes = attributes.map { " \($0.0)=\"\($0.1.xmlAttribute)\"" }.joined()
        return HTML(source: "<\(name)\(attributes)>\(children.map(\.source).joined())</\(name)>")
    }

    /// A drawing that is an element already.
    static func drawing(_ diagram: Diagram) -> HTML {
        HTML(source: diagram.svg)
    }

    static func paragraph(_ text: String, class name: String? = nil) -> HTML {
        element("p", attributes(name), [.text(text)])
    }

    /// Something to type, or to put into a file.
    static func code(_ text: String, class name: String? = nil) -> HTML {
        element("pre", attributes(name), [element("code", [.text(text)])])
    }

    static func list(_ items: [HTML], isOrdered: Bool = false, class name: String? = nil) -> HTML {
        element(isOrdered ? "ol" : "ul", attributes(name), items.map { element("li", [$0]) })
    }

    /// A table whose first row says what stands below.
    static func table(_ heads: [String], _ rows: [[HTML]], class name: String? = nil) -> HTML {
        element(
            "table", attributes(name),
            [
                element("thead", [element("tr", heads.map { element("th", [("scope", "col")], [.text($0)]) })]),
                element("tbody", rows.map { row in element("tr", row.map { element("td", [$0]) }) }),
            ])
    }

    static func element(_ name: String, _ children: [HTML]) -> HTML {
        element(name, [], children)
    }

    static func + (left: HTML, right: HTML) -> HTML {
        HTML(source: left.source + right.source)
    }

    private static func attributes(_ name: String?) -> [(String, String)] {
        name.map { [("class", $0)] } ?? []
    }
}
