extension Parser {
    mutating func alterServiceMasterKey() throws(Interruption) -> ServiceMasterKeyStatement {
        try expect(.service, .master, .key)
        switch keyword {
        case .force:
            try expect(.force, .regenerate)
            return .regenerate(isForced: true)
        case .regenerate:
            advance()
            return .regenerate(isForced: false)
        case .add, .drop:
            let isAddition = keyword == .add
            advance()
            try expect(.encryption, .by)
            try expect(.machine, .key)
            return isAddition ? .addMachineKeyEncryption : .dropMachineKeyEncryption
        default:
            try expect(.with)
            return try serviceAccount()
        }
    }

    /// Reads the obsolete options that name a service account.
    private mutating func serviceAccount() throws(Interruption) -> ServiceMasterKeyStatement {
        if accept(.oldAccount) {
            let account = try assignedString()
            try expect(.comma)
            try expect(.oldPassword)
            return .recoverFromOldAccount(account: account, password: try assignedString())
        }
        try expect(.newAccount)
        let account = try assignedString()
        try expect(.comma)
        try expect(.newPassword)
        return .moveToNewAccount(account: account, password: try assignedString())
    }

    mutating func backUpServiceMasterKey() throws(Interruption) -> ServiceMasterKeyStatement {
        try expect(.master, .key, .to)
        let file = try keyFile()
        return .backUp(to: file, password: try encryptionByPassword())
    }

    mutating func restoreServiceMasterKey() throws(Interruption) -> ServiceMasterKeyStatement {
        try expect(.master, .key, .from)
        let file = try keyFile()
        let password = try decryptionByPassword()
        return .restore(from: file, password: password, isForced: accept(.force))
    }

    /// Whether the server backs keys up to URLs, and certificates and symmetric keys in the ways that came with those:
    /// since SQL Server 2022.
    var backsUpAnywhere: Bool {
        options.majorVersion >= 16
    }

    /// Reads `FILE = '…'` or `URL = '…'`.
    mutating func keyFile() throws(Interruption) -> KeyFile {
        if backsUpAnywhere, accept(.url) {
            return .url(try assignedString())
        }
        try expect(.file)
        return .file(try assignedString())
    }
}
