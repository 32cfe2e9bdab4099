import KeyHierarchy

/// The columns of each table as a query selects them, for the initializers of the records that read them.
package struct StoreColumns: Sendable {
    package var instance = InstanceRecord.columns
    package var database = DatabaseRecord.columns
    package var key = KeyRecord.columns
    package var encryption = KeyEncryption.columns
    package var encryptionButProtector = KeyEncryption.columnsButProtector
    package var backup = BackupRecord.columns

    /// The columns of the present form of the tables, as they are.
    package init() {}
}
