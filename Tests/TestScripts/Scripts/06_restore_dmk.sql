-- A master key with one password for the file and one for the database.
-- Both have a number sign in them, which begins the name of a temporary table elsewhere.
--  
USE Orchard;  
GO  
RESTORE MASTER KEY   
    FROM FILE = 'e:\safe\north\Orchard.key'   
    DECRYPTION BY PASSWORD = '8rT52Mmv117#KLpx36043dwqu01'   
    ENCRYPTION BY PASSWORD = '604128T#QuinceTvbnlporwxkMNAS';  
GO
