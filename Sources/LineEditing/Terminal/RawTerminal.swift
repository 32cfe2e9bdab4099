import Dispatch

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The terminal at standard input and output, as a program sees it that reads every key itself.
///
/// There is one for the process: signal handlers, which can be given nothing, must know how to put it back.
@safe
struct RawTerminal {
    /// What there was to wait for.
    enum Event {
        case bytes([UInt8])
        /// The time is over.
        case nothing
        case resized
        /// Somebody wants the process to be stopped.
        case stopped
        /// The process was stopped, and goes on.
        case continued
        /// There is no more input.
        case closed
    }

    /// Everything that a signal handler touches is here, and is made before there is a handler.
    nonisolated(unsafe) private static var settings = termios()
    /// Signals are told to whoever waits through a pipe, since they may come just before it waits.
    nonisolated(unsafe) private static var signals: (read: Int32, write: Int32) = (-1, -1)

    private static let deadly = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let told = [SIGWINCH, SIGTSTP, SIGCONT]
    private static let begin = "\u{1B}[?2004h"
    private static let end: StaticString = "\u{1B}[?2004l"

    /// Reads the settings of the terminal; `nil` when there is none, or one that has no cursor to move.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        if let type = unsafe getenv("TERM"), unsafe strcmp(type, "dumb") == 0 { return nil }
        var ends: [Int32] = [-1, -1]
        guard unsafe tcgetattr(STDIN_FILENO, &Self.settings) == 0, unsafe pipe(&ends) == 0 else { return nil }
        for descriptor in ends {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            // A handler must never wait, whatever it has been told and nobody has read.
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }
        unsafe Self.signals = (ends[0], ends[1])
    }

    /// Makes the terminal raw: every key comes at once, is not shown, and sends no signal.
    func enter() {
        for number in Self.deadly {
            _ = signal(number) { number in
                RawTerminal.putBack()
                _ = signal(number, SIG_DFL)
                raise(number)
            }
        }
        for number in Self.told {
            _ = signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                let error = errno
                _ = unsafe systemWrite(RawTerminal.signals.write, &byte, 1)
                errno = error
            }
        }
        var raw = unsafe Self.settings
        raw.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON)
        raw.c_cflag |= tcflag_t(CS8)
        raw.c_lflag &= ~tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
        // Output is left as it is: other threads may print.
        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        write(Self.begin)
    }

    /// Puts the terminal back as it was found.
    func leave() {
        Self.putBack()
        for number in Self.deadly + Self.told { _ = signal(number, SIG_DFL) }
    }

    /// What signal handlers may do too: `tcsetattr` and `write` are safe in them.
    private static func putBack() {
        _ = unsafe systemWrite(STDOUT_FILENO, end.utf8Start, end.utf8CodeUnitCount)
        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    /// Stops the process group, as the key does in a terminal that is not raw, until somebody lets it go on.
    func suspend() {
        leave()
        _ = signal(SIGCONT) { _ in
            var byte = UInt8(truncatingIfNeeded: SIGCONT)
            _ = unsafe systemWrite(RawTerminal.signals.write, &byte, 1)
        }
        kill(0, SIGTSTP)
        // The signal may reach another thread first, and this one goes on for a moment. A process that nobody could let go
        // on again is not stopped at all, so that this wait needs an end.
        _ = wait(milliseconds: 200, input: false)
        enter()
    }

    /// Keeps Ctrl-C from ending the program while the terminal is as it was found: ``listen(_:)`` hears of it.
    func catchInterrupts() {
        _ = signal(SIGINT) { _ in
            var byte = UInt8(truncatingIfNeeded: SIGINT)
            let error = errno
            _ = unsafe systemWrite(RawTerminal.signals.write, &byte, 1)
            errno = error
        }
    }

    /// Calls back for each Ctrl-C since ``catchInterrupts()``, until ``stopListening()``.
    func listen(_ interrupted: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            // It waits in the system, which a thread of Swift concurrency must not.
            DispatchQueue.global().async {
                while true {
                    var descriptor = unsafe pollfd(fd: Self.signals.read, events: Int16(POLLIN), revents: 0)
                    guard unsafe poll(&descriptor, 1, -1) > 0 else { continue }
                    switch unsafe Self.read(Self.signals.read, count: 1).first {
                    case UInt8(truncatingIfNeeded: SIGINT): interrupted()
                    case Self.stop, nil: return continuation.resume()
                    default: break
                    }
                }
            }
        }
        _ = signal(SIGINT, SIG_DFL)
    }

    /// Ends ``listen(_:)``.
    func stopListening() {
        var byte = Self.stop
        _ = unsafe systemWrite(Self.signals.write, &byte, 1)
    }

    /// No signal has this number.
    private static let stop: UInt8 = 0

    /// The size of the screen.
    var size: ScreenSize {
        var window = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else {
            return ScreenSize(columns: 0, rows: 0)
        }
        return ScreenSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Writes to the screen.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe systemWrite(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Waits for keys or signals.
    ///
    /// - Parameters:
    ///   - milliseconds: How long to wait at most; -1 for ever.
    ///   - input: Whether to wait for keys too.
    func wait(milliseconds: Int32, input: Bool = true) -> Event {
        var descriptors = unsafe [
            pollfd(fd: Self.signals.read, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let count = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
            if count < 0, errno == EINTR { continue }
            guard count != 0 else { return .nothing }
            guard count > 0 else { return .closed }
            break
        }
        if descriptors[0].revents != 0 { return signalEvent() }
        let bytes = Self.read(STDIN_FILENO, count: 4096)
        return bytes.isEmpty ? .closed : .bytes(bytes)
    }

    private func signalEvent() -> Event {
        switch unsafe Self.read(Self.signals.read, count: 1).first.map({ Int32($0) }) {
        case SIGTSTP: .stopped
        case SIGCONT: .continued
        default: .resized
        }
    }

    private static func read(_ descriptor: Int32, count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat {
                filled = unsafe systemRead(descriptor, buffer.baseAddress, count)
            } while filled < 0 && errno == EINTR
            filled = max(0, filled)
        }
    }
}

/// The system call, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}

/// The system call, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, bytes, count)
}
