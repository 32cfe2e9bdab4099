import KeyHierarchy

/// A function of Transact-SQL that has a value for each row.
struct BuiltInFunction: Sendable {
    /// How many arguments it takes.
    let arity: ClosedRange<Int>
    /// The type of its values, by the types of its arguments.
    let type: @Sendable ([SQLType?]) -> SQLType
    /// The arguments, by index, that must be bytes, or bytes or text: numbers are no message.
    private(set) var messages: [Int: MessageKind] = [:]
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

    /// What an argument of cryptography may be.
    enum MessageKind: Sendable {
        case bytes
        case bytesOrText

        /// Whether values of a type are taken; `NULL` has none.
        func takes(_ type: SQLType?) -> Bool {
            guard let type, type.name != .sqlVariant else { return true }
            return type.isBinary || self == .bytesOrText && type.isText
        }
    }

    /// The same function, of which an argument must be a message.
    func taking(_ kind: MessageKind, at index: Int) -> BuiltInFunction {
        var function = self
        function.messages[index] = kind
        return function
    }

    /// The function of that name, whatever its case.
    static func named(_ name: String) -> BuiltInFunction? {
        all[name.lowercased()]
    }

    private static let all = [
        text, nulls, dates, numbers, cryptography, keys, keyPairs, metadata, principals, server, errors,
    ]
    .reduce(into: [String: BuiltInFunction]()) { all, group in all.merge(group) { first, _ in first } }

    /// The versions that functions came with, of those that not every version has.
    static let firstVersions: [String: SQLServerVersion] = [
        "concat_ws": .sql2017, "string_agg": .sql2017, "trim": .sql2017, "translate": .sql2017,
    ]

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
