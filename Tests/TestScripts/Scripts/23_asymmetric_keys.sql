-- The private key of an asymmetric key: another password, none at all, the master key in place of one.
ALTER ASYMMETRIC KEY Atlantic31   
    WITH PRIVATE KEY (  
    DECRYPTION BY PASSWORD = '<theOneBefore>',  
    ENCRYPTION BY PASSWORD = '<PutThePasswordHere>');  
GO  
ALTER ASYMMETRIC KEY Atlantic47 REMOVE PRIVATE KEY;  
GO  
OPEN MASTER KEY DECRYPTION BY PASSWORD = '<that of the master key>';  
ALTER ASYMMETRIC KEY Atlantic31 WITH PRIVATE KEY (  
    DECRYPTION BY PASSWORD = '<PutThePasswordHere>' );  
GO
