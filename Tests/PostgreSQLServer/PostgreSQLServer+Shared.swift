import Foundation
import Synchronization

extension PostgreSQLServer {
    /// The server that tests share which do nothing to it; each has a schema of its own.
    package static let shared = Result {
        // What a test loses when the machine does, is nobody's loss.
        try PostgreSQLServer(settings: ["fsync = off"])
    }

    private static let schemaCount = Mutex(0)

    /// A name of a schema that no other test has.
    package static func newSchema() -> String {
        schemaCount.withLock { count in
            count += 1
            return "store\(count)"
        }
    }
}
