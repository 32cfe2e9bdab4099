-- A key gets a password in place of its certificate.
-- The passwords are placeholders between angle brackets.
CREATE SYMMETRIC KEY WillowKey512 WITH ALGORITHM = AES_256   
    ENCRYPTION BY CERTIFICATE Freight08;  
--   
OPEN SYMMETRIC KEY WillowKey512 DECRYPTION BY CERTIFICATE Freight08  
    WITH PASSWORD = '<PutThePasswordHere>';   
-- Add before you drop.  
ALTER SYMMETRIC KEY WillowKey512   
    ADD ENCRYPTION BY PASSWORD = '<PutThePasswordHere>';  
--  
ALTER SYMMETRIC KEY WillowKey512   
    DROP ENCRYPTION BY CERTIFICATE Freight08;  
CLOSE SYMMETRIC KEY WillowKey512;
