import ArgumentParser
import KeyCryptography

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The terminal that the tool runs at, whatever its standard streams are.
enum Terminal {
    /// Asks for a secret without showing what is typed.
    static func readSecret(_ prompt: String) throws -> SecretBytes {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else {
            throw ValidationError("There is no terminal to ask at. Give --password-file or --password-stdin.")
        }
        defer { _ = close(terminal) }
        var settings = termios()
        guard unsafe tcgetattr(terminal, &settings) == 0 else {
            throw ValidationError("There is no terminal to ask at. Give --password-file or --password-stdin.")
        }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        // What was typed ahead is thrown away: it was echoed.
        unsafe tcsetattr(terminal, TCSAFLUSH, &silent)
        defer {
            unsafe tcsetattr(terminal, TCSANOW, &settings)
            write(terminal, "\n")
        }
        write(terminal, "\(prompt): ")
        let line = try SecretInput.read(terminal, name: "The terminal", line: true)
        return SecretInput.withoutLineEnd(line)
    }

    private static func write(_ terminal: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = systemWrite(terminal, bytes, bytes.count)
    }
}

/// The system call, which the function of the same name above hides.
private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8], _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
