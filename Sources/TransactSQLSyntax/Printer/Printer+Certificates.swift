extension Printer {
    mutating func write(_ statement: CertificateStatement) {
        switch statement {
        case .create(let certificate): write(certificate)
        case .removePrivateKey(let name):
            write("ALTER CERTIFICATE ", name)
            write(" REMOVE PRIVATE KEY")
        case .changePrivateKey(let name, let options):
            write("ALTER CERTIFICATE ", name)
            write(privateKey: options)
        case .activate(let name, let isActive):
            write("ALTER CERTIFICATE ", name)
            write(" WITH ACTIVE FOR BEGIN_DIALOG = \(isActive ? "ON" : "OFF")")
        case .backUp(let name, let file, let format, let privateKey):
            write("BACKUP CERTIFICATE ", name)
            write(" TO FILE = ")
            write(file)
            write(privateKey: privateKey, format: format)
        case .drop(let name):
            write("DROP CERTIFICATE ", name)
        }
    }

    private mutating func write(_ certificate: NewCertificate) {
        write("CREATE CERTIFICATE ", certificate.name)
        authorization(certificate.owner)
        switch certificate.source {
        case .generated(let generated):
            encryption(by: generated.password)
            write(" WITH")
            options([
                ("SUBJECT", generated.subject),
                ("START_DATE", generated.startDate),
                ("EXPIRY_DATE", generated.expiryDate),
            ])
        case .assembly(let name):
            write(" FROM ASSEMBLY ", name)
        case .file(let path, let format, let privateKey):
            write(" FROM FILE = ")
            write(path)
            write(privateKey: privateKey, format: format)
        case .executableFile(let path, let privateKey):
            write(" FROM EXECUTABLE FILE = ")
            write(path)
            write(privateKey: privateKey)
        case .binary(let bytes, let privateKey):
            write(" FROM BINARY = ")
            write(bytes)
            write(privateKey: privateKey)
        }
        if let isActive = certificate.isActiveForDialogs {
            write(" ACTIVE FOR BEGIN_DIALOG = \(isActive ? "ON" : "OFF")")
        }
    }

    mutating func authorization(_ owner: Identifier?) {
        if let owner {
            write(" AUTHORIZATION ", owner)
        }
    }

    /// Writes `WITH [FORMAT = …,] PRIVATE KEY (…)`, if there are options.
    private mutating func write(privateKey options: PrivateKeyOptions?, format: StringLiteral? = nil) {
        guard let options else {
            return
        }
        write(" WITH")
        if let format {
            write(" FORMAT = ")
            write(format)
            write(",")
        }
        write(" PRIVATE KEY (")
        var separator = ""
        func next(_ name: String, _ printer: inout Printer) {
            printer.write(separator + name + " = ")
            separator = ", "
        }
        if let file = options.file {
            next("FILE", &self)
            write(file)
        }
        if let bytes = options.binary {
            next("BINARY", &self)
            write(bytes)
        }
        if let password = options.decryptionPassword {
            next("DECRYPTION BY PASSWORD", &self)
            write(password)
        }
        if let password = options.encryptionPassword {
            next("ENCRYPTION BY PASSWORD", &self)
            write(password)
        }
        if let algorithm = options.algorithm {
            next("ALGORITHM", &self)
            write(algorithm)
        }
        write(")")
    }
}
