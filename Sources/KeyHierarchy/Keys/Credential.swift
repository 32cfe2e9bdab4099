#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about a named secret: of the server, under the service master key, or scoped to a database, under that
/// database's master key. The secret is not here.
public struct Credential: Hashable, Sendable {
    /// Where a credential belongs, and so what protects its secret.
    public enum Scope: Hashable, Sendable, CustomStringConvertible {
        /// The whole instance.
        case server
        /// One database.
        case database(DatabaseName)

        /// The scope in words.
        public var description: String {
            switch self {
            case .server: "server"
            case .database(let name): "database \(name)"
            }
        }
    }

    /// Where it belongs.
    public let scope: Scope
    /// Its name, unique in its scope without regard to case.
    public let name: String
    /// Whom the secret stands for: SQL Server's `IDENTITY`.
    public let identity: String
    /// When it was created.
    public let created: Date
    /// When its secret was last set.
    public let modified: Date
    /// Whether a secret of it is kept. One that was created or altered without has none. That the secret opens is not said:
    /// what ``LossTolerance/force`` has given up is kept, too.
    public let hasSecret: Bool
}
