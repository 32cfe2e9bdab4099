extension Parser {
    mutating func createDatabaseEncryptionKey() throws(Interruption) -> DatabaseEncryptionKeyStatement {
        try expect(.database, .encryption, .key)
        try expect(.with, .algorithm)
        try expect(.equal)
        let algorithm = try databaseEncryptionAlgorithm(allowsTripleDES: allowsOldAlgorithms)
        try expect(.encryption, .by)
        return .create(algorithm, try serverProtector())
    }

    mutating func alterDatabaseEncryptionKey() throws(Interruption) -> DatabaseEncryptionKeyStatement {
        try expect(.database, .encryption, .key)
        if accept(.encryption) {
            try expect(.by)
            return .encrypt(by: try serverProtector())
        }
        try expect(.regenerate, .with, .algorithm)
        try expect(.equal)
        return .regenerate(try databaseEncryptionAlgorithm(allowsTripleDES: allowsOldAlgorithms))
    }

    mutating func databaseEncryptionAlgorithm(
        allowsTripleDES: Bool
    ) throws(Interruption) -> DatabaseEncryptionAlgorithm {
        guard kind == .word, let algorithm = DatabaseEncryptionAlgorithm(rawValue: capitals(of: token)),
            algorithm != .tripleDES3Key || allowsTripleDES
        else {
            throw fail()
        }
        advance()
        return algorithm
    }

    private mutating func serverProtector() throws(Interruption) -> ServerProtector {
        try expect(.server)
        if accept(.certificate) {
            return .certificate(try identifier())
        }
        try expect(.asymmetric, .key)
        return .asymmetricKey(try identifier())
    }
}
