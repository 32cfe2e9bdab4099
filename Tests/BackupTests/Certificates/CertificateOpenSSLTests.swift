import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// Certificates and private keys in files, beside stock `openssl`.
@Suite(
    .enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."), .serialized)
struct CertificateOpenSSLTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func file(_ name: String) -> BackupFile {
        BackupFile(directory.file(name))
    }

    /// Runs the tool, and returns what it prints.
    private func openssl(_ arguments: String...) throws -> [UInt8] {
        let (status, output) = try OpenSSLCommand.run(arguments)
        try #require(status == 0, "openssl \(arguments[0])")
        return output
    }

    private func modulus(ofPrivateKey arguments: [String]) throws -> String {
        let (status, output) = try OpenSSLCommand.run(
            ["rsa", "-provider", "legacy", "-provider", "default", "-noout", "-modulus"] + arguments)
        try #require(status == 0)
        return output.text
    }

    @Test func itReadsOurCertificateAndPrivateKeyFile() async throws {
        let bench = try await CertificateBench()
        try await bench.backUp(to: file("cards.cer"), file("cards.pvk"), under: "Otters-8-Swim!")
        let certificate = try openssl(
            "x509", "-inform", "DER", "-in", file("cards.cer").path, "-noout", "-modulus"
        ).text
        #expect(certificate.hasPrefix("Modulus=") && certificate.count > 200)
        let privateKey = try modulus(
            ofPrivateKey: ["-inform", "PVK", "-in", file("cards.pvk").path, "-passin", "pass:Otters-8-Swim!"])
        #expect(privateKey == certificate)
        let (status, _) = try OpenSSLCommand.run([
            "rsa", "-provider", "legacy", "-provider", "default", "-noout", "-inform", "PVK", "-in",
            file("cards.pvk").path, "-passin", "pass:Otters-8-Sink!",
        ])
        #expect(status != 0)
    }

    @Test func itReadsOurPFX() async throws {
        let bench = try await CertificateBench()
        try await bench.session.backUpCertificate(
            "Cards", in: "Sales", toPFX: file("cards.pfx"), under: "Otters-8-Swim!")
        let pem = try openssl(
            "pkcs12", "-in", file("cards.pfx").path, "-passin", "pass:Otters-8-Swim!", "-noenc", "-out",
            directory.file("cards.pem"))
        #expect(pem.isEmpty)
        let certificate = try openssl("x509", "-in", directory.file("cards.pem"), "-outform", "DER")
        #expect(certificate == bench.certificate.der)
        let privateKey = try modulus(ofPrivateKey: ["-in", directory.file("cards.pem")])
        #expect(privateKey == (try openssl("x509", "-in", directory.file("cards.pem"), "-noout", "-modulus").text))
    }

    /// Makes a certificate and its private key without this library: `key.pem` and `cert.der`.
    private func makeForeignCertificate() throws {
        _ = try openssl(
            "req", "-x509", "-newkey", "rsa:1024", "-noenc", "-subj", "/CN=Foreign", "-keyout",
            directory.file("key.pem"), "-outform", "DER", "-out", directory.file("cert.der"))
    }

    private func decryptsWithImported(_ name: String, _ session: Session) async throws -> Bool {
        try Data([4, 5, 6]).write(to: URL(filePath: directory.file("plain")))
        let message = try openssl(
            "pkeyutl", "-encrypt", "-certin", "-keyform", "DER", "-inkey", directory.file("cert.der"), "-in",
            directory.file("plain"))
        return try await session.decrypt(message, with: .certificate(name), in: "Sales") == [4, 5, 6]
    }

    @Test(arguments: ["-pvk-strong", "-pvk-weak", "-pvk-none"])
    func weReadItsPrivateKeyFile(form: String) async throws {
        try makeForeignCertificate()
        _ = try openssl(
            "rsa", "-provider", "legacy", "-provider", "default", "-in", directory.file("key.pem"), "-outform", "PVK",
            form, "-passout", "pass:Otters-8-Swim!", "-out", directory.file("key.pvk"))
        let session = try await Instance.populated().session
        let encoded = try await file("cert.der").read(limit: 1 << 16)
        try await session.importCertificate("Foreign", in: "Sales", encoded: encoded)
        let privateKey = try await PrivateKey(
            pvk: try await file("key.pvk").read(limit: 1 << 16).secret, password: "Otters-8-Swim!")
        try await session.importPrivateKey(privateKey, ofCertificate: "Foreign", in: "Sales")
        #expect(try await decryptsWithImported("Foreign", session))
    }

    @Test(arguments: [[], ["-legacy"], ["-keypbe", "AES-256-CBC", "-certpbe", "NONE"]])
    func weReadItsPFX(options: [String]) async throws {
        try makeForeignCertificate()
        _ = try openssl(
            "x509", "-inform", "DER", "-in", directory.file("cert.der"), "-out", directory.file("cert.pem"))
        let (status, _) = try OpenSSLCommand.run(
            ["pkcs12", "-export", "-in", directory.file("cert.pem"), "-inkey", directory.file("key.pem")]
                + ["-passout", "pass:Otters-8-Swim!", "-out", directory.file("all.pfx")] + options)
        try #require(status == 0)
        let session = try await Instance.populated().session
        try await session.importCertificate(
            "Foreign", in: "Sales", pfx: try await file("all.pfx").read(limit: 1 << 18), password: "Otters-8-Swim!")
        #expect(try await decryptsWithImported("Foreign", session))
    }
}
