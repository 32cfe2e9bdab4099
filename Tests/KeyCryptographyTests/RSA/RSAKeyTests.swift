import KeyCryptography
import StockOpenSSL
import Testing

/// Making, reading and writing RSA keys.
struct RSAKeyTests {
    @Test(arguments: [512, 1024, 2048])
    func aGeneratedKeyIsAnRSAKeyOfItsLength(bits: Int) async throws {
        let key = try await RSAPrivateKey.generate(bits: bits)
        #expect(key.publicKey.modulusBitCount == bits)
        #expect(key.publicKey.modulusByteCount == bits / 8)
        #expect(key.publicKey.exponent == 65537)
        // The numbers are checked when they are read.
        let again = try RSAPrivateKey(key.numbers())
        #expect(again.publicKey == key.publicKey)
        #expect(again.publicKey.hashValue == key.publicKey.hashValue)
        #expect(try await RSAPrivateKey.generate(bits: bits).publicKey != key.publicKey)
    }

    @Test func aKeyStaysTheSameThroughPKCS8() throws {
        let key = try TestKeys.rsa2048()
        let der = try key.pkcs8()
        for again in [try RSAPrivateKey(pkcs8: der), try RSAPrivateKey(uncheckedPKCS8: der)] {
            #expect(again.publicKey == key.publicKey)
            #expect(try again.pkcs8().array == der.array)
        }
    }

    @Test func aKeyOf2041BitsHasNumbersThatDoNotFillTheirWidths() async throws {
        let key = try await RSAPrivateKey.generate(bits: 2041)
        #expect(key.publicKey.modulusByteCount == 256)
        #expect(try RSAPrivateKey(pkcs8: key.pkcs8()).publicKey == key.publicKey)
    }

    @Test func aPublicKeyStaysTheSameThroughBothOfItsForms() throws {
        let key = try TestKeys.rsa2048().publicKey
        #expect(try RSAPublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo) == key)
        #expect(try RSAPublicKey(pkcs1: key.pkcs1) == key)
        #expect(try RSAPublicKey(modulus: [0, 0] + key.modulus, exponent: key.exponent) == key)
    }

    @Test func refusesNumbersThatNoKeyHas() throws {
        let key = try TestKeys.rsa2048().publicKey
        let even = key.modulus.dropLast() + [key.modulus[255] & 0xFE]
        #expect(try refusal { _ = try RSAPublicKey(modulus: Array(even), exponent: 3) } == .malformed)
        #expect(try refusal { _ = try RSAPublicKey(modulus: key.modulus, exponent: 1) } == .malformed)
        #expect(try refusal { _ = try RSAPublicKey(modulus: key.modulus, exponent: 65536) } == .malformed)
        #expect(try refusal { _ = try RSAPublicKey(modulus: [], exponent: 3) } == .unsupported)
        #expect(
            try refusal { _ = try RSAPublicKey(modulus: Array(key.modulus.suffix(47)), exponent: 3) } == .unsupported)
        #expect(
            try refusal { _ = try RSAPublicKey(modulus: [1] + key.modulus + key.modulus, exponent: 3) } == .unsupported)
        #expect(try refusal { _ = try RSAPublicKey(pkcs1: key.subjectPublicKeyInfo) } == .malformed)
        #expect(
            try refusal { _ = try RSAPublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo + [0]) } == .malformed)
    }

    /// Each number in turn, changed in its last bit but one, so that it stays odd where it was.
    @Test(arguments: 0..<7)
    func refusesNumbersThatDoNotBelongTogether(index: Int) throws {
        let numbers = try TestKeys.rsa2048().numbers()
        var bytes = numbers.bytes.array
        bytes[[0, 256, 384, 512, 640, 768, 896][index]] ^= 2
        let changed = try RSAPrivateNumbers(modulusBitCount: 2048, publicExponent: 65537, bytes: SecretBytes(bytes))
        #expect(try refusal { _ = try RSAPrivateKey(changed) } == .malformed)
        let other = try RSAPrivateNumbers(
            modulusBitCount: 2048, publicExponent: 3, bytes: SecretBytes(numbers.bytes.array))
        #expect(try refusal { _ = try RSAPrivateKey(other) } == .malformed)
    }

    @Test func refusesNumbersOfOtherLengths() throws {
        let numbers = try TestKeys.rsa2048().numbers()
        #expect(numbers.bytes.count == 9 * 2048 / 16)
        #expect(RSAPrivateNumbers.byteCount(modulusBitCount: 2048) == 9 * 2048 / 16)
        let bytes = numbers.bytes.array
        for (bits, array) in [(2048, Array(bytes.dropLast())), (2048, bytes + [0]), (2064, bytes), (2047, bytes)] {
            let code = try refusal {
                _ = try RSAPrivateKey(
                    unchecked: RSAPrivateNumbers(
                        modulusBitCount: bits, publicExponent: 65537, bytes: SecretBytes(array)))
            }
            #expect(code == .malformed)
        }
        for bits in [-1, 0, 383, 4097, Int.max] {
            let code = try refusal {
                _ = try RSAPrivateNumbers(modulusBitCount: bits, publicExponent: 65537, bytes: SecretBytes(bytes))
            }
            #expect(code == .unsupported)
        }
    }

    @Test func refusesAKeyThatIsCutShortAnywhereOrFollowedByAnything() throws {
        let der = try TestKeys.rsa2048().pkcs8().array
        for count in 0..<der.count {
            #expect(
                try refusal { _ = try RSAPrivateNumbers(pkcs8: SecretBytes(Array(der.prefix(count)))) } == .malformed)
        }
        #expect(try refusal { _ = try RSAPrivateNumbers(pkcs8: SecretBytes(der + [0])) } == .malformed)
        #expect(
            try refusal { _ = try RSAPrivateNumbers(pkcs8: SecretBytes(Array(repeating: 0x30, count: 8193))) }
                == .malformed)
        #expect(try refusal { _ = try RSAPrivateNumbers(pkcs1: SecretBytes(der)) } == .malformed)
    }

    /// From the first header to that of the modulus. Two versions are known.
    @Test func refusesEveryChangedBitOfItsStructure() throws {
        let der = try TestKeys.rsa2048().pkcs8().array
        for offset in 0..<37 {
            for bit in 0..<8 where (offset, bit) != (6, 0) {
                var changed = der
                changed[offset] ^= 1 << UInt8(bit)
                let code = try refusal { _ = try RSAPrivateNumbers(pkcs8: SecretBytes(changed)) }
                #expect(code == .malformed || code == .unsupported, "bit \(bit) of byte \(offset)")
            }
        }
    }
}

/// Keys for tests, which protect nothing.
enum TestKeys {
    /// The key of the first group of Wycheproof's vectors for decryption.
    static func rsa2048() throws -> RSAPrivateKey {
        let groups: [Wycheproof.Group<Wycheproof.RSADecryption>] = try Wycheproof.groups(
            "rsa_pkcs1_2048_test.json", count: 67)
        return try RSAPrivateKey(uncheckedPKCS8: SecretBytes(#require(groups[0].privateKeyPkcs8).bytes))
    }

    /// The shortest modulus that is accepted. libcrypto generates none below 512 bits; Python's integers made this one.
    static let rsa384 =
        Hex(
            digits: "3082010a020100300d06092a864886f70d01010105000481f53081f2020100023100e9a0c1d17ec31a2c9f9dcefbd651"
                + "1a31d58ebe64c8dab4f7a0e4cfb2653ccad6a7d4ed12d7e3c18bae2aab7dd52ca91d020301000102300c7302c8fb5081"
                + "b14d8b1ef7b7fea7deee72960e304ec9344bc7f48e73c226e3e5d1ca683cc4e20b1113d225ae47fb91021900f5104f5c"
                + "8b0484fdc02dcb471a9a7751460c190e2596592d021900f40dcd1c69be64601073a307e4469c186bc19ac64d1ba5b102"
                + "1802db59d17e5d631f822a0680a1b2c3495343b8d70d611f510218015732113de375d9b13d715fd1b9319250c5377c6f"
                + "5fff810219008e4fd42dd506d7d6b5b5fd967616eee7ce09f2430f4166ff"
        )?.bytes ?? []

    /// The block to the power of the public exponent, as stock `openssl` computes it.
    static func rawEncryption(of block: [UInt8], under key: RSAPublicKey) throws -> [UInt8] {
        try OpenSSLCommand.run(
            [
                "pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-pkeyopt",
                "rsa_padding_mode:none",
            ],
            input: block, files: ["key.der": key.subjectPublicKeyInfo])
    }
}
