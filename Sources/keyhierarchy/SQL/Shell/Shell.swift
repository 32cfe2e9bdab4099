import LineEditing
import TransactSQL

/// Transact-SQL at a terminal: reads a batch, runs it, prints what came of it, and so on.
struct Shell {
    private static let keys = """
        GO [count]            run what was typed since the last GO
        QUIT, EXIT, Ctrl-D    end
        RESET, Ctrl-C         throw away what was typed; Ctrl-C stops a batch that runs, and again does
                              not wait for the end of its statement
        Tab                   complete a statement, a keyword, a view or the name of a database
        Up, Down              the line above or below; from the first and the last line, the history
        Ctrl-R                search the history; Ctrl-R again goes farther, Enter takes what was found
        Ctrl-A, Ctrl-E        the beginning and the end of the line; Alt-<, Alt-> those of the input
        Alt-B, Alt-F          a word back and forth; Ctrl-W, Alt-D delete it
        Ctrl-K, Ctrl-U        delete the line from the cursor on, or up to it; Ctrl-Y puts it back
        Alt-Enter             a new line, also behind GO
        Ctrl-L, Ctrl-Z        clear the screen; stop the program until `fg`
        """

    /// Runs scripts and prints what comes of them.
    let run: ScriptRun
    let format: ScriptFormat
    /// The file of what was typed.
    let historyFile: HistoryFile
    var reader: LineReader

    /// Reads and runs until the person is done.
    mutating func start() async throws {
        let hasCommands = run.options.sqlcmdVariables != nil
        var history = historyFile.read()
        try Console.standardOutput("End a batch with GO, and the shell with QUIT. :help lists the keys.")
        var completion = await run.completion()
        while true {
            let offered = completion
            var editor = LineEditor(
                history: history,
                isComplete: { ShellInput.isComplete($0, hasCommands: hasCommands) },
                completions: { offered.completions(of: $0) })
            switch reader.read(&editor, prompt: { "\($0)> " }) {
            case .interrupted: continue
            case .end: return
            case .text(let text):
                switch ShellInput(text) {
                case .quit: return
                case .reset: continue
                case .help: try Console.standardOutput(Self.keys)
                case .script(let script):
                    historyFile.add(text, to: &history)
                    // What keeps a statement from its end would keep the names, and so the prompt, back as well.
                    if try await runUntilInterrupted(script) { completion = await run.completion() }
                }
            }
        }
    }

    /// Runs a script; Ctrl-C stops that, and does not end the program.
    ///
    /// - Returns: Whether the script has ended; one that is left may still run.
    private func runUntilInterrupted(_ script: String) async throws -> Bool {
        let (run, format) = (run, format)
        let events = run.session.execute(script, options: run.options)
        let interruption = Interruption(of: events.control)
        defer { interruption.end() }
        do {
            _ = try await reader.run {
                try await run.run(events, format.printer(to: .console))
            } interrupted: {
                interruption.press($0)
            }
            if let lateness = interruption.lateness { try Console.standardOutput(lateness) }
        } catch is CancellationError {
            try Console.standardOutput(interruption.outcome)
        }
        return events.control.progress != nil
    }
}
