extension Diagram {
    /// The picture as a flowchart of Mermaid, which repositories and wikis draw.
    public var mermaid: String {
        var lines = ["flowchart LR"]
        let graph = graph
        for node in graph.nodes where node.cluster == nil { lines.append(statement(node)) }
        for (number, title) in graph.clusters.enumerated() {
            lines.append("subgraph g\(number)[\"\(title.mermaidText)\"]")
            lines += graph.nodes.filter { $0.cluster == number }.map(statement)
            lines.append("end")
        }
        lines += graph.edges.map { "n\($0.from) \($0.isBackup ? "-.->" : "-->") n\($0.to)" }
        for mark in [Mark.inOrder, .lacking, .weak] {
            lines.append(
                "classDef \(mark.className) fill:\(mark.surface.rawValue),stroke:\(mark.colour.rawValue),"
                    + "color:\(SVGCanvas.Colour.ink.rawValue)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func statement(_ node: DiagramGraph.Node) -> String {
        let label = node.lines.map(\.mermaidText).joined(separator: "<br/>")
        let style = node.mark == .neutral ? "" : ":::\(node.mark.className)"
        return "n\(node.id)[\"\(label)\"]\(style)"
    }
}

extension Mark {
    fileprivate var className: String {
        switch self {
        case .neutral: "neutral"
        case .inOrder: "inOrder"
        case .lacking: "lacking"
        case .weak: "weak"
        }
    }
}

extension String {
    /// The text in quotation marks of Mermaid, in which `#` begins the number of a character. Labels are read as Markdown and
    /// as HTML too, so that everything but letters, digits and harmless signs is written as its number.
    fileprivate var mermaidText: String {
        escaped { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ".", "-", "/", ":", "(", ")": nil
            default: scalar.isASCII ? "#\(scalar.value);" : nil
            }
        }
    }
}
