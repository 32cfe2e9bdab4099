import Foundation
import KeyHierarchy
import Testing

@testable import Backup

/// What we write, stock `openssl` reads: the `Recover:` line is no empty promise.
struct OpenSSLTests {
    private let directory: TemporaryDirectory
    private let file: String

    init() throws {
        directory = try TemporaryDirectory()
        file = directory.file("smk.pem")
    }

    private func write(_ instance: Instance, _ passwords: BackupPassword...) async throws {
        let key = try await instance.hierarchy.openServiceMasterKey()
        let (backup, _) = try await BackupWriting.seal(
            key.material, .serviceMasterKey(key, server: "SQLPROD01"), passwords: passwords, derivation: .insecure,
            random: SystemRandomSource())
        try await BackupFile(file).write(backup.contents)
    }

    @Test func itPrintsTheVeryKeyOfTheInstanceAndItsFacts() async throws {
        let instance = try await Instance()
        try await write(instance, "Correct-Horse-9-Battery")
        let (status, output) = try OpenSSLCommand.decrypt(file, password: "Correct-Horse-9-Battery")
        #expect(status == 0)
        let key = try await instance.serviceMasterKeyBytes()
        #expect(output.suffix(34) == [0x04, 0x20] + key)

        let package = directory.file("package.der")
        try Data(output).write(to: URL(fileURLWithPath: package))
        let dump = try OpenSSLCommand.run("asn1parse", "-inform", "DER", "-in", package)
        #expect(dump.status == 0)
        #expect(dump.output.text.contains("[HEX DUMP]:" + Hexadecimal.encode(key).uppercased()))
        #expect(dump.output.text.contains("Key: service master key"))
        #expect(dump.output.text.contains("Server: SQLPROD01"))
        try await instance.hierarchy.openServiceMasterKey().expectFingerprint(in: dump.output.text)
    }

    @Test func itRefusesAnotherPassword() async throws {
        try await write(try await Instance(), "Correct-Horse-9-Battery")
        #expect(try OpenSSLCommand.decrypt(file, password: "Correct-Horse-9-Batterx").status != 0)
    }

    @Test func itOpensABackupWithEachOfItsPasswords() async throws {
        let instance = try await Instance()
        try await write(instance, "Correct-Horse-9-Battery", "Schlüssel-Größe-7-日本語")
        let key = try await instance.serviceMasterKeyBytes()
        for password in ["Correct-Horse-9-Battery", "Schlüssel-Größe-7-日本語"] {
            let (status, output) = try OpenSSLCommand.decrypt(file, password: password)
            #expect(status == 0)
            #expect(output.suffix(32) == key[...])
        }
    }

    @Test func theContainerIsWellFormedToItsEnd() async throws {
        try await write(try await Instance(), "Correct-Horse-9-Battery", "Staple-4-Tango-Foxtrot")
        let (status, output) = try OpenSSLCommand.run(
            "cms", "-cmsout", "-print", "-noout", "-inform", "PEM", "-in", file)
        #expect(status == 0)
        #expect(output.text.contains("PBKDF2"))
        #expect(output.text.contains("aes-256-gcm"))
        let dump = try OpenSSLCommand.run("asn1parse", "-in", file)
        #expect(dump.status == 0)
        #expect(dump.output.text.contains("hmacWithSHA512"))
        // The [0] of the contentType, as asn1parse finds it by its offset.
        let der = try SealedBackup(parsing: try await BackupFile(file).read(limit: 1 << 20)).container.encoded
        let offset = try #require(Array(der.enumerated()).first { $0.element == 0xA0 }?.offset)
        #expect(try OpenSSLCommand.run("asn1parse", "-in", file, "-strparse", String(offset)).status == 0)
    }

    @Test func itRefusesAFlippedBitToo() async throws {
        try await write(try await Instance(), "Correct-Horse-9-Battery")
        let backup = try SealedBackup(parsing: try await BackupFile(file).read(limit: 1 << 20))
        let damaged = PEMDocument(preamble: [], der: backup.container.encoded.flipping(bit: 7)).encoded
        let der = backup.container.encoded
        let last = PEMDocument(preamble: [], der: der.flipping(bit: 8 * der.count - 1)).encoded
        for (number, contents) in [damaged, last].enumerated() {
            let path = directory.file("damaged-\(number).pem")
            try await BackupFile(path).write(contents)
            #expect(try OpenSSLCommand.decrypt(path, password: "Correct-Horse-9-Battery").status != 0)
        }
    }
}

extension OpenKey {
    /// Expects the fingerprint that `openssl dgst` computes as documented.
    fileprivate func expectFingerprint(in facts: String) throws {
        let directory = try TemporaryDirectory()
        let file = directory.file("text")
        try Data("key fingerprint".utf8).write(to: URL(fileURLWithPath: file))
        let hexadecimal = Hexadecimal.encode(material.array)
        let (status, output) = try OpenSSLCommand.run(
            "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(hexadecimal)", file)
        #expect(status == 0)
        let digest = try #require(output.text.split(separator: " ").last).prefix(32)
        #expect(facts.contains("Fingerprint: \(digest)"))
    }
}
