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
                key.algorithm = try keyAlgorithm()
            default:
                try providerOption(name: &key.providerKeyName, disposition: &key.creationDisposition)
            }
        } while accept(.comma)
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
        let (name, removesProviderKey) = try droppedKey()
        return .drop(name, removesProviderKey: removesProviderKey)
    }
}
