extension Session {
    /// Keeps the login and the password with which logins reach a linked server, in place of what is there:
    /// `sp_addlinkedsrvlogin`.
    ///
    /// - Parameters:
    ///   - server: The name of the linked server, in any spelling that is equal without regard to case.
    ///   - localLogin: The login of this server that it is for; `nil` for all that have none of their own.
    ///   - remoteLogin: The login there; `nil` for nobody.
    ///   - password: The password there, of 1 to 8,000 bytes; `nil` for none.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `invalidName`, `linkedServer` when
    ///   there is no such server, `serviceMasterKeyUnreadable`.
    public func setLinkedServerLogin(
        server: String,
        localLogin: String? = nil,
        remoteLogin: String?,
        password: Password?
    ) async throws {
        try await audited(.setLinkedServerLogin, Self.title(ofLoginsOf: server)) {
            try await require(.controlServer)
            let secret = password.map { password in
                SharedSecret(unsafe password.withUnsafeBytes { unsafe SecretBytes(copying: $0.bytes) })
            }
            if let secret { try Self.requireFits(secret) }
            try await setLinkedServerLogin(
                server: server, LinkedServerLoginDetails(localLogin: localLogin), remoteLogin: remoteLogin, secret)
        }
    }

    /// Lets logins be themselves on a linked server, in place of what is there: `sp_addlinkedsrvlogin` with `@useself`.
    /// A password that was kept is forgotten.
    ///
    /// - Parameters:
    ///   - server: The name of the linked server, in any spelling that is equal without regard to case.
    ///   - localLogin: The login of this server that it is for; `nil` for all that have none of their own.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `invalidName`, `linkedServer` when
    ///   there is no such server.
    public func setLinkedServerLoginToItself(server: String, localLogin: String? = nil) async throws {
        try await audited(.setLinkedServerLogin, Self.title(ofLoginsOf: server)) {
            try await require(.controlServer)
            try await setLinkedServerLogin(
                server: server, LinkedServerLoginDetails(localLogin: localLogin, usesSelfCredential: true),
                remoteLogin: nil, nil)
        }
    }

    private func setLinkedServerLogin(
        server: String,
        _ login: LinkedServerLoginDetails,
        remoteLogin: String?,
        _ secret: SharedSecret?
    ) async throws {
        for name in [login.localLogin, remoteLogin] { _ = try name.map { try DatabaseName($0) } }
        let root = secret == nil ? nil : try await hierarchy.openServiceMasterKey()
        let details = try login.encoded()
        let change = linkedServerLoginChange(.setLinkedServerLogin, server) { store, environment in
            if let root { try store.requireCurrent(root) }
            guard let name = try store.key(.linkedServer, named: server, in: .master)?.name else {
                throw HierarchyError.noSuchLinkedServer(server)
            }
            let present = try store.linkedServerLogin(server, localLogin: login.localLogin)
            let id = try present?.id ?? store.nextIdentifier(.linkedServerLogin, in: .master)
            for encryption in try store.encryptions(of: id) { try store.removeEncryption(encryption.id) }
            try store.put(
                KeyRecord(
                    id: id, name: name, guid: try environment.random.uuid(), algorithm: nil, fingerprint: nil,
                    identity: remoteLogin, details: details, created: present?.created ?? environment.now,
                    modified: environment.now, version: (present?.version ?? 0) + 1))
            if let root, let secret { try store.put([try root.encryption(of: secret, as: id, in: environment)]) }
            return ChangeReport()
        }
        _ = try await commit(change)
    }

    /// Returns how logins reach the linked servers, in the order in which that was first set.
    ///
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `corrupted`.
    public func linkedServerLogins() async throws -> [LinkedServerLogin] {
        try requireNotClosed()
        try await require(.controlServer)
        return try await hierarchy.store.read { store in
            try store.keys(in: .master).filter { $0.id.kind == .linkedServerLogin }.map { record in
                let details = try LinkedServerLoginDetails(record)
                return LinkedServerLogin(
                    server: record.name, localLogin: details.localLogin,
                    usesSelfCredential: details.usesSelfCredential ?? false, remoteLogin: record.identity,
                    created: record.created, modified: record.modified,
                    hasPassword: try !store.encryptions(of: record.id).isEmpty)
            }
        }
    }

    /// Forgets how logins reach a linked server, and the password: `sp_droplinkedsrvlogin`.
    ///
    /// - Parameters:
    ///   - server: The name of the linked server, in any spelling that is equal without regard to case.
    ///   - localLogin: The login of this server that it is for; `nil` for all that have none of their own.
    /// - Returns: Whether there was such a login.
    /// - Throws: ``HierarchyError/Code-swift.struct/permissionDenied`` (CONTROL SERVER).
    @discardableResult
    public func dropLinkedServerLogin(server: String, localLogin: String? = nil) async throws -> Bool {
        try await audited(.dropLinkedServerLogin, Self.title(ofLoginsOf: server)) {
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
        Change(
            action: action, subject: Self.title(ofLoginsOf: server), permission: .controlServer, perform: perform)
    }

    private static func title(ofLoginsOf server: String) -> String {
        KeyIdentifier.Kind.linkedServerLogin.fullTitle(named: server, in: nil)
    }
}

extension KeyStoreReader {
    /// Returns the logins of a linked server, in any spelling that is equal without regard to case.
    func linkedServerLogins(of server: String) throws -> [KeyRecord] {
        let folded = server.lowercased()
        return try keys(in: .master).filter { $0.id.kind == .linkedServerLogin && $0.name.lowercased() == folded }
    }

    /// Returns what is kept for a linked server and a login of this one.
    fileprivate func linkedServerLogin(_ server: String, localLogin: String?) throws -> KeyRecord? {
        try linkedServerLogins(of: server).first { record in
            try LinkedServerLoginDetails(record).localLogin?.lowercased() == localLogin?.lowercased()
        }
    }
}
