import KeyHierarchy

/// A function that is written like a variable: `@@ERROR`.
struct GlobalVariable: Sendable {
    let type: SQLType
    let value: @Sendable (ExecutionContext) async throws -> SQLValue

    /// The function of that name, which begins with `@@`, whatever its case.
    static func named(_ name: String) -> GlobalVariable? {
        all[name.uppercased()]
    }

    private init(_ type: SQLType, _ value: @escaping @Sendable (ExecutionContext) async throws -> SQLValue) {
        self.type = type
        self.value = value
    }

    private static let all: [String: GlobalVariable] = [
        "@@ERROR": GlobalVariable(.int) { .int(Int64($0.state.lastError)) },
        "@@ROWCOUNT": GlobalVariable(.int) { .int(Int64($0.state.rowCount)) },
        "@@FETCH_STATUS": GlobalVariable(.int) { .int(Int64($0.state.fetchStatus)) },
        "@@CURSOR_ROWS": GlobalVariable(.int) { .int(Int64($0.state.cursorRows)) },
        "@@TRANCOUNT": GlobalVariable(.int) { .int(Int64($0.state.transactionDepth)) },
        "@@NESTLEVEL": GlobalVariable(.int) { .int(Int64($0.nestingLevel)) },
        "@@SPID": GlobalVariable(SQLType(.smallint)) { _ in .int(51) },
        "@@LANGUAGE": GlobalVariable(.nvarchar(128)) { _ in .text("us_english") },
        "@@SERVERNAME": GlobalVariable(.nvarchar(128)) { .text(try await $0.hierarchy.serverName()) },
        "@@SERVICENAME": GlobalVariable(.nvarchar(128)) { _ in .text("MSSQLSERVER") },
        "@@VERSION": GlobalVariable(.nvarchar(300)) { .text(ServerFacts.banner($0.version)) },
        "@@MICROSOFTVERSION": GlobalVariable(.int) { .int(Int64($0.version.rawValue) << 24) },
        "@@OPTIONS": GlobalVariable(.int) { .int($0.state.abortsOnError ? 16_384 : 0) },
    ]
}
