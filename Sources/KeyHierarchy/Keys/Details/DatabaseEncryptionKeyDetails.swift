#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is stored of a database encryption key.
struct DatabaseEncryptionKeyDetails: KeyDetails {
    /// Whether the database is encrypted: set by `ALTER DATABASE … SET ENCRYPTION`.
    var isEncrypting = false
    /// When the key material was last made.
    var regenerated: Date
    /// When encryption was last switched on or off.
    var set: Date?
}

extension KeyRecord {
    /// Whether this is the encryption key of a database, and the database is encrypted.
    package var encryptsDatabase: Bool {
        get throws { try id.kind == .databaseEncryptionKey && DatabaseEncryptionKeyDetails(self).isEncrypting }
    }
}
