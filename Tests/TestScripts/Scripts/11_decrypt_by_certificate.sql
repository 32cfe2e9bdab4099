-- Two ways to read an encrypted column: with a key that is open, and with the certificate that protects the key.
-- The password has $$, parentheses and an ampersand; the algorithm of line 10 is one that has been withdrawn.
--No blank behind these hyphens.  
USE Hospital;  
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'qwnolt508231bram$$vk164plmh)(*&7xru^';  
OPEN MASTER KEY DECRYPTION BY PASSWORD = 'qwnolt508231bram$$vk164plmh)(*&7xru^';  
CREATE CERTIFICATE Staff305   
   WITH SUBJECT = 'Ward 305',   
   EXPIRY_DATE = '04/30/2011';  
CREATE SYMMETRIC KEY Account_Key_7 WITH ALGORITHM = DES  
    ENCRYPTION BY CERTIFICATE Staff305;  
GO  
----Four hyphens.  
ALTER TABLE Staff.Nurse  
    ADD SealedAccountNumber varbinary(128);   
OPEN SYMMETRIC KEY Account_Key_7  
   DECRYPTION BY CERTIFICATE Staff305 ;  
UPDATE Staff.Nurse  
SET SealedAccountNumber  
    = EncryptByKey(Key_GUID('Account_Key_7'), AccountNumber);  
GO  
--  
--  
CLOSE SYMMETRIC KEY Account_Key_7;  
--  
--  
--  
--The first way:  
--  
--open, read,  
--close  
OPEN SYMMETRIC KEY Account_Key_7  
   DECRYPTION BY CERTIFICATE Staff305;  
SELECT AccountNumber, SealedAccountNumber    
    AS 'Sealed account',  
    CONVERT(nvarchar, DecryptByKey(SealedAccountNumber))   
    AS 'Opened account'  
    FROM Staff.Nurse;  
CLOSE SYMMETRIC KEY Account_Key_7;  
--  
--The second way:  
SELECT AccountNumber, SealedAccountNumber   
    AS 'Sealed account',  
    CONVERT(nvarchar, DecryptByKeyAutoCert ( cert_ID('Staff305') , NULL ,SealedAccountNumber))   
    AS 'Opened account'  
    FROM Staff.Nurse;
