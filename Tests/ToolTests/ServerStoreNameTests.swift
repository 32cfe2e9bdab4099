import Testing

@testable import keyhierarchy

/// The schema in the URI of a store.
@Suite struct ServerStoreNameTests {
    @Test(arguments: [
        ("postgresql://app@h/d", "postgresql://app@h/d", "key_hierarchy"),
        ("postgresql://h/d?", "postgresql://h/d?", "key_hierarchy"),
        ("postgresql://h/d?schema=keys", "postgresql://h/d", "keys"),
        ("postgresql://h/d?port=1&schema=keys&host=/run", "postgresql://h/d?port=1&host=/run", "keys"),
        ("postgresql://h/schema=a?schema=", "postgresql://h/schema=a", ""),
        ("postgresql://h/d?myschema=a", "postgresql://h/d?myschema=a", "key_hierarchy"),
    ]) func theSchemaIsTakenOut(name: String, connection: String, schema: String) {
        let store = ServerStoreName(name)
        #expect(store.connection == connection)
        #expect(store.schema == schema)
    }
}
