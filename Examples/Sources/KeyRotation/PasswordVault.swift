public import KeyHierarchy

/// Where a team keeps its passwords.
public protocol PasswordVault: Sendable {
    /// The password that the master key of a database gets.
    func masterKeyPassword(of database: DatabaseName) async throws -> Password
    /// The password of the backups of that key.
    func backupPassword(of database: DatabaseName) async throws -> Password
}
