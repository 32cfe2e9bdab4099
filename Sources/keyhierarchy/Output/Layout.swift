/// Lines up text for people.
enum Layout {
    /// Returns lines of names and values, the values under each other.
    static func facts(_ facts: [(String, String?)], indent: String = "") -> [String] {
        let present = facts.compactMap { name, value in value.map { (name, $0) } }
        let width = present.map(\.0.count).max() ?? 0
        return present.map { name, value in
            "\(indent)\(name):\(String(repeating: " ", count: width - name.count + 1))\(value)"
        }
    }

    /// Returns text broken into lines of at most 80 columns, behind a start that the further lines are indented by.
    ///
    /// - Parameters:
    ///   - start: What stands before the first line, colour codes included.
    ///   - width: How many columns the start takes.
    ///   - hanging: How many columns more the further lines are indented.
    static func wrapped(_ text: String, after start: String, width: Int, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let indent = width + (lines.isEmpty ? 0 : hanging)
            if !line.isEmpty, indent + line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.enumerated().map { index, line in
            (index == 0 ? start : String(repeating: " ", count: width + hanging)) + line
        }
    }

    /// Returns warnings, each broken into lines.
    static func warnings(_ warnings: [String], _ style: Style) -> [String] {
        warnings.flatMap { wrapped($0, after: style.warning("Warning: "), width: 9) }
    }

    private static let columns = 80
}
