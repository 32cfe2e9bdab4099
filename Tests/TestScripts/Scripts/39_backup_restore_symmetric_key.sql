-- One batch of four statements, to and from a file and a URL. The second has no semicolon, and two hyphens in its URL,
-- which begin no comment there.
BACKUP SYMMETRIC KEY willow_key
   TO FILE = 'e:\safe\north\willow.key' 
   ENCRYPTION BY PASSWORD = '8rT52Mmv117KLp6043dwqu9';  
BACKUP SYMMETRIC KEY willow_key 
   TO URL = 'https://north--keys.example.net/safe/willow.bak'
   ENCRYPTION BY PASSWORD = '8rT52Mmv117KLp6043dwqu9'
RESTORE SYMMETRIC KEY willow_key
   FROM FILE = 'e:\safe\north\willow.key' 
   DECRYPTION BY PASSWORD = '8rT52Mmv117#KLpx36043dwqu01'   
   ENCRYPTION BY PASSWORD = '604128T#QuinceTvbnlporwxkMNAS'; 
RESTORE SYMMETRIC KEY willow_key 
   FROM URL = 'https://north--keys.example.net/safe/willow.bak'
   DECRYPTION BY PASSWORD = '8rT52Mmv117#KLpx36043dwqu01'   
   ENCRYPTION BY PASSWORD = '604128T#QuinceTvbnlporwxkMNAS'; 
