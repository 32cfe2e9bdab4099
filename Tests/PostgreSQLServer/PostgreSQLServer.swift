import ChildPrograms
import Foundation

/// A server of PostgreSQL's in a directory of its own, for tests: it listens on a Unix-domain socket and on the loopback
/// address, and ends with the process that has started it, however that ends.
package final class PostgreSQLServer: Sendable {
    /// Where everything of the server is.
    package let directory: String
    /// The port, which is part of the socket's name too.
    package let port: Int

    private let installation: PostgreSQLInstallation
    private let guardian = ServerGuardian()

    /// Creates the files of a server, and starts it.
    ///
    /// - Parameter settings: Lines for its configuration.
    package init(settings: [String] = []) throws {
        installation = try PostgreSQLInstallation.found.get()
        directory = try installation.makeDirectory()
        port = try Self.freePort()
        try installation.run(
            "initdb",
            [
                "--pgdata", data, "--username", "app", "--auth", "trust", "--encoding", "UTF8", "--locale", "C",
                "--no-sync",
            ])
        try makeCertificate()
        try configure(settings)
        try start()
    }

    /// Creates a standby of a server, and starts it.
    ///
    /// - Parameter primary: The server that it copies, and follows.
    package init(standbyOf primary: PostgreSQLServer, name: String, settings: [String] = []) throws {
        installation = primary.installation
        directory = try installation.makeDirectory()
        port = try Self.freePort()
        try installation.run(
            "pg_basebackup",
            [
                "--pgdata", data, "--host", primary.directory, "--port", "\(primary.port)", "--username", "app",
                "--checkpoint", "fast", "--no-sync", "--write-recovery-conf",
            ])
        // The name is what the primary knows its standby by.
        try configure(["cluster_name = '\(name)'"] + settings)
        try start()
    }

    deinit {
        guardian.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The connection string of a database, over the socket.
    package func connection(database: String = "postgres") -> String {
        "host=\(directory) port=\(port) user=app dbname=\(database)"
    }

    /// The certificate of the server, which is its own authority.
    package var certificate: String {
        directory + "/server.crt"
    }

    // MARK: Running

    /// Starts the server, and waits until it takes connections.
    package func start() throws {
        try guardian.start(installation.command("postgres", ["-D", data]), in: directory)
    }

    /// Ends the server at once, as a crash does: what was not committed is lost, and connections break.
    package func kill() {
        guardian.kill()
    }

    /// Ends the server.
    package func stop() {
        guardian.stop()
    }

    /// Makes a standby the primary.
    package func promote() throws {
        try installation.run("pg_ctl", ["promote", "--wait", "--pgdata", data])
    }

    /// Runs statements with psql, and returns what it prints.
    @discardableResult
    package func psql(_ sql: String, database: String = "postgres") throws -> String {
        try installation.run(
            "psql",
            [
                "--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set", "ON_ERROR_STOP=1", "--command", sql,
                connection(database: database),
            ])
    }

    /// The statements that make a schema of a database again, as pg_dump writes them.
    package func dump(schema: String, of database: String) throws -> String {
        try installation.run("pg_dump", ["--schema", schema, connection(database: database)])
    }

    /// Runs what ``dump(schema:of:)`` has given, as one transaction.
    package func restore(_ dump: String, into database: String) throws {
        let file = "\(directory)/\(database).sql"
        try Data(dump.utf8).write(to: URL(filePath: file))
        try installation.own(file)
        try installation.run(
            "psql",
            [
                "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction", "--file", file,
                connection(database: database),
            ])
    }

    // MARK: Files

    private var data: String {
        directory + "/data"
    }

    private func makeCertificate() throws {
        _ = try ProgramRun(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", directory + "/server.key", "-out", certificate,
            ]
        ).successful()
        try installation.own(directory + "/server.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory + "/server.key")
    }

    private func configure(_ settings: [String]) throws {
        let lines =
            [
                "listen_addresses = '127.0.0.1'", "port = \(port)", "unix_socket_directories = '\(directory)'",
                "max_connections = 400", "shared_buffers = 64MB",
            ]
            + (FileManager.default.fileExists(atPath: certificate)
                ? ["ssl = on", "ssl_cert_file = '\(certificate)'", "ssl_key_file = '\(directory)/server.key'"]
                : ["ssl = off"])
            + settings
        let handle = try FileHandle(forWritingTo: URL(filePath: data + "/postgresql.conf"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(("\n" + lines.joined(separator: "\n") + "\n").utf8))
        try handle.close()
        // The socket is in a directory that belongs to this account alone; over TCP there is a password.
        let access = """
            local all all trust
            local replication all trust
            host all all 127.0.0.1/32 scram-sha-256

            """
        try Data(access.utf8).write(to: URL(filePath: data + "/pg_hba.conf"))
    }

    /// A port of the loopback address that nobody uses.
    private static func freePort() throws -> Int {
        let listener = try LoopbackListener()
        return listener.port
    }
}
