import Testing
import TransactSQL

/// Conversions, comparisons and functions, as SELECT shows them.
@Suite struct ValueTests {
    static let values: [(expression: String, value: String)] = [
        // Conversions.
        ("CAST(258 AS varbinary)", "0x00000102"), ("CONVERT(varbinary(2), 258)", "0x0102"),
        ("CAST(0x00000102 AS int)", "258"), ("CAST(0xFFFFFFFF AS int)", "-1"), ("CAST(0xFF AS int)", "255"),
        ("CAST('ab' AS varbinary)", "0x6162"), ("CAST(N'ab' AS varbinary)", "0x61006200"),
        ("CAST(0x61006200 AS nvarchar)", "ab"), ("CAST(0x6162 AS varchar)", "ab"), ("CAST('€' AS varbinary)", "0x80"),
        ("CAST(N'é' AS varchar(10))", "é"), ("CONVERT(varchar(10), 0x0aff, 1)", "0x0AFF"),
        ("CONVERT(varchar(10), 0x0aff, 2)", "0AFF"), ("CONVERT(varbinary, '0x0aff', 1)", "0x0AFF"),
        ("CONVERT(varbinary, '0AFF', 2)", "0x0AFF"), ("LEN(CAST(REPLICATE('a', 50) AS nvarchar))", "30"),
        ("CAST(' 42 ' AS int)", "42"), ("CAST('' AS int)", "0"), ("CAST(1E7 AS varchar(20))", "1e+007"),
        ("CAST(0.1E0 AS varchar(20))", "0.1"),
        ("CAST(123456789.123E0 AS varchar(20))", "1.23457e+008"), ("CAST(-0.00001E0 AS varchar(20))", "-1e-005"),
        ("CAST(123456E0 AS varchar(20))", "123456"), ("CAST(999999.5E0 AS varchar(20))", "1e+006"),
        ("CAST(1.5E300 AS varchar(20))", "1.5e+300"), ("CAST(0.00012345678E0 AS varchar(20))", "0.000123457"),
        ("CAST(0E0 AS varchar(20))", "0"), ("CAST(1E5 AS varchar(20))", "100000"),
        ("'a' + CAST(2.50E0 AS varchar(9))", "a2.5"), ("CAST('true' AS bit)", "1"), ("CAST(7 AS bit)", "1"),
        ("CAST(1.9 AS int)", "1"), ("CAST(-1.9 AS int)", "-1"), ("CAST(12345 AS varchar(3))", "*"),
        ("CAST('20401031' AS datetime)", "2040-10-31 00:00:00.000"),
        ("CAST('10/31/2009' AS datetime)", "2009-10-31 00:00:00.000"),
        ("CAST('2026-11-25T22:01:02.123' AS datetime)", "2026-11-25 22:01:02.123"),
        ("CAST('Nov 25 2026 10:01PM' AS datetime)", "2026-11-25 22:01:00.000"),
        ("CONVERT(varchar(30), CAST('2026-11-25 22:01:02' AS datetime))", "Nov 25 2026 10:01PM"),
        ("CONVERT(char(8), CAST('2026-11-25 22:01:02' AS datetime), 112)", "20261125"),
        ("CONVERT(varchar(30), CAST('2026-11-25 22:01:02' AS datetime), 126)", "2026-11-25T22:01:02.000"),
        ("TRY_CAST('x' AS int)", "NULL"), ("TRY_CONVERT(datetime, '31/31/2009')", "NULL"),
        ("CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)", "6F9619FF-8B86-D011-B42D-00C04FC964FF"),
        (
            "CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS varbinary(16))",
            "0xFF19966F868B11D0B42D00C04FC964FF"
        ),
        // What a code page does not have.
        ("CAST('证' AS varbinary(10))", "0x3F"), ("CONVERT(varchar(5), N'证a')", "?a"), ("'证'", "?"), ("N'证'", "证"),
        ("IIF(HASHBYTES('SHA1', '证') = HASHBYTES('SHA1', '?'), 1, 0)", "1"), ("CAST('é€' AS varbinary(9))", "0xE980"),
        // Texts that are not max end at 8000 bytes.
        ("LEN(REPLICATE(CAST(N'x' AS nvarchar(max)), 10000))", "10000"), ("LEN(REPLICATE(N'x', 10000))", "4000"),
        ("LEN(REPLICATE('x', 10000))", "8000"), ("LEN(REPLICATE('x', 8000) + 'y')", "8000"),
        ("LEN(REPLICATE('x', 8000) + CAST('y' AS varchar(max)))", "8001"), ("LEN(REPLICATE('x', 8000) + N'y')", "4000"),
        ("DATALENGTH(CAST(REPLICATE('x', 8000) AS varbinary(8000)) + 0x00)", "8000"),
        ("LEN(REPLACE(CAST('x' AS varchar(max)), 'x', REPLICATE('y', 8000)) + 'z')", "8001"),
        ("LEN(CONCAT(REPLICATE(CAST('x' AS varchar(max)), 9000), 'y') + 'z')", "9002"),
        ("LEN('\(String(repeating: "x", count: 9000))' + 'y')", "9001"),
        // Arithmetic, and texts that meet numbers.
        ("7 / 2", "3"), ("-7 % 3", "-1"), ("7 / 2.0", "3.500000"), ("'1' + 2", "3"), ("'1' + '2'", "12"),
        ("6 & 3", "2"),
        ("6 | 3", "7"), ("6 ^ 3", "5"), ("~1", "-2"), ("0x01 + 0x02", "0x0102"), ("NULL + 'a'", "NULL"),
        ("1 + 2 * 3", "7"),
        ("1E3", "1000"),
        // Comparison.
        ("IIF('ABC' = 'abc  ', 1, 0)", "1"), ("IIF('a' < 'B', 1, 0)", "1"), ("IIF(0x01 = 0x0100, 1, 0)", "1"),
        ("IIF('10' > 9, 1, 0)", "1"), ("IIF(NULL = NULL, 1, 0)", "0"), ("IIF(NOT (NULL = 1), 1, 0)", "0"),
        ("IIF(1 IN (2, NULL), 1, 0)", "0"), ("IIF(1 NOT IN (2, NULL), 1, 0)", "0"), ("IIF(1 NOT IN (2, 3), 1, 0)", "1"),
        ("IIF(NULL IS NULL OR 1 = NULL, 1, 0)", "1"), ("IIF(2 BETWEEN 1 AND 3, 1, 0)", "1"),
        // LIKE.
        ("IIF('##MS_DatabaseMasterKey##' LIKE '%[_]databasemasterkey%', 1, 0)", "1"),
        ("IIF('MSxDatabaseMasterKey' LIKE '%[_]databasemasterkey%', 1, 0)", "0"),
        ("IIF('b' LIKE '[a-c]', 1, 0)", "1"), ("IIF('d' LIKE '[^a-c]', 1, 0)", "1"),
        ("IIF('b' LIKE '[^a-c]', 1, 0)", "0"),
        ("IIF('50%' LIKE '50!%' ESCAPE '!', 1, 0)", "1"), ("IIF('500' LIKE '50!%' ESCAPE '!', 1, 0)", "0"),
        ("IIF(']' LIKE '[]]', 1, 0)", "1"), ("IIF('' LIKE '%', 1, 0)", "1"), ("IIF('abab' LIKE '%ab', 1, 0)", "1"),
        ("IIF('a' LIKE 'a_', 1, 0)", "0"), ("IIF('a' LIKE '[', 1, 0)", "0"), ("IIF('-' LIKE '[a-]', 1, 0)", "1"),
        ("IIF('^' LIKE '[a^]', 1, 0)", "1"), ("IIF('Q' LIKE '[p-r]_', 1, 0)", "0"),
        ("IIF('!' LIKE '!' ESCAPE '!', 1, 0)", "0"), ("IIF('a]' LIKE 'a[!]]' ESCAPE '!', 1, 0)", "1"),
        ("IIF(N'Ä' LIKE N'[ä]', 1, 0)", "1"),
        // A line break is two characters for all of them, and a pair of UTF-16 is not cut in two.
        ("CHARINDEX(CHAR(10), 'a' + CHAR(13) + CHAR(10))", "3"),
        ("SUBSTRING('a' + CHAR(13) + CHAR(10) + 'b', 4, 1)", "b"),
        ("CAST(SUBSTRING(CHAR(13) + CHAR(10), 2, 1) AS varbinary(9))", "0x0A"),
        ("CAST(RIGHT(CHAR(13) + CHAR(10), 1) AS varbinary(9))", "0x0A"),
        ("CAST(REVERSE(CHAR(13) + CHAR(10)) AS varbinary(9))", "0x0A0D"),
        ("CAST(STUFF(CHAR(13) + CHAR(10), 2, 1, 'x') AS varbinary(9))", "0x0D78"),
        ("LEN(REPLACE('a' + CHAR(13) + CHAR(10) + 'b', CHAR(10), ''))", "3"),
        ("IIF('a' + CHAR(13) + CHAR(10) + 'b' LIKE '%' + CHAR(10) + 'b', 1, 0)", "1"),
        ("IIF(CHAR(13) + CHAR(10) LIKE '__', 1, 0)", "1"), ("IIF(CHAR(13) + CHAR(10) LIKE '_', 1, 0)", "0"),
        ("CAST(QUOTENAME(N']' + NCHAR(769)) AS varbinary(40))", "0x5B005D005D0001035D00"),
        ("LEN(SUBSTRING(N'a😀b', 2, 2))", "2"), ("RIGHT(N'a😀', 1)", ""), ("REVERSE(N'a😀')", "😀a"),
        ("CHARINDEX(N'B', N'a😀b')", "4"), ("CHARINDEX(N'b', N'İb')", "2"), ("REPLACE(N'ÄäA', N'ä', N'x')", "xxA"),
        ("CHARINDEX('aab', 'aaaab')", "3"), ("REPLACE('aaaab', 'aab', 'x')", "aax"), ("REPLACE('ab', '', 'x')", "ab"),
        ("STUFF('abc', 4, 1, 'x')", "NULL"), ("STUFF('abc', 3, 9, 'x')", "abx"), ("RIGHT('abc', 9)", "abc"),
        // Functions.
        ("LEN('abc  ')", "3"), ("DATALENGTH(N'abc')", "6"), ("DATALENGTH('abc')", "3"), ("UPPER('abc')", "ABC"),
        ("LEFT('abcdef', 2)", "ab"), ("RIGHT('abcdef', 2)", "ef"), ("SUBSTRING('abcdef', 2, 3)", "bcd"),
        ("SUBSTRING('abcdef', 0, 3)", "ab"), ("SUBSTRING(0x010203, 2, 1)", "0x02"), ("REPLACE('aAb', 'a', 'x')", "xxb"),
        ("CHARINDEX('b', 'abc', CAST('-9223372036854775808' AS bigint))", "2"), ("ABS('-5')", "5"), ("ABS(-5)", "5"),
        ("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"), ("CASE NULL WHEN NULL THEN 'a' END", "NULL"),
        ("CHARINDEX('C', 'abc')", "3"), ("CHARINDEX('x', 'abc')", "0"), ("STUFF('abcdef', 2, 3, 'X')", "aXef"),
        ("PARSENAME('16.0.1000.6', 4)", "16"), ("PARSENAME('a.b', 1)", "b"), ("PARSENAME('a.b', 3)", "NULL"),
        ("HAS_DBACCESS('master')", "1"), ("HAS_DBACCESS('nowhere')", "NULL"),
        ("DATABASEPROPERTYEX('master', 'Status')", "ONLINE"), ("ORIGINAL_DB_NAME()", "master"),
        ("QUOTENAME('a]b')", "[a]]b]"), ("QUOTENAME('a''b', '''')", "'a''b'"), ("CONCAT('a', NULL, 1)", "a1"),
        ("CHAR(65)", "A"), ("STR(123.456, 7, 2)", " 123.46"), ("STR(9.99, 3, 1)", "***"),
        ("STR(0.999, 6, 2)", "  1.00"),
        ("ISNULL(NULL, 'x')", "x"), ("COALESCE(NULL, NULL, 3)", "3"), ("NULLIF(1, 1)", "NULL"),
        ("FORMATMESSAGE('%s has %5d and %x', 'x', 42, 255)", "x has    42 and ff"), ("CHOOSE(2, 'a', 'b')", "b"),
        ("CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"), ("CASE WHEN 1 = 2 THEN 1 END", "NULL"), ("ABS(-3)", "3"),
        // Digests: the vectors of FIPS 180 and RFC 1321 for "abc".
        ("HASHBYTES('MD5', 'abc')", "0x900150983CD24FB0D6963F7D28E17F72"),
        ("HASHBYTES('SHA1', 'abc')", "0xA9993E364706816ABA3E25717850C26C9CD0D89D"),
        (
            "HASHBYTES('sha2_256', 'abc')",
            "0xBA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
        ),
        ("HASHBYTES('nonsense', 'abc')", "NULL"), ("HASHBYTES('MD5', NULL)", "NULL"),
        ("DATALENGTH(CRYPT_GEN_RANDOM(16))", "16"), ("CRYPT_GEN_RANDOM(0)", "NULL"), ("CRYPT_GEN_RANDOM(8001)", "NULL"),
        ("LEN(HASHBYTES('SHA1', N'abc'))", "20"), ("LEN(0x412020)", "1"), ("LEN(0x)", "0"),
        // The session.
        ("DB_NAME()", "master"), ("@@SERVERNAME", "localhost"), ("SERVERPROPERTY('ProductMajorVersion')", "16"),
        ("SUSER_SNAME()", "sa"), ("ORIGINAL_LOGIN()", "sa"), ("USER_NAME()", "dbo"),
        ("IS_SRVROLEMEMBER('sysadmin')", "1"),
        ("IIF(OBJECT_ID('dbo.t', 'U') IS NULL, 1, 0)", "1"), ("CERT_ID('c')", "NULL"),
        ("IIF(OBJECT_ID('sys.databases') IS NULL, 1, 0)", "0"),
        ("IIF(OBJECT_ID('master.[sys].\"Databases\"', 'V ') IS NULL, 1, 0)", "0"),
        ("IIF(OBJECT_ID('sys.databases', NULL) IS NULL, 1, 0)", "0"),
        ("IIF(OBJECT_ID('sys.databases', 'U') IS NULL, 1, 0)", "1"), ("IIF(OBJECT_ID('databases') IS NULL, 1, 0)", "1"),
        ("IIF(OBJECT_ID('dbo.databases', 'V') IS NULL, 1, 0)", "1"),
        ("IIF(OBJECT_ID('nowhere.sys.databases') IS NULL, 1, 0)", "1"),
        ("SERVERPROPERTY('InstanceName')", "NULL"), ("SERVERPROPERTY('nonsense')", "NULL"),
        ("DATABASEPROPERTYEX('master', 'nonsense')", "NULL"), ("HAS_PERMS_BY_NAME('c', 'nonsense', 'CONTROL')", "NULL"),
    ]

    @Test(arguments: values)
    func isWhatAServerSays(_ expression: String, _ value: String) async throws {
        #expect(try await Connection().value(expression) == value)
    }

    @Test(arguments: [
        ("CAST('x' AS int)", 245), ("CAST('3000000000' AS int)", 8115), ("CAST('x' AS float)", 8114),
        ("2147483647 + 1", 8115), ("CAST('x' AS datetime)", 241),
        ("CAST(12345.67 AS varchar(4))", 8115), ("CAST(12.5 AS char(2))", 8115), ("CAST(1.5E0 AS nvarchar(2))", 8115),
        ("CONVERT(varchar(10), NEWID())", 8170), ("REPLICATE(CAST('x' AS varchar(max)), 100000000)", 701),
        ("HASHBYTES('SHA1', 5)", 8116), ("ENCRYPTBYPASSPHRASE('x', 5)", 8116), ("ENCRYPTBYKEY(NEWID(), 5)", 8116),
        ("DECRYPTBYKEY('abc')", 8116), ("CAST('x' AS uniqueidentifier)", 8169),
        ("1 / 0", 8134), ("1 % 0", 8134), ("LEN()", 174), ("ISNULL(1)", 174), ("CONVERT(nosuch, 1)", 2715),
        ("(SELECT name FROM sys.databases)", 512), ("(SELECT 1, 2)", 116), ("dbo.f(1)", 4121), ("0x01 + 'a'", 402),
        ("CONVERT(varbinary, 'zz', 2)", 8114), ("'a' - 'b'", 8117),
    ])
    func givesAnError(_ expression: String, _ number: Int) async throws {
        #expect(try await Connection().errors("SELECT \(expression)") == [number])
    }

    @Test func typesOfColumnsAreDeclared() async throws {
        let result = try await Connection().run(
            "SELECT name, database_id, 1 AS one, 'ab' AS text, N'abc', 0x01 FROM sys.databases WHERE 1 = 0"
        ).results.first
        #expect(
            result?.columns.map { "\($0.name):\($0.type)" } == [
                "name:sysname", "database_id:int", "one:int", "text:varchar(2)", ":nvarchar(3)", ":varbinary(1)",
            ])
    }
}
