import Foundation
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Stands between clients and a server's socket, and breaks a connection at its commit when it is told to.
package final class DroppingProxy: Sendable {
    /// What becomes of the next commit.
    package enum Fate: Sendable {
        /// It is passed on, as everything is.
        case pass
        /// It does not reach the server.
        case dropRequest
        /// The server carries it out, and its answer is lost.
        case dropAnswer
        /// As before; and until fates are set again, nobody can connect.
        case dropAnswerAndStayAway
    }

    private struct State {
        /// Those of the next commits, in their order; what comes after them is passed on.
        var fates: [Fate] = []
        var isAway = false
        var dropped = 0
    }

    private let state = Mutex(State())
    private let listener: Int32
    private let server: String
    private let directory: String
    private let port: Int

    /// - Parameter server: The server, on whose socket the proxy stands.
    package init(before server: PostgreSQLServer) throws {
        port = server.port
        self.server = "\(server.directory)/.s.PGSQL.\(port)"
        directory = "/tmp/proxy-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        listener = try UnixSocket.listen(at: "\(directory)/.s.PGSQL.\(port)")
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self else { return }
                self.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The connection string of a database through the proxy.
    package func connection(database: String = "postgres") -> String {
        "host=\(directory) port=\(port) user=app dbname=\(database)"
    }

    /// Says what becomes of the next commits, in their order.
    package func setFates(_ fates: Fate...) {
        state.withLock { state in
            state.fates = fates
            state.isAway = false
        }
    }

    /// How many commits met another fate than to be passed on.
    package var droppedCount: Int {
        state.withLock(\.dropped)
    }

    private func serve(_ client: Int32) {
        guard !state.withLock(\.isAway), let upstream = try? UnixSocket.connect(to: server) else {
            close(client)
            return
        }
        Thread.detachNewThread {
            self.forward(between: client, and: upstream)
            close(client)
            close(upstream)
        }
    }

    private func forward(between client: Int32, and upstream: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var losesAnswer = false
        while true {
            var waiting = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&waiting, 2, -1) > 0 else { return }
            let fromClient = waiting[0].revents != 0
            let count = unsafe read(fromClient ? client : upstream, &buffer, buffer.count)
            guard count > 0 else { return }
            if fromClient, isCommit(buffer[..<count]) {
                switch takeFate() {
                case .pass: break
                case .dropRequest: return
                case .dropAnswer, .dropAnswerAndStayAway: losesAnswer = true
                }
            }
            // The server has answered, so it has committed.
            if !fromClient, losesAnswer { return }
            guard unsafe write(fromClient ? upstream : client, buffer, count) == count else { return }
        }
    }

    private func takeFate() -> Fate {
        state.withLock { state in
            guard !state.fates.isEmpty else { return .pass }
            let fate = state.fates.removeFirst()
            switch fate {
            case .pass: return fate
            case .dropRequest, .dropAnswer: break
            case .dropAnswerAndStayAway: state.isAway = true
            }
            state.dropped += 1
            return fate
        }
    }

    /// Whether a message has a statement that commits: `P`, a length, no name, the text, no types. It may stand behind others,
    /// and what stands in one message is answered as a whole.
    private func isCommit(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains([UInt8(ascii: "P"), 0, 0, 0, 14, 0] + Array("COMMIT".utf8) + [0, 0, 0])
    }
}

/// Sockets with names in the file system.
private enum UnixSocket {
    static func listen(at path: String) throws -> Int32 {
        let socket = try make()
        guard unsafe withAddress(path, { unsafe bind(socket, $0, $1) }) == 0, listenSocket(socket) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        return socket
    }

    static func connect(to path: String) throws -> Int32 {
        let socket = try make()
        guard unsafe withAddress(path, { unsafe connectSocket(socket, $0, $1) }) == 0 else {
            close(socket)
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        return socket
    }

    private static func make() throws -> Int32 {
        #if canImport(Darwin)
        let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #else
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return descriptor
    }

    private static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let size = MemoryLayout.size(ofValue: address.sun_path)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { memory in
            unsafe memory.copyBytes(from: path.utf8.prefix(size - 1))
        }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}

// Beside functions of the same names above.
private func connectSocket(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    unsafe connect(socket, address, size)
}

private func listenSocket(_ socket: Int32) -> Int32 {
    listen(socket, 64)
}
