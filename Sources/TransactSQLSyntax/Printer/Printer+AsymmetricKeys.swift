extension Printer {
    mutating func write(_ statement: AsymmetricKeyStatement) {
        switch statement {
        case .create(let key): write(key)
        case .removePrivateKey(let name):
            write("ALTER ASYMMETRIC KEY ")
            write(name)
            write(" REMOVE PRIVATE KEY")
        case .changePrivateKey(let name, let decryptionPassword, let encryptionPassword):
            write("ALTER ASYMMETRIC KEY ")
            write(name)
            write(" WITH PRIVATE KEY (")
            if let decryptionPassword {
                write("DECRYPTION BY PASSWORD = ")
                write(decryptionPassword)
            }
            if let encryptionPassword {
                write("\(decryptionPassword == nil ? "" : ", ")ENCRYPTION BY PASSWORD = ")
                write(encryptionPassword)
            }
            write(")")
        case .drop(let name, let removesProviderKey):
            write("DROP ASYMMETRIC KEY ")
            write(name)
            write(removesProviderKey ? " REMOVE PROVIDER KEY" : "")
        }
    }

    private mutating func write(_ key: NewAsymmetricKey) {
        write("CREATE ASYMMETRIC KEY ")
        write(key.name)
        authorization(key.owner)
        switch key.source {
        case .generated: break
        case .file(let path):
            write(" FROM FILE = ")
            write(path)
        case .executableFile(let path):
            write(" FROM EXECUTABLE FILE = ")
            write(path)
        case .assembly(let name):
            write(" FROM ASSEMBLY ")
            write(name)
        case .provider(let name):
            write(" FROM PROVIDER ")
            write(name)
        }
        keyOptions(
            algorithm: key.algorithm?.rawValue,
            strings: [("PROVIDER_KEY_NAME", key.providerKeyName)],
            disposition: key.creationDisposition
        )
        encryption(by: key.password)
    }

    /// Writes `WITH` and the options of a new key, if there are any.
    mutating func keyOptions(
        algorithm: String?,
        strings: [(name: String, value: StringLiteral?)],
        disposition: CreationDisposition?
    ) {
        var separator = " WITH "
        if let algorithm {
            write("\(separator)ALGORITHM = \(algorithm)")
            separator = ", "
        }
        for option in strings {
            guard let value = option.value else {
                continue
            }
            write("\(separator)\(option.name) = ")
            write(value)
            separator = ", "
        }
        if let disposition {
            write("\(separator)CREATION_DISPOSITION = \(disposition == .createNew ? "CREATE_NEW" : "OPEN_EXISTING")")
        }
    }
}
