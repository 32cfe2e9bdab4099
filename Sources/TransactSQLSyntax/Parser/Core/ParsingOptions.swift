/// What the reading of a batch depends on beside its text.
public struct ParsingOptions: Sendable, Hashable {
    /// The compatibility level of the database, such as 160 for SQL Server 2022.
    ///
    /// At 130 and above the names of algorithms that are no longer created, such as `DES` or `RSA_512`, are syntax errors.
    public var compatibilityLevel: Int

    /// Variables that are declared outside the batch, as parameters of `sp_executesql` are.
    public var parameters: [VariableName]

    /// Creates options.
    ///
    /// - Parameters:
    ///   - compatibilityLevel: The compatibility level of the database.
    ///   - parameters: Variables that are declared outside the batch.
    public init(compatibilityLevel: Int = 160, parameters: [VariableName] = []) {
        self.compatibilityLevel = compatibilityLevel
        self.parameters = parameters
    }
}
