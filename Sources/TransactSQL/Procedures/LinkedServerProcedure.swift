import KeyHierarchy

/// `sp_addlinkedserver` and `sp_dropserver`: the servers that logins are kept for. Nothing connects to them.
enum LinkedServerProcedure {
    static let add = SystemProcedure(
        name: "sp_addlinkedserver",
        parameters: ["@server", "@srvproduct", "@provider", "@datasrc", "@location", "@provstr", "@catalog"],
        required: ["@server"]
    ) { context, arguments in
        let texts = arguments.values.map(\.procedureText)
        guard let name = texts[0], !name.isEmpty else { throw StatementFailure(15004) }
        let (product, provider) = (texts[1], texts[2])
        guard provider != nil || texts[3...].allSatisfy({ $0 == nil }) else { throw StatementFailure(15426) }
        let isSQLServer = product.map { SQLText.folded($0) == "sql server" } ?? (provider == nil)
        switch (product, provider) {
        case (nil, .some): throw StatementFailure(15429, "(null)")
        case (_, .some) where isSQLServer: throw StatementFailure(15428, "SQL Server")
        case (.some(let product), nil) where !isSQLServer: throw StatementFailure(15427, product)
        default: break
        }
        try context.requireNoTransaction(forProcedure: "sp_addlinkedserver")
        guard texts[5]?.isEmpty ?? true else {
            throw NotModelled(
                "sp_addlinkedserver with @provstr", "Passwords stand in it, and a server keeps it as it is.")
        }
        try await context.translatingErrors {
            try await context.session.addLinkedServer(
                name, product: isSQLServer ? "SQL Server" : product ?? "", provider: provider ?? "SQLNCLI",
                // A SQL Server is found by its name.
                dataSource: isSQLServer ? name : texts[3], location: texts[4], catalog: texts[6])
        }
    }

    static let drop = SystemProcedure(
        name: "sp_dropserver", parameters: ["@server", "@droplogins"], required: ["@server"]
    ) { context, arguments in
        guard let name = arguments[0].procedureText else { throw StatementFailure(15015, "(null)") }
        let option = arguments[1].procedureText.map { SQLText.folded($0) }
        guard option == nil || option == "droplogins" else { throw StatementFailure(15600, "sys.sp_dropserver") }
        try context.requireNoTransaction(forProcedure: "sp_dropserver")
        guard try await SQLText.folded(name) != SQLText.folded(context.hierarchy.serverName()) else {
            throw NotModelled("sp_dropserver of this server", "An instance keeps its name.")
        }
        try await context.translatingErrors {
            try await context.session.dropLinkedServer(name, droppingLogins: option != nil)
        }
    }
}
