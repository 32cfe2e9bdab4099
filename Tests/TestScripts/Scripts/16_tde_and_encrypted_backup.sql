-- Encryption at rest, and of a backup, on Linux.
-- The password was replaced by number signs before the script was shown to others.
USE master;  
GO  

CREATE MASTER KEY ENCRYPTION BY PASSWORD = '##########';  
GO  

CREATE CERTIFICATE MeadowTde WITH SUBJECT = 'Protects the key of Meadow';  
GO  

USE Meadow;  
GO
  
CREATE DATABASE ENCRYPTION KEY  
WITH ALGORITHM = AES_256  
ENCRYPTION BY SERVER CERTIFICATE MeadowTde;  
GO
  
ALTER DATABASE Meadow  
SET ENCRYPTION ON;   
USE master;  
GO  
CREATE CERTIFICATE MeadowBackups   
   WITH SUBJECT = 'Backups of Meadow';  
GO 
BACKUP DATABASE [Meadow]  
TO DISK = N'/srv/backups/weekly/Meadow.bak'  
WITH  
  COMPRESSION,  
  ENCRYPTION   
   (  
   ALGORITHM = AES_256,  
   SERVER CERTIFICATE = MeadowBackups  
   ),  
  STATS = 10  
GO
