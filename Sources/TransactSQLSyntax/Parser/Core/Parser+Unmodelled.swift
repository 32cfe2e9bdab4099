extension Parser {
    /// Words that begin a statement of which the tree keeps the text only.
    static let unmodelledVerbs: Set<Keyword> = [
        .bulk, .checkpoint, .disable, .enable, .end, .get, .kill, .lineno, .merge, .move, .readtext, .receive, .send,
        .setuser, .shutdown, .truncate, .updatetext, .writetext,
    ]

    /// Whether the word behind such a verb is one that it can have.
    var isUnmodelledStatement: Bool {
        let next = token(ahead: 1)
        switch keyword {
        case .bulk: return next.keyword == .insert
        case .enable, .disable: return next.keyword == .trigger
        case .truncate: return next.keyword == .table
        case .end, .get, .move: return next.keyword == .conversation
        case .checkpoint, .setuser, .shutdown: return true
        case .writetext where next.keyword == .bulk, .updatetext where next.keyword == .bulk: return true
        // Without anything of its own it would be the whole statement, which none of them is.
        default: return next.kind != .semicolon && next.kind != .endOfText && !Self.verbs.contains(next.keyword)
        }
    }

    /// Reads a statement of which the tree keeps the text only.
    ///
    /// - Parameters:
    ///   - construct: What the tree has no place for, where that is less than the statement.
    ///   - reached: The index of the token up to which it was read as the statement that it is.
    mutating func unmodelledStatement(
        _ construct: String?,
        reaching reached: Int
    ) throws(Interruption) -> Statement.Kind {
        let start = token.start
        let first = index
        let words = unmodelledName()
        switch keyword {
        case .if, .while: try skipConditional()
        default: try skipStatement(reaching: reached)
        }
        // It may have ended before the last of the words, which then begins the next one.
        let name = words.prefix(index - first).joined(separator: " ")
        return unmodelled(name, construct: construct, from: start)
    }

    /// The statement from an offset to the token before the present one.
    func unmodelled(_ name: String, construct: String? = nil, from start: UInt32) -> Statement.Kind {
        let text = source.string(Int(start)..<Int(tokens[index - 1].end))
        return .unmodelled(UnmodelledStatement(name: name, text: text, construct: construct))
    }

    /// The verb, and the words that say what it is about.
    private func unmodelledName() -> [String] {
        // A query in parentheses is called as it is without them.
        var parentheses = 0
        while token(ahead: parentheses).kind == .leftParenthesis { parentheses += 1 }
        var words = [capitals(of: token(ahead: parentheses))]
        var distance = 1
        switch keyword {
        case .create, .alter, .drop:
            while Self.modifiers.contains(token(ahead: distance).keyword), token(ahead: distance + 1).keyword != .none {
                words.append(capitals(of: token(ahead: distance)))
                distance += 1
            }
            words.append(capitals(of: token(ahead: distance)))
        case .declare:
            words.append(token(ahead: 1).kind == .variable ? "TABLE" : "CURSOR")
        case .begin, .bulk, .enable, .disable, .end, .get, .move, .truncate, .backup, .restore:
            words.append(capitals(of: token(ahead: 1)))
        case .update where token(ahead: 1).keyword == .statistics:
            words.append("STATISTICS")
        default:
            break
        }
        return words
    }

    private static let modifiers: Set<Keyword> = [
        .alter, .application, .asymmetric, .availability, .clustered, .columnstore, .column, .cryptographic, .database,
        .event,
        .external, .fulltext, .master, .nonclustered, .or, .partition, .primary, .remote, .resource, .scoped, .security,
        .server, .symmetric, .unique, .workload, .xml,
    ]

    /// Goes on to the end of the batch, which belongs to the present statement.
    mutating func skipBatch() throws(Interruption) {
        repeat {
            advance()
        } while kind != .endOfText && kind != .invalid
        if kind == .invalid {
            throw fail()
        }
    }

    /// Goes on to the end of a statement: a semicolon, or a word that begins another, outside parentheses and behind what
    /// belongs to the statement for certain.
    private mutating func skipStatement(reaching reached: Int) throws(Interruption) {
        // UPDATE STATISTICS has no SET.
        var verb = keyword == .update && token(ahead: 1).keyword == .statistics ? .statistics : keyword
        // A query may begin with one.
        var depth = kind == .leftParenthesis ? 1 : 0
        var openCases = 0
        while true {
            let previous = token
            advance()
            switch kind {
            case .endOfText:
                guard depth == 0 else {
                    throw fail()
                }
                guard verb != .merge else {
                    throw fail(.unterminatedMerge)
                }
                return
            case .invalid:
                throw fail()
            case .leftParenthesis:
                depth += 1
            case .rightParenthesis:
                depth -= 1
                if depth < 0 {
                    throw fail()
                }
            case .semicolon where depth == 0 && index >= reached:
                return
            case .word where depth == 0:
                if keyword == .case {
                    openCases += 1
                } else if openCases > 0 {
                    openCases -= keyword == .end ? 1 : 0
                } else if beginsStatement() {
                    if !continuesStatement(of: &verb, behind: previous), index >= reached { return }
                } else if keyword == .values, verb == .insert {
                    // No query and no procedure follows that the rows could come from.
                    verb = .values
                } else if token(ahead: 1).kind == .colon, isName(token), index >= reached {
                    return
                }
            default:
                break
            }
        }
    }

    /// Goes on behind a condition that the tree has no place for, and the statements that depend on it.
    private mutating func skipConditional() throws(Interruption) {
        let isConditional = keyword == .if
        var depth = 0
        var openCases = 0
        repeat {
            if keyword == .end { openCases -= 1 }
            advance()
            switch kind {
            case .endOfText, .invalid: throw fail()
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            default: openCases += keyword == .case ? 1 : 0
            }
        } while depth > 0 || openCases > 0 || !beginsStatement() && keyword != .throw
            || token(ahead: 1).kind == .leftParenthesis && keyword == .update
        _ = try nested { parser throws(Interruption) in try parser.statement() }
        if isConditional, acceptElse() {
            _ = try nested { parser throws(Interruption) in try parser.statement() }
        }
    }

    /// Whether the present word begins a statement wherever it stands.
    private func beginsStatement() -> Bool {
        switch keyword {
        case .add: [.signature, .counter, .sensitivity].contains(token(ahead: 1).keyword)
        default: Self.verbs.contains(keyword)
        }
    }

    /// Words that begin a statement wherever they stand.
    static let verbs: Set<Keyword> = [
        .alter, .backup, .begin, .break, .bulk, .checkpoint, .close, .commit, .continue, .create, .dbcc, .deallocate,
        .declare,
        .delete, .deny, .drop, .else, .end, .exec, .execute, .fetch, .goto, .grant, .if, .insert, .kill, .merge, .open,
        .print,
        .raiserror, .reconfigure, .restore, .return, .revert, .revoke, .rollback, .save, .select, .set, .setuser,
        .shutdown,
        .readtext, .truncate, .update, .updatetext, .use, .waitfor, .while, .writetext,
    ]
}
