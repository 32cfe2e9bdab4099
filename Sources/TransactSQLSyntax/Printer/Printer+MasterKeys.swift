extension Printer {
    mutating func write(_ statement: ServiceMasterKeyStatement) {
        switch statement {
        case .regenerate(let isForced):
            write("ALTER SERVICE MASTER KEY \(isForced ? "FORCE " : "")REGENERATE")
        case .addMachineKeyEncryption:
            write("ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY")
        case .dropMachineKeyEncryption:
            write("ALTER SERVICE MASTER KEY DROP ENCRYPTION BY MACHINE KEY")
        case .recoverFromOldAccount(let account, let password):
            write("ALTER SERVICE MASTER KEY WITH")
            options([("OLD_ACCOUNT", account), ("OLD_PASSWORD", password)])
        case .moveToNewAccount(let account, let password):
            write("ALTER SERVICE MASTER KEY WITH")
            options([("NEW_ACCOUNT", account), ("NEW_PASSWORD", password)])
        case .backUp(let file, let password):
            write("BACKUP SERVICE MASTER KEY TO ")
            write(file)
            encryption(by: password)
        case .restore(let file, let password, let isForced):
            write("RESTORE SERVICE MASTER KEY FROM ")
            write(file)
            decryption(by: password)
            write(isForced ? " FORCE" : "")
        }
    }

    mutating func write(_ statement: MasterKeyStatement) {
        switch statement {
        case .create(let password):
            write("CREATE MASTER KEY")
            encryption(by: password)
        case .open(let password):
            write("OPEN MASTER KEY")
            decryption(by: password)
        case .close:
            write("CLOSE MASTER KEY")
        case .regenerate(let password, let isForced):
            write("ALTER MASTER KEY \(isForced ? "FORCE " : "")REGENERATE WITH")
            encryption(by: password)
        case .addEncryption(let protector):
            write("ALTER MASTER KEY ADD ENCRYPTION BY ")
            write(protector)
        case .dropEncryption(let protector):
            write("ALTER MASTER KEY DROP ENCRYPTION BY ")
            write(protector)
        case .backUp(let file, let password):
            write("BACKUP MASTER KEY TO ")
            write(file)
            encryption(by: password)
        case .restore(let file, let filePassword, let password, let isForced):
            write("RESTORE MASTER KEY FROM ")
            write(file)
            decryption(by: filePassword)
            encryption(by: password)
            write(isForced ? " FORCE" : "")
        case .drop:
            write("DROP MASTER KEY")
        }
    }

    private mutating func write(_ protector: MasterKeyProtector) {
        switch protector {
        case .serviceMasterKey:
            write("SERVICE MASTER KEY")
        case .password(let password):
            write("PASSWORD = ")
            write(password)
        }
    }

    // MARK: Clauses of all keys

    mutating func write(_ file: KeyFile) {
        switch file {
        case .file(let path):
            write("FILE = ")
            write(path)
        case .url(let address):
            write("URL = ")
            write(address)
        }
    }

    /// Writes `ENCRYPTION BY PASSWORD = …`, if there is a password.
    mutating func encryption(by password: StringLiteral?) {
        if let password {
            write(" ENCRYPTION BY PASSWORD = ")
            write(password)
        }
    }

    /// Writes `DECRYPTION BY PASSWORD = …`, if there is a password.
    mutating func decryption(by password: StringLiteral?) {
        if let password {
            write(" DECRYPTION BY PASSWORD = ")
            write(password)
        }
    }

    /// Writes those of the options that have a value, with a space before each.
    mutating func options(_ options: [(name: String, value: StringLiteral?)]) {
        var separator = " "
        for option in options {
            guard let value = option.value else {
                continue
            }
            write(separator + option.name + " = ")
            write(value)
            separator = ", "
        }
    }
}
