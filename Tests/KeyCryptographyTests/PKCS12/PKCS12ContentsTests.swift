import StockOpenSSL
import Testing

@testable import KeyCryptography

/// PKCS #12 files with other bags than ours, in another order.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."))
struct PKCS12ContentsTests {
    private static let password: Password = "Otters-8-Swim!"

    private let key: RSAPrivateKey
    private let certificate: X509Certificate

    init() throws {
        key = try TestKeys.rsa2048()
        certificate = try X509Certificate.selfSigned(
            commonName: "Sales", notBefore: 0, notAfter: 4_102_444_800, key: key, serialNumber: [1])
    }

    /// A file with the given bags, none of which is encrypted.
    private func file(_ bags: [[UInt8]], kind: OID = .data) throws -> [UInt8] {
        func contentInfo(_ kind: OID, _ contents: [UInt8]) -> [UInt8] {
            DER.sequence([
                DER.identifier(kind), DER.element(.context(0), DER.element(.octetString, contents)),
            ])
        }
        let safe = DER.sequence([contentInfo(kind, DER.sequence(bags))])
        let mac = PKCS12MAC(.sha256, salt: [1, 2, 3], iterations: 1)
        let code = try safe.withRawSpan { (bytes) throws(CryptographyError) in
            try mac.code(of: bytes, password: Self.password)
        }
        return DER.sequence([DER.integer(3), contentInfo(.data, safe), mac.encoded(code: code)])
    }

    private func bag(_ kind: OID, _ value: [UInt8]) -> [UInt8] {
        DER.sequence([DER.identifier(kind), DER.element(.context(0), value)])
    }

    private func bag(_ certificate: [UInt8]) -> [UInt8] {
        let value = DER.element(.context(0), DER.element(.octetString, certificate))
        return bag(.certBag, DER.sequence([DER.identifier(.x509Certificate), value]))
    }

    private func keyBag() throws -> [UInt8] {
        bag(.keyBag, try key.pkcs8().array)
    }

    private func read(_ file: [UInt8]) throws -> PKCS12 {
        try PKCS12(file, password: Self.password, budget: IterationBudget(10))
    }

    /// That of an authority with a key that is not RSA's comes first, then one of another key, then a bag that nobody knows.
    @Test func theCertificateOfTheKeyIsFoundAmongOthers() throws {
        let others = try [["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], ["rsa:1024"]].map { newKey in
            try OpenSSLCommand.run(
                ["req", "-x509", "-noenc", "-keyout", "/dev/null", "-subj", "/CN=x", "-outform", "DER", "-newkey"]
                    + newKey)
        }
        let unknown = bag(OID(contents: [0x2A, 0x03]), DER.sequence([]))
        let contents = try read(file(others.map { bag($0) } + [unknown, keyBag(), bag(certificate.der)]))
        #expect(contents.certificate == certificate)
        #expect(contents.key.publicKey == key.publicKey)
    }

    @Test func aFileWithoutTheCertificateOfItsKeyIsNone() throws {
        let file = try file([keyBag()])
        #expect(try refusal { _ = try read(file) } == .malformed)
        let broken = try self.file([keyBag(), bag(Array(certificate.der.dropLast()))])
        #expect(try refusal { _ = try read(broken) } == .malformed)
    }

    @Test func twoKeysAreOneTooMany() throws {
        let file = try file([keyBag(), keyBag(), bag(certificate.der)])
        #expect(try refusal { _ = try read(file) } == .unsupported)
    }

    /// EnvelopedData (RFC 5652 section 6) needs a key, not a password.
    @Test func whatIsEncryptedForAKeyIsUnsupported() throws {
        let file = try file(
            [keyBag(), bag(certificate.der)], kind: OID(contents: OID.rsadsi + [1, 7, 3]))
        #expect(try refusal { _ = try read(file) } == .unsupported)
    }

    @Test func whatFollowsWhatShouldBeAloneIsRefused() throws {
        for file in [
            try file([keyBag(), bag(certificate.der) + [0]]), try file([keyBag(), bag(certificate.der + [0])]),
            try file([keyBag(), DER.sequence([bag(certificate.der), DER.integer(1)])]),
        ] {
            #expect(try refusal { _ = try read(file) } == .malformed)
        }
    }

    @Test(arguments: ["hmacWithSHA1", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512"])
    func decryptsAKeyUnderEachFunctionOfPBKDF2(function: String) throws {
        let der = try OpenSSLCommand.run(
            [
                "pkcs8", "-topk8", "-inform", "DER", "-in", "key.der", "-v2", "aes-256-cbc", "-v2prf", function,
                "-iter", "9",
                "-passout", "pass:Otters-8-Swim!", "-outform", "DER",
            ], files: ["key.der": key.pkcs8().array])
        let contents = try read(file([bag(.pkcs8ShroudedKeyBag, der), bag(certificate.der)]))
        #expect(contents.key.publicKey == key.publicKey)
    }

    @Test(arguments: [
        ["-scrypt", "-scrypt_N", "2"], ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA224", "-iter", "9"],
    ])
    func otherFunctionsAreUnsupported(options: [String]) throws {
        let der = try OpenSSLCommand.run(
            [
                "pkcs8", "-topk8", "-inform", "DER", "-in", "key.der", "-passout", "pass:Otters-8-Swim!", "-outform",
                "DER",
            ] + options, files: ["key.der": key.pkcs8().array])
        let file = try file([bag(.pkcs8ShroudedKeyBag, der), bag(certificate.der)])
        #expect(try refusal { _ = try read(file) } == .unsupported)
    }
}
