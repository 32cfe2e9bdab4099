-- Keys are closed whatever happens between: where a statement fails, the handler closes the ones that are open.
-- Literals are national; the name of a key has an apostrophe, doubled in a literal and not in brackets.
USE [Wages];
BEGIN TRY
OPEN MASTER KEY DECRYPTION BY PASSWORD = N'Gate!204oakRIM';
ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;
CLOSE MASTER KEY;
END TRY
BEGIN CATCH
IF EXISTS (SELECT 1 FROM sys.openkeys WHERE key_name = N'##MS_DatabaseMasterKey##' AND database_id = DB_ID())
    CLOSE MASTER KEY;
THROW;
END CATCH;
GO
BEGIN TRY
OPEN SYMMETRIC KEY [outer ring] DECRYPTION BY PASSWORD = N'Ring!Outer#Wide7';
OPEN SYMMETRIC KEY [clerk's] DECRYPTION BY SYMMETRIC KEY [outer ring];
ALTER SYMMETRIC KEY [clerk's] DROP ENCRYPTION BY PASSWORD = N'ash';
CLOSE SYMMETRIC KEY [clerk's];
CLOSE SYMMETRIC KEY [outer ring];
END TRY
BEGIN CATCH
IF EXISTS (SELECT 1 FROM sys.openkeys WHERE key_name = N'clerk''s' AND database_id = DB_ID())
    CLOSE SYMMETRIC KEY [clerk's];
THROW;
END CATCH;
GO
