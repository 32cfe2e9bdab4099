extension Session {
    /// Adds a linked server: `sp_addlinkedserver`. Nothing connects to it; it is what logins are kept for.
    ///
    /// Every login is itself on it, until another one is set for it, or none.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units; not the name of this server.
    ///   - product: What it is, at most 128 UTF-16 code units.
    ///   - provider: The OLE DB provider that reaches it, at most 128 UTF-16 code units.
    ///   - dataSource: What the provider connects to, at most 4,000 UTF-16 code units, like the others.
    ///   - location: Where that is, in the provider's terms.
    ///   - catalog: The database there in which statements begin.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `invalidName`, `linkedServer` when
    ///   there is one of that name.
    public func addLinkedServer(
        _ name: String,
        product: String = "SQL Server",
        provider: String = "SQLNCLI",
        dataSource: String? = nil,
        location: String? = nil,
        catalog: String? = nil
    ) async throws {
        try await audited(.addLinkedServer, Self.title(ofLinkedServer: name)) {
            try await require(.controlServer)
            _ = try DatabaseName(name)
            for (text, limit) in [
                (product, 128), (provider, 128), (dataSource, 4000), (location, 4000), (catalog, 4000),
            ] where (text?.utf16.count ?? 0) > limit {
                throw HierarchyError(.invalidName, "A property of a linked server has at most \(limit) characters.")
            }
            let server = try LinkedServerDetails(
                product: product, provider: provider, dataSource: dataSource, location: location, catalog: catalog
            ).encoded()
            let login = try LinkedServerLoginDetails(localLogin: nil, usesSelfCredential: true).encoded()
            let change = linkedServerChange(.addLinkedServer, name) { store, environment in
                guard try store.key(.linkedServer, named: name, in: .master) == nil,
                    try store.requireInstance().serverName.lowercased() != name.lowercased()
                else { throw HierarchyError.linkedServerExists(name) }
                for (kind, details) in [(KeyIdentifier.Kind.linkedServer, server), (.linkedServerLogin, login)] {
                    try store.put(
                        KeyRecord(
                            id: try store.nextIdentifier(kind, in: .master), name: name,
                            guid: try environment.random.uuid(), algorithm: nil, fingerprint: nil, details: details,
                            created: environment.now, modified: environment.now, version: 1))
                }
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// Returns the linked servers, in the order of their numbers.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `corrupted`.
    public func linkedServers() async throws -> [LinkedServer] {
        try requireNotClosed()
        try await require(.controlServer)
        return try await hierarchy.store.read { store in
            try store.keys(in: .master).filter { $0.id.kind == .linkedServer }.map { record in
                let details = try LinkedServerDetails(record)
                // Keys are numbered from 256 on.
                return LinkedServer(
                    name: record.name, number: record.id.number - 255, product: details.product,
                    provider: details.provider, dataSource: details.dataSource, location: details.location,
                    catalog: details.catalog, created: record.created)
            }
        }
    }

    /// Forgets a linked server: `sp_dropserver`.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - droppingLogins: Whether its logins go with it. Otherwise it must have none, or at most that every login is
    ///     itself there.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `linkedServer` when there is none,
    ///   or when it has logins.
    public func dropLinkedServer(_ name: String, droppingLogins: Bool = false) async throws {
        try await audited(.dropLinkedServer, Self.title(ofLinkedServer: name)) {
            try await require(.controlServer)
            let change = linkedServerChange(.dropLinkedServer, name) { store, _ in
                guard let server = try store.key(.linkedServer, named: name, in: .master) else {
                    throw HierarchyError.noSuchLinkedServer(name)
                }
                for login in try store.linkedServerLogins(of: name) {
                    let details = try LinkedServerLoginDetails(login)
                    guard droppingLogins || details.localLogin == nil && details.usesSelfCredential == true else {
                        throw HierarchyError.linkedServerHasLogins(name)
                    }
                    try store.removeKey(login.id)
                }
                try store.removeKey(server.id)
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    private func linkedServerChange(
        _ action: AuditEvent.Action,
        _ name: String,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) -> Change {
        Change(
            action: action, subject: Self.title(ofLinkedServer: name), permission: .controlServer, perform: perform)
    }

    private static func title(ofLinkedServer name: String) -> String {
        KeyIdentifier.Kind.linkedServer.fullTitle(named: name, in: nil)
    }
}
