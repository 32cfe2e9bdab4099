// Words that begin a statement, and that stand in the middle of others of which the tree keeps the text only.
extension Parser {
    /// Whether a word that can begin a statement is part of the present one.
    ///
    /// - Parameters:
    ///   - verb: What the present statement does; the word may say it anew.
    ///   - previous: The token before the word.
    func continuesStatement(of verb: inout Keyword, behind previous: Token) -> Bool {
        let next = token(ahead: 1)
        switch previous.keyword {
        // FOR SELECT; FOR UPDATE; AS SELECT.
        case .for, .as, .union, .except, .intersect, .bulk, .grant, .deny: return true
        case .all: return tokens[index - 2].keyword == .union
        // ON DELETE CASCADE, ON UPDATE SET NULL; and not what stands behind SET … = ON.
        case .on: return [.delete, .update].contains(keyword) && [.cascade, .no, .set].contains(next.keyword)
        case .writetext, .updatetext: return keyword == .bulk
        case .delete where isBehindOn, .update where isBehindOn: return keyword == .set
        default: break
        }
        if previous.kind == .comma {
            return true
        }
        switch (verb, keyword) {
        case (.alter, .alter), (.alter, .drop): return !next.namesObject(in: self)
        case (.alter, .if), (.drop, .if): return next.keyword == .exists && token(ahead: 2).kind != .leftParenthesis
        case (.alter, .set), (.create, .set): return continuesWithSet(verb, behind: previous)
        case (.alter, .insert), (.alter, .update), (.alter, .delete), (.create, .insert), (.create, .update),
            (.create, .delete):
            // ADD BLOCK PREDICATE … AFTER INSERT.
            return previous.keyword == .after || capitals(of: previous) == "BEFORE"
        case (.alter, .grant), (.alter, .deny):
            // ALTER AVAILABILITY GROUP … GRANT CREATE ANY DATABASE.
            return next.keyword == .create && token(ahead: 2).keyword == .any
        // ALTER DATABASE … WITH ROLLBACK IMMEDIATE.
        case (.alter, .rollback): return previous.keyword == .with
        // ALTER RESOURCE GOVERNOR RECONFIGURE.
        case (.alter, .reconfigure): return tokens[index - 2].keyword == .resource
        // GENERATED ALWAYS AS ROW END.
        case (.alter, .end):
            return tokens[index - 2].keyword == .as
                && ["ROW", "SEQUENCE_NUMBER", "TRANSACTION_ID"].contains(capitals(of: previous))
        case (_, .merge) where next.keyword == .join || capitals(of: next) == "RANGE": return true
        case (.with, .select), (.with, .insert), (.with, .update), (.with, .delete), (.with, .merge),
            (.insert, .select), (.insert, .exec), (.insert, .execute), (.update, .set):
            // The first of them belongs to the statement; what may follow it depends on it.
            verb = keyword
            return true
        default:
            return verb == .merge
        }
    }

    private var isBehindOn: Bool {
        tokens[index - 2].keyword == .on
    }

    /// Whether `SET` is part of an `ALTER` or a `CREATE`.
    private func continuesWithSet(_ verb: Keyword, behind previous: Token) -> Bool {
        let next = token(ahead: 1)
        if next.kind == .leftParenthesis {
            return true
        }
        // ALTER DATABASE SCOPED CONFIGURATION FOR SECONDARY SET MAXDOP = 4.
        return verb == .alter
            && ([.configuration, .secondary].contains(previous.keyword)
                || Self.optionsOfOthers.contains(capitals(of: next)))
    }

    /// What is set of a full-text index and of an external data source, and never of a session.
    private static let optionsOfOthers: Set<String> = [
        "CHANGE_TRACKING", "CREDENTIAL", "LOCATION", "PUSHDOWN", "RESOURCE_MANAGER_LOCATION", "SEARCH", "STOPLIST",
    ]
}

extension Token {
    /// Whether `DROP` or `ALTER` before it is a statement of its own, and not a part of an `ALTER`, such as `DROP COLUMN`.
    fileprivate func namesObject(in parser: Parser) -> Bool {
        let next = parser.token(ahead: 2)
        switch keyword {
        // ALTER TABLE … DROP INDEX ix; DROP INDEX ix ON t.
        case .index: return parser.token(ahead: 3).keyword == .on || parser.token(ahead: 3).keyword == .exists
        // DROP COLUMN MASTER KEY.
        case .column: return [.master, .encryption].contains(next.keyword) && parser.token(ahead: 3).keyword == .key
        // ALTER EVENT SESSION … DROP EVENT e.
        case .event: return ["SESSION", "NOTIFICATION"].contains(parser.capitals(of: next))
        default: return Self.objects.contains(keyword)
        }
    }

    /// What can be dropped or altered by a statement of its own.
    private static let objects: Set<Keyword> = [
        .aggregate, .application, .assembly, .asymmetric, .authorization, .availability, .broker, .certificate,
        .contract, .counter, .credential, .cryptographic, .database, .default, .endpoint, .external, .fulltext,
        .function, .login, .master, .message, .partition, .proc, .procedure, .queue, .remote, .resource, .role, .route,
        .rule, .schema, .search, .security, .sensitivity, .sequence, .server, .service, .signature, .statistics,
        .symmetric, .synonym, .table, .trigger, .type, .user, .view, .workload, .xml,
    ]
}
