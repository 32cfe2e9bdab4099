import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `sys.servers`: this server, and the linked ones.
enum ServersView {
    static let view = CatalogView(
        name: "servers",
        columns: [
            ResultColumn("server_id", .int), ResultColumn("name", .sysname), ResultColumn("product", .sysname),
            ResultColumn("provider", .sysname), ResultColumn("data_source", .nvarchar(4000)),
            ResultColumn("location", .nvarchar(4000)), ResultColumn("provider_string", .nvarchar(4000)),
            ResultColumn("catalog", .sysname), ResultColumn("connect_timeout", .int),
            ResultColumn("query_timeout", .int), ResultColumn("is_linked", .bit),
            ResultColumn("is_remote_login_enabled", .bit), ResultColumn("is_rpc_out_enabled", .bit),
            ResultColumn("is_data_access_enabled", .bit), ResultColumn("is_collation_compatible", .bit),
            ResultColumn("uses_remote_collation", .bit), ResultColumn("collation_name", .sysname),
            ResultColumn("lazy_schema_validation", .bit), ResultColumn("is_system", .bit),
            ResultColumn("is_publisher", .bit), ResultColumn("is_subscriber", .bit),
            ResultColumn("is_distributor", .bit), ResultColumn("is_nonsql_subscriber", .bit),
            ResultColumn("is_remote_proc_transaction_promotion_enabled", .bit), ResultColumn("modify_date", .datetime),
            ResultColumn("is_rda_server", .bit),
        ]
    ) { catalog in
        let context = catalog.context
        let name = try await context.hierarchy.serverName()
        let created = try await context.read { try $0.database(.master)?.created } ?? context.now
        let own = row(
            0, name, product: "SQL Server", provider: "SQLNCLI", dataSource: name, created: created)
        guard try await context.isGranted(.controlServer) else { return [own] }
        return [own]
            + (try await context.translatingErrors { try await context.session.linkedServers() }).map { server in
                row(
                    server.number, server.name, product: server.product, provider: server.provider,
                    dataSource: server.dataSource, location: server.location, catalog: server.catalog,
                    created: server.created)
            }
    }

    /// The row of a server, whose options are those of a new one: no statement changes them here.
    private static func row(
        _ number: Int32,
        _ name: String,
        product: String,
        provider: String,
        dataSource: String?,
        location: String? = nil,
        catalog: String? = nil,
        created: Date
    ) -> [SQLValue] {
        let isLinked = number > 0
        let isSQLServer = product == "SQL Server"
        let text = { (text: String?) -> SQLValue in text.map { .text($0) } ?? .null }
        return [
            .int(Int64(number)), .text(name), .text(product), .text(provider), text(dataSource), text(location), .null,
            text(catalog), .int(0), .int(0), .bit(isLinked), .bit(isSQLServer), .bit(isSQLServer), .bit(isLinked),
            .bit(false), .bit(true), .null, .bit(false), .bit(false), .bit(false), .bit(false), .bit(false),
            .bit(false), .bit(true), .dateTime(created), .bit(false),
        ]
    }
}
