#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// How logins of this server reach a linked one: a row of `sys.linked_logins`. The password is not here.
public struct LinkedServerLogin: Hashable, Sendable {
    /// The name of the linked server.
    public let server: String
    /// The login of this server that it is for; `nil` for all that have none of their own.
    public let localLogin: String?
    /// Whether it is itself there, with its own credentials.
    public let usesSelfCredential: Bool
    /// The login on the linked server; `nil` for one that is itself there, or nobody.
    public let remoteLogin: String?
    /// When it was created.
    public let created: Date
    /// When its password was last set.
    public let modified: Date
    /// Whether a password of it is kept. That it opens is not said: what ``LossTolerance/force`` has given up is kept, too.
    public let hasPassword: Bool
}
