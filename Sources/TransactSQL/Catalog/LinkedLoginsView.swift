import KeyHierarchy

/// `sys.linked_logins`: who logins are on the linked servers. Their passwords are in no view.
enum LinkedLoginsView {
    static let view = CatalogView(
        name: "linked_logins",
        columns: [
            ResultColumn("server_id", .int), ResultColumn("local_principal_id", .int),
            ResultColumn("uses_self_credential", .bit), ResultColumn("remote_name", .sysname),
            ResultColumn("modify_date", .datetime),
        ]
    ) { catalog in
        let context = catalog.context
        guard try await context.isGranted(.controlServer) else { return [] }
        let (servers, logins) = try await context.translatingErrors {
            (try await context.session.linkedServers(), try await context.session.linkedServerLogins())
        }
        let numbers = Dictionary(servers.map { ($0.name, $0.number) }) { first, _ in first }
        return logins.compactMap { login in
            numbers[login.server].map { number in
                [
                    .int(Int64(number)), principal(login.localLogin), .bit(login.usesSelfCredential),
                    login.remoteLogin.map { .text($0) } ?? .null, .dateTime(login.modified),
                ]
            }
        }
    }

    /// 0 for every login, 1 for the administrator. Other principals have no numbers here.
    private static func principal(_ login: String?) -> SQLValue {
        guard let login else { return .int(0) }
        return SQLText.folded(login) == "sa" ? .int(1) : .null
    }
}
