#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Switches a terminal's echo off and back on, back on also when a signal ends the program meanwhile.
@safe
struct TerminalEcho {
    /// What a signal handler needs: it can be given nothing, and may call little more than `tcsetattr`.
    nonisolated(unsafe) private static var terminal: Int32 = -1
    nonisolated(unsafe) private static var settings = termios()

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// Reads the settings of a terminal; `nil` when it is none.
    init?(_ terminal: Int32) {
        guard unsafe tcgetattr(terminal, &Self.settings) == 0 else { return nil }
        unsafe Self.terminal = terminal
    }

    /// Switches the echo off. What was typed ahead is thrown away: it was shown.
    func switchOff() {
        for number in Self.signals {
            _ = signal(number) { number in
                unsafe tcsetattr(TerminalEcho.terminal, TCSANOW, &TerminalEcho.settings)
                _ = signal(number, SIG_DFL)
                raise(number)
            }
        }
        // Stopped and continued, the program would go on reading with the shell's settings, which show what is typed.
        _ = signal(SIGTSTP, SIG_IGN)
        var silent = unsafe Self.settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(Self.terminal, TCSAFLUSH, &silent)
    }

    /// Puts the terminal back as it was.
    func restore() {
        unsafe tcsetattr(Self.terminal, TCSANOW, &Self.settings)
        for number in Self.signals + [SIGTSTP] { _ = signal(number, SIG_DFL) }
    }
}
