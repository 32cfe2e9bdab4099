#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A database as a store keeps it.
public struct DatabaseRecord: Hashable, Sendable {
    /// The number of the database, never used again by the same store.
    public let id: DatabaseIdentifier
    /// The name, unique in the instance.
    public let name: DatabaseName
    /// What stays the same when the database is renamed or moved: `family_guid`.
    public let family: UUID
    /// When the database was created.
    public let created: Date

    /// Creates a record, as a store reads it.
    ///
    /// - Parameters:
    ///   - id: The number of the database.
    ///   - name: The name, as it was written.
    ///   - family: What stays the same when it is renamed or moved.
    ///   - created: When it was created; stores keep microseconds.
    public init(id: DatabaseIdentifier, name: DatabaseName, family: UUID, created: Date) {
        self.id = id
        self.name = name
        self.family = family
        self.created = created
    }
}
