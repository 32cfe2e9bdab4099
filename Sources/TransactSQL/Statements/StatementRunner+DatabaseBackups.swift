import KeyHierarchy
import TransactSQLSyntax

// What a backup of a database holds is not kept here. So a statement is checked as far as it is about the database and its
// keys, and what passes is refused by name: nothing is written, and nothing read.
extension StatementRunner {
    /// `BACKUP DATABASE` and `BACKUP LOG`.
    func perform(_ statement: BackupStatement) async throws {
        let name = statement.content == .database ? "BACKUP DATABASE" : "BACKUP LOG"
        guard context.state.transactionDepth == 0 else { throw StatementFailure(3021) }
        do {
            let database = try await database(statement.database)
            guard try await context.controls(database.name) else { throw StatementFailure(262, name, database.name) }
            for case .encryption(_, let protector) in statement.options { try await requireUsable(protector) }
        } catch let failure as StatementFailure {
            throw Self.failed(failure, 3013, name)
        }
        throw NotModelled(name, "The contents of databases are not kept.")
    }

    private func database(_ name: NameOrVariable) async throws -> DatabaseRecord {
        let text: String
        let shown: String
        switch name {
        case .name(let name):
            text = name.text
            shown = name.shown
        case .variable(let variable):
            text = try await self.text(of: .variable(variable)) ?? ""
            shown = text
        }
        guard let database = try await context.database(orAssumed: text) else { throw StatementFailure(911, shown) }
        return database
    }

    /// Throws unless a certificate of `master` can encrypt a backup. Which comes first when it is unfit in several ways is not
    /// known.
    private func requireUsable(_ protector: ServerProtector) async throws {
        switch protector {
        case .certificate(let name):
            let certificate = try await context.translatingErrors {
                try await context.session.certificate(name.text, in: "master")
            }
            guard certificate.privateKeyProtection == .masterKey else {
                throw StatementFailure(33101, "certificate", certificate.name, "certificate")
            }
            guard certificate.expiryDate > context.now else { throw StatementFailure(3096) }
            if certificate.privateKeyBackup == nil { try await context.inform(33091) }
        case .asymmetricKey(let name): try await refuseAsymmetricKey(name)
        }
    }

    /// `RESTORE DATABASE` and its kin.
    func perform(_ statement: RestoreStatement) async throws {
        let name: String
        switch statement.content {
        case .database: name = "RESTORE DATABASE"
        case .log: name = "RESTORE LOG"
        case .fileList: name = "RESTORE FILELISTONLY"
        case .headers: name = "RESTORE HEADERONLY"
        case .label: name = "RESTORE LABELONLY"
        case .verification: name = "VERIFY DATABASE"
        }
        guard context.state.transactionDepth == 0 else { throw StatementFailure(3021) }
        for case .disk(let device) in statement.devices {
            let path: String
            switch device {
            case .string(let literal): path = literal.value
            case .variable(let variable): path = try await text(of: .variable(variable)) ?? ""
            }
            guard try !context.fileExists(path) else { continue }
            let missing = StatementFailure(3201, path, "2(The system cannot find the file specified.)")
            throw Self.failed(missing, 3013, name)
        }
        throw NotModelled(name, "The contents of databases are not kept.")
    }
}
