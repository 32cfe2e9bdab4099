import KeyHierarchy

extension BuiltInFunction {
    /// Functions that tell of the server and of the transaction.
    static let server: [String: BuiltInFunction] = [
        "serverproperty": BuiltInFunction(1...1, .sqlVariant) { call in
            let version = call.context.version
            let property = try call.text(0)?.trimmed ?? ""
            switch property.lowercased() {
            case "servername", "machinename", "computernamephysicalnetbios":
                return .text(try await call.context.hierarchy.serverName())
            case "productversion": return .text(ServerFacts.productVersion(version))
            case "productmajorversion": return .text(String(version.rawValue))
            case "productminorversion": return .text("0")
            case "productlevel": return .text("RTM")
            case "edition": return .text("Developer Edition (64-bit)")
            case "engineedition": return .int(3)
            case "collation": return .text(DatabasesView.collation)
            case "isclustered", "issingleuser", "ishadrenabled", "isintegratedsecurityonly": return .int(0)
            // The default instance has no name, a first release is no update, and licences are not counted any more.
            case "instancename", "productupdatelevel", "productupdatereference", "productbuildtype", "numlicenses":
                return .null
            default:
                guard !Self.unmodelledServerProperties.contains(property.lowercased()) else {
                    throw NotModelled("SERVERPROPERTY('\(property)')", nil)
                }
                return .null
            }
        },
        "xact_state": BuiltInFunction(0...0, SQLType(.smallint)) { call in
            guard call.context.state.transactionDepth > 0 else { return .int(0) }
            return .int(call.context.state.isDoomed ? -1 : 1)
        },
        "cursor_status": BuiltInFunction(2...2, SQLType(.smallint)) { call in
            guard let kind = try call.text(0)?.lowercased(), let name = try call.text(1) else { return .null }
            let (context, folded) = (call.context, SQLText.folded(name))
            let cursor = kind == "global" ? context.state.cursors[folded] : context.variables.cursors[folded]
            // A variable that holds no cursor, and a name that no cursor has.
            return .int(cursor?.status ?? (kind == "variable" ? -2 : -3))
        },
        "host_name": BuiltInFunction(0...0, .nvarchar(128)) { .text(try await $0.context.hierarchy.serverName()) },
    ]

    /// The documented properties of a server that are not modelled: `NULL` for one would look like a value.
    private static let unmodelledServerProperties: Set<String> = [
        "buildclrversion", "collationid", "comparisonstyle", "editionid", "filestreamconfiguredlevel",
        "filestreameffectivelevel", "filestreamsharename", "hadrmanagerstatus", "instancedefaultbackuppath",
        "instancedefaultdatapath", "instancedefaultlogpath", "isadvancedanalyticsinstalled", "isbigdatacluster",
        "isexternalauthenticationonly", "isexternalgovernanceenabled", "isfulltextinstalled", "islocaldb",
        "ispolybaseinstalled", "isserversuspendedforsnapshotbackup", "istempdbmetadatamemoryoptimized",
        "isxtpsupported", "lcid", "licensetype", "pathseparator", "processid", "productbuild", "productupdatetype",
        "resourcelastupdatedatetime", "resourceversion", "sqlcharset", "sqlcharsetname", "sqlsortorder",
        "sqlsortordername", "suspendeddatabasecount",
    ]

    /// Functions that tell of the error that a `CATCH` block handles; `NULL` elsewhere.
    static let errors: [String: BuiltInFunction] = [
        "error_number": caught(.int) { .int(Int64($0.failure.number)) },
        "error_severity": caught(.int) { .int(Int64($0.failure.severity)) },
        "error_state": caught(.int) { .int(Int64($0.failure.state)) },
        "error_line": caught(.int) { .int(Int64($0.line)) },
        "error_procedure": caught(.nvarchar(128)) { $0.failure.procedure.map { .text($0) } ?? .null },
        "error_message": caught(.nvarchar(4000)) { .text($0.failure.text) },
    ]

    private static func caught(
        _ type: SQLType, _ value: @escaping @Sendable (CaughtError) -> SQLValue
    ) -> BuiltInFunction {
        BuiltInFunction(0...0, type) { $0.context.caught.last.map(value) ?? .null }
    }
}
