/// The name of a database: 1 to 128 UTF-16 code units, as `sysname` holds them.
///
/// Names compare without regard to case, like those of a server with a default collation; the spelling is kept. Spellings
/// that are canonically equivalent, such as `é` as one scalar and as two, are one name, in every store.
public struct DatabaseName: Sendable, CustomStringConvertible {
    /// The name as it was written.
    public let description: String

    /// The form of the name that is equal for all its spellings; stores keep databases unique by it.
    public let folded: String

    /// Creates a name.
    ///
    /// - Parameter name: 1 to 128 UTF-16 code units, without control characters.
    /// - Throws: ``HierarchyError/Code-swift.struct/invalidName`` when it is empty, longer than 128 UTF-16 code units,
    ///   or holds a control character.
    public init(_ name: String) throws(HierarchyError) {
        guard Self.isValid(name) else {
            throw HierarchyError.invalidName(name)
        }
        self.init(validated: name)
    }

    /// Creates a name from the text of another one.
    init(validated name: String) {
        description = name
        folded = name.lowercased()
    }

    private static func isValid(_ name: String) -> Bool {
        !name.isEmpty && name.utf16.count <= 128
            && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension DatabaseName: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.folded == right.folded
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(folded)
    }
}

extension DatabaseName: ExpressibleByStringLiteral {
    /// Creates a name from a literal, which must be a valid one.
    ///
    /// - Parameter name: 1 to 128 UTF-16 code units, without control characters; the program stops otherwise.
    public init(stringLiteral name: String) {
        precondition(Self.isValid(name), "Not a database name: a literal of 1 to 128 characters is needed.")
        self.init(validated: name)
    }
}
