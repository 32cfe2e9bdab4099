/// Lays a diagram out: root protectors above the service master key, and from there a line down to the databases, one box each,
/// with what is under the master key to its right, and backups at the side.
struct SVGDrawing {
    let diagram: Diagram
    private var canvas = SVGCanvas()
    /// Where the next box begins.
    private var y = 0
    /// Where the line from the service master key down begins.
    private var trunkTop = 0

    private init(diagram: Diagram) {
        self.diagram = diagram
    }

    static let width = 1200
    static let margin = 32
    /// Where backups stand: at the side, below each other.
    static let backupsX = 840
    static let backupsWidth = width - margin - 16 - backupsX
    /// The line from the service master key down.
    static let trunkX = 52
    static let panelX = 84
    static let lineHeight = 18

    /// The drawing, an `svg` element.
    static func draw(_ diagram: Diagram) -> String {
        var drawing = SVGDrawing(diagram: diagram)
        drawing.drawHeader()
        drawing.drawRoots()
        drawing.drawDatabases()
        drawing.drawWeakSpots()
        return drawing.document
    }

    private var document: String {
        let height = y + Self.margin
        return """
            <svg xmlns="http://www.w3.org/2000/svg"
            viewBox="0 0 \(Self.width) \(height)" width="\(Self.width)" \
            height="\(height)" role="img" aria-labelledby="diagram-title diagram-description" \
            font-family="'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">
            <title id="diagram-title">\(diagram.title.xmlText)</title>
            <desc id="diagram-description">\(diagram.summary.xmlText)</desc>
            <rect width="\(Self.width)" height="\(height)" fill="\(SVGCanvas.Colour.background.rawValue)"/>
            \(canvas.elements.joined(separator: "\n"))
            </svg>

            """
    }

    // MARK: Top

    private mutating func drawHeader() {
        canvas.text(diagram.title, Self.margin, 46, width: 1136, size: 24, isBold: true)
        canvas.text(diagram.subtitle, Self.margin, 70, width: 1136, size: 13, colour: .muted)
        var x = Self.margin
        for mark in [Mark.inOrder, .lacking, .weak, .neutral] {
            canvas.sign(mark, x, 84)
            canvas.text(mark.word, x + 20, 96, width: 260, size: 12, colour: .muted)
            x += 38 + Int(TextMetrics.width(of: mark.word, size: 12))
        }
        y = 122
    }

    private mutating func drawRoots() {
        let left = Self.margin
        let width = Self.backupsX - 40 - left
        let roots = diagram.rootProtectors
        let top = y
        if !roots.isEmpty {
            let gap = 16
            let boxWidth = (width - gap * (roots.count - 1)) / roots.count
            for (index, root) in roots.enumerated() {
                let x = left + index * (boxWidth + gap)
                canvas.rectangle(x, top, boxWidth, 54, fill: root.mark.surface, stroke: root.mark.border)
                canvas.sign(root.mark, x + 14, top + 12)
                canvas.text(root.text, x + 36, top + 24, width: boxWidth - 48, isBold: true)
                canvas.text(root.note, x + 14, top + 43, width: boxWidth - 28, size: 12, colour: .muted)
                canvas.path("M\(x + boxWidth / 2) \(top + 54)V\(top + 82)", hasArrow: true)
            }
            y = top + 82
        }
        guard let key = diagram.serviceMasterKey else { return }
        let height = 44 + key.remarks.count * Self.lineHeight
        canvas.rectangle(left, y, width, height, fill: .accent)
        canvas.text(
            "SERVICE MASTER KEY", left + 18, y + 27, width: width - 200, size: 15, colour: .surface, isBold: true)
        // The signs stand on a light ground.
        canvas.rectangle(left + width - 30, y + 13, 18, 18, radius: 9, fill: .surface)
        canvas.sign(key.mark, left + width - 28, y + 15)
        for (index, remark) in key.remarks.enumerated() {
            canvas.text(
                "lacks: \(remark)", left + 18, y + 47 + index * Self.lineHeight, width: width - 60, size: 13,
                colour: .surface)
        }
        canvas.path(
            "M\(left + width) \(y + 22)H\(Self.backupsX - 4)", stroke: .muted, isDashed: true, hasArrow: true)
        let bottom = canvas.drawBackups(of: key, top: top, reaching: y + 40)
        trunkTop = y + height
        y = max(trunkTop, bottom)
        y += 26
    }

    // MARK: Databases

    private mutating func drawDatabases() {
        var lastBranch: Int?
        for group in diagram.groups {
            var panel = SVGPanel(group: group, top: y, canvas: canvas)
            panel.draw()
            canvas = panel.canvas
            if let branchY = panel.serviceMasterKeyY {
                canvas.path("M\(Self.trunkX) \(branchY)H\(panel.masterKeyX - 1)", hasArrow: true)
                lastBranch = branchY
            }
            y = panel.bottom + 16
        }
        if let lastBranch { canvas.path("M\(Self.trunkX) \(trunkTop)V\(lastBranch)") }
        if diagram.furtherDatabases > 0 {
            canvas.text(
                "And \(Diagram.count(diagram.furtherDatabases, "database")) of other shapes, which are not drawn.",
                Self.panelX, y + 14, width: 900, colour: .muted)
            y += 32
        }
    }

    private mutating func drawWeakSpots() {
        guard !diagram.weakSpots.isEmpty else { return }
        let count = diagram.weakSpots.count + (diagram.furtherWeakSpots > 0 ? 1 : 0)
        let height = 42 + count * 22
        canvas.rectangle(
            Self.margin, y, Self.width - 2 * Self.margin, height, fill: .surface, stroke: .weak)
        canvas.text(
            "SINGLE POINTS OF FAILURE", Self.margin + 16, y + 24, width: 600, size: 11, colour: .weak, isBold: true)
        for (index, text) in diagram.weakSpots.enumerated() {
            canvas.sign(.weak, Self.margin + 16, y + 37 + index * 22)
            canvas.text(text, Self.margin + 40, y + 49 + index * 22, width: 1080)
        }
        if diagram.furtherWeakSpots > 0 {
            canvas.text(
                "and \(diagram.furtherWeakSpots) more", Self.margin + 40, y + 49 + diagram.weakSpots.count * 22,
                width: 600,
                colour: .muted)
        }
        y += height
    }
}
