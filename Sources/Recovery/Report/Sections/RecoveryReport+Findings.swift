import KeyHierarchy

extension RecoveryReport {
    var pictureSection: ReportSection {
        ReportSection(
            id: "picture", title: "The hierarchy",
            content: [.element("figure", [.drawing(diagram)])])
    }

    /// How many single points of failure are shown.
    private static let maximumWeaknesses = 40

    var weaknessSection: ReportSection {
        guard !single.isEmpty else {
            return ReportSection(
                id: "weaknesses", title: "Single points of failure",
                content: [.paragraph("No single loss costs a key or data.", class: "good")])
        }
        return ReportSection(
            id: "weaknesses", title: "Single points of failure",
            content: [
                .paragraph("One thing whose loss alone costs keys or data, the worst first."),
                table(
                    ["Losing", "costs", "What mends it"], of: single.count, atMost: Self.maximumWeaknesses,
                    class: "findings"
                ) { index in
                    let weakness = single[index]
                    return [
                        badge(.weak, weakness.assets.map(inventory.name(of:)).joined()), cost(of: weakness),
                        .list(analysis.remedies(for: weakness).map(step)),
                    ]
                },
            ])
    }

    var pairSection: ReportSection {
        guard !pairs.isEmpty else {
            return ReportSection(
                id: "pairs", title: "Two losses together",
                content: [.paragraph("No two losses together cost more than each alone.", class: "good")])
        }
        let shown = pairs.prefix(Self.maximumPairs)
        return ReportSection(
            id: "pairs", title: "Two losses together",
            content: [
                .paragraph("Either alone costs nothing of this. Keep the two of a pair apart from each other."),
                .list(shown.map { .text(inventory.sentence(about: $0)) }), more(than: shown.count, of: pairs.count),
            ])
    }

    private static let maximumPairs = 30

    var postureSection: ReportSection {
        let failing = posture.keys.filter { !$0.shortfalls.isEmpty }
        let rule =
            "Each key should have a backup that holds it as it is, was verified within "
            + "\(posture.maximumAge.timeInterval.inWords), and has a copy elsewhere, and ways in that were proved."
        guard !failing.isEmpty else {
            return ReportSection(
                id: "posture", title: "What keys lack",
                content: [
                    .paragraph(rule), .paragraph("All \(posture.keys.count) keys are in order.", class: "good"),
                ])
        }
        let groups = Self.groups(of: failing)
        return ReportSection(
            id: "posture", title: "What keys lack",
            content: [
                .paragraph(rule),
                table(["Key", "lacks", "What mends it"], of: groups.count, class: "findings") { index in
                    let keys = groups[index]
                    let more = keys.count > 1 ? HTML.paragraph("For the first of them:", class: "muted") : .empty
                    return [
                        badge(.lacking, "\(Diagram.count(keys.count, keys[0].id.kind.noun))")
                            + names(keys.map(\.title), atMost: 5),
                        .list(keys[0].shortfalls.map { .text($0.explanation) }),
                        more + .list(keys[0].shortfalls.map { step($0.remedy) }),
                    ]
                },
            ])
    }

    /// Keys of one kind that lack the same, together, in the order of the first of each.
    private static func groups(of keys: [Posture.Key]) -> [[Posture.Key]] {
        struct Lack: Hashable {
            let kind: KeyIdentifier.Kind
            let shortfalls: [Shortfall.Kind]
        }
        return Dictionary(grouping: keys) { Lack(kind: $0.id.kind, shortfalls: $0.shortfalls.map(\.kind)) }.values
            .sorted { $0[0].id < $1[0].id }
    }
}
