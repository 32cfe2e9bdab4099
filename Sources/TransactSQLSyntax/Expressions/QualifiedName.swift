/// A name of one to four parts, such as `sys.databases` or `msdb.dbo.backupset`.
public struct QualifiedName: Sendable, Hashable {
    /// The parts before the last, outermost first; an omitted part, as in `db..name`, is an empty identifier.
    public var qualifiers: [Identifier]

    /// The last part.
    public var name: Identifier

    /// Creates a name.
    ///
    /// - Parameters:
    ///   - name: The last part.
    ///   - qualifiers: The parts before it, outermost first.
    public init(_ name: Identifier, in qualifiers: [Identifier] = []) {
        self.qualifiers = qualifiers
        self.name = name
    }
}
