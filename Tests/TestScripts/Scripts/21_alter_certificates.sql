-- Everything that happens to the private key of a certificate.
-- The options between the parentheses are not always the same.
ALTER CERTIFICATE Freight04   
    REMOVE PRIVATE KEY;  
GO  
ALTER CERTIFICATE Freight11   
    WITH PRIVATE KEY (DECRYPTION BY PASSWORD = '62bwnrtqlmZKVVV7%',  
    ENCRYPTION BY PASSWORD = '71840pkwbnvcx##52');  
GO  
ALTER CERTIFICATE Freight13   
    WITH PRIVATE KEY (FILE = 'e:\arrivals\Freight13',  
    DECRYPTION BY PASSWORD = 'WTRMb4^^KKK7000%');  
GO  
ALTER CERTIFICATE Freight15   
    WITH PRIVATE KEY (DECRYPTION BY PASSWORD = '62bw000tRmvxozl#Q%');  
GO
