import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A page to print, and to keep where the machine is not: the picture of an instance, what is weak, what is lacking, and the
/// steps to do when something is lost, with the commands and statements for this very instance.
///
/// There is no secret in it, as there is none in an ``Inventory``: neither keys nor passwords, but where they are kept. So keep
/// it as you would keep that. It is computed from what the instance knows; a ``Rehearsal`` is what proves it.
public struct RecoveryReport: Sendable {
    let analysis: RecoveryAnalysis
    let posture: Posture
    let single: [Weakness]
    let pairs: [Weakness]
    let diagram: Diagram

    /// Writes the report of an instance.
    ///
    /// - Parameters:
    ///   - analysis: The instance, and what depends on what.
    ///   - posture: What its keys lack, of the same inventory.
    public init(of analysis: RecoveryAnalysis, posture: Posture) {
        self.analysis = analysis
        self.posture = posture
        let weaknesses = analysis.weaknesses()
        single = weaknesses.filter { $0.assets.count == 1 }
        pairs = weaknesses.filter { $0.assets.count == 2 }
        diagram = Diagram(analysis, posture, weaknesses)
    }

    var inventory: Inventory { analysis.inventory }

    /// The report as one page of HTML. It has no script, fetches nothing, and prints on paper.
    ///
    /// Where an instance has very many keys, the first of each list are in it, and how many more there are.
    public var html: String {
        let title = "Disaster recovery of \(inventory.server.onOneLine)"
        let sections = [
            pictureSection, weaknessSection, pairSection, postureSection, checklistSection, backupSection,
            outdatedBackupSection, inventorySection,
        ].compactMap { $0 }
        let contents = HTML.element(
            "nav", [("aria-label", "Contents")],
            [
                .list(
                    sections.map { section in
                        .element("a", [("href", "#\(section.id)")], [.text(section.title)])
                    }, isOrdered: true)
            ])
        let page = HTML.element(
            "main",
            [
                .element("header", [.element("h1", [.text(title)]), .paragraph(subtitle, class: "muted"), summary]),
                contents,
            ] + sections.map(\.html) + [signatures])
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <title>\(title.xmlText)</title>
            <style>
            \(Self.styleSheet)
            </style>
            </head>
            <body>
            \(page.source)
            </body>
            </html>

            """
    }

    private var subtitle: String {
        "As of \(date(inventory.time)), computed from what the instance knows of its keys, protectors and backups. It holds no "
            + "password and no key, and says where they are kept: keep it where the machine is not, and not with the "
            + "passwords. Whether the backups open, keyhierarchy rehearse proves."
    }

    /// A date and a time, in UTC.
    func date(_ date: Date) -> String {
        date.formatted(.iso8601).prefix(16).replacing("T", with: " ") + " UTC"
    }

    private var summary: HTML {
        let failing = posture.keys.count { !$0.shortfalls.isEmpty }
        let closed = analysis.unreachableKeys.count
        let tiles: [(String, String, Mark)] = [
            (
                "\(posture.keys.count - failing) of \(posture.keys.count)", "keys in order",
                failing == 0 ? .inOrder : .lacking
            ),
            ("\(single.count)", "single points of failure", single.isEmpty ? .inOrder : .weak),
            ("\(pairs.count)", "pairs whose loss costs keys or data", pairs.isEmpty ? .inOrder : .lacking),
            ("\(closed)", "keys that nothing opens", closed == 0 ? .inOrder : .weak),
        ]
        return .element(
            "dl", [("class", "tiles")],
            tiles.map { value, name, mark in
                .element(
                    "div", [("class", "tile \(mark)")],
                    [.element("dt", [.text(name)]), .element("dd", [.text(value)])])
            })
    }

    private var signatures: HTML {
        .element(
            "footer",
            [
                .element("h2", [.text("Rehearsed")]),
                .table(
                    ["Date", "By", "What", "Result"],
                    (0..<4).map { _ in (0..<4).map { _ in HTML.text("\u{A0}") } }, class: "signatures"),
            ])
    }
}
