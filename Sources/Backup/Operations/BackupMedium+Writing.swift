public import KeyHierarchy

extension BackupMedium {
    /// Writes a backup, reads it back, and opens what was read.
    ///
    /// - Parameters:
    ///   - backup: The backup, as ``OpenedBackup/adding(_:label:derivation:random:)`` and ``OpenedBackup/removingPassword(_:random:)``
    ///     give it.
    ///   - password: The password to open it with; `nil` compares the bytes only.
    /// - Throws: ``BackupError`` with the code `exists`, `mediumFailed`, `notVerified`.
    public func writeVerified(_ backup: SealedBackup, password: Password?) async throws {
        let passwords = password.map { [BackupPassword($0)] } ?? []
        _ = try await BackupWriting(medium: self, copies: []).write(backup, passwords: passwords) { _ in }
    }
}
