-- An indented script of one statement, without GO.
-- A comment has the password between quotation marks.
  --
  -- The password is "51840vtR#NW60817kc3yAq".  
  CREATE MASTER KEY ENCRYPTION BY PASSWORD = '51840vtR#NW60817kc3yAq';
