import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What views read from.
struct Catalog {
    let context: ExecutionContext
    /// The database whose view it is.
    let database: DatabaseRecord

    /// The master keys that are in the database: its own, and in `master` the service master key.
    func masterKeys() async throws -> [MasterKeyRows] {
        let id = database.id
        var wanted: [KeyIdentifier] = []
        if try await context.controls(database.name) { wanted.append(.databaseMasterKey(of: id)) }
        if id == .master, try await context.isGranted(.controlServer) { wanted.append(.serviceMasterKey) }
        return try await context.read { [wanted] store in
            try wanted.compactMap { id in
                try store.key(id).map { MasterKeyRows(key: $0, encryptions: try store.encryptions(of: id)) }
            }
        }
    }

    /// The credentials of a scope: those of the server are kept in `master`.
    func credentials(in database: DatabaseIdentifier) async throws -> [KeyRecord] {
        try await context.read { try $0.keys(in: database).filter { $0.id.kind == .credential } }
    }
}

/// A master key, and its encryptions.
struct MasterKeyRows: Sendable {
    let key: KeyRecord
    let encryptions: [KeyEncryption]
}
