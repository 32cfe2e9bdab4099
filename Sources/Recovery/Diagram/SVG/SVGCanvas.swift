/// The elements of a drawing, which it writes with attributes alone: no style sheet, no script, no font of its own. So it
/// stands in a page, or in a file, as it is.
struct SVGCanvas {
    enum Colour: String {
        case background = "#f5f7fa"
        case surface = "#ffffff"
        case border = "#cdd5e0"
        case ink = "#17202c"
        case muted = "#516074"
        case accent = "#3d4da3"
        case accentSurface = "#eef0fb"
        case inOrder = "#19713f"
        case lacking = "#935000"
        case lackingSurface = "#fff6e3"
        case weak = "#b3261e"
        case weakSurface = "#fdeceb"
        case neutral = "#76828f"
    }

    /// Where a text begins or ends.
    enum Anchor: String {
        case start, middle, end
    }

    private(set) var elements: [String] = []

    /// Puts another drawing on top of this one.
    mutating func append(_ other: SVGCanvas) {
        elements += other.elements
    }

    mutating func rectangle(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int,
        radius: Int = 8,
        fill: Colour,
        stroke: Colour? = nil,
        strokeWidth: Double = 1
    ) {
        let border = stroke.map { " stroke=\"\($0.rawValue)\" stroke-width=\"\(strokeWidth)\"" } ?? ""
        elements.append(
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"\(radius)\" "
                + "fill=\"\(fill.rawValue)\"\(border)/>")
    }

    /// Draws text that ends at the given width at the latest: what does not fit is cut, and then stands whole in a tooltip.
    mutating func text(
        _ text: String, _ x: Int, _ y: Int,
        width: Int,
        size: Double = 13,
        colour: Colour = .ink,
        isBold: Bool = false,
        anchor: Anchor = .start,
        keepsEnd: Bool = false
    ) {
        let fitted =
            keepsEnd
            ? TextMetrics.fittedAtEnd(text, to: Double(width), size: size)
            : TextMetrics.fitted(text, to: Double(width), size: size, isBold: isBold)
        var attributes = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(colour.rawValue)\""
        if isBold { attributes += " font-weight=\"bold\"" }
        if anchor != .start { attributes += " text-anchor=\"\(anchor.rawValue)\"" }
        let length = min(TextMetrics.width(of: fitted, size: size, isBold: isBold), Double(width))
        // Other fonts are up to a fifth wider. In other scripts they differ by more than that.
        if length > 0.8 * Double(width) || length > 0.4 * Double(width) && !TextMetrics.isFamiliar(fitted) {
            attributes += " textLength=\"\(Int(length))\" lengthAdjust=\"spacingAndGlyphs\""
        }
        let tooltip = fitted == text ? "" : "<title>\(text.xmlText)</title>"
        elements.append("<text \(attributes)>\(tooltip)\(fitted.xmlText)</text>")
    }

    mutating func path(
        _ data: String,
        stroke: Colour = .accent,
        width: Double = 1.5,
        isDashed: Bool = false,
        hasArrow: Bool = false
    ) {
        elements.append(
            "<path d=\"\(data)\" fill=\"none\" stroke=\"\(stroke.rawValue)\" stroke-width=\"\(width)\""
                + (isDashed ? " stroke-dasharray=\"5 4\"" : "") + "/>")
        if hasArrow { arrowHead(at: data, stroke) }
    }

    /// An arrow's head at the end of a path whose last piece is `H` (to the right) or `V` (down). Markers would need names,
    /// which two drawings in one page would share.
    private mutating func arrowHead(at data: String, _ colour: Colour) {
        let numbers = data.split { !$0.isNumber }.compactMap { Int($0) }
        guard let last = numbers.last, let direction = data.last(where: { $0 == "H" || $0 == "V" || $0 == "M" }) else {
            return
        }
        let vertices =
            if direction == "H", let y = numbers.dropLast().last {
                "\(last),\(y) \(last - 8),\(y - 4) \(last - 8),\(y + 4)"
            } else {
                "\(numbers[0]),\(last) \(numbers[0] - 4),\(last - 8) \(numbers[0] + 4),\(last - 8)"
            }
        elements.append("<polygon points=\"\(vertices)\" fill=\"\(colour.rawValue)\"/>")
    }

    /// Draws the sign of a mark in a square of 14: a form for each, so that colour says nothing alone.
    mutating func sign(_ mark: Mark, _ x: Int, _ y: Int) {
        let colour = mark.colour.rawValue
        let line = "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"2\" stroke-linecap=\"round\""
        let form =
            switch mark {
            case .neutral: "<circle cx=\"7\" cy=\"7\" r=\"5\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"1.5\"/>"
            case .inOrder:
                "<circle cx=\"7\" cy=\"7\" r=\"7\" fill=\"\(colour)\"/><path d=\"M4 7.2l2.2 2.3L10.2 5\" \(line)/>"
            case .lacking:
                "<path d=\"M7 0.5L14 13.5H0z\" fill=\"\(colour)\"/><path d=\"M7 5.2v3.6M7 11.3v.1\" \(line)/>"
            case .weak:
                "<path d=\"M4.1 0h5.8L14 4.1v5.8L9.9 14H4.1L0 9.9V4.1z\" fill=\"\(colour)\"/>"
                    + "<path d=\"M4.5 4.5l5 5M9.5 4.5l-5 5\" \(line)/>"
            }
        elements.append("<g transform=\"translate(\(x) \(y))\">\(form)</g>")
    }
}

extension Mark {
    /// The colour of the sign, and of what stands beside it.
    var colour: SVGCanvas.Colour {
        switch self {
        case .neutral: .neutral
        case .inOrder: .inOrder
        case .lacking: .lacking
        case .weak: .weak
        }
    }

    /// The ground of a box.
    var surface: SVGCanvas.Colour {
        switch self {
        case .neutral, .inOrder: .surface
        case .lacking: .lackingSurface
        case .weak: .weakSurface
        }
    }

    /// The border of a box.
    var border: SVGCanvas.Colour {
        switch self {
        case .neutral, .inOrder: .border
        case .lacking: .lacking
        case .weak: .weak
        }
    }
}
