-- Two databases, and a master key in neither.
USE Orchard;  
OPEN MASTER KEY DECRYPTION BY PASSWORD = '71640fern9102moss5';  
GO  
USE master;  
OPEN MASTER KEY DECRYPTION BY PASSWORD = '71640fern9102moss5';  
GO  
CLOSE MASTER KEY;  
GO
