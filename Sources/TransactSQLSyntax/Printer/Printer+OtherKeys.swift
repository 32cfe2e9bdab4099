extension Printer {
    mutating func write(_ statement: DatabaseEncryptionKeyStatement) {
        switch statement {
        case .create(let algorithm, let protector):
            write("CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = \(algorithm.rawValue) ENCRYPTION BY ")
            write(protector)
        case .regenerate(let algorithm):
            write("ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = \(algorithm.rawValue)")
        case .encrypt(let protector):
            write("ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY ")
            write(protector)
        case .drop:
            write("DROP DATABASE ENCRYPTION KEY")
        }
    }

    private mutating func write(_ protector: ServerProtector) {
        switch protector {
        case .certificate(let name):
            write("SERVER CERTIFICATE ", name)
        case .asymmetricKey(let name):
            write("SERVER ASYMMETRIC KEY ", name)
        }
    }

    mutating func write(_ statement: CredentialStatement) {
        switch statement {
        case .create(let name, let values, let provider):
            write("CREATE CREDENTIAL ")
            write(name, values)
            if let provider {
                write(" FOR CRYPTOGRAPHIC PROVIDER ", provider)
            }
        case .alter(let name, let values):
            write("ALTER CREDENTIAL ")
            write(name, values)
        case .drop(let name):
            write("DROP CREDENTIAL ", name)
        case .createDatabaseScoped(let name, let values):
            write("CREATE DATABASE SCOPED CREDENTIAL ")
            write(name, values)
        case .alterDatabaseScoped(let name, let values):
            write("ALTER DATABASE SCOPED CREDENTIAL ")
            write(name, values)
        case .dropDatabaseScoped(let name):
            write("DROP DATABASE SCOPED CREDENTIAL ", name)
        }
    }

    private mutating func write(_ name: Identifier, _ values: CredentialStatement.Values) {
        write(name)
        write(" WITH")
        options([("IDENTITY", values.identity), ("SECRET", values.secret)])
    }

    mutating func write(_ statement: CryptographicProviderStatement) {
        switch statement {
        case .create(let name, let file):
            write("CREATE CRYPTOGRAPHIC PROVIDER ", name)
            write(" FROM FILE = ")
            write(file)
        case .replace(let name, let file):
            write("ALTER CRYPTOGRAPHIC PROVIDER ", name)
            write(" FROM FILE = ")
            write(file)
        case .enable(let name, let isEnabled):
            write("ALTER CRYPTOGRAPHIC PROVIDER ", name)
            write(isEnabled ? " ENABLE" : " DISABLE")
        case .drop(let name):
            write("DROP CRYPTOGRAPHIC PROVIDER ", name)
        }
    }

    mutating func write(_ statement: SignatureStatement) {
        switch statement {
        case .add(let isCounter, let module, let signers):
            write("ADD \(isCounter ? "COUNTER " : "")SIGNATURE TO ")
            write(module)
            write(" BY ")
            list(signers) { $0.write($1) }
        case .drop(let isCounter, let module, let keys):
            write("DROP \(isCounter ? "COUNTER " : "")SIGNATURE FROM ")
            write(module)
            write(" BY ")
            list(keys) { $0.write($1) }
        }
    }

    private mutating func write(_ signer: SignatureStatement.Signer) {
        write(signer.key)
        switch signer.source {
        case .privateKey: break
        case .privateKeyUnderPassword(let password): self.password(password)
        case .signature(let bytes):
            write(" WITH SIGNATURE = ")
            write(bytes)
        }
    }

    private mutating func write(_ key: SignatureStatement.SigningKey) {
        switch key {
        case .certificate(let name):
            write("CERTIFICATE ", name)
        case .asymmetricKey(let name):
            write("ASYMMETRIC KEY ", name)
        }
    }
}
