import TransactSQLSyntax

/// A procedure that comes with the server.
struct SystemProcedure: Sendable {
    /// The name, in lower case.
    let name: String
    /// The names of its parameters, with `@`, in their order.
    let parameters: [String]
    /// Those of them without which it does not begin; one that is given may still be `NULL`.
    var required: Set<String> = []
    /// Runs it.
    let run: @Sendable (ExecutionContext, ProcedureArguments) async throws -> Void

    private static let all = [
        MasterKeyPasswordProcedure.procedure, ConfigureProcedure.procedure, LinkedServerProcedure.add,
        LinkedServerProcedure.drop, LinkedServerLoginProcedure.add, LinkedServerLoginProcedure.drop,
    ]

    /// The procedure of that name, whatever its case.
    static func named(_ name: String) -> SystemProcedure? {
        all.first { $0.name == SQLText.folded(name) }
    }

    /// Whether a server has a procedure of that name, and there is none here.
    static func isUnmodelled(_ name: String) -> Bool {
        unmodelled.contains(SQLText.folded(name))
    }

    private static let unmodelled: Set<String> = [
        "sp_addmessage", "sp_dropmessage", "sp_detach_db", "sp_attach_db", "sp_rename", "sp_renamedb", "sp_help",
        "sp_helpdb", "sp_helptext", "sp_who", "sp_who2", "sp_lock", "sp_addlogin", "sp_droplogin", "sp_adduser",
        "sp_addrolemember", "sp_addsrvrolemember", "sp_serveroption",
        "sp_helpserver", "sp_linkedservers", "sp_helplinkedsrvlogin", "sp_testlinkedserver", "sp_addserver",
        "sp_dboption", "sp_spaceused", "sp_password", "sp_changedbowner",
        "sp_procoption", "sp_getapplock", "sp_releaseapplock", "sp_columns", "sp_tables", "sp_databases",
        "sp_cycle_errorlog", "sp_readerrorlog", "sp_describe_first_result_set", "sp_msforeachdb", "xp_cmdshell",
        "xp_fileexist", "xp_create_subdir", "xp_dirtree", "xp_regread", "xp_instance_regread", "xp_readerrorlog",
        "xp_logevent", "xp_msver", "sp_send_dbmail", "sp_add_job", "sp_start_job", "sp_describe_parameter_encryption",
        "sp_refreshview", "sp_recompile", "sp_updatestats", "sp_set_session_context",
    ]

    /// The indices of the parameters that a call names.
    func named(by arguments: [ExecuteStatement.Argument]) -> Set<Int> {
        Set(arguments.compactMap { $0.name }.compactMap { parameters.firstIndex(of: $0.text.lowercased()) })
    }

    /// The arguments of a call in the order of the parameters.
    ///
    /// - Throws: ``StatementFailure`` 8144 for too many, 8145 for a name that is no parameter's, 201 for one that is missing.
    func arrange(_ arguments: [ExecuteStatement.Argument]) throws -> [ExecuteStatement.Argument.Value?] {
        var values = [ExecuteStatement.Argument.Value?](repeating: nil, count: parameters.count)
        for (position, argument) in arguments.enumerated() {
            guard let name = argument.name else {
                guard position < parameters.count else { throw StatementFailure(8144, self.name) }
                values[position] = argument.value
                continue
            }
            guard let index = parameters.firstIndex(of: name.text.lowercased()) else {
                throw StatementFailure(8145, name, self.name)
            }
            values[index] = argument.value
        }
        for (parameter, value) in zip(parameters, values) where value == nil && required.contains(parameter) {
            throw StatementFailure(201, name, parameter)
        }
        return values
    }
}
