#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Reads inputs at a terminal: gives an editor its keys, and shows what it makes of them.
///
/// The terminal is raw only while an input is read, and is put back however that ends.
package struct LineReader {
    /// What a person gave.
    package enum Input: Hashable, Sendable {
        case text(String)
        /// Ctrl-C: what was typed is gone.
        case interrupted
        /// Ctrl-D, or the terminal has gone away.
        case end
    }

    /// How long nothing must follow an Escape for it to be that key, in milliseconds.
    private static let escapeTime: Int32 = 50

    private let terminal: RawTerminal
    private var decoder = KeyDecoder()
    private var painter = ScreenPainter()
    /// Keys that came in one piece with the end of an input: they belong to the next one.
    private var keys: ArraySlice<Key> = []

    /// Takes the terminal at standard input and output; `nil` when they are not both one that can be painted on.
    package init?() {
        guard let terminal = RawTerminal() else { return nil }
        self.terminal = terminal
    }

    /// Reads an input.
    ///
    /// - Parameters:
    ///   - editor: The editor, which is left empty.
    ///   - prompt: The prompt of each line, counted from 1.
    package mutating func read(_ editor: inout LineEditor, prompt: (Int) -> String) -> Input {
        terminal.enter()
        defer { terminal.leave() }
        while true {
            while let key = keys.popFirst() {
                switch editor.handle(key) {
                case .editing: break
                case .rejected: terminal.write("\u{7}")
                case .clearScreen: terminal.write(painter.clear())
                case .suspended: suspend()
                case .submitted(let text):
                    paint(Frame(LineBuffer(text), size: terminal.size, prompt: prompt))
                    terminal.write(painter.leave())
                    return .text(text)
                case .interrupted:
                    terminal.write(painter.leave())
                    return .interrupted
                case .endOfInput:
                    terminal.write(painter.leave())
                    return .end
                }
            }
            paint(Frame(editor, size: terminal.size, prompt: prompt))
            guard wait() else {
                terminal.write(painter.leave())
                return .end
            }
        }
    }

    /// Does something between two inputs, during which Ctrl-C does not end the program.
    ///
    /// - Parameters:
    ///   - body: What is done.
    ///   - interrupted: Called at each Ctrl-C, on a thread that may wait, with what cancels the task of `body`.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package func run<Result: Sendable>(
        _ body: @escaping @Sendable () async throws -> Result,
        interrupted: @escaping @Sendable (_ cancel: () -> Void) -> Void
    ) async throws -> Result {
        // Before anything begins that somebody may want to end.
        terminal.catchInterrupts()
        let task = Task { try await body() }
        async let listening: Void = terminal.listen { interrupted { task.cancel() } }
        let result = await task.result
        terminal.stopListening()
        await listening
        return try result.get()
    }

    private mutating func paint(_ frame: Frame) {
        terminal.write(painter.paint(frame, columns: terminal.size.columns))
    }

    private mutating func suspend() {
        terminal.write(painter.leave())
        terminal.suspend()
    }

    /// Waits for keys, or for something else that needs the input to be painted again; returns whether there can be more.
    private mutating func wait() -> Bool {
        switch terminal.wait(milliseconds: decoder.isPending ? Self.escapeTime : -1) {
        case .bytes(let bytes): keys += decoder.decode(bytes)
        case .nothing: keys += decoder.flush()
        case .resized: break
        case .stopped: suspend()
        case .continued:
            // Others have written meanwhile, and may have left the terminal in another mode.
            painter = ScreenPainter()
            terminal.enter()
        case .closed: return false
        }
        return true
    }
}
