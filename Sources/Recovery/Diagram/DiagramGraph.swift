/// A diagram as nodes and edges, for programs that lay it out themselves. Marks are in words.
struct DiagramGraph {
    struct Node {
        let id: Int
        /// The box of a database that it is in, by its index.
        let cluster: Int?
        let lines: [String]
        let mark: Mark
    }

    struct Edge {
        let from: Int
        let to: Int
        let isBackup: Bool
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private(set) var clusters: [String] = []

    init(_ diagram: Diagram) {
        let roots = diagram.rootProtectors.map { addNode([$0.text, $0.note], $0.mark) }
        var root: Int?
        if let key = diagram.serviceMasterKey {
            // Its ways in are nodes of their own.
            let node = addNode(["service master key"] + Self.state(key), key.mark)
            edges += roots.map { Edge(from: $0, to: node, isBackup: false) }
            addBackups(of: key, node: node, cluster: nil)
            root = node
        }
        for group in diagram.groups { add(group, root: root) }
        if diagram.furtherDatabases > 0 {
            addNode(["and \(Diagram.count(diagram.furtherDatabases, "database")) of other shapes"], .neutral)
        }
        let more = diagram.furtherWeakSpots > 0 ? ["and \(diagram.furtherWeakSpots) more"] : []
        if !diagram.weakSpots.isEmpty { addNode(["single points of failure"] + diagram.weakSpots + more, .weak) }
    }

    private mutating func add(_ group: DatabaseGroup, root: Int?) {
        let cluster = clusters.count
        let count = group.names.count > 1 ? "\(group.names.count) databases: " : ""
        clusters.append(count + group.title + (group.isEncrypted ? " (encrypted)" : ""))
        var masterKey: Int?
        if let key = group.masterKey {
            let more = key.furtherWays > 0 ? ["and \(key.furtherWays) more"] : []
            let ways = key.ways.map { "by \($0.text): \($0.note)" } + more
            let node = addNode([key.title] + Self.state(key) + ways, key.mark, cluster)
            if key.isUnderServiceMasterKey, let root { edges.append(Edge(from: root, to: node, isBackup: false)) }
            addBackups(of: key, node: node, cluster: cluster)
            masterKey = node
        } else if group.branches.isEmpty {
            addNode(["no master key"], .neutral, cluster)
        }
        var branches: [Int] = []
        for branch in group.branches {
            let node = addNode([branch.title, branch.note], branch.mark, cluster)
            if let parent = branch.parent { edges.append(Edge(from: branches[parent], to: node, isBackup: false)) }
            branches.append(node)
            if branch.isUnderMasterKey, let masterKey {
                edges.append(Edge(from: masterKey, to: node, isBackup: false))
            }
        }
        if group.furtherBranches > 0 { addNode(["and \(group.furtherBranches) more sorts of keys"], .neutral, cluster) }
    }

    private mutating func addBackups(of key: DiagramKey, node: Int, cluster: Int?) {
        for backup in key.backups {
            let target = addNode(["backup", backup.place, backup.note], backup.mark, cluster)
            edges.append(Edge(from: node, to: target, isBackup: true))
        }
        if key.furtherBackups > 0 {
            let target = addNode(["and \(Diagram.count(key.furtherBackups, "more backup"))"], .neutral, cluster)
            edges.append(Edge(from: node, to: target, isBackup: true))
        }
    }

    private static func state(_ key: DiagramKey) -> [String] {
        key.remarks.isEmpty ? [key.mark.word] : key.remarks.map { "lacks: \($0)" }
    }

    @discardableResult
    private mutating func addNode(_ lines: [String], _ mark: Mark, _ cluster: Int? = nil) -> Int {
        nodes.append(Node(id: nodes.count, cluster: cluster, lines: lines, mark: mark))
        return nodes.count - 1
    }
}

extension Diagram {
    /// The diagram as nodes and edges.
    var graph: DiagramGraph {
        DiagramGraph(self)
    }
}
