extension Parser {
    mutating func backUpDatabase() throws(Interruption) -> BackupStatement {
        let content: BackupStatement.Content = keyword == .database ? .database : .log
        advance()
        let database = try nameOrVariable()
        switch (keyword, content) {
        case (.file, .database), (.filegroup, .database), (.readWriteFilegroups, .database): throw notModelled()
        default: try expect(.to)
        }
        var statement = BackupStatement(content: content, database: database, devices: try devices())
        if keyword == .mirror {
            throw notModelled()
        }
        statement.options = try backupOptions()
        return statement
    }

    mutating func restoreDatabase() throws(Interruption) -> RestoreStatement {
        let content: RestoreStatement.Content
        switch keyword {
        case .database:
            advance()
            content = .database(try nameOrVariable())
        case .log, .tran, .transaction:
            advance()
            content = .log(try nameOrVariable())
        case .filelistonly:
            advance()
            content = .fileList
        case .headeronly:
            advance()
            content = .headers
        case .labelonly:
            advance()
            content = .label
        case .verifyonly:
            advance()
            content = .verification
        case .rewindonly:
            throw notModelled()
        default:
            throw fail()
        }
        var statement = RestoreStatement(content: content)
        switch (keyword, content) {
        case (.from, _):
            advance()
            if keyword == .databaseSnapshot {
                throw notModelled()
            }
            statement.devices = try devices()
        case (.file, .database), (.filegroup, .database), (.page, .database), (.readWriteFilegroups, .database),
            (.file, .log), (.page, .log):
            throw notModelled()
        case (_, .database), (_, .log):
            break
        default:
            throw fail()
        }
        statement.options = try backupOptions()
        return statement
    }

    private mutating func devices() throws(Interruption) -> [BackupDevice] {
        var result: [BackupDevice] = []
        repeat {
            result.append(try device())
        } while accept(.comma)
        return result
    }

    private mutating func device() throws(Interruption) -> BackupDevice {
        guard token(ahead: 1).kind == .equal else {
            return .logical(try nameOrVariable())
        }
        let word = keyword
        guard word == .disk || word == .tape || word == .url else {
            throw capitals(of: token) == "VIRTUAL_DEVICE" ? notModelled() : fail()
        }
        advance()
        advance()
        let address = try stringOrVariable()
        switch word {
        case .disk: return .disk(address)
        case .tape: return .tape(address)
        default: return .url(address)
        }
    }

    private mutating func backupOptions() throws(Interruption) -> [BackupOption] {
        // WITH may also begin the next statement; then what follows is a name and AS or a list of columns.
        guard keyword == .with, token(ahead: 2).keyword != .as else {
            return []
        }
        advance()
        var result: [BackupOption] = []
        repeat {
            result.append(try backupOption())
        } while accept(.comma)
        return result
    }

    private mutating func backupOption() throws(Interruption) -> BackupOption {
        switch keyword {
        case .encryption:
            return try backupEncryption()
        case .move:
            advance()
            let name = try stringOrVariable()
            try expect(.to)
            return .move(name, to: try stringOrVariable())
        default:
            let option = try namedOption()
            if keyword == .after || kind == .leftParenthesis {
                throw notModelled()
            }
            return .named(option)
        }
    }

    private mutating func backupEncryption() throws(Interruption) -> BackupOption {
        try expect(.encryption)
        try expect(.leftParenthesis)
        try expect(.algorithm)
        try expect(.equal)
        let algorithm = try databaseEncryptionAlgorithm(allowsTripleDES: true)
        try expect(.comma)
        try expect(.server)
        let isCertificate = accept(.certificate)
        if !isCertificate {
            try expect(.asymmetric, .key)
        }
        try expect(.equal)
        let name = try identifier()
        try expect(.rightParenthesis)
        return .encryption(algorithm, isCertificate ? .certificate(name) : .asymmetricKey(name))
    }
}
