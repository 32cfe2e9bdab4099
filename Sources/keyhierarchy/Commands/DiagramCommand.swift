import ArgumentParser
import KeyHierarchy
import Recovery

/// `keyhierarchy diagram`
struct DiagramCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagram",
        abstract: "Draw the keys, what opens each, their backups, and what is weak or lacking. Nothing is changed.",
        discussion: """
            Databases of the same shape are drawn as one. There is no secret in the picture, but all names: keep it as you
            would keep those.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case svg, mermaid, dot
    }

    @Option(help: "The form of the picture.") var format = Format.svg
    @Option(help: ArgumentHelp("How old the verification of a backup may be, such as 90d or 2w.", valueName: "age"))
    var maxAge = Age(Posture.defaultMaximumAge)
    @OptionGroup var file: ResultFileOptions
    @OptionGroup var instance: StoreOptions

    func run() async throws {
        let inventory = try await instance.startReadOnly().session().inventory()
        let diagram = Diagram(
            of: RecoveryAnalysis(inventory), posture: Posture(of: inventory, maximumAge: maxAge.duration))
        switch format {
        case .svg: try file.write(diagram.svg)
        case .mermaid: try file.write(diagram.mermaid)
        case .dot: try file.write(diagram.dot)
        }
    }
}
