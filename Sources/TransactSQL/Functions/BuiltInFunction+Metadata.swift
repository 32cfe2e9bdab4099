import KeyHierarchy
import TransactSQLSyntax

extension BuiltInFunction {
    /// Functions that tell of databases and keys.
    static let metadata: [String: BuiltInFunction] = [
        "db_id": BuiltInFunction(0...1, SQLType(.smallint)) { call in
            if call.arguments.isEmpty { return .int(Int64(try await call.context.currentDatabase().id.rawValue)) }
            guard let name = try call.text(0) else { return .null }
            return try await call.context.database(named: name).map { .int(Int64($0.id.rawValue)) } ?? .null
        },
        "db_name": BuiltInFunction(0...1, .nvarchar(128)) { call in
            if call.arguments.isEmpty { return .text(call.context.state.database.description) }
            guard let id = try call.int(0).flatMap({ Int32(exactly: $0) }) else { return .null }
            let record = try await call.context.read { try $0.database(DatabaseIdentifier(rawValue: id)) }
            return record.map { .text($0.name.description) } ?? .null
        },
        "original_db_name": BuiltInFunction(0...0, .nvarchar(128)) { _ in .text("master") },
        "has_dbaccess": BuiltInFunction(1...1, .int) { call in
            guard let name = try call.text(0) else { return .null }
            return try await call.context.database(named: name) == nil ? .null : .int(1)
        },
        "databasepropertyex": BuiltInFunction(2...2, .sqlVariant) { call in
            guard let name = try call.text(0), let database = try await call.context.database(named: name) else {
                return .null
            }
            let property = try call.text(1)?.trimmed ?? ""
            switch property.lowercased() {
            case "status": return .text("ONLINE")
            case "updateability": return .text("READ_WRITE")
            case "useraccess": return .text("MULTI_USER")
            case "collation": return .text(DatabasesView.collation)
            case "recovery": return .text(DatabasesView.isInSimpleRecovery(database) ? "SIMPLE" : "FULL")
            default:
                guard !Self.unmodelledDatabaseProperties.contains(property.lowercased()) else {
                    throw NotModelled("DATABASEPROPERTYEX('\(property)')", nil)
                }
                return .null
            }
        },
        "key_id": BuiltInFunction(1...1, .int) { call in
            guard let name = try call.text(0) else { return .null }
            return try await call.context.symmetricKey(named: name).map { .int(Int64($0.id.number)) } ?? .null
        },
        "key_guid": BuiltInFunction(1...1, .uniqueidentifier) { call in
            guard let name = try call.text(0) else { return .null }
            return try await call.context.symmetricKey(named: name).map { .uniqueIdentifier($0.guid) } ?? .null
        },
        "key_name": BuiltInFunction(1...1, .varchar(128)) { call in
            guard !call[0].isNull else { return .null }
            // The identity of a key stands at the front of what it has encrypted.
            let value = try call[0].converted(from: call.type(0) ?? .uniqueidentifier, to: .uniqueidentifier)
            guard case .uniqueIdentifier(let guid) = value else { return .null }
            return try await call.context.visibleSymmetricKeys().first { $0.guid == guid }.map { .text($0.name) }
                ?? .null
        },
        // Only keys of a provider have any property, and there is none.
        "symkeyproperty": BuiltInFunction(2...2, .sqlVariant) { _ in .null },
        "asymkeyproperty": BuiltInFunction(2...2, .sqlVariant) { _ in .null },
        "object_id": BuiltInFunction(1...2, .int) { call in
            // Only views of the catalog are objects here; their numbers are negative, as on a server.
            guard let name = try call.text(0).flatMap({ StatementRunner.qualifiedName($0) }),
                name.qualifiers.count <= 2, SQLText.folded(name.qualifiers.last?.text ?? "") == "sys",
                SQLText.folded(try call.text(1) ?? "V") == "v"
            else { return .null }
            if name.qualifiers.count == 2, !name.qualifiers[0].text.isEmpty {
                guard try await call.context.database(named: name.qualifiers[0].text) != nil else { return .null }
            }
            let wanted = SQLText.folded(name.name.text)
            return CatalogViews.all.firstIndex { $0.name == wanted }.map { .int(Int64(-1 - $0)) } ?? .null
        },
        "object_name": BuiltInFunction(1...2, .sysname) { _ in .null },
        "schema_id": BuiltInFunction(0...1, .int) { call in
            if call.arguments.isEmpty { return .int(1) }
            switch try call.text(0)?.lowercased() {
            case "dbo": return .int(1)
            case "guest": return .int(2)
            case "sys": return .int(4)
            default: return .null
            }
        },
        "schema_name": BuiltInFunction(0...1, .sysname) { _ in .text("dbo") },
    ]

    /// Functions that tell of who is at work. Whoever it is owns each database that it controls.
    static let principals: [String: BuiltInFunction] = [
        "suser_sname": BuiltInFunction(0...1, .nvarchar(128)) { call in
            if call.arguments.isEmpty { return .text(call.context.session.principal.name) }
            return try call.bytes(0) == [1] ? .text("sa") : .null
        },
        "suser_name": BuiltInFunction(0...1, .nvarchar(128)) { call in
            if call.arguments.isEmpty { return .text(call.context.session.principal.name) }
            return try call.int(0) == 1 ? .text("sa") : .null
        },
        "system_user": BuiltInFunction(0...0, .nvarchar(128)) { .text($0.context.session.principal.name) },
        "original_login": BuiltInFunction(0...0, .nvarchar(128)) { .text($0.context.session.principal.name) },
        "suser_sid": BuiltInFunction(0...2, .varbinary(85)) { call in
            let name = call.arguments.isEmpty ? call.context.session.principal.name : try call.text(0)
            return name?.lowercased() == "sa" ? .binary([1]) : .null
        },
        "suser_id": BuiltInFunction(0...1, .int) { call in
            let name = call.arguments.isEmpty ? call.context.session.principal.name : try call.text(0)
            return name?.lowercased() == "sa" ? .int(1) : .null
        },
        "user_name": BuiltInFunction(0...1, .nvarchar(128)) { call in
            if call.arguments.isEmpty { return .text("dbo") }
            return try call.int(0) == 1 ? .text("dbo") : .null
        },
        "user": BuiltInFunction(0...0, .nvarchar(128)) { _ in .text("dbo") },
        "current_user": BuiltInFunction(0...0, .nvarchar(128)) { _ in .text("dbo") },
        "session_user": BuiltInFunction(0...0, .nvarchar(128)) { _ in .text("dbo") },
        "user_id": BuiltInFunction(0...1, .int) { call in
            if call.arguments.isEmpty { return .int(1) }
            return try call.text(0)?.lowercased() == "dbo" ? .int(1) : .null
        },
        "database_principal_id": BuiltInFunction(0...1, .int) { call in
            if call.arguments.isEmpty { return .int(1) }
            return try call.text(0)?.lowercased() == "dbo" ? .int(1) : .null
        },
        "is_srvrolemember": BuiltInFunction(1...2, .int) { call in
            let roles: Set = [
                "sysadmin", "serveradmin", "securityadmin", "setupadmin", "processadmin", "diskadmin", "dbcreator",
                "bulkadmin",
            ]
            guard let role = try call.text(0)?.trimmed.lowercased() else { return .null }
            if role == "public" { return .int(1) }
            guard roles.contains(role) else { return .null }
            return .int(try await call.context.isGranted(.controlServer) ? 1 : 0)
        },
        "has_perms_by_name": BuiltInFunction(3...5, .int) { call in
            // Whoever has CONTROL has every permission beneath it; finer ones are not modelled.
            let securableClass = try call.text(1)?.trimmed.uppercased()
            switch securableClass {
            case nil: return .int(try await call.context.isGranted(.controlServer) ? 1 : 0)
            case "DATABASE":
                guard let name = try call.text(0), let database = try await call.context.database(named: name) else {
                    return .null
                }
                return .int(try await call.context.controls(database.name) ? 1 : 0)
            case .some(let name) where Self.unmodelledClasses.contains(name):
                throw NotModelled("HAS_PERMS_BY_NAME of the class \(name)", nil)
            default: return .null
            }
        },
    ]

    // `NULL` for what a server knows would look like a value.

    /// The documented properties of a database that are not modelled.
    private static let unmodelledDatabaseProperties: Set<String> = [
        "comparisonstyle", "edition", "isansinulldefault", "isansinullsenabled", "isansipaddingenabled",
        "isansiwarningsenabled", "isarithmeticabortenabled", "isautoclose", "isautocreatestatistics",
        "isautocreatestatisticsincremental", "isautoshrink", "isautoupdatestatistics", "isclone",
        "isclosecursorsoncommitenabled", "isdatabasesuspendedforsnapshotbackup", "isfulltextenabled", "isinstandby",
        "islocalcursorsdefault", "ismemoryoptimizedelevatetosnapshotenabled", "ismergepublished", "isnullconcat",
        "isnumericroundabortenabled", "isparameterizationforced", "ispublished", "isquotedidentifiersenabled",
        "isrecursivetriggersenabled", "issubscribed", "issyncwithbackup", "istornpagedetectionenabled",
        "isverifiedclone", "isxtpsupported", "lastgoodcheckdbtime", "lcid", "maxsizeinbytes", "replicaid",
        "serviceobjective", "serviceobjectiveid", "sqlsortorder", "version",
    ]

    /// The classes of securables whose permissions are not modelled.
    private static let unmodelledClasses: Set<String> = [
        "APPLICATION ROLE", "ASSEMBLY", "ASYMMETRIC KEY", "AVAILABILITY GROUP", "CERTIFICATE", "CONTRACT", "CREDENTIAL",
        "DATABASE SCOPED CREDENTIAL", "ENDPOINT", "EXTERNAL LANGUAGE", "FULLTEXT CATALOG", "FULLTEXT STOPLIST", "LOGIN",
        "MESSAGE TYPE", "OBJECT", "REMOTE SERVICE BINDING", "ROLE", "ROUTE", "SCHEMA", "SEARCH PROPERTY LIST", "SERVER",
        "SERVER ROLE", "SERVICE", "SYMMETRIC KEY", "TYPE", "USER", "XML SCHEMA COLLECTION",
    ]
}
