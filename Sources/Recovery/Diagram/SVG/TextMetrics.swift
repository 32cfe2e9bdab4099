/// How wide text is drawn, without knowing the font: as wide as in Helvetica, and in those that have its measures, such as
/// Arial and Liberation Sans. What comes near the end of its box is set to that width in whatever font there is.
enum TextMetrics {
    /// The width of a text.
    ///
    /// - Parameter size: The size of the font, in the same unit.
    static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * size * (isBold ? 1.08 : 1)
    }

    /// The text, or so much of its beginning as fits, and an ellipsis.
    static func fitted(_ text: String, to width: Double, size: Double, isBold: Bool = false) -> String {
        guard self.width(of: text, size: size, isBold: isBold) > width else { return text }
        var result = ""
        var used = self.width(of: "…", size: size, isBold: isBold)
        for character in text {
            used += self.width(of: String(character), size: size, isBold: isBold)
            guard used <= width else { break }
            result.append(character)
        }
        return result + "…"
    }

    /// The text, or an ellipsis and so much of its end as fits: what tells the paths of files from each other is there.
    static func fittedAtEnd(_ text: String, to width: Double, size: Double) -> String {
        guard self.width(of: text, size: size) > width else { return text }
        return String(fitted(String(text.reversed()), to: width, size: size).reversed())
    }

    /// Whether the widths of all characters are known well: those of ASCII and some signs.
    static func isFamiliar(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { 0x20..<0x7F ~= $0.value || "…–—‘’“”·".unicodeScalars.contains($0) }
    }

    /// The widths of space to tilde in Helvetica, as its metrics (AFM) have them, in thousandths of the size of the font.
    private static let widths: [Double] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ]

    /// The width of a character in relation to the size of the font.
    private static func width(of scalar: Unicode.Scalar) -> Double {
        let index = Int(scalar.value) - 0x20
        if widths.indices.contains(index) { return widths[index] / 1000 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case ..<0x250: return 0.75
        case 0x1F000...0x1FFFF: return 1.4
        default: return 1.1
        }
    }
}
