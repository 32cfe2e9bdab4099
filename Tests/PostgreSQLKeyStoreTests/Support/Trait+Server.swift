#if PostgreSQL
import PostgreSQLServer
import Testing

extension Trait where Self == ConditionTrait {
    /// The tests of a store need a server; where PostgreSQL is not installed, they are skipped and say so.
    ///
    /// Run them `.serialized` within their suites: each holds connections, and a process and a server have so many only.
    static var needsServer: Self {
        .enabled(if: PostgreSQLInstallation.isPresent, "PostgreSQL is not installed; `make setup` does it.")
    }
}
#endif
