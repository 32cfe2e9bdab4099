extension Printer {
    mutating func write(_ statement: AsymmetricKeyStatement) {
        switch statement {
        case .create(let key): write(key)
        case .removePrivateKey(let name):
            write("ALTER ASYMMETRIC KEY ", name)
            write(" REMOVE PRIVATE KEY")
        case .changePrivateKey(let name, let decryptionPassword, let encryptionPassword):
            write("ALTER ASYMMETRIC KEY ", name)
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
            drop("ASYMMETRIC KEY", name, removesProviderKey: removesProviderKey)
        }
    }

    private mutating func write(_ key: NewAsymmetricKey) {
        write("CREATE ASYMMETRIC KEY ", key.name)
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
            write(" FROM ASSEMBLY ", name)
        case .provider(let name):
            write(" FROM PROVIDER ", name)
        }
        keyOptions(
            algorithm: key.algorithm,
            strings: [("PROVIDER_KEY_NAME", key.providerKeyName)],
            disposition: key.creationDisposition
        )
        encryption(by: key.password)
    }
}
