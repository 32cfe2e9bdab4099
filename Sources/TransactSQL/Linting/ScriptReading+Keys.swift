import TransactSQLSyntax

/// The passwords of the statements on keys below the master keys.
extension ScriptReading {
    mutating func read(_ statement: CertificateStatement, _ line: Int) {
        switch statement {
        case .create(let certificate): read(certificate.source, line)
        case .changePrivateKey(_, let options), .backUp(_, _, _, let options?): read(options, line)
        default: break
        }
    }

    private mutating func read(_ source: NewCertificate.Source, _ line: Int) {
        switch source {
        case .generated(let certificate): check(certificate.password, line)
        case .file(_, _, let options?), .executableFile(_, let options?), .binary(_, let options?): read(options, line)
        default: break
        }
    }

    private mutating func read(_ options: PrivateKeyOptions, _ line: Int) {
        if let password = options.decryptionPassword { note(password, line) }
        check(options.encryptionPassword, line)
    }

    mutating func read(_ statement: AsymmetricKeyStatement, _ line: Int) {
        switch statement {
        case .create(let key): check(key.password, line)
        case .changePrivateKey(_, let old, let new):
            if let old { note(old, line) }
            check(new, line)
        default: break
        }
    }

    mutating func read(_ statement: SymmetricKeyStatement, _ line: Int) {
        switch statement {
        case .create(let key):
            // Whoever knows the source of a key has the key.
            check(key.keySource, line)
            for case .password(let password) in key.protectors { check(password, line) }
        case .open(_, .password(let password)), .open(_, .certificate(_, let password?)),
            .open(_, .asymmetricKey(_, let password?)):
            note(password, line)
        case .addEncryption(_, let protectors):
            for case .password(let password) in protectors { check(password, line) }
        case .dropEncryption(_, let protectors):
            for case .password(let password) in protectors { note(password, line) }
        case .backUp(_, _, let password): check(password, line)
        case .restore(_, _, let filePassword, let password):
            note(filePassword, line)
            check(password, line)
        default: break
        }
    }

    /// `sp_control_dbmasterkey_password`, whose second argument is a password.
    mutating func read(_ call: ExecuteStatement, _ line: Int) {
        guard case .procedure(let name) = call.target,
            SQLText.folded(name.name.text) == MasterKeyPasswordProcedure.procedure.name
        else { return }
        let named = call.arguments.first { $0.name?.text.lowercased() == "@password" }
        let argument = named ?? (call.arguments.count > 1 && call.arguments[1].name == nil ? call.arguments[1] : nil)
        guard case .value(.literal(.string(let password)))? = argument?.value else { return }
        check(password, line)
    }

    private mutating func check(_ password: StringLiteral?, _ line: Int) {
        if let password { check(password, line) }
    }
}
