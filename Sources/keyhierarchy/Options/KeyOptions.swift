import ArgumentParser
import KeyHierarchy

/// Which key of the instance is meant.
struct KeyOptions: ParsableArguments {
    @Option(help: "The database of the key; its master key, if no other is named. Without it, the service master key.")
    var database: DatabaseName?

    @Option(help: "A symmetric key of the database.") var symmetricKey: String?
    @Option(help: "A certificate of the database: its private key.") var certificate: String?
    @Option(help: "An asymmetric key of the database: its private key.") var asymmetricKey: String?
    @Flag(help: "The key that encrypts the database itself.") var databaseEncryptionKey = false

    /// The key.
    var key: NamedKey {
        get throws {
            let names = [symmetricKey, certificate, asymmetricKey].compactMap { $0 }
            guard names.count + (databaseEncryptionKey ? 1 : 0) <= 1 else {
                throw ValidationError("Name one key of the database.")
            }
            guard let database else {
                guard names.isEmpty, !databaseEncryptionKey else {
                    throw ValidationError("Name the database of the key: --database NAME.")
                }
                return .serviceMasterKey
            }
            if let symmetricKey { return .symmetricKey(symmetricKey, in: database) }
            if let certificate { return .certificate(certificate, in: database) }
            if let asymmetricKey { return .asymmetricKey(asymmetricKey, in: database) }
            return databaseEncryptionKey ? .databaseEncryptionKey(of: database) : .masterKey(of: database)
        }
    }
}
