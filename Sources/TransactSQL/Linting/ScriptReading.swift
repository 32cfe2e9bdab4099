import Policy
import TransactSQLSyntax

/// What a linter knows of a script, statement by statement.
struct ScriptReading {
    private(set) var findings: [ScriptFinding] = []
    /// The line of the first password.
    private(set) var firstPassword: Int?
    /// Where the lines of the batch stand in the script.
    var lines = ScriptLines(from: 1)

    private var database = "master"
    /// The lines on which master keys were made that are not backed up yet, by folded database.
    private var unsaved: [String: Int] = [:]
    /// The line on which the service master key was made that is not backed up yet.
    private var unsavedServiceMasterKey: Int?
    /// The databases a password of whose master key is known, folded.
    private var known: Set<String> = []

    private static let published = PasswordPolicy(
        name: "published", rules: [ListedPasswordRule.publishedInDocumentation])

    mutating func add(_ rule: ScriptFinding.Rule, _ line: Int, _ text: String) {
        findings.append(ScriptFinding(rule: rule, fileLine: line, text: text))
    }

    /// Reads statements, those within others too.
    mutating func read(_ statements: [Statement]) {
        for statement in statements {
            let line = lines.fileLine(of: Int(statement.location.line))
            switch statement.kind {
            case .block(let statements): read(statements)
            case .conditional(_, let then, let otherwise): read([then] + (otherwise.map { [$0] } ?? []))
            case .loop(_, let body): read([body])
            case .tryCatch(let statements, let handler): read(statements + handler)
            case .use(let name): database = SQLText.folded(name.text)
            case .masterKey(let statement): read(statement, line)
            case .serviceMasterKey(let statement): read(statement, line)
            case .certificate(let statement): read(statement, line)
            case .asymmetricKey(let statement): read(statement, line)
            case .symmetricKey(let statement): read(statement, line)
            case .execute(let call): read(call, line)
            default: break
            }
        }
    }

    /// Says what is left undone at the end.
    mutating func finish() {
        for (database, line) in unsaved {
            add(
                .masterKeyNotBackedUp, line,
                "The master key of database \(database) is made here, and the script does not back it up.")
        }
        if let line = unsavedServiceMasterKey {
            add(
                .masterKeyNotBackedUp, line,
                "The service master key is made here, and the script does not back it up: older backups have another one."
            )
        }
    }

    private mutating func read(_ statement: MasterKeyStatement, _ line: Int) {
        switch statement {
        case .create(let password):
            if let password { set(password, line) }
            unsaved[database] = line
        case .open(let password): use(password, line)
        case .regenerate(let password, let isForced):
            set(password, line)
            unsaved[database] = line
            if isForced { addForce(line) }
        case .addEncryption(.password(let password)): set(password, line)
        case .dropEncryption(.password(let password)): note(password, line)
        case .dropEncryption(.serviceMasterKey):
            guard !known.contains(database) else { return }
            add(
                .noPasswordLeft, line,
                "The master key of database \(database) then opens with a password alone, and the script knows none.")
        case .backUp(_, let password):
            check(password, line)
            unsaved[database] = nil
        case .restore(_, let filePassword, let password, let isForced):
            note(filePassword, line)
            set(password, line)
            if isForced { addForce(line) }
        case .drop:
            unsaved[database] = nil
            known.remove(database)
        case .close, .addEncryption(.serviceMasterKey): break
        }
    }

    private mutating func read(_ statement: ServiceMasterKeyStatement, _ line: Int) {
        switch statement {
        case .regenerate(let isForced):
            unsavedServiceMasterKey = line
            if isForced { addForce(line) }
        case .backUp(_, let password):
            check(password, line)
            unsavedServiceMasterKey = nil
        case .restore(_, let password, let isForced):
            note(password, line)
            unsavedServiceMasterKey = nil
            if isForced { addForce(line) }
        default: break
        }
    }

    private mutating func addForce(_ line: Int) {
        add(.force, line, "FORCE gives up what the present key cannot decrypt. Rehearse it, and have a backup.")
    }

    /// A password of the master key of the current database that is set here.
    private mutating func set(_ password: StringLiteral, _ line: Int) {
        known.insert(database)
        check(password, line)
    }

    /// A password of the master key of the current database that is there already.
    private mutating func use(_ password: StringLiteral, _ line: Int) {
        known.insert(database)
        note(password, line)
    }

    /// A password that protects something from now on.
    mutating func check(_ password: StringLiteral, _ line: Int) {
        note(password, line)
        guard !Self.published.violations(of: password.value).isEmpty else { return }
        add(.publishedPassword, line, "This password is printed in documentation, for everybody to try.")
    }

    /// A password that the script holds.
    mutating func note(_ password: StringLiteral, _ line: Int) {
        firstPassword = firstPassword ?? line
    }
}
