public import KeyHierarchy
import TransactSQLSyntax

/// Reads scripts without running them, and finds what somebody may regret.
///
/// Each statement counts as if it ran once, in its order, whatever stands around it. Batches with errors of syntax are left out,
/// and so are texts that `EXEC` runs.
public struct ScriptLinter: Sendable {
    /// The version of SQL Server whose grammar holds.
    public var version = SQLServerVersion.sql2022

    /// Creates a linter.
    public init() {}

    /// The findings of a script, by line.
    ///
    /// - Parameters:
    ///   - script: The text.
    ///   - fileMode: The permissions of its file, such as `0o644`; `nil` when it is in none.
    public func findings(in script: String, fileMode: UInt16? = nil) -> [ScriptFinding] {
        var reading = ScriptReading()
        for case .batch(let part) in ScriptSplitter.parts(of: script, recognizingCommands: true) {
            let options = ParsingOptions(
                compatibilityLevel: version.compatibilityLevel, majorVersion: version.rawValue)
            guard let batch = try? Batch(parsing: part.text, options: options) else { continue }
            reading.lines = part.lines
            reading.read(batch.statements)
        }
        reading.finish()
        if let line = reading.firstPassword, let fileMode, fileMode & 0o077 != 0 {
            reading.add(.readableByOthers, line, "The script holds passwords, and others have access to its file.")
        }
        return reading.findings.sorted { $0.fileLine < $1.fileLine }
    }
}
