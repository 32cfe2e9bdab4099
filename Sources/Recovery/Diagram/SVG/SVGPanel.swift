/// The box of a database, or of databases of one shape.
struct SVGPanel {
    let group: DatabaseGroup
    let top: Int
    private(set) var canvas: SVGCanvas
    /// Where the box ends.
    private(set) var bottom = 0
    /// At which height the service master key leads into the master key; `nil` where it does not.
    private(set) var serviceMasterKeyY: Int?

    let masterKeyX = SVGDrawing.panelX + 16
    private let masterKeyWidth = 312
    private var branchesX: Int { masterKeyX + masterKeyWidth + 28 }
    private let contentOffset = 46

    init(group: DatabaseGroup, top: Int, canvas: SVGCanvas) {
        self.group = group
        self.top = top
        self.canvas = canvas
    }

    mutating func draw() {
        let panelWidth = SVGDrawing.width - SVGDrawing.margin - SVGDrawing.panelX
        // The box lies under what is in it, and is as high as that: so it is drawn last, and put first.
        var content = SVGPanel(group: group, top: top, canvas: SVGCanvas())
        content.drawContent()
        bottom = content.bottom
        serviceMasterKeyY = content.serviceMasterKeyY
        canvas.rectangle(
            SVGDrawing.panelX, top, panelWidth, bottom - top, radius: 10, fill: .surface, stroke: .border)
        canvas.append(content.canvas)
    }

    private mutating func drawContent() {
        let count = group.names.count
        var x = masterKeyX
        if count > 1 {
            let text = "\(count) databases"
            let width = Int(TextMetrics.width(of: text, size: 12, isBold: true)) + 20
            canvas.rectangle(x, top + 12, width, 22, radius: 11, fill: .accentSurface)
            canvas.text(text, x + 10, top + 27, width: width - 12, size: 12, colour: .accent, isBold: true)
            x += width + 10
        }
        let badge = group.isEncrypted ? 180 : 0
        canvas.text(
            group.title, x, top + 28, width: SVGDrawing.width - SVGDrawing.margin - 24 - x - badge, size: 15,
            isBold: true)
        if group.isEncrypted {
            canvas.text(
                count > 1 ? "the databases are encrypted" : "the database is encrypted",
                SVGDrawing.width - SVGDrawing.margin - 16, top + 28, width: 190, size: 12, colour: .accent, anchor: .end
            )
        }
        var end = drawMasterKey()
        if let key = group.masterKey {
            end = max(end, drawBackups(of: key))
        }
        bottom = max(end, drawBranches()) + 16
    }

    private mutating func drawMasterKey() -> Int {
        let y = top + contentOffset
        guard let key = group.masterKey else {
            canvas.rectangle(masterKeyX, y, masterKeyWidth, 40, fill: .surface, stroke: .border)
            canvas.text("no master key", masterKeyX + 14, y + 25, width: masterKeyWidth - 28, colour: .muted)
            return y + 40
        }
        let height =
            40 + key.remarks.count * 18 + key.ways.count * 36
            + (key.furtherWays > 0 ? 18 : 0)
        canvas.rectangle(masterKeyX, y, masterKeyWidth, height, fill: .accentSurface, stroke: .accent)
        canvas.text(
            key.title.uppercased(), masterKeyX + 14, y + 23, width: masterKeyWidth - 60, size: 12.5, colour: .accent,
            isBold: true)
        canvas.sign(key.mark, masterKeyX + masterKeyWidth - 28, y + 12)
        var line = y + 34
        for remark in key.remarks {
            canvas.text(
                "lacks: \(remark)", masterKeyX + 14, line + 8, width: masterKeyWidth - 28, size: 12,
                colour: key.mark.colour)
            line += 18
        }
        for way in key.ways {
            canvas.sign(way.mark, masterKeyX + 14, line + 2)
            canvas.text(way.text, masterKeyX + 36, line + 13, width: masterKeyWidth - 46, size: 12.5)
            canvas.text(
                way.note, masterKeyX + 36, line + 28, width: masterKeyWidth - 46, size: 11.5,
                colour: way.mark >= .lacking ? way.mark.colour : .muted)
            line += 36
        }
        if key.furtherWays > 0 {
            canvas.text("and \(key.furtherWays) more", masterKeyX + 36, line + 10, width: 200, size: 12, colour: .muted)
        }
        if key.isUnderServiceMasterKey { serviceMasterKeyY = y + 20 }
        return y + height
    }

    private mutating func drawBackups(of key: DiagramKey) -> Int {
        let y = top + contentOffset
        canvas.path(
            "M\(masterKeyX + masterKeyWidth) \(y + 12)H\(SVGDrawing.backupsX - 4)", stroke: .muted, isDashed: true,
            hasArrow: true)
        return canvas.drawBackups(of: key, top: y)
    }

    private mutating func drawBranches() -> Int {
        guard !group.branches.isEmpty else { return 0 }
        let hasMasterKey = group.masterKey != nil
        var y = top + contentOffset + (hasMasterKey ? 28 : 0)
        var lastTick: Int?
        let stemX = branchesX - 14
        var ends: [Int] = []
        for branch in group.branches {
            let x = branchesX + min(branch.depth, 3) * 18
            let width = SVGDrawing.backupsX - 20 - x
            canvas.rectangle(x, y, width, 44, radius: 6, fill: branch.mark.surface, stroke: branch.mark.border)
            canvas.sign(branch.mark, x + 10, y + 8)
            canvas.text(branch.title, x + 30, y + 19, width: width - 38, size: 12.5)
            canvas.text(
                branch.note, x + 30, y + 35, width: width - 38, size: 11.5,
                colour: branch.mark >= .lacking ? branch.mark.colour : .muted)
            if branch.isUnderMasterKey, hasMasterKey {
                canvas.path("M\(stemX) \(y + 22)H\(x)")
                lastTick = y + 22
            }
            if let parent = branch.parent, x > branchesX {
                canvas.path("M\(x - 9) \(ends[parent])V\(y + 22)H\(x)", stroke: .muted)
            }
            ends.append(y + 44)
            y += 52
        }
        if group.furtherBranches > 0 {
            canvas.text(
                "and \(group.furtherBranches) more sorts of keys", branchesX, y + 12, width: 300, size: 12,
                colour: .muted)
            y += 26
        }
        if let lastTick {
            let start = top + contentOffset + 34
            canvas.path("M\(masterKeyX + masterKeyWidth) \(start)H\(stemX)V\(lastTick)")
        }
        return y - 8
    }
}
