import TransactSQL

/// What scripts give, as JSON (RFC 8259).
enum JSONText {
    static func resultSet(_ results: ResultSet) -> String {
        let columns = results.columns.map { string($0.name) }.joined(separator: ", ")
        let rows = results.rows.map { "[" + $0.map(value).joined(separator: ", ") + "]" }
        return "{\"columns\": [\(columns)], \"rows\": [\(rows.joined(separator: ", "))]}"
    }

    static func message(_ message: ServerMessage) -> String {
        let procedure = message.procedure.map { ", \"procedure\": \(string($0))" } ?? ""
        return "{\"number\": \(message.number), \"severity\": \(message.severity), \"state\": \(message.state), "
            + "\"line\": \(message.line), \"fileLine\": \(message.fileLine)\(procedure), "
            + "\"text\": \(string(message.text))}"
    }

    static func diagnostic(_ diagnostic: UnmodelledDiagnostic) -> String {
        let reason = diagnostic.reason.map { ", \"reason\": \(string($0))" } ?? ""
        return "{\"name\": \(string(diagnostic.name)), \"line\": \(diagnostic.line), "
            + "\"fileLine\": \(diagnostic.fileLine)\(reason)}"
    }

    static func value(_ value: SQLValue) -> String {
        switch value {
        case .null: "null"
        case .bit(let bit): bit ? "true" : "false"
        case .int(let number): String(number)
        // JSON has no word for these.
        case .float(let number) where !number.isFinite: string(value.description)
        case .float, .decimal: value.description
        case .dateTime: string(value.description.replacing(" ", with: "T"))
        case .text, .binary, .uniqueIdentifier, .date: string(value.description)
        }
    }

    /// A text in quotes; what commands a terminal is escaped too, although JSON would allow some of it.
    static func string(_ text: String) -> String {
        var escaped = "\"".unicodeScalars
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped.append(contentsOf: "\\\(scalar)".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\r": escaped.append(contentsOf: "\\r".unicodeScalars)
            case "\t": escaped.append(contentsOf: "\\t".unicodeScalars)
            case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                escaped.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped) + "\""
    }
}
