extension Session {
    /// Keeps the password with which logins reach a linked server, in place of the one that is there:
    /// `sp_addlinkedsrvlogin`.
    ///
    /// - Parameters:
    ///   - server: The name of the linked server, 1 to 128 UTF-16 code units.
    ///   - localLogin: The login of this server that it is for; `nil` for all that have none of their own.
    ///   - remoteLogin: The login there.
    ///   - password: The password there, of 1 to 8,000 bytes.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `invalidName`,
    ///   `serviceMasterKeyUnreadable`.
    public func setLinkedServerLogin(
        server: String,
        localLogin: String? = nil,
        remoteLogin: String,
        password: Password
    ) async throws {
        try await audited(.setLinkedServerLogin, "linked server login '\(server)'") {
            for name in [server, localLogin, remoteLogin] { _ = try name.map { try DatabaseName($0) } }
            try await require(.controlServer)
            let secret = SharedSecret(unsafe password.withUnsafeBytes { unsafe SecretBytes(copying: $0.bytes) })
            try Self.requireFits(secret)
            let root = try await hierarchy.openServiceMasterKey()
            let details = try LinkedServerLoginDetails(localLogin: localLogin).encoded()
            let change = linkedServerLoginChange(.setLinkedServerLogin, server) { store, environment in
                try store.requireCurrent(root)
                let present = try store.linkedServerLogin(server, localLogin: localLogin)
                let id = try present?.id ?? store.nextIdentifier(.linkedServerLogin, in: .master)
                try store.put(
                    KeyRecord(
                        id: id, name: server, guid: try environment.random.uuid(), algorithm: nil, fingerprint: nil,
                        identity: remoteLogin, details: details, created: present?.created ?? environment.now,
                        modified: environment.now, version: (present?.version ?? 0) + 1))
                try store.put([try root.encryption(of: secret, as: id, in: environment)])
                return ChangeReport()
            }
            _ = try await commit(change)
        }
    }

    /// Returns the linked server logins that have a password, in the order in which they were made.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `corrupted`.
    public func linkedServerLogins() async throws -> [LinkedServerLogin] {
        try requireNotClosed()
        try await require(.controlServer)
        return try await hierarchy.store.read { store in
            try store.keys(in: .master).filter { $0.id.kind == .linkedServerLogin }.map { record in
                LinkedServerLogin(
                    server: record.name, localLogin: try LinkedServerLoginDetails(record).localLogin,
                    remoteLogin: record.identity ?? "", created: record.created, modified: record.modified,
                    hasPassword: try !store.encryptions(of: record.id).isEmpty)
            }
        }
    }

    /// Forgets the password with which logins reach a linked server: `sp_droplinkedsrvlogin`.
    ///
    /// - Parameters:
    ///   - server: The name of the linked server, in any spelling that is equal without regard to case.
    ///   - localLogin: The login of this server that it is for; `nil` for all that have none of their own.
    /// - Returns: Whether there was one.
    /// - Throws: ``HierarchyError/Code-swift.struct/permissionDenied`` (CONTROL SERVER).
    @discardableResult
    public func dropLinkedServerLogin(server: String, localLogin: String? = nil) async throws -> Bool {
        try await audited(.dropLinkedServerLogin, "linked server login '\(server)'") {
            try await require(.controlServer)
            let present = try await hierarchy.store.read {
                try $0.linkedServerLogin(server, localLogin: localLogin)
            }
            guard let present else { return false }
            _ = try await commit(
                linkedServerLoginChange(.dropLinkedServerLogin, server) { store, _ in
                    _ = try store.requireUnchanged(present)
                    try store.removeKey(present.id)
                    return ChangeReport()
                })
            return true
        }
    }

    private func linkedServerLoginChange(
        _ action: AuditEvent.Action,
        _ server: String,
        perform: @escaping @Sendable (any KeyStoreWriter, ChangeEnvironment) throws -> ChangeReport
    ) -> Change {
        Change(action: action, subject: "linked server login '\(server)'", permission: .controlServer, perform: perform)
    }
}

extension KeyStoreReader {
    /// Returns the login for a linked server and a login of this one, in any spelling that is equal without regard to case.
    fileprivate func linkedServerLogin(_ server: String, localLogin: String?) throws -> KeyRecord? {
        try keys(in: .master).first { record in
            guard record.id.kind == .linkedServerLogin, record.name.lowercased() == server.lowercased() else {
                return false
            }
            return try LinkedServerLoginDetails(record).localLogin?.lowercased() == localLogin?.lowercased()
        }
    }
}
