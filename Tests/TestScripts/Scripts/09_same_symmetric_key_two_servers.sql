-- A key that another server can derive from the same two phrases. The names of functions are in small letters.
-- Line 23 has a subquery without parentheses.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Oak b@rk 41';  
GO  
CREATE CERTIFICATE [cert_bridge] WITH SUBJECT = 'Bridge of two servers';  
GO  
CREATE SYMMETRIC KEY [key_bridge] WITH  
    KEY_SOURCE = 'Seven herons stood on the weir, as agreed.',  
    ALGORITHM = AES_256,   
    IDENTITY_VALUE = 'The weir is the one behind the mill'  
    ENCRYPTION BY CERTIFICATE [cert_bridge];  
GO  
OPEN SYMMETRIC KEY [key_bridge]   
    DECRYPTION BY CERTIFICATE cert_bridge;  
GO  
SELECT encryptbykey(key_guid('key_bridge'), 'Heron' )  
GO  
-- The other server gets a long number: 0x00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF  
OPEN SYMMETRIC KEY [key_bridge]   
    DECRYPTION BY CERTIFICATE cert_bridge;  
GO  
DECLARE @sealed varbinary(8000);  
SET @sealed = SELECT CONVERT(varchar(8000), decryptbykey(@sealed));  
GO  
CLOSE SYMMETRIC KEY [key_bridge];  
GO
