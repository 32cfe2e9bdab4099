import KeyCryptography

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A text file with one CMS container between boundaries (RFC 7468), and explanatory text around it.
struct PEMDocument: Hashable, Sendable {
    /// The lines before the container, without their line ends.
    let preamble: [String]
    /// The container.
    let der: [UInt8]
    /// The lines behind the container; what this library writes has none.
    let trailer: [String]

    private static let begin = "-----BEGIN CMS-----"
    private static let end = "-----END CMS-----"
    /// The length of a full line of base 64.
    private static let lineLength = 64
    /// The largest file that is read, in bytes.
    static let maximumSize = 256 << 10

    init(preamble: [String], der: [UInt8]) {
        self.preamble = preamble
        self.der = der
        trailer = []
    }

    /// The bytes of the file.
    var encoded: [UInt8] {
        let text = Array(Data(der).base64EncodedString().utf8)
        let lines = stride(from: 0, to: text.count, by: Self.lineLength).map { start in
            String(decoding: text[start..<min(start + Self.lineLength, text.count)], as: UTF8.self)
        }
        return Array(((preamble + [Self.begin] + lines + [Self.end]).joined(separator: "\n") + "\n").utf8)
    }

    /// Reads the bytes of a file. Lines may end as on Unix or as on Windows; whatever is not base 64 between the
    /// boundaries is refused, so that a damaged file is not taken for a shorter one.
    init(decoding bytes: [UInt8]) throws(BackupError) {
        guard bytes.count <= Self.maximumSize else { throw BackupError.tooLarge(limit: Self.maximumSize) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw BackupError.malformed("The file is not text.")
        }
        // Splitting by scalars: to Swift a carriage return and a line feed together are one character.
        // Editors on Windows put a byte order mark in front of text that they save.
        let scalars =
            text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
        let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        guard let start = lines.firstIndex(of: Self.begin) else {
            throw BackupError.malformed("The line \(Self.begin) is missing.")
        }
        guard let stop = lines[start...].firstIndex(of: Self.end), stop + 1 < lines.endIndex else {
            throw BackupError.malformed("The line \(Self.end) is missing or cut short: the file is not complete.")
        }
        guard !lines[(stop + 1)...].contains(Self.begin) else {
            throw BackupError.malformed("The file holds more than one container.")
        }
        let body = lines[(start + 1)..<stop]
        guard body.dropLast().allSatisfy({ $0.utf8.count == Self.lineLength }),
            (body.last?.utf8.count).map({ 1...Self.lineLength ~= $0 }) ?? false
        else {
            throw BackupError.malformed("A line between the boundaries is longer or shorter than it should be.")
        }
        // Encoding again and comparing accepts the one canonical form: bits beyond the last byte must be zero.
        guard let der = Data(base64Encoded: body.joined()), der.base64EncodedString() == body.joined() else {
            throw BackupError.malformed("A line between the boundaries is not base 64.")
        }
        self.der = Array(der)
        preamble = Array(lines[..<start])
        trailer = Array(lines[(stop + 1)...])
    }

    /// The digest of the container, for the label: tells damage from a wrong password, and nothing about an attacker.
    func digest() throws(CryptographyError) -> String {
        "sha256 " + Hexadecimal.encode(try Digest.sha256.hash(der))
    }
}
