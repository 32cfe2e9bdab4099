#if PostgreSQL
import CPostgreSQL
import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Connection {
    /// Waits for what the server tells without being asked.
    ///
    /// - Returns: The texts of notifications; none when there were none within that time.
    /// - Throws: ``HierarchyError`` when the connection is lost.
    func notifications(within limit: Duration) throws -> [String] {
        unsafe try withHandle { connection in
            var waiting = pollfd(fd: unsafe PQsocket(connection), events: Int16(POLLIN), revents: 0)
            _ = unsafe poll(&waiting, 1, Int32(limit / .milliseconds(1) as Int))
            guard unsafe PQconsumeInput(connection) == 1 else {
                throw unsafe PostgreSQLFailure(connecting: connection)
            }
            var texts: [String] = []
            while let notification = unsafe PQnotifies(connection) {
                unsafe texts.append(String(cString: notification.pointee.extra))
                unsafe PQfreemem(notification)
            }
            return texts
        }
    }
}
#endif
