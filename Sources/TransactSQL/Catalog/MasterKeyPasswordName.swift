#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The name of the credential that keeps a password of a database's master key: `##DBMKEY_<family>_<random>##`.
struct MasterKeyPasswordName: Hashable, CustomStringConvertible {
    /// The `family_guid` of the database.
    let family: UUID
    /// What tells the passwords of a database apart.
    let number: UUID

    init(family: UUID, number: UUID) {
        self.family = family
        self.number = number
    }

    /// Reads the name of a credential; `nil` for any other credential.
    init?(_ name: String) {
        let name = name.uppercased()
        guard name.hasPrefix("##DBMKEY_"), name.hasSuffix("##") else { return nil }
        let parts = name.dropFirst(9).dropLast(2).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let family = UUID(uuidString: String(parts[0])),
            let number = UUID(uuidString: String(parts[1]))
        else { return nil }
        self.init(family: family, number: number)
    }

    /// The name.
    var description: String { "##DBMKEY_\(family.uuidString)_\(number.uuidString)##" }
}
