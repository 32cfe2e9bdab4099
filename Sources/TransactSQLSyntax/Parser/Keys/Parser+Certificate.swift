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
            return .executableFile(path, privateKey: accept(.with) ? try privateKey() : nil)
        case .binary:
            advance()
            try expect(.equal)
            let bytes = try bytes()
            return .binary(bytes, privateKey: accept(.with) ? try privateKey() : nil)
        default:
            try expect(.file)
            let path = try assignedString()
            let (format, privateKey) = try formatAndPrivateKey()
            return .file(path, format: format, privateKey: privateKey)
        }
    }

    /// Reads `WITH [FORMAT = 'PFX',] PRIVATE KEY (…)`, if it is there.
    private mutating func formatAndPrivateKey() throws(Interruption) -> (StringLiteral?, PrivateKeyOptions?) {
        guard accept(.with) else {
            return (nil, nil)
        }
        guard backsUpAnywhere, accept(.format) else {
            return (nil, try privateKey())
        }
        let format = try assignedString()
        try expect(.comma)
        return (format, try privateKey())
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

    /// Reads `PRIVATE KEY (…)`.
    mutating func privateKey() throws(Interruption) -> PrivateKeyOptions {
        try expect(.private, .key)
        try expect(.leftParenthesis)
        var options = PrivateKeyOptions()
        repeat {
            switch keyword {
            case .file where options.file == nil:
                advance()
                options.file = try assignedString()
            case .binary where options.binary == nil:
                advance()
                try expect(.equal)
                options.binary = try bytes()
            case .decryption where options.decryptionPassword == nil:
                options.decryptionPassword = try decryptionByPassword()
            case .encryption where options.encryptionPassword == nil:
                options.encryptionPassword = try encryptionByPassword()
            case .algorithm where options.algorithm == nil:
                advance()
                options.algorithm = try assignedString()
            default:
                throw fail()
            }
        } while accept(.comma)
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
        return .changePrivateKey(name, try privateKey())
    }

    mutating func backUpCertificate() throws(Interruption) -> CertificateStatement {
        try expect(.certificate)
        let name = try identifier()
        try expect(.to, .file)
        let file = try assignedString()
        let (format, privateKey) = try formatAndPrivateKey()
        return .backUp(name, file: file, format: format, privateKey: privateKey)
    }
}
