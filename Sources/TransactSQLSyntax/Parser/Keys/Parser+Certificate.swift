extension Parser {
    mutating func newCertificate() throws(Interruption) -> NewCertificate {
        try expect(.certificate)
        let name = try identifier()
        let owner = try owner()
        let source = accept(.from) ? try existingCertificate() : .generated(try generatedCertificate())
        return NewCertificate(name: name, owner: owner, source: source, isActiveForDialogs: try activation())
    }

    /// Reads `AUTHORIZATION name`, if it is there.
    mutating func owner() throws(Interruption) -> Identifier? {
        accept(.authorization) ? try identifier() : nil
    }

    private mutating func activation() throws(Interruption) -> Bool? {
        guard accept(.active) else {
            return nil
        }
        try expect(.for, .beginDialog)
        try expect(.equal)
        return try onOrOff()
    }

    private mutating func existingCertificate() throws(Interruption) -> NewCertificate.Source {
        switch keyword {
        case .assembly:
            advance()
            return .assembly(try identifier())
        case .executable:
            try expect(.executable, .file)
            let path = try assignedString()
            return .executableFile(path, privateKey: accept(.with) ? try privateKey(that: .isImported) : nil)
        case .binary:
            advance()
            try expect(.equal)
            let bytes = try bytes()
            return .binary(bytes, privateKey: accept(.with) ? try privateKey(that: .isImported) : nil)
        default:
            try expect(.file)
            let path = try assignedString()
            let (format, privateKey) = try formatAndPrivateKey(that: .isImported)
            return .file(path, format: format, privateKey: privateKey)
        }
    }

    /// Reads `WITH [FORMAT = 'PFX',] PRIVATE KEY (…)`, if it is there.
    private mutating func formatAndPrivateKey(
        that fate: PrivateKeyFate
    ) throws(Interruption) -> (StringLiteral?, PrivateKeyOptions?) {
        guard accept(.with) else {
            return (nil, nil)
        }
        guard backsUpAnywhere, accept(.format) else {
            return (nil, try privateKey(that: fate))
        }
        let format = try assignedString()
        try expect(.comma)
        return (format, try privateKey(that: fate, hasFormat: true))
    }

    private mutating func generatedCertificate() throws(Interruption) -> GeneratedCertificate {
        let password = keyword == .encryption ? try encryptionByPassword() : nil
        var subject: StringLiteral?
        var startDate: StringLiteral?
        var expiryDate: StringLiteral?
        try expect(.with)
        repeat {
            switch keyword {
            case .subject where subject == nil:
                advance()
                subject = try assignedString()
            case .startDate where startDate == nil:
                advance()
                startDate = try assignedString()
            case .expiryDate where expiryDate == nil:
                advance()
                expiryDate = try assignedString()
            default:
                throw fail()
            }
        } while accept(.comma)
        guard let subject else {
            throw fail()
        }
        return GeneratedCertificate(password: password, subject: subject, startDate: startDate, expiryDate: expiryDate)
    }

    /// What becomes of the private key of a certificate.
    private enum PrivateKeyFate {
        case isImported, isChanged, isBackedUp
    }

    /// Reads `PRIVATE KEY (…)`.
    ///
    /// - Parameters:
    ///   - fate: What becomes of the private key, which says what must stand in the parentheses.
    ///   - hasFormat: Whether `FORMAT` stands before them: the private key is in the file of the certificate then.
    private mutating func privateKey(
        that fate: PrivateKeyFate,
        hasFormat: Bool = false
    ) throws(Interruption) -> PrivateKeyOptions {
        try expect(.private, .key)
        try expect(.leftParenthesis)
        var options = PrivateKeyOptions()
        repeat {
            switch keyword {
            case .file where options.file == nil:
                advance()
                options.file = try assignedString()
            case .binary where options.binary == nil && fate != .isBackedUp:
                advance()
                try expect(.equal)
                options.binary = try bytes()
            case .decryption where options.decryptionPassword == nil:
                options.decryptionPassword = try decryptionByPassword()
            case .encryption where options.encryptionPassword == nil:
                options.encryptionPassword = try encryptionByPassword()
            case .algorithm where options.algorithm == nil && hasFormat:
                advance()
                options.algorithm = try assignedString()
            default:
                throw fail()
            }
        } while accept(.comma)
        // An option that must be there and is not leaves nothing but the parenthesis.
        let hasKey = hasFormat || options.file != nil || options.binary != nil
        guard fate == .isChanged || hasKey, fate != .isBackedUp || options.encryptionPassword != nil else {
            throw fail()
        }
        try expect(.rightParenthesis)
        return options
    }

    mutating func alterCertificate() throws(Interruption) -> CertificateStatement {
        try expect(.certificate)
        let name = try identifier()
        if accept(.remove) {
            try expect(.private, .key)
            return .removePrivateKey(name)
        }
        try expect(.with)
        if let isActive = try activation() {
            return .activate(name, forDialogs: isActive)
        }
        return .changePrivateKey(name, try privateKey(that: .isChanged))
    }

    mutating func backUpCertificate() throws(Interruption) -> CertificateStatement {
        try expect(.certificate)
        let name = try identifier()
        try expect(.to, .file)
        let file = try assignedString()
        let (format, privateKey) = try formatAndPrivateKey(that: .isBackedUp)
        return .backUp(name, file: file, format: format, privateKey: privateKey)
    }
}
