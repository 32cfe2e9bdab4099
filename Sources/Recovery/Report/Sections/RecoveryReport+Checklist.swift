import KeyHierarchy

extension RecoveryReport {
    /// For how many single losses the steps are written out.
    private static let maximumChecklists = 20
    /// How many steps of one checklist are written out.
    private static let maximumSteps = 200

    var checklistSection: ReportSection {
        let roots = analysis.assets.filter { if case .rootProtector = $0 { true } else { false } }
        let store = analysis.assets.filter { $0 == .store }
        let copies = Set(inventory.keys.flatMap(\.backups).filter { $0.isCopy || $0.isReported }.map(\.place))
        // What was written first is on the machine, unless somebody knows better.
        let originals = analysis.assets.filter { asset in
            if case .backup(let place) = asset { !copies.contains(place) } else { false }
        }
        let shown = single.prefix(Self.maximumChecklists).filter { $0.assets != [.store] }
        return ReportSection(
            id: "checklists", title: "What to do when something is lost",
            content: [
                .paragraph(
                    "First stop whatever writes to the instance, and copy what is left of the store as it is. Regenerate "
                        + "nothing and force nothing that is not asked for here. Each command asks for the passwords that it "
                        + "needs."),
                checklist(
                    "The machine is lost with all that was on it: its root protectors, the store, and the backups that are no "
                        + "copies", roots + store + originals),
                checklist(
                    "The machine is lost, and all backups are elsewhere: its root protectors and the store",
                    roots + store),
                checklist("The machine is lost, and a copy of the store is there: its root protectors", roots),
            ]
                + shown.map { weakness in
                    checklist(
                        "Lost: \(weakness.assets.map(inventory.name(of:)).joined(separator: " and "))", weakness.assets)
                } + [more(than: Self.maximumChecklists, of: single.count)])
    }

    private func checklist(_ title: String, _ assets: [Asset]) -> HTML {
        guard !assets.isEmpty else { return .empty }
        let report = analysis.losing(assets)
        let lost = report.consequences.filter { $0.outcome == .lost }.map(\.key)
        let back = report.consequences.filter { $0.outcome == .recoverable }.map(\.key)
        var content: [HTML] = [.element("h3", [.text(title)])]
        if report.losesNothing {
            content.append(.paragraph("No key and no data are lost for ever.", class: "good"))
        }
        if !lost.isEmpty {
            content.append(.paragraph("Lost for ever (\(lost.count)):", class: "bad"))
            content.append(names(lost.map(inventory.fullTitle(of:)), atMost: 10))
        }
        let restorable = Set(report.restorableDatabases)
        let gone = report.databases.filter { !restorable.contains($0) }
        if !gone.isEmpty {
            content.append(.paragraph("Data of encrypted databases, lost for ever (\(gone.count)):", class: "bad"))
            content.append(names(gone.map(inventory.name(of:)), atMost: 10))
        }
        if !restorable.isEmpty {
            content.append(
                .paragraph(
                    "Data of encrypted databases, lost unless a backup of the database itself brings it back "
                        + "(\(restorable.count)):", class: "bad"))
            content.append(names(report.restorableDatabases.map(inventory.name(of:)), atMost: 10))
        }
        if !report.databaseBackups.isEmpty {
            let count = report.databaseBackups.count
            content.append(.paragraph("Backups of encrypted databases that nothing restores (\(count)):", class: "bad"))
            content.append(names(report.databaseBackups.map(inventory.name(of:)), atMost: 10))
        }
        if !back.isEmpty {
            content.append(.paragraph("Closed until the steps are done (\(back.count)):"))
            content.append(names(back.map(inventory.fullTitle(of:)), atMost: 10))
        }
        if report.steps.isEmpty {
            content.append(.paragraph("There is nothing to do."))
        } else {
            content.append(
                .list(
                    report.steps.prefix(Self.maximumSteps).map { .text("☐ ") + step($0) }, isOrdered: true,
                    class: "steps"))
            content.append(more(than: Self.maximumSteps, of: report.steps.count))
        }
        return .element("article", content)
    }
}
