-- A line of a manual is left in: its first literal does not end, so that every later quotation mark means the opposite
-- of what it seems to mean, and no GO separates.
  
sp_control_dbmasterkey_password @db_name = 'which_database,  
     @password = 'its_password' , @action = { 'add' | 'drop' }  
EXEC sp_control_dbmasterkey_password @db_name = N'Orchard',   
    @password = N'plumtree#vK88nnwoqp31460297tGrnmy5', @action = N'add';  
GO  
EXEC sp_control_dbmasterkey_password @db_name = N'Orchard',   
    @password = N'plumtree#vK88nnwoqp31460297tGrnmy5', @action = N'drop';  
GO
