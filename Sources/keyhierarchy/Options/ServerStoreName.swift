/// A store on a server as a command names it: libpq's URI of the database, with `schema=NAME` among its parameters
/// where the tables are in another schema than usual.
struct ServerStoreName {
    /// The URI without the schema, which libpq does not know as a parameter.
    let connection: String
    /// The schema; the store's own unless another one was named.
    let schema: String

    private static let parameter = "schema="

    init(_ name: String) {
        let mark = name.firstIndex(of: "?") ?? name.endIndex
        let parameters = name[mark...].dropFirst().split(separator: "&")
        let schemas = parameters.filter { $0.hasPrefix(Self.parameter) }
        let others = parameters.filter { !$0.hasPrefix(Self.parameter) }.joined(separator: "&")
        // Without a schema, libpq sees what was given, whatever that is.
        connection = schemas.isEmpty ? name : "\(name[..<mark])\(others.isEmpty ? "" : "?\(others)")"
        schema = schemas.last.map { String($0.dropFirst(Self.parameter.count)) } ?? "key_hierarchy"
    }
}
