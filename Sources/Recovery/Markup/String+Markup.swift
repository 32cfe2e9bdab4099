extension String {
    /// The text as the contents of an element of XML or HTML.
    var xmlText: String {
        escaped { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            // "]]>" may stand nowhere else.
            case ">": "&gt;"
            // A parser would take it for a line feed.
            case "\r": "&#13;"
            default: nil
            }
        }
    }

    /// The text as the value of an attribute, between quotation marks of either kind.
    var xmlAttribute: String {
        escaped { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            // A parser would take them for blanks.
            case "\t", "\n", "\r": "&#\(scalar.value);"
            default: nil
            }
        }
    }

    /// The text on one line: what would break it, steer a terminal, or turn the direction of writing stands as U+FFFD.
    package var onOneLine: String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator, .control: result.append(scalar == "\n" ? " " : "\u{FFFD}")
            case .format where scalar.properties.isBidiControl: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Scalar by scalar: a quotation mark and an accent behind it are one character, and a quotation mark all the same.
    func escaped(_ escape: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if !scalar.isXML {
                result.append("\u{FFFD}")
            } else if let replacement = escape(scalar) {
                result.append(contentsOf: replacement.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether XML 1.0 (section 2.2, Char) can hold it.
    fileprivate var isXML: Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
