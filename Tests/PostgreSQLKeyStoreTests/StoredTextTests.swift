#if PostgreSQL
import Testing

@testable import PostgreSQLKeyStore

@Suite struct StoredTextTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a\0b", "a\u{2400}0b"), ("\0\0", "\u{2400}0\u{2400}0"),
        ("\u{2400}", "\u{2400}\u{2400}"),
        ("\u{2400}0", "\u{2400}\u{2400}0"), ("\0\u{2400}", "\u{2400}0\u{2400}\u{2400}"), ("\u{2401}é", "\u{2401}é"),
    ])
    func aTextComesBackFromItsStoredForm(_ text: String, _ stored: String) throws {
        var bytes: [UInt8] = []
        StoredText.append(text, to: &bytes)
        #expect(bytes == Array(stored.utf8))
        let read = unsafe bytes.withUnsafeBufferPointer { unsafe StoredText.unescape($0) }
        #expect(read == Array(text.utf8))
        #expect(unsafe bytes.withUnsafeBufferPointer { unsafe StoredText.isEscaped($0) } == (text != stored))
    }

    @Test(arguments: ["\u{2400}", "a\u{2400}b", "\u{2400}\u{2400}\u{2400}", "\u{2400}1"])
    func whatNoTextIsStoredAsIsRefused(_ stored: String) {
        let read = unsafe Array(stored.utf8).withUnsafeBufferPointer { unsafe StoredText.unescape($0) }
        #expect(read == nil)
    }
}
#endif
