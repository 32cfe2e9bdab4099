/// A function of Transact-SQL that has a value for each row.
struct BuiltInFunction: Sendable {
    /// How many arguments it takes.
    let arity: ClosedRange<Int>
    /// The type of its values, by the types of its arguments.
    let type: @Sendable ([SQLType?]) -> SQLType
    /// Its value.
    let value: @Sendable (BuiltInCall) async throws -> SQLValue

    init(
        _ arity: ClosedRange<Int>, _ type: SQLType, _ value: @escaping @Sendable (BuiltInCall) async throws -> SQLValue
    ) {
        self.init(arity, { _ in type }, value)
    }

    init(
        _ arity: ClosedRange<Int>, _ type: @escaping @Sendable ([SQLType?]) -> SQLType,
        _ value: @escaping @Sendable (BuiltInCall) async throws -> SQLValue
    ) {
        self.arity = arity
        self.type = type
        self.value = value
    }

    /// The function of that name, whatever its case.
    static func named(_ name: String) -> BuiltInFunction? {
        all[name.lowercased()]
    }

    private static let all = [
        text, nulls, dates, numbers, cryptography, keys, keyPairs, metadata, principals, server, errors,
    ]
    .reduce(into: [String: BuiltInFunction]()) { all, group in all.merge(group) { first, _ in first } }

    /// Functions that SQL Server has and that are not modelled, so that a script's use of them is no misspelling.
    static let unmodelled: Set<String> = [
        "json_value", "openrowset", "opendatasource", "checksum", "binary_checksum", "pwdencrypt", "pwdcompare",
        "objectproperty", "col_length", "col_name", "columnproperty", "typeproperty",
        "fn_my_permissions", "context_info", "session_context", "app_name", "row_number", "rank",
        "dense_rank", "ntile", "lag", "lead", "string_split", "patindex", "soundex", "difference", "translate", "parse",
        "try_parse", "sql_variant_property", "scope_identity", "ident_current", "eventdata",
        "greatest", "least", "stdev", "var", "compress", "decompress", "loginproperty",
        "is_member", "is_rolemember", "permissions", "timefromparts",
        "datetimefromparts", "datetime2fromparts", "datetimeoffsetfromparts", "smalldatetimefromparts", "switchoffset",
        "todatetimeoffset", "datetrunc", "date_bucket", "json_query", "json_modify", "isjson",
        "json_object", "json_array", "string_escape", "power", "sqrt", "square", "exp", "log", "log10", "pi",
        "rand", "degrees", "radians", "sin", "cos", "tan", "cot", "asin", "acos", "atan", "atn2",
        "object_definition", "object_schema_name", "objectpropertyex", "indexproperty", "index_col", "stats_date",
        "type_id", "type_name", "file_id", "file_name", "fileproperty", "filegroup_id", "filegroup_name", "host_id",
        "connectionproperty", "newsequentialid", "getansinull", "first_value", "last_value", "percent_rank",
        "cume_dist", "grouping", "grouping_id", "checksum_agg", "varp", "stdevp", "approx_count_distinct",
    ]
}
