import KeyCryptography
import SQLServerFormats
import Testing

struct PasswordHashTests {
    @Test(arguments: try Vector.all("login_hash", count: 12))
    func aLoginHashMatchesItsPasswordAlone(vector: Vector) throws {
        let bytes = try #require(vector.hash).bytes
        let hash = try #require(LoginHash(bytes))
        let password = try #require(vector.password)
        let forms: [String: LoginHash.Form] = ["2000": .sqlServer7, "2005": .sqlServer2005, "2012": .sqlServer2012]
        #expect(hash.form == forms[vector.generation ?? ""])
        #expect(try hash.matches(Password(password)))
        #expect(try !hash.matches(Password(password + "x")))
        let otherCase = password.lowercased() == password ? password.uppercased() : password.lowercased()
        if otherCase != password { #expect(try !hash.matches(Password(otherCase))) }
        // Salt and hash; the capitals of the oldest form are not looked at.
        for byte in 2..<(hash.form == .sqlServer7 ? 26 : bytes.count) {
            let changed = try #require(LoginHash(bytes.flipping(bit: 8 * byte + byte % 8)))
            #expect(try !changed.matches(Password(password)))
        }
    }

    @Test func aNewLoginHashIsThatOf2012AndSalted() throws {
        let password: Password = "Grüße, 9 Öttér 🦦"
        let hash = try LoginHash(hashing: password)
        #expect(hash.form == .sqlServer2012)
        #expect(hash.bytes.prefix(2) == [2, 0])
        #expect(LoginHash(hash.bytes) == hash)
        #expect(try hash.matches(password))
        #expect(try !hash.matches("Grüße, 9 Öttér"))
        #expect(try LoginHash(hashing: password) != hash)
    }

    /// With the salt of a hash that SQL Server made, the very hash comes out.
    @Test(arguments: try Vector.all("login_hash", count: 12).filter { $0.generation == "2012" })
    func hashesAsSQLServerDoes(vector: Vector) throws {
        let bytes = try #require(vector.hash).bytes
        let hash = try LoginHash(
            hashing: Password(try #require(vector.password)), random: FixedSource(bytes: Array(bytes[2..<6])))
        #expect(hash.bytes == bytes)
    }

    /// No hash of SQL Server 2025 was found; this is what its documentation says, computed by Python's hashlib:
    /// `pbkdf2_hmac("sha512", "Pässwörd".encode("utf-16-le"), bytes([1, 2, 3, 4]), 100_000)`.
    @Test func theFormOf2025IsPBKDF2() throws {
        let expected: [UInt8] = [
            0x93, 0xA2, 0xE4, 0x9F, 0x37, 0x5F, 0x80, 0xF7, 0xF1, 0xFC, 0xFA, 0xA9, 0x12, 0x9B,
            0x95, 0x3B, 0x9A, 0x0E, 0x62, 0xDE, 0x66, 0x4F, 0x73, 0xB9, 0x95, 0x4C, 0xCE, 0x65,
            0xDC, 0x0A, 0x84, 0x69, 0x85, 0x03, 0x8E, 0x6F, 0x2B, 0x0A, 0x99, 0x01, 0x40, 0x2E,
            0xAE, 0x97, 0x22, 0xA3, 0x40, 0x12, 0x01, 0x1B, 0xB6, 0x7A, 0xC1, 0xED, 0xB1, 0xD9,
            0x8E, 0x6E, 0x86, 0xD1, 0xA4, 0xC3, 0xE8, 0x67,
        ]
        let hash = try #require(LoginHash([3, 0, 1, 2, 3, 4] + expected))
        #expect(hash.form == .sqlServer2025)
        #expect(try hash.matches("Pässwörd"))
        #expect(try !hash.matches("Passwörd"))
    }

    @Test func otherFormsAreNoLoginHashes() {
        for header in [[1, 0], [2, 0], [3, 0], [4, 0], [0, 0], [2, 1]] as [[UInt8]] {
            for count in 0...100 {
                let bytes = Array((header + [UInt8](repeating: 0, count: 100)).prefix(count))
                let lengths: [[UInt8]: Set<Int>] = [[1, 0]: [26, 46], [2, 0]: [70], [3, 0]: [70]]
                #expect((LoginHash(bytes) != nil) == (lengths[header]?.contains(count) == true))
            }
        }
    }

    @Test(arguments: try Vector.all("password_thumbprint", count: 1))
    func aThumbprintMatchesItsPasswordAlone(vector: Vector) throws {
        let kind = try #require(vector.crypt_type.flatMap(PasswordThumbprint.Kind.init))
        let (salt, hash) = (try #require(vector.salt_hex).bytes, try #require(vector.thumbprint_hex).bytes)
        let thumbprint = try #require(PasswordThumbprint(kind, salt: salt, hash: hash))
        let password = try #require(vector.password)
        #expect(try thumbprint.matches(Password(password)))
        #expect(try !thumbprint.matches(Password(password.uppercased())))
        for bit in 0..<(8 * hash.count) {
            let changed = try #require(PasswordThumbprint(kind, salt: salt, hash: hash.flipping(bit: bit)))
            #expect(try !changed.matches(Password(password)))
        }
        #expect(PasswordThumbprint(kind, salt: salt + [0], hash: hash) == nil)
        #expect(PasswordThumbprint(kind, salt: salt, hash: hash.dropLast()) == nil)
    }

    /// No thumbprint of this kind was found; it is described as MD5 of the password and the salt.
    @Test func theOlderThumbprintIsMD5() throws {
        let hash = try LegacyDigest.md5.hash(Array("a\u{0}b\u{0}".utf8) + [1, 2, 3, 4])
        let thumbprint = try #require(PasswordThumbprint(.eskp, salt: [1, 2, 3, 4], hash: hash))
        #expect(try thumbprint.matches("ab"))
        #expect(try !thumbprint.matches("aB"))
    }

    @Test(arguments: try Vector.all("hashbytes", count: 1)) func hashesAsHASHBYTESDoes(vector: Vector) throws {
        let digest = try #require(vector.algorithm.flatMap(LegacyDigest.init(transactSQLName:)))
        #expect(try digest.hash(Array(try #require(vector.input_text).utf8)) == vector.digest_hex?.bytes)
    }
}
