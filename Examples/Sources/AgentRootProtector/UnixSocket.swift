#if canImport(Darwin)
package import Darwin
#elseif canImport(Glibc)
package import Glibc
#elseif canImport(Musl)
package import Musl
#endif

/// The calls for Unix sockets, where they differ from what Swift likes or between systems.
package enum UnixSocket {
    /// Makes a socket that is not connected, and is not inherited by children.
    package static func make() throws(AgentError) -> Int32 {
        #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        let descriptor = socket(AF_UNIX, stream, 0)
        guard descriptor >= 0 else { throw AgentError.system(.unavailable, "No socket can be made") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #if canImport(Darwin)
        var on: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
        return descriptor
    }

    /// Calls `body` with the address of a path.
    ///
    /// - Throws: ``AgentError`` with the code `unavailable` when the path is longer than an address can hold.
    package static func withAddress(
        _ path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(AgentError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else {
            throw AgentError(.unavailable, "\(path) is too long for a socket: at most \(room - 1) bytes.")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        return unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Makes a socket that listens at a path, which only its owner can connect to.
    package static func listen(at path: String) throws(AgentError) -> Int32 {
        let descriptor = try make()
        // The socket has its mode when it appears, and not a moment later.
        let mask = umask(0o077)
        let bound = try unsafe withAddress(path) { unsafe bind(descriptor, $0, $1) }
        umask(mask)
        guard bound == 0, systemListen(descriptor) == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            let error = AgentError.system(.unavailable, "Nobody can listen at \(path)")
            _ = close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Sends bytes; a connection that broke is an error and no signal.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        let flags: Int32 = 0
        #else
        let flags = Int32(MSG_NOSIGNAL)
        #endif
        return unsafe systemSend(descriptor, bytes.baseAddress, bytes.count, flags)
    }

    /// Refuses a socket that somebody else may have put there to be given the key.
    static func requirePrivate(_ path: String) throws(AgentError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            throw AgentError.system(.unavailable, "There is no agent at \(path)")
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw AgentError(.unavailable, "\(path) is not a socket.") }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw AgentError(.notPrivate, "\(path) is not the socket of this user alone, so it is not given the key.")
        }
    }
}

// The system calls that the functions of the same names above hide.

private func systemListen(_ descriptor: Int32) -> Int32 {
    listen(descriptor, SOMAXCONN)
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    unsafe send(descriptor, bytes, count, flags)
}

extension AgentError {
    /// An error with what the system says of the last call.
    static func system(_ code: Code, _ what: String) -> AgentError {
        AgentError(code, "\(what): \(unsafe String(cString: strerror(errno))).")
    }
}
