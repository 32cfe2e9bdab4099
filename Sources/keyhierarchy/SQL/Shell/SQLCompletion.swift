import LineEditing

/// What Tab offers in the shell: the rest of statements on keys, names of databases, of views and of functions, and keywords.
struct SQLCompletion: Sendable {
    /// The databases of the instance.
    var databases: [String] = []
    /// The views of the catalog.
    var views: [String] = []

    /// What could stand at the end of a text.
    func completions(of text: String) -> Completions {
        let tail = SQLTail(text)
        guard !tail.isInside else { return Completions() }
        let statement = ofStatement(tail, text)
        if !statement.isEmpty { return Completions(statement, replacing: tail.partial.count) }
        guard !tail.partial.isEmpty else { return Completions() }
        let wanted = tail.partial.lowercased()
        let words = (views + Self.words + databases).filter { $0.lowercased().hasPrefix(wanted) }
        return Completions(Self.inCase(of: tail.partial, words), replacing: tail.partial.count)
    }

    /// What the skeletons of statements say. A statement may begin on any line, since few people write semicolons.
    private func ofStatement(_ tail: SQLTail, _ text: String) -> [String] {
        let starts = tail.words.indices.filter { tail.words[$0].isFirstOfLine } + [tail.words.endIndex]
        for start in starts {
            let words = tail.words[start...].map(\.word)
            // Everything could be the beginning of a statement where there is nothing yet.
            if words.isEmpty, !tail.words.isEmpty, !text.hasSuffix("\n") { continue }
            let next = StatementSkeleton.all.compactMap { $0.next(after: words, isPartial: !tail.partial.isEmpty) }
            guard !next.isEmpty else { continue }
            let model = words.lazy.compactMap { if case .word(let word) = $0 { word } else { nil } }.first ?? ""
            var found: [String] = []
            for next in next {
                switch next {
                case .text(let text): found += Self.inCase(of: model, [text])
                case .database: found += databases.filter { $0.lowercased().hasPrefix(tail.partial.lowercased()) }
                }
            }
            let space = needsSpace(text, tail) ? " " : ""
            var seen: Set<String> = []
            return found.filter { seen.insert($0).inserted }.map { ";,".contains($0.prefix(1)) ? $0 : space + $0 }
        }
        return []
    }

    /// Whether a word at the end of the text would stick to the word before it.
    private func needsSpace(_ text: String, _ tail: SQLTail) -> Bool {
        tail.partial.isEmpty && text.last?.isWhitespace == false
    }

    /// Words as somebody types them who writes that word so: small if it is, otherwise as they are.
    private static func inCase(of model: String, _ words: [String]) -> [String] {
        model.contains { $0.isLowercase } && !model.contains { $0.isUppercase } ? words.map { $0.lowercased() } : words
    }

    /// Keywords and functions that scripts on keys use.
    private static let words = [
        "ALTER", "AND", "BACKUP", "BEGIN", "CATCH", "CERTIFICATE", "CLOSE", "CREATE", "CREDENTIAL", "DATABASE",
        "DECLARE",
        "DECRYPTION", "DISTINCT", "DROP", "ELSE", "ENCRYPTION", "EXEC", "EXISTS", "FORCE", "FROM", "IDENTITY",
        "INNER JOIN",
        "LEFT JOIN", "LIKE", "MASTER", "NULL", "OPEN", "ORDER BY", "PASSWORD", "PRINT", "RAISERROR", "REGENERATE",
        "RESTORE", "SECRET", "SELECT", "SERVICE", "SYMMETRIC", "THROW", "UNION", "WAITFOR DELAY", "WHERE", "WHILE",
        "DB_ID()", "DB_NAME()", "ERROR_LINE()", "ERROR_MESSAGE()", "ERROR_NUMBER()", "GETDATE()", "HASHBYTES(",
        "KEY_GUID(", "KEY_ID(", "KEY_NAME(", "NEWID()", "@@ERROR", "@@ROWCOUNT", "@@SERVERNAME", "@@VERSION",
    ]
}
