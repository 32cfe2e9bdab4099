-- Encrypts a database at rest.
-- GO is written in both cases.
USE master;
GO
CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<ReplaceThisBeforeUse>';
go
CREATE CERTIFICATE HarbourTde WITH SUBJECT = 'Protects the key of Harbour';
go
USE Harbour;
GO
CREATE DATABASE ENCRYPTION KEY
WITH ALGORITHM = AES_128
ENCRYPTION BY SERVER CERTIFICATE HarbourTde;
GO
ALTER DATABASE Harbour
SET ENCRYPTION ON;
GO
USE Harbour;
GO
/* State 3: encrypted,
   the log as well. */
SELECT *
FROM sys.dm_database_encryption_keys
WHERE encryption_state = 3;
GO
