import ChildPrograms

/// The stock `openssl` command: a reader of backups that nobody here wrote.
enum OpenSSLCommand {
    /// Runs it, and returns its exit status and what it printed.
    static func run(_ arguments: String...) throws -> (status: Int32, output: [UInt8]) {
        try run(arguments)
    }

    /// Runs it, and returns its exit status and what it printed.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: [UInt8]) {
        let run = try ProgramRun(["openssl"] + arguments)
        return (run.status, run.output)
    }

    /// Does what the `Recover:` line of a backup says.
    static func decrypt(_ file: String, password: String) throws -> (status: Int32, output: [UInt8]) {
        try run("cms", "-decrypt", "-inform", "PEM", "-in", file, "-pwri_password", password, "-binary")
    }
}
