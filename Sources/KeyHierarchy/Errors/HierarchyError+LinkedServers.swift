// Which of SQL Server's messages answers which refusal about linked servers.
extension HierarchyError {
    static func noSuchLinkedServer(_ name: String) -> HierarchyError {
        linkedServer(15015, "The server '\(name)' does not exist. Use sp_helpserver to show available servers.")
    }

    static func linkedServerExists(_ name: String) -> HierarchyError {
        linkedServer(15028, "The server '\(name)' already exists.")
    }

    static func linkedServerHasLogins(_ name: String) -> HierarchyError {
        linkedServer(15190, "There are still remote logins or linked logins for the server '\(name)'.")
    }

    private static func linkedServer(_ number: Int, _ text: String) -> HierarchyError {
        HierarchyError(.linkedServer, SQLServerMessage(number: number, severity: 16, state: 1, text: text))
    }
}
