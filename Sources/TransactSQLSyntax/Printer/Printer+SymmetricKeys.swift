extension Printer {
    mutating func write(_ statement: SymmetricKeyStatement) {
        switch statement {
        case .create(let key): write(key)
        case .open(let name, let decryption):
            write("OPEN SYMMETRIC KEY ", name)
            write(" DECRYPTION BY ")
            write(decryption)
        case .close(let name):
            write("CLOSE SYMMETRIC KEY ", name)
        case .closeAll:
            write("CLOSE ALL SYMMETRIC KEYS")
        case .addEncryption(let name, let protectors):
            write("ALTER SYMMETRIC KEY ", name)
            write(" ADD ENCRYPTION BY ")
            list(protectors) { $0.write($1) }
        case .dropEncryption(let name, let protectors):
            write("ALTER SYMMETRIC KEY ", name)
            write(" DROP ENCRYPTION BY ")
            list(protectors) { $0.write($1) }
        case .drop(let name, let removesProviderKey):
            drop("SYMMETRIC KEY", name, removesProviderKey: removesProviderKey)
        case .backUp(let name, let file, let password):
            write("BACKUP SYMMETRIC KEY ", name)
            write(" TO ")
            write(file)
            encryption(by: password)
        case .restore(let name, let file, let filePassword, let password):
            write("RESTORE SYMMETRIC KEY ", name)
            write(" FROM ")
            write(file)
            decryption(by: filePassword)
            encryption(by: password)
        }
    }

    private mutating func write(_ key: NewSymmetricKey) {
        write("CREATE SYMMETRIC KEY ", key.name)
        authorization(key.owner)
        if let provider = key.provider {
            write(" FROM PROVIDER ", provider)
        }
        keyOptions(
            algorithm: key.algorithm,
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
            write("CERTIFICATE ", name)
        case .asymmetricKey(let name):
            write("ASYMMETRIC KEY ", name)
        case .symmetricKey(let name):
            write("SYMMETRIC KEY ", name)
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
