extension SVGCanvas {
    /// Draws the backups of a key at the side.
    ///
    /// - Parameter bottom: Where the box ends at the earliest: below the arrow that leads to it.
    /// - Returns: Where the box ends.
    mutating func drawBackups(of key: DiagramKey, top: Int, reaching bottom: Int = 0) -> Int {
        let lines = max(1, key.backups.count)
        let needed = 34 + lines * 38 + (key.furtherBackups > 0 ? SVGDrawing.lineHeight : 0)
        let height = max(needed, bottom - top)
        let isLacking = key.backups.isEmpty
        let mark: Mark = isLacking ? .lacking : .neutral
        rectangle(SVGDrawing.backupsX, top, SVGDrawing.backupsWidth, height, fill: mark.surface, stroke: mark.border)
        text("BACKUPS", SVGDrawing.backupsX + 14, top + 22, width: 200, size: 11, colour: .muted, isBold: true)
        var line = top + 32
        if isLacking {
            sign(.lacking, SVGDrawing.backupsX + 14, line + 4)
            text("none", SVGDrawing.backupsX + 36, line + 16, width: SVGDrawing.backupsWidth - 50, colour: .lacking)
        }
        for backup in key.backups {
            sign(backup.mark, SVGDrawing.backupsX + 14, line + 4)
            text(
                backup.place, SVGDrawing.backupsX + 36, line + 15, width: SVGDrawing.backupsWidth - 48, size: 12.5,
                keepsEnd: true)
            text(
                backup.note, SVGDrawing.backupsX + 36, line + 31, width: SVGDrawing.backupsWidth - 48, size: 11.5,
                colour: backup.mark >= .lacking ? backup.mark.colour : .muted)
            line += 38
        }
        if key.furtherBackups > 0 {
            text(
                "and \(key.furtherBackups) more", SVGDrawing.backupsX + 36, line + 12, width: 200, size: 12,
                colour: .muted)
        }
        return top + height
    }
}
