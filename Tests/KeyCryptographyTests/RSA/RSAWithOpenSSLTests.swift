import KeyCryptography
import StockOpenSSL
import Testing

/// RSA keys, and what is done with them, beside stock `openssl`.
@Suite(.enabled(if: OpenSSLCommand.isInstalled, "OpenSSL 3's command-line tool is not installed."), .serialized)
struct RSAWithOpenSSLTests {
    private static let message = Array("a key of 32 bytes, as it may be.".utf8)

    private let key: RSAPrivateKey
    private let files: [String: [UInt8]]

    init() throws {
        key = try TestKeys.rsa2048()
        files = ["private.der": try key.pkcs8().array, "public.der": key.publicKey.subjectPublicKeyInfo]
    }

    private func publicKeyUtility(_ arguments: [String], _ options: [String], input: [UInt8]) throws -> [UInt8] {
        try OpenSSLCommand.run(
            ["pkeyutl", "-keyform", "DER"] + arguments + options.flatMap { ["-pkeyopt", $0] }, input: input,
            files: files)
    }

    private static let oaep = [
        "rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256", "rsa_oaep_label:00c0ffee00",
    ]
    private static let label: [UInt8] = [0x00, 0xC0, 0xFF, 0xEE, 0x00]

    @Test func itDecryptsOurOAEP() throws {
        let block = try key.publicKey.encryptOAEP(Self.message, label: Self.label)
        let decrypt = ["-decrypt", "-inkey", "private.der"]
        #expect(try publicKeyUtility(decrypt, Self.oaep, input: block) == Self.message)
        #expect(throws: OpenSSLCommand.Failure.self) {
            _ = try publicKeyUtility(decrypt, Array(Self.oaep.dropLast()), input: block)
        }
    }

    @Test func weDecryptItsOAEP() throws {
        let block = try publicKeyUtility(
            ["-encrypt", "-pubin", "-inkey", "public.der"], Self.oaep, input: Self.message)
        #expect(try key.decryptOAEP(block, label: Self.label).array == Self.message)
        #expect(try refusal { _ = try key.decryptOAEP(block) } == .notAuthentic)
    }

    @Test func weDecryptItsPKCS1v15AndItOurs() throws {
        let options = ["rsa_padding_mode:pkcs1"]
        let theirs = try publicKeyUtility(
            ["-encrypt", "-pubin", "-inkey", "public.der"], options, input: Self.message)
        #expect(try key.decryptPKCS1v15(theirs).array == Self.message)
        let ours = try Self.message.withRawSpan { (bytes) throws(CryptographyError) in
            try key.publicKey.encryptPKCS1v15(bytes)
        }
        #expect(try publicKeyUtility(["-decrypt", "-inkey", "private.der"], options, input: ours) == Self.message)
    }

    @Test func bothSignAlike() throws {
        func sign(_ digest: String) throws -> [UInt8] {
            try OpenSSLCommand.run(
                ["dgst", "-\(digest)", "-sign", "private.der", "-keyform", "DER"], input: Self.message, files: files)
        }
        let signature = try key.signature(for: Self.message)
        #expect(try sign("sha256") == signature)
        let old = try sign("sha1")
        #expect(key.publicKey.isValidLegacySHA1Signature(old, for: Self.message))
        #expect(!key.publicKey.isValidLegacySHA1Signature(old, for: []))
        #expect(!key.publicKey.isValidSignature(old, for: Self.message))
    }

    /// The PKCS #8 form of a key in any form.
    private func privateKeyInfo(of key: [UInt8]) throws -> [UInt8] {
        try OpenSSLCommand.run(
            ["pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-in", "key.der", "-outform", "DER"],
            files: ["key.der": key])
    }

    @Test(arguments: [512, 1024, 2048, 3072])
    func itFindsOurKeysValidAndWeItsKeys(bits: Int) async throws {
        let ours = try await RSAPrivateKey.generate(bits: bits)
        let written = try ours.pkcs8().array
        let verdict = try OpenSSLCommand.run(
            ["pkey", "-inform", "DER", "-in", "key.der", "-check", "-noout"], files: ["key.der": written])
        #expect(String(decoding: verdict, as: UTF8.self) == "Key is valid\n")
        #expect(try privateKeyInfo(of: written) == written)
        let theirs = try privateKeyInfo(
            of: OpenSSLCommand.run(
                ["genpkey", "-algorithm", "RSA", "-outform", "DER", "-pkeyopt", "rsa_keygen_bits:\(bits)"]))
        let key = try RSAPrivateKey(pkcs8: SecretBytes(theirs))
        #expect(try key.pkcs8().array == theirs)
        for (option, form) in [
            ("-pubout", key.publicKey.subjectPublicKeyInfo), ("-RSAPublicKey_out", key.publicKey.pkcs1),
        ] {
            let encoded = try OpenSSLCommand.run(
                ["rsa", "-inform", "DER", "-in", "key.der", option, "-outform", "DER"], files: ["key.der": theirs])
            #expect(encoded == form)
        }
        let traditional = try OpenSSLCommand.run(
            ["rsa", "-inform", "DER", "-in", "key.der", "-traditional", "-outform", "DER"], files: ["key.der": theirs])
        #expect(try RSAPrivateNumbers(pkcs1: SecretBytes(traditional)).pkcs8().array == theirs)
    }

    @Test(arguments: [
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        ["-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:1024"],
        ["-algorithm", "ED25519"],
        ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_primes:3"],
        ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-pkeyopt", "rsa_keygen_pubexp:4294967297"],
    ])
    func otherKeysAreNotSupported(arguments: [String]) throws {
        let theirs = try privateKeyInfo(of: OpenSSLCommand.run(["genpkey", "-outform", "DER"] + arguments))
        #expect(try refusal { _ = try RSAPrivateKey(pkcs8: SecretBytes(theirs)) } == .unsupported)
        guard !arguments.contains("rsa_keygen_primes:3") else { return }
        let half = try OpenSSLCommand.run(
            ["pkey", "-inform", "DER", "-in", "key.der", "-pubout", "-outform", "DER"], files: ["key.der": theirs])
        #expect(try refusal { _ = try RSAPublicKey(subjectPublicKeyInfo: half) } == .unsupported)
    }
}
