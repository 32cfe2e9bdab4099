extension Parser {
    /// Reads the whole batch.
    mutating func batch() throws(SyntaxError) -> [Statement] {
        let statements = try? statements()
        if kind != .endOfText {
            // END without a beginning.
            _ = fail()
        }
        if let error = finalError {
            throw error
        }
        return statements ?? []
    }

    /// Reads statements up to the end of the batch or an `END`.
    mutating func statements() throws(Interruption) -> [Statement] {
        var result: [Statement] = []
        var isTerminated = true
        while true {
            while accept(.semicolon) {
                isTerminated = true
            }
            if kind == .endOfText || keyword == .end && token(ahead: 1).keyword != .conversation {
                return result
            }
            if !isTerminated {
                switch keyword {
                case .with: throw fail(.unterminatedBeforeWith)
                case .throw: throw fail()
                default: break
                }
            }
            let statement = try statement()
            result.append(statement)
            if case .label = statement.kind {
                isTerminated = true
            } else {
                isTerminated = tokens[index - 1].kind == .semicolon
            }
        }
    }

    /// Reads one statement, and the semicolons behind it.
    mutating func statement() throws(Interruption) -> Statement {
        let location = SourceLocation(line: token.line, offset: token.start)
        let mark = mark
        let kind: Statement.Kind
        do throws(Interruption) {
            kind = try statementKind()
        } catch .notModelled {
            let (construct, reached) = (construct, index)
            moveBack(to: mark)
            kind = try unmodelledStatement(construct, reaching: reached)
        } catch {
            throw error
        }
        return Statement(kind, at: location)
    }

    private mutating func statementKind() throws(Interruption) -> Statement.Kind {
        switch keyword {
        case .none: try statementOfWord()
        case .create: try createStatement()
        case .alter: try alterStatement()
        case .drop: try dropStatement()
        case .open: try openStatement()
        case .close: try closeStatement()
        case .backup: try backUpStatement()
        case .restore: try restoreStatement()
        case .add where token(ahead: 1).keyword == .sensitivity: throw notModelled(nil)
        case .add: try addSignatureStatement()
        case .use: try useStatement()
        case .select, .with, .insert, .update, .delete: try dataStatement()
        case .begin, .if, .while, .break, .continue, .return, .goto, .waitfor: try flowStatement()
        case .print, .throw, .raiserror: try messageStatement()
        case .declare: try declareStatement()
        case .fetch: try fetchStatement()
        case .deallocate: try deallocateStatement()
        case .set: try setStatement()
        case .exec, .execute: try executeStatement()
        case .commit, .rollback, .save: try transactionStatement()
        case .grant, .deny, .revoke: try permissionStatement()
        case .revert: try revertStatement()
        case .reconfigure: try reconfigureStatement()
        case .dbcc: try consoleCommand()
        default: try statementOfWord()
        }
    }

    /// Reads a statement that begins with no keyword of its own: a label, or a procedure's name first in a batch.
    private mutating func statementOfWord() throws(Interruption) -> Statement.Kind {
        if kind == .leftParenthesis {
            return try dataStatement()
        }
        if kind == .word, token(ahead: 1).kind == .colon {
            let label = try identifier()
            advance()
            return .label(label)
        }
        if Self.unmodelledVerbs.contains(keyword) {
            throw isUnmodelledStatement ? notModelled(nil) : fail()
        }
        guard isName(token) else {
            throw fail()
        }
        guard isFirstStatement else {
            throw fail()
        }
        return .execute(try procedureCall())
    }
}
