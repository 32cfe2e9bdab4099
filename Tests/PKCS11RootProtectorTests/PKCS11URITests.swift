#if PKCS11
import Foundation
import KeyCryptography
import PKCS11RootProtector
import Testing

@Suite("A pkcs11: URI")
struct PKCS11URITests {
    @Test func isTakenApart() throws {
        let uri = try PKCS11URI(
            "pkcs11:token=The%20root;manufacturer=Maker;model=M1;serial=0042;slot-id=7;object=key%3B1;id=%00%FF;"
                + "type=secret-key?module-path=/usr/lib/module.so&pin-source=file:/etc/pin")
        var expected = PKCS11URI(
            modulePath: "/usr/lib/module.so", token: "The root", slot: 7, keyLabel: "key;1", keyIdentifier: [0, 255],
            pinSource: "/etc/pin")
        expected.manufacturer = "Maker"
        expected.model = "M1"
        expected.serialNumber = "0042"
        #expect(uri == expected)
        #expect(try PKCS11URI(uri.description) == expected)
    }

    @Test(arguments: ["", "Schlüssel", "a;b=c?d&e", "100 %", "/", "\u{1F511}\n"])
    func isWrittenSoThatItIsReadTheSame(label: String) throws {
        let uri = PKCS11URI(modulePath: "/m?x&y.so", token: "t", keyLabel: label, keyIdentifier: Array(0...255))
        #expect(try PKCS11URI(uri.description) == uri)
    }

    @Test(arguments: [
        "", "pkcs11:", "pkcs12:token=a?module-path=/m.so", "pkcs11:token=a", "pkcs11:token=%zz?module-path=/m.so",
        "pkcs11:token=a;colour=red?module-path=/m.so", "pkcs11:object=a;type=private?module-path=/m.so",
        "pkcs11:token=a?module-path=", "pkcs11:token=a?module-path=/m.so&pin-source=|cat%20/etc/pin",
        "pkcs11:token=a?module-path=/m.so&pin-source=file://host/etc/pin",
        "pkcs11:slot-description=A;object=a?module-path=/m.so", "pkcs11:slot-manufacturer=A?module-path=/m.so",
        "pkcs11:library-description=A?module-path=/m.so", "pkcs11:library-manufacturer=A?module-path=/m.so",
        "pkcs11:library-version=1.0?module-path=/m.so", "pkcs11:token=a?module-path=/m.so&module-name=m",
        "pkcs11:token=a?module-path=/m.so&pin-source=pin", "pkcs11:object=%FF?module-path=/m.so",
        "pkcs11:token=a\0?module-path=/m.so", "pkcs11:token=a?module-path=/" + String(repeating: "m", count: 5000),
    ])
    func isRefused(_ text: String) async throws {
        try await expectRefusal(.invalidURI) { try PKCS11URI(text) }
    }

    @Test func hasNoPIN() async throws {
        let refusal = try await expectRefusal(.invalidURI) {
            try PKCS11URI("pkcs11:token=a?module-path=/m.so&pin-value=hidden")
        }
        #expect(refusal.message.contains("pin-value"))
        #expect(!"\(refusal)".contains("hidden"))
    }

    @Test func namesAFileWithThePIN() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pin-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let uri = PKCS11URI(modulePath: "/m.so", pinSource: path)
        try await expectRefusal(.pinUnavailable) { try uri.readPIN() }
        for (contents, pin) in [("1234\n", "1234"), ("1234\r\n", "1234"), (" 1\n2 ", " 1\n2 "), ("12\n\n", "12\n")] {
            _ = FileManager.default.createFile(
                atPath: path, contents: Data(contents.utf8), attributes: [.posixPermissions: 0o600])
            #expect(try uri.readPIN()?.withText { String(copying: $0) } == pin)
        }
        for contents in ["", "\n", String(repeating: "1", count: 1025)] {
            _ = FileManager.default.createFile(
                atPath: path, contents: Data(contents.utf8), attributes: [.posixPermissions: 0o600])
            try await expectRefusal(.pinUnavailable) { try uri.readPIN() }
        }
        _ = FileManager.default.createFile(
            atPath: path, contents: Data("1".utf8), attributes: [.posixPermissions: 0o644])
        try await expectRefusal(.pinUnavailable) { try uri.readPIN() }
        #expect(try PKCS11URI(modulePath: "/m.so").readPIN() == nil)
    }
}
#endif
