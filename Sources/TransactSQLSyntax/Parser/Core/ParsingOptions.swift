/// What the reading of a batch depends on beside its text.
public struct ParsingOptions: Sendable, Hashable {
    /// The compatibility level of the database, such as 160 for SQL Server 2022.
    ///
    /// At 130 and above the names of algorithms that are no longer created, such as `DES` or `RSA_512`, are syntax errors.
    public var compatibilityLevel: Int

    /// The major version of the server, such as 16 for SQL Server 2022.
    ///
    /// Before 16 keys have no `URL` to be backed up to, certificates no `FORMAT`, and symmetric keys no backup: these are
    /// errors of syntax.
    public var majorVersion: Int

    /// Variables that are declared outside the batch, as parameters of `sp_executesql` are.
    public var parameters: [VariableName]

    /// Creates options.
    ///
    /// - Parameters:
    ///   - compatibilityLevel: The compatibility level of the database.
    ///   - majorVersion: The major version of the server.
    ///   - parameters: Variables that are declared outside the batch.
    public init(compatibilityLevel: Int = 160, majorVersion: Int = 16, parameters: [VariableName] = []) {
        self.compatibilityLevel = compatibilityLevel
        self.majorVersion = majorVersion
        self.parameters = parameters
    }
}
