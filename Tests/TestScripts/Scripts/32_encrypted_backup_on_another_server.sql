-- The shape of a rehearsal: an encrypted backup is restored on another server, first without the certificate, then with it.
-- What the server answered stands in block comments; one GO has blanks before it; IF guards the master key.
RESTORE DATABASE [Ledger] FROM DISK = 'D:\exchange\ledger.bak';
GO
/*
Msg 33111: the certificate
is not here, so the backup
GO
cannot be read

*/
CREATE CERTIFICATE LedgerCert 
FROM FILE = 'D:\exchange\LedgerCert'
 WITH PRIVATE KEY 
 (  FILE = 'D:\exchange\LedgerCertKey',  DECRYPTION BY PASSWORD = 'p6Rt!moss4417LKnw2' 
  );
  GO
/*
Msg 15208: the file
was not copied /* yet */
*/
/*
Msg 15581: a master key
is missing
*/
USE master;
GO
IF NOT EXISTS(SELECT * FROM sys.symmetric_keys WHERE name LIKE '##MS[_]DatabaseMaster%') 
BEGIN 
CREATE MASTER KEY ENCRYPTION  BY PASSWORD = 'p6Rt!moss4417LKnw2';
END
GO
CREATE CERTIFICATE LedgerCert 
FROM FILE = 'D:\exchange\LedgerCert'
 WITH PRIVATE KEY 
 (  FILE = 'D:\exchange\LedgerCertKey',  DECRYPTION BY PASSWORD = 'p6Rt!moss4417LKnw2' 
  );
  GO
RESTORE DATABASE [Ledger] FROM DISK = 'D:\exchange\ledger.bak';
GO
USE master;
GO
DROP DATABASE [Ledger];
GO
DROP CERTIFICATE LedgerCert;
GO
