import KeyHierarchy

/// One thing to do after a loss, as a sentence, as a command of the tool, and as Transact-SQL for a real server.
///
/// Commands are ready to run: they ask for passwords at the terminal, and the sentence says which. In Transact-SQL a password
/// stands as `<…>`, to be put in. Where there are statements alone, `keyhierarchy sql` runs them too.
///
/// Statements that restore a master key or a symmetric key presuppose the server's own backup of it, whose file and
/// password stand as `<…>`, too: this library's backups are not a server's. Files with the private keys of certificates have
/// the server's own form, and keep their paths.
public struct RecoveryStep: Hashable, Sendable, Codable {
    /// What to do, in a sentence, and which passwords it takes.
    public let instruction: String
    /// The command of `keyhierarchy`; `nil` where there is none.
    public let command: String?
    /// The statements for SQL Server; `nil` where there are none.
    public let transactSQL: String?

    init(_ instruction: String, command: String? = nil, transactSQL: String? = nil) {
        self.instruction = instruction
        self.command = command
        self.transactSQL = transactSQL
    }
}

extension BackupRecord {
    /// Where the backup is, in a sentence.
    var whereabouts: String {
        isReported ? "\(path), on the machine that reported it" : place
    }

    /// Whether the file of a certificate is a PFX, which holds the certificate too; the place alone says so.
    var isPFX: Bool {
        let name = path.lowercased()
        return name.hasSuffix(".pfx") || name.hasSuffix(".p12")
    }
}

extension String {
    /// The text as an identifier of Transact-SQL.
    var sqlIdentifier: String {
        "[" + replacing("]", with: "]]") + "]"
    }

    /// The text as a literal of Transact-SQL.
    var sqlLiteral: String {
        (utf8.allSatisfy { $0 < 0x80 } ? "'" : "N'") + replacing("'", with: "''") + "'"
    }
}
