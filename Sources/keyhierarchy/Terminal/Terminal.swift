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
    static func readSecret(_ prompt: String, orFrom options: String) throws -> SecretBytes {
        let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else {
            throw ValidationError("There is no terminal to ask at. Give \(options).")
        }
        defer { _ = close(terminal) }
        guard let echo = TerminalEcho(terminal) else {
            throw ValidationError("There is no terminal to ask at. Give \(options).")
        }
        echo.switchOff()
        defer {
            echo.restore()
            write(terminal, "\n")
        }
        write(terminal, "\(prompt): ")
        let line = try SecretInput.read(terminal, name: "The terminal", line: true)
        // Even an empty line has its end; nothing at all is the end of the input.
        guard line.count > 0 else { throw ToolError("Nothing was entered, and nothing was changed.") }
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
