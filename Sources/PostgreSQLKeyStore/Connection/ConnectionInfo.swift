#if PostgreSQL
import CPostgreSQL
import Foundation
import KeyHierarchy

/// Where the server is and how to connect to it: libpq's parameters, with defaults of our own for those that were not given.
struct ConnectionInfo: Sendable {
    /// Keywords of libpq and their values.
    let parameters: [String: String]

    /// Takes a connection string or URI apart.
    ///
    /// - Parameters:
    ///   - string: As libpq reads it.
    ///   - environment: The variables of the process.
    /// - Throws: ``HierarchyError/Code-swift.struct/storeFailed`` when it is not one, or has a password in it. Neither error
    ///   repeats any of it: what is taken for the name of a keyword may be a password.
    init(_ string: String, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        guard !string.utf8.contains(0), string.utf8.count <= Self.maximumSize, var given = Self.parse(string),
            !Self.hasStrayPassword(string, given)
        else {
            throw HierarchyError(
                .storeFailed, "The connection string is not one that libpq can read.",
                advice: "Write it as keywords (host=db.example.com dbname=app user=app) or as a URI "
                    + "(postgresql://app@db.example.com/app).")
        }
        for secret in Self.secrets where given[secret] != nil {
            throw HierarchyError(
                .storeFailed,
                "The connection string has a password in it (\(secret)), and was not used: connection strings end up in "
                    + "process lists, in logs and in histories of commands.",
                advice: secret == "password"
                    ? "Put it into ~/.pgpass (mode 0600) or the file that PGPASSFILE names, into a service file, or into "
                        + "PGPASSWORD; or use a client certificate."
                    : "Use a client key without a passphrase that only this account can read, or put it into a service "
                        + "file.")
        }
        // libpq's own tools would expand it. Here it would be a name, and be shown with whatever is in it.
        if let database = given["dbname"], database.contains("://") || database.contains("=") {
            throw HierarchyError(
                .storeFailed, "The name of the database in the connection string is a connection string itself.",
                advice: "Give that string alone, without a password.")
        }
        for (keyword, variable, value) in Self.defaults
        where given[keyword] == nil && (variable.flatMap { environment[$0] } ?? "").isEmpty {
            given[keyword] = value
        }
        // Names are compared byte by byte: whatever PGCLIENTENCODING says, the tables' texts are UTF-8.
        given["client_encoding"] = "UTF8"
        parameters = given
    }

    /// Whether a URI has a password in it that libpq takes for something else, which would then be shown: it ends a host at
    /// a slash, and of `app:a/b@db` makes the port `a` and the database `b@db`.
    private static func hasStrayPassword(_ string: String, _ given: [String: String]) -> Bool {
        let port = given["port"] ?? ""
        guard port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ",") })
        else { return true }
        let isURI = ["postgresql://", "postgres://"].contains { string.hasPrefix($0) }
        return isURI && ["host", "dbname"].contains { given[$0]?.contains("@") == true }
    }

    /// Where the database is, for messages.
    var place: String {
        let database = parameters["dbname"] ?? parameters["service"].map { "of service \($0)" }
        let host = parameters["host"] ?? parameters["hostaddr"]
        return [database.map { "database \($0)" }, host.map { "on \($0)" }].compactMap(\.self).joined(separator: " ")
    }

    /// The keywords of secrets; some are of newer versions of libpq.
    private static let secrets = [
        "password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key",
    ]

    /// The longest connection string, in bytes.
    private static let maximumSize = 65_536

    /// What is set where neither the connection string nor the environment says otherwise: the keyword, the environment's
    /// variable, the value. libpq ignores what is about TLS and TCP on Unix-domain sockets.
    private static let defaults: [(keyword: String, variable: String?, value: String)] = [
        // libpq's own is to take whatever the server offers, and whoever says to be the server.
        ("sslmode", "PGSSLMODE", "verify-full"),
        // Otherwise libpq tries Kerberos first, and a connection that it encrypts is none with a verified certificate.
        ("gssencmode", "PGGSSENCMODE", "disable"),
        ("fallback_application_name", nil, "swift-key-hierarchy"),
        // A host that is gone is noticed within half a minute. The system's own limits are hours.
        ("connect_timeout", "PGCONNECT_TIMEOUT", "10"),
        ("keepalives_idle", nil, "10"),
        ("keepalives_interval", nil, "5"),
        ("keepalives_count", nil, "3"),
        ("tcp_user_timeout", nil, "25000"),
    ]

    private static func parse(_ string: String) -> [String: String]? {
        guard let options = unsafe PQconninfoParse(string, nil) else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var given: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val, unsafe value.pointee != 0 {
                unsafe given[String(cString: keyword)] = String(cString: value)
            }
            unsafe option += 1
        }
        return given
    }
}
#endif
