import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// Files that somebody made to do harm. All are refused while they are parsed: that takes no password and derives nothing.
struct HostileContainerTests {
    /// A defect, and the code with which it is refused.
    struct Defect: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: BackupError.Code
        let file: [UInt8]

        init(_ name: String, _ code: BackupError.Code, _ change: (inout Container) -> Void) {
            var container = Container()
            change(&container)
            self.init(name, code, file: container.file)
        }

        init(_ name: String, _ code: BackupError.Code, file: [UInt8]) {
            testDescription = name
            self.code = code
            self.file = file
        }

        static func recipient(
            _ name: String,
            _ code: BackupError.Code,
            _ change: (inout Container.Recipient) -> Void
        ) -> Defect {
            var recipient = Container.Recipient()
            change(&recipient)
            return Defect(name, code) { $0.recipients = [recipient.encoded] }
        }
    }

    @Test func theContainerWithoutADefectIsRead() throws {
        let backup = try SealedBackup(parsing: Container().file)
        #expect(backup.inspection.passwords.map(\.iterations) == [1_000_000])
    }

    static let ofTheContainer = [
        Defect("EnvelopedData", .wrongType) { $0.type = DER.identifier(.envelopedData) },
        Defect("SignedData", .wrongType) { $0.type = DER.identifier(OID(1, 2, 840, 113549, 1, 7, 2)) },
        Defect("an empty type", .malformed) { $0.type = [0x06, 0x00] },
        Defect("a type of 10,000 bytes", .malformed) {
            $0.type = DER.element(.objectIdentifier, [UInt8](repeating: 0xFF, count: 10_000))
        },
        Defect("version 1", .unsupported) { $0.version = DER.integer(1) },
        Defect("version -1", .malformed) { $0.version = [0x02, 0x01, 0xFF] },
        Defect("an empty version", .malformed) { $0.version = [0x02, 0x00] },
        Defect("version 0 in two bytes", .malformed) { $0.version = [0x02, 0x02, 0, 0] },
        Defect("a version of 50,000 bytes", .malformed) {
            $0.version = DER.element(.integer, [UInt8](repeating: 1, count: 50_000))
        },
        Defect("no recipient", .malformed) { $0.recipients = [] },
        Defect("21 recipients", .tooCostly) {
            var recipient = Container.Recipient()
            recipient.iterations = DER.integer(1)
            $0.recipients = Array(repeating: recipient.encoded, count: 21)
        },
        Defect("21,000,000 iterations in sum", .tooCostly) {
            var recipient = Container.Recipient()
            recipient.iterations = DER.integer(4_200_000)
            $0.recipients = Array(repeating: recipient.encoded, count: 5)
        },
        Defect("contents of another type", .wrongType) {
            $0.contentType = DER.identifier(OID(1, 2, 840, 113549, 1, 7, 1))
        },
        Defect("AES-128-GCM", .unsupported) {
            $0.cipher = DER.identifier(OID(2, 16, 840, 1, 101, 3, 4, 1, 6))
        },
        Defect("AES-256-CBC contents", .unsupported) { $0.cipher = DER.identifier(.aes256CBC) },
        Defect("a nonce of 8 bytes", .malformed) { $0.nonce = [UInt8](repeating: 1, count: 8) },
        Defect("no nonce", .malformed) { $0.nonce = [] },
        Defect("a tag length of 12", .unsupported) { $0.tagLength = DER.integer(12) },
        Defect("the default tag length, which is 12", .unsupported) { $0.tagLength = [] },
        Defect("a tag of 12 bytes", .malformed) { $0.tag = [UInt8](repeating: 3, count: 12) },
        Defect("no tag", .malformed) { $0.tag = [] },
        Defect("no contents", .malformed) { $0.ciphertext = [] },
        Defect("contents of 65,537 bytes", .malformed) { $0.ciphertext = [UInt8](repeating: 2, count: 65_537) },
        Defect("attributes", .unsupported) { $0.attributes = DER.element(.context(2), [0x30, 0x00]) },
        Defect("authenticated attributes", .malformed) {
            $0.authenticatedAttributes = DER.element(.context(1), [0x30, 0x00])
        },
        Defect("something behind the container", .malformed) { $0.rest = [0x05, 0x00] },
    ]

    static let ofTheRecipient = [
        Defect.recipient("a key transport recipient", .unsupported) { $0.tag = .sequence },
        .recipient("a recipient of version 3", .unsupported) { $0.version = DER.integer(3) },
        .recipient("PBKDF1", .unsupported) {
            $0.derivation = DER.identifier(OID(1, 2, 840, 113549, 1, 5, 10))
        },
        .recipient("a salt of 7 bytes", .malformed) { $0.salt = [UInt8](repeating: 4, count: 7) },
        .recipient("a salt of 65 bytes", .malformed) { $0.salt = [UInt8](repeating: 4, count: 65) },
        .recipient("no iterations", .malformed) { $0.iterations = DER.integer(0) },
        .recipient("5,000,001 iterations", .tooCostly) { $0.iterations = DER.integer(5_000_001) },
        .recipient("2^63 - 1 iterations", .tooCostly) { $0.iterations = DER.integer(UInt64(Int64.max)) },
        .recipient("2^63 iterations", .malformed) { $0.iterations = DER.integer(1 << 63) },
        .recipient("minus one iteration", .malformed) { $0.iterations = [0x02, 0x01, 0xFF] },
        .recipient("iterations not in their shortest form", .malformed) { $0.iterations = [0x02, 0x02, 0x00, 0x01] },
        .recipient("a derived key of 16 bytes", .unsupported) { $0.keyLength = DER.integer(16) },
        .recipient("HMAC-SHA-1, named", .unsupported) {
            $0.function = DER.algorithm(OID(1, 2, 840, 113549, 2, 7), [0x05, 0x00])
        },
        .recipient("HMAC-SHA-1, the default", .unsupported) { $0.function = [] },
        .recipient("a function with parameters", .malformed) {
            $0.function = DER.algorithm(.hmacWithSHA512, [0x04, 0x00])
        },
        .recipient("the key wrap of RFC 3394", .unsupported) {
            $0.wrap = DER.identifier(OID(2, 16, 840, 1, 101, 3, 4, 1, 45))
        },
        .recipient("AES-128-CBC around the key", .unsupported) {
            $0.cipher = DER.identifier(OID(2, 16, 840, 1, 101, 3, 4, 1, 2))
        },
        .recipient("a vector of 8 bytes", .malformed) { $0.vector = [UInt8](repeating: 5, count: 8) },
        .recipient("a wrapped key of one block", .malformed) { $0.encryptedKey = [UInt8](repeating: 6, count: 16) },
        .recipient("a wrapped key of 47 bytes", .malformed) { $0.encryptedKey = [UInt8](repeating: 6, count: 47) },
        .recipient("a wrapped key of 80 bytes", .malformed) { $0.encryptedKey = [UInt8](repeating: 6, count: 80) },
    ]

    static let ofTheEncoding = [
        Defect("an empty file", .malformed, file: []),
        Defect("an empty container", .malformed, file: Array("-----BEGIN CMS-----\n-----END CMS-----\n".utf8)),
        Defect("no text", .malformed, file: (0..<4096).map { UInt8(truncatingIfNeeded: $0 * 197) }),
        Defect("zeros", .malformed, file: [UInt8](repeating: 0, count: 4096)),
        Defect("only line ends", .malformed, file: [UInt8](repeating: 0x0A, count: 256 << 10)),
        Defect("more than a backup can have", .tooLarge, file: [UInt8](repeating: 0x0A, count: (256 << 10) + 1)),
        .der("an indefinite length", [0x30, 0x80] + Container().encoded.dropFirst(4) + [0, 0]),
        .der("a length in more bytes than it needs", [0x30, 0x83, 0] + Container().encoded.dropFirst(2)),
        .der("a short length in the long form", [0x30, 0x81, 0x02, 0x05, 0x00]),
        .der("a length beyond the end", [0x30, 0x82, 0xFF, 0xFF, 0x06, 0x01]),
        .der("a length of 2^32 - 1", [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x06]),
        .der("a length in eight bytes", [0x30, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x06]),
        .der("a length in 127 bytes", [0x30, 0xFF] + [UInt8](repeating: 0xFF, count: 127)),
        .der("a tag alone", [0x30]),
        .der("a length that breaks off", [0x30, 0x84, 0x01]),
        .der("50,000 levels", [UInt8](repeating: 0x30, count: 1) + nested(levels: 50_000)),
        .der("sequences of no end", Array(repeatElement([0x30, 0x80], count: 50_000).joined())),
        .der("a type outside its parent", outgrowing),
    ]

    /// As many levels as fit into a file; each has the length that it should have.
    private static func nested(levels: Int) -> [UInt8] {
        var lengths: [[UInt8]] = []
        var length = 0
        for _ in 0..<levels {
            let header = DER.header(.sequence, count: length)
            if length + header.count > 150_000 { break }
            length += header.count
            lengths.append(header)
        }
        return Array(lengths.reversed().joined().dropFirst())
    }

    /// A container whose content type says that it is longer than the sequence that it is in.
    private static var outgrowing: [UInt8] {
        var der = Container().encoded
        der[5] = 0x7F
        return der
    }

    @Test(arguments: [ofTheContainer, ofTheRecipient, ofTheEncoding].joined())
    func aHostileFileIsRefusedBeforeAnythingIsDerived(defect: Defect) {
        let error = #expect(throws: BackupError.self) {
            try SealedBackup(parsing: defect.file)
        }
        #expect(error?.code == defect.code)
        #expect(error?.sqlServer?.number == 15317)
    }

    @Test func aMillionRecipientsTakeNoMoreTimeThanAFileThatIsTooLong() {
        let recipient = Container.Recipient().encoded
        var container = Container()
        container.recipients = [Array(repeatElement(recipient, count: 1000).joined())]
        let thousand = #expect(throws: BackupError.self) { try SealedBackup(parsing: container.file) }
        #expect(thousand?.code == .tooCostly)
        let million = [UInt8](repeating: 0x30, count: 1_000_000 * recipient.count)
        let error = #expect(throws: BackupError.self) { try SealedBackup(parsing: million) }
        #expect(error?.code == .tooLarge)
    }

    @Test(arguments: ["ABC", "AB=C", "A===", "QUJ=", "QUJD=", "ab cd", "ab\tc", "абвг"])
    func onlyCanonicalBase64IsRead(body: String) {
        let file = Array("-----BEGIN CMS-----\n\(body)\n-----END CMS-----\n".utf8)
        let error = #expect(throws: BackupError.self) { try PEMDocument(decoding: file) }
        #expect(error?.code == .malformed)
    }

    @Test func twentyPasswordsAreRead() throws {
        var container = Container()
        container.recipients = Array(repeating: Container.Recipient().encoded, count: 20)
        #expect(try SealedBackup(parsing: container.file).inspection.passwords.count == 20)
    }
}

extension HostileContainerTests.Defect {
    static func der(_ name: String, _ der: [UInt8]) -> Self {
        Self(name, .malformed, file: PEMDocument(preamble: [], der: der).encoded)
    }
}
