import ArgumentParser
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
    @OptionGroup var file: ResultFileOptions
    @OptionGroup var examined: ExaminedInstance

    func run() async throws {
        let (analysis, posture) = try await examined.examine()
        let diagram = Diagram(of: analysis, posture: posture)
        switch format {
        case .svg: try file.write(diagram.svg)
        case .mermaid: try file.write(diagram.mermaid)
        case .dot: try file.write(diagram.dot)
        }
    }
}
