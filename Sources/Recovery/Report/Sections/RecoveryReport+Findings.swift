extension RecoveryReport {
    var pictureSection: ReportSection {
        ReportSection(
            id: "picture", title: "The hierarchy",
            content: [.element("figure", [.drawing(diagram)])])
    }

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
                table(["Losing", "costs", "What mends it"], of: single.count, class: "findings") { index in
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
        return ReportSection(
            id: "posture", title: "What keys lack",
            content: [
                .paragraph(rule),
                table(["Key", "lacks", "What mends it"], of: failing.count, class: "findings") { index in
                    let key = failing[index]
                    return [
                        badge(.lacking, key.title), .list(key.shortfalls.map { .text($0.explanation) }),
                        .list(key.shortfalls.map { step($0.remedy) }),
                    ]
                },
            ])
    }
}
