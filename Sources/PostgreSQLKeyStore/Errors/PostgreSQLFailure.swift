#if PostgreSQL
import CPostgreSQL

/// What PostgreSQL or libpq answered. Of a server's message only the first part is kept: what it says in detail has values
/// of rows in it, and errors are logged.
struct PostgreSQLFailure: Error, CustomStringConvertible {
    /// The five characters of SQLSTATE; `nil` when the failure is libpq's own.
    let state: String?
    /// The words of the server, or of libpq.
    let message: String
    /// Whether the connection is gone: nothing can be asked of it any more.
    let lostConnection: Bool

    /// Whether the server refuses to write, as a standby does; in its words, to begin with it is a feature that it lacks.
    var isOfStandby: Bool {
        state == "25006" || state == "0A000"
    }

    /// Whether the server has told that it ends the connection, or that it cannot be used now.
    private static let shuttingDown: Set<String> = ["57P01", "57P02", "57P03", "57P05", "25P03"]

    /// The failure of a statement.
    init(of result: OpaquePointer?, on connection: OpaquePointer) {
        state = unsafe Self.state(of: result)
        let message = unsafe PQresultErrorField(result, Self.primaryMessage) ?? PQerrorMessage(connection)
        self.message = unsafe Self.line(message)
        // Without a state the server has answered nothing: libpq tells of a connection that it could not write to before it
        // calls it broken.
        lostConnection =
            unsafe PQstatus(connection) != CONNECTION_OK
            || state.map { $0.hasPrefix("08") || Self.shuttingDown.contains($0) } ?? true
    }

    /// The failure to connect.
    init(connecting connection: OpaquePointer?) {
        state = nil
        message = unsafe Self.line(PQerrorMessage(connection))
        lostConnection = true
    }

    /// A failure that a library of ours has found.
    init(state: String? = nil, message: String, lostConnection: Bool) {
        self.state = state
        self.message = message
        self.lostConnection = lostConnection
    }

    var description: String {
        "PostgreSQL\(state.map { " \($0)" } ?? ""): \(message)"
    }

    // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY, macros of characters.
    private static let sqlState = Int32(UInt8(ascii: "C"))
    static let primaryMessage = Int32(UInt8(ascii: "M"))

    /// The state of a result, if it has the form of one.
    static func state(of result: OpaquePointer?) -> String? {
        guard let state = unsafe PQresultErrorField(result, sqlState).map({ unsafe String(cString: $0) }),
            state.utf8.count == 5, state.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return nil }
        return state
    }

    /// A message on one line, of bounded length, that steers no terminal: whoever plays the server chooses it.
    static func line(_ message: UnsafePointer<CChar>?) -> String {
        guard let message = unsafe message else { return "no message" }
        let text = unsafe String(cString: message)
        let words = text.split { $0.isNewline || $0.isWhitespace }
        let line = words.joined(separator: " ").prefix(500)
        return String(
            String.UnicodeScalarView(
                line.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }
}
#endif
