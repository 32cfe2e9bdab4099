extension Statement {
    /// What a statement says.
    @nonexhaustive
    public enum Kind: Sendable, Hashable {
        // MARK: Keys

        /// A statement about the service master key.
        indirect case serviceMasterKey(ServiceMasterKeyStatement)

        /// A statement about the database master key of the current database.
        indirect case masterKey(MasterKeyStatement)

        /// A statement about a certificate.
        indirect case certificate(CertificateStatement)

        /// A statement about an asymmetric key.
        indirect case asymmetricKey(AsymmetricKeyStatement)

        /// A statement about a symmetric key.
        indirect case symmetricKey(SymmetricKeyStatement)

        /// A statement about the database encryption key of the current database.
        indirect case databaseEncryptionKey(DatabaseEncryptionKeyStatement)

        /// A statement about a credential of the instance or of the current database.
        indirect case credential(CredentialStatement)

        /// A statement about a provider of extensible key management.
        indirect case cryptographicProvider(CryptographicProviderStatement)

        /// `ADD` or `DROP SIGNATURE`.
        indirect case signature(SignatureStatement)

        // MARK: Databases

        /// `USE database`.
        case use(Identifier)

        /// `CREATE DATABASE`.
        indirect case createDatabase(CreateDatabaseStatement)

        /// `ALTER DATABASE`.
        indirect case alterDatabase(AlterDatabaseStatement)

        /// `BACKUP DATABASE` or `BACKUP LOG`.
        indirect case backUp(BackupStatement)

        /// `RESTORE DATABASE`, `RESTORE LOG`, `RESTORE HEADERONLY` and the like.
        indirect case restore(RestoreStatement)

        /// `DROP TABLE`, `DROP DATABASE`, `DROP LOGIN` and the like, of whatever is not a key.
        indirect case drop(DropStatement)

        // MARK: Security

        /// A statement about a login.
        indirect case login(LoginStatement)

        /// A statement about a user.
        indirect case user(UserStatement)

        /// `GRANT`, `DENY` or `REVOKE`.
        indirect case permission(PermissionStatement)

        /// `ALTER AUTHORIZATION`.
        indirect case authorization(AuthorizationStatement)

        /// `EXECUTE AS`.
        indirect case executeAs(ExecuteAsStatement)

        /// `REVERT`.
        case revert

        // MARK: Data

        /// `SELECT`.
        indirect case select(SelectStatement)

        /// `INSERT`.
        indirect case insert(InsertStatement)

        /// `UPDATE`.
        indirect case update(UpdateStatement)

        /// `DELETE`.
        indirect case delete(DeleteStatement)

        // MARK: Flow

        /// `BEGIN … END`.
        case block([Statement])

        /// `IF condition … [ELSE …]`.
        indirect case conditional(Condition, then: Statement, otherwise: Statement?)

        /// `WHILE condition …`.
        indirect case loop(Condition, Statement)

        /// `BREAK`.
        case breakLoop

        /// `CONTINUE`.
        case continueLoop

        /// `BEGIN TRY … END TRY BEGIN CATCH … END CATCH`.
        case tryCatch([Statement], catch: [Statement])

        /// `THROW`, with what is thrown or, within `CATCH`, without.
        indirect case throwError(ThrownError?)

        /// `RAISERROR`.
        indirect case raiseError(RaisedError)

        /// `PRINT value`.
        indirect case print(Expression)

        /// `RETURN [value]`.
        indirect case returnValue(Expression?)

        /// `GOTO label`.
        case goTo(Identifier)

        /// `label:`.
        case label(Identifier)

        /// `WAITFOR DELAY` or `WAITFOR TIME`.
        indirect case wait(Wait)

        /// `DECLARE` of variables.
        case declare([VariableDeclaration])

        /// `SET @variable = value`, and its compound forms such as `+=`.
        indirect case assign(VariableName, AssignmentOperator, Expression)

        /// A statement about a cursor.
        indirect case cursor(CursorStatement)

        /// `SET` of an option of the session.
        indirect case setOption(SessionOption)

        /// `EXECUTE` of a procedure or of a string, or a procedure's name that begins a batch.
        indirect case execute(ExecuteStatement)

        /// `BEGIN`, `COMMIT`, `ROLLBACK` or `SAVE TRANSACTION`.
        indirect case transaction(TransactionStatement)

        /// `RECONFIGURE [WITH OVERRIDE]`.
        case reconfigure(withOverride: Bool)

        /// `DBCC TRACEON`, `TRACEOFF` or `TRACESTATUS`.
        indirect case traceFlags(TraceFlagStatement)

        // MARK: The rest

        /// A statement that is Transact-SQL, but of which the tree keeps only the text.
        indirect case unmodelled(UnmodelledStatement)
    }
}
