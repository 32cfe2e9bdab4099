import KeyHierarchy

/// What a tenant is called: 1 to 63 of `a` to `z`, `0` to `9` and `-`.
public struct TenantName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let description: String
    /// The tenant's database.
    let database: DatabaseName

    /// The databases of tenants begin with this, so that they are told from others.
    private static let prefix = "tenant-"

    /// Creates a name.
    ///
    /// - Throws: ``TenantVaultError/invalidName`` when it has other characters, or too many.
    public init(_ name: String) throws {
        let isValid = name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || byte == UInt8(ascii: "-")
        }
        guard isValid, 1...63 ~= name.utf8.count else { throw TenantVaultError.invalidName }
        description = name
        database = try DatabaseName(Self.prefix + name)
    }

    /// Returns the tenant whose database has that name, or `nil` when it is none of a tenant.
    init?(database: DatabaseName) {
        guard database.description.hasPrefix(Self.prefix),
            let tenant = try? TenantName(String(database.description.dropFirst(Self.prefix.count)))
        else { return nil }
        self = tenant
    }

    /// Who is at work in the tenant's session.
    var principal: Principal {
        Principal(name: database.description)
    }
}
