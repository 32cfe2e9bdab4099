/// `CREATE DATABASE name [ON file, …] [LOG ON file, …] [COLLATE name] [FOR ATTACH]`.
public struct CreateDatabaseStatement: Sendable, Hashable {
    /// A file of a database: the options in its parentheses, such as `NAME = x` and `FILENAME = 'path'`.
    public struct File: Sendable, Hashable {
        /// The options.
        public var options: [NamedOption]

        /// Creates one from its parts.
        ///
        /// - Parameter options: The options.
        public init(options: [NamedOption] = []) {
            self.options = options
        }
    }

    /// The name.
    public var name: Identifier

    /// The files after `ON`.
    public var files: [File]

    /// The files after `LOG ON`.
    public var logFiles: [File]

    /// The collation, if said.
    public var collation: Identifier?

    /// Whether the files are there already: `FOR ATTACH`.
    public var attaches: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - files: The files after `ON`.
    ///   - logFiles: The files after `LOG ON`.
    ///   - collation: The collation, if said.
    ///   - attaches: Whether the files are there already.
    public init(
        name: Identifier,
        files: [File] = [],
        logFiles: [File] = [],
        collation: Identifier? = nil,
        attaches: Bool = false
    ) {
        self.name = name
        self.files = files
        self.logFiles = logFiles
        self.collation = collation
        self.attaches = attaches
    }
}
