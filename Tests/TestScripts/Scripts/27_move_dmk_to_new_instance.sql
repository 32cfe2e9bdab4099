-- A master key follows its database to another instance, in two ways.
-- Keywords in every case, comments behind literals, an option on a line of its own, no semicolon anywhere.
--
use Parcels
go
backup master key to file = 'e:\transit\parcels.key'
       encryption by password = 'Mv2Crate!'
go
-- 1: from the file
       Restore master key from file = 'e:\transit\parcels.key'
       Decryption by password = 'Mv2Crate!' -- 'as two statements above'
       Encryption by password = 'Mv3Crate!' -- 'from now on'
       Force
go
-- 2: with its password
open master key decryption by password = 'Mv1Crate!' --'that of its creation'
       Alter Master Key Add encryption by Service Master Key
go
