-- A certificate without its private key, with it, and with a private key that has a password of its own.
-- In the last one the password comes before the file.
BACKUP CERTIFICATE grain02 TO FILE = 'e:\safe\public\grain02';  
GO  
BACKUP CERTIFICATE grain02 TO FILE = 'e:\safe\public\grain02'  
    WITH PRIVATE KEY ( FILE = 'e:\safe\private\grain02' ,   
    ENCRYPTION BY PASSWORD = '551mrtUvnn$q7fp2408xLMNR3ab' );  
GO  
BACKUP CERTIFICATE grain06 TO FILE = 'e:\safe\public\grain06'   
    WITH PRIVATE KEY ( DECRYPTION BY PASSWORD = '3160k8#2barley5oat9s' ,  
    FILE = 'e:\safe\private\grain06' ,   
    ENCRYPTION BY PASSWORD = '2t71mrtUvnn$q7fpLMR3ab' );  
GO
