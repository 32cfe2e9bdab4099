extension Parser {
    mutating func newSymmetricKey() throws(Interruption) -> NewSymmetricKey {
        try expect(.symmetric, .key)
        let name = try identifier()
        var key = NewSymmetricKey(name: name, owner: try owner())
        if accept(.from) {
            try expect(.provider)
            key.provider = try identifier()
        }
        try expect(.with)
        repeat {
            try addOption(to: &key)
        } while accept(.comma)
        if accept(.encryption) {
            try expect(.by)
            key.protectors = try symmetricKeyProtectors()
        }
        return key
    }

    private mutating func addOption(to key: inout NewSymmetricKey) throws(Interruption) {
        switch keyword {
        case .algorithm where key.algorithm == nil:
            advance()
            key.algorithm = try keyAlgorithm()
        case .keySource where key.keySource == nil:
            advance()
            key.keySource = try assignedString()
        case .identityValue where key.identityValue == nil:
            advance()
            key.identityValue = try assignedString()
        default:
            try providerOption(name: &key.providerKeyName, disposition: &key.creationDisposition)
        }
    }

    private mutating func symmetricKeyProtectors() throws(Interruption) -> [SymmetricKeyProtector] {
        var result: [SymmetricKeyProtector] = []
        repeat {
            result.append(try symmetricKeyProtector())
        } while accept(.comma)
        return result
    }

    private mutating func symmetricKeyProtector() throws(Interruption) -> SymmetricKeyProtector {
        switch keyword {
        case .certificate:
            advance()
            return .certificate(try identifier())
        case .asymmetric:
            try expect(.asymmetric, .key)
            return .asymmetricKey(try identifier())
        case .symmetric:
            try expect(.symmetric, .key)
            return .symmetricKey(try identifier())
        default:
            return .password(try password())
        }
    }

    mutating func openSymmetricKey() throws(Interruption) -> SymmetricKeyStatement {
        try expect(.symmetric, .key)
        let name = try identifier()
        try expect(.decryption, .by)
        switch try symmetricKeyProtector() {
        case .certificate(let certificate):
            return .open(name, .certificate(certificate, password: accept(.with) ? try password() : nil))
        case .asymmetricKey(let key):
            return .open(name, .asymmetricKey(key, password: accept(.with) ? try password() : nil))
        case .symmetricKey(let key):
            return .open(name, .symmetricKey(key))
        case .password(let password):
            return .open(name, .password(password))
        }
    }

    mutating func alterSymmetricKey() throws(Interruption) -> SymmetricKeyStatement {
        try expect(.symmetric, .key)
        let name = try identifier()
        let isAddition = keyword == .add
        guard accept(.add) || accept(.drop) else {
            throw fail()
        }
        try expect(.encryption, .by)
        let protectors = try symmetricKeyProtectors()
        return isAddition ? .addEncryption(name, protectors) : .dropEncryption(name, protectors)
    }

    mutating func dropSymmetricKey() throws(Interruption) -> SymmetricKeyStatement {
        try expect(.symmetric, .key)
        let (name, removesProviderKey) = try droppedKey()
        return .drop(name, removesProviderKey: removesProviderKey)
    }

    mutating func backUpSymmetricKey() throws(Interruption) -> SymmetricKeyStatement {
        try expect(.symmetric, .key)
        let name = try identifier()
        try expect(.to)
        let file = try keyFile()
        return .backUp(name, to: file, password: try encryptionByPassword())
    }

    mutating func restoreSymmetricKey() throws(Interruption) -> SymmetricKeyStatement {
        try expect(.symmetric, .key)
        let name = try identifier()
        try expect(.from)
        let file = try keyFile()
        let filePassword = try decryptionByPassword()
        return .restore(name, from: file, filePassword: filePassword, password: try encryptionByPassword())
    }
}
