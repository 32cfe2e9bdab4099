public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Whether each key is kept so that it outlives a loss: what `keyhierarchy status --check` asks, every night.
///
/// These keys are asked for:
///
/// | Key | Ways in | Backup |
/// |---|---|---|
/// | service master key, database master key | 2 that were proved | verified, with a copy |
/// | certificate with a private key | 1 that was proved | of the private key, verified, with a copy; valid for 30 days more |
/// | symmetric key that has a fingerprint | 1 that was proved | verified, with a copy |
///
/// SQL Server lets one thing alone protect a private key, so that a second way cannot be asked for: its backup is one. Others
/// are not asked for. A credential and the password of a linked server are known elsewhere; an asymmetric key cannot be backed
/// up; a database encryption key lies under a certificate, whose backup counts; a symmetric key from `KEY_SOURCE`, which has no
/// fingerprint, can be made again; and the versions of a sealing key come of their symmetric key.
///
/// A key that nothing opens any more is lacking too, whatever was proved: where the service master key is not opened by what is here,
/// its machine key is gone or the token out. A way in is proved when it was used with success, no matter when. That two places are far enough from each other for one
/// fire to spare one of them, nobody can tell from their names.
public struct Posture: Sendable {
    /// A key that was asked for.
    public struct Key: Hashable, Sendable {
        /// Which key it is.
        public let id: KeyIdentifier
        /// What a person calls it, with its database, such as "certificate 'Cards' of database Sales".
        public let title: String
        /// Its own name.
        public let name: String
        /// The name of the database that it belongs to.
        public let database: String
        /// When a backup that holds the key as it is was last verified; `nil` if none was.
        public let backupVerified: Date?
        /// In how many places there are backups that hold the key as it is.
        public let backupPlaceCount: Int
        /// How many ways into it were used with success.
        public let provedProtectorCount: Int
        /// Until when a certificate is valid; `nil` of other keys.
        public let expiryDate: Date?
        /// What it lacks; empty when it is in order.
        public let shortfalls: [Shortfall]
    }

    /// The name of the server.
    public let server: String
    /// When the inventory was taken that this is about.
    public let time: Date
    /// The greatest age of a verification that counts.
    public let maximumAge: Duration
    /// The keys that were asked for, in ascending order.
    public let keys: [Key]

    /// The age that a verification may have when nobody says otherwise: 90 days.
    public static let defaultMaximumAge = Duration.seconds(90 * 86_400)

    /// Looks at every key of an inventory alone, which does not tell whether a machine key is still where it was. The
    /// time is that of the number of keys and backups.
    ///
    /// - Parameters:
    ///   - inventory: What the instance consists of.
    ///   - maximumAge: The greatest age of a verification that counts, in relation to the time of the inventory.
    public init(of inventory: Inventory, maximumAge: Duration = Posture.defaultMaximumAge) {
        self.init(of: inventory, maximumAge: maximumAge, opensRoot: true)
    }

    /// Looks at every key of an inventory, where it was tried whether the root opens. The time is that of the number of
    /// keys and backups.
    ///
    /// - Parameters:
    ///   - inventory: What the instance consists of.
    ///   - maximumAge: The greatest age of a verification that counts, in relation to the time of the inventory.
    ///   - opensRoot: Whether the service master key opens by the root protectors that are here, as
    ///     ``/KeyHierarchy/ServiceMasterKey/isReadable`` says.
    public init(
        of inventory: Inventory,
        maximumAge: Duration = Posture.defaultMaximumAge,
        opensRoot: Bool
    ) {
        server = inventory.server
        time = inventory.time
        self.maximumAge = maximumAge
        var closed = Set(RecoveryAnalysis(inventory).unreachableKeys.map(\.id))
        if !opensRoot { closed.insert(.serviceMasterKey) }
        let examination = Examination(inventory: inventory, maximumAge: maximumAge, closedKeys: closed)
        keys = inventory.keys.compactMap { key in Examination.isAskedFor(key) ? examination.findings(key) : nil }
    }

    /// Everything that is lacking, by keys in ascending order.
    public var shortfalls: [Shortfall] {
        keys.flatMap(\.shortfalls)
    }

    /// Whether nothing is lacking.
    public var isInOrder: Bool {
        keys.allSatisfy(\.shortfalls.isEmpty)
    }

    /// What was found of a key, or `nil` when it was not asked for.
    ///
    /// - Parameter id: Which key.
    public func key(_ id: KeyIdentifier) -> Key? {
        let index = keys.partitioningIndex { $0.id >= id }
        return index < keys.count && keys[index].id == id ? keys[index] : nil
    }
}

extension Posture: CustomStringConvertible {
    /// What is lacking, a line for each shortfall, with what mends it; or that nothing is.
    public var description: String {
        if isInOrder { return keys.count == 1 ? "The key is in order." : "All \(keys.count) keys are in order." }
        return keys.flatMap { key in key.shortfalls.map { line($0, of: key) } }.joined(separator: "\n")
    }

    private func line(_ shortfall: Shortfall, of key: Key) -> String {
        let remedy = shortfall.remedy.command ?? shortfall.remedy.transactSQL ?? shortfall.remedy.instruction
        return "\(key.title): \(shortfall.explanation). Mend: \(remedy)".onOneLine
    }
}
