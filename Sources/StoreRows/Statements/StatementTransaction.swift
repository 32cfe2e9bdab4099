package import KeyHierarchy

/// A transaction of a database that understands SQL: which statements a store runs is the same for all of them.
package protocol StatementTransaction: KeyStoreWriter {
    associatedtype SQLConnection: StatementConnection

    /// What runs the statements.
    var connection: SQLConnection { get }
    /// What is selected of the tables.
    var columns: StoreColumns { get }

    /// What finds the encryptions under a protector, so that the database takes the index for it.
    func condition(for protector: Protector) -> ProtectorCondition
}
