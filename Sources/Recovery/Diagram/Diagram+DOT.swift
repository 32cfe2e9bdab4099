extension Diagram {
    /// The picture in the language of Graphviz: `dot -Tsvg`.
    public var dot: String {
        var lines = [
            "digraph \"key hierarchy\" {", "rankdir=LR; compound=true; fontname=\"Helvetica\";",
            "label=\"\(title.dotText)\\l\(subtitle.dotText)\\l\"; labelloc=t; labeljust=l; fontsize=18;",
            "node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\", fontsize=12];",
            "edge [color=\"\(SVGCanvas.Colour.accent.rawValue)\"];",
        ]
        let graph = graph
        for node in graph.nodes where node.cluster == nil { lines.append(statement(node)) }
        for (number, title) in graph.clusters.enumerated() {
            lines.append(
                "subgraph \"cluster\(number)\" { label=\"\(title.dotText)\"; style=rounded; color=\"#cdd5e0\"; fontsize=14;"
            )
            lines += graph.nodes.filter { $0.cluster == number }.map(statement)
            lines.append("}")
        }
        lines += graph.edges.map { edge in
            "n\(edge.from) -> n\(edge.to)\(edge.isBackup ? " [style=dashed, color=\"#516074\"]" : "");"
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    private func statement(_ node: DiagramGraph.Node) -> String {
        let label = node.lines.map { $0.dotText + "\\l" }.joined()
        return "n\(node.id) [label=\"\(label)\", color=\"\(node.mark.border.rawValue)\", "
            + "fillcolor=\"\(node.mark.surface.rawValue)\"];"
    }
}

extension String {
    /// The text between quotation marks of the DOT language, where a backslash begins an escape and an ampersand an entity of
    /// HTML.
    fileprivate var dotText: String {
        escaped { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "&": "&amp;"
            default: nil
            }
        }
    }
}
