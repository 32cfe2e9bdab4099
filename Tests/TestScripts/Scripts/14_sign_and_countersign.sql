-- Signatures give a procedure rights that its caller lacks. Two procedures are created behind other statements of their
-- batch, and line 93 is no separator.
USE Hospital;  
ADD SIGNATURE TO Staff.uspMoveNurse   
    BY CERTIFICATE StaffSigner;  
GO  
CREATE DATABASE SigningRoom ;  
GO  
USE SigningRoom ;  
GO  
-- The options of this certificate come before its subject.  
CREATE CERTIFICATE cert_wax_seal   
    ENCRYPTION BY PASSWORD = 'rKQW7mm204LHtxu6630185z'  
    WITH SUBJECT = 'Seal of red wax';  
GO  

-- PROC for PROCEDURE.  
CREATE PROC [sp_wax_seal]  
AS  
    PRINT 'Sealed.' ;  
GO  
--  
ADD SIGNATURE TO [sp_wax_seal]   
    BY CERTIFICATE [cert_wax_seal]   
    WITH PASSWORD = 'rKQW7mm204LHtxu6630185z' ;  
GO  

-- What was signed is in a catalog view.  
SELECT prop.crypt_property  
    FROM sys.crypt_properties AS prop  
    JOIN sys.certificates AS seal  
        ON prop.thumbprint = seal.thumbprint  
    WHERE seal.name = 'cert_wax_seal' ;  
GO  
--  
DROP SIGNATURE FROM [sp_wax_seal]   
    BY CERTIFICATE [cert_wax_seal];  
GO  

-- Back again, as a number of 128 bytes.  
ADD SIGNATURE TO [sp_wax_seal]   
    BY CERTIFICATE [cert_wax_seal]  
    WITH SIGNATURE = 0x444FF6714B48748CB31DBA5E680A9AEE4744E4875A3C21EDD889BB656CA65F67895B94BBC94B79D46BBE2A6362C2C87B6A03D9E9CCBD6D99D501A540A9446FDA82134B78E2439CBACDD6C701F0565C7FB744409E03E1F8C701A03B97C94D4B8F045CAEE79457CA50846FBC6A981856D148F50273E6EB8D80D49F19A04486E813 ;  
GO  
--  
CREATE DATABASE reading_room;  
GO  
USE reading_room;  
GO  
--  
CREATE TABLE R9 (line VARCHAR(11));  
INSERT INTO R9 VALUES ('A quiet row');  
  
-- A user of no login owns it  
CREATE USER Librarian WITHOUT LOGIN;  
ALTER AUTHORIZATION ON R9 TO Librarian;  
  
--  
CREATE CERTIFICATE readR  
  ENCRYPTION BY PASSWORD = 'Walnut2Shelf'  
  WITH SUBJECT = 'Allows to read R9';  
CREATE USER ureadR9 FROM CERTIFICATE readR;  
GRANT SELECT ON R9 TO ureadR9;  
  
--  
CREATE LOGIN Tove WITH PASSWORD = 'Walnut2Shelf';  
CREATE USER Tove;  
  
-- Tove can't read it;  
EXECUTE AS LOGIN = 'Tove';  
    SELECT * FROM R9;  
REVERT;  
  
-- Not the first statement of its batch  
CREATE PROCEDURE readRowsOfR9 AS  
BEGIN  
    PRINT 'Rows of R9 follow...';  
    SELECT * FROM R9;  
END;  
GO  
GRANT EXECUTE ON ReadRowsOfR9 to public;  
  
-- Neither is this one  
CREATE PROCEDURE  ReadForTove AS  
BEGIN  
   IF USER_ID() <> USER_ID('Tove')  
    BEGIN  
        PRINT 'You are not Tove.';  
        RETURN  
    END  
   EXEC ReadRowsOfR9;  
END;  
GO;  
GRANT EXECUTE ON ReadForTove TO PUBLIC;  
  
--  
EXEC ReadForTove;  
  
-- One apostrophe, in a comment: it's no quotation mark  
EXECUTE AS LOGIN = 'Tove';  
    EXEC ReadForTove;  
REVERT;  
  
--  
ADD SIGNATURE TO ReadForTove BY CERTIFICATE readR   
WITH PASSWORD = 'Walnut2Shelf';  
  
--  
ADD COUNTER SIGNATURE TO ReadRowsOfR9 BY CERTIFICATE readR   
WITH PASSWORD = 'Walnut2Shelf';  
  
-- The first works now,   
-- the second does not on its own  
EXECUTE AS LOGIN = 'Tove';  
    EXEC ReadForTove;  
    EXEC ReadRowsOfR9;  
REVERT;  
  
--  
USE master;  
GO  
DROP DATABASE reading_room;  
DROP LOGIN Tove;
