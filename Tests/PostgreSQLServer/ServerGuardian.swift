import ChildPrograms
import Foundation
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Runs a server, and ends it with this process: a shell beside it waits for the end of a pipe that nobody writes to, which
/// comes even when this process is killed.
final class ServerGuardian: Sendable {
    /// A server that takes no connections, and what it logged.
    struct NotReady: Error {
        let log: String
    }

    private struct Running {
        let server: ChildProgram
        /// The end of the pipe that this process writes to.
        let pipe: FileHandle
    }

    private let running = Mutex<Running?>(nil)

    private static let script = """
        directory=$1; shift
        exec 3<&0
        (
            while read -r word; do last=$word; done
            # Without a word, the process that needed the server is gone.
            if [ "$last" != kept ]; then
                kill -INT $$
                while kill -0 $$ 2> /dev/null; do sleep 0.1; done
                rm -rf "$directory"
            fi
        ) <&3 > /dev/null 2>&1 &
        exec "$@" > "$directory/log" 2>&1 < /dev/null 3<&-
        """

    /// Starts the server, and waits until it takes connections.
    ///
    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - directory: Where its log is and, in `data`, its files.
    func start(_ command: [String], in directory: String) throws {
        let data = directory + "/data"
        try? FileManager.default.removeItem(atPath: data + "/postmaster.pid")
        let pipe = Pipe()
        let server = try ChildProgram(
            ["/bin/sh", "-c", Self.script, "sh", directory] + command, in: "/",
            input: pipe.fileHandleForReading.fileDescriptor)
        try pipe.fileHandleForReading.close()
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            // The last line of the file says so.
            if let state = try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8),
                let line = state.split(separator: "\n").last, line.hasPrefix("ready") || line.hasPrefix("standby")
            {
                running.withLock { $0 = Running(server: server, pipe: pipe.fileHandleForWriting) }
                return
            }
            guard server.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        let output = (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? ""
        throw NotReady(log: output)
    }

    /// Ends the server without letting it finish anything (an immediate shutdown).
    func kill() {
        end(with: SIGQUIT)
    }

    /// Ends the server.
    func stop() {
        end(with: SIGINT)
    }

    private func end(with signal: Int32) {
        guard
            let running = running.withLock({ running in
                defer { running = nil }
                return running
            })
        else { return }
        running.server.signal(signal)
        try? running.pipe.write(contentsOf: Data("kept\n".utf8))
        try? running.pipe.close()
        running.server.wait()
    }
}
