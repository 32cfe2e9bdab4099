import KeyCryptography
import KeyHierarchy

/// `sp_addlinkedsrvlogin` and `sp_droplinkedsrvlogin`: which login, with which password, logins are on a linked server.
enum LinkedServerLoginProcedure {
    static let add = SystemProcedure(
        name: "sp_addlinkedsrvlogin",
        parameters: ["@rmtsrvname", "@useself", "@locallogin", "@rmtuser", "@rmtpassword"], required: ["@rmtsrvname"]
    ) { context, arguments in
        guard let server = arguments[0].procedureText else { throw StatementFailure(15015, "(null)") }
        let usesSelf: Bool
        switch arguments[1].procedureText.map({ SQLText.folded($0) }) {
        case nil, "true": usesSelf = true
        case "false": usesSelf = false
        default: throw StatementFailure(15600, "sys.sp_addlinkedsrvlogin")
        }
        let login = arguments[2].procedureText
        try await context.requireLinkedServer(
            server, login: login, shownAs: (arguments.shown(0), arguments.shown(2)), of: "sp_addlinkedsrvlogin")
        try await context.translatingErrors {
            if usesSelf {
                try await context.session.setLinkedServerLoginToItself(server: server, localLogin: login)
            } else {
                let password = arguments[4].procedureText.flatMap { $0.isEmpty ? nil : Password($0) }
                try await context.session.setLinkedServerLogin(
                    server: server, localLogin: login, remoteLogin: arguments[3].procedureText, password: password)
            }
        }
    }

    static let drop = SystemProcedure(
        name: "sp_droplinkedsrvlogin", parameters: ["@rmtsrvname", "@locallogin"],
        required: ["@rmtsrvname", "@locallogin"]
    ) { context, arguments in
        guard let server = arguments[0].procedureText else { throw StatementFailure(15015, "(null)") }
        let login = arguments[1].procedureText
        try await context.requireLinkedServer(
            server, login: login, shownAs: (arguments.shown(0), arguments.shown(1)), of: "sp_droplinkedsrvlogin")
        // Where there is none, nothing is said.
        try await context.translatingErrors {
            _ = try await context.session.dropLinkedServerLogin(server: server, localLogin: login)
        }
    }
}

extension ExecutionContext {
    /// Whether there is a login of that name here: the administrator's, and that of whoever runs the script.
    func hasLogin(_ name: String) -> Bool {
        ["sa", SQLText.folded(session.principal.name)].contains(SQLText.folded(name))
    }

    /// Throws unless the principal may change the logins of linked servers, and there is such a server, and such a login.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - login: The login; `nil` for all.
    ///   - shown: Both as a message may show them.
    ///   - procedure: The procedure that asks.
    fileprivate func requireLinkedServer(
        _ server: String, login: String?, shownAs shown: (server: String, login: String), of procedure: String
    ) async throws {
        try requireNoTransaction(forProcedure: procedure)
        guard try await isGranted(.controlServer) else { throw StatementFailure(15247) }
        let folded = SQLText.folded(server)
        let servers = try await translatingErrors { try await session.linkedServers() }
        guard servers.contains(where: { SQLText.folded($0.name) == folded }) else {
            throw StatementFailure(15015, shown.server)
        }
        guard let login else { return }
        guard hasLogin(login) else { throw StatementFailure(15007, shown.login) }
    }

    /// Throws unless no transaction is open: these procedures refuse one, on a server too.
    func requireNoTransaction(forProcedure name: String) throws {
        guard state.transactionDepth == 0 else { throw StatementFailure(15002, name) }
    }
}

extension SQLValue {
    /// The text of an argument; `nil` for `NULL`.
    var procedureText: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
