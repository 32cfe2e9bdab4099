import KeyCryptography
import StockOpenSSL
import Testing

/// PKCS #12 files beside stock `openssl`.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."), .serialized)
struct PKCS12WithOpenSSLTests {
    private let key: RSAPrivateKey
    private let certificate: X509Certificate
    private let files: [String: [UInt8]]

    init() throws {
        key = try TestKeys.rsa2048()
        certificate = try X509Certificate.selfSigned(
            commonName: "Sales", notBefore: 0, notAfter: 4_102_444_800, key: key, serialNumber: [0x80])
        files = [
            "key.pem": try OpenSSLCommand.run(
                ["pkey", "-inform", "DER", "-in", "key.der"], files: ["key.der": key.pkcs8().array]),
            "certificate.pem": try OpenSSLCommand.run(
                ["x509", "-inform", "DER", "-in", "certificate.der"], files: ["certificate.der": certificate.der]),
        ]
    }

    /// A file that it writes, with key and certificate.
    private func export(_ options: [String], password: String = "Otters-8-Swim!") throws -> [UInt8] {
        try OpenSSLCommand.run(
            [
                "pkcs12", "-export", "-inkey", "key.pem", "-in", "certificate.pem", "-name", "Sales", "-provider",
                "legacy",
                "-provider", "default", "-passout", "pass:\(password)",
            ] + options, files: files)
    }

    @Test(arguments: ["Otters-8-Swim!", "Zwölf Öttér – 十二 🦦"])
    func itReadsWhatWeWrite(password: String) async throws {
        let file = try await PKCS12(certificate: certificate, key: key).encoded(under: Password(password))
        func read(_ options: [String]) throws -> [UInt8] {
            try OpenSSLCommand.run(
                ["pkcs12", "-in", "file.pfx", "-noenc", "-passin", "pass:\(password)"] + options,
                files: ["file.pfx": file])
        }
        let theirKey = try OpenSSLCommand.run(
            ["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], input: read(["-nocerts"]))
        #expect(theirKey == (try key.pkcs8().array))
        // The certificate of a key is told from others by the attribute that both have.
        let theirCertificate = try OpenSSLCommand.run(
            ["x509", "-outform", "DER"], input: read(["-nokeys", "-clcerts"]))
        #expect(theirCertificate == certificate.der)
        #expect(throws: OpenSSLCommand.Failure.self) {
            _ = try OpenSSLCommand.run(
                ["pkcs12", "-in", "file.pfx", "-noout", "-passin", "pass:other"], files: ["file.pfx": file])
        }
    }

    @Test(arguments: [
        [],
        ["-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC", "-macalg", "sha512"],
        ["-keypbe", "NONE", "-certpbe", "NONE", "-macalg", "sha384"],
        ["-keypbe", "DES-EDE3-CBC", "-certpbe", "AES-256-CBC", "-iter", "100000"],
        ["-nomaciter", "-noiter"],
        ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-2DES", "-macalg", "sha1"],
    ])
    func weReadWhatItWrites(options: [String]) async throws {
        let file = try export(options)
        let contents = try await PKCS12(decoding: file, password: "Otters-8-Swim!")
        #expect(contents.certificate == certificate)
        #expect(try contents.key.pkcs8().array == key.pkcs8().array)
        #expect(try await refusal { _ = try await PKCS12(decoding: file, password: "other") } == .notAuthentic)
    }

    @Test(
        .enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."),
        arguments: [["-legacy"], ["-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"]])
    func weReadWhatItWroteLongAgo(options: [String]) async throws {
        let contents = try await PKCS12(decoding: export(options), password: "Otters-8-Swim!")
        #expect(contents.certificate == certificate)
        #expect(try contents.key.pkcs8().array == key.pkcs8().array)
    }

    @Test func weReadAPasswordBeyondASCII() async throws {
        for options in [[], ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]] {
            let file = try export(options, password: "Zwölf-Öttér-十二-🦦")
            #expect(try await PKCS12(decoding: file, password: "Zwölf-Öttér-十二-🦦").certificate == certificate)
        }
    }

    @Test(arguments: [["-nokeys"], ["-nomac"], ["-keypbe", "PBE-SHA1-RC4-128"]])
    func whatIsNotReadIsSaidToBeUnsupported(options: [String]) async throws {
        let file = try export(options)
        #expect(
            try await refusal { _ = try await PKCS12(decoding: file, password: "Otters-8-Swim!") } == .unsupported)
    }

    @Test func aKeyThatIsNotRSAsIsUnsupported() async throws {
        let pem = try OpenSSLCommand.run(
            [
                "req", "-x509", "-noenc", "-keyout", "/dev/stdout", "-subj", "/CN=x", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ])
        let file = try OpenSSLCommand.run(["pkcs12", "-export", "-passout", "pass:Otters-8-Swim!"], input: pem)
        #expect(
            try await refusal { _ = try await PKCS12(decoding: file, password: "Otters-8-Swim!") } == .unsupported)
    }
}
