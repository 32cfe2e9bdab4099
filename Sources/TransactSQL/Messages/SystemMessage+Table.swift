// swift-format-ignore-file: texts are as long as they are.
// Made by `Scripts/write-messages.py` from Listing/messages.tsv.

extension SystemMessage {
    /// Number, severity, state and text of each message, with tabs between them, in the order of the numbers.
    static let table = #"""
        102	15	1	Incorrect syntax near '%.*ls'.
        103	15	4	The %S_MSG that starts with '%.*ls' is too long. Maximum length is %d.
        104	15	1	ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.
        105	15	1	Unclosed quotation mark after the character string '%.*ls'.
        107	15	1	The column prefix '%.*ls' does not match with a table name or alias name used in the query.
        108	16	1	The ORDER BY position number %ld is out of range of the number of items in the select list.
        111	15	1	'%ls' must be the first statement in a query batch.
        112	15		Variables are not allowed in the %ls statement.
        113	15	1	Missing end comment mark '*/'.
        116	16	1	Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.
        128	15	1	The name "%.*s" is not permitted in this context. Valid expressions are constants, constant expressions, and (in some contexts) variables. Column names are not permitted.
        130	15	1	Cannot perform an aggregate function on an expression containing an aggregate or a subquery.
        132	15	1	The label '%.*ls' has already been declared. Label names must be unique within a query batch or stored procedure.
        133	15	1	A GOTO statement references the label '%.*ls' but the label has not been declared.
        134	15	2	The variable name '%.*ls' has already been declared. Variable names must be unique within a query batch or stored procedure.
        135	15	1	Cannot use a BREAK statement outside the scope of a WHILE statement.
        136	15	1	Cannot use a CONTINUE statement outside the scope of a WHILE statement.
        137	15	2	Must declare the scalar variable "%.*ls".
        141	15	1	A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.
        144	15	1	Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.
        147	15	1	An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.
        148	15	1	Incorrect time syntax in time string '%.*ls' used with WAITFOR.
        155	15	1	'%.*ls' is not a recognized %ls option.
        156	15	1	Incorrect syntax near the keyword '%.*ls'.
        174	15	1	The %.*ls function requires %d argument(s).
        178	15	1	A RETURN statement with a return value cannot be used in this context.
        189	15	1	The %.*ls function requires %d to %d arguments.
        191	15	1	Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.
        195	15	10	'%.*ls' is not a recognized %S_MSG.
        201	16	4	Procedure or function '%.*ls' expects parameter '%.*ls', which was not supplied.
        205	16	1	All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.
        206	16	2	Operand type clash: %ls is incompatible with %ls
        207	16	1	Invalid column name '%.*ls'.
        208	16	1	Invalid object name '%.*ls'.
        209	16	1	Ambiguous column name '%.*ls'.
        214	16	2	Procedure expects parameter '%ls' of type '%ls'.
        217	16	1	Maximum stored procedure, function, trigger, or view nesting level exceeded (limit %d).
        226	16		%ls statement not allowed within multi-statement transaction.
        235	16	0	Cannot convert a char value to money. The char value has incorrect syntax.
        241	16	1	Conversion failed when converting date and/or time from character string.
        242	16	3	The conversion of a %ls data type to a %ls data type resulted in an out-of-range value.
        245	16	1	Conversion failed when converting the %ls value '%.*ls' to data type %ls.
        259	16	1	Ad hoc updates to system catalogs are not allowed.
        262	14		%ls permission denied in database '%.*ls'.
        281	16	1	%d is not a valid style number when converting from %ls to a character string.
        289	16	1	Cannot construct data type %ls, some of the arguments have values which are not valid.
        319	15	1	Incorrect syntax near the keyword 'with'. If this statement is a common table expression, an xmlnamespaces clause or a change tracking context clause, the previous statement must be terminated with a semicolon.
        402	16	1	The data types %s and %s are incompatible in the %s operator.
        448	16	3	Invalid collation '%.*ls'.
        512	16	1	Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.
        517	16	1	Adding a value to a '%ls' column caused an overflow.
        529	16	2	Explicit conversion from data type %ls to %ls is not allowed.
        535	16	0	The %.*ls function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use %.*ls with a less precise datepart.
        574	16	0	%ls statement cannot be used inside a user transaction.
        701	17	123	There is insufficient system memory in resource pool '%ls' to run this query.
        911	16	1	Database '%.*ls' does not exist. Make sure that the name is entered correctly.
        912	21		Script level upgrade for database '%.*ls' failed because upgrade step '%.*ls' encountered error %d, state %d, severity %d.
        916	14	1	The server principal "%.*ls" is not able to access the database "%.*ls" under the current security context.
        942	14	4	Database '%.*ls' cannot be opened because it is offline.
        1001	15	1	Line %d: Length or precision specification %d is invalid.
        1007	15	1	The %S_MSG '%.*ls' is out of the range for numeric representation (maximum precision 38).
        1011	16	1	The correlation name '%.*ls' is specified multiple times in a FROM clause.
        1013	16	1	The objects "%.*ls" and "%.*ls" in the FROM clause have the same exposed names. Use correlation names to distinguish them.
        1015	15	1	An aggregate cannot appear in an ON clause unless it is in a subquery contained in a HAVING clause or select list, and the column being aggregated is an outer reference.
        1023	15	1	Invalid parameter %d specified for %ls.
        1038	15	4	An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.
        1062	15	1	The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause.
        1088	16	11	Cannot find the object "%.*ls" because it does not exist or you do not have permissions.
        1801	16	3	Database '%.*ls' already exists. Choose a different database name.
        2528	10		DBCC execution completed. If DBCC printed error messages, contact your system administrator.
        2571	14	3	User '%.*ls' does not have permission to run DBCC %.*ls.
        2714	16	6	There is already an object named '%.*ls' in the database.
        2715	16	3	Column, parameter, or variable #%d: Cannot find data type %.*ls.
        2732	16	1	Error number %ld is invalid. The number must be from %ld through %ld and it cannot be 50000.
        2750	16	1	Column, parameter, or variable #%d: Specified column precision %d is greater than the maximum precision of %d.
        2751	16	1	Column, parameter, or variable #%d: Specified column scale %d is greater than the specified precision of %d.
        2754	16	1	Error severity levels greater than %d can only be specified by members of the sysadmin role, using the WITH LOG option.
        2778	16	1	Only System Administrator can specify WITH LOG option for RAISERROR command.
        2786	16	1	The data type of substitution parameter %d does not match the expected type of the format specification.
        2787	16	1	Invalid format specification: '%.*ls'.
        2812	16	62	Could not find stored procedure '%.*ls'.
        3013	16	1	%hs is terminating abnormally.
        3021	16		Cannot perform a backup or restore operation within a transaction.
        3023	16		Backup, file manipulation operations (such as ALTER DATABASE ADD FILE) and encryption changes on a database must be serialized. Reissue the statement after the current backup or file manipulation operation is completed.
        3095	16		The backup cannot be performed because 'ENCRYPTION' was requested after the media was formatted with an incompatible structure.
        3096	16		The Certificate specified for backup encryption has expired.
        3098	16		The backup cannot be performed because '%ls' was requested after the media was formatted with an incompatible structure.
        3099	16		Backup Encryption options were specified, Backup Encryption support has not been enabled on this version.
        3201	16	2	Cannot open backup device '%ls'. Operating system error %ls.
        3288	16		Credential name %.*ls does not exist or user does not have permission to access it.
        3289	16		A Backup device of type URL was specified without a Credential, Backup/Restore operation cannot proceed.
        3701	11	20	Cannot %S_MSG the %S_MSG '%.*ls', because it does not exist or you do not have permission.
        3702	16	4	Cannot drop database "%.*ls" because it is currently in use.
        3708	16	1	Cannot %S_MSG the %S_MSG '%.*ls' because it is a system %S_MSG.
        3902	16	1	The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.
        3903	16	1	The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.
        3930	16	1	The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.
        3998	16	1	Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.
        4060	11	1	Cannot open database "%.*ls" requested by the login. The login failed.
        4104	16	1	The multi-part identifier "%.*ls" could not be bound.
        4121	16	1	Cannot find either column or the user-defined function or aggregate "%.*ls", or the name is ambiguous.
        4145	15	1	An expression of non-boolean type specified in a context where a condition is expected, near '%.*ls'.
        4902	16	1	Cannot find the object "%.*ls" because it does not exist or you do not have permissions.
        5011	14	5	User does not have permission to alter database '%.*ls', the database does not exist, or the database is not in a state that allows access checks.
        5069	16	1	ALTER DATABASE statement failed.
        5120	16		Unable to open the physical file "%.*ls". Operating system error %d: "%ls".
        5123	16		CREATE FILE encountered operating system error %ls while attempting to open or create the physical file '%.*ls'.
        5133	16		Directory lookup for the file "%ls" failed with the operating system error %ls.
        5701	10	2	Changed database context to '%.*ls'.
        6501	16	7	CREATE ASSEMBLY failed because it could not open the physical file "%.*ls": %ls.
        8114	16	5	Error converting data type %ls to %ls.
        8115	16	2	Arithmetic overflow error converting %ls to data type %ls.
        8116	16	1	Argument data type %ls is invalid for argument %d of %ls function.
        8117	16	1	Operand data type %ls is invalid for %ls operator.
        8120	16	1	Column '%.*ls.%.*ls' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.
        8134	16	1	Divide by zero error encountered.
        8144	16	2	Procedure or function %.*ls has too many arguments specified.
        8145	16	2	%.*ls is not a parameter for procedure %.*ls.
        8152	16		String or binary data would be truncated.
        8155	16	2	No column name was specified for column %d of '%.*ls'.
        8156	16	1	The column '%.*ls' was specified multiple times for '%.*ls'.
        8158	16	1	'%.*ls' has more columns than were specified in the column list.
        8159	16	1	'%.*ls' has fewer columns than were specified in the column list.
        8169	16	2	Conversion failed when converting from a character string to uniqueidentifier.
        8170	16	2	Insufficient result space to convert uniqueidentifier value to char.
        8178	16		The parameterized query '%.*ls' expects the parameter '%.*ls', which was not supplied.
        9810	16	1	The datepart %.*ls is not supported by date function %.*ls for data type %.*ls.
        10704	15	1	To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.
        10709	16	1	The number of columns for each row in a table value constructor must be the same.
        10713	15	1	A MERGE statement must be terminated by a semi-colon (;).
        15002	16		The procedure '%s' cannot be executed within a transaction.
        15004	16		Name cannot be NULL.
        15007	16		'%s' is not a valid login or you do not have permission.
        15010	16		The database '%s' does not exist. Supply a valid database name. To see available databases, use sys.databases.
        15015	16		The server '%s' does not exist. Use sp_helpserver to show available servers.
        15023	16		User, group, or role '%s' already exists in the current database.
        15025	16		The server principal '%s' already exists.
        15028	16		The server '%s' already exists.
        15114	16		Password validation failed. The password for the user is too recent to change.
        15115	16		Password validation failed. The password cannot be used at this time.
        15116	16		Password validation failed. The password does not meet the operating system policy requirements because it is too short.
        15117	16		Password validation failed. The password does not meet the operating system policy requirements because it is too long.
        15118	16	1	Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough.
        15119	16		Password validation failed. The password does not meet the requirements of the password filter DLL.
        15120	16		An unexpected error occurred during password validation.
        15122	16		The CHECK_EXPIRATION option cannot be used when CHECK_POLICY is OFF.
        15123	16		The configuration option '%s' does not exist, or it may be an advanced option.
        15128	16		The CHECK_POLICY and CHECK_EXPIRATION options cannot be turned OFF when MUST_CHANGE is ON.
        15129	16	1	'%d' is not a valid value for configuration option '%s'.
        15138	16		The database principal owns a %S_MSG in the database, and cannot be dropped.
        15146	16		An encryption password must be provided to encrypt the private key of this %S_MSG.
        15147	16		No decryption password should be provided because the private key of this %S_MSG is encrypted by a master key.
        15148	16		The data type or table column '%s' does not exist or you do not have permission.
        15150	16		Cannot %S_MSG the %S_MSG '%.*ls'.
        15151	16	1	Cannot %S_MSG the %S_MSG '%.*ls', because it does not exist or you do not have permission.
        15156	16		The password that you specified is too long. The password should have no more than %d characters.
        15187	10		The %S_MSG cannot be dropped because it is used by one or more %S_MSG(s).
        15190	16		There are still remote logins or linked logins for the server '%s'.
        15199	16		The current security context cannot be reverted. Please switch to the original database where '%ls' was called and try it again.
        15208	16		The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it.
        15209	16		An error occurred during encryption.
        15212	16		Invalid certificate subject. The certificate subject must have between 1 and %d characters.
        15213	16		Warning: The certificate you created has an invalid validity period; its expiration date precedes its start date.
        15214	16		Warning: The certificate you created is expired.
        15215	16		Warning: The certificate you created is not yet valid; its start date is in the future.
        15232	16	1	A certificate with name '%s' already exists or this certificate already has been added to the database.
        15240	16		Cannot write into file '%s'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist.
        15246	16		Cannot dump the private key of certificate '%s' because the private key cannot be found.
        15247	16		User does not have permission to perform this action.
        15262	10		Invalid file size entered. All files must be at least 1 MB.
        15272	10		The %s '%.*s' is not trusted to execute.
        15273	10		The decryption key is incorrect.
        15276	16		Cannot provision master key passwords for system databases.
        15278	16		Login '%s' is already mapped to user '%s' in database '%s'.
        15279	16		You must add the us_english version of this message before you can add the '%s' version.
        15281	16		SQL Server blocked access to %S_MSG '%ls' of component '%.*ls' because this component is turned off as part of the security configuration for this server.
        15282	10>16		A key with name '%.*ls' or user defined unique identifier already exists or you do not have permissions to create it.
        15283	16		The name '%s' contains too many characters.
        15284	16		The database principal has granted or denied permissions to objects in the database and cannot be dropped.
        15288	10>16		Please specify one decryptor to decrypt a key.
        15289	16		Terminating this procedure. Cannot have an open transaction when this is run.
        15291	16		Terminating this procedure. The %s name '%s' is absent or invalid.
        15296	16		General cryptographic failure.
        15297	16		The certificate, asymmetric key, or private key data is invalid.
        15299	16		The signature of the public key is invalid.
        15311	16		The file named '%s' does not exist.
        15313	10>16	1	The key is not encrypted using the specified decryptor.
        15314	10>16		Either no algorithm has been specified or the bitlength and the algorithm specified for the key are not available in this installation of this operating system.
        15315	10>16	1	The key '%.*ls' is not open. Please open the key before using it.
        15316	10>16		Global temporary keys are not allowed. You can only use local temporary keys.
        15317	10>16	2	The master key file does not exist or has invalid format.
        15318	10		All fragments for database '%s' on device '%s' are now dedicated for log usage only.
        15319	17		Error: DBCC DBREPAIR REMAP failed for database '%s' (device '%s').
        15320	16		An error occurred while decrypting %S_MSG '%.*ls' that was encrypted by the old master key. The FORCE option can be used to ignore this error and continue the operation, but data that cannot be decrypted by the old master key will become unavailable.
        15321	16		There was some problem removing '%s' from sys.master_files.
        15322	10		File '%s' was removed from tempdb, and will take effect upon server restart.
        15323	16		The selected index does not exist on table '%s'.
        15324	16		The option %s cannot be changed for the '%s' database.
        15325	16		The current database does not contain a %s named '%ls'.
        15326	10		No extended stored procedures exist.
        15327	10		The database is now offline.
        15328	10		The database is offline already.
        15329	16		The current master key cannot be decrypted. If this is a database master key, you should attempt to open it in the session before performing this operation. The FORCE option can be used to ignore this error and continue the operation but the data encrypted by the old master key will be lost.
        15330	11		There are no matching rows on which to report.
        15331	11		The user '%s' cannot take the action auto_fix due to duplicate SID.
        15332	10>16		The private key is already set for this file. To change it you should drop and re-create the certificate.
        15333	11		Error: The qualified @oldname references a database (%s) other than the current database.
        15334	10>16		The %S_MSG has a private key that is protected by a user defined password. That password needs to be provided to enable the use of the private key.
        15335	11		Error: The new name '%s' is already in use as a %s name and would cause a duplicate that is not permitted.
        15336	16		Object '%s' cannot be renamed because the object participates in enforced dependencies.
        15339	10		Creating '%s'.
        15342	10>16		There is no private key provisioned for %S_MSG '%.*ls'.
        15343	10		The username and/or password passed in is invalid or the current process does not have sufficient privileges.
        15344	16		Ownership change for %S_MSG is not supported.
        15345	16		An entity of type %S_MSG cannot be owned by a role, a group, or by principals mapped to certificates or asymmetric keys.
        15351	10		The CLR procedure/function/type being signed refers to an assembly that is not signed either by a strong name or an assembly.
        15352	16		The %S_MSG cannot be dropped because one or more entities are either signed or encrypted using it.
        15353	16		An entity of type %S_MSG cannot be owned by a role, a group, an approle, or by principals mapped to certificates or asymmetric keys.
        15393	16		An error occurred while decrypting the password for linked login '%.*ls' that was encrypted by the old master key. The FORCE option can be used to ignore this error and continue the operation but the data encrypted by the old master key will be lost.
        15396	16		An asymmetric key with name '%s' already exists or this asymmetric key already has been added to the database.
        15397	16		The %S_MSG is not protected by a password. A decryption password cannot be used for this operation.
        15401	11		Windows NT user or group '%s' not found. Check the name again.
        15404	16		Could not obtain information about Windows NT group/user '%ls', error code %#lx.
        15406	16		Cannot execute as the server principal because the principal "%.*ls" does not exist, this type of principal cannot be impersonated, or you do not have permission.
        15413	11		Cannot make a role a member of itself.
        15420	16		The group '%s' does not exist in this database.
        15421	16		The database principal owns a database role and cannot be dropped.
        15422	16		Application roles can only be activated at the ad hoc level.
        15426	16		You must specify a provider name with this set of properties.
        15427	16		You must specify a provider name for unknown product '%ls'.
        15428	16		You cannot specify a provider or any properties for product '%ls'.
        15429	16		'%ls' is an invalid product name.
        15448	16		Encryption by the machine key cannot be added to the service master key because the service master key cannot be decrypted or does not exist.
        15451	16		Dropping an encryption from the service master key failed. No encryption by the machine key exists.
        15455	16		Adding an encryption to the service master key failed. An encryption by the machine key already exists.
        15457	10		Configuration option '%ls' changed from %ld to %ld. Run the RECONFIGURE statement to install.
        15462	10		File '%s' closed.
        15463	10		Device dropped.
        15464	16		Unsupported private key format or key length.
        15465	16		The private key password is invalid.
        15466	16	9	An error occurred during decryption.
        15468	16		An error occurred during the generation of the %S_MSG.
        15474	16		Invalid private key. The private key does not match the public key of the %S_MSG.
        15482	16		Cannot change the owner of a table that has an indexed view.
        15506	16		An error occurred while signing.
        15507	16		A key required by this operation appears to be corrupted.
        15508	16		An error occurred while generating a key required by this operation.
        15509	16		The password cannot be dropped because another database may be using it.
        15517	16		Cannot execute as the database principal because the principal "%.*ls" does not exist, this type of principal cannot be impersonated, or you do not have permission.
        15530	16		The %S_MSG with name "%.*ls" already exists.
        15533	16		Invalid data type is supplied in the '%ls' statement.
        15535	16		Cannot set a credential for principal '%.*ls'.
        15540	16		The identity string is too long. The identity string should contain no more than %d characters.
        15541	16		Cannot drop the credential '%.*ls' because it is used by a server principal.
        15542	10>16		Cannot create a key without specifying an encryptor.
        15556	10>16		Cannot decrypt or encrypt using the specified %S_MSG, either because it has no private key or because the password provided for the private key is incorrect.
        15557	10>16		There is already a %S_MSG by %S_MSG '%.*ls'.
        15558	10>16		Cannot drop %S_MSG by %S_MSG '%.*s'.
        15559	10>16		Cannot drop %S_MSG '%.*ls' because there is a %S_MSG mapped to it.
        15560	10>16		Cannot add or drop a signature on '%.*ls' because only modules can be signed.
        15561	10>16		Signatures based on certificates or asymmetric keys are the only options supported in this version of the product.
        15562	10>16		The module being executed is not trusted. Either the owner of the database of the module needs to be granted authenticate permission, or the module needs to be digitally signed.
        15563	10>16		The %S_MSG has no private key set for it.
        15578	16	1	There is already a master key in the database. Please drop it before performing this statement.
        15579	16		Adding an encryption to the symmetric key failed. An encryption by the same %S_MSG '%.*s' may already exist.
        15580	16	1	Cannot drop %S_MSG because %S_MSG '%.*s' is encrypted by it.
        15581	16		Please create a master key in the database or open the master key in the session before performing this operation.
        15582	16		Cannot set aliases for certificate logins or asymmetric key logins.
        15583	10		The module being signed is marked to execute as owner. If the owner changes the signature will not be valid.
        15584	10		An error occurred while decrypting %S_MSG '%.*ls' that was encrypted by the old master key. The error was ignored because the FORCE option was specified.
        15585	10		The current master key cannot be decrypted. The error was ignored because the FORCE option was specified.
        15586	16		Error in synchronizing system certificates between master and resource database.
        15588	10		The old and new master keys are identical. No data re-encryption is required.
        15593	16		An error occurred while decrypting the password for linked login '%.*ls' that was encrypted by the old master key. The error was ignored because the FORCE option was specified.
        15594	16		The password is already provisioned for the database '%.*ls'
        15595	16		The password cannot be dropped because it is not provisioned for the database '%.*ls'
        15599	10		Auditing and permissions can't be set on local temporary objects.
        15600	15	1	An invalid parameter or option was specified for procedure '%s'.
        15658	16		Cannot run sp_resetstatus against a database snapshot.
        16905	16	1	The cursor is already open.
        16911	16	1	%hs: The fetch type %hs cannot be used with forward only cursors.
        16915	16	1	A cursor with the name '%.*ls' already exists.
        16916	16	1	A cursor with the name '%.*ls' does not exist.
        16917	16	1	Cursor is not open.
        16924	16	1	Cursorfetch: The number of variables declared in the INTO list must match that of selected columns.
        16950	16	2	The variable '%.*ls' does not currently have a cursor allocated to it.
        18054	16	1	Error %d, severity %d, state %d was raised, but no message with that error number was found in sys.messages. If error is larger than 50000, make sure the user-defined message is added using sp_addmessage.
        33002	16		Access to %ls %ls is blocked because the signature is not valid.
        33005	16		Cannot find the certificate or asymmetric key from the file %.*ls. ErrorCode: 0x%x.
        33006	16		WITH SIGNATURE option cannot be specified on database.
        33007	16		Cannot encrypt symmetric key with itself.
        33011	16		The %S_MSG private key cannot be dropped because one or more entities are encrypted by it.
        33012	10>16		Cannot %S_MSG signature %S_MSG %S_MSG '%.*ls'. Signature already exists or cannot be added.
        33013	16		A %S_MSG by %S_MSG '%.*s' does not exist.
        33014	16		Cannot countersign '%.*s'. Only modules can be countersigned.
        33023	16		The %S_MSG is too long. Maximum allowed length is %d bytes.
        33027	16		Cannot load library '%.*ls'. See errorlog for more information.
        33028	16		Cannot open session for %S_MSG '%.*ls'. Provider error code: %d. (%S_MSG)
        33034	16		Cannot specify algorithm for existing key.
        33038	16		Operation is not supported by cryptographic provider key.
        33039	16		Invalid algorithm '%.*ls'. Provider error code: %d. (%S_MSG)
        33040	16		Cryptographic provider key cannot be encrypted by password or other key.
        33042	16		Cannot add %S_MSG because it is already mapped to a login.
        33043	16		Cannot add %S_MSG '%.*ls' because there is already %S_MSG specified for the login.
        33044	16		Cannot drop %S_MSG because there is %S_MSG referencing this provider.
        33045	16		Cannot drop %S_MSG because it is not mapped to this login.
        33046	16		Server principal '%.*ls' has no credential associated with %S_MSG '%.*ls'.
        33047	16		Fail to obtain or decrypt secret for %S_MSG '%.*ls'.
        33049	16		Key with %S_MSG '%.*ls' does not exist in the provider or access is denied. Provider error code: %d. (%S_MSG)
        33052	16		Cryptographic provider key cannot be a temporary key.
        33053	16		Extensible Key Management is disabled or not supported on this edition of SQL Server. Use sp_configure 'EKM provider enabled' to enable it.
        33054	16		Extensible key management is not supported in this edition of SQL Server.
        33062	16		Password validation failed. The password does not meet SQL Server password policy requirements because it is too short. The password must be at least %d characters.
        33063	16		Password validation failed. The password does not meet SQL Server password policy requirements because it is too long. The password must be at most %d characters.
        33064	16	2	Password validation failed. The password does not meet SQL Server password policy requirements because it is not complex enough. The password must be at least %d characters long and contain characters from three of the following four sets: Uppercase letters, Lowercase letters, Base 10 digits, and Symbols.
        33067	16		Secret provided can not contain more than 120 characters. Please provide a valid credential.
        33069	16		CREATE CERTIFICATE statement cannot mix file and binary modes. Rewrite the statement using only the FILE or the BINARY keyword.
        33073	16		Cannot find %S_MSG '%.*ls' or you do not have the required permissions.
        33080	10		Cryptographic provider library '%.*ls' loaded into memory. This is an informational message only. No user action is required.
        33081	10		Failed to verify Authenticode signature on DLL '%.*ls'.
        33082	16		Cannot find Cryptographic provider library with guid '%ls'.
        33083	16		Cannot create %S_MSG for %S_MSG '%ls' because it is not supported by the extensible key management provider '%ls'.
        33084	16		The OPEN SYMMETRIC KEY statement cannot reference a symmetric key created from an Extensible Key Management (EKM) provider.
        33085	10		One or more methods cannot be found in cryptographic provider library '%.*ls'.
        33088	16		The algorithm: %.*ls is not supported for EKM operations by SQL Server
        33090	10		Attempting to load library '%.*ls' into memory. This is an informational message only. No user action is required.
        33091	10		Warning: The certificate used for encrypting the database encryption key has not been backed up. You should immediately back up the certificate and the private key associated with the certificate. If the certificate ever becomes unavailable or if you must restore or attach the database on another server, you must have backups of both the certificate and the private key or you will not be able to open the database.
        33094	10>16	9	An error occurred during Service Master Key %S_MSG
        33095	10		Service Master Key could not be decrypted using one of its encryptions. See sys.key_encryptions for details.
        33096	10		A generic failure occurred during Service Master Key encryption or decryption.
        33098	10		Initializing SMK for brickId: %d
        33101	16		Cannot use %S_MSG '%.*ls', because its private key is not present or it is not protected by the database master key. SQL Server requires the ability to automatically access the private key of the %S_MSG used for this operation.
        33102	16		Cannot encrypt a system database. Database encryption operations cannot be performed for 'master', 'model', 'tempdb', 'msdb', or 'resource' databases.
        33103	16		A database encryption key already exists for this database.
        33104	16		A database encryption key does not exist for this database.
        33105	16		Cannot drop the database encryption key because it is currently in use. Database encryption needs to be turned off to be able to drop the database encryption key.
        33106	16		Cannot change database encryption state because no database encryption key is set.
        33107	16		Cannot enable database encryption because it is already enabled.
        33108	16		Cannot disable database encryption because it is already disabled.
        33109	16		Cannot %S_MSG database encryption while an encryption, decryption, or key change scan is in progress.
        33110	16		Cannot change database encryption key while an encryption, decryption, or key change scan is in progress.
        33111	16	3	Cannot find server %S_MSG with thumbprint '%.*ls'.
        33112	10		Beginning database encryption scan for database '%.*ls'.
        33113	10		Database encryption scan for database '%.*ls' is complete.
        33114	10		Database encryption scan for database '%.*ls' was aborted. Reissue ALTER DB to resume the scan.
        33115	16		CREATE/ALTER/DROP DATABASE ENCRYPTION KEY failed because a lock could not be placed on the database. Try again later.
        33116	16		CREATE/ALTER/DROP DATABASE ENCRYPTION KEY failed because a lock could not be placed on database '%.*ls'. Try again later.
        33117	16		Transparent Data Encryption is not available in the edition of this SQL Server instance.
        33118	16		Cannot enable or modify database encryption on a database that is read-only, has read-only files or is not recovered.
        33119	16		Cannot modify filegroup read-only/read-write state while an encryption transition is in progress.
        33120	16		In order to encrypt the database encryption key with an %S_MSG, please use an %S_MSG that resides on an extensible key management provider.
        33121	16		The %S_MSG '%ls' does not have a login associated with it. Create a login and credential for this key to automatically access the extensible key management provider '%ls'.
        33122	16		This command requires a database encryption scan on database '%.*ls'. However, the database has changes from previous encryption scans that are pending log backup. Take a log backup and retry the command.
        33123	16		Cannot drop or alter the database encryption key since it is currently in use on a mirror or secondary availability replica.
        33124	10		Database encryption scan for database '%.*ls' cannot complete since one or more files are offline. Bring the files online to run the scan to completion.
        33126	10		Database encryption key is corrupted and cannot be read.
        33127	16		The %S_MSG cannot be dropped because it is used by one or more databases to encrypt a Database Encryption Key.
        33128	16		Encryption failed. Key uses deprecated algorithm '%.*ls' which is no longer supported at this db compatibility level.
        33140	16		The login '%.*ls' could not be created because a login is already associated with certificate '%.*ls'.
        33141	10		The credential created might not be able to decrypt the database master key. Please ensure a database master key exists for this database and is encrypted by the same password used in the stored procedure.
        33146	10		The database '%.*ls' is offline. The credential was created but SQL Server is unable to determine if the credential can decrypt the database master key.
        33157	16		Crypthographic providers are not supported on database credentials.
        33158	16		Database credentials are not supported in master database.
        33161	15		Database master keys without password are not supported in this version of SQL Server.
        33172	16		Encrypting Secret for Database '%.*ls' and Credential '%.*ls' failed.
        33175	16		Encryption operation failed. Key used for encryption has deprecated algorithm '%.*ls' which is no longer supported at this db compatibility level.
        33176	16		Signing operation failed. Key uses deprecated algorithm '%.*ls' which is no longer supported at this db compatibility level.
        33177	16		Hash operation failed. Hash Function uses deprecated algorithm '%.*ls' which is no longer supported at this db compatibility level.
        33178	16		Encryption key length is over the currently supported maximum length of %d.
        33249	16		Cannot drop the credential '%.*ls' because it is being used.
        35100	16	10	Error number %d in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.
        41938	16	1	BACKUP WITH COPY_ONLY cannot be performed since database encryption key for the database '%.*ls' still exists. Retry command after you drop database encryption key.
        """#
}
