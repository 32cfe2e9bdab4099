import Foundation
import KeyHierarchy
import PostgreSQLServer

/// The servers of PostgreSQL's that a stressed store is on, and what befalls them meanwhile.
struct StressedServers {
    private let primary: PostgreSQLServer
    private let standby: PostgreSQLServer?

    /// Starts the servers, and notes in the place how to connect to them; `nil` when the store needs none.
    init?(_ database: StressCommand.Database, in place: Place) throws {
        guard database != .sqlite else { return nil }
        #if !PostgreSQL
        throw Violation("This program was built without the trait PostgreSQL.")
        #else
        // Killing a server does not lose what it has given to the system; and a standby starts in no time.
        let settings = database == .failover ? ["fsync = off"] : []
        primary = try PostgreSQLServer(settings: settings)
        try place.createDirectories()
        var connection = primary.connection()
        if database == .failover {
            let standby = try PostgreSQLServer(standbyOf: primary, name: "standby", settings: settings)
            // From here on a commit is reported when the standby has it on its disk too.
            try primary.psql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            try primary.psql("SELECT pg_reload_conf()")
            connection =
                "host=\(primary.directory),\(standby.directory) port=\(primary.port),\(standby.port) user=app "
                + "dbname=postgres target_session_attrs=read-write"
            self.standby = standby
        } else {
            standby = nil
        }
        try Data(connection.utf8).write(to: URL(filePath: place.connectionPath))
        #endif
    }

    /// Kills the server, and starts it again or has the standby take over, at random instants.
    ///
    /// - Parameters:
    ///   - times: How often; a primary with a standby is killed once.
    ///   - seconds: Within what time.
    func makeTrouble(times: Int, within seconds: Double) async throws {
        let times = standby == nil ? times : 1
        for _ in 0..<times {
            let share = seconds / Double(times)
            try await Task.sleep(for: .seconds(share * .random(in: 0.3...0.7)))
            primary.kill()
            if let standby {
                try standby.promote()
                print("The primary was killed, and the standby has taken over.")
            } else {
                try primary.start()
                print("The server was killed, and started again.")
            }
        }
    }

    /// Ends the servers.
    func stop() {
        primary.stop()
        standby?.stop()
    }
}
