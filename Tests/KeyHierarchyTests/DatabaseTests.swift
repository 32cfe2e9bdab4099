import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Databases")
struct DatabaseTests {
    @Test func areCreatedListedInPagesAndDropped() async throws {
        let session = try await TestInstance().session
        for number in 1...7 { try await session.createDatabase(DatabaseName("db\(number)")) }
        var listed: [DatabaseRecord] = []
        while case let page = try await session.databases(after: listed.last?.id, limit: 3), !page.isEmpty {
            #expect(page.count <= 3)
            listed += page
        }
        #expect(listed.map(\.id.rawValue) == Array(1...11))
        #expect(listed.dropFirst(4).map(\.name.description) == (1...7).map { "db\($0)" })
        try await session.dropDatabase("db3")
        #expect(
            try await session.databases(after: .master, limit: 100).map(\.id.rawValue) == [2, 3, 4, 5, 6, 8, 9, 10, 11])
        try await expectRefusal(.noSuchDatabase, 911) { try await session.database("db3") }
    }

    @Test(arguments: [Int32.min, -1, 0, 1, 4, 5, 99, .max])
    func areListedAfterAnyNumberThereIs(last: Int32) async throws {
        let session = try await TestInstance().session
        let found = try await session.databases(after: DatabaseIdentifier(rawValue: last))
        #expect(found.map(\.id.rawValue) == (1...4).filter { $0 > last })
        #expect(try await session.databases(limit: -1).isEmpty)
    }

    @Test func neverGetANumberAgain() async throws {
        let session = try await TestInstance().session
        let first = try await session.createDatabase("Sales")
        try await session.dropDatabase("Sales")
        let second = try await session.createDatabase("Sales")
        #expect(first.id < second.id)
        #expect(first.family != second.family)
    }

    @Test(arguments: ["Sales", "SALES", "sAlEs", "master", "MASTER"] as [DatabaseName])
    func haveNamesThatAreUniqueWhateverTheCase(name: DatabaseName) async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.databaseExists, 1801) { try await bench.session.createDatabase(name) }
        #expect(error.sqlServer?.state == 3)
        #expect(try await bench.snapshot() == before)
        #expect(try await bench.session.database("sales").name.description == "Sales")
    }

    @Test(arguments: ["master", "tempdb", "model", "msdb", "Master"] as [DatabaseName])
    func ofTheSystemCannotBeDropped(name: DatabaseName) async throws {
        let session = try await TestInstance().session
        try await expectRefusal(.systemDatabase, 3708) { try await session.dropDatabase(name) }
        try await expectRefusal(.systemDatabase, 3708) { try await session.planDropDatabase(name) }
    }

    @Test func thatAreMissingCannotBeDropped() async throws {
        let session = try await TestInstance().session
        let error = try await expectRefusal(.noSuchDatabase, 3701) { try await session.dropDatabase("Sales") }
        #expect(error.sqlServer?.severity == 11)
    }

    @Test func takeTheirKeyAndCredentialsWithThemAsThePlanSays() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential("blob", in: .database("Sales"))
        let plan = try await bench.session.planDropDatabase("sales")
        #expect(
            plan.report.lost.map(\.name) == ["master key of database Sales", "credential 'blob' of database Sales"])
        #expect(!plan.report.losesNothing)
        #expect(try await bench.session.commit(plan) == plan.report)
        let after = try await bench.snapshot()
        #expect(after.databases.count == 4)
        #expect(after.keys.map(\.id) == [.serviceMasterKey])
        #expect(after.encryptions.allSatisfy { $0.id.key == .serviceMasterKey })
    }

    @Test func thatHoldNothingLoseNothing() async throws {
        let session = try await TestInstance().session
        try await session.createDatabase("Empty")
        #expect(try await session.dropDatabase("Empty").losesNothing)
    }

    @Test func areThoseThatWereCreatedThoughTheyAreGoneAMomentLater() async throws {
        let store = FaultInjectingStore()
        let bench = try await TestInstance(store: store)
        let created = try await bench.session.createDatabase("Sales")
        #expect(created == (try await bench.session.database("Sales")))
    }
}

@Suite("The name of a database")
struct DatabaseNameTests {
    @Test(arguments: [
        "a", " ", "Sales 2026", "[odd]", "o'neill", "日本語", "Größe", "🗝️",
        String(repeating: "x", count: 128), String(repeating: "🗝", count: 64),
    ])
    func hasOneTo128CodeUnitsOfUTF16(text: String) throws {
        #expect(try DatabaseName(text).description == text)
    }

    @Test(
        arguments: [
            ("", nil), ("a\0b", nil), ("line\nbreak", nil), ("tab\t", nil), ("\u{7F}", nil), ("\u{85}", nil),
            (String(repeating: "x", count: 129), 103), (String(repeating: "🗝", count: 65), 103),
        ] as [(String, Int?)])
    func isRefusedOtherwise(text: String, number: Int?) async throws {
        try await expectRefusal(.invalidName, number) { try DatabaseName(text) }
    }

    @Test(arguments: [("Sales", "sALES"), ("GRÖSSE", "grösse"), ("ΑΒΓ", "αβγ"), ("ДАННЫЕ", "данные")])
    func isEqualInAnyCase(left: String, right: String) throws {
        let left = try DatabaseName(left)
        let right = try DatabaseName(right)
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.description != right.description)
        #expect(left.folded == right.folded)
    }

    @Test(arguments: [("Sales", "Sale"), ("i", "ı"), ("strasse", "straße"), ("a", "á")])
    func isNotEqualToAnother(left: String, right: String) throws {
        #expect(try DatabaseName(left) != DatabaseName(right))
    }
}
