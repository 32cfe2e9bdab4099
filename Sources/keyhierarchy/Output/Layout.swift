import Recovery

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
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
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

    /// Returns the first of some names, each on its lines, and how many more there are.
    static func list(_ names: [String], atMost limit: Int = 20) -> [String] {
        names.prefix(limit).flatMap { wrapped($0, after: "   - ", width: 5) }
            + (names.count > limit ? ["   and \(names.count - limit) more"] : [])
    }

    /// Returns what to do, in numbered steps with their commands.
    static func steps(_ steps: [RecoveryStep], _ style: Style) -> [String] {
        guard !steps.isEmpty else { return [] }
        var lines = ["", style.bold("Steps")]
        for (number, step) in steps.enumerated() {
            let start = "\(number + 1). "
            let indent = String(repeating: " ", count: start.count + 3)
            lines += wrapped(step.instruction, after: start, width: start.count)
            if let command = step.command { lines.append(indent + command) }
            guard let statements = step.transactSQL else { continue }
            lines.append(indent + style.faint("-- on SQL Server"))
            lines += statements.split(separator: "\n").map { indent + $0 }
        }
        return lines
    }

    private static let columns = 80
}
