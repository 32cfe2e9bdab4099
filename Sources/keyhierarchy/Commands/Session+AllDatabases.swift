import KeyHierarchy

extension Session {
    /// Returns all databases, the system databases first.
    func allDatabases() async throws -> [DatabaseRecord] {
        var all: [DatabaseRecord] = []
        repeat {
            let page = try await databases(after: all.last?.id)
            if page.isEmpty { return all }
            all += page
        } while true
    }
}
