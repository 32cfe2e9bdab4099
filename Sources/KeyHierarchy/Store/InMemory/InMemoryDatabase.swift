#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A database, without the form of its name that can be made from it.
struct InMemoryDatabase: Sendable {
    private let name: String
    private let family: UUID
    private let created: Date

    init(_ record: DatabaseRecord) {
        name = record.name.description
        family = record.family
        created = record.created
    }

    func record(id: DatabaseIdentifier) -> DatabaseRecord {
        DatabaseRecord(id: id, name: DatabaseName(validated: name), family: family, created: created)
    }
}
