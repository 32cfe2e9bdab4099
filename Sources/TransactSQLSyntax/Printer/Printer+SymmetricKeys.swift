extension Printer {
    mutating func write(_ statement: SymmetricKeyStatement) {
        switch statement {
        case .create(let key): write(key)
        case .open(let name, let decryption):
            write("OPEN SYMMETRIC KEY ")
            write(name)
            write(" DECRYPTION BY ")
            write(decryption)
        case .close(let name):
            write("CLOSE SYMMETRIC KEY ")
            write(name)
        case .closeAll:
            write("CLOSE ALL SYMMETRIC KEYS")
        case .addEncryption(let name, let protectors):
            write("ALTER SYMMETRIC KEY ")
            write(name)
            write(" ADD ENCRYPTION BY ")
            list(protectors) { $0.write($1) }
        case .dropEncryption(let name, let protectors):
            write("ALTER SYMMETRIC KEY ")
            write(name)
            write(" DROP ENCRYPTION BY ")
            list(protectors) { $0.write($1) }
        case .drop(let name, let removesProviderKey):
            write("DROP SYMMETRIC KEY ")
            write(name)
            write(removesProviderKey ? " REMOVE PROVIDER KEY" : "")
        case .backUp(let name, let file, let password):
            write("BACKUP SYMMETRIC KEY ")
            write(name)
            write(" TO ")
            write(file)
            encryption(by: password)
        case .restore(let name, let file, let filePassword, let password):
            write("RESTORE SYMMETRIC KEY ")
            write(name)
            write(" FROM ")
            write(file)
            decryption(by: filePassword)
            encryption(by: password)
        }
    }

    private mutating func write(_ key: NewSymmetricKey) {
        write("CREATE SYMMETRIC KEY ")
        write(key.name)
        authorization(key.owner)
        if let provider = key.provider {
            write(" FROM PROVIDER ")
            write(provider)
        }
        keyOptions(
            algorithm: key.algorithm?.rawValue,
            strings: [
                ("KEY_SOURCE", key.keySource),
                ("IDENTITY_VALUE", key.identityValue),
                ("PROVIDER_KEY_NAME", key.providerKeyName),
            ],
            disposition: key.creationDisposition
        )
        if !key.protectors.isEmpty {
            write(" ENCRYPTION BY ")
            list(key.protectors) { $0.write($1) }
        }
    }

    private mutating func write(_ protector: SymmetricKeyProtector) {
        switch protector {
        case .certificate(let name):
            write("CERTIFICATE ")
            write(name)
        case .asymmetricKey(let name):
            write("ASYMMETRIC KEY ")
            write(name)
        case .symmetricKey(let name):
            write("SYMMETRIC KEY ")
            write(name)
        case .password(let password):
            write("PASSWORD = ")
            write(password)
        }
    }

    private mutating func write(_ decryption: SymmetricKeyDecryption) {
        switch decryption {
        case .certificate(let name, let password):
            write(SymmetricKeyProtector.certificate(name))
            self.password(password)
        case .asymmetricKey(let name, let password):
            write(SymmetricKeyProtector.asymmetricKey(name))
            self.password(password)
        case .symmetricKey(let name):
            write(SymmetricKeyProtector.symmetricKey(name))
        case .password(let password):
            write(SymmetricKeyProtector.password(password))
        }
    }

    /// Writes `WITH PASSWORD = …`, if there is a password.
    mutating func password(_ password: StringLiteral?) {
        if let password {
            write(" WITH PASSWORD = ")
            write(password)
        }
    }
}
