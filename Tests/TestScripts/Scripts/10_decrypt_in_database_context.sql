-- A key that is open in one database decrypts nothing in another, unless a view of the first one does it.
-- Lines that look empty are not: some have blanks.
--  
OPEN SYMMETRIC KEY Account_Key_7  
   DECRYPTION BY CERTIFICATE Staff305;  
GO  
  
--   
--  
--  
SELECT AccountNumber, SealedAccount   
    AS 'Sealed account',  
    CONVERT(nvarchar, DecryptByKey(SealedAccount))   
    AS 'Opened account'  
    FROM Staff.Nurse;  
GO  
-- The same with an authenticator, of SHA-1 here  
OPEN SYMMETRIC KEY Policies_Key3  
   DECRYPTION BY CERTIFICATE Clinic21;  
GO  
  
--  
--   
--  
SELECT PolicyNumber, PolicyNumber_Sealed   
    AS 'Sealed policy', CONVERT(nvarchar,  
    DecryptByKey(PolicyNumber_Sealed, 1 ,   
    HashBytes('SHA1', CONVERT(varbinary, PatientID))))   
    AS 'Opened policy' FROM Clinic.Patient;  
GO  
  
-- No semicolon before GO
CREATE DATABASE Lighthouse
GO

USE [Lighthouse]

--
CREATE TABLE Lighthouse.dbo.Signals(code VARBINARY(8000) NOT NULL);
GO
CREATE VIEW dbo.OpenSignals AS SELECT CAST(DecryptByKey(code) AS VARCHAR(30)) AS Signal FROM Lighthouse.dbo.Signals;
GO

-- A chain of three: master key, certificate, key
USE Lighthouse;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'TwoLong1Blinks&OneShort!thenDark#';
CREATE CERTIFICATE LanternCertificate WITH SUBJECT = 'Lantern';
CREATE SYMMETRIC KEY LanternKey WITH ALGORITHM = AES_256, IDENTITY_VALUE = 'north pier, third lamp',
KEY_SOURCE = 'rotates once in ten' ENCRYPTION BY CERTIFICATE LanternCertificate;

-- One signal
DECLARE @sealed VARBINARY(8000), @Plain VARCHAR(30);
SELECT @Plain = 'long long short';
OPEN SYMMETRIC KEY LanternKey DECRYPTION BY CERTIFICATE LanternCertificate;
SELECT @sealed = EncryptByKey(Key_GUID('LanternKey'), @Plain);
SELECT CAST(DecryptByKey(@sealed) AS VARCHAR(30)), @Plain;
INSERT INTO dbo.Signals VALUES(@sealed);
GO

-- Away from it
USE [Master];
GO

-- The view is of Lighthouse
SELECT Signal FROM Lighthouse.dbo.OpenSignals;

-- The function is of master: NULL
SELECT CAST(DecryptByKey(code) AS VARCHAR(30)) AS Signal FROM Lighthouse.dbo.Signals;
GO

--
USE Lighthouse;

DROP SYMMETRIC KEY LanternKey REMOVE PROVIDER KEY;
DROP CERTIFICATE LanternCertificate;

Use [Master]
DROP DATABASE Lighthouse;
GO
