import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A program at a terminal of its own, as a person would have it in front of them.
final class TerminalSession {
    /// `POSIX_SPAWN_SETSID`, which C libraries other than Apple's show to programs in C alone.
    private static let newSession: Int16 = {
        #if canImport(Darwin)
        Int16(POSIX_SPAWN_SETSID)
        #else
        0x80
        #endif
    }()

    private let terminal: Int32
    private let process: pid_t
    /// Kept open, so that the settings can be looked at when the program has ended.
    private let otherEnd: Int32
    private var hasEnded = false
    private(set) var output = ""
    private var seen = 0

    /// Starts a program in the directory of a tool, with the built tool at the front of the path.
    init(_ tool: Tool, _ program: String, _ arguments: [String], columns: UInt16 = 80, rows: UInt16 = 24) throws {
        var (terminal, otherEnd): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe openpty(&terminal, &otherEnd, &name, nil, &size) == 0 else { throw POSIXError(.ENODEV) }
        for end in [terminal, otherEnd] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (self.terminal, self.otherEnd) = (terminal, otherEnd)

        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        #else
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // The leader of a new session gets the first terminal that it opens as its own.
        unsafe posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        for stream: Int32 in 1...2 { unsafe posix_spawn_file_actions_adddup2(&actions, 0, stream) }
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setflags(&attributes, Self.newSession)

        let path = Tool.products.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        let variables = ["PATH=\(path)", "HOME=\(tool.directory.path)", "TERM=xterm", "ASAN_OPTIONS=detect_leaks=0"]
        var process: pid_t = 0
        let error = unsafe Self.withStrings(
            ["sh", "-c", "cd \"$0\" && exec \"$@\"", tool.directory.path, program] + arguments
        ) { arguments in
            unsafe Self.withStrings(variables) { variables in
                unsafe posix_spawnp(&process, "sh", &actions, &attributes, arguments, variables)
            }
        }
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
        self.process = process
    }

    deinit {
        if !hasEnded {
            kill(process, SIGKILL)
            // One that ends and is not waited for hides the end of others from tests of how a process exits.
            waitpid(process, nil, 0)
        }
        close(terminal)
        close(otherEnd)
    }

    /// Types a text, or the bytes of keys.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe write(terminal, bytes, bytes.count)
    }

    /// Waits until the program has written a text since the last time; returns whether it has, within two minutes.
    func waits(for text: String) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 120)
        while Date() < deadline {
            let rest = output.utf8.dropFirst(seen)
            if let range = rest.firstRange(of: Array(text.utf8)) {
                seen = output.utf8.distance(from: output.utf8.startIndex, to: range.upperBound)
                return true
            }
            read(milliseconds: 100)
        }
        return false
    }

    /// Waits for the end of the program, within two minutes.
    ///
    /// - Returns: The exit status, the negative number of the signal that ended it, or `nil` when it has not ended.
    func end() -> Int32? {
        let deadline = Date(timeIntervalSinceNow: 120)
        while Date() < deadline {
            read(milliseconds: 50)
            var status: Int32 = 0
            guard unsafe waitpid(process, &status, WNOHANG) == process else { continue }
            hasEnded = true
            read(milliseconds: 0)
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        }
        return nil
    }

    func send(_ signal: Int32) {
        kill(process, signal)
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    /// Whether the terminal shows what is typed and gives it line by line, as it does at first.
    var isOrdinary: Bool {
        var settings = termios()
        return unsafe tcgetattr(otherEnd, &settings) == 0
            && settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG)
                == tcflag_t(ECHO | ICANON | ISIG)
    }

    private func read(milliseconds: Int32) {
        var descriptor = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&descriptor, 1, milliseconds) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe Self.systemRead(terminal, &bytes, bytes.count)
        if count > 0 { output += String(decoding: bytes[..<count], as: UTF8.self) }
    }

    private static func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
        unsafe Glibc.read(descriptor, bytes, count)
        #elseif canImport(Musl)
        unsafe Musl.read(descriptor, bytes, count)
        #else
        unsafe Darwin.read(descriptor, bytes, count)
        #endif
    }

    private static func withStrings(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        let copies = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe body(copies)
    }
}
