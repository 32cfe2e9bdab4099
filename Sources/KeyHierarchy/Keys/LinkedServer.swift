#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Another server that statements of this one can reach: a row of `sys.servers`. It has no secret of its own; its logins
/// have, see ``LinkedServerLogin``.
public struct LinkedServer: Hashable, Sendable {
    /// Its name here, unique without regard to case.
    public let name: String
    /// Its number among the linked servers, from 1 on: `server_id`.
    public let number: Int32
    /// What it is: `SQL Server` or another product.
    public let product: String
    /// The OLE DB provider that reaches it, such as `SQLNCLI`.
    public let provider: String
    /// What the provider connects to; `nil` when nothing was said.
    public let dataSource: String?
    /// Where that is, in the provider's terms; `nil` when nothing was said.
    public let location: String?
    /// The database there in which statements begin; `nil` when nothing was said.
    public let catalog: String?
    /// When it was added.
    public let created: Date
}
