extension Parser {
    mutating func createMasterKey() throws(Interruption) -> MasterKeyStatement {
        try expect(.master, .key)
        return .create(password: keyword == .encryption ? try encryptionByPassword() : nil)
    }

    mutating func alterMasterKey() throws(Interruption) -> MasterKeyStatement {
        try expect(.master, .key)
        switch keyword {
        case .add:
            advance()
            return .addEncryption(try masterKeyProtector())
        case .drop:
            advance()
            return .dropEncryption(try masterKeyProtector())
        default:
            let isForced = accept(.force)
            try expect(.regenerate, .with)
            return .regenerate(password: try encryptionByPassword(), isForced: isForced)
        }
    }

    private mutating func masterKeyProtector() throws(Interruption) -> MasterKeyProtector {
        try expect(.encryption, .by)
        guard accept(.service) else {
            return .password(try password())
        }
        try expect(.master, .key)
        return .serviceMasterKey
    }

    mutating func backUpMasterKey() throws(Interruption) -> MasterKeyStatement {
        try expect(.master, .key, .to)
        let file = try keyFile()
        return .backUp(to: file, password: try encryptionByPassword())
    }

    mutating func restoreMasterKey() throws(Interruption) -> MasterKeyStatement {
        try expect(.master, .key, .from)
        let file = try keyFile()
        let filePassword = try decryptionByPassword()
        let password = try encryptionByPassword()
        return .restore(from: file, filePassword: filePassword, password: password, isForced: accept(.force))
    }
}
