/// Where the lines of a batch stand in its script.
///
/// A command of sqlcmd leaves no line in its batch, and the lines of a file that `:r` reads stand in the place of the command:
/// they are all found at its line.
public struct ScriptLines: Sendable, Hashable {
    /// Lines that follow each other in the script, or that belong to one command.
    private struct Run: Sendable, Hashable {
        /// The first of them in the batch, from 1.
        var line: Int
        /// The line of the script on which it stands, from 1.
        var fileLine: Int
        /// Whether the others stand there too.
        var isInserted: Bool

        @inline(__always)
        func fileLine(of line: Int) -> Int {
            isInserted ? fileLine : fileLine + (line - self.line)
        }
    }

    /// The first run; most batches have no other, and need no array then.
    private var first: Run?
    private var others: [Run] = []

    /// Creates the lines of a batch that stands as it is in its script.
    ///
    /// - Parameter firstLine: The line of the script on which it begins, from 1.
    public init(from firstLine: Int) {
        first = Run(line: 1, fileLine: firstLine, isInserted: false)
    }

    init() {}

    /// Whether the batch has no lines yet.
    var isEmpty: Bool {
        first == nil
    }

    /// Adds a line to the batch.
    ///
    /// - Parameters:
    ///   - line: Its number in the batch, the highest so far.
    ///   - fileLine: The line of the script on which it stands, or that of the command that it comes from.
    @inline(__always)
    mutating func add(_ line: Int, at fileLine: Int, isInserted: Bool) {
        guard let last = others.last ?? first else {
            first = Run(line: line, fileLine: fileLine, isInserted: isInserted)
            return
        }
        if last.isInserted != isInserted || last.fileLine(of: line) != fileLine {
            others.append(Run(line: line, fileLine: fileLine, isInserted: isInserted))
        }
    }

    /// The line of the script on which a line of the batch stands.
    ///
    /// - Parameter line: The line in the batch, from 1.
    /// - Returns: The line in the script, from 1.
    public func fileLine(of line: Int) -> Int {
        // Runs are as many as there are commands, and errors are few.
        (others.last { $0.line <= line } ?? first)?.fileLine(of: line) ?? line
    }
}
