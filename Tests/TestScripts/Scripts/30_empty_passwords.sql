-- The shape of a script whose passwords were blanked before it was shown to others: it is all syntax, and the policy
-- for passwords refuses each of them. Separator lines of two hyphens; no space around an equals sign; a statement over
-- two lines.
USE master
GO
-- NEW KEYS --
--
ALTER SERVICE MASTER KEY FORCE REGENERATE;
--
BACKUP SERVICE MASTER KEY TO FILE = '/srv/keys/service.key'
    ENCRYPTION BY PASSWORD='';
GO
--
CREATE MASTER KEY
    ENCRYPTION BY PASSWORD='';
GO
--
BACKUP MASTER KEY TO FILE = '/srv/keys/master.key'
    ENCRYPTION BY PASSWORD='';
GO
--
CREATE CERTIFICATE nightly_backup_cert
    WITH SUBJECT = 'nightly_backup_cert'
GO
--
BACKUP CERTIFICATE nightly_backup_cert TO FILE = '/srv/keys/nightly.cer'
    WITH PRIVATE KEY ( FILE = '/srv/keys/nightly.key' ,
    ENCRYPTION BY PASSWORD = '')
GO
