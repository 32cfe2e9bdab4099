import Recovery
import Testing

/// Paths in commands that the tool prints for people to copy.
@Suite struct ShellWordTests {
    @Test(arguments: [
        ("smk.pem", "smk.pem"), ("disks/c/a-b_1.key", "disks/c/a-b_1.key"),
        ("service_master_ key", "'service_master_ key'"),
        ("it's", #"'it'\''s'"#), ("$(rm)", "'$(rm)'"), ("", "''"), ("Schlüssel", "'Schlüssel'"),
    ])
    func isOneWord(text: String, word: String) {
        #expect(text.shellWord == word)
    }
}
