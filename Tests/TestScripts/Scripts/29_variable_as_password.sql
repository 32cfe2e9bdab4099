-- The shape of a script in which a variable stands where a password must be a literal. Every batch that has one is refused
-- with 102 near the variable: the grammar has no variable there, so it does not matter that it is out of scope after GO.
-- Line comments without any text stand inside statements.
USE master
GO

-- One password for all of them, to be filled in by a pipeline before the script is run.
DECLARE @file_password NVARCHAR(MAX)
SET @file_password = ''

--
--DROP CERTIFICATE nightly_backup_cert
--GO
--
--ALTER SERVICE MASTER KEY FORCE REGENERATE
--GO
--


RESTORE SERVICE MASTER KEY FROM FILE = '/srv/keys/service.key'
    DECRYPTION BY PASSWORD = @file_password
    --
    FORCE
    --
GO
--
-- DROP MASTER KEY
-- GO
--CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''
RESTORE MASTER KEY FROM FILE = '/srv/keys/master.key'
    DECRYPTION BY PASSWORD = @file_password
    -- The same one, unless it is to change:
    ENCRYPTION BY PASSWORD = @file_password
GO
--
OPEN MASTER KEY DECRYPTION BY PASSWORD = @file_password;
--
CREATE CERTIFICATE nightly_backup_cert FROM FILE = '/srv/keys/nightly.crt'
  WITH PRIVATE KEY (
    FILE = '/srv/keys/nightly.key',
    DECRYPTION BY PASSWORD = @file_password
  )
GO
--
CLOSE MASTER KEY;
