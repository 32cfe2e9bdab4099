#if PostgreSQL
import KeyHierarchy
import Testing

@testable import PostgreSQLKeyStore

@Suite struct ConnectionInfoTests {
    @Test(arguments: [
        "host=db password=Fjord7Basalt", "postgresql://app:Fjord7Basalt@db/app", "host=db sslpassword=Fjord7Basalt",
        "postgres://db/app?password=Fjord7Basalt", "postgres://db/app?sslpassword=Fjord7Basalt",
    ])
    func aPasswordIsRefusedAndNotRepeated(_ string: String) {
        let error = #expect(throws: HierarchyError.self) { try ConnectionInfo(string, environment: [:]) }
        #expect(error?.code == .storeFailed)
        #expect(error.map { "\($0)".contains("Fjord7Basalt") } == false)
        #expect(error?.advice?.contains("file") == true)
    }

    @Test(arguments: [
        "Fjord7Basalt", "host = 'x", "colour=Fjord7Basalt", "postgresql://[", "host=a\0b", "postgresql://a/%zz",
        "postgresql://app:Fjord/7Basalt@db.example.com/app", "postgresql://app:5432/Fjord7Basalt@db.example.com/app",
        "host=db port=Fjord7Basalt", "postgresql://db/postgres%3A%2F%2Fapp%3AFjord7Basalt@db",
    ])
    func whatIsNoConnectionStringIsRefusedAndNotRepeated(_ string: String) {
        let error = #expect(throws: HierarchyError.self) { try ConnectionInfo(string, environment: [:]) }
        #expect(error?.code == .storeFailed)
        #expect(error.map { "\($0)".contains("Fjord") || "\($0)".contains("7Basalt") } == false)
    }

    @Test(arguments: [
        "host=db dbname=postgresql://app:Fjord7Basalt@db/app", "host=db dbname='password=Fjord7Basalt'",
    ])
    func aDatabaseThatIsAConnectionStringIsRefusedAndNotRepeated(_ string: String) {
        let error = #expect(throws: HierarchyError.self) { try ConnectionInfo(string, environment: [:]) }
        #expect(error?.message.contains("is a connection string itself") == true)
        #expect(error.map { "\($0)".contains("Fjord7Basalt") } == false)
    }

    @Test func theServerMustProveWhoItIsUnlessSomebodySaysOtherwise() throws {
        #expect(try ConnectionInfo("host=db", environment: [:]).parameters["sslmode"] == "verify-full")
        #expect(try ConnectionInfo("host=db", environment: [:]).parameters["gssencmode"] == "disable")
        #expect(try ConnectionInfo("host=db sslmode=prefer", environment: [:]).parameters["sslmode"] == "prefer")
        // Then libpq takes the variable's.
        #expect(try ConnectionInfo("host=db", environment: ["PGSSLMODE": "require"]).parameters["sslmode"] == nil)
        #expect(try ConnectionInfo("host=db", environment: ["PGSSLMODE": ""]).parameters["sslmode"] == "verify-full")
    }

    @Test(arguments: ["", "Store", "a b", "pg_store", "1a", "a\"; DROP", String(repeating: "a", count: 64)])
    func aSchemaHasAPlainName(_ schema: String) async {
        let error = await #expect(throws: HierarchyError.self) {
            try await PostgreSQLKeyStore("host=/nowhere", schema: schema)
        }
        #expect(error?.message.contains("schema") == true)
    }
}
#endif
