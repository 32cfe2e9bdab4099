-- One statement, without USE before it.
-- Blanks stand behind its lines.  
RESTORE SERVICE MASTER KEY   
    FROM FILE = 'e:\safe\north\smk.key'   
    DECRYPTION BY PASSWORD = '8rT52Mmv117KLp6043dwqu9';  
GO
