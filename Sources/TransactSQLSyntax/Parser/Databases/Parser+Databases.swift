extension Parser {
    mutating func useStatement() throws(Interruption) -> Statement.Kind {
        try expect(.use)
        return .use(try identifier())
    }

    mutating func createDatabase() throws(Interruption) -> CreateDatabaseStatement {
        try expect(.database)
        var statement = CreateDatabaseStatement(name: try identifier())
        if keyword == .containment {
            throw notModelled()
        }
        if accept(.on) {
            accept(.primary)
            statement.files = try files()
            if keyword == .filegroup {
                throw notModelled()
            }
        }
        if accept(.log) {
            try expect(.on)
            statement.logFiles = try files()
        }
        if accept(.collate) {
            statement.collation = try identifier()
        }
        if kind == .leftParenthesis, token(ahead: 2).kind == .equal, statement.files.isEmpty,
            statement.logFiles.isEmpty
        {
            throw notModelled("options of Azure SQL Database")
        }
        if accept(.for) {
            guard accept(.attach) else {
                throw notModelled()
            }
            statement.attaches = true
        }
        switch keyword {
        case .as where !statement.attaches:
            throw notModelled()
        case .with where token(ahead: 2).keyword != .as:
            throw notModelled()
        default:
            break
        }
        return statement
    }

    private mutating func files() throws(Interruption) -> [CreateDatabaseStatement.File] {
        var result: [CreateDatabaseStatement.File] = []
        repeat {
            if keyword == .filegroup {
                throw notModelled()
            }
            try expect(.leftParenthesis)
            result.append(CreateDatabaseStatement.File(options: try namedOptions()))
            try expect(.rightParenthesis)
        } while accept(.comma)
        return result
    }

    mutating func alterDatabase() throws(Interruption) -> AlterDatabaseStatement {
        try expect(.database)
        let target: AlterDatabaseStatement.Target = accept(.current) ? .current : .database(try identifier())
        switch keyword {
        case .collate:
            advance()
            return AlterDatabaseStatement(target: target, change: .collation(try identifier()))
        case .modify where token(ahead: 1).keyword == .name:
            try expect(.modify, .name)
            try expect(.equal)
            return AlterDatabaseStatement(target: target, change: .name(try identifier()))
        case .add, .remove, .modify:
            throw notModelled()
        default:
            try expect(.set)
            return AlterDatabaseStatement(target: target, change: try databaseChange())
        }
    }

    private mutating func databaseChange() throws(Interruption) -> AlterDatabaseStatement.Change {
        if accept(.encryption) {
            guard kind == .word, let setting = AlterDatabaseStatement.Encryption(rawValue: capitals(of: token)) else {
                throw fail()
            }
            advance()
            let isFollowed = kind == .comma
            let isTerminating = try termination() != nil
            if isFollowed || isTerminating {
                throw notModelled("ENCRYPTION with other clauses")
            }
            return .encryption(setting)
        }
        var options: [NamedOption] = []
        repeat {
            options.append(try databaseOption())
        } while accept(.comma)
        return .options(options, termination: try termination())
    }

    /// Reads an option of a database: `name`, `name ON`, `name word` or `name = value`.
    private mutating func databaseOption() throws(Interruption) -> NamedOption {
        let name = try optionName()
        let value: NamedOption.Value?
        switch kind {
        case .equal:
            advance()
            value = try optionValue()
        case .word where keyword == .on || keyword == .off:
            value = try optionValue()
        case .word where keyword == .full && name == "RECOVERY":
            advance()
            value = .word("FULL")
        case .word where !keyword.isReserved && Self.optionsWithWords.contains(name):
            value = try optionValue()
        case .integer:
            throw notModelled()
        case .word where Self.actions[name]?.contains(capitals(of: token)) == true:
            throw notModelled("\(name) \(capitals(of: token))")
        default:
            value = nil
        }
        if kind == .leftParenthesis || kind == .integer {
            throw notModelled()
        }
        if name == "TARGET_RECOVERY_TIME", kind == .word, ["SECONDS", "MINUTES"].contains(capitals(of: token)) {
            throw notModelled(name)
        }
        return NamedOption(name: name, value: value)
    }

    /// What is done, rather than set, by the name of an option and a word behind it.
    private static let actions: [String: Set<String>] = [
        "HADR": ["AVAILABILITY", "RESUME", "SUSPEND"],
        "PARTNER": ["FAILOVER", "FORCE_SERVICE_ALLOW_DATA_LOSS", "RESUME", "SAFETY", "SUSPEND", "TIMEOUT"],
        "QUERY_STORE": ["CLEAR"],
    ]

    /// Options whose word follows without `=`.
    static let optionsWithWords: Set<String> = ["CURSOR_DEFAULT", "PAGE_VERIFY", "PARAMETERIZATION", "RECOVERY"]

    /// Options whose `ON` or `OFF` follows `=`.
    static let optionsWithAssignedSwitch: Set<String> = [
        "ACCELERATED_DATABASE_RECOVERY", "AUTOMATIC_TUNING", "CHANGE_TRACKING", "FILESTREAM", "OPTIMIZED_LOCKING",
        "QUERY_STORE",
    ]

    private mutating func termination() throws(Interruption) -> AlterDatabaseStatement.Termination? {
        guard keyword == .with else {
            return nil
        }
        switch token(ahead: 1).keyword {
        case .noWait:
            advance()
            advance()
            return .noWait
        case .rollback:
            advance()
            advance()
            if accept(.immediate) {
                return .rollbackImmediately
            }
            try expect(.after)
            let seconds = try integer()
            accept(.seconds)
            return .rollbackAfter(seconds: seconds)
        default:
            return nil
        }
    }

    mutating func dropObject() throws(Interruption) -> Statement.Kind {
        let name = keyword == .proc ? "PROCEDURE" : capitals(of: token)
        guard kind == .word, let droppedClass = DropStatement.Class(rawValue: name) else {
            return try unmodelledDrop()
        }
        advance()
        if droppedClass == .login, keyword == .if {
            // Of the principals, only those of a database have IF EXISTS.
            throw fail()
        }
        var statement = DropStatement(droppedClass: droppedClass, ifExists: accept(.if, .exists))
        repeat {
            statement.names.append(try qualifiedName())
        } while accept(.comma)
        if keyword == .on {
            // A trigger of the database or the server.
            throw notModelled(nil)
        }
        return .drop(statement)
    }

    private mutating func unmodelledDrop() throws(Interruption) -> Statement.Kind {
        switch keyword {
        case .index, .statistics, .server, .application, .assembly, .sequence, .partition, .fulltext, .xml, .queue,
            .service,
            .message, .contract, .route, .remote, .event, .endpoint, .resource, .availability, .workload, .external,
            .security,
            .column, .aggregate, .broker, .search, .default, .rule, .sensitivity:
            throw notModelled(nil)
        default:
            throw kind == .word && !keyword.isReserved ? fail(.unknownObjectType(text(of: token))) : fail()
        }
    }
}
