import Foundation
import KeyCryptography
import SQLServerFormats
import StockOpenSSL
import Testing

/// Private key files, written and read; and what is not one.
@Suite(.enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."))
struct PrivateKeyFileTests {
    private static let password: Password = "Otters-8-Swim!"

    private static let key = Task { try await RSAPrivateKey.generate(bits: 1024) }

    private func key() async throws -> RSAPrivateKey {
        try await Self.key.value
    }

    private func file() async throws -> [UInt8] {
        try await PrivateKeyFile.encrypt(key(), password: Self.password)
    }

    /// The numbers of a header, replaced one by one.
    private func replacing(_ file: [UInt8], word: Int, by value: UInt32) -> [UInt8] {
        var file = file
        for index in 0..<4 { file[word * 4 + index] = UInt8(truncatingIfNeeded: value >> (index * 8)) }
        return file
    }

    @Test func whatIsWrittenReads() async throws {
        let key = try await key()
        let bytes = try await file()
        // Header, salt, and the blob with its own header.
        #expect(bytes.count == 24 + 16 + 596)
        #expect(bytes.starts(with: [0x1E, 0xF1, 0xB5, 0xB0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0]))
        let file = try PrivateKeyFile(bytes)
        #expect(file.isEncrypted)
        #expect(file.keySpecification == .keyExchange)
        #expect(try file.privateKey(password: Self.password).array == key.pkcs8().array)
        #expect(try PrivateKeyFile(SecretBytes(bytes)).key(password: Self.password).publicKey == key.publicKey)
    }

    @Test func theSaltAndTheSpecificationAreThoseThatAreGiven() async throws {
        let salt = [UInt8](1...16)
        let bytes = try await PrivateKeyFile.encrypt(
            pkcs8: key().pkcs8(), password: Self.password, keySpecification: .signature,
            random: FixedSource(bytes: salt))
        #expect(Array(bytes[24..<40]) == salt)
        #expect(Array(bytes[40..<48]) == [7, 2, 0, 0, 0x00, 0x24, 0, 0])
        #expect(try PrivateKeyFile(bytes).keySpecification == .signature)
        #expect(try await file() != file())
    }

    @Test func anotherPasswordDoesNotOpenIt() async throws {
        let file = try PrivateKeyFile(await file())
        for password: Password? in ["otters-8-Swim!", "", "Otters-8-Swim! ", nil] {
            let error = #expect(throws: CryptographyError.self) { _ = try file.privateKey(password: password) }
            #expect(error?.code == .notAuthentic)
        }
    }

    /// Which byte a character beyond ASCII becomes is not known, so no file is written that nobody might read.
    @Test func onlyASCIIIsWritten() async throws {
        let key = try await key()
        let error = #expect(throws: CryptographyError.self) {
            _ = try PrivateKeyFile.encrypt(key, password: "Zwölf-Otter-8")
        }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("ASCII") == true)
        #expect(error?.message.contains("Zwölf") == false)
    }

    @Test func aKeyOfAnOddLengthHasNoPlace() async throws {
        let key = try await RSAPrivateKey.generate(bits: 1020)
        let error = #expect(throws: CryptographyError.self) {
            _ = try PrivateKeyFile.encrypt(key, password: Self.password)
        }
        #expect(error?.code == .unsupported)
    }

    @Test func refusesWhatIsCutShortOrFollowedByAnything() async throws {
        let bytes = try await file()
        for count in 0..<bytes.count {
            let error = #expect(throws: CryptographyError.self) { _ = try PrivateKeyFile(Array(bytes.prefix(count))) }
            #expect(error?.code == .malformed)
        }
        let error = #expect(throws: CryptographyError.self) { _ = try PrivateKeyFile(bytes + [0]) }
        #expect(error?.code == .malformed)
    }

    /// The word's number in the header, and what is none of its values. Lengths are refused before memory is taken.
    @Test(
        arguments: [
            (0, 0xB0B5_F11F), (2, 0), (2, 3), (3, 0), (3, 2), (4, 0), (4, 15), (4, 17), (4, 10_241), (4, .max),
            (4, 0x7FFF_FFFF),
            (5, 0), (5, 596 + 9), (5, 595), (5, 20), (5, 2325), (5, 102_400), (5, .max), (5, 0xFFFF_FFD8),
        ] as [(Int, UInt32)])
    func refusesAHeaderThatIsNone(word: Int, value: UInt32) async throws {
        let bytes = replacing(try await file(), word: word, by: value)
        let error = #expect(throws: CryptographyError.self) { _ = try PrivateKeyFile(bytes) }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: [(10_240, CryptographyError.Code.notAuthentic), (10_241, .malformed)])
    func aSaltHas10240BytesAtMost(count: Int, code: CryptographyError.Code) async throws {
        let file = try await file()
        let bytes =
            replacing(Array(file[..<24]), word: 4, by: UInt32(count)) + [UInt8](repeating: 0, count: count)
            + file[40...]
        let error = #expect(throws: CryptographyError.self) {
            _ = try PrivateKeyFile(bytes).privateKey(password: Self.password)
        }
        #expect(error?.code == code)
        #expect(PrivateKeyFile.maximumByteCount == 24 + 10_240 + 2324)
    }

    /// Nothing authenticates the file, but a key that was changed is none: its numbers do not belong together.
    @Test func aChangedBitIsNoticedWhereverItMatters() async throws {
        let bytes = try await file()
        for offset in Array(0..<64) + stride(from: 64, to: bytes.count, by: 37) {
            let changed = bytes.flipping(bit: offset * 8 + 4)
            // The word that is reserved in the header, and the one in the blob.
            if (4..<8).contains(offset) || (42..<44).contains(offset) { continue }
            let error = #expect(throws: CryptographyError.self, "byte \(offset)") {
                _ = try PrivateKeyFile(changed).privateKey(password: Self.password)
            }
            #expect(error?.code == .malformed || error?.code == .notAuthentic || error?.code == .unsupported)
        }
    }
}

/// Private key files beside stock `openssl`.
@Suite(
    .enabled(
        if: OpenSSLCommand.isInstalled && LegacyAlgorithms.areInstalled,
        "OpenSSL 3's command-line tool or libcrypto's legacy provider is not installed."), .serialized)
struct PrivateKeyFileWithOpenSSLTests {
    private static let providers = ["-provider", "legacy", "-provider", "default"]

    private func write(_ key: RSAPrivateKey, _ form: [String]) throws -> [UInt8] {
        try OpenSSLCommand.run(
            ["rsa"] + Self.providers + ["-inform", "DER", "-in", "key.der", "-outform", "PVK"] + form,
            files: ["key.der": key.pkcs8().array])
    }

    @Test(arguments: [
        (["-pvk-strong", "-passout", "pass:Otters-8-Swim!"], true),
        (["-pvk-weak", "-passout", "pass:Otters-8-Swim!"], true),
        (["-pvk-none"], false),
    ])
    func weReadWhatItWrites(form: [String], isEncrypted: Bool) async throws {
        let key = try await RSAPrivateKey.generate(bits: 2048)
        let file = try PrivateKeyFile(write(key, form))
        #expect(file.isEncrypted == isEncrypted)
        #expect(try file.privateKey(password: "Otters-8-Swim!").array == key.pkcs8().array)
        #expect((try? file.privateKey()) == nil || !isEncrypted)
    }

    @Test(arguments: [512, 1024, 2048, 3072])
    func itReadsWhatWeWrite(bits: Int) async throws {
        let key = try await RSAPrivateKey.generate(bits: bits)
        let file = try PrivateKeyFile.encrypt(key, password: "Otters-8-Swim!")
        let read = try OpenSSLCommand.run(
            ["rsa"] + Self.providers + [
                "-inform", "PVK", "-in", "key.pvk", "-passin", "pass:Otters-8-Swim!", "-traditional", "-outform", "DER",
            ], files: ["key.pvk": file])
        #expect(try RSAPrivateNumbers(pkcs1: SecretBytes(read)).pkcs8().array == key.pkcs8().array)
        #expect(throws: OpenSSLCommand.Failure.self) {
            _ = try OpenSSLCommand.run(
                ["rsa"] + Self.providers + ["-inform", "PVK", "-in", "key.pvk", "-passin", "pass:other", "-noout"],
                files: ["key.pvk": file])
        }
    }

    /// As OpenSSL takes them: the bytes of UTF-8.
    @Test func weReadAPasswordBeyondASCIIAsItDoes() async throws {
        let key = try await RSAPrivateKey.generate(bits: 1024)
        let file = try PrivateKeyFile(write(key, ["-pvk-strong", "-passout", "pass:Zwölf-8"]))
        #expect(try file.key(password: "Zwölf-8").publicKey == key.publicKey)
    }
}

/// Private key files of SQL Server and others that were published with their passwords. They are not ours to publish again:
/// `PRIVATE_KEY_FILES` names a JSON file that has them.
struct PublishedPrivateKeyFileTests {
    private static let path = ProcessInfo.processInfo.environment["PRIVATE_KEY_FILES"]

    private struct Contents: Decodable {
        let vectors: [File]
    }

    private struct File: Decodable {
        let id: String
        let kind: String
        let password: String?
        let pvk_base64: Data?
        let certificate_der_base64: Data?
        let modulus_bits: Int?
        let public_exponent: UInt32?
        let modulus_sha256: String?
        let private_exponent_sha256: String?
        let pkcs1_der_sha256: String?
    }

    private func digest(_ bytes: [UInt8]) throws -> String {
        try Digest.sha256.hash(bytes).map { String(format: "%02x", $0) }.joined()
    }

    @Test(.enabled(if: path != nil, "PRIVATE_KEY_FILES names no file."))
    func eachOpensAndIsTheKeyOfItsCertificate() throws {
        let data = try Data(contentsOf: URL(filePath: #require(Self.path)))
        let files = try JSONDecoder().decode(Contents.self, from: data).vectors.filter { $0.kind == "pvk" }
        try #require(!files.isEmpty)
        for file in files {
            let bytes = Array(try #require(file.pvk_base64))
            let key = try PrivateKeyFile(bytes).key(password: file.password.map { Password($0) })
            #expect(key.publicKey.modulusBitCount == file.modulus_bits, "\(file.id)")
            #expect(key.publicKey.exponent == file.public_exponent, "\(file.id)")
            #expect(try digest(key.publicKey.modulus) == file.modulus_sha256, "\(file.id)")
            // What PKCS #8 has in its octet string.
            let pkcs8 = try key.pkcs8().array
            #expect(try digest(Array(pkcs8.dropFirst(26))) == file.pkcs1_der_sha256, "\(file.id)")
            if let der = file.certificate_der_base64 {
                #expect(try X509Certificate(der: Array(der)).isFor(key), "\(file.id)")
            }
            print("\(file.id): opened, \(key.publicKey.modulusBitCount) bits")
        }
    }
}

/// What libcrypto's legacy provider has.
enum LegacyAlgorithms {
    static let areInstalled = (try? LegacyDigest.md4.hash([])) != nil
}
