-- The statement in its usual form.
-- A blank stands inside the name of the file.
-- Creates a backup of the service master key.
USE master;
GO
BACKUP SERVICE MASTER KEY TO FILE = 'c:\temp_backups\keys\service_master_ key'
    ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
GO
