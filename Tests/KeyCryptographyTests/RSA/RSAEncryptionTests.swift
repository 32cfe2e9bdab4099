import KeyCryptography
import StockOpenSSL
import Testing

/// RSAES-OAEP and RSAES-PKCS1-v1_5.
struct RSAEncryptionTests {
    private static let message = Array("Sixteen or more octets".utf8)

    private static func vectors(
        _ result: Wycheproof.Outcome,
        count: Int
    ) throws -> [(key: Hex, vector: Wycheproof.RSADecryption)] {
        let groups: [Wycheproof.Group<Wycheproof.RSADecryption>] = try Wycheproof.groups(
            "rsa_pkcs1_2048_test.json", count: 67)
        let selected = try groups.flatMap { group in
            let key = try #require(group.privateKeyPkcs8)
            return group.tests.filter { $0.result == result }.map { (key, $0) }
        }
        guard selected.count == count else {
            throw UnexpectedSelection(file: "rsa_pkcs1_2048_test.json", selected: selected.count)
        }
        return selected
    }

    @Test func decryptsEveryValidVectorOfPKCS1v15() throws {
        for (der, vector) in try Self.vectors(.valid, count: 42) {
            let key = try RSAPrivateKey(pkcs8: SecretBytes(der.bytes))
            #expect(try key.decryptPKCS1v15(vector.ct.bytes).array == vector.msg.bytes, "\(vector.testDescription)")
            #expect(
                try key.decryptPKCS1v15InEitherByteOrder(vector.ct.bytes.reversed()).array == vector.msg.bytes,
                "\(vector.testDescription)")
        }
    }

    /// All of them with the very same error: a difference would be an oracle.
    @Test func refusesEveryInvalidVectorOfPKCS1v15Alike() throws {
        var messages: Set<String> = []
        for (der, vector) in try Self.vectors(.invalid, count: 25) {
            let key = try RSAPrivateKey(uncheckedPKCS8: SecretBytes(der.bytes))
            for decrypt in [key.decryptPKCS1v15, key.decryptPKCS1v15InEitherByteOrder] {
                let error = #expect(throws: CryptographyError.self, "\(vector.testDescription)") {
                    _ = try decrypt(vector.ct.bytes)
                }
                #expect(error?.code == .notAuthentic)
                messages.insert(error?.message ?? "")
            }
        }
        #expect(messages.count == 1)
    }

    /// Seven bytes of padding are one too few (RFC 8017 section 7.2.2 step 3).
    @Test(
        .enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."),
        arguments: [7, 8, 9])
    func demandsEightBytesOfPadding(count: Int) throws {
        let key = try TestKeys.rsa2048()
        let block = [0, 2] + [UInt8](repeating: 0xFF, count: count) + [0]
        let message = [UInt8](repeating: 7, count: 256 - block.count)
        let encrypted = try TestKeys.rawEncryption(of: block + message, under: key.publicKey)
        if count < 8 {
            #expect(try refusal { _ = try key.decryptPKCS1v15(encrypted) } == .notAuthentic)
        } else {
            #expect(try key.decryptPKCS1v15(encrypted).array == message)
        }
    }

    @Test(arguments: [0, 1, 32, 244, 245])
    func whatIsEncryptedWithPKCS1v15DecryptsInBothByteOrders(count: Int) throws {
        let key = try TestKeys.rsa2048()
        let message = try SystemRandomSource().bytes(count)
        let block = try key.publicKey.encryptPKCS1v15(message)
        #expect(block.count == 256)
        #expect(try key.publicKey.encryptPKCS1v15(message) != block)
        #expect(try key.decryptPKCS1v15(block).array == message)
        #expect(try key.decryptPKCS1v15InEitherByteOrder(block).array == message)
        #expect(try key.decryptPKCS1v15InEitherByteOrder(block.reversed()).array == message)
    }

    @Test(arguments: [0, 1, 32, 189, 190])
    func whatIsEncryptedWithOAEPDecrypts(count: Int) throws {
        let key = try TestKeys.rsa2048()
        let message = try SystemRandomSource().bytes(count)
        let block = try key.publicKey.encryptOAEP(message, label: [1, 0, 2])
        #expect(block.count == 256)
        #expect(try key.publicKey.encryptOAEP(message, label: [1, 0, 2]) != block)
        #expect(try key.decryptOAEP(block, label: [1, 0, 2]).array == message)
    }

    @Test func refusesMessagesThatAreTooLong() async throws {
        let key = try TestKeys.rsa2048().publicKey
        #expect(key.maximumOAEPByteCount == 190)
        #expect(key.maximumPKCS1v15ByteCount == 245)
        let message = [UInt8](repeating: 0, count: 246)
        #expect(try refusal { _ = try key.encryptPKCS1v15(message) } == .tooLong)
        #expect(try refusal { _ = try key.encryptOAEP(Array(message.prefix(191))) } == .tooLong)
        let short = try await RSAPrivateKey.generate(bits: 512).publicKey
        #expect(short.maximumOAEPByteCount == 0)
        #expect(try refusal { _ = try short.encryptOAEP([]) } == .tooLong)
        #expect(short.maximumPKCS1v15ByteCount == 53)
        #expect(try short.encryptPKCS1v15(Array(message.prefix(53))).count == 64)
    }

    @Test func refusesWithOAEPWhateverWasChangedAlike() async throws {
        let key = try TestKeys.rsa2048()
        let block = try key.publicKey.encryptOAEP(Self.message, label: [1])
        let other = try await RSAPrivateKey.generate(bits: 2048)
        var changed = block
        changed[255] ^= 1
        let attempts: [(RSAPrivateKey, [UInt8], [UInt8])] = [
            (key, block, []), (key, block, [2]), (key, block, [1, 0]), (other, block, [1]), (key, changed, [1]),
            (key, Array(block.dropLast()), [1]), (key, block + [0], [1]), (key, [], [1]),
            (key, [UInt8](repeating: 0xFF, count: 256), [1]), (key, [UInt8](repeating: 0, count: 256), [1]),
        ]
        var messages: Set<String> = []
        for (key, block, label) in attempts {
            let error = #expect(throws: CryptographyError.self) { _ = try key.decryptOAEP(block, label: label) }
            #expect(error?.code == .notAuthentic)
            messages.insert(error?.message ?? "")
        }
        #expect(messages.count == 1)
    }

    @Test func onePaddingIsNotTakenForTheOther() throws {
        let key = try TestKeys.rsa2048()
        let block = try key.publicKey.encryptPKCS1v15(Self.message)
        #expect(try refusal { _ = try key.decryptOAEP(block) } == .notAuthentic)
    }
}

extension RSAPublicKey {
    /// Encrypts bytes that are no secret.
    fileprivate func encryptPKCS1v15(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try message.withRawSpan { (bytes) throws(CryptographyError) in try encryptPKCS1v15(bytes) }
    }

    /// Encrypts bytes that are no secret.
    func encryptOAEP(_ message: [UInt8], label: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
        try message.withRawSpan { (bytes) throws(CryptographyError) in try encryptOAEP(bytes, label: label) }
    }
}
