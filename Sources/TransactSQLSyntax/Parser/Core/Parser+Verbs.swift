extension Parser {
    mutating func createStatement() throws(Interruption) -> Statement.Kind {
        let start = mark
        advance()
        switch keyword {
        case .master: return .masterKey(try createMasterKey())
        case .certificate: return .certificate(.create(try newCertificate()))
        case .asymmetric: return .asymmetricKey(.create(try newAsymmetricKey()))
        case .symmetric: return .symmetricKey(.create(try newSymmetricKey()))
        case .credential: return .credential(try createCredential())
        case .cryptographic: return .cryptographicProvider(try createCryptographicProvider())
        case .login: return .login(try createLogin())
        case .user: return .user(try createUser())
        case .database:
            switch token(ahead: 1).keyword {
            case .encryption: return .databaseEncryptionKey(try createDatabaseEncryptionKey())
            case .scoped: return .credential(try createDatabaseScopedCredential())
            case .audit: throw notModelled(nil)
            default: return .createDatabase(try createDatabase())
            }
        case .or:
            try expect(.or, .alter)
            return try moduleOrOther(from: start)
        case .service: return try service()
        default: return try moduleOrOther(from: start)
        }
    }

    mutating func alterStatement() throws(Interruption) -> Statement.Kind {
        let start = mark
        advance()
        switch keyword {
        case .service where token(ahead: 1).keyword == .master:
            return .serviceMasterKey(try alterServiceMasterKey())
        case .master: return .masterKey(try alterMasterKey())
        case .certificate: return .certificate(try alterCertificate())
        case .asymmetric: return .asymmetricKey(try alterAsymmetricKey())
        case .symmetric: return .symmetricKey(try alterSymmetricKey())
        case .credential: return .credential(try alterCredential())
        case .cryptographic: return .cryptographicProvider(try alterCryptographicProvider())
        case .login: return .login(try alterLogin())
        case .user: return .user(try alterUser())
        case .authorization: return .authorization(try alterAuthorization())
        case .database:
            switch token(ahead: 1).keyword {
            case .encryption: return .databaseEncryptionKey(try alterDatabaseEncryptionKey())
            case .scoped where token(ahead: 2).keyword == .credential:
                return .credential(try alterDatabaseScopedCredential())
            case .audit, .scoped: throw notModelled(nil)
            default: return .alterDatabase(try alterDatabase())
            }
        default: return try moduleOrOther(from: start)
        }
    }

    mutating func dropStatement() throws(Interruption) -> Statement.Kind {
        advance()
        switch keyword {
        case .master:
            try expect(.master, .key)
            return .masterKey(.drop)
        case .certificate:
            advance()
            return .certificate(.drop(try identifier()))
        case .asymmetric: return .asymmetricKey(try dropAsymmetricKey())
        case .symmetric: return .symmetricKey(try dropSymmetricKey())
        case .credential:
            advance()
            return .credential(.drop(try identifier()))
        case .cryptographic:
            try expect(.cryptographic, .provider)
            return .cryptographicProvider(.drop(try identifier()))
        case .signature, .counter: return .signature(try dropSignature())
        case .database where token(ahead: 1).keyword == .encryption:
            try expect(.database, .encryption, .key)
            return .databaseEncryptionKey(.drop)
        case .database where token(ahead: 1).keyword == .scoped:
            try expect(.database, .scoped, .credential)
            return .credential(.dropDatabaseScoped(try identifier()))
        case .database where token(ahead: 1).keyword == .audit:
            throw notModelled(nil)
        case .service: return try service()
        default:
            return try dropObject()
        }
    }

    mutating func openStatement() throws(Interruption) -> Statement.Kind {
        advance()
        switch keyword {
        case .master:
            try expect(.master, .key)
            return .masterKey(.open(password: try decryptionByPassword()))
        case .symmetric:
            return .symmetricKey(try openSymmetricKey())
        default:
            return .cursor(.open(try cursorName()))
        }
    }

    mutating func closeStatement() throws(Interruption) -> Statement.Kind {
        advance()
        switch keyword {
        case .master:
            try expect(.master, .key)
            return .masterKey(.close)
        case .symmetric:
            try expect(.symmetric, .key)
            return .symmetricKey(.close(try identifier()))
        case .all:
            try expect(.all, .symmetric, .keys)
            return .symmetricKey(.closeAll)
        default:
            return .cursor(.close(try cursorName()))
        }
    }

    mutating func backUpStatement() throws(Interruption) -> Statement.Kind {
        advance()
        switch keyword {
        case .service:
            advance()
            return .serviceMasterKey(try backUpServiceMasterKey())
        case .master: return .masterKey(try backUpMasterKey())
        case .certificate: return .certificate(try backUpCertificate())
        case .symmetric where backsUpAnywhere: return .symmetricKey(try backUpSymmetricKey())
        case .database, .log, .tran, .transaction: return .backUp(try backUpDatabase())
        default: throw fail()
        }
    }

    mutating func restoreStatement() throws(Interruption) -> Statement.Kind {
        advance()
        switch keyword {
        case .service:
            advance()
            return .serviceMasterKey(try restoreServiceMasterKey())
        case .master: return .masterKey(try restoreMasterKey())
        case .symmetric where backsUpAnywhere: return .symmetricKey(try restoreSymmetricKey())
        default: return .restore(try restoreDatabase())
        }
    }

    /// Refuses `CREATE` and `DROP SERVICE MASTER KEY`, which do not exist: there `MASTER` is the name of a service of
    /// Service Broker, and `KEY` too much. Such a service itself has no place in the tree.
    private mutating func service() throws(Interruption) -> Statement.Kind {
        try expect(.service)
        _ = try identifier()
        guard keyword != .key else {
            throw fail()
        }
        throw notModelled(nil)
    }

    /// Reads the rest of a `CREATE` or `ALTER` of something that the tree does not model.
    private mutating func moduleOrOther(from start: Mark) throws(Interruption) -> Statement.Kind {
        switch keyword {
        // ALTER SCHEMA s TRANSFER t.
        case .schema where tokens[index - 1].keyword == .alter: throw notModelled(nil)
        case .proc, .procedure, .function, .view, .trigger, .schema, .default, .rule:
            return try module(from: start)
        case .table, .index, .unique, .clustered, .nonclustered, .columnstore, .statistics, .type, .role, .server,
            .application, .assembly, .synonym, .sequence, .partition, .fulltext, .xml, .queue, .service, .message,
            .contract,
            .route, .remote, .event, .endpoint, .resource, .availability, .workload, .external, .security, .column,
            .aggregate,
            .broker, .search, .primary, .spatial:
            throw notModelled(nil)
        // CREATE SELECTIVE XML INDEX, CREATE JSON INDEX, CREATE VECTOR INDEX.
        case .none where [.index, .xml].contains(token(ahead: 1).keyword): throw notModelled(nil)
        default:
            throw kind == .word && !keyword.isReserved ? fail(.unknownObjectType(text(of: token))) : fail()
        }
    }
}
