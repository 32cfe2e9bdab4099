extension String {
    /// The text for a terminal, with U+FFFD for what would steer it or turn the direction of writing: names, labels and paths are
    /// what whoever can write the store, or a file, makes them. Line breaks stay, and the colours of ``Style``.
    var printable: String {
        // Nearly always there is nothing of the sort.
        guard unicodeScalars.contains(where: { !$0.isPrintable }) else { return self }
        var result = UnicodeScalarView()
        var rest = Substring(self).unicodeScalars
        while let scalar = rest.first {
            if scalar == "\u{1B}", let end = rest.endOfColour {
                result.append(contentsOf: rest[..<end])
                rest = rest[end...]
            } else {
                result.append(scalar.isPrintable ? scalar : "\u{FFFD}")
                rest.removeFirst()
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control: self == "\n"
        case .lineSeparator, .paragraphSeparator: false
        case .format: !properties.isBidiControl
        default: true
        }
    }
}

extension Substring.UnicodeScalarView {
    /// Where the colour ends that begins here: `ESC [`, a number that ``Style`` uses, `m`. Others conceal text.
    fileprivate var endOfColour: Index? {
        var rest = dropFirst()
        guard rest.popFirst() == "[" else { return nil }
        let number = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(number.count)
        return Style.codes.contains(String(number)) && rest.popFirst() == "m" ? rest.startIndex : nil
    }
}
