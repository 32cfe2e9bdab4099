import KeyHierarchy

/// A part of the report, which the list of contents names.
struct ReportSection {
    let id: String
    let title: String
    let content: [HTML]

    var html: HTML {
        .element("section", [("id", id)], [.element("h2", [.text(title)])] + content)
    }
}

extension RecoveryReport {
    /// The most rows of a table, and how the rest is told.
    static let maximumRows = 500

    /// A table of the first rows, and how many more there are.
    func table(
        _ heads: [String],
        of count: Int,
        atMost limit: Int = maximumRows,
        class name: String? = nil,
        row: (Int) -> [HTML]
    ) -> HTML {
        let shown = min(count, limit)
        return .table(heads, (0..<shown).map(row), class: name) + more(than: shown, of: count)
    }

    /// How many there are beyond those that are shown.
    func more(than shown: Int, of count: Int) -> HTML {
        count > shown ? .paragraph("And \(count - shown) more.", class: "muted") : .empty
    }

    /// A list of the first names, and how many more there are.
    func names(_ names: [String], atMost limit: Int = 20) -> HTML {
        .list(names.prefix(limit).map { .text($0.onOneLine) }) + more(than: limit, of: names.count)
    }

    /// What to do, with the command and the statements for it.
    func step(_ step: RecoveryStep) -> HTML {
        .paragraph(step.instruction)
            + (step.command.map { .code($0) } ?? .empty)
            + (step.transactSQL.map { .paragraph("On SQL Server:", class: "muted") + .code($0, class: "sql") } ?? .empty)
    }

    /// The sign of a mark as a word: it must be read in black and white, too.
    func badge(_ mark: Mark, _ text: String) -> HTML {
        .element("span", [("class", "badge \(mark)")], [.text(text)])
    }

    /// What a weakness costs, as a list.
    func cost(of weakness: Weakness) -> HTML {
        names(
            weakness.databases.map { "the data of the encrypted database \(inventory.name(of: $0))" }
                + weakness.databaseBackups.map { "the backups of the encrypted database \(inventory.name(of: $0))" }
                + weakness.keys.map(inventory.fullTitle(of:)), atMost: 5)
    }
}
