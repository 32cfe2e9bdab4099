extension Printer {
    mutating func write(_ statement: CreateDatabaseStatement) {
        write("CREATE DATABASE ")
        write(statement.name)
        files(statement.files, behind: " ON ")
        files(statement.logFiles, behind: " LOG ON ")
        if let collation = statement.collation {
            write(" COLLATE ")
            write(collation)
        }
        write(statement.attaches ? " FOR ATTACH" : "")
    }

    private mutating func files(_ files: [CreateDatabaseStatement.File], behind words: String) {
        guard !files.isEmpty else {
            return
        }
        write(words)
        list(files) { printer, file in
            printer.write("(")
            printer.list(file.options) { $0.write($1) }
            printer.write(")")
        }
    }

    mutating func write(_ statement: AlterDatabaseStatement) {
        write("ALTER DATABASE ")
        switch statement.target {
        case .current: write("CURRENT")
        case .database(let name): write(name)
        }
        switch statement.change {
        case .encryption(let setting):
            write(" SET ENCRYPTION \(setting.rawValue)")
        case .options(let options, let termination):
            write(" SET ")
            list(options) { $0.write(ofDatabase: $1) }
            if let termination {
                write(termination)
            }
        case .name(let name):
            write(" MODIFY NAME = ")
            write(name)
        case .collation(let name):
            write(" COLLATE ")
            write(name)
        }
    }

    private mutating func write(ofDatabase option: NamedOption) {
        switch option.value {
        case .on where !Parser.optionsWithAssignedSwitch.contains(option.name): write(option.name + " ON")
        case .off where !Parser.optionsWithAssignedSwitch.contains(option.name): write(option.name + " OFF")
        case .word(let word) where Parser.optionsWithWords.contains(option.name):
            // Brackets around it would be an error.
            write(option.name + " " + word.text)
        default:
            write(option)
        }
    }

    private mutating func write(_ termination: AlterDatabaseStatement.Termination) {
        switch termination {
        case .rollbackImmediately: write(" WITH ROLLBACK IMMEDIATE")
        case .rollbackAfter(let seconds): write(" WITH ROLLBACK AFTER \(seconds) SECONDS")
        case .noWait: write(" WITH NO_WAIT")
        }
    }

    mutating func write(_ statement: DropStatement) {
        write("DROP \(statement.droppedClass.rawValue) \(statement.ifExists ? "IF EXISTS " : "")")
        list(statement.names) { $0.write($1) }
    }

    // MARK: Backups

    mutating func write(_ statement: BackupStatement) {
        write(statement.content == .database ? "BACKUP DATABASE " : "BACKUP LOG ")
        write(statement.database)
        write(" TO ")
        list(statement.devices) { $0.write($1) }
        options(statement.options)
    }

    mutating func write(_ statement: RestoreStatement) {
        write("RESTORE ")
        switch statement.content {
        case .database(let name):
            write("DATABASE ")
            write(name)
        case .log(let name):
            write("LOG ")
            write(name)
        case .fileList: write("FILELISTONLY")
        case .headers: write("HEADERONLY")
        case .label: write("LABELONLY")
        case .verification: write("VERIFYONLY")
        }
        if !statement.devices.isEmpty {
            write(" FROM ")
            list(statement.devices) { $0.write($1) }
        }
        options(statement.options)
    }

    private mutating func write(_ device: BackupDevice) {
        switch device {
        case .disk(let path):
            write("DISK = ")
            write(path)
        case .tape(let path):
            write("TAPE = ")
            write(path)
        case .url(let address):
            write("URL = ")
            write(address)
        case .logical(let name):
            write(name)
        }
    }

    private mutating func options(_ options: [BackupOption]) {
        guard !options.isEmpty else {
            return
        }
        write(" WITH ")
        list(options) { $0.write($1) }
    }

    private mutating func write(_ option: BackupOption) {
        switch option {
        case .encryption(let algorithm, let protector):
            write("ENCRYPTION (ALGORITHM = \(algorithm.rawValue), SERVER ")
            switch protector {
            case .certificate(let name):
                write("CERTIFICATE = ")
                write(name)
            case .asymmetricKey(let name):
                write("ASYMMETRIC KEY = ")
                write(name)
            }
            write(")")
        case .move(let file, let path):
            write("MOVE ")
            write(file)
            write(" TO ")
            write(path)
        case .named(let option):
            write(option)
        }
    }

    // MARK: Options

    mutating func write(_ option: NamedOption) {
        write(option.name)
        if let value = option.value {
            write(" = ")
            write(value)
        }
    }

    mutating func write(_ value: NamedOption.Value) {
        switch value {
        case .on: write("ON")
        case .off: write("OFF")
        case .word(let word): write(word)
        case .literal(let literal): write(literal)
        case .variable(let variable): write(variable.text)
        case .size(let size): write(size)
        }
    }
}
