import KeyCryptography
import Testing

/// Certificates, made and read.
struct X509CertificateTests {
    /// 2024-06-12T08:46:46Z.
    private static let start = 1_718_182_006

    private func certificate(
        commonName: String = "Sales certificate",
        notBefore: Int = start,
        notAfter: Int = start + 31_536_000,
        serialNumber: [UInt8] = [0x2B, 0x8A, 0xA1]
    ) throws -> X509Certificate {
        try X509Certificate.selfSigned(
            commonName: commonName, notBefore: notBefore, notAfter: notAfter, key: TestKeys.rsa2048(),
            serialNumber: serialNumber)
    }

    @Test func saysWhatItWasMadeWith() throws {
        let certificate = try certificate()
        for certificate in [certificate, try X509Certificate(der: certificate.der)] {
            #expect(certificate.subject.text == "CN = Sales certificate")
            #expect(certificate.subject.commonName == "Sales certificate")
            #expect(certificate.issuer == certificate.subject)
            #expect(certificate.serialNumber == [0x2B, 0x8A, 0xA1])
            #expect(certificate.notBefore == Self.start)
            #expect(certificate.notAfter == Self.start + 31_536_000)
            #expect(try certificate.isFor(TestKeys.rsa2048()))
            #expect(try certificate.thumbprint() == LegacyDigest.sha1.hash(certificate.der))
        }
        #expect(try X509Certificate(der: certificate.der) == certificate)
        #expect(try self.certificate(commonName: "Other") != certificate)
    }

    @Test func isNotForAnotherKey() async throws {
        let certificate = try certificate()
        #expect(!certificate.isFor(try await RSAPrivateKey.generate(bits: 2048)))
    }

    @Test(
        arguments: [
            ([0x00], [0x00]), ([0x7F], [0x7F]), ([0x80], [0x80]), ([0xFF], [0xFF]), ([0x00, 0x80], [0x00, 0x80]),
            ([0xBF, 0x4F, 0x44, 0x93, 0x2F, 0xB8, 0xD6, 0xEF], [0xBF, 0x4F, 0x44, 0x93, 0x2F, 0xB8, 0xD6, 0xEF]),
            ([0x00, 0x00, 0x12], [0x12]), ([0xFF, 0xFF, 0x80], [0x80]), ([0xFF, 0x7F], [0xFF, 0x7F]),
            ([UInt8](repeating: 0x81, count: 20), [UInt8](repeating: 0x81, count: 20)),
        ] as [([UInt8], [UInt8])])
    func serialNumbersMayBeNegative(given: [UInt8], kept: [UInt8]) throws {
        #expect(try certificate(serialNumber: given).serialNumber == kept)
    }

    @Test(arguments: [[], [UInt8](repeating: 1, count: 21)])
    func refusesSerialNumbersOfNoOrTooManyBytes(given: [UInt8]) throws {
        #expect(try refusal { _ = try certificate(serialNumber: given) } == .malformed)
    }

    /// 1949, 1950, the last second of 2049 and the first of 2050, where the encoding changes; SQL Server's latest date.
    @Test(arguments: [-662_688_001, -631_152_000, 0, 2_524_607_999, 2_524_608_000, 4_102_444_800, 253_402_300_799])
    func keepsEveryDate(seconds: Int) throws {
        let certificate = try certificate(notBefore: seconds, notAfter: seconds)
        #expect(certificate.notBefore == seconds)
        #expect(certificate.notAfter == seconds)
        // UTCTime through 2049 only (RFC 5280 section 4.1.2.5).
        let isShort = (-631_152_000...2_524_607_999).contains(seconds)
        #expect(certificate.der.contains([0x30, 0x1E, 0x17, 0x0D]) == isShort)
        #expect(certificate.der.contains([0x30, 0x22, 0x18, 0x0F]) == !isShort)
    }

    @Test(arguments: [253_402_300_800, Int.max, Int.min])
    func refusesDatesThatCannotBeWritten(seconds: Int) throws {
        #expect(try refusal { _ = try certificate(notAfter: seconds) } == .malformed)
    }

    @Test(arguments: [
        ("", "CN = "), ("a, b = \"c\"", "CN = a\\, b = \\\"c\\\""), ("Zwölf – 十二 🔑", "CN = Zwölf – 十二 🔑"),
        (" #x ", "CN = \\ #x\\ "), ("1\n2\u{0}3", "CN = 1\\0A2\\003"), (String(repeating: "x", count: 128), nil),
    ])
    func keepsEveryName(commonName: String, text: String?) throws {
        let certificate = try certificate(commonName: commonName)
        #expect(certificate.subject.commonName == commonName)
        #expect(certificate.subject.text == text ?? "CN = \(commonName)")
    }

    @Test func refusesANameThatFillsTheCertificate() throws {
        let name = String(repeating: "x", count: 65 << 10)
        #expect(try refusal { _ = try certificate(commonName: name) } == .malformed)
        #expect(try refusal { _ = try certificate(commonName: String(repeating: "x", count: 64 << 10)) } == .malformed)
    }

    @Test func aKeyThatIsTooShortDoesNotSign() throws {
        let code = try refusal {
            _ = try X509Certificate.selfSigned(
                commonName: "x", notBefore: 0, notAfter: 0, key: RSAPrivateKey(pkcs8: SecretBytes(TestKeys.rsa384)),
                serialNumber: [1])
        }
        #expect(code == .unsupported)
    }

    @Test func refusesWhatIsNoCertificateOrMoreThanOne() throws {
        let der = try certificate().der
        for count in 0..<der.count {
            #expect(try refusal { _ = try X509Certificate(der: Array(der.prefix(count))) } == .malformed)
        }
        #expect(try refusal { _ = try X509Certificate(der: der + [0]) } == .malformed)
        #expect(try refusal { _ = try X509Certificate(der: der + der) } == .malformed)
        #expect(try refusal { _ = try X509Certificate(der: [UInt8](repeating: 0x30, count: 70_000)) } == .malformed)
        // The same certificate with a length of three bytes instead of two: BER, and another thumbprint.
        let ber = [0x30, 0x83, 0] + der[2...]
        #expect(try refusal { _ = try X509Certificate(der: Array(ber)) } == .malformed)
    }

    @Test func everyChangedByteIsRefusedOrRead() throws {
        let der = try certificate().der
        for offset in der.indices {
            var changed = der
            changed[offset] ^= 0xFF
            let code = try refusal { _ = try X509Certificate(der: changed) }
            #expect(code == nil || code == .malformed || code == .unsupported)
        }
    }
}

extension [UInt8] {
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: other) }
    }
}
