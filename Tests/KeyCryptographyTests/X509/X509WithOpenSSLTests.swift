import KeyCryptography
import StockOpenSSL
import Testing

/// Certificates beside stock `openssl`.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."), .serialized)
struct X509WithOpenSSLTests {
    private func text(_ arguments: [String], of der: [UInt8]) throws -> String {
        let output = try OpenSSLCommand.run(
            ["x509", "-inform", "DER", "-in", "certificate.der", "-noout"] + arguments, files: ["certificate.der": der])
        return String(decoding: output, as: UTF8.self)
    }

    @Test func itReadsWhatWeMake() throws {
        let certificate = try X509Certificate.selfSigned(
            commonName: "Zwölf", notBefore: 1_718_182_006, notAfter: 2_524_608_000, key: TestKeys.rsa2048(),
            serialNumber: [0xBF, 0x4F])
        let arguments = [
            "-subject", "-issuer", "-serial", "-startdate", "-enddate", "-fingerprint", "-sha1", "-nameopt",
            "oneline,-esc_msb",
        ]
        let thumbprint = try certificate.thumbprint().map {
            $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16)
        }
        #expect(
            try text(arguments, of: certificate.der) == """
                subject=CN = Zwölf
                issuer=CN = Zwölf
                serial=-40B1
                notBefore=Jun 12 08:46:46 2024 GMT
                notAfter=Jan  1 00:00:00 2050 GMT
                sha1 Fingerprint=\(thumbprint.joined(separator: ":").uppercased())

                """)
        let whole = try text(["-text"], of: certificate.der)
        #expect(whole.contains("Version: 3 (0x2)"))
        #expect(whole.contains("sha256WithRSAEncryption"))
        #expect(!whole.contains("X509v3 extensions"))
        let encoding = try OpenSSLCommand.run(["asn1parse", "-inform", "DER"], input: certificate.der)
        #expect(String(decoding: encoding, as: UTF8.self).contains("UTF8STRING"))
    }

    @Test func itVerifiesWhatWeSign() throws {
        let digests = [("sha256", X509Certificate.selfSigned), ("sha1", X509Certificate.legacySelfSignedWithSHA1)]
        for (digest, make) in digests {
            let certificate = try make("Sales", 0, 4_102_444_800, try TestKeys.rsa2048(), [1])
            let pem = try OpenSSLCommand.run(
                ["x509", "-inform", "DER", "-in", "certificate.der"], files: ["certificate.der": certificate.der])
            // Level 0 takes signatures with SHA-1.
            let verdict = try OpenSSLCommand.run(
                ["verify", "-check_ss_sig", "-auth_level", "0", "-CAfile", "ca.pem", "ca.pem"], files: ["ca.pem": pem])
            #expect(String(decoding: verdict, as: UTF8.self) == "ca.pem: OK\n")
            #expect(try text(["-text"], of: certificate.der).contains("\(digest)WithRSAEncryption"))
        }
    }

    @Test func weReadWhatItMakes() throws {
        let files = ["key.der": try TestKeys.rsa2048().pkcs8().array]
        let der = try OpenSSLCommand.run(
            [
                "req", "-x509", "-key", "key.der", "-keyform", "DER", "-outform", "DER", "-days", "10", "-set_serial",
                "-129",
                "-subj", "/C=DE/O=Contoso, Ltd./OU=a+OU=b/CN=Sales #1", "-multivalue-rdn",
            ], files: files)
        let certificate = try X509Certificate(der: der)
        #expect(certificate.subject.text == "C = DE, O = Contoso\\, Ltd., OU = a + OU = b, CN = Sales #1")
        #expect(certificate.subject.commonName == nil)
        #expect(certificate.serialNumber == [0xFF, 0x7F])
        #expect(certificate.notAfter - certificate.notBefore == 864_000)
        #expect(certificate.isFor(try TestKeys.rsa2048()))
    }

    @Test(arguments: [["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], ["ed25519"], ["rsa-pss"]])
    func otherKeysAreNotSupported(key: [String]) throws {
        let der = try OpenSSLCommand.run(
            ["req", "-x509", "-noenc", "-keyout", "/dev/null", "-outform", "DER", "-subj", "/CN=x", "-newkey"] + key)
        #expect(try refusal { _ = try X509Certificate(der: der) } == .unsupported)
    }
}
