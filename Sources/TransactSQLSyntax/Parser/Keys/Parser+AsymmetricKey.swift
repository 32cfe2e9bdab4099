extension Parser {
    mutating func newAsymmetricKey() throws(Interruption) -> NewAsymmetricKey {
        try expect(.asymmetric, .key)
        let name = try identifier()
        var key = NewAsymmetricKey(name: name, owner: try owner(), source: .generated)
        if accept(.from) {
            key.source = try existingAsymmetricKey()
            if accept(.with) {
                try addOptions(to: &key)
            }
        } else {
            try expect(.with)
            try addOptions(to: &key)
        }
        if keyword == .encryption {
            key.password = try encryptionByPassword()
        }
        return key
    }

    private mutating func existingAsymmetricKey() throws(Interruption) -> NewAsymmetricKey.Source {
        switch keyword {
        case .assembly:
            advance()
            return .assembly(try identifier())
        case .provider:
            advance()
            return .provider(try identifier())
        case .executable:
            try expect(.executable, .file)
            return .executableFile(try assignedString())
        default:
            try expect(.file)
            return .file(try assignedString())
        }
    }

    private mutating func addOptions(to key: inout NewAsymmetricKey) throws(Interruption) {
        repeat {
            switch keyword {
            case .algorithm where key.algorithm == nil:
                advance()
                try expect(.equal)
                key.algorithm = try asymmetricKeyAlgorithm()
            case .providerKeyName where key.providerKeyName == nil:
                advance()
                key.providerKeyName = try assignedString()
            case .creationDisposition where key.creationDisposition == nil:
                key.creationDisposition = try creationDisposition()
            default:
                throw fail()
            }
        } while accept(.comma)
    }

    private mutating func asymmetricKeyAlgorithm() throws(Interruption) -> AsymmetricKeyAlgorithm {
        guard kind == .word, let algorithm = AsymmetricKeyAlgorithm(rawValue: capitals(of: token)),
            algorithm.isCurrent || allowsOldAlgorithms
        else {
            throw fail()
        }
        advance()
        return algorithm
    }

    /// Whether the names of algorithms that are no longer created belong to the syntax.
    var allowsOldAlgorithms: Bool {
        options.compatibilityLevel <= 120
    }

    /// Reads `CREATION_DISPOSITION = …`.
    mutating func creationDisposition() throws(Interruption) -> CreationDisposition {
        try expect(.creationDisposition)
        try expect(.equal)
        if accept(.createNew) {
            return .createNew
        }
        try expect(.openExisting)
        return .openExisting
    }

    mutating func alterAsymmetricKey() throws(Interruption) -> AsymmetricKeyStatement {
        try expect(.asymmetric, .key)
        let name = try identifier()
        if accept(.remove) {
            try expect(.private, .key)
            return .removePrivateKey(name)
        }
        try expect(.with, .private, .key)
        try expect(.leftParenthesis)
        var decryptionPassword: StringLiteral?
        var encryptionPassword: StringLiteral?
        repeat {
            switch keyword {
            case .decryption where decryptionPassword == nil: decryptionPassword = try decryptionByPassword()
            case .encryption where encryptionPassword == nil: encryptionPassword = try encryptionByPassword()
            default: throw fail()
            }
        } while accept(.comma)
        try expect(.rightParenthesis)
        return .changePrivateKey(name, decryptionPassword: decryptionPassword, encryptionPassword: encryptionPassword)
    }

    mutating func dropAsymmetricKey() throws(Interruption) -> AsymmetricKeyStatement {
        try expect(.asymmetric, .key)
        let name = try identifier()
        return .drop(name, removesProviderKey: try removesProviderKey())
    }

    /// Reads `REMOVE PROVIDER KEY`, if it is there.
    mutating func removesProviderKey() throws(Interruption) -> Bool {
        guard accept(.remove) else {
            return false
        }
        try expect(.provider, .key)
        return true
    }
}
