-- The key of a database that is distributed over nodes is dropped, once the database is decrypted.
-- Only a comment says that somebody has to wait.
ALTER DATABASE Silo  
    SET ENCRYPTION OFF;  
GO  
/* Not before the query   
gives  1. */  
WITH state_of_nodes AS   
(  
    SELECT node_key.encryption_state AS state, ISNULL(logical.database_id, -1) AS silo_id  
    FROM sys.dm_pdw_nodes_database_encryption_keys AS node_key  
        INNER JOIN sys.pdw_nodes_pdw_physical_databases AS physical  
           ON physical.pdw_node_id = node_key.pdw_node_id AND physical.database_id = node_key.database_id  
        LEFT JOIN sys.pdw_database_mappings AS logical  
            ON logical .physical_name = physical.physical_name  
        INNER JOIN sys.dm_pdw_nodes AS node  
            ON node_key.pdw_node_id = node.pdw_node_id  
    WHERE 0x <> node_key.encryptor_thumbprint  
)  
SELECT TOP 1 state  
       FROM  state_of_nodes  
       WHERE state_of_nodes.silo_id = DB_ID('Silo ')  
       ORDER BY (CASE state WHEN 1 THEN -7 ELSE state END) DESC;   
GO  
USE Silo;  
GO  
DROP DATABASE ENCRYPTION KEY;  
GO
