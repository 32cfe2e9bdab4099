#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about an instance.
public struct InstanceRecord: Hashable, Sendable {
    /// The version of the stored formats that this library writes, and the highest that it reads.
    public static let currentFormatVersion: Int32 = 2

    /// What tells this instance from all others.
    public let id: UUID
    /// The name of the server, for labels and reports.
    public let serverName: String
    /// When the instance first started.
    public let created: Date
    /// The version of the stored formats: 1 had master keys and credentials only.
    public internal(set) var formatVersion: Int32
    /// Goes up by one with every operation that changes keys or databases; a plan is good for one revision.
    public var revision: Int64
    /// The number that the next database gets.
    public var nextDatabase: Int32
    /// The number that the next credential gets.
    public var nextCredential: Int32

    /// Creates a record, as a store reads it.
    ///
    /// - Parameters:
    ///   - id: What tells the instance from all others.
    ///   - serverName: The name of the server.
    ///   - created: When the instance first started.
    ///   - formatVersion: The version of the stored formats.
    ///   - revision: How many operations have changed keys or databases, from 1 on.
    ///   - nextDatabase: The number that the next database gets, from 5 on.
    ///   - nextCredential: The number that the next credential gets, from 65,536 on.
    public init(
        id: UUID,
        serverName: String,
        created: Date,
        formatVersion: Int32 = currentFormatVersion,
        revision: Int64,
        nextDatabase: Int32,
        nextCredential: Int32
    ) {
        self.id = id
        self.serverName = serverName
        self.created = created
        self.formatVersion = formatVersion
        self.revision = revision
        self.nextDatabase = nextDatabase
        self.nextCredential = nextCredential
    }
}
