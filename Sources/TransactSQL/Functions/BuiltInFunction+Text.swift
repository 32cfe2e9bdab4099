extension BuiltInFunction {
    /// Functions of text.
    static let text: [String: BuiltInFunction] = [
        "len": BuiltInFunction(1...1, .int) { call in
            // A binary value counts as if each byte were a character.
            if case .binary(let bytes) = call[0] {
                return .int(Int64(bytes.count - bytes.reversed().prefix { $0 == UInt8(ascii: " ") }.count))
            }
            guard let text = try call.text(0) else { return .null }
            return .int(Int64(String(SQLText.trimmingEnd(text)).utf16.count))
        },
        "datalength": BuiltInFunction(1...1, .int) { call in
            guard let type = call.type(0) else { return .null }
            switch call[0] {
            case .null: return .null
            case .text(let text): return .int(Int64(SQLText.bytes(of: text, isUnicode: type.isUnicode).count))
            case .binary(let bytes): return .int(Int64(bytes.count))
            case .uniqueIdentifier: return .int(16)
            case .int, .bit: return .int(Int64(type.integerWidth))
            case .decimal where type.name == .decimal: return .int(Int64(type.decimalWidth))
            default: return .int(8)
            }
        },
        "upper": mapping { $0.uppercased() },
        "lower": mapping { $0.lowercased() },
        "ltrim": mapping { String($0.drop { $0 == " " }) },
        "rtrim": mapping { String(SQLText.trimmingEnd($0)) },
        "trim": mapping { $0.trimmed },
        "reverse": mapping { String(String.UnicodeScalarView($0.unicodeScalars.reversed())) },
        "quotename": BuiltInFunction(1...2, .nvarchar(258)) { call in
            guard let name = try call.text(0), name.utf16.count <= 128 else { return .null }
            let mark = call.arguments.count > 1 ? try call.text(1) : "["
            switch mark {
            case "[", "]": return .text("[" + name.doubling("]") + "]")
            case "'": return .text("'" + name.doubling("'") + "'")
            case "\"": return .text("\"" + name.doubling("\"") + "\"")
            default: return .null
            }
        },
        "parsename": BuiltInFunction(2...2, .nvarchar(128)) { call in
            guard let name = try call.text(0), let part = try call.int(1), (1...4).contains(part) else { return .null }
            // The parts of an object's name, counted from its end. Here, as in most scripts, they have no brackets.
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 4, part <= parts.count, let found = parts.dropLast(part - 1).last, !found.isEmpty
            else {
                return .null
            }
            return .text(String(found))
        },
        "left": BuiltInFunction(2...2, first) { call in
            guard let text = try call.text(0), let count = try call.int(1), count >= 0 else { return .null }
            return .text(SQLText.prefix(text, count))
        },
        "right": BuiltInFunction(2...2, first) { call in
            guard let text = try call.text(0), let count = try call.int(1), count >= 0 else { return .null }
            let length = text.utf16.count
            return .text(SQLText.part(of: text, from: max(0, length - count), to: length))
        },
        "substring": BuiltInFunction(3...3, first) { call in
            guard let start = try call.int(1), let length = try call.int(2), length >= 0 else { return .null }
            // Positions before the first count, and have nothing.
            let end = start.addingReportingOverflow(length).partialValue
            let range = (lower: max(start, 1) - 1, upper: max(end, 1) - 1)
            if case .binary(let bytes) = call[0] {
                return .binary(Array(bytes.prefix(range.upper).dropFirst(range.lower)))
            }
            guard let text = try call.text(0) else { return .null }
            return .text(SQLText.part(of: text, from: range.lower, to: range.upper))
        },
        "replace": BuiltInFunction(3...3, longest) { call in
            guard let text = try call.text(0), let old = try call.text(1), let new = try call.text(2) else {
                return .null
            }
            return .text(try text.replacing(old, by: new))
        },
        "charindex": BuiltInFunction(2...3, .int) { call in
            guard let wanted = try call.text(0), let text = try call.text(1) else { return .null }
            let start = max(1, try call.int(2) ?? 1) - 1
            let found = try TextSearch(for: wanted).first(in: SQLText.foldedUnits(text), from: start)
            return .int(Int64(found.map { $0 + 1 } ?? 0))
        },
        "stuff": BuiltInFunction(4...4, longest) { call in
            guard let text = try call.text(0), let start = try call.int(1), let length = try call.int(2),
                (1...max(1, text.utf16.count)).contains(start), length >= 0
            else { return .null }
            let count = text.utf16.count
            let end = start - 1 + min(length, count)
            let (head, tail) = (
                SQLText.part(of: text, from: 0, to: start - 1), SQLText.part(of: text, from: end, to: count)
            )
            return .text(head + (try call.text(3) ?? "") + tail)
        },
        "replicate": BuiltInFunction(2...2, { longest([$0.first ?? nil]) }) { call in
            guard let text = try call.text(0), let count = try call.int(1), count >= 0 else { return .null }
            guard !text.isEmpty else { return .text("") }
            guard let most = call.type(0)?.mostCharacters else {
                // A value of max may be long, and is refused before it is made when it is too long.
                guard count <= SQLValue.mostBytes / text.utf8.count else { throw StatementFailure.outOfMemory }
                return .text(String(repeating: text, count: count))
            }
            return .text(SQLText.prefix(String(repeating: text, count: min(count, most / text.count + 1)), most))
        },
        "space": BuiltInFunction(1...1, .varchar(8000)) { call in
            guard let count = try call.int(0), count >= 0 else { return .null }
            return .text(String(repeating: " ", count: min(count, 8000)))
        },
        "char": BuiltInFunction(1...1, .char(1)) { call in
            guard let code = try call.int(0), (0...255).contains(code) else { return .null }
            return .text(SQLText.text(of: [UInt8(code)], isUnicode: false))
        },
        "nchar": BuiltInFunction(1...1, SQLType(.nchar, length: 1)) { call in
            guard let code = try call.int(0), let unit = UInt16(exactly: code) else { return .null }
            return .text(String(decoding: [unit], as: UTF16.self))
        },
        "ascii": BuiltInFunction(1...1, .int) { call in
            guard let first = try call.text(0).flatMap({ SQLText.bytes(of: $0, isUnicode: false).first }) else {
                return .null
            }
            return .int(Int64(first))
        },
        "unicode": BuiltInFunction(1...1, .int) { call in
            guard let first = try call.text(0)?.utf16.first else { return .null }
            return .int(Int64(first))
        },
        "concat": BuiltInFunction(2...254, joined) { call in
            try SQLValue.joining(try call.arguments.indices.map { try call.text($0) ?? "" })
        },
        "concat_ws": BuiltInFunction(3...254, joined) { call in
            let separator = try call.text(0) ?? ""
            return try SQLValue.joining(
                try call.arguments.indices.dropFirst().compactMap { try call.text($0) }, separator: separator)
        },
        "formatmessage": BuiltInFunction(1...21, .nvarchar(2048)) { call in
            let values = Array(call.arguments.dropFirst())
            if case .int(let number) = call[0] {
                guard let message = SystemMessage.numbered(Int(number)) else { return .null }
                return .text(MessageFormat(message.text).filled(with: values))
            }
            guard let format = try call.text(0) else { return .null }
            return .text(MessageFormat(format).filled(with: values))
        },
    ]

    /// The type of the first argument, as text.
    private static let first: @Sendable ([SQLType?]) -> SQLType = { types in
        guard let type = types.first ?? nil, type.isText || type.isBinary else { return .varchar(8000) }
        return type.isBinary ? .varbinary(type.length) : type.isUnicode ? .nvarchar(type.length) : .varchar(type.length)
    }

    /// Text as long as text can be: Unicode when an argument is, and max when one is.
    private static let longest: @Sendable ([SQLType?]) -> SQLType = { types in
        let isMax = types.contains(where: isMax)
        return types.contains { $0?.isUnicode == true } ? .nvarchar(isMax ? nil : 4000) : .varchar(isMax ? nil : 8000)
    }

    /// Unicode text as long as text can be.
    private static let joined: @Sendable ([SQLType?]) -> SQLType = { types in
        .nvarchar(types.contains(where: isMax) ? nil : 4000)
    }

    private static func isMax(_ type: SQLType?) -> Bool {
        type.map { ($0.isText || $0.isBinary) && $0.length == nil } ?? false
    }

    private static func mapping(_ transform: @escaping @Sendable (String) -> String) -> BuiltInFunction {
        BuiltInFunction(1...1, first) { call in
            try call.text(0).map { .text(transform($0)) } ?? .null
        }
    }
}

extension String {
    /// The text with a mark written twice wherever it stands, also before an accent.
    fileprivate func doubling(_ mark: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            result.append(scalar)
            if scalar == mark { result.append(mark) }
        }
        return String(result)
    }

    /// The text with another one in the place of a part, whatever the case of that.
    fileprivate func replacing(_ old: String, by new: String) throws -> String {
        let search = TextSearch(for: old)
        let folded = SQLText.foldedUnits(self)
        let (units, replacement) = (Array(utf16), Array(new.utf16))
        var result: [UInt16] = []
        var rest = 0
        while let place = try search.first(in: folded, from: rest) {
            result += units[rest..<place]
            result += replacement
            rest = place + search.length
            guard result.count <= SQLValue.mostBytes else { throw StatementFailure.outOfMemory }
        }
        guard rest > 0 else { return self }
        result += units[rest...]
        return String(decoding: result, as: UTF16.self)
    }
}
