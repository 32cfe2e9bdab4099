import CChildPrograms
package import Foundation
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A program that runs beside this one, and has of its files only those that it is given.
///
/// Foundation's `Process` on Linux hands a child what other threads open while it starts one. A child that stays, as a server
/// does, then keeps the end of somebody else's pipe, or the socket by which `Process` learns that another child has ended:
/// who waits for that waits for ever. And `Process` looks for the end of a child only every so often.
package final class ChildProgram: Sendable {
    /// How a program came to its end.
    package enum Termination: Equatable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// A program that could not be started.
    package struct NotStarted: Error {
        package let path: String
        package let reason: POSIXError.Code?
    }

    private let processIdentifier: pid_t
    private let termination = Mutex<Termination?>(nil)

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - command: The path of the program, and its arguments.
    ///   - environment: Variables that it has beside this process's own, or in place of them; `nil` for one that it has not.
    ///   - directory: Its working directory; by default this process's own.
    ///   - input: The descriptor that it reads from; without one it has nothing to read.
    ///   - output: The descriptor that it writes to; without one nobody sees what it writes.
    ///   - errors: Likewise for its errors.
    package init(
        _ command: [String],
        environment: [String: String?] = [:],
        in directory: String? = nil,
        input: Int32? = nil,
        output: Int32? = nil,
        errors: Int32? = nil
    ) throws {
        var variables = ProcessInfo.processInfo.environment
        for (name, value) in environment { variables[name] = value }
        var identifier: pid_t = 0
        let files = [input ?? -1, output ?? -1, errors ?? -1]
        let status = unsafe withCStrings(command) { arguments in
            unsafe withCStrings(variables.map { "\($0)=\($1)" }) { environment in
                unsafe start_program(&identifier, arguments, environment, directory, files)
            }
        }
        guard status == 0 else { throw NotStarted(path: command[0], reason: POSIXError.Code(rawValue: status)) }
        processIdentifier = identifier
    }

    /// Ends it. One that has ended and is not waited for hides the end of others from tests of how a process exits.
    deinit {
        signal(SIGKILL)
        wait()
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool {
        termination.withLock { termination in
            if termination == nil { termination = reap(WNOHANG) }
            return termination == nil
        }
    }

    /// Waits for its end, on this thread.
    @discardableResult
    package func wait() -> Termination {
        while true {
            // Once it was waited for, its number may be another program's.
            if let ended = termination.withLock({ $0 }) { return ended }
            // It stays as it is, so that another thread can send it a signal meanwhile.
            var information = unsafe siginfo_t()
            _ = unsafe waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT)
            let ended = termination.withLock { termination in
                if termination == nil { termination = reap(0) }
                return termination
            }
            if let ended { return ended }
        }
    }

    /// Sends it a signal, if it has not ended.
    package func signal(_ signal: Int32) {
        termination.withLock { termination in
            // Once it was waited for, its number may be another program's.
            if termination == nil { _ = kill(processIdentifier, signal) }
        }
    }

    private func reap(_ options: Int32) -> Termination? {
        var status: Int32 = 0
        guard unsafe waitpid(processIdentifier, &status, options) == processIdentifier else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
    }
}

/// Calls a function with an array of C strings, and a null pointer after them.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("It has a null pointer at least.") }
        return unsafe body(base)
    }
}
