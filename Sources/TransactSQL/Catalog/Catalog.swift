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
    func masterKeys() async throws -> [KeyRows] {
        let id = database.id
        var wanted: [KeyIdentifier] = []
        if try await context.controls(database.name) { wanted.append(.databaseMasterKey(of: id)) }
        if id == .master, try await context.isGranted(.controlServer) { wanted.append(.serviceMasterKey) }
        return try await context.read { [wanted] store in
            try wanted.compactMap { id in
                try store.key(id).map { KeyRows(key: $0, encryptions: try store.encryptions(of: id)) }
            }
        }
    }

    /// The symmetric keys of the database that statements have made; the master keys are not among them.
    func symmetricKeys() async throws -> [KeyRows] {
        try await keys(.symmetricKey, permission: .alterAnySymmetricKey(database.name))
    }

    /// The certificates of the database.
    func certificates() async throws -> [Certificate] {
        guard try await context.isGranted(.alterAnyCertificate(database.name)) else { return [] }
        return try await context.translatingErrors { try await context.session.certificates(in: database.name) }
    }

    /// The asymmetric keys of the database.
    func asymmetricKeys() async throws -> [AsymmetricKey] {
        guard try await context.isGranted(.alterAnyAsymmetricKey(database.name)) else { return [] }
        return try await context.translatingErrors { try await context.session.asymmetricKeys(in: database.name) }
    }

    private func keys(_ kind: KeyIdentifier.Kind, permission: Permission) async throws -> [KeyRows] {
        guard try await context.isGranted(permission) else { return [] }
        let id = database.id
        return try await context.read { store in
            try store.keys(in: id).filter { $0.id.kind == kind }.map { key in
                KeyRows(key: key, encryptions: try store.encryptions(of: key.id))
            }
        }
    }

    /// The credentials of a scope: those of the server are kept in `master`.
    func credentials(in database: DatabaseIdentifier) async throws -> [KeyRecord] {
        try await context.read { try $0.keys(in: database).filter { $0.id.kind == .credential } }
    }
}

/// A key, and its encryptions.
struct KeyRows: Sendable {
    let key: KeyRecord
    let encryptions: [KeyEncryption]
}
