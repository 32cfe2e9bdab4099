import KeyHierarchy

extension Inventory {
    /// How an asset is written in a command: `machine-key`, `service-account`, `token`, `root:NAME`, `password:LABEL`,
    /// `password:DATABASE/SLOT` (one of a master key, without a label), `password:DATABASE/KEY/SLOT` (one of another key),
    /// `backup-password:ID`, `backup:PLACE`, `database:NAME` or `store`.
    ///
    /// - Parameter asset: What can be lost.
    public func specification(of asset: Asset) -> String {
        switch asset {
        case .rootProtector(.machineKey): return "machine-key"
        case .rootProtector(.serviceAccount): return "service-account"
        case .rootProtector(.token): return "token"
        case .rootProtector(let name): return "root:\(name.rawValue)"
        case .password(let label): return "password:\(label)"
        case .keyPassword(let id):
            let database = name(of: id.key.database)
            guard id.key.kind != .databaseMasterKey else { return "password:\(database)/\(id.slot)" }
            return "password:\(database)/\(key(id.key)?.name ?? String(id.key.number))/\(id.slot)"
        case .backupPassword(let id): return "backup-password:\(id)"
        case .backup(let place): return "backup:\(place)"
        case .database(let id): return "database:\(name(of: id))"
        case .store: return "store"
        }
    }
}

extension RecoveryAnalysis {
    /// The asset that a command names, see ``Inventory/specification(of:)``.
    ///
    /// - Parameter specification: How it is written. Names of databases are compared as the server compares them.
    /// - Returns: The asset, or `nil` when the instance has none that is written so.
    public func asset(_ specification: String) -> Asset? {
        if let asset = assets.first(where: { inventory.specification(of: $0) == specification }) { return asset }
        guard specification.hasPrefix("database:"),
            let name = try? DatabaseName(String(specification.dropFirst("database:".count))),
            let database = inventory.databases.first(where: { $0.name == name })
        else { return nil }
        return .database(database.id)
    }
}
