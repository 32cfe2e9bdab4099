#if PostgreSQL
import PostgreSQLServer
import Testing

extension Trait where Self == ConditionTrait {
    /// The tests of a store need a server; where PostgreSQL is not installed, they are skipped and say so.
    static var needsServer: Self {
        .enabled(if: PostgreSQLInstallation.isPresent, "PostgreSQL is not installed; `make setup` does it.")
    }
}
#endif
